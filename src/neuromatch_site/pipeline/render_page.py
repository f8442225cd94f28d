"""A page of the course -> its files, and their cache key."""

from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from neuromatch_site.cache.folders import compiled_folder
from neuromatch_site.cache.page_cache import Rendered, digest_of, values_digest
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.exporters import (
    citation_files,
    page_figures,
    page_notebook,
    page_source,
    page_tree,
    talk_card,
)
from neuromatch_site.metadata.card import CardStyle
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.ast.nodes import Root
from neuromatch_site.model.course import Page, Project
from neuromatch_site.pipeline.book import book_of
from neuromatch_site.pipeline.session import BuildSession, PageContext
from neuromatch_site.render.generated_pages import SitePage, print_site_page
from neuromatch_site.render.page import PageView, page_view, render_page
from neuromatch_site.render.renderer import MadeFrom, Renderer, make_renderer
from neuromatch_site.transforms import looked_up, resolve_page


class SiteContext(Struct, frozen=True, kw_only=True):
    """The inputs of rendering a page besides the page."""

    project: Project
    renderer: Renderer
    addresses: Mapping[str, str]
    """Paths of course files on the site, by path from the course folder."""
    solutions: bool
    key: str
    """The cache key of the program, the theme, and parts around every page."""
    card_style: CardStyle
    """The style of pictures of talks."""
    lookup_digests: dict[str, str] = field(default_factory=dict)
    """Digests of looked-up values that have been computed."""

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle for other machines as its inputs, without the trees of the pages."""
        bare = [replace(page, content=Root()) for page in self.project.pages]
        about = (replace(self.project, pages=bare), self.addresses, self.solutions, self.key)
        return _received, (self.renderer.made_from, *about, self.card_style)


def _received(
    made_from: MadeFrom,
    project: Project,
    addresses: Mapping[str, str],
    solutions: bool,  # noqa: FBT001 - as it was sent
    key: str,
    card_style: CardStyle,
) -> SiteContext:
    return SiteContext(
        project=project,
        renderer=make_renderer(project, made_from, cache=compiled_folder()),
        addresses=addresses,
        solutions=solutions,
        key=key,
        card_style=card_style,
    )


def page_context(page: Page, site: SiteContext, session: BuildSession) -> PageContext:
    """Return the parts around a page, from the last build if nothing in them has changed."""
    known = session.page_context(page)
    if known is not None:
        return known
    view = page_view(page, site.project, site.renderer)
    return session.put_page_context(PageContext(page, view, _view_digest(view)))


def _view_digest(view: PageView) -> str:
    """Return what changes with a view; what it shows of the site is in the key of that."""
    values = [getattr(view, name) for name in PageView.__struct_fields__ if name != "site"]
    return values_digest(values)


def render_page_files(
    page: Page, site: SiteContext, around: PageContext, of_book: Sequence[Page] = ()
) -> Rendered:
    """Return the files of a page and its diagnostics, with the digest of what they depend on.

    ``of_book`` are the talks on a page of a book of abstracts.
    """
    diagnostics = Diagnostics()
    lookups: set[str] = set()
    resolved = replace(page, content=resolve_page(page, site.project, diagnostics, lookups))
    if of_book:  # what is wrong with an abstract is reported on the page of its talk
        unheard = Diagnostics()
        trees = (resolve_page(talk, site.project, unheard, lookups) for talk in of_book)
        talks = (replace(talk, content=tree) for talk, tree in zip(of_book, trees, strict=True))
        resolved = replace(page, content=book_of(talks, site.project))
    files = [
        render_page(resolved, site.project, site.renderer, around.view),
        page_tree(resolved, site.addresses),
        *page_figures(resolved),
        *page_source(page, solutions=site.solutions),
        *talk_card(page, site.project, site.card_style),
    ]
    if around.view.citation is not None:
        files += citation_files(page, around.view.citation.texts)
    is_notebook = page.source.path.endswith(".ipynb")
    if not page.source.data and not (is_notebook and site.solutions):
        files += page_notebook(resolved, site.project, site.addresses)
    return Rendered(
        files={file.path: _file_bytes(file) for file in files},
        diagnostics=tuple(diagnostics.items),
        lookups=tuple(sorted(lookups)),
        context_digest=around.digest,
        digest=rendered_digest(page, site, around.digest, sorted(lookups)),
    )


def site_page_keys(pages: Sequence[SitePage], site: SiteContext) -> list[str]:
    """Return the cache keys of these pages."""
    banners = site.renderer.course.banners
    texts = values_digest([text.content for text in site.project.texts.values()]) if banners else ""
    return [
        digest_of("site page", site.key, texts, page.addresses.root, _view_digest(page.view))
        for page in pages
    ]


def render_site_page(page: SitePage, site: SiteContext) -> Rendered:
    """Return the file of a page without a source."""
    file = print_site_page(page, site.project, site.renderer)
    files = {file.path: _file_bytes(file)}
    return Rendered(files=files, diagnostics=(), lookups=(), context_digest="", digest="")


def _file_bytes(file: Artifact) -> bytes:
    return file.content if isinstance(file.content, bytes) else b""


def rendered_digest(
    page: Page, site: SiteContext, context_digest: str, lookups: Sequence[str]
) -> str:
    """Return a digest of everything in a rendered page besides its own file."""
    offered = (*page.facts.files, *page.facts.linked)
    paths = [*(image.path for image in page.facts.images), *page.facts.posters, *offered]
    files = [(site.addresses.get(path), path) for path in paths]
    read = sorted(page.dependencies.items())
    digests = [_lookup_digest(site, lookup) for lookup in lookups]
    return digest_of(site.key, context_digest, repr(files), repr(read), *digests)


def _lookup_digest(site: SiteContext, lookup: str) -> str:
    """Return the digest of what a lookup leads to; many pages make the same."""
    if lookup not in site.lookup_digests:
        site.lookup_digests[lookup] = values_digest([looked_up(site.project, lookup)])
    return site.lookup_digests[lookup]
