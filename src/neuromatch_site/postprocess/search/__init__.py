"""The search index of a site, made by pagefind's own program.

It is in ``pagefind/`` below the root of the site: ``pagefind.js`` and the chunks it loads. The
theme's search dialog imports that script; pagefind's own interface is left out. A large course
has several indexes, in ``pagefind/1/``, ``pagefind/2/`` ...: ``pagefind.js`` is then ours, loads
the first one and lists the others, and the dialog merges their results.

The indexed text of a page is that in ``data-pagefind-body``, without ``data-pagefind-ignore``.
Chinese, Japanese and Korean have no spaces between words, so their characters are indexed one
by one: the dialog puts spaces between them in queries (in quotes, they must be adjacent), and
removes these spaces from results.
"""

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.postprocess.addon_folder import AddonRecords
from neuromatch_site.postprocess.search.indexing import FAILURES, Indexing
from neuromatch_site.postprocess.search.pagefind import words_of

__all__ = ["Indexing", "index_site"]


def index_site(
    files: Sequence[Artifact],
    diagnostics: Diagnostics,
    old: Path | None = None,
    parts: Sequence[str] = (),
    indexing: Indexing | None = None,
) -> list[Artifact]:
    """Return the files of the search index of a site.

    The index of ``old``, the previous site, is reused if no page has changed and the records of
    ``indexing`` list it as ours. Failures are reported, and there is no index. ``parts`` are
    folders of other sites: each has its own index. ``indexing`` may have been started before.
    """
    records = indexing.records if indexing else AddonRecords()
    if indexing is not None and indexing.is_requested:
        return _index_files("", indexing, diagnostics)
    artifacts: list[Artifact] = []
    for part in ("", *parts):
        below = tuple(other for other in parts if other != part and other.startswith(part))
        with Indexing(old / part if old else None, records=records) as own:
            own.ask(
                replace(file, path=file.path.removeprefix(part))
                for file in files
                if file.path.startswith(part) and not (below and file.path.startswith(below))
            )
            artifacts += _index_files(part, own, diagnostics)
    return artifacts


def _index_files(part: str, indexing: Indexing, diagnostics: Diagnostics) -> list[Artifact]:
    try:
        return [replace(file, path=part + file.path) for file in indexing.files()]
    except FAILURES as error:
        diagnostics.report(
            Rule.SEARCH_INDEXED,
            Position("myst.yml"),
            f"could not build the search index: {words_of(error)}",
            "the site is written without it; install `pagefind[bin]` again",
        )
        return []
