"""Inventories of other projects, as ``neuromatch-site lock`` fetched them.

``lock/inventories/<key>.inv`` is the ``objects.inv`` of a Sphinx project,
``lock/inventories/<key>.json`` the ``myst.xref.json`` of a MyST project.
"""

import io
import posixpath
import re
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from neuromatch_site.config.project import Reference
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError
from neuromatch_site.filesystem.json_text import load_json

LOCKED = "lock/inventories/"
MAX_BYTES = 50_000_000
"""In bytes, of a decompressed inventory."""

Inventory = dict[str, tuple[str, str]]
"""Name -> absolute URL, and title (empty if the inventory has none)."""

_FIRST = ("std:label", "std:term", "std:doc")
"""What is meant where several things bear one name: these, then the rest by its type."""
_LOCK = "run `neuromatch-site lock`"


class _InventoryError(Exception):
    """An inventory that cannot be read; the message is the end of a sentence about it."""


def load_inventories(
    files: CourseFiles, references: Sequence[Reference], diagnostics: Diagnostics
) -> dict[str, Inventory]:
    """Return the inventory of each project of ``references:`` that is in the lock, by its key."""
    inventories = {}
    for reference in references:
        try:
            inventories[reference.key] = _load(files, reference)
        except (_InventoryError, OSError, OutsideCourseError) as error:
            problem = str(error) if isinstance(error, _InventoryError) else "cannot be read"
            message = f"the inventory of `{reference.key}` {problem}; links into it have no text"
            diagnostics.report(
                Rule.INTERSPHINX_REFERENCES_RESOLVE, reference.position, message, _LOCK
            )
    return inventories


def _load(files: CourseFiles, reference: Reference) -> Inventory:
    base = reference.url.rstrip("/")
    if reference.kind != "intersphinx" and (file := files.find(f"/{LOCKED}{reference.key}.json")):
        return dict(_of_myst(_inventory_bytes(file), base))
    if reference.kind != "myst" and (file := files.find(f"/{LOCKED}{reference.key}.inv")):
        return dict(_of_sphinx(_inventory_bytes(file), base))
    raise _InventoryError("is not in the lock")


def _inventory_bytes(file: Path) -> bytes:
    if file.stat().st_size > MAX_BYTES:
        raise _InventoryError("is too large")
    return file.read_bytes()


def _of_myst(content: bytes, base: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield what a ``myst.xref.json`` offers: identifiers, and pages by their paths."""
    try:
        data = load_json(content)
    except ValueError:
        raise _InventoryError("is not valid JSON") from None
    references = data.get("references") if isinstance(data, dict) else None
    if not isinstance(references, list):
        raise _InventoryError("is not a `myst.xref.json`")
    for item in references:
        url = item.get("url") if isinstance(item, dict) else None
        if not isinstance(url, str) or not url.startswith("/") or url.startswith("//"):
            continue
        name = item.get("identifier")
        if item.get("kind") == "page":
            yield (name if isinstance(name, str) else url), (base + url, "")
        elif isinstance(name, str):
            yield name, (f"{base}{url}#{item.get('html_id') or name}", "")


def _of_sphinx(content: bytes, base: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield what an ``objects.inv`` offers, by name."""
    from sphinx.util.inventory import InventoryFile

    try:
        data = InventoryFile.load(io.BytesIO(_with_short_lines(content)), base, posixpath.join)
    except (ValueError, zlib.error, IndexError):
        raise _InventoryError("is not an `objects.inv`") from None
    kinds = sorted(data, key=lambda kind: (kind not in _FIRST, kind), reverse=True)
    for kind in kinds:
        for name, item in data[kind].items():
            if item.uri.startswith(f"{base}/"):
                yield name, (item.uri, "" if item.display_name == "-" else item.display_name)


def _with_short_lines(content: bytes) -> bytes:
    """Return an inventory whose lines can be read in a time that grows with their length.

    Sphinx reads each line by a pattern that takes the square of a run of spaces. An inventory that
    unpacks to far more than any project has is refused.
    """
    head, packed = content.split(b"\n", 4)[:4], content.split(b"\n", 4)[-1]
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(packed, MAX_BYTES)
    except zlib.error:
        return content
    if unpacking.unconsumed_tail:
        raise _InventoryError("is too large")
    lines = text.splitlines()
    if not _SPACES.search(text) and all(len(line) <= _LONGEST for line in lines):
        return content
    short = (b" ".join(line.split()) for line in lines if len(line) <= _LONGEST)
    return b"\n".join((*head, zlib.compress(b"\n".join(short) + b"\n", 1)))


_SPACES = re.compile(rb"[ \t\r\f\v]{2}")
_LONGEST = 10_000
"""Bytes of a line: names and titles have some hundred."""
