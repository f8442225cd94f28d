"""The top of the front page: what the course is about, for whom, how long it takes."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config.page import Hero
from neuromatch_site.model.ast.nodes import Block, Container, Image, Node, Paragraph, Root
from neuromatch_site.model.ast.text import is_blank, text_of
from neuromatch_site.model.ast.visit import select
from neuromatch_site.model.course import Page, Project
from neuromatch_site.model.time_required import TimeRequired
from neuromatch_site.render.navigation import first_figure
from neuromatch_site.render.published_files import Picture
from neuromatch_site.render.renderer import Renderer
from neuromatch_site.render.translations import Words, language_name


class HeroView(Struct, frozen=True, kw_only=True):
    """The top of the front page."""

    lede: str = ""
    about: Hero = Hero()
    """What the author writes about the course."""
    cover: Picture | None = None
    chosen: bool = False
    """The author chose the cover, and it is not a drawing: it fills its frame."""
    path: str = ""
    """Of the cover, from the course folder."""
    alt: str = ""
    """Alternative text of the cover, if it is taken from the text."""
    weeks: int = 0
    """0 if its parts are not weeks."""
    language: str = ""
    """Its name, in itself."""
    time: TimeRequired = TimeRequired()
    lessons: int = 0
    videos: int = 0


def hero_view(page: Page, project: Project, renderer: Renderer, words: Words) -> HeroView:
    """Return the top of the front page; ``words`` are those of its interface."""
    navigation, published = renderer.navigation, renderer.made_from.published
    about, weeks = page.frontmatter.hero, navigation.weeks()
    own = first_figure((image.path for image in page.facts.images), published)
    chosen = project.site.options.cover.lstrip("/")
    cover = chosen or own or navigation.figure()
    week, language = words.texts.get("Week", "Week"), project.site.options.language
    described = page.frontmatter.description or project.site.description
    return HeroView(
        lede=about.lede
        or described
        or project.config.description
        or (weeks and _opening(page))
        or "",
        about=about,
        cover=published.pictures.get(cover),
        chosen=bool(chosen) and not chosen.endswith(".svg"),
        path=cover,
        alt=next((image.alt or "" for image in page.facts.images if image.path == cover), ""),
        weeks=len(weeks) if all(entry.label.startswith(week) for entry in weeks) else 0,
        language=language_name(language, language),
        time=navigation.time(),
        lessons=sum(entry.lessons + entry.lesson for entry in weeks),
        videos=sum(entry.videos for entry in weeks),
    )


def shown_once(hero: HeroView, nodes: Sequence[Node]) -> tuple[HeroView, Sequence[Node]]:
    """Return the top of a page and the text below it, without repetitions."""
    if not hero.lessons:
        return hero, nodes
    below = _below_head(nodes, hero)
    pictures = {image.url.lstrip("/") for image in select(Root(children=below), Image)}
    return (replace(hero, alt="") if hero.path in pictures else hero), below


def _below_head(nodes: Sequence[Node], hero: HeroView) -> list[Node]:
    """Return what the text of the front page says below its head, which may have taken from it.

    That is a picture that is now the cover, if it stands alone before anything but paragraphs, and
    the first paragraph.
    """
    rest = list(nodes)
    for place, node in enumerate(rest):
        if isinstance(node, Block):
            below = _below_head(node.children, hero)
            if len(below) < len(node.children):
                rest[place] = replace(node, children=below)
            return rest
        if isinstance(node, Paragraph | Image | Container) and _is_in_head(node, hero):
            return _below_head(rest[:place] + rest[place + 1 :], hero)
        if not is_blank(node):
            return rest[:place] + _without_cover(rest[place:], hero)
    return rest


def _without_cover(nodes: list[Node], hero: HeroView) -> list[Node]:
    """Return a text without its cover, if that stands alone among the paragraphs it begins with."""
    for place, node in enumerate(nodes):
        if not (isinstance(node, Paragraph | Image | Container) or is_blank(node)):
            break
        if isinstance(node, Paragraph | Image | Container) and _is_cover(node, hero):
            return nodes[:place] + nodes[place + 1 :]
    return nodes


def _is_in_head(node: Paragraph | Image | Container, hero: HeroView) -> bool:
    is_lede = isinstance(node, Paragraph) and " ".join(text_of(node).split()) == hero.lede
    return is_lede or _is_cover(node, hero)


def _is_cover(node: Paragraph | Image | Container, hero: HeroView) -> bool:
    """Return whether a node is nothing but the picture of the head: no label, no words."""
    if isinstance(node, Container) and (node.kind != "figure" or node.html_id):
        return False
    words, pictures = " ".join(text_of(node).split()), list(select(node, Image))
    if len(pictures) != 1 or words != " ".join((pictures[0].alt or "").split()):
        return False
    return hero.cover is not None and pictures[0].url.lstrip("/") == hero.path


def _opening(page: Page) -> str:
    """Return the first paragraph, if it is short enough to be a lede."""
    words = page.facts.opening
    return "" if words.endswith("\u2026") else words
