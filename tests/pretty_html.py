"""HTML as cases show it: a block to a line, indented, so that a difference can be read."""

from html import escape
from html.parser import HTMLParser

_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split(),
)
_INLINE = frozenset(
    "a abbr b bdi bdo br cite code data del dfn em i img input ins kbd label mark math q s samp"
    " small span strong sub sup svg time u var wbr button mi mo mn ms mtext mrow mfrac msup msub"
    " msubsup msqrt mroot munder mover munderover mtable mtr mtd mspace mstyle mpadded semantics"
    " annotation path use title circle rect line g".split(),
)


def pretty_html(html: str) -> str:
    """Return the HTML with one block element to a line; text inside ``pre`` is left alone.

    Attributes keep their order: it is part of what the templates say.
    """
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return writer.text()


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = []
        self._line = ""
        self._depth = 0
        self._preformatted = 0

    def text(self) -> str:
        self._break()
        return "".join(f"{line}\n" for line in self._lines)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        block = tag not in _INLINE and not self._preformatted
        if block:
            self._break()
        self._line += f"<{tag}{''.join(_attribute(*attr) for attr in attrs)}>"
        self._preformatted += tag == "pre"
        if block and tag not in _VOID and tag != "pre":
            self._break()
            self._depth += 1
        elif block and tag in _VOID:
            self._break()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        block = tag not in _INLINE and not self._preformatted
        if block:
            self._break()
            self._depth -= 1
        self._line += f"</{tag}>"
        self._preformatted -= tag == "pre"
        if block or tag == "pre":
            self._break()

    def handle_data(self, data: str) -> None:
        if self._preformatted:
            self._line += escape(data, quote=False)
            return
        words = " ".join(data.split())
        before = " " if data[:1].isspace() and self._line else ""
        after = " " if data[-1:].isspace() and words else ""
        self._line += before + escape(words, quote=False) + after

    def handle_comment(self, data: str) -> None:
        self._line += f"<!--{data}-->"

    def handle_decl(self, decl: str) -> None:
        self._line += f"<!{decl}>"
        self._break()

    def _break(self) -> None:
        if line := self._line.strip():
            self._lines.append("  " * self._depth + line)
        self._line = ""


def _attribute(name: str, value: str | None) -> str:
    return f" {name}" if value is None else f' {name}="{escape(value)}"'
