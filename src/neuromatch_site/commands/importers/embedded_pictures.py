"""Pictures embedded in a notebook or stored beside it -> files."""

import binascii
import re
from base64 import b64decode
from collections.abc import Mapping

from neuromatch_site.commands.importers._plan import Cell

_DATA = re.compile(
    r"data:image/(?P<kind>png|jpeg|jpg|gif|webp);base64,(?P<text>[A-Za-z0-9+/=\s]{16,}?)(?=[\"')>])"
)
_ENDINGS = {"jpeg": "jpg"}


def take_pictures(cells: list[Cell], stem: str) -> tuple[list[Cell], dict[str, bytes]]:
    """Return the cells, with paths of their images, and the images by name.

    ``stem`` is the name of the notebook: ``images/<stem>_1.png`` is beside it.
    """
    files: dict[str, bytes] = {}

    def written(match: re.Match[str]) -> str:
        kind = match["kind"]
        name = f"images/{stem}_{len(files) + 1}.{_ENDINGS.get(kind, kind)}"
        content = _decoded(match["text"])
        if not content:
            return match[0]
        files[name] = content
        return name

    taken: list[Cell] = []
    for cell in cells:
        text, left = cell.text, {}
        if cell.kind == "markdown":
            text = _DATA.sub(written, text)
        for name, forms in cell.attachments.items():
            path, content = f"images/{stem}_{_safe(name)}", _attached(forms)
            if content and cell.kind == "markdown":
                files[path] = content
                text = text.replace(f"attachment:{name}", path)
            else:
                left[name] = forms
        taken.append(Cell(cell.kind, text, cell.tags, cell.outputs, left))
    return taken, files


def _safe(name: str) -> str:
    return re.sub(r"[^\w.-]+", "_", name)


def _attached(forms: object) -> bytes:
    """Return the first picture that an attachment is."""
    for kind, text in forms.items() if isinstance(forms, Mapping) else ():
        if str(kind).startswith("image/") and isinstance(text, str | list):
            return _decoded("".join(map(str, text)))
    return b""


def _decoded(text: str) -> bytes:
    try:
        return b64decode(re.sub(r"\s", "", text), validate=True)
    except (binascii.Error, ValueError):
        return b""
