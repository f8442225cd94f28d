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
    """The pages that are open in browsers during a preview."""

    urls: Callable[[], Collection[str]]
    """Return their URLs: these pages are rendered before all others."""
    show: Callable[[Sequence[Artifact]], None]
    """Takes the files of these pages, and those they need, as soon as they are rendered."""


NO_PREVIEW = OpenPages(tuple, lambda _: None)


class BuildContext(Struct, frozen=True):
    """The input of every step of a build, besides the course."""

    options: Options = field(default_factory=Options)
    """The command line options."""
    progress: Progress = field(default_factory=Progress)
    cache: BuildCache = field(default_factory=BuildCache)
    """Results of earlier builds."""
    preview: OpenPages = NO_PREVIEW
    cluster: Executor | None = None
    """Reads and renders the pages, instead of processes of this machine."""
    spawned: SpawnExecutor | None = None
    """Processes of this machine, if it cannot fork."""
    originals: Mapping[str, PageFacts] = {}
    """For a translation: the pages of the original, by path."""
    search: Indexing | None = None
    """The search index, which gets each page as soon as it is rendered."""

    @property
    def workers(self) -> Workers:
        """The workers that read and render pages."""
        return Workers(self.options.jobs, self.cluster, self.spawned)
