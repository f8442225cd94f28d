"""What every page of a Jupyter Book 1 writes otherwise than MyST today, rewritten one by one."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet

from neuromatch_site.commands.importers.balanced import without_code
from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.myst.language import language

_TARGET = re.compile(r"^\(([^\n()]{1,200})\)=[ \t]*$", re.MULTILINE)
_OPTION = re.compile(r"^[ \t]*:(?:name|label):[ \t]*(\S+)[ \t]*$", re.MULTILINE)
_YAML_NAME = re.compile(r"^[ \t]+name:[ \t]*[\"']?([\w:.-]+)[\"']?[ \t]*$", re.MULTILINE)
_EQUATION = re.compile(r"\$\$[ \t]*\(([^()$\n]+)\)[ \t]*$", re.MULTILINE)
_LINK = re.compile(r"\]\((?P<url>[^\s()<>#][^\s()<>]*)\)")
_CITE = re.compile(r"\{cite\}(?=`)")
_DIRECTIVE = re.compile(
    r"^(?P<fence>[ \t]*(?:`{3,}|~{3,}|:{3,})\{)(?P<name>[\w:-]+)\}", re.MULTILINE
)
_BY_HAND = ("eval-rst", "nb-exec-table", "thebe-button", "jupyter-execute", "panels")


def labels_in(text: str) -> AbstractSet[str]:
    """Return the labels that a page gives, normalised."""
    found = [*_TARGET.findall(text), *_OPTION.findall(text), *_EQUATION.findall(text)]
    return {normalize_label(label)[0] for label in [*found, *_YAML_NAME.findall(text)]}


def rewritten(
    text: str, labels: AbstractSet[str], is_file: Callable[[str], bool]
) -> tuple[str, Mapping[str, int]]:
    """Return the page as MyST is written today, and how often each kind of change was made.

    Code stays as it is. ``is_file`` tells whether a URL is the path of a file.
    """
    counts: Counter[str] = Counter()
    known = language().directives

    def link(found: re.Match[str]) -> str:
        url = found["url"]
        if normalize_label(url)[0] not in labels or is_file(url):
            return found[0]
        counts["links to labels begin with `#`"] += 1
        return f"](#{url})"

    def cite(_found: re.Match[str]) -> str:
        counts["`{cite}` is `{cite:p}`"] += 1
        return "{cite:p}"

    def directive(found: re.Match[str]) -> str:
        name = found["name"]
        if name in known or name.lower() not in known:
            return found[0]
        counts["names of directives are in lower case"] += 1
        return f"{found['fence']}{name.lower()}}}"

    text = _outside_code(_LINK, link, text)
    text = _outside_code(_CITE, cite, text, spans=True)
    return _DIRECTIVE.sub(directive, text), counts


def for_a_person(text: str) -> list[tuple[int, str]]:
    """Return the lines, from 1, of what nobody but its author can rewrite, and its name."""
    return [
        (text.count("\n", 0, found.start()) + 1, found["name"])
        for found in _DIRECTIVE.finditer(text)
        if found["name"] in _BY_HAND
    ]


def _outside_code(
    pattern: re.Pattern[str],
    change: Callable[[re.Match[str]], str],
    text: str,
    *,
    spans: bool = False,
) -> str:
    """Return the text with the pattern replaced where it stands in no code.

    ``spans``: what is sought is itself before backticks, so only fences count as code.
    """
    plain = without_code(text, spans=not spans)
    for found in reversed(list(pattern.finditer(plain))):
        text = text[: found.start()] + change(found) + text[found.end() :]
    return text
