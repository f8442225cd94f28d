"""The context of a build, passed to every step."""

from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Executor

from msgspec import Struct, field

from neuromatch_site.cache.page_cache import BuildCache
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import PageFacts
from neuromatch_site.pipeline.options import Options
from neuromatch_site.postprocess.search import Indexing
from neuromatch_site.workers.pool import SpawnExecutor, Workers
from neuromatch_site.workers.progress import Progress


class OpenPages(Struct, frozen=True):
    """The pages that are open in browsers while the site is built again."""

    urls: Callable[[], Collection[str]]
    """Return their URLs: these pages are rendered before all others."""
    show: Callable[[Sequence[Artifact]], None]
    """Take the files of these pages, and what they need, as soon as they are made."""


NO_PREVIEW = OpenPages(tuple, lambda _: None)


class BuildContext(Struct, frozen=True):
    """What every step of a build is given, beside what it works on."""

    options: Options = field(default_factory=Options)
    """What the command line says."""
    progress: Progress = field(default_factory=Progress)
    cache: BuildCache = field(default_factory=BuildCache)
    """What earlier builds worked out."""
    preview: OpenPages = NO_PREVIEW
    cluster: Executor | None = None
    """What reads and renders the pages, in place of processes of this machine."""
    spawned: SpawnExecutor | None = None
    """Processes of this machine, where none can fork."""
    originals: Mapping[str, PageFacts] = {}
    """Of a translation: the pages of the original, by path."""
    search: Indexing | None = None
    """The search index: it is given each page as soon as it is rendered."""

    @property
    def workers(self) -> Workers:
        """Who works on the pages."""
        return Workers(self.options.jobs, self.cluster, self.spawned)
