"""What a course needs from the network, found in its pages."""

from pathlib import Path

from msgspec import Struct, field

from neuromatch_site.bibliography.locked_citations import LOCKED
from neuromatch_site.cache.page_cache import BuildCache
from neuromatch_site.config import load_config
from neuromatch_site.config.project import Reference
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.model.course import Page
from neuromatch_site.pipeline.read_page import read_context, read_page
from neuromatch_site.readers.bibliography import load_bibliography
from neuromatch_site.readers.toc import load_toc
from neuromatch_site.urls import bare_doi


class VideoNeed(Struct, frozen=True):
    """A video at a provider."""

    key: str
    """``youtube:87z6OR7-DBI``."""
    url: str
    position: Position


class Needs(Struct, kw_only=True):
    """What a course needs from the network, each with its first position."""

    dois: dict[str, Position] = field(default_factory=dict)
    """DOIs in lower case that the course cites and its own bibliography does not contain."""
    described: set[str] = field(default_factory=set)
    """DOIs in lower case of works in its bibliography: they can be in the lock, too."""
    videos: dict[str, VideoNeed] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    shared: dict[str, Position] = field(default_factory=dict)
    """URLs of files in the configuration."""


def find_needs(course: Path, diagnostics: Diagnostics, root: Path | None = None) -> Needs | None:
    """Return what the course needs; None, with a report, if there is no course to read."""
    files = CourseFiles.at(course, root)
    config = load_config(files, diagnostics)
    toc = load_toc(config, files, diagnostics) if config else None
    if config is None or toc is None:
        return None
    needs = Needs(references=list(config.project.references), shared=dict(config.remote))
    works = load_bibliography(config, files, Diagnostics())
    context = read_context(config, files, BuildCache(), solutions=True, executed={})
    for source in toc.sources:
        page = read_page(source, context)
        for fact in page.facts.cited:
            doi = bare_doi(fact.label).lower()
            work = works.find(fact.label)
            if work is not None and work.position.path != LOCKED:
                needs.described.add(work.item.get("DOI", doi).lower())
            elif doi:
                needs.dois.setdefault(doi, fact.position or Position(source.path))
        _add_videos(needs, page)
    return needs


def _add_videos(needs: Needs, page: Page) -> None:
    for fact in page.facts.videos:
        place = fact.position or Position(page.source.path)
        for provider in fact.providers:
            kind, identifier = provider.get("provider", ""), provider.get("id", "")
            if kind and identifier:
                key = f"{kind}:{identifier}"
                needs.videos.setdefault(key, VideoNeed(key, provider.get("url", ""), place))
