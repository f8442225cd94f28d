"""Works that a course can cite: read from BibTeX and CSL-JSON, looked up by key or DOI."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from msgspec import Struct, field

from neuromatch_site.bibliography.csl import CslItem
from neuromatch_site.bibliography.csl_file import read_style
from neuromatch_site.bibliography.locked_citations import LOCKED, read_locked
from neuromatch_site.bibliography.sources import read_source
from neuromatch_site.bibliography.style import APA, CitationStyle
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.urls import bare_doi


class Work(Struct, frozen=True):
    """A work, and the position of its description."""

    item: CslItem
    position: Position
    broken: bool = False
    """Its entry cannot be parsed; this has been reported."""


Read = Callable[[Source, Diagnostics], list[Work]]


class Bibliography(Struct, frozen=True):
    """All works that the course can cite."""

    works: Mapping[str, Work] = field(default_factory=dict)
    """By key; a work that is only in the lock has its DOI in lower case as key."""
    dois: Mapping[str, str] = field(default_factory=dict)
    """DOI in lower case -> key."""
    style: CitationStyle = APA
    """The citation style."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """The files that were read: path from the course folder -> digest; empty for a missing file."""
    broken: frozenset[str] = frozenset()
    """Keys of entries that were left out; this has been reported."""

    def find(self, label: str) -> Work | None:
        """Return the work of a key, a DOI or a doi.org address."""
        if work := self.works.get(label):
            return work
        doi = bare_doi(label).lower()
        return self.works.get(self.dois.get(doi, "")) if doi else None


def read_bibliography(
    files: CourseFiles,
    paths: Sequence[str] | None,
    diagnostics: Diagnostics,
    *,
    style: str = "apa",
    language: str = "en",
    read: Read | None = None,
) -> Bibliography:
    """Return the works of the files (``.bib`` or CSL ``.json``) and of the lock.

    Without ``paths`` every ``.bib`` file of the course is read, as in mystmd. Of duplicate keys the
    first one is used; an author's entry takes precedence over the lock's. ``style`` and
    ``numbered`` are ``site.options.citation_style`` and the language of the course; ``read`` is
    ``read_works`` or a cached version of it.
    """
    digests: dict[str, str] = {}
    works: dict[str, Work] = {}
    broken: set[str] = set()
    if paths is None:
        paths = [path for path in files.tree().walk() if path.endswith(".bib")]
    for path in paths:
        source = read_source(files, path, digests, diagnostics)
        for work in (read or read_works)(source, diagnostics) if source else ():
            if work.broken:
                broken.add(work.item["id"])
            else:
                _add_work(works, work, diagnostics)
    dois: dict[str, str] = {}
    for key, work in works.items():
        if doi := work.item.get("DOI"):
            dois.setdefault(doi.lower(), key)
    for doi, work in _locked(files, digests, diagnostics):
        if doi not in dois and doi not in works:
            works[doi] = work
            dois[doi] = doi
    citation_style = read_style(files, style, digests, diagnostics, language)
    return Bibliography(works, dois, citation_style, digests, frozenset(broken))


def unused(bibliography: Bibliography, cited: Collection[str]) -> Iterator[Work]:
    """Yield the works that are never cited, by key or by DOI, in the order of the files."""
    used = {work.item["id"] for label in cited if (work := bibliography.find(label))}
    return (work for key, work in bibliography.works.items() if key not in used)


def _add_work(works: dict[str, Work], work: Work, diagnostics: Diagnostics) -> None:
    first = works.setdefault(work.item["id"], work)
    if first is not work:
        message = f"duplicate key `{work.item['id']}`; the first entry is used"
        hint = f"the first is at {first.position}"
        diagnostics.report(Rule.CITATION_IS_UNIQUE, work.position, message, hint)


def read_works(source: Source, diagnostics: Diagnostics) -> list[Work]:
    """Return the works of a file, BibTeX or CSL-JSON."""
    if source.path.endswith(".json"):
        from neuromatch_site.bibliography.csl_json import read_csl_json

        return [Work(item, place) for item, place in read_csl_json(source, diagnostics)]
    from neuromatch_site.bibliography.bibtex import read_bibtex
    from neuromatch_site.bibliography.bibtex_item import inherit, item_of

    entries = read_bibtex(source, diagnostics)
    inherit({entry.key: entry for entry in entries})
    return [Work(item_of(entry), entry.position, entry.broken) for entry in entries]


def _locked(
    files: CourseFiles, digests: dict[str, str], diagnostics: Diagnostics
) -> list[tuple[str, Work]]:
    source = read_source(files, LOCKED, digests, diagnostics, optional=True)
    if source is None:
        return []
    locked_works = read_locked(source, diagnostics)
    return [(doi, Work(item, place)) for doi, (item, place) in locked_works.items()]
