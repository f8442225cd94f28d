"""A conference as schema.org data: its editions, their talks, its questions and answers.

Source: https://schema.org/Event, https://schema.org/EducationEvent, https://schema.org/FAQPage and
Google's requirements (https://developers.google.com/search/docs/appearance/structured-data/event).
Each talk is described on its own page: thousands of them would make the page of an edition too
large.
"""

from collections.abc import Iterator, Sequence

from neuromatch_site.config.committee import Member
from neuromatch_site.config.conference import Edition
from neuromatch_site.config.markdown_text import MarkdownText
from neuromatch_site.config.moments import stamp
from neuromatch_site.config.programme import Talk
from neuromatch_site.config.questions import Question
from neuromatch_site.config.speakers import Speaker
from neuromatch_site.metadata.addresses import absolute
from neuromatch_site.metadata.head import Picture
from neuromatch_site.metadata.schema_org import Thing, without_empty
from neuromatch_site.model.ast.nodes import Heading, List, Node, Paragraph, Parent, Text
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.ast.visit import select
from neuromatch_site.model.conference import CONFERENCE, EDITION, TALK, talk_of
from neuromatch_site.model.course import Page, Project

_SCHEMA = "https://schema.org/"
_STATUS = {
    "cancelled": "EventCancelled",
    "postponed": "EventPostponed",
    "online": "EventMovedOnline",
    "moved": "EventRescheduled",
}
_MODES = {"onsite": "Offline", "hybrid": "Mixed", "online": "Online"}
_SCHOOLS = ("school", "workshop")


def conference(project: Project, page: Page, picture: Picture | None) -> list[Thing]:
    """Return the structured data of a conference page; nothing for any other page."""
    template, data = page.frontmatter.template, project.data.conference
    if template == CONFERENCE:
        events = [event(project, page, edition, picture) for edition in data.editions]
        return [*events, questions(project, data.questions)]
    edition, talk = talk_of(page.frontmatter, data.editions, project.conference)
    if edition and template == EDITION:
        return [event(project, page, edition, picture), questions(project, edition.questions)]
    if edition and talk and template == TALK:
        return [talk_event(talk, edition, project, page, picture)]
    return []


def event(project: Project, page: Page, edition: Edition, picture: Picture | None) -> Thing:
    """Return an edition; nothing unless it has the name, start and place that Google requires."""
    own = project.conference.editions.get(edition.id)
    url = absolute(project.site, own or page.source.url) if own else edition.url
    url = url or absolute(project.site, page.source.url)
    where = _places(edition, edition.url or url)
    if not where:
        return {}
    speakers = _keynotes(edition)
    thing: Thing = {
        "@type": "EducationEvent" if edition.kind in _SCHOOLS else "Event",
        "@id": f"{url}#event" if url else "",
        "name": edition.name,
        "description": text_words(project, edition.description),
        "startDate": _first_moment(edition),
        "endDate": _last_moment(edition),
        "eventAttendanceMode": f"{_SCHEMA}{_mode(edition)}EventAttendanceMode",
        "eventStatus": f"{_SCHEMA}{_STATUS.get(edition.status, 'EventScheduled')}",
        "location": where[0] if len(where) == 1 else where,
        "url": url,
        "image": picture.url if picture else "",
        "organizer": _organizer(project),
        "contributor": [_member(member) for member in edition.committee],
        "performer": [_performer(speaker) for speaker in speakers],
        "offers": _offers(edition, url),
        "sponsor": [
            without_empty({"@type": "Organization", "name": sponsor.name, "url": sponsor.url})
            for sponsor in edition.sponsors
        ],
    }
    return without_empty(thing)


def talk_event(
    talk: Talk, edition: Edition, project: Project, page: Page, picture: Picture | None
) -> Thing:
    """Return a talk as a part of its edition; nothing if it has no time."""
    if not talk.start:
        return {}
    url = absolute(project.site, page.source.url)
    where = _places(edition, _absolute_url(talk.url) or edition.url or url, talk.place)
    status = "cancelled" if edition.status == "cancelled" else talk.status
    own = project.conference.editions.get(edition.id, "")
    whole: Thing = {
        "@type": "Event",
        "@id": f"{absolute(project.site, own)}#event" if own else "",
        "name": edition.name,
        "startDate": edition.start,
        "location": _places(edition, edition.url or absolute(project.site, own)),
    }
    thing: Thing = {
        "@type": "Event",
        "name": talk.title,
        "description": page.frontmatter.description,
        "startDate": stamp(talk.start, edition.zone),
        "endDate": stamp(talk.end, edition.zone) if talk.end else "",
        "eventAttendanceMode": f"{_SCHEMA}{_mode(edition)}EventAttendanceMode",
        "eventStatus": f"{_SCHEMA}{_STATUS.get(status, 'EventScheduled')}",
        "location": where[0] if len(where) == 1 else where,
        "image": picture.url if picture else "",
        "performer": [_performer(speaker) for speaker in talk.speakers],
        "organizer": _organizer(project),
        "inLanguage": talk.language,
        "keywords": list(talk.keywords),
        "url": url,
        "superEvent": without_empty(whole),
    }
    return without_empty(thing)


def _mode(edition: Edition) -> str:
    return "Online" if edition.status == "online" else _MODES.get(edition.format, "Online")


def _places(edition: Edition, url: str, room: str = "") -> list[Thing]:
    """Return where it takes place: a venue, an address on the web, or both."""
    where: list[Thing] = []
    mode = _mode(edition)
    if mode in ("Online", "Mixed") and url:
        where.append({"@type": "VirtualLocation", "url": url})
    venue = edition.venue
    name = venue.name if venue else edition.place
    if name and mode != "Online":
        address = (venue.address if venue else "") or edition.place or name
        whole = f"{room}, {name}" if room else name
        where.append({"@type": "Place", "name": whole, "address": address})
    return where


def _first_moment(edition: Edition) -> str:
    """Return when the first talk begins, with its offset; the first day where none has a time."""
    starts = [talk.start for talk in edition.programme.talks if talk.start]
    return stamp(min(starts), edition.zone) if starts else edition.start


def _last_moment(edition: Edition) -> str:
    ends = [talk.end or talk.start for talk in edition.programme.talks if talk.start]
    return stamp(max(ends), edition.zone) if ends else edition.end


def _keynotes(edition: Edition) -> Sequence[Speaker]:
    """Return who speaks to all; everybody where there are few."""
    talks = [talk for talk in edition.programme.talks if "keynote" in talk.kind.lower()]
    talks_of_speakers = talks or (
        edition.programme.talks if len(edition.programme.talks) <= 20 else ()
    )
    speakers = {
        speaker.name: speaker
        for talk in talks_of_speakers
        for speaker in talk.speakers
        if not speaker.coauthor
    }
    return list(speakers.values())[:20]


def _performer(speaker: Speaker) -> Thing:
    work = {"@type": "Organization", "name": speaker.affiliation} if speaker.affiliation else {}
    orcid = f"https://orcid.org/{speaker.orcid}" if speaker.orcid else ""
    return without_empty(
        {
            "@type": "Person",
            "name": speaker.name,
            "url": speaker.url if "://" in speaker.url else "",
            "sameAs": orcid,
            "affiliation": work,
        }
    )


def _organizer(project: Project) -> Thing:
    conference, config = project.data.conference, project.config
    name = conference.name or config.venue or config.title or project.site.title
    url = conference.url or absolute(project.site, project.conference.url or "/")
    return without_empty({"@type": "Organization", "name": name, "url": url}) if name else {}


def _offers(edition: Edition, url: str) -> list[Thing]:
    """Return the prices; where none is said, that people can register."""
    registration = edition.registration
    where = (_absolute_url(registration.url) if registration else "") or url
    dates: Thing = {
        "availabilityStarts": registration.opens if registration else "",
        "validThrough": registration.until if registration else "",
    }
    return [
        without_empty(
            {
                "@type": "Offer",
                "name": fee.title,
                "price": fee.price,
                "priceCurrency": fee.currency,
                "url": where,
                **dates,
                **({"validThrough": fee.until} if fee.until else {}),
            }
        )
        for fee in edition.fees
    ] or ([without_empty({"@type": "Offer", "url": where, **dates})] if registration else [])


def _absolute_url(url: str) -> str:
    return url if url.startswith(("http://", "https://")) else ""


def questions(project: Project, asked_questions: Sequence[Question]) -> Thing:
    """Return questions with the text of their answers; nothing if there are none."""
    if not asked_questions:
        return {}
    entries = [
        {
            "@type": "Question",
            "name": question.question,
            "acceptedAnswer": {"@type": "Answer", "text": text_words(project, question.answer)},
        }
        for question in asked_questions
    ]
    return {"@type": "FAQPage", "mainEntity": entries}


def text_words(project: Project, text: MarkdownText | None) -> str:
    """Return the plain text of a text of a data file."""
    page = project.texts.get(text.key) if text else None
    return " ".join(map(text_of, _blocks(page.content))) if page else ""


def _blocks(node: Node) -> Iterator[Node]:
    """Yield what stands on lines of its own: paragraphs, items of lists."""
    if not isinstance(node, Parent) or isinstance(node, Paragraph | Heading) or _is_line(node):
        yield node
        return
    for child in node.children:
        yield from _blocks(child)


def _is_line(node: Parent) -> bool:
    """Return whether text stands in it, and no list below that text."""
    has_text = any(isinstance(child, Text) for child in node.children)
    return has_text and next(select(node, List), None) is None


def _member(someone: Member) -> Thing:
    work = {"@type": "Organization", "name": someone.affiliation} if someone.affiliation else {}
    return without_empty(
        {"@type": "Person", "name": someone.name, "url": someone.url, "affiliation": work}
    )
