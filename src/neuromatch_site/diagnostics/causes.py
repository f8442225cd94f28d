"""Diagnostics with one cause -> one diagnostic that lists the other places."""

from collections.abc import Sequence
from posixpath import dirname, join, normpath

from msgspec.structs import replace

from neuromatch_site.diagnostics.diagnostic import (
    Diagnostic,
    Rule,
    Severity,
    without_controls,
)
from neuromatch_site.diagnostics.source import Position

_OF_ONE_CAUSE = (
    *(Rule.DIRECTIVE_KNOWN, Rule.ROLE_KNOWN, Rule.SUBSTITUTION_KNOWN),
    *(Rule.DIRECTIVE_OPTIONS_CORRECT, Rule.CODE_LANG_DEFINED),
    *(Rule.HTML_ALLOWED, Rule.FRAME_HOST, Rule.URL_SCHEME, Rule.SPHINX_LINK_VALID),
    *(Rule.REFERENCE_TARGET_RESOLVES, Rule.CITATION_RENDERS, Rule.DOI_VALID, Rule.IMAGE_REMOTE),
    *(Rule.LABEL_HAS_MARK, Rule.VALID_PAGE_FRONTMATTER, Rule.COURSE_PERMISSIONS),
    *(Rule.TOC_CONTENTS_EXIST, Rule.DIAGRAM_PICTURE),
)
"""Rules about what the site does not know or allow: the same message has the same cause."""
_OF_ONE_PATH = (
    *(Rule.LINK_RESOLVES, Rule.IMAGE_EXISTS, Rule.PATH_INSIDE_COURSE),
    *(Rule.IMAGE_READABLE, Rule.SVG_ACTIVE_CONTENT),
)
"""Rules whose messages name a path, which counts from the folder of the page; a URL does not."""
_NO_PAGE = ("page not found: `", "page or file not found: `")
"""How messages of the toc and of links begin where a page is not there: it was renamed."""
_OF_ONE_CAUSE_ON_A_PAGE = (Rule.FOOTNOTE_REFERENCES_DEFINITION, Rule.OUTPUT_SHOWN)
_OF_ONE_REMEDY = (Rule.DOI_LINK_VALID,)
"""Rules whose hint, where it is the same, mends at one stroke what the messages name."""
_OF_THE_LOCK = (
    Rule.VALID_CONFIG_STRUCTURE,
    Rule.STATIC_FILE_COPIED,
    Rule.INTERSPHINX_REFERENCES_RESOLVE,
)
"""Rules that are like these where the remedy is the lock."""
_LOCK = "run `neuromatch-site lock`"
_OF_ONE_CELL = (Rule.STATIC_FILE_COPIED,)
"""Rules of which one output, at one place, can lack many: a list of files."""
_NAMED = 3
"""Other places that a message names."""


def by_cause(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return the diagnostics in order, with those of one cause merged into the first of them."""
    groups: dict[tuple[Rule | None, Severity, str, str], list[Diagnostic]] = {}
    for item in diagnostics:
        if (cause := _cause(item)) is not None:
            rule = None if _lacks_page(item) else item.rule
            groups.setdefault((rule, item.severity, *cause), []).append(item)
    later = {id(item) for group in groups.values() for item in group[1:]}
    firsts = {id(group[0]): group for group in groups.values() if len(group) > 1}
    return [
        _joined(firsts[id(item)]) if id(item) in firsts else item
        for item in diagnostics
        if id(item) not in later
    ]


def _cause(item: Diagnostic) -> tuple[str, str] | None:
    """Return the words, and where the same words have the same cause; None: nowhere."""
    if _lacks_page(item):
        return "", _target(item.message.split("`")[1], item.position.path)
    if item.rule in _OF_ONE_CAUSE:
        return item.message, ""
    if item.rule in _OF_ONE_PATH:
        before, _, rest = item.message.partition("`")
        named, _, after = rest.partition("`")
        return f"{before}``{after}", _target(named, item.position.path)
    if _has_one_remedy(item):
        return item.hint, ""
    if item.rule in _OF_ONE_CELL and item.position.cell is not None:
        return item.hint, str(item.position)
    return (item.message, item.position.path) if item.rule in _OF_ONE_CAUSE_ON_A_PAGE else None


def _lacks_page(item: Diagnostic) -> bool:
    rules = (Rule.LINK_RESOLVES, Rule.TOC_CONTENTS_EXIST)
    return item.rule in rules and item.message.startswith(_NO_PAGE)


def _has_one_remedy(item: Diagnostic) -> bool:
    of_the_lock = item.rule in _OF_THE_LOCK and item.hint.startswith(_LOCK)
    return of_the_lock or (item.rule in _OF_ONE_REMEDY and bool(item.hint))


def _target(named: str, page: str) -> str:
    """Return what the path means, however it is written: a page also without its ending."""
    if "://" in named:
        return named
    path = normpath(join("/", dirname(page), named.partition("#")[0]))
    return path.removesuffix(".md").removesuffix(".ipynb")


def _joined(group: Sequence[Diagnostic]) -> Diagnostic:
    first, *others = sorted(group, key=lambda item: item.rule is not Rule.TOC_CONTENTS_EXIST)
    if first.rule in _OF_ONE_CELL and first.position.cell is not None:
        named = [
            f"`{item.message.split('`')[1]}`" for item in others[:_NAMED] if "`" in item.message
        ]
        more = f" and {len(others) - len(named)} more" if len(others) > len(named) else ""
        return replace(first, message=f"{first.message} (also {', '.join(named)}{more})")
    named = [_path_and_line(item.position) for item in others[:_NAMED]]
    places = without_controls(", ".join(dict.fromkeys(named)))
    more = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
    also = (
        f"also {len(others)} other{'s' * (len(others) > 1)}: "
        if _has_one_remedy(first)
        else "also at "
    )
    return replace(first, message=f"{first.message} ({also}{places}{more})")


def _path_and_line(position: Position) -> str:
    where = position.line if position.cell is None else f"cell {position.cell}"
    return f"{position.path}:{where}"
