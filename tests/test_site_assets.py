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
    ornament: none
"""
HINT = "  hint: write the path of a file, relative to the course folder\n"


def diagnostics(folder: Path, files: dict[str, str]) -> str:
    pages = {"myst.yml": CONFIG, "index.md": "# Neurons\n\nA membrane has a potential.\n"}
    return shown(Course.write(folder, {**pages, **files}).build().diagnostics)


def test_files_that_are_not_there(tmp_path: Path) -> None:
    assert diagnostics(tmp_path, {}) == (
        f"myst.yml:5:11: error: picture not found: `logo.svg` [image-exists]\n{HINT}"
        "myst.yml:6:16: error: `../outside.png` is outside the course folder [path-inside-course]\n"
        "  hint: copy it into the course folder\n"
        f"myst.yml:7:14: error: picture not found: `/figures/favicon.ico` [image-exists]\n{HINT}"
        f"myst.yml:8:12: warning: style sheet not found: `own.css` [static-file-copied]\n{HINT}"
    )


PEOPLE = """version: 1
project:
  title: Neurons
  thumbnail: gone.png
  banner: ../outside.png
  authors: [{name: A B, image: a.png}]
"""
PAGE = """---
thumbnail: week/gone.png
banner: https://example.org/a.png
---
# Page
"""


def test_pictures_of_the_course_its_people_and_its_pages(tmp_path: Path) -> None:
    found = diagnostics(tmp_path, {"myst.yml": PEOPLE, "week/page.md": PAGE})
    relative = "  hint: paths are relative to the folder of `{}`\n"
    for line in (
        f"myst.yml:4:14: error: picture not found: `gone.png` [image-exists]\n{relative}",
        "myst.yml:5:11: error: `../outside.png` is outside the course folder [path-inside-course]",
        f"myst.yml:6:32: error: picture not found: `a.png` [image-exists]\n{relative}",
    ):
        assert line.format("myst.yml") in found
    line = "week/page.md:2:12: error: picture not found: `week/gone.png` [image-exists]\n"
    assert line + relative.format("week/page.md") in found
    assert "example.org" not in found


def test_a_file_that_is_no_picture(tmp_path: Path) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    found = diagnostics(tmp_path, {"logo.svg": drawing, "own.css": "main { color: inherit }"})
    assert found.startswith("myst.yml:5:11: error: `logo.svg` contains the attribute `onload`")
    assert "own.css" not in found


STYLE = """\
@import "more.css";
/* url(commented.png) */
@font-face { font-family: X; src: url('../fonts/x.woff2') }
.a { background: url(dot.png) }
.b { background: url("https://example.org/b.png") }
.c { background: url(../../outside.png) }
"""


def test_a_style_sheet_brings_the_files_that_it_names(tmp_path: Path) -> None:
    files = {
        "myst.yml": "version: 1\nsite: {options: {style: css/own.css}}\n",
        "index.md": "# Neurons\n",
        "css/own.css": STYLE,
        "css/more.css": '@import "own.css";\n.d { background: url(sub/d.woff2) url(gone.png) }',
        "css/sub/d.woff2": "another font",
        "fonts/x.woff2": "a font",
    }
    site = Course.write(tmp_path, files).build()
    sheets = [file.path for file in site.artifacts if file.path.endswith("/own.css")]
    assert len(sheets) == 1
    text = site.file(sheets[0])
    paths = {f"../../{file.path}" for file in site.artifacts}
    for name in ("more.css", "x.woff2"):
        assert [path for path in paths if path.endswith(f"/{name}") and f'url("{path}")' in text]
    (imported,) = [file.path for file in site.artifacts if file.path.endswith("/more.css")]
    assert [path for path in paths if path.endswith("/d.woff2") and path in site.file(imported)]
    assert f'href="{sheets[0]}"' in site.file("index.html")
    assert "font-src &#39;self&#39;" in site.file("index.html")
    assert [
        (one.position.line, one.message) for one in site.diagnostics if "css" in one.position.path
    ] == [
        (2, "file not found: `gone.png`"),
        (4, "file not found: `dot.png`"),
        (5, "`https://example.org/b.png` is not in the course; browsers do not load it"),
        (6, "`../../outside.png` is not in the course; browsers do not load it"),
    ]


def test_a_font_of_the_course_is_used(tmp_path: Path) -> None:
    options = "accent: {light: '#123456', dark: '#abc'}, font_text: fonts/x.woff2, font_ui: no.md"
    files = {
        "myst.yml": f"version: 1\nsite: {{options: {{{options}}}}}\n",
        "index.md": "# Neurons\n",
        "no.md": "# No font\n",
        "fonts/x.woff2": "a font",
    }
    site = Course.write(tmp_path, files).build()
    style = next(file.path for file in site.artifacts if file.path.startswith("assets/site."))
    text = site.file(style)
    assert 'font-family:"course-text"' in text
    assert '--font-text:"course-text",var(--font-text-system)' in text
    assert "--accent:#123456" in text
    assert text.count("--accent:#aabbcc") == 2
    assert "`no.md` is not a font" in shown(site.diagnostics)
