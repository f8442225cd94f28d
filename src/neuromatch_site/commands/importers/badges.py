"""Badges at the top of a notebook -> launch settings of the page."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from neuromatch_site.commands.importers._plan import Cell

_BADGE = re.compile(
    r"<a\b[^<>]{0,500}\bhref=[\"'](?P<href>[^\"'<>]+)[\"'][^<>]*+>\s*+"
    r"<img\b[^<>]{0,500}\bsrc=[\"'](?P<src>[^\"'<>]+)[\"'][^<>]*+>\s*+</a>"
    r"|\[!\[[^\[\]]*\]\((?P<image>[^()\s]++)[^()]*\)\]\((?P<url>[^()\s]++)[^()]*\)",
    re.IGNORECASE,
)
_PICTURES = {
    "colab": re.compile(r"colab-badge|colab\.research\.google\.com/assets"),
    "kaggle": re.compile(r"open-in-kaggle|kaggle\.com/static"),
    "binder": re.compile(r"mybinder\.org/badge|badge_logo\.svg"),
}
_FIRST = 3
"""Cells among which badges stand."""


def take_badges(cells: Sequence[Cell]) -> tuple[list[Cell], dict[str, str]]:
    """Return the cells without the badges in the first ones, and the URLs of these by service."""
    cells_left: list[Cell] = []
    urls: dict[str, str] = {}
    for number, cell in enumerate(cells):
        if cell.kind != "markdown" or number >= _FIRST:
            cells_left.append(cell)
            continue
        text = _BADGE.sub(lambda match: _taken(match, urls), cell.text)
        if text == cell.text:
            cells_left.append(cell)
        elif re.sub(r"&nbsp;|<[^<>]*>|\\", "", text).strip():
            cells_left.append(
                Cell(cell.kind, text.strip(), cell.tags, cell.outputs, cell.attachments)
            )
    return cells_left, urls


def _taken(match: re.Match[str], urls: dict[str, str]) -> str:
    """Note where a badge leads, and return nothing in its place; another picture stays."""
    picture, url = match["src"] or match["image"], match["href"] or match["url"]
    service = next((name for name, known in _PICTURES.items() if known.search(picture)), "")
    if not service:
        return match[0]
    urls.setdefault(service, url)
    return ""


def listed_badges(readme: Path, notebooks: Sequence[str]) -> Mapping[str, str]:
    """Return the badge URLs in a list of notebooks that open one of these, by service."""
    try:
        text = readme.read_text(encoding="utf-8-sig")
    except (OSError, ValueError):
        return {}
    urls: dict[str, str] = {}
    for badge in _BADGE.finditer(text):
        if (badge["href"] or badge["url"]).endswith(tuple(f"/{path}" for path in notebooks)):
            _taken(badge, urls)
    return urls


def badges_of(file: Path) -> Mapping[str, str]:
    """Return the badge URLs of a notebook, by service."""
    try:
        cells = json.loads(file.read_text(encoding="utf-8-sig"))["cells"][:_FIRST]
        texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    except (OSError, ValueError, RecursionError, LookupError, TypeError):
        return {}
    return take_badges([Cell("markdown", text) for text in texts])[1]
