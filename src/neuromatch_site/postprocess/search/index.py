"""The files of an index: those that a search needs, and old ones that are still valid."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from neuromatch_site.filesystem.regular import is_regular, read_regular, regular_files
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.postprocess.addon_folder import AddonRecords
from neuromatch_site.postprocess.search.pagefind import IndexFile
from neuromatch_site.postprocess.search.pages import Page

FOLDER = "pagefind"
_ENTRY, _SOURCE = "pagefind-entry.json", "source.txt"
_WANTED = re.compile(r"(fragment|index)/.+|pagefind(-worker)?\.js|.+\.pf_meta")
_NAMED = re.compile(r"(fragment|index)/.+|.+\.pf_meta")
"""Files whose names tell what they hold."""


def kept_files(
    old: Path | None, pages: Sequence[Page], records: AddonRecords
) -> list[Artifact] | None:
    """Return the files of the old index, if its pages and the program are the same."""
    if old is None or not is_regular(old / _SOURCE) or not pages:
        return None
    if read_regular(old / _SOURCE) != signature(pages).content or not records.is_ours(old):
        return None
    return [file_of(path, old / path) for path in sorted(regular_files(old))]


def note_files(folder: Path, files: Sequence[Artifact], records: AddonRecords) -> None:
    """Record the files of an index, and of each of its shares."""
    for name in (file.path for file in files if file.path.endswith(_SOURCE)):
        start = name.removesuffix(_SOURCE)
        contents = (
            (f.path.removeprefix(start), f.content) for f in files if f.path.startswith(start)
        )
        records.note(folder / start.removeprefix(f"{FOLDER}/"), contents)


def signature(pages: Sequence[Page]) -> Artifact:
    """Return a file that changes when a page does, or the program."""
    from pagefind_bin import get_executable

    digest = hashlib.blake2b(digest_size=16)
    digest.update(f"{get_executable().stat().st_size}\n".encode())
    for page in pages:
        digest.update(page.name.encode() + b"\0" + page.digest)
    return file_of(_SOURCE, digest.hexdigest().encode())


def file_of(path: str, content: bytes | Path) -> Artifact:
    """Return the file of a site that contains an index file."""
    return Artifact(f"{FOLDER}/{path}", content, named=_NAMED.fullmatch(path) is not None)


def wanted_files(files: Sequence[IndexFile]) -> Iterator[Artifact]:
    """Yield the files that a search needs, without pagefind's own interface."""
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
