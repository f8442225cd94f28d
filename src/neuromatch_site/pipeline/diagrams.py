"""``run``: Mermaid and Graphviz diagrams -> pictures in ``lock/diagrams/``.

Mermaid is rendered by ``mermaidx`` (pip: the extra ``diagrams``), which contains Mermaid and a
JavaScript engine, or else by ``mmdc`` (npm: ``@mermaid-js/mermaid-cli``), which runs a Chromium;
graphs by ``dot`` (Graphviz). The name of a picture is derived from its source, so that unchanged
diagrams are not rendered again, and outdated pictures are not shown.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from neuromatch_site.cache.page_cache import BuildCache
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.extras import install_command
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError
from neuromatch_site.model.ast.nodes import Diagram, Graphviz, Mermaid, Node
from neuromatch_site.model.ast.visit import select
from neuromatch_site.model.diagrams import FOLDER, diagram_file
from neuromatch_site.pipeline.browser import installed_browser
from neuromatch_site.pipeline.execute.lock_outputs import Put, left_over
from neuromatch_site.pipeline.read_course import SiteMap
from neuromatch_site.pipeline.read_page import read_context, read_page
from neuromatch_site.workers.progress import Progress

SECONDS = 60
"""Time limit for one diagram."""
_MARKS = (b"mermaid", b"graphviz", b"include")
"""A page without these has no diagram."""
_MISSING = {
    Mermaid.type: ("Mermaid", f"run `{install_command('diagrams')}`, then this again"),
    Graphviz.type: (
        "graphs",
        "install Graphviz (https://graphviz.org/download/), then run this again",
    ),
}
"""What is drawn, and how to get what draws it."""
_LOOK = {
    "theme": "neutral",
    "htmlLabels": False,
    "flowchart": {"htmlLabels": False},
    "themeCSS": ".edgeLabel rect { opacity: 1 }",
}
"""Labels as text of SVG: HTML in a picture is shown by no browser that shows it as a picture.
No line goes through the words on it."""
_FONTS = "Helvetica,Arial,sans-serif"
_WIDE_FONT = "DejaVu Sans"
"""By whose letters `dot` measures labels: readers with another font have room for them, too."""
_SIZE = re.compile(r"viewBox=\"[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)\"")
_LINE = re.compile(r"\b(?:on|in) line (\d{1,6})\b")
_LINES = re.compile(r"\S.*")
_RAISED = re.compile(
    r"^RuntimeError: (?:Mermaid rendering failed: )?(?:Error: )?(.+)", re.MULTILINE
)
"""What a program in Python said last."""
_PLACES = re.compile(r' (?:d|points|transform)="[^"]*"')
_LONG = re.compile(r"\d+\.\d{3,}(?!\d|e)")
_WIDTH = re.compile(r"(<svg\b[^<>]*?) width=\"100%\"")


class DiagramCounts(Struct):
    """The result of a run, as numbers of diagrams."""

    new: int = 0
    current: int = 0
    failed: int = 0


class _Located(Struct, frozen=True):
    node: Diagram
    path: str
    """The path of its picture, from the course folder."""
    place: Position


class _DrawingError(Exception):
    """A program did not draw; the message is what it said."""


def draw_diagrams(
    site_map: SiteMap, jobs: int, progress: Progress, diagnostics: Diagnostics, put: Put
) -> DiagramCounts:
    """Render the diagrams without a picture in the lock, and remove unused pictures.

    A diagram that cannot be rendered is reported, and shown as text.
    """
    diagrams = {diagram.path: diagram for diagram in _diagrams(site_map)}
    missing = [item for item in diagrams.values() if not site_map.files.has(f"/{item.path}")]
    drawable = [diagram for diagram in missing if _program(diagram.node.type)]
    result = DiagramCounts(current=len(diagrams) - len(missing))
    _report_programs([diagram for diagram in missing if diagram not in drawable], diagnostics)
    with ThreadPoolExecutor(max(jobs, 1)) as pool:
        pictures = [pool.submit(_draw, diagram.node) for diagram in drawable]
        pairs = zip(drawable, pictures, strict=True)
        for diagram, picture in progress.over(pairs, "diagrams", len(drawable)):
            try:
                put(diagram.path, picture.result())
                result.new += 1
            except _DrawingError as error:
                message = f"this diagram cannot be drawn: {error}"
                place = _line_of_error(diagram, str(error), site_map.files)
                diagnostics.report(Rule.DIAGRAM_DRAWN, place, message)
                result.failed += 1
    for path in left_over(FOLDER, diagrams, site_map.files):
        put(path, b"")
    return result


def check_diagrams(site_map: SiteMap, diagnostics: Diagnostics) -> int:
    """Report diagrams without a picture, if others of their kind have one.

    Return their number, including unused pictures, whose diagrams have changed.
    """
    diagrams = {diagram.path: diagram for diagram in _diagrams(site_map)}
    there = [path for path in diagrams if site_map.files.has(f"/{path}")]
    stale = left_over(FOLDER, diagrams, site_map.files)
    kinds = {diagrams[path].node.type for path in there} | (set(_MISSING) if stale else set())
    expected = [diagram for diagram in diagrams.values() if diagram.node.type in kinds]
    missing = [diagram for diagram in expected if diagram.path not in there]
    hint = "run `neuromatch-site run`"
    for diagram in missing:
        message = "this diagram has changed since diagrams were drawn"
        diagnostics.report(Rule.OUTPUTS_CURRENT, diagram.place, message, hint)
    for path in stale:
        message = "no page uses this picture of a diagram any more"
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
    """Report each kind that nothing here draws, at the first diagram of it."""
    for kind, (name, hint) in _MISSING.items():
        waiting = [diagram for diagram in undrawn if diagram.node.type == kind]
        if waiting:
            more = f" (and {len(waiting) - 1} more)" if len(waiting) > 1 else ""
            message = (
                f"no program that renders {name} is installed, so this diagram is shown as text"
            )
            diagnostics.report(Rule.DIAGRAM_DRAWN, waiting[0].place, message + more, hint)


def _line_of_error(diagram: _Located, error_text: str, files: CourseFiles) -> Position:
    """Return the line of the page that a program complains about, else where the diagram begins."""
    words = diagram.node.value.strip("\n").split("\n")
    number = _LINE.search(error_text)
    file = files.find(diagram.place.path)
    # Mermaid does not count what it takes out before it reads: front matter and comments.
    if (
        number is None
        or file is None
        or diagram.place.cell
        or words[0] == "---"
        or "%%" in words[0]
    ):
        return diagram.place
    page = file.read_text("utf-8").split("\n")
    inside = range(diagram.place.line, len(page))
    first = next((n for n in inside if page[n].strip() == words[0].strip()), None)
    if first is None or int(number[1]) > len(words):
        return diagram.place
    return diagram.place._replace(line=first + int(number[1]), column=1)


def _program(kind: str) -> list[str]:
    """Return the command that draws a kind of diagram; empty where none is installed."""
    if kind == Mermaid.type and find_spec("mermaidx"):
        return [sys.executable, "-m", "mermaidx"]
    name = "mmdc" if kind == Mermaid.type else "dot"
    return [name] if shutil.which(name) else []


def _draw(node: Diagram) -> bytes:
    """Return the picture of a diagram. Raises ``_DrawingError``."""
    text = _drawn_by_dot(node.value) if isinstance(node, Graphviz) else _drawn_mermaid(node.value)
    match = _SIZE.search(text)
    if match is None:
        raise _DrawingError("the program produced no picture")
    sized = _WIDTH.sub(rf'\1 width="{match[1]}" height="{match[2]}"', text, count=1)
    return sized.encode()


def _drawn_by_dot(text: str) -> str:
    fonts = [f"-{kind}fontname={_WIDE_FONT}" for kind in "GNE"]  # a graph may name its own
    svg = _run(["dot", "-Tsvg", "-Gbgcolor=white", *fonts], text)
    return svg.replace(f'font-family="{_WIDE_FONT}"', f'font-family="{_FONTS}"')


def _drawn_mermaid(text: str) -> str:
    program = _program(Mermaid.type)
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "diagram.mmd").write_text(text, encoding="utf-8")
        (place / "look.json").write_text(json.dumps(_LOOK), encoding="utf-8")
        options = ["--quiet", "--input", "diagram.mmd", "--output", "diagram.svg"]
        options += ["-c", "look.json"]
        if program == ["mmdc"]:
            browser = {"args": ["--no-sandbox"]} if _is_root() else {}
            (place / "browser.json").write_text(json.dumps(browser), encoding="utf-8")
            options += ["--puppeteerConfigFile", "browser.json"]
        _run([*program, *options], "", place)
        try:
            svg = (place / "diagram.svg").read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise _DrawingError("the program produced no picture") from error
    return _PLACES.sub(
        lambda number: _LONG.sub(lambda long: f"{float(long[0]):.2f}", number[0]), svg
    )


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
        errors = _RAISED.findall(done.stderr)[-1:] or _LINES.findall(done.stderr)
        raise _DrawingError(errors[0][:300] if errors else f"`{command[0]}` failed")
    return done.stdout
