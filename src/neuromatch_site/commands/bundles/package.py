"""The package document of an EPUB: metadata, list of files, reading order.

Source: https://www.w3.org/TR/epub-33/#sec-package-doc; accessibility metadata:
https://www.w3.org/TR/epub-a11y-11/#sec-disc-package.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import PurePosixPath

from neuromatch_site.commands.bundles.chapter import IMAGE_TYPES, Chapter
from neuromatch_site.metadata.addresses import absolute
from neuromatch_site.metadata.based_on import based_on_url
from neuromatch_site.metadata.dates import date_modified
from neuromatch_site.metadata.licenses import license_sentences
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
)
"""What every book has. That it conforms to a standard is for whoever has read it to say."""
_SUMMARY = (
    "Text that can be resized and reflowed, with headings, lists and tables as such, formulas in "
    "MathML and a table of contents. "
)
_ALL_DESCRIBED = "Every picture has a description."
_SOME_DESCRIBED = "Some pictures have no description."
_MOVING = (".gif", ".apng", ".mp4", ".webm")
"""Pictures that may flash; all others stand still."""


def package(
    project: Project,
    chapters: Mapping[str, Chapter],
    pictures: Mapping[str, bytes],
    fonts: Mapping[str, bytes],
    language: str,
) -> str:
    """Return the package document: metadata, list of files, reading order."""
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
                *_metadata(project, language, pictures),
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


def _accessibility(project: Project, pictures: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield what this book has: EPUB Accessibility 1.1, section 2."""
    described = all(image.alt for page in project.pages for image in page.facts.images)
    moving = any(path.lower().endswith(_MOVING) for path in pictures)
    yield "accessibilityHazard", "unknown" if moving else "none"
    yield "accessibilitySummary", _SUMMARY + (_ALL_DESCRIBED if described else _SOME_DESCRIBED)
    yield "accessModeSufficient", "textual,visual"
    if described:
        yield "accessModeSufficient", "textual"


def _metadata(project: Project, language: str, pictures: Iterable[str]) -> Iterator[str]:
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
    if content := config.licenses.content:
        rights = [content.label, *license_sentences(config.licenses)]
        yield f"<dc:rights>{escape('. '.join(rights))}</dc:rights>"
    if config.date:
        yield f"<dc:date>{escape(config.date)}</dc:date>"
    for work in config.based_on:
        yield f"<dc:source>{escape(based_on_url(work) or work.title)}</dc:source>"
    for word in config.keywords:
        yield f"<dc:subject>{escape(word)}</dc:subject>"
    for name, value in (*_ACCESS, *_accessibility(project, pictures)):
        yield f'<meta property="schema:{name}">{value}</meta>'
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
