"""What every page of a build is rendered with, made once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from neuromatch_site.artifact import Artifact
from neuromatch_site.project import Project
from neuromatch_site.render.assets import bundle_assets
from neuromatch_site.render.course import CourseView, course_view
from neuromatch_site.render.environment import make_environment
from neuromatch_site.render.html import Shape, node_shapes
from neuromatch_site.render.navigation import Navigation, navigation
from neuromatch_site.render.published import Published
from neuromatch_site.render.site import SiteView, site_view
from neuromatch_site.render.theme import Theme
from neuromatch_site.render.views import VIEWS
from neuromatch_site.render.words import Words, load_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The theme in one language."""

    words: Words
    environment: Environment
    shapes: Mapping[str, Shape]
    site: SiteView
    sidebars: dict[object, Markup] = field(default_factory=dict)
    """Those that were printed: the pages of a week share one, but for where they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renderer:
    """What pages are rendered with; the same for all of them."""

    editions: Mapping[str, Edition]
    """By language; the site's own is always there."""
    navigation: Navigation
    course: CourseView
    artifacts: Sequence[Artifact]
    """Style sheets and scripts."""
    digest: str
    """Changes when the theme does."""
    index_names: bool

    def edition(self, language: str) -> Edition:
        """Return the theme in a language, or in the site's where there is no catalogue for it."""
        return self.editions.get(language) or self.editions[""]


def make_renderer(
    project: Project,
    theme: Theme,
    published: Published,
    *,
    cache: Path | None = None,
    index_names: bool = False,
) -> Renderer:
    """Return a renderer for the pages of a course.

    ``cache`` is a folder for compiled templates that only the user can write. With
    ``index_names``, links end in ``index.html``, for a site that is read from disk.
    """
    own = project.site.options.language
    spoken = {own} | {page.frontmatter.language or own for page in project.pages}
    editions: dict[str, Edition] = {}
    artifacts: dict[str, Artifact] = {}
    for language in sorted(spoken):
        words = load_words(theme, language)
        if language not in (words.language, own):
            continue
        editions[language] = _edition(project, theme, published, words, cache, artifacts)
    editions[""] = editions[own]
    return Renderer(
        editions=editions,
        navigation=navigation(project),
        course=course_view(project),
        artifacts=list(artifacts.values()),
        digest=theme.digest,
        index_names=index_names,
    )


def _edition(
    project: Project,
    theme: Theme,
    published: Published,
    words: Words,
    cache: Path | None,
    artifacts: dict[str, Artifact],
) -> Edition:
    assets, files = bundle_assets(theme, words)
    artifacts.update((file.path, file) for file in files)
    environment = make_environment(theme, words, cache)
    shapes = node_shapes(theme, environment, VIEWS)
    return Edition(
        words=words,
        environment=environment,
        shapes=shapes,
        site=site_view(project, assets, published),
    )
