"""Text of CSL fields: plain text with, at most, the ``<i> <b> <sub> <sup>`` of CSL-JSON.

Anything else that looks like HTML is text, and is shown as typed.
"""

import re
from html import escape

_ALLOWED = "i|b|sub|sup"
_ESCAPED_PAIR = re.compile(rf"&lt;({_ALLOWED})&gt;((?:(?!&lt;/?(?:{_ALLOWED})&gt;).)*)&lt;/\1&gt;")
_TAG = re.compile(rf"</?(?:{_ALLOWED})>")


def html_of(text: str) -> str:
    """Return the text as HTML: escaped, except for paired elements that CSL allows."""
    escaped = escape(text, quote=True)
    previous = ""
    while previous != escaped and "&lt;" in escaped:  # inner pairs first, then those around them
        previous = escaped
        escaped = _ESCAPED_PAIR.sub(r"<\1>\2</\1>", escaped)
    return escaped


def plain_of(text: str) -> str:
    """Return the text without the elements that CSL allows."""
    return _TAG.sub("", text)
