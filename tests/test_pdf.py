"""A course as a PDF: what is said where none can be made, and what a browser prints."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from courses import Course

from neuromatch_site.commands.bundles.pdf import PdfError, find_browser
from neuromatch_site.commands.cli import main

_MakeCourse = Callable[[Mapping[str, str | bytes]], Course]

_FILES = {
    "myst.yml": "version: 1\nproject:\n  title: A course\n",
    "index.md": "# Welcome\n\nText.\n",
    "week-1/two.md": "# Two\n\nText.\n",
    "week-1/one.md": "# One\n\nText.\n",
}


def _has_browser() -> bool:
    try:
        return bool(find_browser())
    except PdfError:
        return False


def test_without_a_browser_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("neuromatch_site.pipeline.browser.BROWSERS", ("no-such-browser",))
    with pytest.raises(PdfError, match="no Chromium, Chrome or Edge is installed"):
        find_browser()


@pytest.mark.slow
@pytest.mark.skipif(not _has_browser(), reason="no browser prints here")
def test_a_course_is_printed_with_all_its_pages(course: _MakeCourse, tmp_path: Path) -> None:
    folder, output = course(_FILES).folder, tmp_path / "course.pdf"
    asked = ["export", "pdf", str(folder), "-o", str(output)]
    for _ in range(2):  # a PDF of ours gives way to the next
        made = CliRunner().invoke(main, asked)
        assert made.exit_code == 0, made.output
    content = output.read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type /Page\n") == 4  # the front page, the week, its two lessons

    missing = CliRunner().invoke(main, [*asked, "--page", "week-2"])
    assert missing.exit_code == 1
    assert "there is no page `week-2`" in missing.output

    script = tmp_path / "theme" / "scripts" / "deferred" / "printing.js"
    script.parent.mkdir(parents=True)
    script.write_text("document.currentScript.gives = { print() { throw new Error() } };\n")
    partly = CliRunner().invoke(main, [*asked, "--templates", str(tmp_path / "theme")])
    assert partly.exit_code == 1
    assert "did not collect the pages" in partly.output
    assert output.read_bytes() == content


@pytest.mark.slow
@pytest.mark.skipif(not _has_browser(), reason="no browser prints here")
def test_a_course_that_is_trusted_prints_no_file_of_the_machine(
    course: _MakeCourse, tmp_path: Path
) -> None:
    secret, output = tmp_path / "secret.html", tmp_path / "course.pdf"
    secret.write_text('<p style="break-after: page">secret</p>' * 5)
    leads = f'<meta http-equiv="refresh" content="0;url={secret.as_uri()}">'
    trusting = "version: 1\nproject: {title: T}\nsite: {options: {trust: true}}\n"
    folder = course({"index.md": f"# A\n\n{leads}\n", "myst.yml": trusting}).folder
    CliRunner().invoke(main, ["export", "pdf", str(folder), "-o", str(output)])
    printed = output.read_bytes() if output.exists() else b""
    assert printed.count(b"/Type /Page\n") <= 1
