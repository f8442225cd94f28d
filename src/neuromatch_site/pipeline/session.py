"""What one process keeps from one build to the next: made again as soon as it would differ."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from msgspec import MsgspecError, Struct, field, json

from neuromatch_site.cache.folders import compiled_folder
from neuromatch_site.cache.page_cache import BuildCache, digest_of, values_digest
from neuromatch_site.config.frontmatter import PageFrontmatter
from neuromatch_site.diagnostics.diagnostic import Diagnostic, Diagnostics
from neuromatch_site.model.course import CourseData, LockedVideo, Page, PageSource, Project
from neuromatch_site.model.variants import VariantSet
from neuromatch_site.render.navigation import Entry
from neuromatch_site.render.page import PageView
from neuromatch_site.render.published_files import Published
from neuromatch_site.render.renderer import LocalizedTheme, Renderer
from neuromatch_site.render.theme import Theme, ThemeState, open_theme, theme_state


class SharedPageInputs(Struct, frozen=True, kw_only=True):
    """Everything beside a page itself that its ``page_view`` shows."""

    key: str
    """Of the program, the theme and the configuration."""
    published: Published
    entries: Sequence[Entry]
    data: CourseData
    videos: Mapping[str, LockedVideo]
    pages: Sequence[tuple[PageSource, PageFrontmatter, str]]
    """What every page is called."""
    variants: VariantSet | None
    """Among the sites of this course."""


class PageContext(Struct, frozen=True):
    """What stands around a page."""

    page: Page
    view: PageView
    digest: str
    """Of the view."""


class BuildSession(Struct):
    """Belongs to the ``BuildCache`` of the process; nothing of it is written down."""

    state: ThemeState | None = None
    theme: tuple[Theme, Sequence[Diagnostic]] | None = None
    localized_themes: dict[str, LocalizedTheme] = field(default_factory=dict)
    """Of this theme, by language, and whether there are several sites."""
    outlook: SharedPageInputs | None = None
    key: str = ""
    """Changes with the outlook, and tells what was remembered of one."""
    renderer: Renderer | None = None
    """Of this outlook."""
    frames: dict[str, PageContext] = field(default_factory=dict)
    """In this outlook, by the path of the page."""
    digests: dict[str, str] = field(default_factory=dict)
    """Those of frames in this outlook, by what was read of the page: from earlier builds too."""
    large: bool = False
    """Frames are not kept: a large course has much of them."""

    def open_theme(self, overrides: Path | None, diagnostics: Diagnostics) -> Theme:
        """Return the theme; its files are read again where one of them changed."""
        state = theme_state(overrides)
        if self.theme is None or state != self.state:
            found = Diagnostics()
            theme = open_theme(overrides, found, compiled_folder())
            if self.theme is None or theme.digest != self.theme[0].digest:
                self.localized_themes = {}
            self.theme = (theme, found.found)
            self.state = state if state.settled else None
        diagnostics.found += self.theme[1]
        return self.theme[0]

    def renderer_for(
        self, outlook: SharedPageInputs, renderer: Renderer, memory: BuildCache
    ) -> Renderer:
        """Return the renderer of this outlook; another one than before empties the frames."""
        if self.renderer is None or outlook != self.outlook:
            self.outlook, self.renderer, self.frames = outlook, renderer, {}
            self.key = digest_of("frames", values_digest([outlook]))
            self.digests = _recalled(memory.recall(self.key))
        return self.renderer

    def keep_digests(self, read: Collection[str], memory: BuildCache) -> None:
        """Remember the digests of frames for builds that look from where this one did.

        Only those of what was ``read`` this time: a preview would keep one for every edit.
        """
        self.digests = {name: digest for name, digest in self.digests.items() if name in read}
        memory.keep(self.key, json.encode(self.digests))

    def frame(self, page: Page) -> PageContext | None:
        """Return what stands around this page, if it is the one of the last build."""
        found = self.frames.get(page.source.path)
        return found if found is not None and found.page is page else None

    def keep(self, frame: PageContext) -> PageContext:
        """Remember what stands around a page."""
        if not self.large:
            self.frames[frame.page.source.path] = frame
        return frame


def _recalled(content: bytes | None) -> dict[str, str]:
    try:
        return json.decode(content or b"{}", type=dict[str, str])
    except MsgspecError:
        return {}


def session_of(memory: BuildCache) -> BuildSession:
    """Return the session of this process."""
    if not isinstance(memory.held, BuildSession):
        memory.held = BuildSession(large=memory.large)
    return memory.held


def shared_inputs_of(
    project: Project, published: Published, renderer: Renderer, key: str
) -> SharedPageInputs:
    """Return what pages show of the course; ``key`` is that of the site."""
    return SharedPageInputs(
        key=key,
        published=published,
        entries=renderer.navigation.entries,
        data=project.data,
        videos=project.videos,
        pages=[(page.source, page.frontmatter, page.facts.title) for page in project.pages],
        variants=project.variants,
    )
