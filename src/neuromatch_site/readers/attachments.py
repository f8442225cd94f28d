"""Images pasted into a Markdown cell: ``attachment:name`` -> a file of the site."""

import re
from urllib.parse import unquote

from msgspec import Struct

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast.nodes import Html, Image, Root
from neuromatch_site.model.ast.visit import walk
from neuromatch_site.readers.cells import Cell
from neuromatch_site.readers.media import SUFFIXES, MediaError, take

_SCHEME = "attachment:"
_IN_HTML = re.compile(r"attachment:([^\s\"'<>]+)")


def show_attachments(
    root: Root, cell: Cell, media: dict[str, str], diagnostics: Diagnostics
) -> None:
    """Point images of a cell to its attachments, and add these to ``media``."""
    if _SCHEME not in cell.source.text:
        return
    attachments = _Attachments(cell, media, diagnostics)
    for node in walk(root):
        at = node.position or cell.source.at()
        if isinstance(node, Image) and node.url.startswith(_SCHEME):
            node.url = attachments.url(node.url.removeprefix(_SCHEME), at)
        elif isinstance(node, Html):
            node.value = attachments.in_html(node.value, at)


class _Attachments(Struct, frozen=True):
    cell: Cell
    media: dict[str, str]
    diagnostics: Diagnostics

    def in_html(self, text: str, at: Position) -> str:
        return _IN_HTML.sub(lambda match: self.url(match[1], at), text)

    def url(self, name: str, at: Position) -> str:
        """Return the URL of an attachment; as written if there is none."""
        forms = self.cell.attachments.get(unquote(name))
        written = _SCHEME + name
        if forms is None:
            self._report(
                at,
                f"this cell has no attachment `{unquote(name)}`",
                self.diagnostics.did_you_mean(unquote(name), list(self.cell.attachments))
                or "paste it again",
            )
            return written
        known = forms if isinstance(forms, dict) else {}
        kind = next((kind for kind in known if kind in SUFFIXES), "")
        if not kind:
            self._report(
                at, f"the attachment `{unquote(name)}` is not a picture", "insert it as PNG"
            )
            return written
        try:
            return take(self.media, kind, known[kind])
        except MediaError as error:
            message = f"the attachment `{unquote(name)}` {error}"
            self._report(at, message, "paste it again")
            return written

    def _report(self, at: Position, message: str, hint: str) -> None:
        self.diagnostics.report(Rule.NOTEBOOK_ATTACHMENTS_RESOLVE, at, message, hint)
