"""A conference -> its generated pages: editions, days of large ones, talks.

They are read and rendered like pages with a file. URLs: ``2020-3/``, ``2020-3/2020-10-26/``,
``2020-3/<talk>/`` below the page with the template ``conference``.
"""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from neuromatch_site.config.conference import Edition
from neuromatch_site.config.markdown_text import MarkdownText
from neuromatch_site.config.moments import day_in_zone, in_zone
from neuromatch_site.config.names import parse_name
from neuromatch_site.config.page import PageFrontmatter
from neuromatch_site.config.people import Person
from neuromatch_site.config.programme import Talk
from neuromatch_site.config.speakers import Speaker
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.media.video_providers import find_video
from neuromatch_site.model.conference import (
    BOOK,
    CONFERENCE,
    EDITION,
    PROGRAMME,
    TALK,
    book_pages,
    poster_pages,
    talks_by_day,
)
from neuromatch_site.model.course import CourseData, Page, PageSource
from neuromatch_site.model.generated import GeneratedPage
from neuromatch_site.model.written_dates import day as written_day

ON_ONE_PAGE = 300
"""Limit on talks on the page of an edition; with more, each day has a page."""
_PICTURES = (".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif")
_MARKS = re.compile(r"[*_`$]+|\[([^\[\]]*)\]\([^()]*\)|<[^<>]*>")
_LONGEST = 200
"""Letters of a description."""


def conference_pages(data: CourseData, pages: Sequence[Page], language: str) -> list[GeneratedPage]:
    """Return the pages of the conference; none if no page of the course shows it.

    Days in their titles are written in ``language``.
    """
    front = next((page for page in pages if page.frontmatter.template == CONFERENCE), None)
    if front is None:
        return []
    own = {
        str(page.frontmatter.site.get("edition") or "")
        for page in pages
        if page.frontmatter.template == EDITION
    }
    taken = {page.source.url for page in pages}
    base, index = front.source.url.removesuffix(".html").rstrip("/"), len(pages)
    generated: list[GeneratedPage] = []
    for edition in data.conference.editions:
        for page in _of_edition(edition, base, language, has_page=edition.id in own):
            if page.source.url not in taken:
                taken.add(page.source.url)
                generated.append(_at(page, index + len(generated)))
    return generated


def _at(page: GeneratedPage, index: int) -> GeneratedPage:
    return replace(page, source=replace(page.source, index=index))


def _of_edition(
    edition: Edition, base: str, language: str, *, has_page: bool
) -> Iterator[GeneratedPage]:
    if not (has_page or (edition.page and not edition.has_details)):
        yield _generated_page(
            f"{base}/{edition.id}/",
            PageFrontmatter(
                title=edition.name,
                description=summary(edition.description),
                date=edition.start,
                template=EDITION,
                site={"edition": edition.id},
            ),
            edition.position,
            [edition.description] if edition.description else [],
            _programme_lines(edition, edition.programme.talks, base),
        )
    talks = edition.programme.talks
    if len(talks) > ON_ONE_PAGE:
        by_day = {**talks_by_day(edition), **poster_pages(edition)}
        for day, of_day in by_day.items():
            yield _generated_page(
                f"{base}/{edition.id}/{day}/",
                PageFrontmatter(
                    title=f"{edition.name}: {written_day(day, language)}",
                    template=PROGRAMME,
                    site={"edition": edition.id, "day": day},
                ),
                edition.position,
                facts=_programme_lines(edition, of_day, base),
            )
    for talk in talks:
        if talk.has_page:
            yield _talk(talk, edition, base)
    for number, (name, of_day) in enumerate(book_pages(edition).items(), 1):
        yield _generated_page(
            f"{base}/{edition.id}/{name}/",
            PageFrontmatter(
                title=f"{edition.name}: abstracts" + (f", {number}" if number > 1 else ""),
                date=edition.start,
                template=BOOK,
                nosearch=True,
                hide_outline=True,
                site={"edition": edition.id, "book": name},
            ),
            edition.position,
            facts="\n\n".join(_abstract_text(talk, edition) for talk in of_day),
        )


def _generated_page(
    url: str,
    frontmatter: PageFrontmatter,
    position: Position,
    texts: Sequence[MarkdownText] = (),
    facts: str = "",
) -> GeneratedPage:
    path = url.strip("/").replace("/", ".") + ".data.md"
    source = PageSource(path=path, url=url, index=0, title=frontmatter.title, data=position.path)
    return GeneratedPage(source=source, frontmatter=frontmatter, texts=tuple(texts), facts=facts)


def _talk(talk: Talk, edition: Edition, base: str) -> GeneratedPage:
    day = day_in_zone(talk.start, edition.zone) if talk.start else edition.start
    frontmatter = PageFrontmatter(
        title=talk.title,
        description=summary(talk.abstract),
        authors=tuple(_author_of(speaker) for speaker in talk.speakers),
        date=day,
        doi=talk.doi,
        keywords=talk.keywords,
        language=talk.language,
        template=TALK,
        site={"edition": edition.id, "talk": talk.slug},
    )
    url = f"{base}/{edition.id}/{talk.slug}/"
    return _generated_page(
        url, frontmatter, talk.position, list(_texts(talk)), _facts(talk, edition)
    )


def _facts(talk: Talk, edition: Edition) -> str:
    facts = [talk.names, _when(talk, edition), talk.place, talk.kind, talk.url]
    return "\n".join(f"- {fact}" for fact in facts if fact)


def _abstract_text(talk: Talk, edition: Edition) -> str:
    """Return a talk as it stands in the book of abstracts, in Markdown."""
    abstract = talk.abstract.text.strip() if talk.abstract else ""
    return f"## {_escaped_line(talk.title)}\n\n{_facts(talk, edition)}\n\n{abstract}"


def _when(talk: Talk, edition: Edition) -> str:
    """Return when a talk is, by the clocks of the edition; empty for one without a time."""
    if not talk.start:
        return ""
    start = f"{in_zone(talk.start, edition.zone):%Y-%m-%d %H:%M}"
    end = f"–{in_zone(talk.end, edition.zone):%H:%M}" if talk.end else ""
    return f"{start}{end} {edition.zone}"


def _programme_lines(edition: Edition, talks: Sequence[Talk], base: str) -> str:
    """Return the talks as a list in Markdown."""
    lines = []
    for talk in talks:
        title = " ".join(talk.title.split()).replace("[", "(").replace("]", ")")
        name = f"[{title}]({base}/{edition.id}/{talk.slug}.md)" if talk.has_page else title
        status = "" if talk.status == "confirmed" else talk.status
        rest = (talk.names, _when(talk, edition), talk.place, talk.kind, status)
        lines.append(f"- {', '.join(part for part in (name, *rest) if part)}")
    return "\n".join(lines)


def _author_of(speaker: Speaker) -> Person:
    name = parse_name(speaker.name)
    return Person(
        id=speaker.id or speaker.name,
        name=name.literal,
        given=name.given,
        family=name.family,
        orcid=speaker.orcid,
        url=speaker.url if "://" in speaker.url else "",
    )


def _texts(talk: Talk) -> Iterator[MarkdownText]:
    """Yield the parts of a talk's page in Markdown: recording, abstract, slides, links."""
    place = talk.position
    if talk.video:
        if find_video(talk.video):
            options = f":title: {_escaped_line(talk.title)}\n"
            yield MarkdownText(f":::{{iframe}} {talk.video}\n{options}:::", place)
        else:
            yield MarkdownText(f"[Recording](<{_from_course(talk.video)}>)", place)
    if talk.abstract:
        yield talk.abstract
    for speaker in talk.speakers:
        if speaker.bio:
            yield MarkdownText(f"**{_escaped_line(speaker.name)}**", place)
            yield speaker.bio
    if talk.poster.lower().endswith(_PICTURES):
        yield MarkdownText(
            f"![Poster: {_escaped_line(talk.title)}](<{_from_course(talk.poster)}>)", place
        )
    links = [
        *([("Slides", talk.slides)] if talk.slides else []),
        *([("Poster", talk.poster)] if talk.poster else []),
        *((link.title, link.url) for link in talk.links),
        *([(f"doi:{talk.doi}", f"https://doi.org/{talk.doi}")] if talk.doi else []),
    ]
    if links:
        lines = (f"- [{_escaped_line(title)}](<{_from_course(url)}>)" for title, url in links)
        yield MarkdownText("\n".join(lines), place)


def _from_course(url: str) -> str:
    """Return the URL; a path counts from the course folder."""
    return url if "://" in url or url.startswith(("/", "#", "mailto:")) else f"/{url}"


def _escaped_line(text: str) -> str:
    return " ".join(re.sub(r"([\[\]\\`*_<>$])", r"\\\1", text).split())


def summary(text: MarkdownText | None) -> str:
    """Return the beginning of a text without markup, cut between words."""
    if text is None:
        return ""
    plain = " ".join(_MARKS.sub(lambda match: match[1] or "", text.text).split())
    if len(plain) <= _LONGEST:
        return plain
    return plain[:_LONGEST].rpartition(" ")[0].rstrip(",;:.") + "…"
