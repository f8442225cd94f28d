"""The front matter of a page: its own fields, and what it inherits from the project."""

import re
from collections.abc import Mapping
from functools import partial

from msgspec.structs import replace

from neuromatch_site.config.credits import affiliations_of
from neuromatch_site.config.data_kinds import DURATION
from neuromatch_site.config.fields import (
    Field,
    Kind,
    Report,
    Section,
    expected,
    object_schema,
    open_section,
    read_section,
    record,
)
from neuromatch_site.config.frontmatter import (
    Execution,
    Frontmatter,
    Hero,
    Kernel,
    Licenses,
    PageFrontmatter,
)
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
from neuromatch_site.config.numbering import inherit_numbering
from neuromatch_site.config.shared_fields import SHARED_FIELDS, read_shared
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.filesystem.theme_files import layout_names

# The kernel.

_NAME = Field("name", TEXT, "The name of the kernel, such as `python3`.")
_DISPLAY_NAME = Field("display_name", TEXT, "What the kernel is called in Jupyter.")
_LANGUAGE = Field("language", TEXT, "The programming language.")
KERNEL = record(
    (_NAME, _DISPLAY_NAME, _LANGUAGE, *foreign("How it is started.", "argv", "env")),
    lambda section: Kernel(
        name=section.get(_NAME, "python3"),
        display_name=section.get(_DISPLAY_NAME, ""),
        language=section.get(_LANGUAGE, ""),
    ),
)


def _nested_kernel(value: Value, report: Report) -> Kernel | None:
    """Return the kernel of ``jupyter: {kernelspec: ...}``; the rest there is Jupyter's."""
    nested = value.data.get("kernelspec") if isinstance(value.data, Mapping) else None
    return None if nested is None else KERNEL.read(nested, report)


def _nested_substitutions(value: Value, report: Report) -> Mapping[str, str] | None:
    """Return those of ``myst: {substitutions: ...}``; the rest there is myst-parser's."""
    nested = value.data.get("substitutions") if isinstance(value.data, Mapping) else None
    return None if nested is None else mapping_of(TEXT).read(nested, report)


# How code is run: ``execute:``.

_SKIP = Field("skip", BOOLEAN, "Never run the code of this page.")
_TIMEOUT = Field("timeout", INTEGER, "Seconds that a cell may take.")
_ALLOW_ERRORS = Field("allow_errors", BOOLEAN, "Errors belong to the page.")
_FILES = Field("files", TEXTS, "Files that the code reads.", ("dependencies",))
_PACKAGES = Field("packages", TEXTS, "Packages that a notebook of the page installs first.")
_CACHING = foreign("Said to mystmd.", "cache", "depends_on_env")
EXECUTION = record(
    (
        _SKIP,
        _TIMEOUT,
        _ALLOW_ERRORS,
        _FILES,
        _PACKAGES,
        *_CACHING,
    ),
    lambda section: Execution(
        skip=section.get(_SKIP, default=False),
        timeout=section.get(_TIMEOUT, 0),
        allow_errors=section.get(_ALLOW_ERRORS, None),
        files=section.get(_FILES, ()),
        packages=section.get(_PACKAGES, ()),
    ),
)

# The look of a page: ``site:``.

_TEMPLATE = Field("template", choice(*layout_names()), "The layout of the page.")
_HIDE_OUTLINE = Field("hide_outline", BOOLEAN, "Leave out the outline of the page.")
_HIDE_TITLE = Field("hide_title_block", BOOLEAN, "Leave out the title.", ("hide_title",))
_HIDE_TOC = Field("hide_toc", BOOLEAN, "Leave out the sidebar.")
_DRAFT = Field("draft", BOOLEAN, "Leave the page out of the site; `serve` shows it.")
_LEDE = Field("lede", TEXT, "What the course is, in a sentence or two.")
_AUDIENCE = Field("audience", TEXT, "For whom the course is.", ("for",))
_OUTCOMES = Field("outcomes", TEXTS, "What learners can do afterwards.", ("teaches",))
_LEVEL = Field("level", TEXT, "How hard the course is: `Introductory`.")
_PREREQUISITES = Field("prerequisites", TEXT, "What learners should know before.")
_ACTION = Field("action", TEXT, "The words of the button that starts the course.")
HERO = record(
    (_LEDE, _AUDIENCE, _OUTCOMES, _LEVEL, _PREREQUISITES, _ACTION),
    lambda section: Hero(
        lede=section.get(_LEDE, ""),
        audience=section.get(_AUDIENCE, ""),
        outcomes=section.get(_OUTCOMES, ()),
        level=section.get(_LEVEL, ""),
        prerequisites=section.get(_PREREQUISITES, ""),
        action=section.get(_ACTION, ""),
    ),
)
_HERO = Field("hero", HERO, "The head of the front page.")
_MINUTES = Field("duration", DURATION, "How long the lesson takes: `50 min`.", ("minutes",))
_LAUNCH = Field("launch", LAUNCH, "Where the notebook of this page is opened: `colab: URL`.")
_LOOK_FIELDS = (
    *(_TEMPLATE, _HERO, _HIDE_OUTLINE, _HIDE_TITLE, _HIDE_TOC, _DRAFT, _MINUTES, _LAUNCH),
)

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


# The table.

_OF_PROJECT = ("bibliography", "venue", "based_on", "funding", "settings")
_LESS = (
    "`draft: true` leaves the page out, `nosearch: true` out of the search; "
    "`hidden: true` at its entry of the toc, out of the menu"
)
_UNDER_PROJECT = "write it under `project:` of `myst.yml`"

_KERNELSPEC = Field("kernelspec", KERNEL, "What runs the code of the page.")
_EXECUTE = Field("execute", EXECUTION, "How the code is run, where that is asked for.")
_SKIP_EXECUTION = Field("skip_execution", BOOLEAN, "Never run the code of this page.")
_JUPYTER = Field(
    "jupyter",
    Kind(_nested_kernel, {**object_schema((_KERNELSPEC,)), "additionalProperties": True}),
    "Settings of Jupyter.",
)
_ALIASES = Field("aliases", TEXTS, "Old addresses that lead to this page.", ("slug",))
_SITE = Field(
    "site",
    Kind(DATA_MAPPING.read, {**object_schema(_LOOK_FIELDS), "additionalProperties": True}),
    "The look of this page.",
)
_SD_HIDE_TITLE = Field("sd_hide_title", BOOLEAN, "Leave out the title, as sphinx-design has it.")
_SUBSTITUTIONS = Field("substitutions", mapping_of(TEXT), "The texts of `{{ name }}`.")
_MYST = Field(
    "myst",
    Kind(_nested_substitutions, {**object_schema((_SUBSTITUTIONS,)), "additionalProperties": True}),
    "Settings of myst-parser.",
)
_HTML_META = Field(
    "html_meta", Kind(_read_meta, {"type": "object"}), "More for the head of the page."
)
_TOC_DEPTH = Field("tocdepth", INTEGER, "Levels of headings in the outline, the title included.")
_NO_SEARCH = Field("nosearch", BOOLEAN, "Leave the page out of the search.")
_INCLUDES_TITLE = Field(
    "content_includes_title", BOOLEAN, "The first heading is the title, and stays in the text."
)
PAGE_FIELDS = (
    *SHARED_FIELDS,
    *(_HTML_META, _TOC_DEPTH, _NO_SEARCH),
    *(_KERNELSPEC, _JUPYTER, _ALIASES, _SITE, _DRAFT, _SD_HIDE_TITLE, _MYST, _INCLUDES_TITLE),
    *foreign("Settings of Jupytext and MyST-NB.", "jupytext", "mystnb", "file_format"),
    *(_EXECUTE, _SKIP_EXECUTION, *unused("How code is executed.", "thebe")),
    *unused("The number of the page.", "enumerator"),
    *unused("Said by the project.", *_OF_PROJECT, hint=_UNDER_PROJECT),
    *unused("Of other generators.", "noindex", "hidden", "visibility", "unlisted", hint=_LESS),
    *foreign("Known to Sphinx.", "orphan", "nocomments"),
    *foreign("Known to the site of the Neuromatch conference.", "requiredLogin"),
)


def page_frontmatter(
    value: Value | None, project: Frontmatter, diagnostics: Diagnostics
) -> PageFrontmatter:
    """Return what a page says of itself, completed by what the project says.

    ``value`` is the page's YAML; None where it has none.
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
    make = partial(
        PageFrontmatter,
        kernel=section.get(_KERNELSPEC, section.get(_JUPYTER, None)),
        execution=_execution(section),
        aliases=section.get(_ALIASES, ()),
        template=look.get(_TEMPLATE, ""),
        hero=look.get(_HERO, Hero()),
        hide_outline=look.get(_HIDE_OUTLINE, default=False),
        hide_title=look.get(_HIDE_TITLE, section.get(_SD_HIDE_TITLE, default=False)),
        hide_toc=look.get(_HIDE_TOC, default=False),
        minutes=look.get(_MINUTES, 0),
        launch=look.get(_LAUNCH, {}),
        outline_depth=section.get(_TOC_DEPTH, None),
        nosearch=section.get(_NO_SEARCH, default=False),
        html_meta=section.get(_HTML_META, {}),
        draft=look.get(_DRAFT, section.get(_DRAFT, default=False)),
        site={name: value.plain for name, value in look.unknown.items()},
        content_includes_title=section.get(_INCLUDES_TITLE, default=False),
    )
    page = read_shared(section, project, make)
    written = section.values.get("title")
    return replace(
        page,
        written_title=written.text if written and page.title not in ("", written.text) else "",
        description=page.description or page.html_meta.get("description", ""),
        substitutions={**section.get(_MYST, {}), **page.substitutions},
    )


def _execution(section: Section) -> Execution:
    execution = section.get(_EXECUTE, Execution())
    skip = section.get(_SKIP_EXECUTION, default=False)
    return replace(execution, skip=True) if skip else execution


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
