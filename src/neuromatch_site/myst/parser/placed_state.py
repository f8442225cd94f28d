"""State while the inline tokens of a text are read: positions, and ends of links."""

from functools import cached_property

from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token


class PlacedState(StateInline):
    """Adds the offset in the text to every inline token."""

    @cached_property
    def last_closing(self) -> int:
        """The offset of the last ``]`` in the text; -1 if there is none."""
        return self.src.rfind("]")

    @cached_property
    def label_ends(self) -> dict[tuple[int, int, bool], int]:
        """Cached results of ``label_end``, which links, images and spans all need."""
        return {}

    @cached_property
    def last_span(self) -> int:
        """The offset of the last ``]{`` in the text; -1 if there is none."""
        return self.src.rfind("]{")

    def label_end(self, start: int, disable_nested: bool = False) -> int:  # noqa: FBT001, FBT002 - markdown-it's
        """Return the offset of the ``]`` that closes the ``[`` at ``start``; -1 if there is none.

        With ``disable_nested``, a text with a link in it does not count. markdown-it's own function
        scans on from each bracket token by token, and took a minute for a page of nothing but
        ``![``. Source: markdown-it, ``helpers/parse_link_label.py``.
        """
        if start > self.last_closing:
            return -1
        key = (start, self.posMax, disable_nested)
        if key not in self.label_ends:
            before = self.pos
            self.label_ends[key] = self._read_to_label_end(start + 1, disable_nested)
            self.pos = before
        return self.label_ends[key]

    def _read_to_label_end(self, pos: int, disable_nested: bool) -> int:  # noqa: FBT001 - as above
        level = 1
        while pos < self.posMax:
            mark = self.src[pos]
            if mark == "]":
                level -= 1
                if level == 0:
                    return pos
            after = self.cache.get(pos)
            if after is None:
                self.pos = pos
                self.md.inline.skipToken(self)
                after = self.pos
            if mark == "[" and after == pos + 1:
                level += 1
            elif mark == "[" and disable_nested:
                return -1
            pos = after
        return -1

    def push(self, ttype: str, tag: str, nesting: int) -> Token:
        """Add a token; ``map`` is its offset, or that of the bracket before a link's text."""
        token = super().push(ttype, tag, nesting)  # type: ignore[arg-type]
        in_brackets = ttype == "link_open" and self.src[self.pos - 1 : self.pos] == "["
        start = self.pos - 1 if in_brackets else self.pos
        token.map = [start, start]
        return token

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803, FBT001 - markdown-it's
        """Return what a run of ``*`` can open and close.

        Between punctuation and a Chinese, Japanese or Korean letter, which have no spaces between
        them, it can do both. Source: markdown-cjk-friendly; commonmark-spec#650.
        """
        delimiters = super().scanDelims(start, canSplitWord)
        before = self.src[start - 1 : start]
        after = self.src[start + delimiters.length : start + delimiters.length + 1]
        if self.src[start] != "*" or not (before.strip() and after.strip()):
            return delimiters
        return delimiters._replace(
            can_open=delimiters.can_open or _is_cjk(before),
            can_close=delimiters.can_close or _is_cjk(after),
        )

    def pushPending(self) -> Token:  # noqa: N802 - markdown-it's name
        """Add the pending text; ``map`` is its start."""
        text = self.pending
        nearest = max(self.pos - len(text) - 100, 0)
        index = self.src.rfind(text, nearest, self.pos)
        token = super().pushPending()
        token.map = [index, index] if index >= 0 else [self.pos, self.pos]
        return token


_CJK = (
    ("\u2e80", "\u2fff"),
    ("\u3040", "\u30ff"),
    ("\u3400", "\u9fff"),
    ("\uac00", "\ud7af"),
    ("\U00020000", "\U0003ffff"),
)


def _is_cjk(character: str) -> bool:
    """Return whether it is of a script without spaces; as a pattern this costs each start 3 ms."""
    return any(low <= character <= high for low, high in _CJK)
