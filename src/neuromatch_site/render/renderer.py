"""What every page of a build is rendered with, created once."""

from collections.abc import Mapping, MutableMapping, Sequence
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup
from msgspec import Struct, field

from neuromatch_site.config.options import SiteOptions
from neuromatch_site.config.services import Analytics, Comments
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.ast.nodes import Root
from neuromatch_site.model.course import Project
from neuromatch_site.model.variants import VariantSet
from neuromatch_site.render.addresses import Addresses
from neuromatch_site.render.assets import Assets, bundle_assets
from neuromatch_site.render.course import CourseView, course_view
from neuromatch_site.render.csp_sources import page_policy
from neuromatch_site.render.environment import make_environment
from neuromatch_site.render.html import NodeRenderer, node_shapes
from neuromatch_site.render.navigation import Navigation, navigation
from neuromatch_site.render.published_files import Published
from neuromatch_site.render.site import SiteView, site_view
from neuromatch_site.render.theme import Theme
from neuromatch_site.render.translations import Words, load_words
from neuromatch_site.render.views import RENDER_AS, VIEWS


class LocalizedTheme(Struct, frozen=True, kw_only=True):
    """The theme in one language, for any course."""

    words: Words
    environment: Environment
    shapes: Mapping[str, NodeRenderer]
    assets: Assets
    artifacts: Sequence[Artifact]
    """Style sheets and scripts."""


class LocalizedRenderer(Struct, frozen=True, kw_only=True):
    """The theme in one language, for this course."""

    words: Words
    environment: Environment
    shapes: Mapping[str, NodeRenderer]
    site: SiteView
    parts: Mapping[str, Root] = field(default_factory=dict)
    """The parts around every page, by name."""
    options: SiteOptions = SiteOptions()
    policy: str
    """The Content-Security-Policy of a page without its own text."""
    printed_parts: dict[Addresses, Mapping[str, Markup]] = field(default_factory=dict)
    """Printed parts, by how their pages write URLs."""
    printed_bars: dict[object, Markup] = field(default_factory=dict)
    """Printed announcements, by how their pages write URLs."""
    sidebars: dict[object, Markup] = field(default_factory=dict)
    """Printed sidebars, which the pages of a week share except for the current entry."""


class MadeFrom(Struct, frozen=True):
    """The inputs of a renderer. Can be pickled."""

    theme: Theme
    published: Published
    disk: bool = False
    """Pages are opened from a disk."""


class Renderer(Struct, frozen=True, kw_only=True):
    """Renders all pages of a course."""

    localized: Mapping[str, LocalizedRenderer]
    """By language; the site's own is always there."""
    navigation: Navigation
    course: CourseView
    variants: VariantSet | None
    """The other sites of this course, if there are several."""
    artifacts: Sequence[Artifact]
    """Style sheets and scripts."""
    made_from: MadeFrom

    def for_language(self, language: str) -> LocalizedRenderer:
        """Return the theme in a language; by default, in the site's."""
        return self.localized.get(language) or self.localized[""]


def make_renderer(
    project: Project,
    made_from: MadeFrom,
    *,
    cache: Path | None = None,
    localized_themes: MutableMapping[str, LocalizedTheme] | None = None,
) -> Renderer:
    """Return a renderer for the pages of a course.

    ``cache`` is a folder for compiled templates that only the user can write to.
    ``localized_themes`` are cached results for the same theme, by a key; new ones are added.
    """
    themes = {} if localized_themes is None else localized_themes
    theme = made_from.theme
    own = project.site.options.language
    spoken = {own} | {page.frontmatter.language or own for page in project.pages}
    localized: dict[str, LocalizedRenderer] = {}
    artifacts: dict[str, Artifact] = {}
    several, options = project.variants is not None, project.site.options
    services = (options.analytics, options.comments) != (Analytics(), Comments())
    for language in sorted(spoken):
        key = f"{theme.digest}, {language}, {several}, {services}"
        if key not in themes:
            themes[key] = _localized_theme(
                theme, language, cache, several=several, services=services
            )
        localized_theme = themes[key]
        if language in (localized_theme.words.language, own):
            localized[language] = _localized(project, localized_theme, made_from)
            artifacts.update((file.path, file) for file in localized_theme.artifacts)
    localized[""] = localized[own]
    toc = navigation(project, made_from.published)
    return Renderer(
        localized=localized,
        navigation=toc,
        course=course_view(project, made_from.published, toc),
        variants=project.variants,
        artifacts=list(artifacts.values()),
        made_from=made_from,
    )


def _localized_theme(
    theme: Theme, language: str, cache: Path | None, *, several: bool, services: bool
) -> LocalizedTheme:
    words = load_words(theme, language)
    bundles = bundle_assets(theme, words, several=several, services=services, cache=cache)
    environment = make_environment(theme, words, cache)
    shapes = node_shapes(theme, environment, VIEWS, RENDER_AS)
    return LocalizedTheme(
        words=words,
        environment=environment,
        shapes=shapes,
        assets=bundles.assets,
        artifacts=bundles.artifacts,
    )


def _localized(
    project: Project, localized_theme: LocalizedTheme, made_from: MadeFrom
) -> LocalizedRenderer:
    parts = {name: part.content for name, part in project.site_parts.items()}
    site = site_view(project, localized_theme.assets, made_from.published, disk=made_from.disk)
    options = project.site.options
    return LocalizedRenderer(
        words=localized_theme.words,
        environment=localized_theme.environment,
        shapes=localized_theme.shapes,
        parts=parts,
        options=options,
        policy=page_policy(Root(children=list(parts.values())), site.reach, options),
        site=site,
    )
