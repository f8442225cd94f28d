"""``error_rules:`` of the course or of a page: severities of rules."""

from msgspec import Struct

from neuromatch_site.config.fields import Field, Report, Section, record
from neuromatch_site.config.kinds import TEXT, TEXTS, list_of
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.diagnostic import Rule, did_you_mean


class ErrorRule(Struct, frozen=True, kw_only=True):
    """What ``error_rules:`` says of a rule: ``error``, ``warn`` or ``ignore``."""

    rule: str
    severity: str
    keys: tuple[str, ...] = ()


_SEVERITIES = {"ignore": "ignore", "warn": "warn", "warning": "warn", "error": "error"}
_OF_MYSTMD = frozenset(
    (
        *("bib-file-exists citation-is-unique code-metadata-lifted directive-registered".split()),
        *("docx-renders encountered-legacy-toc export-article-exists".split()),
        *("export-extension-correct export-file-copied footnote-references-definition".split()),
        *("image-copied image-downloads image-format-converts image-format-optimizes".split()),
        *("index-entries-resolve inline-code-malformed inline-expression-executes".split()),
        *("intersphinx-references-resolve jats-parses jats-renders".split()),
        *("math-alignment-adjusted math-eqnarray-replaced math-equation-env-removed".split()),
        *("math-label-lifted md-renders mdast-snippet-imports meca-exports-built".split()),
        *("meca-files-copied meca-includes-jats myst-json-valid myst-link-valid".split()),
        *("notebook-output-copied pdf-build-commands-available pdf-builds".split()),
        *("pdf-builds-without-errors project-config-exists reference-target-explicit".split()),
        "reference-syntax-valid",
        *("role-registered ror-link-valid rrid-link-valid selected-file-is-processed".split()),
        *("site-config-exists source-file-copied static-action-file-copied".split()),
        *("template-file-copied tex-parses tex-renders valid-frontmatter-export-list".split()),
        *("valid-toc-structure wikipedia-link-valid".split()),
    )
)
"""Rules of mystmd about what is not done here; a course that is built by both may name them."""


def _severity(section: Section) -> str:
    """Return the severity; empty, and an error, where it is none. Without one: ``ignore``."""
    value = section.values.get(_SEVERITY.name)
    if value is None:
        return "ignore"
    severity = _SEVERITIES.get(value.text)
    if severity is None:
        _wrong(
            section.report,
            value,
            f"`{value.text}` is not a severity",
            "write `ignore`, `warn` or `error`",
        )
    return severity or ""


def _wrong(report: Report, value: Value, message: str, hint: str) -> None:
    report.broken(Rule.ERROR_RULES_VALID, value, message, hint)


def _error_rule(section: Section) -> ErrorRule | None:
    name = section.require(_RULE)
    severity = _severity(section)
    known = {rule.id for rule in Rule}
    if name and name not in known and name not in _OF_MYSTMD:
        hint = did_you_mean(name, sorted(known)) or "the name is at the end of each message"
        place = section.values[_RULE.name]
        _wrong(section.report, place, f"unknown rule `{name}`", hint)
        return None
    if not name or not severity:
        return None
    return ErrorRule(rule=name, severity=severity, keys=section.get(_KEYS, ()))


_RULE = Field("rule", TEXT, "The name of the rule, such as `doi-link-valid`.", ("id",))
_SEVERITY = Field("severity", TEXT, "`ignore`, `warn` or `error`.")
_KEYS = Field(
    "keys", TEXTS, "Only messages that contain one of these words; by default all.", ("key",)
)
ERROR_RULES = list_of(record((_RULE, _SEVERITY, _KEYS), _error_rule, shorthand="rule"))
"""A list of rules, or their names."""
