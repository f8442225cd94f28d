"""The files of an index: which of them a search needs, which of the old ones still hold."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from neuromatch_site.model.artifact import Artifact
from neuromatch_site.postprocess.search.pagefind import IndexFile
from neuromatch_site.postprocess.search.pages import Page

FOLDER = "pagefind"
_ENTRY, _SOURCE = "pagefind-entry.json", "source.txt"
_WANTED = re.compile(r"(fragment|index)/.+|pagefind(-worker)?\.js|.+\.pf_meta")
_NAMED = re.compile(r"(fragment|index)/.+|.+\.pf_meta")
"""Files whose names tell what they hold."""


def kept_files(old: Path | None, pages: Sequence[Page]) -> list[Artifact] | None:
    """Return the files of the old index, if it is one of the same pages by the same program."""
    signed = old / _SOURCE if old else None
    if old is None or signed is None or not signed.is_file() or not pages:
        return None
    if signed.read_bytes() != signature(pages).content:
        return None
    files = sorted(path for path in old.rglob("*") if path.is_file())
    return [file_of(path.relative_to(old).as_posix(), path) for path in files]


def signature(pages: Sequence[Page]) -> Artifact:
    """Return a file that changes when a page does, or the program."""
    from pagefind_bin import get_executable

    digest = hashlib.blake2b(digest_size=16)
    digest.update(f"{get_executable().stat().st_size}\n".encode())
    for page in pages:
        digest.update(page.name.encode() + b"\0" + page.digest)
    return file_of(_SOURCE, digest.hexdigest().encode())


def file_of(path: str, content: bytes | Path) -> Artifact:
    """Return the file of a site that holds one of its index."""
    return Artifact(f"{FOLDER}/{path}", content, named=_NAMED.fullmatch(path) is not None)


def wanted_files(files: Sequence[IndexFile]) -> Iterator[Artifact]:
    """Yield what a search needs of an index, and no more: not the program's own interface."""
    entry = next(json.loads(file.content) for file in files if file.path == _ENTRY)
    entry["languages"] = dict(sorted(entry["languages"].items()))
    yield file_of(_ENTRY, json.dumps(entry, sort_keys=True).encode())
    readers = {
        f"wasm.{language.get('wasm') or 'unknown'}.pagefind"
        for language in entry["languages"].values()
    }
    for file in files:
        if file.path in readers or _WANTED.fullmatch(file.path):
            yield file_of(file.path, file.content)
