"""A course, or one page of it, as a PDF printed by a headless browser."""

import io
import os
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.commands.bundles.zip import course_zip
from neuromatch_site.diagnostics.diagnostic import Diagnostic
from neuromatch_site.filesystem.zip import COMMENT
from neuromatch_site.pipeline.browser import installed_browser
from neuromatch_site.pipeline.options import Options
from neuromatch_site.workers.progress import Progress

_BUTTON = 'data-module="printing"'
_COLLECTED = "all pages are collected"
_PRESS = f"""
window.print = () => console.log(`{_COLLECTED}`);
const press = () => document.querySelector(`[{_BUTTON}]`)?.click();
addEventListener("DOMContentLoaded", press);
"""
_TIME = 600
"""Seconds until a browser that does not end is stopped."""


class PdfError(Exception):
    """There is no browser, no such page, or the browser printed nothing."""


class CoursePdf(Struct, frozen=True, kw_only=True):
    """A PDF, and the messages about the course."""

    content: bytes
    diagnostics: Sequence[Diagnostic]


def find_browser() -> str:
    """Return the path of a browser that can print; raise ``PdfError`` if there is none."""
    if browser := installed_browser():
        return browser
    hint = "install one, or print the page from any browser: `Print the whole course` is below it"
    raise PdfError(f"no Chromium, Chrome or Edge is installed; {hint}")


def course_pdf(course: Path, options: Options, page: str, progress: Progress) -> CoursePdf:
    """Return the PDF of a course, or of one page and the pages below it; empty if it has errors.

    ``page`` is a path on the site, such as ``week-1``; ``options`` are those of a site opened from
    a disk. Raises ``PdfError``.
    """
    browser = find_browser()
    # A browser that prints a file may open others: a script of the course would publish them.
    zipped = course_zip(course, replace(options, trust=False), progress)
    if not zipped.content:
        return CoursePdf(content=b"", diagnostics=zipped.diagnostics)
    with TemporaryDirectory() as name, zipfile.ZipFile(io.BytesIO(zipped.content)) as archive:
        archive.extractall(name)
        root = Path(name) / archive.namelist()[0].partition("/")[0]
        printed = root / page.strip("/").removesuffix("index.html") / "index.html"
        if not printed.is_file() or not printed.resolve().is_relative_to(root.resolve()):
            raise PdfError(f"there is no page `{page}`; give its path, such as `week-1/lesson`")
        mark = _COLLECTED if _press_on_load(printed) else ""
        content = _printed(browser, printed, Path(name), mark)
    return CoursePdf(content=content + b"\n%" + COMMENT, diagnostics=zipped.diagnostics)


def _press_on_load(page: Path) -> bool:
    """Let a page collect what is below it as soon as it is open, as its button does, if any."""
    html = page.read_text(encoding="utf-8")
    script = page.with_name("print-at-once.js")
    script.write_text(_PRESS, encoding="utf-8")
    head, end, tail = html.rpartition("</body>")
    page.write_text(f'{head}<script src="{script.name}"></script>{end}{tail}', encoding="utf-8")
    return _BUTTON in html


def _printed(browser: str, page: Path, folder: Path, mark: str) -> bytes:
    """Return what a browser prints of a page that says ``mark`` in its console when it is whole.

    The browser keeps its profile in ``folder``.
    """
    output = folder / "printed.pdf"
    arguments = [
        *("--headless", "--disable-gpu", "--disable-extensions", "--no-first-run"),
        "--enable-logging=stderr",
        *("--no-pdf-header-footer", "--generate-pdf-document-outline"),
        f"--user-data-dir={folder / 'profile'}",
        f"--virtual-time-budget={_TIME * 100}",
        f"--print-to-pdf={output}",
    ]
    # A browser refuses its sandbox to root, as in containers; the pages are the course's own.
    if getattr(os, "geteuid", lambda: 1)() == 0:
        arguments.append("--no-sandbox")
    try:
        ended = subprocess.run(  # noqa: S603 - a browser that the user installed
            [browser, *arguments, page.as_uri()], capture_output=True, timeout=_TIME, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PdfError(f"`{browser}` did not print: {error}") from error
    if not output.is_file():
        message = ended.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise PdfError(f"`{browser}` printed nothing: {message}")
    if mark.encode() not in ended.stderr:
        hint = "open the page in it, press the button below it and read the browser's console"
        raise PdfError(f"`{browser}` did not collect the pages below `{page.name}`; {hint}")
    return output.read_bytes()
