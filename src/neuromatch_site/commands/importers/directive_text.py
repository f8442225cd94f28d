"""A directive as text, with a fence longer than every fence inside."""

import re
from collections.abc import Mapping, Sequence

_FENCE = re.compile(r"[ \t]*(:{3,})")


def directive_text(
    name: str, argument: str, options: Mapping[str, str], body: Sequence[str], indent: str = ""
) -> list[str]:
    """Return the lines of a directive, each with ``indent``; options can have no value."""
    runs = [len(match[1]) for line in body if (match := _FENCE.match(line))]
    fence = ":" * (max(runs, default=2) + 1)
    lines = [f"{fence}{{{name}}} {argument}".rstrip()]
    lines += [f":{key}: {value}".rstrip() for key, value in options.items()]
    text = list(body)
    while text and not text[0].strip():
        del text[0]
    while text and not text[-1].strip():
        del text[-1]
    if text and (options or text[0].lstrip().startswith(":")):
        lines.append("")
    lines += [*text, fence]
    return [f"{indent}{line}" if line.strip() else line for line in lines]
