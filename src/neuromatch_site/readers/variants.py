"""The editions and languages of a course, and the pages of each.

An edition is read from a folder inside the course, or from the one beside it with its name:
``course-2025`` beside ``course``. ``myst.yml`` cannot set any other folder.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec.structs import replace

from neuromatch_site.config import MYST, Config, load_config
from neuromatch_site.config.editions import CourseEdition
from neuromatch_site.config.options import translation_folders
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import (
    CONFIGURATIONS,
    CourseFiles,
    OutsideCourseError,
    is_folder,
)
from neuromatch_site.model.variants import SiteVariant, VariantSet
from neuromatch_site.readers.implied_toc import is_page
from neuromatch_site.readers.toc import Toc, load_toc


def variants_of(
    config: Config, toc: Toc, files: CourseFiles, diagnostics: Diagnostics
) -> VariantSet | None:
    """Return the editions and languages of a course; None if one of them is invalid."""
    options = config.site.options
    title = next((edition.title for edition in options.editions if edition.current), "")
    own = SiteVariant(edition=title, language=options.language, pages=_shown_pages(toc))
    variants: list[SiteVariant | None] = [own, *_translations(own, config, toc, files, diagnostics)]
    for edition in options.editions:
        if not edition.current:
            variants += _edition_sites(edition, files, diagnostics)
    sites = [variant for variant in variants if variant is not None]
    free = _are_apart(sites, options.editions, diagnostics)
    return VariantSet(current=own, sites=sites) if free and len(sites) == len(variants) else None


def in_its_language(toc: Toc, variants: VariantSet) -> Toc:
    """Return the toc of a site, with the language of untranslated pages in a translation."""
    if not variants.current.translation:
        return toc
    language = variants.original.language
    return replace(
        toc,
        sources=tuple(
            source if variants.is_translated(source.url) else replace(source, language=language)
            for source in toc.sources
        ),
    )


def _shown_pages(toc: Toc) -> dict[str, bool]:
    return {source.url: True for source in toc.sources}


# -- languages


def _translations(
    original: SiteVariant, config: Config, toc: Toc, files: CourseFiles, diagnostics: Diagnostics
) -> Iterator[SiteVariant | None]:
    """Yield the site of each translation; None for one that cannot be made."""
    for language in translation_folders(config.site.options, original.language):
        inside = _own_pages(language, files)
        if not (inside or (files.root / language / MYST).is_file()):
            message = f"no translation into `{language}`: there are no pages in `{language}/`"
            hint = f"add the first one at `{language}/{toc.sources[0].path}`"
            diagnostics.report(Rule.TRANSLATION_EXISTS, Position(config.path), message, hint)
            continue
        _report_strays(inside, language, toc, diagnostics)
        yield _translation(original, config, toc, replace(files, translation=language))


def _translation(
    original: SiteVariant, originally: Config, toc: Toc, files: CourseFiles
) -> SiteVariant | None:
    """Return the site of a translation; what is wrong with it is said when it is built."""
    unheard = Diagnostics()
    config = load_config(files, unheard)
    own = load_toc(config, files, unheard) if config else None
    if config is None or own is None:
        config, own = originally, toc
    language = files.translation
    return replace(
        original,
        path=f"{original.path}{language}/",
        language=language,
        translation=language,
        pages={source.url: files.translates(source.path) for source in own.sources},
        own_toc=own.entries != toc.entries,
        own_links=_links(config) != _links(originally),
    )


def _links(config: Config) -> tuple[object, ...]:
    return config.site.nav, config.site.actions


def _own_pages(language: str, files: CourseFiles) -> list[str]:
    """Return the pages of a translation, as the originals are called."""
    folder = files.root / language
    if folder.is_symlink() or not folder.is_dir():
        return []
    own_paths = (path.removeprefix(f"{language}/") for path in files.tree(language).walk())
    return [path for path in own_paths if is_page(path)]


def _report_strays(
    inside: Sequence[str], language: str, toc: Toc, diagnostics: Diagnostics
) -> None:
    """Report each page that translates none: readers would never come to it."""
    originals = [source.path for source in toc.sources]
    for path in sorted(set(inside) - set(originals)):
        place = Position(f"{language}/{path}")
        message = f"no original page `{path}` for this translation"
        hint = (
            diagnostics.did_you_mean(path, originals)
            or "give it the name of the page that it translates"
        )
        diagnostics.report(Rule.TRANSLATION_HAS_ORIGINAL, place, message, hint)


# -- editions


def _edition_sites(
    edition: CourseEdition, files: CourseFiles, diagnostics: Diagnostics
) -> list[SiteVariant | None]:
    """Return the sites of an edition, in each of its languages; None where it cannot be made."""
    if edition.url:
        return [SiteVariant(path=edition.url, edition=edition.title, is_latest=False)]
    folder = _folder(edition, files, diagnostics)
    if not folder:
        return [None]
    inside = CourseFiles(Path(os.path.normpath(files.root / folder)))
    unheard = Diagnostics()
    config = load_config(inside, unheard)
    toc = load_toc(config, inside, unheard) if config else None
    if config is None or toc is None:
        _report_broken(edition, folder, unheard, diagnostics)
        return [None]
    original = SiteVariant(
        path=f"{edition.path}/",
        edition=edition.title,
        is_latest=False,
        language=config.site.options.language,
        folder=folder,
        pages=_shown_pages(toc),
    )
    return [original, *_translations(original, config, toc, inside, unheard)]


def _folder(edition: CourseEdition, files: CourseFiles, diagnostics: Diagnostics) -> str:
    """Return where the course of an edition lies, from the course folder; empty if nowhere."""
    inside, beside = (
        edition.folder or f"editions/{edition.path}",
        f"{files.root.name}-{edition.path}",
    )
    try:
        if folder := _inside(inside, files):
            return folder
    except OutsideCourseError:
        message = f"`{inside}` is outside the course folder"
        hint = f"an edition must be inside it, or beside it as `{beside}`"
        diagnostics.report(Rule.PATH_INSIDE_COURSE, edition.position, message, hint)
        return ""
    if not edition.folder and _is_course(files.root.parent / beside):
        return f"../{beside}"
    places = f"`{inside}`" if edition.folder else f"`{inside}` and `../{beside}`"
    message = f"course folder not found for the edition `{edition.title}`: looked for {places}"
    hint = f"put the folder with its `{MYST}` there, or write the `url:` where it is published"
    diagnostics.report(Rule.EDITION_EXISTS, edition.position, message, hint)
    return ""


def _inside(path: str, files: CourseFiles) -> str:
    """Return a course folder inside the course; empty where there is none.

    Raises ``OutsideCourseError`` for what would lead elsewhere.
    """
    located = files.locate("/" + path)
    is_course = any(files.find(f"/{located}/{name}") for name in CONFIGURATIONS)
    return located if located and is_course and not _has_link(files.root, located) else ""


def _has_link(root: Path, path: str) -> bool:
    return Path(os.path.realpath(root / path)) != root / path


def _is_course(folder: Path) -> bool:
    """Return whether a folder, no link, is a course that says so."""
    real = is_folder(folder) and not folder.is_symlink()
    return real and any((folder / name).is_file() for name in CONFIGURATIONS)


def _report_broken(
    edition: CourseEdition, folder: str, problems: Diagnostics, diagnostics: Diagnostics
) -> None:
    """Report that an edition cannot be built, and why."""
    message = f"the edition `{edition.title}` cannot be built from `{folder}`"
    why = next((problem.message for problem in problems), "build it on its own to see why")
    diagnostics.report(Rule.EDITION_EXISTS, edition.position, message, why)


# -- all of them


def _are_apart(
    sites: Sequence[SiteVariant], editions: Sequence[CourseEdition], diagnostics: Diagnostics
) -> bool:
    """Return whether no site lies where another one, or a page of the course, is."""
    own = sites[0].pages
    taken = {site.path for site in sites[1:]}
    doubled = len({site.path.lower() for site in sites}) < len(sites)
    for path in sorted(taken):
        clash = next((url for url in own if url.startswith(f"/{path}")), "")
        if clash or doubled:
            what = (
                f"a page of the course is at `{clash}`" if clash else "two sites are at one address"
            )
            place = next(
                (edition.position for edition in editions if f"{edition.path}/" == path),
                Position(MYST),
            )
            message = f"`/{path}` is the place of another edition or language, and {what}"
            diagnostics.report(
                Rule.DUPLICATE_OUTPUT, place, message, "give one of them another name"
            )
    return not doubled and not any(url.startswith(f"/{path}") for path in taken for url in own)
