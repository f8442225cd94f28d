"""Terminal output -> text and colours; other control sequences are removed."""

import re

_SYSTEM = re.compile(r"\x1b[\]PX^_][^\x07\x1b\n]*(?:\x07|\x1b\\)?")
_SEQUENCE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]?|\x1b[()*+]?[^\[\n]?")
_COLOUR = re.compile(r"\x1b\[[\d;]*m")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]")


def plain_ansi(text: str) -> str:
    """Return the text after applying carriage returns and backspaces.

    Of the escape sequences only colours and weights (SGR, ``ESC [ ... m``) are kept: no links,
    titles or cursor movements.
    """
    if "\r" in text:
        text = "\n".join(_overwritten(line) for line in text.replace("\r\n", "\n").split("\n"))
    if "\x08" in text:
        text = _erased(text)
    if "\x1b" in text:
        text = _SEQUENCE.sub(_only_colour, _SYSTEM.sub("", text))
    return _CONTROL.sub("", text)


def _only_colour(match: re.Match[str]) -> str:
    return match[0] if _COLOUR.fullmatch(match[0]) else ""


def _overwritten(line: str) -> str:
    """Return what is left of a line that was printed over and over, as progress bars are."""
    return next((part for part in reversed(line.split("\r")) if part), "")


def _erased(text: str) -> str:
    parts: list[str] = []
    for character in text:
        if character != "\x08":
            parts.append(character)
        elif parts and parts[-1] != "\n":
            parts.pop()
    return "".join(parts)
