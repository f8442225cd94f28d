"""Results of earlier builds, by what they were computed from.

Entries are data, not code. Damaged entries, and those of another version, are treated as missing.
"""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

from markupsafe import Markup
from msgspec import Struct, field, json
from msgspec.structs import replace

from neuromatch_site.cache.entries import Entries
from neuromatch_site.cache.file_cache import FileCache
from neuromatch_site.cache.page_files import PageFile, PageFiles
from neuromatch_site.cache.serialize import decode, decode_tree, encode
from neuromatch_site.diagnostics.diagnostic import Diagnostic
from neuromatch_site.model.ast.nodes import Root
from neuromatch_site.model.course import Page

_BROKEN = (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError)


def digest_of(*parts: str | bytes) -> str:
    """Return a digest of these parts."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode(errors="surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


class Rendered(Struct, frozen=True, kw_only=True):
    """A rendered page: its files, its messages, and what it depends on."""

    files: Mapping[str, bytes | PageFile]
    """By path on the site: the content, or the file of the cache that contains it."""
    diagnostics: tuple[Diagnostic, ...]
    lookups: tuple[str, ...]
    """Values that were looked up in the rest of the course."""
    context_digest: str
    """The digest of the parts around the page."""
    digest: str
    """Of everything besides the page itself: looked-up values, and the parts around it."""


class BuildCache(Struct):
    """Results of earlier builds: in this process, and in a folder if one is given."""

    folder: Path | None = None
    pages: dict[str, Page] = field(default_factory=dict)
    """By key."""
    rendered: dict[str, Rendered] = field(default_factory=dict)
    """By the key of the page."""
    unloaded_trees: set[str] = field(default_factory=set)
    """Keys of pages whose trees have not been loaded from the folder."""
    blobs: dict[str, bytes] = field(default_factory=dict)
    """Other expensive results, by key."""
    live_keys: set[str] = field(default_factory=set)
    """Keys used by this build."""
    file_cache: FileCache = field(default_factory=FileCache)
    """Results computed from files."""
    session: object = None
    """Objects that a process keeps between builds; never written to disk."""
    code: str = ""
    """The digest of the program, once it has been computed."""
    lean: bool = False
    """Trees, texts and files of pages are only in the folder and are loaded on demand."""
    parts: dict[str, "BuildCache"] = field(default_factory=dict)
    """Caches of the sites below this one, by their paths."""
    kinds: dict[str, Entries] = field(default_factory=dict)
    """Entries of the folder, by kind."""
    page_files: PageFiles | None = None
    """The page files of the folder, once they are needed."""

    def part(self, path: str) -> "BuildCache":
        """Return the cache of a site below this one."""
        folder = self.folder / "parts" / digest_of(path) if self.folder else None
        return self.parts.setdefault(path, BuildCache(folder, lean=self.lean))

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle for other processes as the folder, with the keys to read from it."""
        number = self.folder.stat().st_ino if self.folder and self.folder.exists() else 0
        return _elsewhere, (self.folder, number, self.unloaded_trees, self.lean)

    def get_page(self, key: str) -> Page | None:
        """Return the page of a key.

        Its tree is empty until ``load_tree`` has loaded it. So is its text, if the cache is
        ``lean`` and the page does not come from a data file.
        """
        self.live_keys.add(key)
        page = self.pages.get(key)
        if page is None and (text := self._read("pages", key)) is not None:
            try:
                page = self.pages[key] = decode(Page, text)
            except _BROKEN:
                return None
            self.unloaded_trees.add(key)
        return page

    def load_tree(self, key: str, page: Page) -> Page | None:
        """Return the page with its tree and text; None if they are lost."""
        if key not in self.unloaded_trees:
            return page
        try:
            text, tree = decode_tree(self._read("trees", key) or b"")
        except _BROKEN:
            return None
        if not isinstance(tree, Root):
            return None
        whole = replace(page, content=tree, text=text)
        if not self.lean:
            self.unloaded_trees.discard(key)
            self.pages[key] = whole
        return whole

    def adopt_page(self, key: str, page: Page) -> None:
        """Add a page that another process read and, if possible, stored in the folder."""
        if self.lean and page.content.children:
            self.put_page(key, page)
        else:
            self._hold(key, page)

    def put_page(self, key: str, page: Page) -> Page:
        """Store a page; return it in the form to keep in memory."""
        keeps_text = not self.lean or page.source.data  # whole editions are made of those
        bare = replace(page, content=Root(), text=page.text if keeps_text else "")
        if self.folder is not None:
            self._entries("pages").write(key, encode(bare))
            self._entries("trees").write(key, encode([page.text, page.content]))
        held = bare if self.lean else page
        self._hold(key, held)
        return held

    def _hold(self, key: str, page: Page) -> None:
        self.live_keys.add(key)
        self.pages[key] = page
        if self.lean:
            self.unloaded_trees.add(key)
        else:
            self.unloaded_trees.discard(key)

    def get_rendered(self, key: str) -> Rendered | None:
        """Return the files rendered from the page of a key, whatever was around it."""
        entry = self.rendered.get(key)
        if entry is None and (text := self._read("rendered", key)) is not None:
            try:
                entry = decode(Rendered, text)
            except _BROKEN:
                return None
        if entry is None or not self._has_files(entry):
            return None
        self.rendered[key] = entry
        return entry

    def _has_files(self, rendered: Rendered) -> bool:
        return all(
            isinstance(file, bytes) or self._page_files().holds(file, path)
            for path, file in rendered.files.items()
        )

    def file_path(self, file: PageFile) -> Path:
        """Return the path of a file of a page."""
        return self._page_files().path(file)

    def adopt_rendered(self, key: str, rendered: Rendered) -> Rendered:
        """Add a page that another process rendered and, if possible, stored in the folder.

        Returns it in the form to keep in memory.
        """
        if self.lean and any(isinstance(file, bytes) for file in rendered.files.values()):
            return self.put_rendered(key, rendered)
        self.rendered[key] = rendered
        return rendered

    def put_rendered(self, key: str, rendered: Rendered) -> Rendered:
        """Store a rendered page; return it in the form to keep in memory."""
        held = self.rendered[key] = self._set_aside(rendered) if self.lean else rendered
        if self.folder is not None:
            self._entries("rendered").write(key, encode(held))
        return held

    def _set_aside(self, rendered: Rendered) -> Rendered:
        """Return it with what it holds in files: all that the folder takes."""
        files = {
            path: (self._page_files().write(path, file) or file)
            if isinstance(file, bytes)
            else file
            for path, file in rendered.files.items()
        }
        return replace(rendered, files=files)

    def get_blob(self, key: str) -> bytes | None:
        """Return the bytes stored under a key; None if there are none."""
        self.live_keys.add(key)
        content = self.blobs.get(key)
        if content is None and (content := self._read("made", key)) is not None:
            self.blobs[key] = content
        return content

    def put_blob(self, key: str, content: bytes) -> None:
        """Store a result under a key that contains all its inputs."""
        self.live_keys.add(key)
        if self.blobs.get(key) != content:
            self.blobs[key] = content
            if self.folder is not None:
                self._entries("made").write(key, content)

    def sweep(self) -> None:
        """Remove entries that this build did not use."""
        self.file_cache.sweep()
        for entries in (self.pages, self.rendered, self.blobs):
            for key in [key for key in entries if key not in self.live_keys]:
                del entries[key]
        if self.folder is not None:
            for kind in _KINDS:
                self._entries(kind).sweep(self.live_keys)
            self._page_files().sweep(
                {
                    file.name
                    for rendered in self.rendered.values()
                    for file in rendered.files.values()
                    if isinstance(file, PageFile)
                }
            )
            self.file_cache.keep(self.folder)
        self.live_keys.clear()

    def end(self) -> None:
        """Record that the site, and those below it, have been written."""
        if self.folder is not None:
            self._page_files().end()
        for part in self.parts.values():
            part.end()

    def _read(self, kind: str, key: str) -> bytes | None:
        return self._entries(kind).read(key) if self.folder is not None else None

    def _entries(self, kind: str) -> Entries:
        if kind not in self.kinds:
            self.kinds[kind] = Entries((self.folder or Path()) / kind)
        return self.kinds[kind]

    def _page_files(self) -> PageFiles:
        if self.page_files is None:
            self.page_files = PageFiles(self.folder or Path(), self._entries("files"))
        return self.page_files


def _elsewhere(
    folder: Path | None, number: int, unloaded_trees: set[str], *lean: bool
) -> BuildCache:
    """Return the cache as another process has it: on another machine mostly without its folder."""
    same = folder is not None and folder.exists() and folder.stat().st_ino == number
    return BuildCache(
        folder if same else None, unloaded_trees=unloaded_trees, lean=all((*lean, same))
    )


_KINDS = ("pages", "trees", "rendered", "made")


def values_digest(values: Sequence[object]) -> str:
    """Return a digest of these values of structs, nodes and plain data.

    Raises ``TypeError`` for anything else, whose text might not change with its value.
    """
    return digest_of(json.encode(values, enc_hook=_encodable, order="deterministic"))


def _encodable(value: object) -> object:
    """Return what ``msgspec`` does not know as what it knows."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, PurePath | Markup):
        return str(value)
    raise TypeError(f"cannot digest a {type(value).__name__}")
