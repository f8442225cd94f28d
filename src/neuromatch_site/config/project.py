"""The ``project:`` section of ``myst.yml``: its fields and how they are read."""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Struct, field
from msgspec.structs import replace

from neuromatch_site.config.based_on import BASED_ON, BasedOn
from neuromatch_site.config.fields import (
    Field,
    Key,
    Kind,
    Report,
    Section,
    expected,
    fields_of,
    read_into,
    read_section,
    record,
    struct_of,
    written_in,
)
from neuromatch_site.config.formats import DATE, DOI, URL
from neuromatch_site.config.frontmatter import SHARED_FIELDS, Frontmatter, read_shared
from neuromatch_site.config.funding import FUNDING, Funding
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
from neuromatch_site.config.markdown_syntax import MarkdownSyntax
from neuromatch_site.config.numbering import NumberingItem
from neuromatch_site.config.options import OPTION_FIELDS
from neuromatch_site.config.plain_text import TITLE
from neuromatch_site.config.site import SITE_FIELDS
from neuromatch_site.config.toc import TOC, TocItem
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position


class Reference(Struct, frozen=True, kw_only=True):
    """An entry of ``references:``: another project whose labels can be referred to."""

    key: str = ""
    url: Annotated[str, Key(URL, "The URL of the other project.")]
    kind: Annotated[str, Key(TEXT, "`myst` or `intersphinx`.")] = ""
    """Empty for whichever the site has."""
    position: Position


_KINDS = {"myst": "myst", **dict.fromkeys(("intersphinx", "sphinx", "inv"), "intersphinx")}


def _read_reference(section: Section) -> Reference | None:
    reference = read_into(Reference, section)
    if reference is None:
        return None
    kind = _KINDS.get(reference.kind.lower(), "")
    if reference.kind and not kind:
        expected(section.values["kind"], "`myst` or `intersphinx`", section.report)
    return replace(reference, url=reference.url.rstrip("/"), kind=kind)


_REFERENCE = record(fields_of(Reference), _read_reference, shorthand="url")


def _read_references(value: Value, report: Report) -> tuple[Reference, ...] | None:
    if not isinstance(value.data, Mapping):
        expected(value, "keys, each with the URL of a project", report)
        return None
    references = ((key, _REFERENCE.read(entry, report)) for key, entry in value.data.items())
    return tuple(replace(reference, key=key) for key, reference in references if reference)


# What else only the project says.


_TITLE = Field("title", TITLE, "Its name.")
_VENUE_KIND = record(
    (_TITLE, *foreign("Used by other programs only.", "url", "short_title", "description", "doi")),
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


class CodeExecution(Struct, frozen=True, kw_only=True):
    """``jupyter: execute:``: which code is run, and how, if the command line asks for it."""

    include: Annotated[
        tuple[str, ...], Key(TEXTS, "Patterns of the pages whose code is run.", ("patterns",))
    ] = ()
    """Empty: every page with code."""
    exclude: Annotated[tuple[str, ...], Key(TEXTS, "Patterns of pages whose code is not run.")] = ()
    kernel: Annotated[str, Key(TEXT, "The default kernel.")] = ""
    timeout: Annotated[int, Key(INTEGER, "Time limit for a cell, in seconds.")] = 0
    """0: what the site says."""
    page_timeout: Annotated[int, Key(INTEGER, "Time limit for a page, in seconds.")] = 0
    allow_errors: Annotated[bool | None, Key(BOOLEAN, "Show errors of code as output.")] = None


_EXECUTION = struct_of(CodeExecution)


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
    "Settings for `run` and `build --execute`.",
)
_LAUNCH_HINT = (
    "`launch` under `site.options` says where notebooks are opened, `jupyterlite` there puts "
    "them on the site"
)
_JUPYTER_KIND = record(
    (
        _EXECUTE,
        *unused(
            "Live code of mystmd.",
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
_STDERR = Field("output_stderr", _SHOWN, "How to show output on `stderr`.")
_STDOUT = Field("output_stdout", _SHOWN, "How to show output on `stdout`.")
_SETTINGS_KIND = record(
    (
        *(_STDERR, _STDOUT),
        *unused(
            "Used by mystmd only.",
            *("output_matplotlib_strings", "parser", "myst_to_tex", "execute", "legacyMath"),
        ),
    ),
    lambda section: {
        field.name: behaviour
        for field in (_STDERR, _STDOUT)
        if (behaviour := section.get(field, ""))
    },
)


class DepositSettings(Struct, frozen=True, kw_only=True):
    """Settings for deposits of the course."""

    access: Annotated[
        str,
        Key(choice("open", "restricted"), "Access to the files: `open` (default) or `restricted`."),
    ] = "open"
    embargo: Annotated[str, Key(DATE, "The end of the embargo on the files, as YYYY-MM-DD.")] = ""
    """Empty for no embargo."""
    communities: Annotated[tuple[str, ...], Key(TEXTS, "Zenodo communities to submit it to.")] = ()


_REFERENCES = Kind(_read_references, {"type": "object", "additionalProperties": _REFERENCE.schema})
_JUPYTER = Kind(_read_jupyter, {"anyOf": [_JUPYTER_KIND.schema, {"type": ["boolean", "string"]}]})
_AS_MYST = NumberingItem()


class ProjectConfig(Frontmatter, frozen=True, kw_only=True):
    """The configuration of the course."""

    id: Annotated[str, Key(TEXT, "The identifier of the project.")] = ""
    version: Annotated[str, Key(TEXT, "The version, in quotes: `'3.10'`.")] = ""
    concept_doi: Annotated[str, Key(DOI, "The DOI of all versions (concept DOI).")] = ""
    """Where it is told apart from ``doi``."""
    venue: Annotated[str, Key(_VENUE_KIND, "The venue of publication or teaching.")] = ""
    based_on: Annotated[
        tuple[BasedOn, ...],
        Key(
            BASED_ON,
            "The works that the course is based on, each with title, authors, DOI and licence.",
        ),
    ] = ()
    funding: Annotated[tuple[Funding, ...], Key(FUNDING, "Funding: a statement, and awards.")] = ()
    deposit: Annotated[
        DepositSettings,
        Key(struct_of(DepositSettings), "How `cite --deposit` deposits the course."),
    ] = DepositSettings()
    release_tag: Annotated[
        str,
        Key(
            Kind(_read_release_tag, {"type": "string"}),
            "The form of release tags, such as `v{version}`: `.zenodo.json` then has version and "
            "date.",
        ),
    ] = ""
    toc: Annotated[tuple[TocItem, ...] | None, Key(TOC, "The table of contents.")] = None
    """None: implied by the folders."""
    only_toc: bool = False
    """Jupyter Book 1: pages that are linked but not in the toc are not built."""
    exclude: Annotated[tuple[str, ...], Key(TEXTS, "Patterns of files that are not pages.")] = ()
    bibliography: Annotated[tuple[str, ...], Key(TEXTS, "BibTeX files.")] = ()
    """Paths from the course folder."""
    bibliography_given: bool = False
    """False: every ``.bib`` file in the course folder is used."""
    references: Annotated[
        tuple[Reference, ...],
        Key(_REFERENCES, "Other projects whose labels can be referred to."),
    ] = ()
    jupyter_book: bool = False
    """It comes from a ``_config.yml``: pages use the syntax of Jupyter Book 1."""
    notebooks: bool = False
    """Its Markdown pages are also published as notebooks, which its launch buttons open."""
    syntax: MarkdownSyntax = MarkdownSyntax()
    """The Markdown syntax of its pages."""
    incomplete: bool = False
    """A configuration that it extends is missing, and could define unknown names."""
    static_files: Annotated[
        tuple[str, ...],
        Key(TEXTS, "Files and folders to copy to the root of the site."),
    ] = ()
    execution: Annotated[
        CodeExecution, Key(_JUPYTER, "Settings for running code.", ("thebe",), "jupyter")
    ] = CodeExecution()
    requirements: Annotated[tuple[str, ...], Key(TEXTS, "Requirements files for the code.")] = ()
    settings: Annotated[
        Mapping[str, str], Key(_SETTINGS_KIND, "Which outputs of code are shown.")
    ] = field(default_factory=dict)

    @property
    def counts_as_sphinx(self) -> bool:
        """Whether elements are numbered as in Sphinx, the default for a Jupyter Book 1.

        Elements with a caption are numbered, and formulas with a label; numbers continue through
        all pages without a chapter. After an import ``numbering: {sphinx: true}`` sets it.
        """
        return self.jupyter_book or self.numbering.items.get("sphinx", _AS_MYST).enabled is True


_PLUGINS: Field[None] = Field("plugins", Kind(_report_plugins, {}), "Plugins; they are never run.")
PROJECT_FIELDS = (
    *(*SHARED_FIELDS, *fields_of(ProjectConfig), _PLUGINS),
    *unused("Used by mystmd only.", "remote", "index", "enumerator", "resources"),
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
    named = "bibliography" in section.values
    return read_shared(section, Frontmatter(), ProjectConfig, bibliography_given=named)
