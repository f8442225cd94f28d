"""Navigation of a page: sidebar, breadcrumbs, previous and next, the page of each week."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from neuromatch_site.model.ast.identifiers import html_id
from neuromatch_site.model.course import Page, Project, TocEntry
from neuromatch_site.model.time_required import (
    TimeRequired,
    is_lesson,
    kind_of,
    time_required,
    total,
)
from neuromatch_site.render.published_files import Published

WHOLE_SIDEBAR = 30
"""A toc of up to this many entries is shown in full on every page; of a larger one, the branch."""
WHOLE_ASIDE = 120
"""The same for pages outside of weeks, from which a script copies the weeks of other pages."""
_WINDOW = 25
_SEVERAL = 3
T = TypeVar("T", bound=Hashable)
_NUMBERED = re.compile(r"(\w+\s+\d+\w?)\s*[-\u2013\u2014:.|]\s*(\S.*)", re.DOTALL)
_SMALLEST_FIGURE = 200
"""Pixels: what is narrower is an icon or a badge."""


class Entry(Struct, frozen=True, kw_only=True):
    """An entry of the toc in the navigation."""

    title: str
    """Without its label."""
    label: str = ""
    """``Week 1`` of ``Week 1 - Neurons``."""
    url: str = ""
    """From the root of the site, or external."""
    path: str = ""
    """The source of the page; empty for a generated page of a week, or an external link."""
    external: bool = False
    teaches: bool = False
    """It can be a lesson: not a page with a special layout."""
    lesson: bool = False
    """It can be ticked off: a page in a week; any page of a course without weeks."""
    language: str = ""
    """Of the title, if it differs from that of the site."""
    kind: str = ""
    """The kind of the page: ``video``, ``notebook``, ``exercise``, ``quiz``, ``reading``."""
    description: str = ""
    figure: str = ""
    """Its first figure, or that of its first lesson with one: a path from the course folder."""
    time: TimeRequired = TimeRequired()
    """For a week, including its lessons."""
    videos: int = 0
    lessons: int = 0
    """Pages below."""
    children: tuple["Entry", ...] = ()


class Place(Struct, frozen=True, kw_only=True):
    """The position of an entry in the toc."""

    entry: Entry
    ancestors: tuple[Entry, ...] = ()
    """From the top."""
    number: int = 0
    """Among the lessons of its week, from 1."""
    previous: Entry | None = None
    following: Entry | None = None
    previous_week: Entry | None = None
    following_week: Entry | None = None
    """The weeks of the neighbours, if they are other weeks with another title."""

    def alone(self) -> "Place":
        """Return the position without the children of its neighbours."""
        return replace(
            self,
            ancestors=tuple(_bare(entry) for entry in self.ancestors),
            previous=self.previous and _bare(self.previous),
            following=self.following and _bare(self.following),
        )


class Navigation(Struct, frozen=True, kw_only=True):
    """The toc of the course, prepared once for all pages."""

    entries: tuple[Entry, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    """By URL."""
    size: int = 0
    """How many entries there are."""
    usual_authors: tuple[str, ...] = ()
    """The authors of most pages, which need not be repeated."""
    usual_date: str = ""

    def time(self) -> TimeRequired:
        """Return the length of the whole course."""
        return total(entry.time for entry in self.weeks())

    def figure(self) -> str:
        """Return the first figure of the course."""
        return next((entry.figure for entry in self.weeks() if entry.figure), "")

    @property
    def lessons(self) -> frozenset[str]:
        """Return the URLs of lessons."""
        return frozenset(url for url, place in self.places.items() if place.entry.lesson)

    def start(self) -> Entry | None:
        """Return the first lesson."""
        pages = (place.entry for place in self.places.values() if place.entry.teaches)
        return next((entry for entry in pages if entry.url != "/"), None)

    def top(self) -> list[Entry]:
        """Return the top level of the toc, without the front page."""
        return [entry for entry in self.entries if entry.url != "/"]

    def weeks(self) -> list[Entry]:
        """Return the entries with lessons; the whole top level in a course without groups."""
        return [entry for entry in self.top() if entry.lessons or entry.lesson]

    def others(self) -> list[Entry]:
        """Return the other entries of the top level."""
        return [entry for entry in self.top() if not (entry.lessons or entry.lesson)]


class SidebarItem(Struct, frozen=True, kw_only=True):
    """A line of the sidebar."""

    entry: Entry
    """Without its children."""
    current: bool = False
    open: bool = False
    """A group that contains the page, or is the page."""
    folded: bool = False
    """A group of which the page only shows the title."""
    children: tuple["SidebarItem", ...] = ()


def navigation(project: Project, published: Published | None = None) -> Navigation:
    """Return the toc with labels, lengths, figures, week pages and neighbours."""
    files = published or Published()
    toc = _toc_with_weeks(project)
    entries = tuple(_entry(entry, project, files, inside=False) for entry in toc)
    entries = _with_lessons(entries)
    places = {place.entry.url: place for place in _places(entries)}
    return Navigation(
        entries=entries,
        places=places,
        size=sum(1 for _ in _flat(entries, ())),
        usual_authors=_usual([author_names(page) for page in project.pages]) or (),
        usual_date=_usual([page.frontmatter.date for page in project.pages]) or "",
    )


def toc_addresses(project: Project) -> Iterator[str]:
    """Yield the URLs of all pages in the toc, including generated ones."""
    entries = _flat_toc(_toc_with_weeks(project))
    return (entry.url for entry in entries if entry.url and not entry.external)


def _toc_with_weeks(project: Project) -> tuple[TocEntry, ...]:
    """Return the toc, with an address for each group that gets a page made for it."""
    taken = {page.source.url for page in project.pages}
    taken |= {entry.url for entry in _flat_toc(project.toc)}
    taken |= {_slashed(redirect.source) for redirect in project.site.redirects}
    taken |= {_slashed(alias) for page in project.pages for alias in page.frontmatter.aliases}
    return tuple(_addressed(entry, taken) for entry in project.toc)


def _addressed(entry: TocEntry, taken: set[str]) -> TocEntry:
    if not entry.children:
        return entry
    url = entry.url or _week_url(entry, taken)
    children = tuple(_addressed(child, taken) for child in entry.children)
    return replace(entry, url=url, children=children)


def author_names(page: Page) -> tuple[str, ...]:
    """Return the names of a page's authors."""
    return tuple(person.name for person in page.frontmatter.authors)


def _usual(values: Sequence[T]) -> T | None:
    """Return what more than half of several pages have."""
    if len(values) < _SEVERAL:
        return None
    value, count = Counter(values).most_common(1)[0]
    return value if 2 * count > len(values) else None


def week_entries(navigation: Navigation) -> list[Place]:
    """Return the groups of the toc that get a generated page."""
    return [p for p in navigation.places.values() if _is_week(p.entry)]


def sidebar(navigation: Navigation, url: str) -> list[SidebarItem]:
    """Return the sidebar of a page: all of a small toc, the branch of a large one.

    Other weeks would be a tenth of a lesson's size. The front page is not in it: the title of the
    course, at the top, links to it.
    """
    place = navigation.places.get(url)
    branch = {id(entry) for entry in (*place.ancestors, place.entry)} if place else set()
    inside = place is not None and bool(place.ancestors or place.entry.children)
    whole = navigation.size <= (WHOLE_SIDEBAR if inside else WHOLE_ASIDE)
    return [
        _sidebar_item(entry, branch, url, whole=whole)
        for entry in _near(navigation.top(), branch, whole=whole)
    ]


def split_label(title: str) -> tuple[str, str]:
    """Return ``("Week 1", "Neurons")`` for ``Week 1 - Neurons``; no label if there is none."""
    match = _NUMBERED.fullmatch(title.strip())
    return (match[1], match[2]) if match else ("", title)


def _entry(entry: TocEntry, project: Project, published: Published, *, inside: bool) -> Entry:
    label, title = split_label(entry.title)
    page = project.page(entry.path)
    if number := project.page_enumerators.get(entry.path, ""):
        title = f"{number} {title}"
    item = Entry(
        title=title,
        label=label,
        url=entry.url,
        path=entry.path,
        external=entry.external,
        lesson=inside and page is not None and is_lesson(page, project),
        teaches=page is not None and is_lesson(page, project),
        language=_foreign(page, project),
        kind=kind_of(page) if page and is_lesson(page, project) else "",
        description=page.frontmatter.description if page else "",
        figure=first_figure((image.path for image in page.facts.images), published) if page else "",
        time=time_required(page, project) if page else TimeRequired(),
        videos=len(page.facts.videos) if page else 0,
    )
    children = tuple(_entry(child, project, published, inside=True) for child in entry.children)
    return _summed(replace(item, children=children)) if children else item


def first_figure(paths: Iterable[str], published: Published) -> str:
    """Return the first of these images that is not an icon or badge; empty if there is none."""
    for path in paths:
        picture = published.pictures.get(path)
        if picture and picture.height and (picture.width or 0) >= _SMALLEST_FIGURE:
            return path
    return ""


def _foreign(page: Page | None, project: Project) -> str:
    """Return the language of a title, of a page or a group, that is not in that of the site."""
    variants = project.variants
    if page:
        language = page.frontmatter.language or page.source.language
    else:
        language = variants.borrowed(variants.current.own_toc) if variants else ""
    return language if language and language != project.site.options.language else ""


def _with_lessons(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the entries with lessons only where they are.

    Where weeks are numbered, in them; else in every group; in a course without groups, all pages.
    """
    if not any(entry.children for entry in entries):
        return tuple(replace(entry, lesson=entry.teaches and entry.url != "/") for entry in entries)
    if not any(entry.label and entry.children for entry in entries):
        return entries
    return tuple(entry if entry.label else _without_lessons(entry) for entry in entries)


def _without_lessons(entry: Entry) -> Entry:
    children = tuple(_without_lessons(child) for child in entry.children)
    return replace(entry, lesson=False, lessons=0, children=children)


def _flat_toc(toc: Sequence[TocEntry]) -> Iterator[TocEntry]:
    for entry in toc:
        yield entry
        yield from _flat_toc(entry.children)


def _summed(entry: Entry) -> Entry:
    below = entry.children
    return replace(
        entry,
        figure=entry.figure or next((child.figure for child in below if child.figure), ""),
        time=entry.time + total(child.time for child in below),
        videos=entry.videos + sum(child.videos for child in below),
        lessons=sum(child.lessons + child.lesson for child in below),
    )


def _week_url(entry: TocEntry, taken: set[str]) -> str:
    """Return an address for a group that no page, redirect or other group has; else none."""
    url = f"/{html_id(entry.title)}/"
    if url == "//" or url in taken:
        return ""
    taken.add(url)
    return url


def _slashed(url: str) -> str:
    return f"/{url.strip('/')}/"


def _is_week(entry: Entry) -> bool:
    return bool(entry.children and entry.url and not entry.path and not entry.external)


def _flat(
    entries: Sequence[Entry], above: tuple[Entry, ...]
) -> Iterator[tuple[Entry, tuple[Entry, ...], int]]:
    number = 0
    for entry in entries:
        number += bool(entry.path)
        yield entry, above, number
        yield from _flat(entry.children, (*above, entry))


def _places(entries: Sequence[Entry]) -> list[Place]:
    listed = [item for item in _flat(entries, ()) if item[0].url and not item[0].external]
    pages = [entry for entry, _, _ in listed if entry.path]
    order = {id(entry): index for index, entry in enumerate(pages)}
    weeks = {id(entry): _bare((above or (entry,))[0]) for entry, above, _ in listed}
    places = []
    after = 0
    for entry, above, number in listed:
        index = order.get(id(entry))
        after = after if index is None else index + 1
        previous = pages[after - 1 - (index is not None)] if after > (index is not None) else None
        following = pages[after] if after < len(pages) else None
        places.append(
            Place(
                entry=entry,
                ancestors=above,
                number=number,
                previous=previous,
                following=following,
                previous_week=_other_week(previous, entry, weeks),
                following_week=_other_week(following, entry, weeks),
            )
        )
    return places


def _other_week(neighbour: Entry | None, entry: Entry, weeks: Mapping[int, Entry]) -> Entry | None:
    week, own = weeks.get(id(neighbour)), weeks.get(id(entry))
    return week if week and week.label and not (own and week.label == own.label) else None


def _bare(entry: Entry) -> Entry:
    """Return the entry alone: a page that showed what is below would grow with the course."""
    return replace(entry, children=()) if entry.children else entry


def _sidebar_item(entry: Entry, branch: set[int], url: str, *, whole: bool) -> SidebarItem:
    inside = id(entry) in branch
    children = entry.children if whole or inside or not entry.url else ()
    return SidebarItem(
        entry=_bare(entry),
        current=entry.url == url,
        open=inside and bool(children),
        folded=bool(entry.children and not children),
        children=tuple(
            _sidebar_item(child, branch, url, whole=whole)
            for child in _near(children, branch, whole=whole)
        ),
    )


def _near(entries: Sequence[Entry], branch: set[int], *, whole: bool) -> Sequence[Entry]:
    """Return the entries around the branch, so that no page shows thousands."""
    if whole or len(entries) <= 2 * _WINDOW:
        return entries
    here = next((index for index, entry in enumerate(entries) if id(entry) in branch), 0)
    first = max(0, min(here - _WINDOW, len(entries) - 2 * _WINDOW))
    return entries[first : first + 2 * _WINDOW]
