"""Courses found by coverage: ``pip install atheris``, then ``python tests/fuzz/guided.py -runs=N``.

``--file=references.bib`` (or any other file of a course) has that one found in place of a page.
Atheris has no wheel for every system, so this is a tool beside the suite and no part of it.
"""

import sys
import time
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]  # noqa: E402 - see above

with atheris.instrument_imports(include=["neuromatch_site", "markdown_it", "mdit_py_plugins"]):
    from courses import Course
    from fuzz.whole_site import SECONDS, hold_html, hold_messages

    from neuromatch_site.cache.page_cache import BuildCache
    from neuromatch_site.pipeline.context import BuildContext
    from neuromatch_site.pipeline.options import Options
    from neuromatch_site.pipeline.site import build_site
    from neuromatch_site.workers.progress import Progress

_MEMORY = BuildCache()
"""What does not change from one page to the next is done once: that is nearly all of a build."""
_COURSE = {"index.md": "# Front\n", "page.md": "# Page\n\n@a {cite:p}`b`\n"}


def check(folder: Path, name: str, data: bytes) -> None:
    """Hold a course with this file."""
    text = data[:2000].decode(errors="replace")
    course = Course.write(folder, {**_COURSE, name: text})
    start = time.process_time()
    built = build_site(course.folder, BuildContext(Options(jobs=1), Progress(), _MEMORY))
    assert time.process_time() - start < 5 * SECONDS, "too slow, though its steps are counted"
    hold_messages(built)
    for artifact in built.artifacts:
        if artifact.path == "page/index.html" and isinstance(artifact.content, bytes):
            hold_html(artifact.content.decode())


if __name__ == "__main__":
    named = [word for word in sys.argv if word.startswith("--file=")]
    name = named[-1].partition("=")[2] if named else "page.md"
    others = [word for word in sys.argv if word not in named]
    with TemporaryDirectory() as scratch:
        atheris.Setup(others, partial(check, Path(scratch), name))
        atheris.Fuzz()
