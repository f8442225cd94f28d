"""What earlier builds worked out, by what it was worked out from.

Entries are data. One that is damaged, or of another version, is as if it were not there.
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
    """Return what tells these parts from all others."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode(errors="surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


class Rendered(Struct, frozen=True, kw_only=True):
    """A page that was rendered: the file, what is wrong, and what it was made from."""

    files: Mapping[str, bytes | PageFile]
    """By path on the site: the content, or the file of the cache that holds it."""
    diagnostics: tuple[Diagnostic, ...]
    lookups: tuple[str, ...]
    """What was looked up in the course beside the page."""
    context_digest: str
    """The digest of what stands around it."""
    digest: str
    """Of everything beside the page itself: what was looked up, and what stands around it."""


class BuildCache(Struct):
    """What earlier builds worked out: in this process, and in a folder if one is given."""

    folder: Path | None = None
    pages: dict[str, Page] = field(default_factory=dict)
    """By key."""
    rendered: dict[str, Rendered] = field(default_factory=dict)
    """By the key of the page."""
    unloaded_trees: set[str] = field(default_factory=set)
    """Keys of pages whose trees have not been read from the folder."""
    blobs: dict[str, bytes] = field(default_factory=dict)
    """Anything else that is dear to make, by key."""
    live_keys: set[str] = field(default_factory=set)
    """Keys of this build."""
    file_cache: FileCache = field(default_factory=FileCache)
    """What files hold."""
    session: object = None
    """What a process keeps of its last build, as it is: never on the disk."""
    code: str = ""
    """The digest of the program, once it is known."""
    lean: bool = False
    """Trees, texts and files of pages are in the folder alone: who needs one reads it."""
    parts: dict[str, "BuildCache"] = field(default_factory=dict)
    """Of the sites below this one, by their paths."""
    kinds: dict[str, Entries] = field(default_factory=dict)
    """Entries of the folder, by kind."""
    page_files: PageFiles | None = None
    """Of the folder, once they are asked for."""

    def part(self, path: str) -> "BuildCache":
        """Return the cache of a site that lies below this one."""
        folder = self.folder / "parts" / digest_of(path) if self.folder else None
        return self.parts.setdefault(path, BuildCache(folder, lean=self.lean))

    def __reduce__(self) -> tuple[object, ...]:
        """Be sent to other processes as the folder, with what has to be read from it."""
        number = self.folder.stat().st_ino if self.folder and self.folder.exists() else 0
        return _elsewhere, (self.folder, number, self.unloaded_trees, self.lean)

    def get_page(self, key: str) -> Page | None:
        """Return the page of a key. Its tree is empty until ``load_tree`` has read it.

        So is its text, where this is ``lean`` and the page is made from no data file.
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
        """Return the page with its tree and text; None where they are lost."""
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
        """Know a page that another process read, and has put into the folder if it could."""
        if self.lean and page.content.children:
            self.put_page(key, page)
        else:
            self._hold(key, page)

    def put_page(self, key: str, page: Page) -> Page:
        """Remember a page; return it as it is to be held."""
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
        """Return what was rendered from the page of a key, whatever stood around it."""
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
        """Return where a file of a page lies."""
        return self._page_files().path(file)

    def adopt_rendered(self, key: str, rendered: Rendered) -> Rendered:
        """Know what another process rendered, and has put into the folder if it could.

        Returns it as it is to be held.
        """
        if self.lean and any(isinstance(file, bytes) for file in rendered.files.values()):
            return self.put_rendered(key, rendered)
        self.rendered[key] = rendered
        return rendered

    def put_rendered(self, key: str, rendered: Rendered) -> Rendered:
        """Remember what was rendered from a page; return it as it is to be held."""
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
        """Return the bytes put under a key; None where there are none."""
        self.live_keys.add(key)
        content = self.blobs.get(key)
        if content is None and (content := self._read("made", key)) is not None:
            self.blobs[key] = content
        return content

    def put_blob(self, key: str, content: bytes) -> None:
        """Remember what was made, and from what its key says."""
        self.live_keys.add(key)
        if self.blobs.get(key) != content:
            self.blobs[key] = content
            if self.folder is not None:
                self._entries("made").write(key, content)

    def sweep(self) -> None:
        """Forget what this build did not use."""
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
        """Note that the site has been written, and those below it."""
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
    """Return what changes with any of these values of structs, nodes and plain data.

    Raises ``TypeError`` for anything else: its text might not change with it.
    """
    return digest_of(json.encode(values, enc_hook=_encodable, order="deterministic"))


def _encodable(value: object) -> object:
    """Return what ``msgspec`` does not know as what it knows."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, PurePath | Markup):
        return str(value)
    raise TypeError(f"cannot digest a {type(value).__name__}")
