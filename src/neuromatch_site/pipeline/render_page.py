"""A page of the course -> its files, and the key of all that they are made from."""

from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from neuromatch_site.cache.folders import compiled_folder
from neuromatch_site.cache.page_cache import BuildCache, Rendered, digest_of, values_digest
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.exporters import page_notebook, page_tree
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.ast.nodes import Root
from neuromatch_site.model.course import Page, Project
from neuromatch_site.pipeline.session import BuildSession, PageContext
from neuromatch_site.render.page import PageView, page_view, render_page
from neuromatch_site.render.renderer import MadeFrom, Renderer, make_renderer
from neuromatch_site.transforms import answer, resolve_page


class Site(Struct, frozen=True, kw_only=True):
    """What rendering a page depends on, beside the page."""

    project: Project
    renderer: Renderer
    addresses: Mapping[str, str]
    """Where the files of the course are on the site, by path from the course folder."""
    solutions: bool
    key: str
    """Of the program, the theme, and what every page shows."""
    told: dict[str, str] = field(default_factory=dict)
    """The digest of what a question of a page leads to, for those that were asked."""

    def __reduce__(self) -> tuple[object, ...]:
        """Be sent to other machines as what it is made from, without the trees of the pages."""
        bare = [replace(page, content=Root()) for page in self.project.pages]
        about = (replace(self.project, pages=bare), self.addresses, self.solutions, self.key)
        return _received, (self.renderer.made_from, *about)


def _received(
    made_from: MadeFrom,
    project: Project,
    addresses: Mapping[str, str],
    solutions: bool,  # noqa: FBT001 - as it was sent
    key: str,
) -> Site:
    renderer = make_renderer(project, made_from, cache=compiled_folder())
    return Site(
        project=project, renderer=renderer, addresses=addresses, solutions=solutions, key=key
    )


def page_context(page: Page, site: Site, session: BuildSession) -> PageContext:
    """Return what stands around a page: as it was, where nothing that it shows has changed."""
    kept = session.frame(page)
    if kept is not None:
        return kept
    view = page_view(page, site.project, site.renderer)
    shown = [getattr(view, name) for name in PageView.__struct_fields__ if name != "site"]
    return session.keep(PageContext(page, view, values_digest(shown)))


def render(page: Page, site: Site, frame: PageContext) -> Rendered:
    """Return the files of a page, and what is wrong, with the key of all they are made from."""
    found = Diagnostics()
    asked: set[str] = set()
    whole = replace(page, content=resolve_page(page, site.project, found, asked))
    made = [
        render_page(whole, site.project, site.renderer, frame.view),
        page_tree(whole, site.addresses),
    ]
    if page.source.path.endswith(".md") or not site.solutions:
        made += page_notebook(whole, site.project, site.addresses)
    return Rendered(
        files={file.path: _text(file) for file in made},
        diagnostics=tuple(found.found),
        asked=tuple(sorted(asked)),
        frame=frame.digest,
        digest=around(page, site, frame.digest, sorted(asked)),
    )


def _text(file: Artifact) -> str:
    return file.content.decode() if isinstance(file.content, bytes) else ""


def around(page: Page, site: Site, frame: str, asked: Sequence[str]) -> str:
    """Return what changes with anything that a rendered page shows beside its own file.

    ``frame`` is the digest of what stands around it.
    """
    offered = (*page.facts.files, *page.facts.linked)
    paths = [*(image.path for image in page.facts.images), *offered]
    files = [(site.addresses.get(path), path) for path in paths]
    read = sorted(page.dependencies.items())
    told = [_told(site, question) for question in asked]
    return digest_of(site.key, frame, repr(files), repr(read), *told)


def _told(site: Site, question: str) -> str:
    """Return the digest of what a question leads to; many pages ask the same."""
    if question not in site.told:
        site.told[question] = values_digest([answer(site.project, question)])
    return site.told[question]


def recalled_files(
    page: Page, key: str, site: Site, frame: str, memory: BuildCache
) -> Rendered | None:
    """Return what an earlier build rendered, if everything that it shows is still the same."""
    kept = memory.file(key)
    if kept is None or kept.digest != around(page, site, frame, kept.asked):
        return None
    return kept
