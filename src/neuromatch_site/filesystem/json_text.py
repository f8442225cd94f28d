"""Untrusted JSON -> data that every part of the program can use."""

import json
import re

_DIGITS = 100
"""Digits of a whole number: more than any meaning has, fewer than Python refuses to convert."""
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")


def load_json(text: str | bytes) -> object:
    """Return the value of a JSON text; ``NaN`` and ``Infinity`` are None.

    Raises ``json.JSONDecodeError``, with the position, for a text that is not JSON or not UTF-8, is
    nested too deeply, or contains a lone surrogate or a number with too many digits.
    """
    try:
        whole = text.decode("utf-8-sig") if isinstance(text, bytes) else text
    except UnicodeDecodeError as error:
        raise json.JSONDecodeError("not UTF-8", "", 0) from error
    try:
        data: object = json.loads(whole, parse_constant=lambda _: None, parse_int=_integer)
        if half := _SURROGATE.search(whole):
            _check_characters(data, whole, half.start())
    except RecursionError:
        raise json.JSONDecodeError("nested too deeply", whole, 0) from None
    except _TooLongError as error:
        message = f"a number has more than {_DIGITS} digits"
        raise json.JSONDecodeError(message, whole, max(0, whole.find(str(error)))) from None
    return data


class _TooLongError(Exception):
    """A number of too many digits; the message is the number."""


def _integer(digits: str) -> int:
    if len(digits) > _DIGITS:
        raise _TooLongError(digits)
    return int(digits)


def _check_characters(data: object, text: str, at: int) -> None:
    """Raise ``json.JSONDecodeError`` where a string holds half of a character."""
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise json.JSONDecodeError("a lone surrogate", text, at) from None
