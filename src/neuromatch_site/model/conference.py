"""Which page shows which edition, day and talk of the conference."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from neuromatch_site.config.conference import Edition
from neuromatch_site.config.moments import day_in_zone
from neuromatch_site.config.page import PageFrontmatter
from neuromatch_site.config.programme import Talk

CONFERENCE, EDITION, PROGRAMME, TALK = "conference", "edition", "programme", "talk"
BOOK = "book"
"""Layouts of conference pages."""
POSTERS = "posters"
"""The name of the page for talks without a time."""
POSTERS_A_PAGE = 400
LETTERS_A_PAGE = 250_000
"""Characters of abstracts per page of a book: some 100 KB of transfer."""


def talks_by_day(edition: Edition) -> dict[str, list[Talk]]:
    """Return the talks with a time, by their day in the time zone of the edition."""
    days: dict[str, list[Talk]] = {}
    for talk in edition.programme.talks:
        if talk.start:
            days.setdefault(day_in_zone(talk.start, edition.zone), []).append(talk)
    return days


def posters_of(edition: Edition) -> list[Talk]:
    """Return the talks without a time."""
    return [talk for talk in edition.programme.talks if not talk.start]


def poster_pages(edition: Edition) -> dict[str, list[Talk]]:
    """Return the talks without a time, by page: ``posters``, ``posters-2`` ..."""
    posters = posters_of(edition)
    starts = range(0, len(posters), POSTERS_A_PAGE)
    return {
        f"{POSTERS}-{number}" if number > 1 else POSTERS: posters[start : start + POSTERS_A_PAGE]
        for number, start in enumerate(starts, 1)
    }


def book_pages(edition: Edition) -> dict[str, list[Talk]]:
    """Return the talks with abstracts, by page: ``book``, ``book-2`` ..."""
    pages: dict[str, list[Talk]] = {}
    room = 0
    for talk in edition.programme.talks:
        if talk.abstract:
            room -= len(talk.abstract.text)
            if room < 0:
                room = LETTERS_A_PAGE
                pages[f"{BOOK}-{len(pages) + 1}" if pages else BOOK] = []
            next(reversed(pages.values())).append(talk)
    return pages


class TalkPlace(Struct, frozen=True):
    """The position of a talk among those of its edition, as indices."""

    number: int
    previous: int | None = None
    """The previous talk of its track that has a page."""
    following: int | None = None


class ConferenceIndex(Struct, frozen=True, kw_only=True):
    """URLs from the root of the site; without those that have no page."""

    url: str = ""
    """The page with all editions."""
    editions: Mapping[str, str] = field(default_factory=dict)
    """By id."""
    days: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By id of the edition, then ``2020-10-26``, ``posters``, ``posters-2``."""
    talks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By id of the edition, then the slug of the talk."""
    books: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By id of the edition, then ``book``, ``book-2``."""
    places: Mapping[str, Mapping[str, TalkPlace]] = field(default_factory=dict)
    """By id of the edition, then the slug of the talk."""

    def edition(self, edition: str) -> str:
        """Return the page of an edition; by default, the page with all editions."""
        return self.editions.get(edition) or (f"{self.url}#{edition}" if self.url else "")

    def talk(self, edition: str, slug: str) -> str:
        """Return the page of a talk, or an empty string."""
        return self.talks.get(edition, {}).get(slug, "")


def edition_of(frontmatter: PageFrontmatter, editions: Sequence[Edition]) -> Edition | None:
    """Return the edition of a page; None for an unknown one."""
    name = str(frontmatter.site.get("edition") or "")
    return next((edition for edition in editions if edition.id == name), None)


def talk_of(
    frontmatter: PageFrontmatter, editions: Sequence[Edition], index: ConferenceIndex
) -> tuple[Edition | None, Talk | None]:
    """Return the talk of a page, and its edition; None for an unknown one."""
    edition = edition_of(frontmatter, editions)
    if edition is None:
        return None, None
    place = index.places.get(edition.id, {}).get(str(frontmatter.site.get("talk") or ""))
    return edition, edition.programme.talks[place.number] if place else None


def conference_index(
    pages: Iterable[tuple[str, PageFrontmatter]], editions: Sequence[Edition]
) -> ConferenceIndex:
    """Return where the conference is shown, from the URLs and front matter of all pages."""
    url = ""
    urls: dict[str, str] = {}
    days: dict[str, dict[str, str]] = {}
    talks: dict[str, dict[str, str]] = {}
    books: dict[str, dict[str, str]] = {}
    for address, frontmatter in pages:
        template, site_options = frontmatter.template, frontmatter.site
        edition = str(site_options.get("edition") or "")
        if template == CONFERENCE:
            url = url or address
        elif template == EDITION:
            urls.setdefault(edition, address)
        elif template == PROGRAMME:
            days.setdefault(edition, {})[str(site_options.get("day") or "")] = address
        elif template == BOOK:
            books.setdefault(edition, {})[str(site_options.get("book") or "")] = address
        elif template == TALK:
            talks.setdefault(edition, {})[str(site_options.get("talk") or "")] = address
    places = {edition.id: _places(edition, talks.get(edition.id, {})) for edition in editions}
    return ConferenceIndex(
        url=url, editions=urls, days=days, talks=talks, books=books, places=places
    )


def _places(edition: Edition, pages: Mapping[str, str]) -> dict[str, TalkPlace]:
    tracks: dict[str, list[int]] = {}
    for number, talk in enumerate(edition.programme.talks):
        if talk.slug in pages:
            tracks.setdefault(talk.stream, []).append(number)
    places: dict[str, TalkPlace] = {}
    for numbers in tracks.values():
        around = zip([None, *numbers], numbers, [*numbers[1:], None], strict=False)
        for before, number, after in around:
            slug = edition.programme.talks[number].slug
            places[slug] = TalkPlace(number, before, after)
    return places
