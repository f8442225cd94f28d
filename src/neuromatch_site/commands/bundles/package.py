"""The package document of a book: what it is, what is in it, in which order.

Source: https://www.w3.org/TR/epub-33/#sec-package-doc; how it can be read, by
https://www.w3.org/TR/epub-a11y-11/#sec-disc-package.
"""

import uuid
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import PurePosixPath

from neuromatch_site.commands.bundles.chapter import IMAGE_TYPES, Chapter
from neuromatch_site.metadata.addresses import absolute
from neuromatch_site.metadata.based_on import based_on_url
from neuromatch_site.metadata.dates import date_modified
from neuromatch_site.model.course import Project
from neuromatch_site.render.translations import direction

_EPOCH = "1970-01-01"
_ACCESS = (
    ("accessMode", "textual"),
    ("accessMode", "visual"),
    ("accessibilityFeature", "MathML"),
    ("accessibilityFeature", "alternativeText"),
    ("accessibilityFeature", "displayTransformability"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityHazard", "unknown"),
)
"""What every book has: pictures are the course's own, and nobody has looked at all of them."""


def package(
    project: Project,
    chapters: Mapping[str, Chapter],
    pictures: Mapping[str, bytes],
    fonts: Mapping[str, bytes],
    language: str,
) -> str:
    """Return the package document: what the book is, what is in it, in which order."""
    items = [
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="title" href="title.xhtml" media-type="application/xhtml+xml"/>',
        '<item id="style" href="book.css" media-type="text/css"/>',
        *_chapter_items(chapters),
        *_picture_items(pictures),
        *_font_items(fonts),
    ]
    order = [f'<itemref idref="chapter-{n}"/>' for n in range(1, len(chapters) + 1)]
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package version="3.0" unique-identifier="id" xmlns="http://www.idpf.org/2007/opf"'
        f' xml:lang="{escape(language)}">\n'
        + "\n".join(
            [
                '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
                *_metadata(project, language),
                "</metadata>",
                "<manifest>",
                *items,
                "</manifest>",
                f'<spine page-progression-direction="{direction(language)}">',
                '<itemref idref="title"/>',
                *order,
                "</spine>",
            ]
        )
        + "\n</package>\n"
    )


def _font_items(fonts: Mapping[str, bytes]) -> Iterator[str]:
    kinds = {".woff2": "font/woff2", ".txt": "text/plain"}
    for number, file in enumerate(fonts, 1):
        kind = kinds[PurePosixPath(file).suffix]
        yield f'<item id="font-{number}" href="{escape(file)}" media-type="{kind}"/>'


def _metadata(project: Project, language: str) -> Iterator[str]:
    config = project.config
    name = config.doi or absolute(project.site, "/") or config.id or config.title
    identifier = f"https://doi.org/{config.doi}" if config.doi else None
    yield f'<dc:identifier id="id">{escape(identifier or _uuid(name))}</dc:identifier>'
    yield f"<dc:title>{escape(config.title or project.site.title or 'Course')}</dc:title>"
    yield f"<dc:language>{escape(language)}</dc:language>"
    for person in config.authors:
        yield f"<dc:creator>{escape(person.name)}</dc:creator>"
    for person in config.contributors:
        yield f"<dc:contributor>{escape(person.name)}</dc:contributor>"
    if config.description:
        yield f"<dc:description>{escape(config.description)}</dc:description>"
    if config.licenses.content:
        yield f"<dc:rights>{escape(config.licenses.content.id)}</dc:rights>"
    if config.date:
        yield f"<dc:date>{escape(config.date)}</dc:date>"
    for work in config.based_on:
        yield f"<dc:source>{escape(based_on_url(work) or work.title)}</dc:source>"
    for word in config.keywords:
        yield f"<dc:subject>{escape(word)}</dc:subject>"
    for name, said in _ACCESS:
        yield f'<meta property="schema:{name}">{said}</meta>'
    yield f'<meta property="dcterms:modified">{date_modified(project) or _EPOCH}T00:00:00Z</meta>'


def _uuid(name: str) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"


def _chapter_items(chapters: Mapping[str, Chapter]) -> Iterator[str]:
    for number, (file, chapter) in enumerate(chapters.items(), 1):
        more = f' properties="{chapter.properties}"' if chapter.properties else ""
        yield (
            f'<item id="chapter-{number}" href="{escape(file)}"'
            f' media-type="application/xhtml+xml"{more}/>'
        )


def _picture_items(pictures: Mapping[str, bytes]) -> Iterator[str]:
    for number, file in enumerate(pictures, 1):
        kind = IMAGE_TYPES[PurePosixPath(file).suffix.lower()]
        yield f'<item id="picture-{number}" href="{escape(file)}" media-type="{kind}"/>'
