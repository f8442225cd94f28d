"""A conference as schema.org data: its editions with their talks, its questions and answers.

Source: https://schema.org/Event, https://schema.org/FAQPage.
"""

from collections.abc import Sequence

from neuromatch_site.config.committee import Member
from neuromatch_site.config.conference import Edition
from neuromatch_site.config.programme import Talk
from neuromatch_site.config.questions import Question
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.metadata.addresses import absolute
from neuromatch_site.metadata.schema_org import Thing, kept
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.course import Page, Project
from neuromatch_site.myst.language import parse_myst


def conference(project: Project, page: Page) -> list[Thing]:
    """Return the editions, and the questions where there are any."""
    data = project.data.conference
    return [*(event(project, page, one) for one in data.editions), questions(data.questions)]


def event(project: Project, page: Page, edition: Edition) -> Thing:
    """Return a gathering; nothing unless Google's name, start and place are known."""
    url = edition.url or absolute(project.site, page.source.url)
    online = edition.format in ("online", "hybrid")
    where: list[Thing] = [{"@type": "VirtualLocation", "url": url}] if online and url else []
    if edition.place:
        where.append({"@type": "Place", "name": edition.place, "address": edition.place})
    if not where:
        return {}
    mode = {"onsite": "Offline", "hybrid": "Mixed"}.get(edition.format, "Online")
    thing: Thing = {
        "@type": "Event",
        "name": edition.name,
        "description": edition.description,
        "startDate": edition.start,
        "endDate": edition.end,
        "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
        "eventStatus": "https://schema.org/EventScheduled",
        "location": where[0] if len(where) == 1 else where,
        "url": url,
        "organizer": [_member(one) for one in edition.committee],
        "subEvent": [_talk(one, edition, url) for one in edition.programme.talks],
    }
    return kept(thing)


def questions(given: Sequence[Question]) -> Thing:
    """Return what people ask, with the words of the answers; nothing where there are none."""
    if not given:
        return {}
    asked = [
        {
            "@type": "Question",
            "name": one.question,
            "acceptedAnswer": {"@type": "Answer", "text": _words(one)},
        }
        for one in given
    ]
    return {"@type": "FAQPage", "mainEntity": asked}


def _words(question: Question) -> str:
    source = Source(question.position.path, question.answer)
    blocks = parse_myst(source, Diagnostics()).children
    return " ".join(text_of(block) for block in blocks)


def _member(someone: Member) -> Thing:
    work = {"@type": "Organization", "name": someone.affiliation} if someone.affiliation else {}
    return kept({"@type": "Person", "name": someone.name, "url": someone.url, "affiliation": work})


def _talk(talk: Talk, edition: Edition, url: str) -> Thing:
    online = edition.format != "onsite"
    where = {"@type": "VirtualLocation", "url": talk.url or url} if online else {}
    place = {"@type": "Place", "name": talk.track or edition.place, "address": edition.place}
    thing: Thing = {
        "@type": "Event",
        "name": talk.title,
        "startDate": talk.start,
        "endDate": talk.end,
        "location": where or place,
        "performer": {"@type": "Person", "name": talk.speaker} if talk.speaker else {},
        "url": talk.url,
    }
    return kept(thing)
