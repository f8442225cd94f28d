"""State that one process keeps between two builds (``serve``)."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from msgspec import MsgspecError, Struct, field, json

from neuromatch_site.cache.folders import compiled_folder
from neuromatch_site.cache.page_cache import BuildCache, digest_of, values_digest
from neuromatch_site.config.page import PageFrontmatter
from neuromatch_site.diagnostics.diagnostic import Diagnostic, Diagnostics
from neuromatch_site.model.course import CourseData, LockedVideo, Page, PageSource, Project
from neuromatch_site.model.variants import VariantSet
from neuromatch_site.render.navigation import Entry
from neuromatch_site.render.page import PageView
from neuromatch_site.render.published_files import Published
from neuromatch_site.render.renderer import LocalizedTheme, Renderer
from neuromatch_site.render.theme import Theme, ThemeState, open_theme, theme_state


class SharedPageInputs(Struct, frozen=True, kw_only=True):
    """The inputs of ``page_view`` besides the page itself."""

    key: str
    """Of the program, the theme and the configuration."""
    published: Published
    entries: Sequence[Entry]
    data: CourseData
    videos: Mapping[str, LockedVideo]
    pages: Sequence[tuple[PageSource, PageFrontmatter, str]]
    """The titles of all pages."""
    variants: VariantSet | None
    """The other sites of this course."""


class PageContext(Struct, frozen=True):
    """The parts around a page."""

    page: Page
    view: PageView
    digest: str
    """Of the view."""


class BuildSession(Struct):
    """State of the process, part of its ``BuildCache``; never written to disk."""

    state: ThemeState | None = None
    theme: tuple[Theme, Sequence[Diagnostic]] | None = None
    localized_themes: dict[str, LocalizedTheme] = field(default_factory=dict)
    """For this theme, by language, and whether there are several sites."""
    inputs: SharedPageInputs | None = None
    key: str = ""
    """Changes with the inputs; the cache key of the digests."""
    renderer: Renderer | None = None
    """Made from these inputs."""
    page_contexts: dict[str, PageContext] = field(default_factory=dict)
    """With these inputs, by the path of the page."""
    digests: dict[str, str] = field(default_factory=dict)
    """Of page contexts with these inputs, by what was read of the page: earlier builds' too."""

    def open_theme(self, overrides: Path | None, course: Path, diagnostics: Diagnostics) -> Theme:
        """Return the theme; its files are read again if one of them has changed."""
        state = theme_state(overrides)
        if self.theme is None or state != self.state:
            problems = Diagnostics()
            theme = open_theme(overrides, problems, compiled_folder(), course)
            if self.theme is None or theme.digest != self.theme[0].digest:
                self.localized_themes = {}
            self.theme = (theme, problems.items)
            self.state = state if state.settled else None
        diagnostics.items += self.theme[1]
        return self.theme[0]

    def renderer_for(
        self, inputs: SharedPageInputs, renderer: Renderer, cache: BuildCache
    ) -> Renderer:
        """Return the renderer for these inputs; other inputs empty the page contexts."""
        if self.renderer is None or inputs != self.inputs:
            self.inputs, self.renderer, self.page_contexts = inputs, renderer, {}
            self.key = digest_of("page contexts", values_digest([inputs]))
            self.digests = _decode_digests(cache.get_blob(self.key))
        return self.renderer

    def put_digests(self, read: Collection[str], cache: BuildCache) -> None:
        """Put the digests of page contexts into the cache, for builds with the same inputs.

        Only those of what was ``read`` this time: a preview would keep one for every edit.
        """
        self.digests = {name: digest for name, digest in self.digests.items() if name in read}
        cache.put_blob(self.key, json.encode(self.digests))

    def page_context(self, page: Page) -> PageContext | None:
        """Return the parts around this page, if it is the one of the last build."""
        page_context = self.page_contexts.get(page.source.path)
        return page_context if page_context is not None and page_context.page is page else None

    def put_page_context(self, context: PageContext) -> PageContext:
        """Store the parts around a page."""
        self.page_contexts[context.page.source.path] = context
        return context

    def drop_page_context(self, page: Page) -> None:
        """Drop the parts around a page that this process will not render again."""
        self.page_contexts.pop(page.source.path, None)


def _decode_digests(content: bytes | None) -> dict[str, str]:
    try:
        return json.decode(content or b"{}", type=dict[str, str])
    except MsgspecError:
        return {}


def session_of(cache: BuildCache) -> BuildSession:
    """Return the session of this process."""
    if not isinstance(cache.session, BuildSession):
        cache.session = BuildSession()
    return cache.session


def shared_inputs_of(
    project: Project, published: Published, renderer: Renderer, key: str
) -> SharedPageInputs:
    """Return the values that pages show of the course; ``key`` is that of the site."""
    return SharedPageInputs(
        key=key,
        published=published,
        entries=renderer.navigation.entries,
        data=project.data,
        videos=project.videos,
        pages=[(page.source, page.frontmatter, page.facts.title) for page in project.pages],
        variants=project.variants,
    )
