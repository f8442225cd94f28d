"""``{name #id .class key="value"}``: the text in the braces of a directive, role or span."""

import re

from msgspec import Struct, field

WORDS = r"""(?:[^{}"'`\n]|"(?:\\.|[^"\\\n])*"|'[^'\n]*'){0,1000}"""
"""A pattern for text in braces: words, optionally in quotes."""

_WORD = re.compile(
    r"""\s*(?:
      \#(?P<id>[^\s"'=}]+)
    | \.(?P<class>[^\s"'=}.\#]+)
    | (?P<key>[A-Za-z_][\w:-]*)=(?:
        "(?P<double>(?:\\.|[^"\\])*)" | '(?P<single>[^']*)' | (?P<bare>[^\s"'}]+)
      )
    )""",
    re.VERBOSE,
)


class Attributes(Struct):
    """The attributes in braces."""

    identifier: str | None = None
    classes: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    starts: dict[str, int] = field(default_factory=dict)
    """The offsets of ``label``, ``class`` and the keys in the text."""

    def options(self) -> dict[str, str]:
        """Return them as options of a directive: ``label``, ``class`` and the keys."""
        options = dict(self.values)
        if self.identifier:
            options["label"] = self.identifier
        if self.classes:
            options["class"] = " ".join(self.classes)
        return options


def read_attributes(text: str) -> Attributes | None:
    """Return the attributes in ``text``, or None if it is something else."""
    attributes = Attributes()
    at = 0
    end = len(text.rstrip())
    while at < end:
        match = _WORD.match(text, at, end)
        if match is None:
            return None
        _add_attribute(attributes, match)
        at = match.end()
    return attributes


def _add_attribute(attributes: Attributes, match: re.Match[str]) -> None:
    if match["id"]:
        name, attributes.identifier = "label", match["id"]
    elif match["class"]:
        name = "class"
        attributes.classes.append(match["class"])
    else:
        name, double = match["key"], match["double"]
        value = re.sub(r"\\(.)", r"\1", double) if double is not None else None
        text = value if value is not None else match["single"]
        attributes.values[name] = text if text is not None else match["bare"]
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    attributes.starts.setdefault(name, start)
