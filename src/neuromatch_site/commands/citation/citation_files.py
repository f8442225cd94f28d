"""``cite``: show the course's citation, write it to the repository, or compare it."""

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files as package_files
from pathlib import Path

from neuromatch_site.bibliography import unused
from neuromatch_site.bibliography.locked_citations import LOCKED
from neuromatch_site.commands.citation.zenodo_client import PREFIXES, SANDBOX
from neuromatch_site.config import Config, load_config
from neuromatch_site.config.people import Person
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.exporters.citation_cff import cff_text
from neuromatch_site.exporters.zenodo import (
    release_tag,
    zenodo_license,
    zenodo_release_metadata,
    zenodo_text,
)
from neuromatch_site.filesystem.atomic import write_inside
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.metadata.based_on import based_on_sentence
from neuromatch_site.metadata.citation import Citation, course_citation
from neuromatch_site.model.course import Page, Project
from neuromatch_site.readers.bibliography import load_bibliography

CFF, ZENODO = "CITATION.cff", ".zenodo.json"
_MARKS = (".git", CFF, ZENODO)
"""What a repository has at its root."""
_SOFTWARE = re.compile(rb"^type:\s*['\"]?software\b", re.MULTILINE)


def citation_of(config: Config) -> Citation:
    """Return the citation of the course in the configuration."""
    return course_citation(Project(config=config.project, site=config.site, pages=(), toc=()))


def citation_lines(config: Config) -> str:
    """Return the output of ``cite``: the citation, its DOIs, BibTeX."""
    citation = citation_of(config)
    lines = [citation.text, ""]
    if citation.doi:
        lines.append(f"DOI of the course: {citation.doi}")
    if citation.version_doi:
        lines.append(f"DOI of version {config.project.version}: {citation.version_doi}".strip())
    if citation.doi:
        lines.append("")
    if sources := [based_on_sentence(work) for work in config.project.based_on]:
        lines += [*sources, ""]
    return "\n".join([*lines, citation.bibtex])


def citation_files(config: Config) -> dict[str, str]:
    """Return the citation files by name.

    Without a licence there is no ``.zenodo.json``, because Zenodo would grant CC-BY-4.0.
    """
    files = {CFF: cff_text(config.project, config.site)}
    if zenodo_license(config.project.licenses.content):
        files[ZENODO] = zenodo_text(config.project, config.site)
    return files


def repository_root(course: Path) -> Path:
    """Return the folder of the citation files: the repository, or else the course.

    It is the nearest folder, from the course upwards, that has a ``.git`` or the files. If its
    ``CITATION.cff`` is that of a program, the files of the course are in the course folder.
    """
    real = Path(os.path.realpath(course))
    for folder in (real, *real.parents):
        if any((folder / mark).exists() for mark in _MARKS):
            return real if _cites_software(folder / CFF) else folder
    return real


def _cites_software(cff: Path) -> bool:
    return cff.is_file() and _SOFTWARE.search(cff.read_bytes()) is not None


def write_citation(root: Path, config: Config) -> list[Path]:
    """Write the files that differ from the configuration; return them.

    Raises ``OSError`` if one of them is a link that leads out of the repository.
    """
    changed = []
    for name, text in citation_files(config).items():
        path = root / name
        if not path.is_file() or path.read_bytes() != text.encode():
            write_inside(root, name, text.encode())
            changed.append(path)
    return changed


def check_claims(root: Path, config: Config, diagnostics: Diagnostics) -> None:
    """Report a DOI that belongs to another work: to the source of an adapted course."""
    project = config.project
    for work in project.based_on:
        if work.doi and work.doi in (project.doi, project.concept_doi):
            message = f"the DOI {work.doi} is that of the work that the course is based on"
            hint = "remove it: `neuromatch-site cite --deposit` gives the course one of its own"
            diagnostics.report(Rule.METADATA_VALID, work.position, message, hint)
    remotes = github_repositories(root)
    if not (project.github and remotes and (project.doi or project.concept_doi)):
        return
    if project.github.lower() not in {f"https://github.com/{remote}".lower() for remote in remotes}:
        message = (
            f"this repository is a copy of {project.github}, and claims its DOI "
            f"{project.concept_doi or project.doi}"
        )
        hint = (
            f"if it is a course of its own: `github: {remotes[0]}`, no `doi:`, and the original "
            "under `based_on:`"
        )
        diagnostics.report(Rule.METADATA_COPIED, Position(config.path), message, hint)


def github_repositories(root: Path) -> list[str]:
    """Return ``owner/name`` of the repository's remotes on GitHub."""
    try:
        text = (root / ".git" / "config").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return list(dict.fromkeys(_REMOTE.findall(text)))


_REMOTE = re.compile(
    r"^\s*url\s*=.*\bgithub\.com[:/]([\w.-]+/[\w.-]+?)(?:\.git)?/?\s*$", re.MULTILINE
)


def check_tag(tag: str, config: Config, diagnostics: Diagnostics) -> None:
    """Report a release tag that does not match the version in the configuration."""
    version, place = config.project.version, Position(config.path)
    if not version:
        message, hint = f"the tag is `{tag}`, and there is no `project.version`", "add it"
        diagnostics.report(Rule.METADATA_STALE, place, message, hint)
        return
    expected = release_tag(config.project)
    if tag not in ((expected,) if expected else (version, f"v{version}")):
        message = f"the tag is `{tag}`, and `project.version` is `{version}`"
        hint = f"the tag of this version is `{expected or f'v{version}'}`"
        diagnostics.report(Rule.METADATA_STALE, place, message, hint)


def check_citation(root: Path, course: Path, config: Config, diagnostics: Diagnostics) -> None:
    """Report missing metadata, metadata that Zenodo would refuse, and stale files."""
    _check_complete(config, diagnostics)
    _check_dois(config, diagnostics)
    _check_people(config, diagnostics)
    _check_zenodo(config, diagnostics)
    _check_grants(root, course, config, diagnostics)
    for name, text in citation_files(config).items():
        _check_current(root / name, text, course, diagnostics)


def check_references(course: Path, pages: Iterable[Page], diagnostics: Diagnostics) -> None:
    """Report uncited works, and existing citation files that are stale.

    ``pages`` are those of the course, as a build read them.
    """
    files = CourseFiles(Path(os.path.realpath(course)))
    config = load_config(files, Diagnostics())
    if config is None:
        return
    cited = {fact.label for page in pages for fact in page.facts.cited}
    for work in unused(load_bibliography(config, files, Diagnostics()), cited):
        if work.position.path != LOCKED:
            message, hint = f"nothing cites `{work.item['id']}`", "cite it, or remove it"
            diagnostics.report(Rule.CITATION_USED, work.position, message, hint)
    root = repository_root(course)
    _check_grants(root, course, config, diagnostics)
    for name, text in citation_files(config).items():
        if (root / name).is_file():
            _check_current(root / name, text, course, diagnostics)


def _check_complete(config: Config, diagnostics: Diagnostics) -> None:
    project = config.project
    missing = {
        "title": project.title,
        "authors": project.authors,
        "description": project.description,
        "date": project.date,
        "license": project.licenses.content,
    }
    for name, value in missing.items():
        if not value:
            message = f"`project.{name}` is missing; a citation needs it"
            diagnostics.report(Rule.METADATA_COMPLETE, Position(config.path), message)
    license_ = project.licenses.content
    if license_ and license_.id and not zenodo_license(license_):
        message = f"Zenodo has no licence `{license_.id}`, so there is no `.zenodo.json`"
        hint = "`cite --deposit` makes a record with its name and address instead"
        diagnostics.report(Rule.METADATA_COMPLETE, Position(config.path), message, hint)
    elif license_ and not zenodo_license(license_):
        message = "the licence has no SPDX identifier, so there is no `.zenodo.json`"
        hint = "write an identifier such as `CC-BY-4.0`, or Zenodo's `other-open`, `other-closed`"
        diagnostics.report(Rule.METADATA_VALID, Position(config.path), message, hint)


def _check_dois(config: Config, diagnostics: Diagnostics) -> None:
    """Report a DOI of the sandbox, and one that is both that of a version and that of all."""
    project, place = config.project, Position(config.path)
    for doi in dict.fromkeys((project.doi, project.concept_doi)):
        if doi.startswith(PREFIXES[SANDBOX]):
            message, hint = f"the DOI {doi} is of Zenodo's sandbox: nobody finds it", "remove it"
            diagnostics.report(Rule.METADATA_COMPLETE, place, message, hint)
    if project.doi and project.doi == project.concept_doi:
        message = f"`doi` and `concept_doi` are both {project.doi}"
        hint = "`concept_doi` leads to all versions, `doi` to this one; remove the other of the two"
        diagnostics.report(Rule.METADATA_COMPLETE, place, message, hint)


def _check_people(config: Config, diagnostics: Diagnostics) -> None:
    """Report one ORCID on two people, and an author who is there twice."""
    owners: dict[str, Person] = {}
    authors = config.project.authors
    for i, person in enumerate(authors):
        if any(person.name == other.name and person.orcid == other.orcid for other in authors[:i]):
            place = person.position or Position(config.path)
            message = f"`{person.name}` is an author twice"
            hint = "remove one; two people of one name differ by `orcid:`"
            diagnostics.report(Rule.METADATA_VALID, place, message, hint)
    for person in _people(config):
        first = owners.setdefault(person.orcid, person) if person.orcid else person
        if first.name != person.name:
            message = f"`{person.name}` and `{first.name}` have the same ORCID {person.orcid}"
            place = person.position or Position(config.path)
            diagnostics.report(Rule.ORCID_VALID, place, message, "each person has one of their own")


def _check_zenodo(config: Config, diagnostics: Diagnostics) -> None:
    """Hold ``.zenodo.json`` to our schema; what the configuration lacks is said elsewhere."""
    known = zenodo_license(config.project.licenses.content)
    for path, message in zenodo_problems(zenodo_release_metadata(config.project, config.site)):
        if path and known and (path != "related_identifiers" or config.project.github):
            place = Position(config.path)
            diagnostics.report(Rule.METADATA_VALID, place, f"{ZENODO}: {path}: {message}")
    for person in _people(config):
        if person.family and "," in person.family + person.given:
            message = (
                f"the name `{person.name}` has more than one comma, which Zenodo does not accept"
            )
            place = person.position or Position(config.path)
            diagnostics.report(
                Rule.METADATA_VALID, place, message, "leave out titles such as `PhD`"
            )


def zenodo_problems(data: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the position and the message of each violation of our schema."""
    from jsonschema import Draft202012Validator

    text = (
        package_files("neuromatch_site.exporters")
        .joinpath("zenodo.schema.json")
        .read_text(encoding="utf-8")
    )
    for error in Draft202012Validator(json.loads(text)).iter_errors(data):
        yield "/".join(str(part) for part in error.absolute_path), error.message
    related = data.get("related_identifiers")
    relations = {
        entry.get("relation")
        for entry in (related if isinstance(related, list) else [])
        if isinstance(entry, Mapping)
    }
    if relations - {"isAlternateIdentifier"} and "isSupplementTo" not in relations:
        yield "related_identifiers", "beside other works Zenodo adds no link to the release"


def _check_grants(root: Path, course: Path, config: Config, diagnostics: Diagnostics) -> None:
    """Report a ``.zenodo.json`` of earlier, where the course has no licence for one any more."""
    path = root / ZENODO
    if ZENODO not in citation_files(config) and path.is_file():
        relative = Path(os.path.relpath(path, os.path.realpath(course))).as_posix()
        message = f"`{ZENODO}` grants a licence that the course does not have"
        hint = "remove it, or write the licence into `myst.yml`"
        diagnostics.report(Rule.METADATA_STALE, Position(relative), message, hint)


def _people(config: Config) -> Sequence[Person]:
    project = config.project
    return (*project.authors, *project.editors, *project.reviewers, *project.contributors)


def _check_current(path: Path, text: str, course: Path, diagnostics: Diagnostics) -> None:
    """Report a file that is not byte for byte what it should be, at its first wrong line."""
    relative = Path(os.path.relpath(path, os.path.realpath(course))).as_posix()
    hint = "run `neuromatch-site cite --write`"
    if not path.is_file():
        message = f"`{path.name}` does not exist"
        diagnostics.report(Rule.METADATA_STALE, Position(relative), message, hint)
        return
    content = path.read_bytes()
    if content == text.encode():
        return
    theirs, ours = content.split(b"\n"), text.encode().split(b"\n")
    pairs = enumerate(zip(theirs, ours, strict=False))
    same = next((i for i, (a, b) in pairs if a != b), min(len(theirs), len(ours)))
    message = f"`{path.name}` is out of date with `project:`"
    diagnostics.report(Rule.METADATA_STALE, Position(relative, same + 1), message, hint)
