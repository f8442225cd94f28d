"""sphinx-panels -> today's MyST: grids of cards, tab sets, buttons."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from neuromatch_site.myst.parser.panels import Panel, columns_of, panels_in, shares_of

_FENCE = re.compile(
    r"(?P<indent>[ \t]*)(?P<mark>`{3,}|~{3,}|:{3,})\{(?P<name>panels|link-button|tabbed)\}"
    r"[ \t]*(?P<argument>.*)"
)
_COLONS = re.compile(r"[ \t]*(:{3,})")
_OPTION = re.compile(r":(?P<key>[\w-]+):[ \t]*(?P<value>.*)")
_SAID = {
    "panels": "`{panels}` are grids of cards",
    "link-button": "`{link-button}` is `{button-link}` or `{button-ref}`",
    "tabbed": "`{tabbed}` are tabs of a `{tab-set}`",
}


def without_panels(
    text: str, prose: str, is_file: Callable[[str], bool]
) -> tuple[str, Mapping[str, int]]:
    """Return a page with MyST instead of sphinx-panels, and the number of changes of each kind.

    ``prose`` is the text without code, line by line; ``is_file`` tells whether a URL is the path of
    a file.
    """
    counts: Counter[str] = Counter()
    lines, prose_lines = text.split("\n"), prose.split("\n")
    tabs = range(0)  # the set of tabs that was written last: the tab before it belongs to it
    for first in reversed(range(len(lines))):  # what stands inside of another comes first
        fence = _FENCE.fullmatch(lines[first])
        if fence is None or f"{{{fence['name']}}}" not in prose_lines[first]:
            continue
        name, indent = fence["name"], fence["indent"]
        last = _end(lines, first + 1, fence["mark"])
        inside = [line.removeprefix(indent) for line in lines[first + 1 : last]]
        options, body = _options_and_body(inside)
        if name == "panels":
            grid = _grid(options, body)
        elif name == "link-button":
            grid = _button(fence["argument"], options, is_file)
        else:
            grid = [f"{fence['mark']}{{tab-item}} {fence['argument']}"]
            grid += [f":{key}: {value}" for key, value in options.items() if key != "new-group"]
            grid += [*body, fence["mark"]]
            after = next((n for n in range(last + 1, len(lines)) if lines[n].strip()), None)
            if after is not None and after == tabs.start and tabs:
                rest = lines[tabs.start + 1 : tabs.stop - 1]
                grid += ["", *(line.removeprefix(indent) for line in rest)]
                last = tabs.stop - 1
            grid = _around("tab-set", grid)
            tabs = range(0) if "new-group" in options else range(first, first + len(grid))
        counts[_SAID[name]] += 1
        lines[first : last + 1] = [f"{indent}{line}".rstrip() for line in grid]
    return "\n".join(lines), counts


def _end(lines: Sequence[str], start: int, mark: str) -> int:
    """Return the line that closes a fence; behind the last one where none does."""
    for number in range(start, len(lines)):
        line = lines[number].strip()
        if line.startswith(mark) and not line.strip(mark[0]):
            return number
    return len(lines)


def _options_and_body(lines: Sequence[str]) -> tuple[Mapping[str, str], Sequence[str]]:
    """Return the options of a directive and its body."""
    options: dict[str, str] = {}
    for number, line in enumerate(lines):
        option = _OPTION.fullmatch(line.rstrip())
        if option is None:
            return options, lines[number:]
        options[option["key"]] = option["value"]
    return options, []


def _grid(options: Mapping[str, str], body: Sequence[str]) -> list[str]:
    panels = panels_in("\n".join(body))
    shares = shares_of(panels, options.get("column", ""))
    columns = columns_of(shares)
    cards: list[str] = []
    for panel, share in zip(panels, shares, strict=True):
        cards += ["", *_card(panel, f"{share}" if columns > 1 and share > 12 // columns else "")]
    return _around("grid", cards[1:], f"1 2 2 {columns}" if columns > 1 else "1")


def _card(panel: Panel, columns: str) -> list[str]:
    options = panel.options
    values = {
        "columns": columns,
        "img-top": options.get("img-top", ""),
        "img-bottom": options.get("img-bottom", ""),
        "img-alt": options.get("img-top-alt", "") or options.get("img-bottom-alt", ""),
    }
    lines = [f":{key}: {value}" for key, value in values.items() if value]
    return _around("grid-item-card", [*lines, *panel.text.split("\n")])


def _button(target: str, options: Mapping[str, str], is_file: Callable[[str], bool]) -> list[str]:
    refers = options.get("type") == "ref"
    lines = [f":::{{{'button-ref' if refers else 'button-link'}}} {target}"]
    if refers and is_file(target):
        lines.append(":ref-type: doc")
    return [*lines, *([options["text"]] if options.get("text") else []), ":::"]


def _around(name: str, lines: Sequence[str], argument: str = "") -> list[str]:
    """Return lines in a fence of colons that none of them closes."""
    longest = max((len(match[1]) for line in lines if (match := _COLONS.match(line))), default=2)
    mark = ":" * (longest + 1)
    return [f"{mark}{{{name}}} {argument}".rstrip(), *lines, mark]
