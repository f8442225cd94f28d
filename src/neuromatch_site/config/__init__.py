"""``myst.yml`` (or ``_config.yml`` and ``_toc.yml``) -> ``Config``, checked."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urljoin

from msgspec import Struct, field
from msgspec.structs import replace

from neuromatch_site.config.extends import EXTENDS, on_top
from neuromatch_site.config.fields import Field, Report, read_section, written_in
from neuromatch_site.config.kinds import DATA, INTEGER, TEXTS, elements
from neuromatch_site.config.locked_files import HINT, is_remote, locked_path
from neuromatch_site.config.options import (
    OPTION_FIELDS,
    SiteOptions,
    edition_folders,
    translation_folders,
)
from neuromatch_site.config.parts import SITE_PARTS, Part
from neuromatch_site.config.project import PROJECT_FIELDS, ProjectConfig, read_project
from neuromatch_site.config.site import SITE_FIELDS, SiteConfig, read_site
from neuromatch_site.config.value import Value
from neuromatch_site.config.yaml import FILE_LIMITS, load_yaml
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.filesystem.course_files import (
    CONFIGURATIONS,
    CourseFiles,
    OutsideCourseError,
    is_file,
)
from neuromatch_site.filesystem.globs import is_excluded

MYST = "myst.yml"
BOOK = "_config.yml"
BOOK_TOC = "_toc.yml"

_VERSION = Field("version", INTEGER, "The version of the format: `version: 1`.")
_PROJECT = Field("project", DATA, "The course.")
_SITE = Field("site", DATA, "The site.")
_EXTENDS = Field(EXTENDS[0], TEXTS, "Other configuration files to inherit from.", EXTENDS[1:])
CONFIG_FIELDS = (_VERSION, _PROJECT, _SITE, _EXTENDS)
_ELSEWHERE: Mapping[str, str] = written_in(
    ("under `project:`", PROJECT_FIELDS),
    ("under `options:` of `site:`", OPTION_FIELDS),
    ("under `site:`", SITE_FIELDS),
) | {"options": "write it under `site:`"}


class Config(Struct, frozen=True, kw_only=True):
    """The configuration of a course."""

    project: ProjectConfig
    site: SiteConfig
    path: str = ""
    """``myst.yml`` or ``_config.yml``; empty if there is neither."""
    toc_path: str = ""
    """``myst.yml`` or ``_toc.yml``; empty if the folders imply the toc."""
    digest: str = ""
    """Of all files that were read."""
    remote: Mapping[str, Position] = {}
    """URLs of files in the configuration, and their positions: they belong in the lock."""

    def at(self, base_url: str) -> "Config":
        """Return the configuration of the same course with another base URL, if one is given."""
        if not base_url:
            return self
        options = replace(self.site.options, base_url=base_url)
        return replace(self, site=replace(self.site, options=options))

    def in_language(self, language: str) -> "Config":
        """Return the configuration of a translation, a site below this one."""
        options = replace(self.site.options, language=language, cname="", editions=())
        project = replace(self.project, language="", direction="")  # those of the original
        return replace(self, project=project, site=replace(self.site, options=options))


class _Reader(Struct):
    """Reads the configuration files of one course, and remembers them for the digest."""

    files: CourseFiles
    diagnostics: Diagnostics
    contents: dict[str, bytes] = field(default_factory=dict)
    urls: dict[str, str] = field(default_factory=dict)
    """URLs of files in the lock, by path."""
    remote: dict[str, Position] = field(default_factory=dict)
    """URLs of files that were looked up."""
    incomplete: bool = False
    """A configuration that this one extends is not in the lock."""
    bases: int = 0
    """Number of extended configurations, with repetitions."""

    def has(self, path: str) -> bool:
        """Return whether the course has a file of that name."""
        return is_file(self.files.root / path)

    def locked(self, url: str, place: Position, rule: Rule = Rule.VALID_CONFIG_STRUCTURE) -> str:
        """Return the path of a remote file in the lock; empty, with a message, if it is missing."""
        self.remote.setdefault(url, place)
        path = locked_path(url)
        if self.has(path):
            self.urls[path] = url
            return path
        message = f"`{url}` is not in the lock"
        self.diagnostics.report(rule, place, message, HINT)
        return ""

    def read(self, path: str) -> Value | None:
        """Return a YAML file; None, with a diagnostic, if it cannot be read."""
        start = Position(path)
        try:
            file = CourseFiles(self.files.root, outer=self.files.outer).find("/" + path)
            content = file.read_bytes() if file else b""
            text = content.decode("utf-8-sig")
        except OutsideCourseError:
            message = f"`{path}` is outside the course folder"
            self.diagnostics.report(Rule.PATH_INSIDE_COURSE, start, message)
            return None
        except (OSError, UnicodeDecodeError) as error:
            rule = Rule.ENCODING if isinstance(error, ValueError) else Rule.VALID_CONFIG_STRUCTURE
            self.diagnostics.report(rule, start, f"`{path}` cannot be read: {error}")
            return None
        self.contents[path] = content
        source = Source(path, text.replace("\r\n", "\n"))
        return load_yaml(source, self.diagnostics, Rule.VALID_CONFIG_STRUCTURE, FILE_LIMITS)

    @property
    def digest(self) -> str:
        """The digest of the files that were read."""
        digest = hashlib.sha256()
        for path, content in sorted(self.contents.items()):
            digest.update(f"{path}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()


def load_config(files: CourseFiles, diagnostics: Diagnostics) -> Config | None:
    """Return the configuration of a course; None if no site can be written.

    A folder without ``myst.yml`` and ``_config.yml`` is a course with default settings.
    """
    if not files.root.is_dir():
        below = _course_below(files.root.parent)
        hint = (
            f"there is one in `{below}`: `neuromatch-site build {below}`" if below else _NO_COURSE
        )
        message = f"course folder not found: `{files.root.name}`"
        diagnostics.report(Rule.COURSE_EXISTS, Position(MYST), message, hint)
        return None
    reader = _Reader(files, diagnostics)
    if reader.has(MYST):
        config = _load_myst(reader)
    elif reader.has(BOOK) or reader.has(BOOK_TOC):
        config = _load_book(reader)
    else:
        config = Config(project=ProjectConfig(), site=SiteConfig())
        if below := _course_below(files.root):
            message = f"this folder has no `{MYST}`, and the folder `{below}` has one"
            hint = f"to build the course there: `neuromatch-site build {below}`"
            diagnostics.warn(Rule.COURSE_EXISTS, Position(MYST), message, hint)
    return _complete(config, reader) if config else None


_NO_COURSE = "create one with `neuromatch-site new course`, or give another folder"


def _course_below(folder: Path) -> str:
    """Return the folder right below that holds a course, where one alone does; empty else."""
    try:
        below = [path for path in folder.iterdir() if path.is_dir() and path.name[0] not in "._"]
    except OSError:
        return ""
    names = [item.name for item in below if any((item / name).is_file() for name in CONFIGURATIONS)]
    return names[0] if len(names) == 1 else ""


def _load_myst(reader: _Reader) -> Config | None:
    value = _extended(reader, MYST, ())
    if value is None:
        return None
    own = f"{reader.files.translation}/{MYST}"
    if reader.files.translation and reader.has(own):
        translated = reader.read(own)
        if translated is None:
            return None
        value = on_top(translated, value)
    report = Report(reader.diagnostics, Rule.VALID_CONFIG_STRUCTURE)
    if not isinstance(value.data, Mapping):
        what = "empty" if value.data is None else "not a mapping of keys and values"
        report.wrong(
            value, f"`{MYST}` is {what}", "start the file with `version: 1`, then `project:`"
        )
        return None
    section = read_section(value, CONFIG_FIELDS, report, _ELSEWHERE)
    if section is None:
        return None
    version = section.require(_VERSION)
    if version not in (None, 1):
        message = f"unknown version {version}"
        section.report.wrong(section.values[_VERSION.name], message, "write `version: 1`")
    project = read_project(section.values.get(_PROJECT.name), reader.diagnostics)
    project = replace(project, incomplete=reader.incomplete)
    site = read_site(section.values.get(_SITE.name), reader.diagnostics)
    return Config(project=project, site=site, path=MYST)


_MOST_BASES = 100
"""Configurations that one may extend: each that names the next one twice doubles the work."""


def _extended(reader: _Reader, path: str, chain: tuple[str, ...]) -> Value | None:
    """Return a configuration file on top of those it extends; the last of them counts most."""
    value = reader.read(path)
    if value is None or not isinstance(value.data, Mapping):
        return value
    chain = (*chain, path)
    named = [value.data[name] for name in EXTENDS if name in value.data]
    for base in reversed([base for bases in named for base in elements(bases)]):
        report = Report(reader.diagnostics, Rule.VALID_CONFIG_STRUCTURE)
        reader.bases += 1
        if reader.bases > _MOST_BASES:
            if reader.bases == _MOST_BASES + 1:
                report.wrong(base, f"more than {_MOST_BASES} configurations are extended")
            break
        base_value = _base(base, reader, chain, report)
        extended = _extended(reader, base_value, chain) if base_value else None
        if extended is not None:
            value = on_top(value, extended)
    return value


def _base(base: Value, reader: _Reader, chain: tuple[str, ...], report: Report) -> str | None:
    """Return the path of a configuration that another extends; None where it is not to be read."""
    beside = reader.urls.get(chain[-1], "")
    url = urljoin(beside, base.text) if beside or is_remote(base.text) else ""
    if url:
        locked = reader.locked(url, base.position)
        reader.incomplete |= not locked
        if locked in chain:
            report.wrong(base, f"the configuration `{url}` extends itself")
            return None
        return locked or None
    try:
        path = reader.files.locate(base.text, chain[-1])
    except OutsideCourseError:
        message = f"`{base.text}` is outside the course folder"
        hint = reader.files.root_hint(base.text, chain[-1])
        report.broken(Rule.PATH_INSIDE_COURSE, base, message, hint)
        return None
    if path in chain:
        report.wrong(base, "a configuration extends itself: " + " > ".join((*chain, path)))
        return None
    if not reader.has(path):
        report.wrong(base, f"file not found: `{path}`")
        return None
    return path


def _load_book(reader: _Reader) -> Config | None:
    value = reader.read(BOOK) if reader.has(BOOK) else Value({}, Position(BOOK))
    if value is None:
        return None
    from neuromatch_site.config.jupyter_book import read_book

    project, site = read_book(value, reader.diagnostics)
    return Config(project=project, site=site, path=BOOK)


def _complete(config: Config, reader: _Reader) -> Config | None:
    """Return the configuration with the toc of Jupyter Book 1 where it has none of its own."""
    project, site = config.project, config.site
    toc_path = MYST if project.toc is not None else ""
    if project.toc is None and reader.has(BOOK_TOC):
        value = reader.read(BOOK_TOC)
        if value is None:
            return None
        from neuromatch_site.config.jupyter_book_toc import read_book_toc

        toc_path = BOOK_TOC
        project = replace(project, toc=read_book_toc(value, reader.diagnostics))
    language = site.options.language or project.language or "en"
    apart = (*translation_folders(site.options, language), *edition_folders(site.options))
    if project.toc is None:
        apart = (*apart, *_part_files(project.parts), *_part_files(site.parts))
    project = replace(project, exclude=(*project.exclude, *apart))
    if not project.bibliography_given:
        project = replace(project, bibliography=_bibliographies(project, reader.files))
    options = _with_locked_files(replace(site.options, language=language), reader)
    for name, part in {**project.parts, **site.parts}.items():
        if name in SITE_PARTS and is_remote(part.texts[0]):
            reader.remote.setdefault(part.texts[0].strip(), part.position)
    return replace(
        config,
        project=project,
        site=replace(site, options=options),
        toc_path=toc_path,
        digest=reader.digest,
        remote=reader.remote,
    )


def _with_locked_files(options: SiteOptions, reader: _Reader) -> SiteOptions:
    """Return the options with files elsewhere as files of the lock; none where it lacks them."""
    locked: dict[str, str] = {}
    for name in ("logo", "logo_dark", "favicon", "cover", "style"):
        url = str(getattr(options, name))
        if is_remote(url):
            holders = (path for path, text in reader.contents.items() if url.encode() in text)
            place = reader.files.place_of(url, f"/{next(holders, MYST)}")
            place = place._replace(path=place.path.lstrip("/"))
            locked[name] = reader.locked(url, place, Rule.STATIC_FILE_COPIED)
    return replace(options, **locked)


def _part_files(parts: Mapping[str, Part]) -> list[str]:
    """Return the files that hold parts of the site: they are no pages."""
    texts = [part.texts[0].strip() for name, part in parts.items() if name in SITE_PARTS]
    return [text.removeprefix("./") for text in texts if re.fullmatch(r"[^\s*?\[]+\.md", text)]


def _bibliographies(project: ProjectConfig, files: CourseFiles) -> tuple[str, ...]:
    """Return every BibTeX file of the course that it does not exclude."""
    paths = (path for path in files.tree().walk() if path.lower().endswith(".bib"))
    return tuple(path for path in paths if not is_excluded(path, project.exclude))
