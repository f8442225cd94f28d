"""The whole course as one EPUB 3, with a chapter for each page.

Source: https://www.w3.org/TR/epub-33/. Without a library, so that the same course gives the same
bytes: no timestamps, no random ids.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from importlib.resources import files as package_files
from pathlib import Path, PurePosixPath

from msgspec import Struct

from neuromatch_site.commands.bundles.chapter import (
    IMAGE_TYPES,
    Book,
    Chapter,
    as_xhtml,
    as_xml,
    make_chapter,
    resolve_fragments,
)
from neuromatch_site.commands.bundles.package import package
from neuromatch_site.diagnostics.diagnostic import Diagnostic, Diagnostics
from neuromatch_site.filesystem.theme_files import theme_folder
from neuromatch_site.filesystem.zip import COMMENT, put
from neuromatch_site.media.colors import tint_rules
from neuromatch_site.media.math_font import FONT_PATH, LICENSE_PATH
from neuromatch_site.metadata.addresses import absolute, page_file
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Project, TocEntry
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.site import build_site
from neuromatch_site.render.theme import open_theme
from neuromatch_site.render.translations import direction, load_words
from neuromatch_site.workers.progress import Progress


class Epub(Struct, frozen=True, kw_only=True):
    """A book, and the messages about the course."""

    content: bytes
    diagnostics: Sequence[Diagnostic]
    chapters: int


def course_epub(course: Path, options: Options, progress: Progress) -> Epub:
    """Return a course as a book; without content if there is no course."""
    built = build_site(course, BuildContext(options, progress))
    if built.project is None:
        return Epub(content=b"", diagnostics=built.diagnostics, chapters=0)
    project = built.project
    contents = {artifact.path: artifact for artifact in built.artifacts}
    pages = _in_order(project)
    book = Book(
        chapters={page: _chapter_file(page) for page in pages},
        images=_images(built.artifacts),
        absolute=lambda path: absolute(project.site, path),
    )
    chapters = {}
    for page in pages:
        chapter = make_chapter(page, _bytes(contents[page]).decode(), book)
        if chapter is not None:
            chapters[chapter.file] = chapter
    resolve_fragments(chapters)
    used = sorted({path for chapter in chapters.values() for path in chapter.images})
    pictures = {book.images[path]: _picture_bytes(contents[path]) for path in used}
    fonts = {file: _bytes(contents[path]) for path, file in _FONTS.items() if path in contents}
    content = _packed(project, chapters, pictures, fonts)
    return Epub(content=content, diagnostics=built.diagnostics, chapters=len(chapters))


_FONTS = {FONT_PATH: "formulas.woff2", LICENSE_PATH: "formulas-font-license.txt"}
"""The font of formulas and its licence, by their paths on the site: where they are in the book."""


def _in_order(project: Project) -> list[str]:
    """Return the files of the pages on the site, in the order of the toc."""
    pages = [page for page in project.pages if page.source.in_toc and not page.source.data]
    return [page_file(page.source.url) for page in pages]


def _chapter_file(page: str) -> str:
    stem = page.removesuffix("/index.html").removesuffix(".html").replace("/", "--")
    return f"{stem}.xhtml"


def _images(artifacts: Sequence[Artifact]) -> dict[str, str]:
    images = {}
    for artifact in artifacts:
        path = PurePosixPath(artifact.path)
        if path.suffix.lower() in IMAGE_TYPES and path.parts[0] == "assets":
            images[artifact.path] = f"images/{path.name}"
    return images


def _bytes(artifact: Artifact) -> bytes:
    content = artifact.content
    return content if isinstance(content, bytes) else content.read_bytes()


_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*>")
_NO_PATH = re.compile(rb"<path\b(?![^>]*\sd=)")


def _picture_bytes(artifact: Artifact) -> bytes:
    """Return a picture; a drawing without its DTD, and with the shape that each path must have."""
    content = _bytes(artifact)
    if not artifact.path.lower().endswith(".svg"):
        return content
    return _NO_PATH.sub(b'<path d="M0 0"', _DOCTYPE.sub(b"", content, count=1))


def _packed(
    project: Project,
    chapters: Mapping[str, Chapter],
    pictures: Mapping[str, bytes],
    fonts: Mapping[str, bytes],
) -> bytes:
    language = project.site.options.language or "en"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.comment = COMMENT
        put(archive, "mimetype", b"application/epub+zip", dense=True)
        put(archive, "META-INF/container.xml", _CONTAINER.encode())
        put(
            archive,
            "book/package.opf",
            as_xml(package(project, chapters, pictures, fonts, language)),
        )
        put(archive, "book/nav.xhtml", as_xml(_nav(project, chapters, language)))
        put(archive, "book/title.xhtml", as_xml(_title_page(project, language)))
        put(archive, "book/book.css", _style(formulas=bool(fonts)) + _tints(chapters).encode())
        for file, chapter in chapters.items():
            put(archive, f"book/{file}", as_xhtml(chapter, language, direction(language)))
        for file, content in {**pictures, **fonts}.items():
            put(archive, f"book/{file}", content, dense=True)
    return stream.getvalue()


def _style(*, formulas: bool) -> bytes:
    """Return the style sheet; that of formulas is the theme's own."""
    style = (
        package_files("neuromatch_site.commands.bundles")
        .joinpath("book.css")
        .read_text(encoding="utf-8")
    )
    if formulas:
        css = (theme_folder() / "nodes/inlineMath.css").read_text(encoding="utf-8")
        style += re.sub(r"(?m)^.*:has\(.*\n", "", css)  # epubcheck, and older books, know no :has
    return style.encode()


def _tints(chapters: Mapping[str, Chapter]) -> str:
    """Return the style sheet of the colours that tables of the book have."""
    nodes = (node for chapter in chapters.values() for node in chapter.body.iter())
    return tint_rules(word for node in nodes for word in (node.get("class") or "").split())


_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""


def _nav(project: Project, chapters: Mapping[str, Chapter], language: str) -> str:
    files = {page.source.url: _chapter_file(page_file(page.source.url)) for page in project.pages}
    entries = list(_nav_items(project.toc, files, chapters))
    words = load_words(open_theme(None, Diagnostics()), language)
    contents = escape(words("Contents"))
    head = f'<nav epub:type="toc" role="doc-toc" id="toc"><h1>{contents}</h1>'
    toc = f"{head}<ol>{''.join(entries)}</ol></nav>"
    marks = "".join(
        f'<li><a epub:type="{kind}" href="{escape(href)}">{title}</a></li>'
        for kind, href, title in _landmarks(chapters)
    )
    body = f'{toc}<nav epub:type="landmarks" hidden="hidden"><ol>{marks}</ol></nav>'
    return words.tagged(_document(contents, language, body))


def _landmarks(chapters: Mapping[str, Chapter]) -> Iterator[tuple[str, str, str]]:
    """Yield where readers go at once: what it is, where, and its title."""
    first = next(iter(chapters.values()), None)
    if first is not None:
        yield "bodymatter", first.file, escape(first.title)
    for chapter in chapters.values():
        if "glossary" in chapter.kinds:
            yield "glossary", chapter.file, escape(chapter.title)
            return


def _nav_items(
    toc: Sequence[TocEntry], files: Mapping[str, str], chapters: Mapping[str, Chapter]
) -> Iterator[str]:
    for entry in toc:
        file = files.get(entry.url, "")
        inside = "".join(_nav_items(entry.children, files, chapters))
        title = escape(entry.title)
        known = file in chapters
        if not known and not inside:
            continue
        head = f'<a href="{escape(file)}">{title}</a>' if known else f"<span>{title}</span>"
        yield f"<li>{head}{f'<ol>{inside}</ol>' if inside else ''}</li>"


def _title_page(project: Project, language: str) -> str:
    config = project.config
    title = config.title or project.site.title or "Course"
    people = ", ".join(person.name for person in config.authors)
    lines = [people, config.date, f"https://doi.org/{config.doi}" if config.doi else ""]
    lines.append(config.licenses.content.label if config.licenses.content else "")
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    body = f'<section class="title-page"><h1>{escape(title)}</h1>{paragraphs}</section>'
    return _document(title, language, body)


def _document(title: str, language: str, body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="{escape(language)}" xml:lang="{escape(language)}" dir="{direction(language)}">\n'
        f"<head><title>{escape(title)}</title>"
        '<link rel="stylesheet" type="text/css" href="book.css"/></head>\n'
        f"<body>{body}</body>\n</html>\n"
    )
