"""What a cold build of a course cannot do without, part by part, in seconds of CPU.

    python bench/floor.py --course DIR

Each part is the least of five runs of what the libraries alone do of it: the parts that are ours
(MyST's directives, links between pages, templates) come on top.
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import process_time
from typing import TypeGuard

from pagefind_bin import get_executable
from samples import copy_course

from neuromatch_site.cache.page_cache import BuildCache
from neuromatch_site.config.markdown_syntax import MarkdownSyntax
from neuromatch_site.model.ast.nodes import Code, InlineMath, Math, Node
from neuromatch_site.model.ast.visit import walk
from neuromatch_site.myst.parser.grammar import grammar
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.site import build_site
from neuromatch_site.render.highlight import highlight
from neuromatch_site.transforms.katex import Formula, render
from neuromatch_site.workers.progress import Progress

ROOT = Path(__file__).resolve().parent.parent
_LIBRARIES = "click, yaml, jinja2, markdown_it, myst_parser.parsers.mdit, pygments.lexer, msgspec"
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".mp4")


def main() -> None:
    """Print the parts."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    course = ROOT.parent / "shared" / "courses" / "neuro4ml"
    parser.add_argument("--course", type=Path, default=course, help="a course with a myst.yml")
    given: Path = parser.parse_args().course
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch, "course")
        copy_course(given.resolve(), copy)
        site = Path(scratch, "site")
        command = [sys.executable, "-m", "neuromatch_site", "build", str(copy), "-o", str(site)]
        subprocess.run(command, check=True, capture_output=True)
        parts = _parts(copy, site, Path(scratch))
    print("| part | CPU, s |\n| - | -: |")
    for name, seconds in parts.items():
        print(f"| {name} | {seconds:.3f} |")
    print(f"| together | {sum(parts.values()):.3f} |")


def _parts(course: Path, site: Path, scratch: Path) -> dict[str, float]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(course.rglob("*.md"))]
    built = build_site(course, BuildContext(Options(jobs=1), Progress(), BuildCache()))
    pages = built.project.pages if built.project else ()
    nodes = [node for page in pages for node in walk(page.content)]
    formulas = [Formula(node.value, isinstance(node, Math)) for node in nodes if _is_math(node)]
    code = [(node.value, node.lang) for node in nodes if isinstance(node, Code)]
    pictures = [path for path in course.rglob("*") if path.suffix.lower() in _PICTURES]
    written = [path.read_bytes() for path in site.rglob("*") if path.suffix in (".html", ".json")]
    markdown = grammar(MarkdownSyntax())
    python = [sys.executable, "-c"]
    index = [str(get_executable()), "--site", str(site), "--output-path", str(scratch / "index")]
    return {
        "Python starts": (start := _child([*python, "pass"])),
        "libraries are imported": _child([*python, f"import {_LIBRARIES}"]) - start,
        f"markdown-it reads {len(texts)} pages": _here(lambda: [markdown.parse(t) for t in texts]),
        f"KaTeX reads {len(formulas)} formulas": _here(lambda: render(formulas, {})),
        f"Pygments reads {len(code)} listings": _here(
            lambda: [highlight(text, language) for text, language in code]
        ),
        f"{len(pictures)} pictures are hashed": _here(lambda: [_digest(path) for path in pictures]),
        f"... and copied: {sum(p.stat().st_size for p in pictures) / 1e6:.0f} MB": _here(
            lambda: [shutil.copyfile(path, scratch / "copied") for path in pictures]
        ),
        f"{sum(map(len, written)) / 1e6:.1f} MB of pages are written": _here(
            lambda: [(scratch / "written").write_bytes(content) for content in written]
        ),
        "pagefind makes its index": _child([*index, "--silent"]),
    }


def _is_math(node: Node) -> TypeGuard[Math | InlineMath]:
    return isinstance(node, Math | InlineMath)


def _digest(path: Path) -> str:
    return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()


def _here(work: Callable[[], object]) -> float:
    times = []
    for _ in range(5):
        began = process_time()
        work()
        times.append(process_time() - began)
    return min(times)


def _child(command: list[str]) -> float:
    times = []
    for _ in range(5):
        before = getrusage(RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True)
        after = getrusage(RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


if __name__ == "__main__":
    main()
