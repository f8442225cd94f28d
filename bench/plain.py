"""Builders of plain Markdown: pages with nothing that only MyST knows, and links between them."""

import shutil
from pathlib import Path

import yaml
from contenders import OURS, Contender

_MATERIAL = {
    "site_name": "A course",
    "site_url": "https://example.org/",
    "theme": {"name": "material", "font": False},
    "plugins": ["search"],
    "markdown_extensions": ["tables", "pymdownx.highlight", "pymdownx.superfences"],
}
_HUGO = """\
baseURL = "https://example.org/"
title = "A course"
disableKinds = ["taxonomy", "term"]
[markup.goldmark.renderHooks.link]
useEmbedded = "always"
[markup.highlight]
noClasses = false
"""
_HUGO_PAGE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>
<nav>{{ range site.Sections }}<details><summary>{{ .Title }}</summary>
{{ range .Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</details>{{ end }}</nav>
<nav>{{ .TableOfContents }}</nav><article>{{ .Content }}</article></body></html>
"""
"""A title, contents of the site and of the page: Hugo has no theme of its own."""


def _in_docs(course: Path) -> None:
    """Put the pages where MkDocs and Zensical look for them."""
    _move_pages(course, "docs")
    (course / "mkdocs.yml").write_text(yaml.safe_dump(_MATERIAL, sort_keys=False), "utf-8")


def _in_content(course: Path) -> None:
    """Put the pages where Hugo looks for them, each with the title that its heading has."""
    _move_pages(course, "content")
    (course / "content" / "index.md").rename(course / "content" / "_index.md")
    for page in (course / "content").rglob("*.md"):
        title, _, rest = page.read_text(encoding="utf-8").removeprefix("# ").partition("\n")
        page.write_text(f"---\ntitle: {title}\n---\n\n# {title}\n{rest}", encoding="utf-8")
    (course / "layouts").mkdir()
    for name in ("home", "section", "page"):
        (course / "layouts" / f"{name}.html").write_text(_HUGO_PAGE, encoding="utf-8")
    (course / "hugo.toml").write_text(_HUGO, encoding="utf-8")


def _move_pages(course: Path, folder: str) -> None:
    (course / folder).mkdir()
    for path in [course / "index.md", *course.glob("week-*")]:
        shutil.move(path, course / folder / path.name)


def _hugo(programs: Path) -> str:
    """Return the program itself: the one in ``bin`` is a script that starts it."""
    places = programs.parent.glob("lib/python*/site-packages/hugo/binaries/hugo*")
    return str(next(places, programs / "hugo"))


ZENSICAL = Contender(
    name="zensical",
    packages=("zensical",),
    prepare=_in_docs,
    command=lambda programs, _course: [str(programs / "zensical"), "build", "-f", "mkdocs.yml"],
    made=("site", ".cache"),
    result="site/index.html",
    pages="docs",
)

MATERIAL = Contender(
    name="mkdocs-material",
    packages=("mkdocs-material",),
    prepare=_in_docs,
    command=lambda programs, _course: [str(programs / "mkdocs"), "build", "-q"],
    made=("site",),
    result="site/index.html",
    pages="docs",
)

HUGO = Contender(
    name="hugo",
    packages=("hugo",),
    prepare=_in_content,
    command=lambda programs, _course: [_hugo(programs), "--quiet"],
    made=("public", "resources"),
    result="public/index.html",
    pages="content",
)

PLAIN = (OURS, ZENSICAL, MATERIAL, HUGO)
