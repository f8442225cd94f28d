"""``run``: diagrams in words -> pictures in ``lock/diagrams/``, drawn by programs of their own.

Mermaid's words are drawn by ``mmdc`` (npm: ``@mermaid-js/mermaid-cli``), which drives a Chromium;
graphs by ``dot`` (Graphviz). A picture is kept under a name that tells the words, so that what did
not change is not drawn again, and what did is not shown.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from neuromatch_site.cache.page_cache import BuildCache
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import OutsideCourseError
from neuromatch_site.model.ast.nodes import Diagram, Graphviz, Mermaid, Node
from neuromatch_site.model.ast.visit import select
from neuromatch_site.model.diagrams import FOLDER, diagram_file
from neuromatch_site.pipeline.browser import installed_browser
from neuromatch_site.pipeline.execute.lock_outputs import Put, left_over
from neuromatch_site.pipeline.read_course import SiteMap
from neuromatch_site.pipeline.read_page import read_context, read_page
from neuromatch_site.workers.progress import Progress

SECONDS = 60
"""That drawing one diagram may take."""
_MARKS = (b"mermaid", b"graphviz", b"include")
"""A page without these has no diagram."""
_PROGRAMS = {
    Mermaid.type: ("mmdc", "run `npm install -g @mermaid-js/mermaid-cli`, then this again"),
    Graphviz.type: (
        "dot",
        "install Graphviz (https://graphviz.org/download/), then run this again",
    ),
}
_LOOK = {"theme": "neutral", "htmlLabels": False, "flowchart": {"htmlLabels": False}}
"""Labels as text of SVG: HTML in a picture is shown by no browser that shows it as a picture."""
_FONTS = "Helvetica,Arial,sans-serif"
_WIDE_FONT = "DejaVu Sans"
"""By whose letters `dot` measures labels: readers with another font have room for them, too."""
_SIZE = re.compile(r"viewBox=\"[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)\"")
_WIDTH = re.compile(r"(<svg\b[^<>]*?) width=\"100%\"")


class Drawn(Struct):
    """What a run did, as counts of diagrams."""

    drawn: int = 0
    current: int = 0
    failed: int = 0


class _Located(Struct, frozen=True):
    node: Diagram
    path: str
    """Of its picture, from the course folder."""
    place: Position


class _DrawingError(Exception):
    """A program did not draw; the message is what it said."""


def draw_diagrams(
    site_map: SiteMap, jobs: int, progress: Progress, diagnostics: Diagnostics, put: Put
) -> Drawn:
    """Draw the diagrams that the lock has no picture of, and remove pictures of none.

    A diagram that cannot be drawn is reported, and is shown as text.
    """
    diagrams = {one.path: one for one in _diagrams(site_map)}
    missing = [one for one in diagrams.values() if not site_map.files.has(f"/{one.path}")]
    wanted = [one for one in missing if shutil.which(_PROGRAMS[one.node.type][0])]
    result = Drawn(current=len(diagrams) - len(missing))
    _report_programs([one for one in missing if one not in wanted], diagnostics)
    with ThreadPoolExecutor(max(jobs, 1)) as pool:
        pictures = [pool.submit(_draw, one.node) for one in wanted]
        pairs = zip(wanted, pictures, strict=True)
        for one, picture in progress.over(pairs, "diagrams", len(wanted)):
            try:
                put(one.path, picture.result())
                result.drawn += 1
            except _DrawingError as error:
                message = f"this diagram cannot be drawn: {error}"
                diagnostics.report(Rule.DIAGRAM_DRAWN, one.place, message)
                result.failed += 1
    for path in left_over(FOLDER, diagrams, site_map.files):
        put(path, b"")
    return result


def check_diagrams(site_map: SiteMap, diagnostics: Diagnostics) -> int:
    """Report the diagrams without a picture, where others of their kind have one.

    Return how many, with pictures of no diagram. With such a picture any diagram may have changed.
    """
    diagrams = {one.path: one for one in _diagrams(site_map)}
    there = [path for path in diagrams if site_map.files.has(f"/{path}")]
    stale = left_over(FOLDER, diagrams, site_map.files)
    kinds = {diagrams[path].node.type for path in there} | (set(_PROGRAMS) if stale else set())
    drawn = [one for one in diagrams.values() if one.node.type in kinds]
    missing = [one for one in drawn if one.path not in there]
    hint = "run `neuromatch-site run`"
    for one in missing:
        message = "this diagram has changed since diagrams were drawn"
        diagnostics.report(Rule.OUTPUTS_CURRENT, one.place, message, hint)
    for path in stale:
        message = "no page has the diagram of this picture any more"
        diagnostics.report(Rule.OUTPUTS_CURRENT, Position(path), message, hint)
    return len(stale) + len(missing)


def _diagrams(site_map: SiteMap) -> Iterator[_Located]:
    files = site_map.files
    context = read_context(site_map.config, files, BuildCache(), solutions=True, executed={})
    for source in site_map.toc.sources:
        try:
            file = files.find(source.path)
            content = file.read_bytes() if file else b""
        except (OSError, OutsideCourseError):
            continue
        if any(mark in content for mark in _MARKS):
            yield from _of_tree(read_page(source, context).content, source.path)


def _of_tree(content: Node, path: str) -> Iterator[_Located]:
    for node in select(content, Diagram):
        yield _Located(node, diagram_file(node), node.position or Position(path))


def _report_programs(undrawn: Sequence[_Located], diagnostics: Diagnostics) -> None:
    """Report each program that is not installed, at the first diagram that needs it."""
    for kind, (program, hint) in _PROGRAMS.items():
        waiting = [one for one in undrawn if one.node.type == kind]
        if waiting:
            more = f" (and {len(waiting) - 1} more)" if len(waiting) > 1 else ""
            message = f"`{program}` is not installed, so this diagram is shown as text{more}"
            diagnostics.report(Rule.DIAGRAM_DRAWN, waiting[0].place, message, hint)


def _draw(node: Diagram) -> bytes:
    """Return the picture of a diagram. Raises ``_DrawingError``."""
    text = _drawn_by_dot(node.value) if isinstance(node, Graphviz) else _drawn_by_mmdc(node.value)
    found = _SIZE.search(text)
    if found is None:
        raise _DrawingError("the program gave no picture")
    sized = _WIDTH.sub(rf'\1 width="{found[1]}" height="{found[2]}"', text, count=1)
    return sized.encode()


def _drawn_by_dot(text: str) -> str:
    fonts = [f"-{kind}fontname={_WIDE_FONT}" for kind in "GNE"]  # a graph may name its own
    drawn = _run(["dot", "-Tsvg", "-Gbgcolor=white", *fonts], text)
    return drawn.replace(f'font-family="{_WIDE_FONT}"', f'font-family="{_FONTS}"')


def _drawn_by_mmdc(text: str) -> str:
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "diagram.mmd").write_text(text, encoding="utf-8")
        (place / "look.json").write_text(json.dumps(_LOOK), encoding="utf-8")
        browser = {"args": ["--no-sandbox"]} if _is_root() else {}
        (place / "browser.json").write_text(json.dumps(browser), encoding="utf-8")
        options = ["--configFile", "look.json", "--puppeteerConfigFile", "browser.json"]
        files = ["--input", "diagram.mmd", "--output", "diagram.svg"]
        _run(["mmdc", "--quiet", *files, *options], "", place)
        try:
            return (place / "diagram.svg").read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise _DrawingError("`mmdc` wrote no picture") from error


def _is_root() -> bool:
    """Return whether Chromium would refuse its sandbox."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _run(command: Sequence[str], text: str, folder: Path | None = None) -> str:
    browser = installed_browser()
    env = {**({"PUPPETEER_EXECUTABLE_PATH": browser} if browser else {}), **os.environ}
    env["SERVER_NAME"] = "neuromatch-site"  # Graphviz then reads no files that a graph names
    program = shutil.which(command[0]) or command[0]
    try:
        done = subprocess.run(  # noqa: S603  a program that the user installed for this
            [program, *command[1:]],
            input=text,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=SECONDS,
            cwd=folder,
            env=env,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _DrawingError(f"`{command[0]}` did not end within {SECONDS} s") from error
    except OSError as error:
        raise _DrawingError(f"`{command[0]}` does not start: {error.strerror}") from error
    if done.returncode:
        said = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        raise _DrawingError(said[0][:300] if said else f"`{command[0]}` failed")
    return done.stdout
