"""The front matter of a page: its own fields, and those inherited from the project."""

import re
from collections.abc import Mapping
from typing import Annotated

from msgspec import Struct, field
from msgspec.structs import replace

from neuromatch_site.config.credits import affiliations_of
from neuromatch_site.config.data_kinds import DURATION
from neuromatch_site.config.fields import (
    Field,
    Key,
    Kind,
    Report,
    Section,
    expected,
    keys_of,
    object_schema,
    open_section,
    read_section,
    struct_of,
)
from neuromatch_site.config.frontmatter import SHARED_FIELDS, Frontmatter, read_shared
from neuromatch_site.config.kinds import (
    BOOLEAN,
    DATA_MAPPING,
    INTEGER,
    TEXT,
    TEXTS,
    choice,
    foreign,
    mapping_of,
    unused,
)
from neuromatch_site.config.launch import LAUNCH
from neuromatch_site.config.licenses import Licenses
from neuromatch_site.config.numbering import inherit_numbering
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.filesystem.theme_files import layout_names

# The kernel.


class Kernel(Struct, frozen=True, kw_only=True):
    """``kernelspec``: what runs the code of a page."""

    name: Annotated[str, Key(TEXT, "The name of the kernel, such as `python3`.")] = "python3"
    display_name: Annotated[str, Key(TEXT, "The display name of the kernel in Jupyter.")] = ""
    language: Annotated[str, Key(TEXT, "The programming language.")] = ""


KERNEL = struct_of(Kernel, *foreign("Its command line and environment.", "argv", "env"))


def _nested_kernel(value: Value, report: Report) -> Kernel | None:
    """Return the kernel of ``jupyter: {kernelspec: ...}``; the rest there is Jupyter's."""
    nested = value.data.get("kernelspec") if isinstance(value.data, Mapping) else None
    return None if nested is None else KERNEL.read(nested, report)


def _nested_substitutions(value: Value, report: Report) -> Mapping[str, str] | None:
    """Return those of ``myst: {substitutions: ...}``; the rest there is myst-parser's."""
    nested = value.data.get("substitutions") if isinstance(value.data, Mapping) else None
    return None if nested is None else mapping_of(TEXT).read(nested, report)


# How code is run: ``execute:``.

_PLAIN_PACKAGE = re.compile(r"[\w.-]+")


class Execution(Struct, frozen=True, kw_only=True):
    """``execute:``: how the code of a page is run, where that is asked for."""

    skip: Annotated[bool, Key(BOOLEAN, "Never run the code of this page.")] = False
    timeout: Annotated[int, Key(INTEGER, "Time limit for a cell, in seconds.")] = 0
    """0: what the site says."""
    allow_errors: Annotated[bool | None, Key(BOOLEAN, "Show errors as output.")] = None
    """None: what the site says."""
    files: Annotated[
        tuple[str, ...],
        Key(
            TEXTS,
            "Files that the code reads; when one changes, it is run again.",
            ("dependencies",),
        ),
    ] = ()
    """When one changes, it is run again."""
    packages: Annotated[
        tuple[str, ...], Key(TEXTS, "Packages that a notebook of the page installs first.")
    ] = ()

    @property
    def install(self) -> str:
        """What follows ``%pip install``: the packages, in quotes that each shell reads."""
        return " ".join(
            item if _PLAIN_PACKAGE.fullmatch(item) else '"{}"'.format(item.replace('"', "'"))
            for item in self.packages
        )


EXECUTION = struct_of(Execution, *foreign("Used by mystmd only.", "cache", "depends_on_env"))

# The look of a page: ``site:``.


class Hero(Struct, frozen=True, kw_only=True):
    """``site: {hero: ...}``: what the front page says of the course before all else."""

    lede: Annotated[str, Key(TEXT, "What the course is about, in a sentence or two.")] = ""
    """The description of the page where it is not said."""
    audience: Annotated[str, Key(TEXT, "Who the course is for.", ("for",))] = ""
    outcomes: Annotated[
        tuple[str, ...], Key(TEXTS, "What learners can do afterwards.", ("teaches",))
    ] = ()
    level: Annotated[str, Key(TEXT, "The level of the course: `Introductory`.")] = ""
    prerequisites: Annotated[str, Key(TEXT, "What learners should know before.")] = ""
    action: Annotated[str, Key(TEXT, "The text of the start button.")] = ""


HERO = struct_of(Hero)


# What myst-parser and Sphinx know.

_META_NAME = re.compile(r"(property=)?[\w.:-]+")


def _read_meta(value: Value, report: Report) -> Mapping[str, str] | None:
    """Return what the head of the page gets, by name; a language after a name is left out."""
    if not isinstance(value.data, Mapping):
        expected(value, "names, each with what it says", report)
        return None
    meta: dict[str, str] = {}
    for key, entry in value.data.items():
        name = key.split()[0] if key.split() else ""
        if not _META_NAME.fullmatch(name):
            place = entry.key or entry.position
            report.wrong(place, f"`{key}` cannot be in the head of a page", "write a plain name")
        elif text := TEXT.read(entry, report):
            meta[name] = text
    return meta


class PageFrontmatter(Frontmatter, frozen=True, kw_only=True):
    """What only a page can say."""

    kernel: Annotated[
        Kernel | None, Key(KERNEL, "The kernel for the code of the page.", name="kernelspec")
    ] = None
    execution: Annotated[
        Execution,
        Key(EXECUTION, "Settings for running the code of the page.", name="execute"),
    ] = Execution()
    aliases: Annotated[
        tuple[str, ...], Key(TEXTS, "Old URLs that redirect to this page.", ("slug",))
    ] = ()
    template: Annotated[str, Key(choice(*layout_names()), "The layout of the page.")] = ""
    """``site: {template: conference}``, where it is not the usual one."""
    hero: Annotated[Hero, Key(HERO, "The top of the front page.")] = Hero()
    hide_outline: Annotated[bool, Key(BOOLEAN, "Leave out the outline of the page.")] = False
    hide_title: Annotated[
        bool, Key(BOOLEAN, "Leave out the title.", ("hide_title",), "hide_title_block")
    ] = False
    hide_toc: Annotated[bool, Key(BOOLEAN, "Leave out the sidebar.")] = False
    minutes: Annotated[
        int, Key(DURATION, "How long the lesson takes: `50 min`.", ("minutes",), "duration")
    ] = 0
    """0 where the page is silent."""
    launch: Annotated[
        Mapping[str, str], Key(LAUNCH, "Launch buttons of this page: `colab: URL`.")
    ] = field(default_factory=dict)
    """By service."""
    outline_depth: Annotated[
        int | None,
        Key(INTEGER, "Levels of headings in the outline, the title included.", name="tocdepth"),
    ] = None
    """None: as the site says."""
    nosearch: Annotated[bool, Key(BOOLEAN, "Leave the page out of the search.")] = False
    html_meta: Annotated[
        Mapping[str, str],
        Key(Kind(_read_meta, {"type": "object"}), "More metadata for the head of the page."),
    ] = field(default_factory=dict)
    """As myst-parser has it: ``keywords``, ``property=og:type``."""
    draft: Annotated[bool, Key(BOOLEAN, "Leave the page out of the site; `serve` shows it.")] = (
        False
    )
    site: Mapping[str, object] = field(default_factory=dict)
    """The rest of ``site:``, as data."""
    written_title: str = ""
    """The title with its formulas and other marks; empty where it has none."""
    content_includes_title: Annotated[
        bool, Key(BOOLEAN, "The first heading is the title, and stays in the text.")
    ] = False


# The table.

_OF_PROJECT = ("bibliography", "venue", "based_on", "funding", "settings")
_LESS = (
    "`draft: true` leaves the page out, `nosearch: true` out of the search; "
    "`hidden: true` at its entry of the toc, out of the menu"
)
_UNDER_PROJECT = "write it under `project:` of `myst.yml`"
_KEYS = keys_of(PageFrontmatter)
_LOOK = ("template", "hero", "hide_outline", "hide_title", "hide_toc", "draft", "minutes", "launch")
"""What is said under ``site:``; ``draft`` may be said outside of it, too."""
_LOOK_FIELDS = tuple(_KEYS[name] for name in _LOOK)
_SKIP_EXECUTION = Field("skip_execution", BOOLEAN, "Never run the code of this page.")
_JUPYTER = Field(
    "jupyter",
    Kind(_nested_kernel, {**object_schema((_KEYS["kernel"],)), "additionalProperties": True}),
    "Settings for running code.",
)
_SITE = Field(
    "site",
    Kind(DATA_MAPPING.read, {**object_schema(_LOOK_FIELDS), "additionalProperties": True}),
    "Settings for the layout of this page.",
)
_SD_HIDE_TITLE = Field("sd_hide_title", BOOLEAN, "Leave out the title (sphinx-design).")
_SUBSTITUTIONS = keys_of(Frontmatter)["substitutions"]
_MYST = Field(
    "myst",
    Kind(_nested_substitutions, {**object_schema((_SUBSTITUTIONS,)), "additionalProperties": True}),
    "Settings of myst-parser.",
)
PAGE_FIELDS = (
    *SHARED_FIELDS,
    *(key for name, key in _KEYS.items() if name == "draft" or name not in _LOOK),
    *(_JUPYTER, _SITE, _SD_HIDE_TITLE, _MYST, _SKIP_EXECUTION),
    *foreign("Settings of Jupytext and MyST-NB.", "jupytext", "mystnb", "file_format"),
    *unused("How code is executed.", "thebe"),
    *unused("The number of the page.", "enumerator"),
    *unused("Belongs to the project.", *_OF_PROJECT, hint=_UNDER_PROJECT),
    *unused(
        "Used by other generators only.", "noindex", "hidden", "visibility", "unlisted", hint=_LESS
    ),
    *foreign("Used by Sphinx only.", "orphan", "nocomments"),
    *foreign("Used by the Neuromatch conference site only.", "requiredLogin"),
)


def page_frontmatter(
    value: Value | None, project: Frontmatter, diagnostics: Diagnostics
) -> PageFrontmatter:
    """Return the front matter of a page, completed by the project's.

    ``value`` is the page's YAML; None if it has none.
    """
    report = Report(diagnostics, Rule.VALID_PAGE_FRONTMATTER)
    section = Section({}, report, value.position) if value else None
    if value is not None and isinstance(value.data, Mapping):
        section = read_section(value, PAGE_FIELDS, report)
    elif value is not None and value.data is not None:
        message = "the front matter does not consist of `key: value` lines"
        report.broken(Rule.FRONTMATTER_IS_YAML, value, message, "write `title: ...`")
    return _inherited(_page_fields(section, project) if section else PageFrontmatter(), project)


def _page_fields(section: Section, project: Frontmatter) -> PageFrontmatter:
    """Return what the page itself says."""
    look = _look(section)
    looks = {name: look.get(_KEYS[name], None) for name in _LOOK}
    values = {name: value for name, value in looks.items() if value is not None}
    values.setdefault("hide_title", section.get(_SD_HIDE_TITLE, default=False))
    values["kernel"] = section.get(_KEYS["kernel"], section.get(_JUPYTER, None))
    values["site"] = {name: value.plain for name, value in look.unknown.items()}
    page = read_shared(section, project, PageFrontmatter, **values)
    if section.get(_SKIP_EXECUTION, default=False):
        page = replace(page, execution=replace(page.execution, skip=True))
    written = section.values.get("title")
    return replace(
        page,
        written_title=written.text if written and page.title not in ("", written.text) else "",
        description=page.description or page.html_meta.get("description", ""),
        substitutions={**section.get(_MYST, {}), **page.substitutions},
    )


def _look(section: Section) -> Section:
    """Return ``site:``, what mystmd's templates may know set apart."""
    value = section.values.get(_SITE.name)
    nothing = Section({}, section.report, section.position)
    if value is None or value.data is None:
        return nothing
    return open_section(value, _LOOK_FIELDS, section.report) or nothing


def _inherited(page: PageFrontmatter, project: Frontmatter) -> PageFrontmatter:
    """Return the front matter with what the project says where the page is silent.

    Source: ``fillPageFrontmatter`` of myst-frontmatter; language, direction and substitutions
    follow the same rule here.
    """
    abbreviations = {**project.abbreviations, **page.abbreviations}
    completed = replace(
        page,
        authors=page.authors if page.no_authors else page.authors or project.authors,
        editors=page.editors or project.editors,
        reviewers=page.reviewers or project.reviewers,
        licenses=page.licenses if page.licenses != Licenses() else project.licenses,
        copyright=page.copyright or project.copyright,
        doi=page.doi or project.doi,
        date=page.date or project.date,
        keywords=page.keywords or project.keywords,
        subject=page.subject or project.subject,
        language=page.language or project.language,
        direction=page.direction or project.direction,
        github=page.github or project.github,
        edit_url=project.edit_url if page.edit_url is None else page.edit_url,
        numbering=inherit_numbering(page.numbering, project.numbering),
        math={**project.math, **page.math},
        abbreviations={short: meaning for short, meaning in abbreviations.items() if meaning},
        substitutions={**project.substitutions, **page.substitutions},
    )
    return replace(completed, affiliations=affiliations_of(completed, project))
