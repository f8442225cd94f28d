"""All metadata in the head of a page, in all vocabularies."""

from collections.abc import Callable, Collection, Sequence

from msgspec import json

from neuromatch_site.metadata.card import picture_of
from neuromatch_site.metadata.conference import conference
from neuromatch_site.metadata.discovery import discovery
from neuromatch_site.metadata.head import Head, Meta, Picture
from neuromatch_site.metadata.highwire import highwire
from neuromatch_site.metadata.open_graph import open_graph
from neuromatch_site.metadata.schedule import course_instances, education_events
from neuromatch_site.metadata.schema_org import (
    Thing,
    breadcrumbs,
    course,
    lesson,
    video,
    web_page,
)
from neuromatch_site.metadata.signposting import signposting
from neuromatch_site.model.conference import BOOK, EDITION, PROGRAMME, TALK
from neuromatch_site.model.course import Page, Project

_CONTEXT = "https://schema.org"

Pictures = Callable[[str], Picture | None]
"""An image of the course, by its path from the course folder, as published."""


def page_head(
    project: Project,
    page: Page,
    *,
    trail: Sequence[tuple[str, str]] = (),
    pictures: Pictures = lambda _: None,
    minutes: int = 0,
    lessons: Collection[str] = (),
) -> Head:
    """Return the tags, links and JSON-LD of a page.

    ``trail`` is the path through the toc to the page: titles and URLs; ``minutes`` is the length of
    the course; ``lessons`` are the URLs of lessons; only the front page needs all of them.
    """
    picture = picture_of(project, page, pictures)
    front = page.source.url == "/"
    things = [course(project, minutes, lessons)] if front else []
    if not front and page.frontmatter.template not in (BOOK, EDITION, PROGRAMME, TALK):
        make = lesson if page.source.url in lessons else web_page
        things.append(make(project, page, picture))
    things.append(breadcrumbs(project, page, trail))
    things += [video(project, page, fact, pictures) for fact in page.facts.videos]
    things += conference(project, page, picture)
    things += education_events(project, page)
    if front and (instances := course_instances(project, minutes)):
        things[0]["hasCourseInstance"] = instances
    return Head(
        metas=[*open_graph(project, page, picture), *highwire(project, page), *_extra_meta(page)],
        links=[
            *signposting(project, page, is_lesson=page.source.url in lessons),
            *(discovery(project) if front else ()),
        ],
        json_ld=script_json(things),
    )


def _extra_meta(page: Page) -> list[Meta]:
    """Return what ``html_meta`` of the front matter adds; the description has its own field."""
    return [
        Meta(property=name.removeprefix("property="), content=content)
        if name.startswith("property=")
        else Meta(name=name, content=content)
        for name, content in page.frontmatter.html_meta.items()
        if name != "description"
    ]


def script_json(things: Sequence[Thing]) -> str:
    """Return the objects as JSON-LD for a script element; nothing if there are none.

    Characters that could end the element or, in old parsers, a line are escaped.
    """
    graph = [thing for thing in things if thing]
    if not graph:
        return ""
    data: Thing = {"@context": _CONTEXT}
    data |= graph[0] if len(graph) == 1 else {"@graph": graph}
    text = json.encode(data).decode()
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
