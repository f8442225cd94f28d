"""The head of the front page: what the course is, for whom, how long it takes."""

from msgspec import Struct

from neuromatch_site.config.frontmatter import Hero
from neuromatch_site.model.course import Page, Project
from neuromatch_site.model.time_required import TimeRequired
from neuromatch_site.render.navigation import first_figure
from neuromatch_site.render.published_files import Picture
from neuromatch_site.render.renderer import Renderer
from neuromatch_site.render.translations import Words, language_name


class HeroView(Struct, frozen=True, kw_only=True):
    """The head of the front page."""

    lede: str = ""
    about: Hero = Hero()
    """What the author says of the course."""
    cover: Picture | None = None
    weeks: int = 0
    """0 where its parts are called otherwise."""
    language: str = ""
    """Its name, in itself."""
    time: TimeRequired = TimeRequired()
    lessons: int = 0
    videos: int = 0


def hero_view(page: Page, project: Project, renderer: Renderer, words: Words) -> HeroView:
    """Return what the front page says first; ``words`` are those of its interface."""
    navigation, published = renderer.navigation, renderer.made_from.published
    about, weeks = page.frontmatter.hero, navigation.weeks()
    own = first_figure((image.path for image in page.facts.images), published)
    cover = project.site.options.cover.lstrip("/") or own or navigation.figure()
    week, language = words("Week"), project.site.options.language
    described = page.frontmatter.description or project.site.description
    return HeroView(
        lede=about.lede or described or project.config.description,
        about=about,
        cover=published.pictures.get(cover),
        weeks=len(weeks) if all(one.label.startswith(week) for one in weeks) else 0,
        language=language_name(language, language),
        time=navigation.time(),
        lessons=sum(entry.lessons + entry.lesson for entry in weeks),
        videos=sum(entry.videos for entry in weeks),
    )
