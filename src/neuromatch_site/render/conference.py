"""The pages of a conference, for layouts: an edition, a day of its programme, a talk."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from neuromatch_site.config.conference import Edition, talk_day
from neuromatch_site.config.panels import Panel, PanelFigure
from neuromatch_site.config.programme import Talk
from neuromatch_site.config.questions import Question
from neuromatch_site.config.sponsors import Sponsor
from neuromatch_site.model.calendar import abstracts_file, talk_calendar, track_calendar, uid
from neuromatch_site.model.conference import (
    BOOK,
    EDITION,
    POSTERS,
    PROGRAMME,
    TALK,
    ConferenceIndex,
    poster_pages,
    posters_of,
    talk_of,
)
from neuromatch_site.model.course import Page, Project
from neuromatch_site.render.programme import (
    ProgrammeDay,
    TalkLine,
    has_parallel_rooms,
    line_of,
    programme_days,
)
from neuromatch_site.render.published_files import Picture, Published
from neuromatch_site.render.translations import Words


class Link(Struct, frozen=True):
    """A page of the site or an external URL, with its text."""

    title: str
    url: str
    current: bool = False


class TopicView(Struct, frozen=True):
    """Questions about one topic."""

    tag: str
    questions: Sequence[Question]


class PanelView(Struct, frozen=True):
    """A group of images."""

    title: str
    figures: Sequence[tuple[PanelFigure, Picture]]


class LevelView(Struct, frozen=True):
    """Sponsors of one level, each with its published logo."""

    level: str
    sponsors: Sequence[tuple[Sponsor, Picture | None]]


class ProgrammeView(Struct, frozen=True, kw_only=True):
    """A programme on a page."""

    days: Sequence[ProgrammeDay] = ()
    posters: Sequence[TalkLine] = ()
    """Entries without a time."""
    links: Sequence[Link] = ()
    """Pages of single days, if there are any."""
    count: int = 0
    zone: str = "UTC"
    reader_first: bool = False
    """The reader's own time is shown first, because nobody has to be on site."""
    by_room: bool = False
    """Columns are rooms: talks of a track take place in several at a time."""
    kinds: Sequence[str] = ()
    tracks: Sequence[str] = ()
    languages: Sequence[str] = ()
    """Languages to filter by; empty if there is only one."""
    uid: str = ""
    """The UID of calendar entries, with ``*`` instead of the name of an entry."""


class EditionPage(Struct, frozen=True, kw_only=True):
    """A conference edition on its own page."""

    edition: Edition
    programme: ProgrammeView
    levels: Sequence[LevelView] = ()
    panels: Sequence[PanelView] = ()
    topics: Sequence[TopicView] = ()
    calendar: str = ""
    """Its calendar file, from the root of the site."""
    book: str = ""
    """The (first) page of its book of abstracts."""
    abstracts: str = ""
    """The book as a Markdown file."""
    tracks: Sequence[Link] = ()
    """Calendars of single tracks."""
    code_of_conduct: str = ""
    others: Sequence[Link] = ()
    """Other editions, newest first."""
    trail: Sequence[Link] = ()
    """Breadcrumbs: the page with all editions; for a day also that of its edition."""


class BookPage(Struct, frozen=True, kw_only=True):
    """A page of a book of abstracts."""

    trail: Sequence[Link]
    """Breadcrumbs: the pages with all editions and with its own."""
    parts: Sequence[Link] = ()
    """The pages of the book, if it has several."""
    abstracts: str = ""
    """The whole book, as a Markdown file."""

    def title(self, words: Words) -> str:
        """Return the title: the edition, the book and, if there are several pages, the number."""
        number = next((link.title for link in self.parts if link.current), "")
        return f"{self.trail[-1].title}{words(': ')}{words('Book of abstracts')}" + (
            f", {number}" if number else ""
        )


class TalkPage(Struct, frozen=True, kw_only=True):
    """A talk on its own page."""

    talk: Talk
    trail: Sequence[Link]
    """Breadcrumbs: the pages with all editions and with its own."""
    day: str = ""
    """The page of its day."""
    zone: str = "UTC"
    reader_first: bool = False
    pages: Sequence[Link] = ()
    """Related lessons."""
    previous: Link | None = None
    following: Link | None = None
    calendar: str = ""


ConferencePage = BookPage | EditionPage | TalkPage
"""The content of a conference page, by its template."""


def conference_page(page: Page, project: Project, published: Published) -> ConferencePage | None:
    """Return the content of a conference page; None for any other page."""
    frontmatter, template = page.frontmatter, page.frontmatter.template
    if template not in (BOOK, EDITION, PROGRAMME, TALK):
        return None
    edition, talk = talk_of(frontmatter, project.data.conference.editions, project.conference)
    if edition is None:
        return None
    if template == TALK:
        return talk_page(edition, talk, project) if talk else None
    if template == BOOK:
        return book_page(edition, str(frontmatter.site.get("book") or ""), project)
    return edition_page(edition, str(frontmatter.site.get("day") or ""), project, published)


def edition_page(edition: Edition, day: str, project: Project, published: Published) -> EditionPage:
    """Return an edition; with a ``day``, only its programme of that day."""
    conference, index = project.data.conference, project.conference
    programme = _programme(edition, day, project)
    if day:
        return EditionPage(
            edition=edition,
            programme=programme,
            trail=_trail(edition, project),
        )
    return EditionPage(
        edition=edition,
        programme=programme,
        levels=levels_of(edition.sponsors, published),
        panels=panels_of(edition.panels, published),
        topics=topics_of(edition.questions),
        calendar=f"/calendars/{edition.id}.ics",
        book=next(iter(index.books.get(edition.id, {}).values()), ""),
        abstracts=abstracts_file(project, edition),
        tracks=[
            Link(track, track_calendar(edition, track))
            for track in (programme.tracks or _tracks(edition))
        ],
        code_of_conduct=edition.code_of_conduct or conference.code_of_conduct,
        others=[
            Link(other.name, index.editions[other.id], other.id == edition.id)
            for other in reversed(conference.editions)
            if other.id in index.editions
        ]
        if len(index.editions) > 1
        else (),
        trail=_series(project),
    )


def book_page(edition: Edition, name: str, project: Project) -> BookPage:
    """Return a page of the book of abstracts of an edition."""
    index = project.conference
    parts = index.books.get(edition.id, {}).items()
    return BookPage(
        trail=_trail(edition, project),
        parts=[Link(str(number), url, part == name) for number, (part, url) in enumerate(parts, 1)]
        if len(parts) > 1
        else (),
        abstracts=abstracts_file(project, edition),
    )


def _series(project: Project) -> list[Link]:
    """Return the page with all editions, as a list: none where the course has no such page."""
    url = project.conference.url
    return [Link(project.data.conference.name, url)] if url else []


def _trail(edition: Edition, project: Project) -> list[Link]:
    return [*_series(project), Link(edition.name, project.conference.edition(edition.id))]


def is_for_readers(edition: Edition) -> bool:
    """Return whether most people take part from home, so that their own time comes first."""
    return edition.format == "online" or edition.status == "online"


def _programme(edition: Edition, day: str, project: Project) -> ProgrammeView:
    index, talks = project.conference, edition.programme.talks
    on_days = index.days.get(edition.id, {})
    posters = _posters(edition, day, index) if day.startswith(POSTERS) or not on_days else ()
    days = programme_days(edition, index, day) if day or not on_days else ()
    lines = [*posters, *(line for d in days for r in d.rows for c in r.cells for line in c.lines)]
    return ProgrammeView(
        days=days,
        posters=posters,
        links=[Link(name, url, name == day) for name, url in on_days.items()],
        count=sum(
            1 for talk in ([line.talk for line in lines] if day else talks) if not talk.is_break
        ),
        zone=edition.zone,
        reader_first=is_for_readers(edition),
        by_room=has_parallel_rooms(edition),
        kinds=_values(line.talk.kind for line in lines if not line.talk.is_break),
        tracks=_values(line.talk.stream for line in lines),
        languages=_values(line.talk.language for line in lines),
        uid=uid(project, f"talk-{edition.id}-*"),
    )


def _tracks(edition: Edition) -> Sequence[str]:
    return _values(talk.stream for talk in edition.programme.talks if talk.start)


def _values(texts: Iterable[str]) -> Sequence[str]:
    values = sorted({value for value in texts if value})
    return values if len(values) > 1 else ()


def _posters(edition: Edition, day: str, index: ConferenceIndex) -> Sequence[TalkLine]:
    addresses = index.talks.get(edition.id, {})
    posters = poster_pages(edition).get(day, ()) if day else posters_of(edition)
    return [line_of(talk, addresses) for talk in posters]


def talk_page(edition: Edition, talk: Talk, project: Project) -> TalkPage:
    """Return the page of a talk of an edition."""
    index = project.conference
    place = index.places[edition.id][talk.slug]
    pages = (project.page(ref.path) for ref in talk.pages)
    day = talk_day(talk, edition)
    return TalkPage(
        talk=talk,
        trail=_trail(edition, project),
        day=index.days.get(edition.id, {}).get(day, "") or _anchor(index, edition, day),
        zone=edition.zone,
        reader_first=is_for_readers(edition),
        pages=[
            Link(page.frontmatter.title or page.facts.title, page.source.url)
            for page in pages
            if page
        ],
        previous=_neighbour(place.previous, edition, index),
        following=_neighbour(place.following, edition, index),
        calendar=talk_calendar(edition, talk) if talk.start else "",
    )


def _anchor(index: ConferenceIndex, edition: Edition, day: str) -> str:
    url = index.editions.get(edition.id, "")
    return f"{url}#day-{day}" if url and day else url


def _neighbour(number: int | None, edition: Edition, index: ConferenceIndex) -> Link | None:
    if number is None:
        return None
    talk = edition.programme.talks[number]
    return Link(talk.title, index.talk(edition.id, talk.slug))


def topics_of(questions: Sequence[Question]) -> Sequence[TopicView]:
    """Return the questions by topic, in order of first occurrence.

    Questions without a topic come first.
    """
    tags = dict.fromkeys(sorted((question.tag for question in questions), key=bool))
    return [
        TopicView(tag, [question for question in questions if question.tag == tag]) for tag in tags
    ]


def panels_of(panels: Sequence[Panel], published: Published) -> Sequence[PanelView]:
    """Return the groups of published images."""
    pictures = published.pictures
    views = (PanelView(panel.title, _figures(panel.figures, pictures)) for panel in panels)
    return [view for view in views if view.figures]


def _figures(
    figures: Sequence[PanelFigure], pictures: Mapping[str, Picture]
) -> Sequence[tuple[PanelFigure, Picture]]:
    return [(figure, pictures[figure.path]) for figure in figures if figure.path in pictures]


def levels_of(sponsors: Sequence[Sponsor], published: Published) -> Sequence[LevelView]:
    """Return the sponsors by level, in order of first occurrence."""
    levels = dict.fromkeys(sponsor.level for sponsor in sponsors)
    pictures = published.pictures
    return [
        LevelView(
            level,
            [
                (sponsor, pictures.get(sponsor.logo))
                for sponsor in sponsors
                if sponsor.level == level
            ],
        )
        for level in levels
    ]
