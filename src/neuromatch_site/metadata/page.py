"""Everything machines read in the head of a page, from all vocabularies."""

import json
from collections.abc import Mapping, Sequence

from neuromatch_site.metadata.head import Head, Picture
from neuromatch_site.metadata.highwire import highwire
from neuromatch_site.metadata.open_graph import open_graph
from neuromatch_site.metadata.schema_org import Thing, breadcrumbs, course, lesson, video
from neuromatch_site.metadata.signposting import signposting
from neuromatch_site.project import Page, Project, TocEntry

_CONTEXT = "https://schema.org"


def page_head(
    project: Project,
    page: Page,
    *,
    trail: Sequence[TocEntry] = (),
    picture: Picture | None = None,
    videos: Mapping[str, Mapping[str, str]] | None = None,
    more: Sequence[Thing] = (),
) -> Head:
    """Return the tags, links and JSON-LD of a page.

    ``trail`` is the way through the toc that leads to the page, ``picture`` stands for it in
    cards, ``videos`` is what the lock knows of films (by ``provider:id``), ``more`` are further
    schema.org objects, such as the events of a conference.
    """
    front = page.source.url == "/"
    things = [course(project) if front else lesson(project, page, picture)]
    things += [breadcrumbs(project, page, trail), *_videos(page, videos or {}), *more]
    return Head(
        metas=[*open_graph(project, page, picture), *highwire(project, page)],
        links=signposting(project, page),
        json_ld=script_json(things),
    )


def _videos(page: Page, known: Mapping[str, Mapping[str, str]]) -> list[Thing]:
    things = []
    for fact in page.facts.videos:
        names = (f"{one.get('provider', '')}:{one.get('id', '')}" for one in fact.providers)
        found = next((known[name] for name in names if name in known), {})
        things.append(video(fact, found, page.frontmatter.description))
    return things


def script_json(things: Sequence[Thing]) -> str:
    """Return the objects as JSON-LD for a script element; nothing where there are none.

    No character is left that could end the element or, in old parsers, a line.
    """
    graph = [thing for thing in things if thing]
    if not graph:
        return ""
    data: Thing = {"@context": _CONTEXT}
    data |= graph[0] if len(graph) == 1 else {"@graph": graph}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
