"""The fields of ``project:`` and how they are read."""

from collections.abc import Mapping
from functools import partial

from neuromatch_site.config.based_on import BASED_ON
from neuromatch_site.config.fields import (
    Field,
    Kind,
    Report,
    Section,
    expected,
    read_section,
    record,
    written_in,
)
from neuromatch_site.config.formats import DATE, DOI, URL
from neuromatch_site.config.frontmatter import Frontmatter
from neuromatch_site.config.funding import FUNDING
from neuromatch_site.config.kinds import (
    BOOLEAN,
    INTEGER,
    TEXT,
    TEXTS,
    choice,
    elements,
    foreign,
    unused,
)
from neuromatch_site.config.options import OPTION_FIELDS
from neuromatch_site.config.plain_text import TITLE
from neuromatch_site.config.project import CodeExecution, DepositSettings, ProjectConfig, Reference
from neuromatch_site.config.shared_fields import SHARED_FIELDS, read_shared
from neuromatch_site.config.site_fields import SITE_FIELDS
from neuromatch_site.config.toc import TOC
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule

# References to other projects.

_URL = Field("url", URL, "Where the other project is published.")
_KIND = Field("kind", TEXT, "`myst` or `intersphinx`.")
_KINDS = {"myst": "myst", **dict.fromkeys(("intersphinx", "sphinx", "inv"), "intersphinx")}


def _reference(section: Section) -> Reference | None:
    url = section.require(_URL)
    written_kind = section.get(_KIND, "").lower()
    kind = _KINDS.get(written_kind, "")
    if written_kind and not kind:
        place = section.values[_KIND.name]
        expected(place, "`myst` or `intersphinx`", section.report)
    if not url:
        return None
    return Reference(key="", url=url.rstrip("/"), kind=kind, position=section.position)


_REFERENCE = record((_URL, _KIND), _reference, shorthand="url")


def _read_references(value: Value, report: Report) -> tuple[Reference, ...] | None:
    if not isinstance(value.data, Mapping):
        expected(value, "keys, each with the URL of a project", report)
        return None
    references = ((key, _REFERENCE.read(entry, report)) for key, entry in value.data.items())
    return tuple(
        Reference(key=key, url=reference.url, kind=reference.kind, position=reference.position)
        for key, reference in references
        if reference is not None
    )


# What else only the project says.


_TITLE = Field("title", TITLE, "Its name.")
_VENUE_KIND = record(
    (_TITLE, *foreign("For other programs.", "url", "short_title", "description", "doi")),
    lambda section: section.get(_TITLE, "") or None,
    shorthand="title",
)


def _read_release_tag(value: Value, report: Report) -> str | None:
    text = TEXT.read(value, report)
    if text is not None and "{version}" not in text:
        expected(value, "a form with `{version}` in it", report, "such as `v{version}`")
        return None
    return text


def _report_plugins(value: Value, report: Report) -> None:
    for plugin in elements(value):
        path = plugin.data.get("path", plugin) if isinstance(plugin.data, Mapping) else plugin
        message = f"the plugin `{path.text}` is code and is not run"
        hint = "what it would add is reported where a page uses it"
        report.broken(Rule.PLUGIN_LOADS, plugin, message, hint)


_INCLUDE = Field("include", TEXTS, "Patterns of the pages whose code is run.", ("patterns",))
_EXCLUDED = Field("exclude", TEXTS, "Patterns of pages whose code is not run.")
_KERNEL = Field("kernel", TEXT, "The kernel of pages that name none.")
_TIMEOUT = Field("timeout", INTEGER, "Seconds that a cell may take.")
_PAGE_TIMEOUT = Field("page_timeout", INTEGER, "Seconds that a page may take.")
_ALLOW_ERRORS = Field("allow_errors", BOOLEAN, "Errors belong to what pages show.")
_EXECUTION = record(
    (_INCLUDE, _EXCLUDED, _KERNEL, _TIMEOUT, _PAGE_TIMEOUT, _ALLOW_ERRORS),
    lambda section: CodeExecution(
        include=section.get(_INCLUDE, ()),
        exclude=section.get(_EXCLUDED, ()),
        kernel=section.get(_KERNEL, ""),
        timeout=section.get(_TIMEOUT, 0),
        page_timeout=section.get(_PAGE_TIMEOUT, 0),
        allow_errors=section.get(_ALLOW_ERRORS, None),
    ),
)


def _read_execution(value: Value, report: Report) -> CodeExecution | None:
    """Return what ``execute:`` says about running code; that it is run, it cannot say."""
    if value.text.lower() == "false":
        return None
    if value.text.lower() == "true":
        message = "a setting does not run code; `execute: true` has no effect"
        hint = "run `neuromatch-site run`, or build with `--execute`"
        report.broken(Rule.CODE_RUNS_ON_REQUEST, value, message, hint)
        return None
    return _EXECUTION.read(value, report)


_EXECUTE = Field(
    "execute",
    Kind(_read_execution, {"anyOf": [_EXECUTION.schema, BOOLEAN.schema]}),
    "Which code is run, and how, by `run` and `build --execute`.",
)
_LAUNCH_HINT = (
    "`launch` under `site.options` says where notebooks are opened, `jupyterlite` there puts "
    "them on the site"
)
_JUPYTER_KIND = record(
    (
        _EXECUTE,
        *unused(
            "Where mystmd runs code while a page is read.",
            *("binder", "lite", "local", "server", "thebe", "useBinder", "useJupyterLite"),
            *("disableSessionSaving", "mathjaxUrl", "mathjaxConfig"),
            hint=_LAUNCH_HINT,
        ),
    ),
    lambda section: section.get(_EXECUTE, CodeExecution()),
)


def _read_jupyter(value: Value, report: Report) -> CodeExecution | None:
    """Return how code is run; ``true``, ``binder`` and ``lite`` are known, and reported."""
    if isinstance(value.data, Mapping):
        return _JUPYTER_KIND.read(value, report)
    if value.text.lower() in ("true", "binder", "lite"):
        message = f"`jupyter: {value.text}` has no effect on this site"
        report.broken(Rule.SETTING_HAS_EFFECT, value, message, _LAUNCH_HINT)
    elif value.text.lower() != "false":
        expected(value, "`true`, `binder`, `lite`, or settings", report)
    return None


_SHOWN = choice("show", "remove", "remove-warn", "remove-error", "warn", "error")
_STDERR = Field("output_stderr", _SHOWN, "Whether what cells say on `stderr` is shown.")
_STDOUT = Field("output_stdout", _SHOWN, "Whether what cells say on `stdout` is shown.")
_SETTINGS_KIND = record(
    (
        *(_STDERR, _STDOUT),
        *unused(
            "Known to mystmd; not used here.",
            *("output_matplotlib_strings", "parser", "myst_to_tex", "execute", "legacyMath"),
        ),
    ),
    lambda section: {
        field.name: behaviour
        for field in (_STDERR, _STDOUT)
        if (behaviour := section.get(field, ""))
    },
)

_ID = Field("id", TEXT, "The identifier of the project.")
_VERSION = Field("version", TEXT, "The version, in quotes: `'3.10'`.")
_CONCEPT_DOI = Field("concept_doi", DOI, "The DOI that leads to the newest version.")
_VENUE = Field("venue", _VENUE_KIND, "Where it is published or taught.")
_ACCESS = Field(
    "access", choice("open", "restricted"), "Who may read the files; `open` by default."
)
_EMBARGO = Field("embargo", DATE, "Until when the files are restricted, as YYYY-MM-DD.")
_COMMUNITIES = Field("communities", TEXTS, "Communities that are asked to take it in, by name.")
_DEPOSIT = Field(
    "deposit",
    record(
        (_ACCESS, _EMBARGO, _COMMUNITIES),
        lambda section: DepositSettings(
            access=section.get(_ACCESS, "open"),
            embargo=section.get(_EMBARGO, ""),
            communities=section.get(_COMMUNITIES, ()),
        ),
    ),
    "How `cite --deposit` deposits the course.",
)
_RELEASE_TAG = Field(
    "release_tag",
    Kind(_read_release_tag, {"type": "string"}),
    "The form of release tags, such as `v{version}`: `.zenodo.json` then has version and date.",
)
_EXCLUDE = Field("exclude", TEXTS, "Patterns of files that are not pages.")
_BIBLIOGRAPHY = Field("bibliography", TEXTS, "BibTeX files.")
_REFERENCES = Field(
    "references",
    Kind(_read_references, {"type": "object", "additionalProperties": _REFERENCE.schema}),
    "Other projects whose labels can be referred to.",
)
_STATIC_FILES = Field(
    "static_files", TEXTS, "Files and folders, put at the root of the site under their names."
)
_JUPYTER = Field(
    "jupyter",
    Kind(_read_jupyter, {"anyOf": [_JUPYTER_KIND.schema, {"type": ["boolean", "string"]}]}),
    "How code is run.",
    ("thebe",),
)
_REQUIREMENTS = Field("requirements", TEXTS, "Requirements files of the code.")
_SETTINGS = Field("settings", _SETTINGS_KIND, "What is shown of the outputs of code.")
_PLUGINS: Field[None] = Field("plugins", Kind(_report_plugins, {}), "Code, which is not run.")
PROJECT_FIELDS = (
    *SHARED_FIELDS,
    *(_ID, _VERSION, _CONCEPT_DOI, _VENUE, BASED_ON, FUNDING, _DEPOSIT, _RELEASE_TAG, TOC),
    *(_EXCLUDE, _BIBLIOGRAPHY, _REFERENCES, _STATIC_FILES, _JUPYTER, _REQUIREMENTS, _SETTINGS),
    _PLUGINS,
    *unused("Known to mystmd; not used here.", "remote", "index", "enumerator", "resources"),
)
_ELSEWHERE = written_in(
    ("under `options:` of `site:`", OPTION_FIELDS), ("under `site:`", SITE_FIELDS)
)


def read_project(value: Value | None, diagnostics: Diagnostics) -> ProjectConfig:
    """Return the ``project:`` section; what is not said, or wrong, has its default."""
    if value is None or value.data is None:
        return ProjectConfig()
    report = Report(diagnostics, Rule.VALID_PROJECT_CONFIG)
    section = read_section(value, PROJECT_FIELDS, report, _ELSEWHERE)
    if section is None:
        return ProjectConfig()
    section.get(_PLUGINS, None)
    for name in ("label", "tags"):
        if (written := section.values.get(name)) is not None and written.data:
            message = f"`{name}` of a project has no effect on this site"
            place = written.key or written.position
            section.report.broken(Rule.SETTING_HAS_EFFECT, place, message, "write it on a page")
    make = partial(
        ProjectConfig,
        id=section.get(_ID, ""),
        version=section.get(_VERSION, ""),
        concept_doi=section.get(_CONCEPT_DOI, ""),
        venue=section.get(_VENUE, ""),
        based_on=section.get(BASED_ON, ()),
        funding=section.get(FUNDING, ()),
        deposit=section.get(_DEPOSIT, DepositSettings()),
        release_tag=section.get(_RELEASE_TAG, ""),
        toc=section.get(TOC, None),
        exclude=section.get(_EXCLUDE, ()),
        bibliography=section.get(_BIBLIOGRAPHY, ()),
        bibliography_given=_BIBLIOGRAPHY.name in section.values,
        references=section.get(_REFERENCES, ()),
        static_files=section.get(_STATIC_FILES, ()),
        execution=section.get(_JUPYTER, CodeExecution()),
        requirements=section.get(_REQUIREMENTS, ()),
        settings=section.get(_SETTINGS, {}),
    )
    return read_shared(section, Frontmatter(), make)
