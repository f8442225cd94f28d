"""Pictures and the style sheet of the site itself: what cannot be shown is told with its line."""

from pathlib import Path

from courses import Course, shown

CONFIG = """version: 1
project: {title: Neurons}
site:
  options:
    logo: logo.svg
    logo_dark: ../outside.png
    favicon: /figures/favicon.ico
    style: own.css
"""
HINT = "  hint: write the path of a file, relative to the course folder\n"


def diagnostics(folder: Path, files: dict[str, str]) -> str:
    pages = {"myst.yml": CONFIG, "index.md": "# Neurons\n\nA membrane has a potential.\n"}
    return shown(Course.write(folder, {**pages, **files}).build().diagnostics)


def test_files_that_are_not_there(tmp_path: Path) -> None:
    assert diagnostics(tmp_path, {}) == (
        f"myst.yml:5:11: error: picture not found: `logo.svg` [image-exists]\n{HINT}"
        f"myst.yml:6:16: error: picture not found: `../outside.png` [image-exists]\n{HINT}"
        f"myst.yml:7:14: error: picture not found: `/figures/favicon.ico` [image-exists]\n{HINT}"
        f"myst.yml:8:12: warning: there is no style sheet `own.css` [static-file-copied]\n{HINT}"
    )


def test_a_file_that_is_no_picture(tmp_path: Path) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    found = diagnostics(tmp_path, {"logo.svg": drawing, "own.css": "main { color: inherit }"})
    assert found.startswith("myst.yml:5:11: error: `logo.svg` holds the attribute `onload`")
    assert "own.css" not in found
