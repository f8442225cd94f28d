"""Build a course in this process, and end it at once if it reaches for what it must not touch."""

import json
import os
import sys
from pathlib import Path

ACTS = {
    "socket.connect",
    "socket.getaddrinfo",
    "subprocess.Popen",
    "os.exec",
    "os.system",
    "os.posix_spawn",
}
"""What no build does while it reads a course: programs, and the network."""
_READS = {"open", "os.listdir", "os.scandir"}


def watch(forbidden: str) -> None:
    """Leave with 99 at anything in ``ACTS``, and when a file below ``forbidden`` is opened."""

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in ACTS:
            _end(event)
        if event in _READS and arguments and isinstance(arguments[0], (str, bytes, os.PathLike)):
            path = os.path.realpath(os.fsdecode(arguments[0]))
            if path.startswith(forbidden) or path.endswith(".pipe"):
                _end(f"{event}: {path}")

    sys.addaudithook(hook)


def _end(why: str) -> None:
    os.write(2, f"reached for {why}\n".encode())
    os._exit(99)


def main(course: str, forbidden: str) -> None:
    """Build the course; print its messages, then the files of its site as JSON."""
    from neuromatch_site.cache.page_cache import BuildCache
    from neuromatch_site.pipeline.context import BuildContext
    from neuromatch_site.pipeline.options import Options
    from neuromatch_site.pipeline.site import build_site
    from neuromatch_site.workers.progress import Progress

    watch(forbidden)
    built = build_site(Path(course), BuildContext(Options(), Progress(), BuildCache()))
    for one in built.diagnostics:
        sys.stdout.write(f"{one.position}: {one.severity}: {one.message} [{one.rule.id}]\n")
    whole = {}
    for artifact in built.artifacts:
        content = artifact.content
        data = content if isinstance(content, bytes) else content.read_bytes()
        whole[artifact.path] = data.decode("latin-1")
    sys.stdout.write(json.dumps(whole))
