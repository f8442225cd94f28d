"""Text for XML: escaped, without the characters that XML does not allow."""

import re
from html import escape

_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What is no ``Char`` of XML 1.0, 2.2."""


def xml_text(text: str) -> str:
    """Return the text as the content of an element."""
    return escape(_FORBIDDEN.sub("", text), quote=False)


def xml_attribute(text: str) -> str:
    """Return the text as the value of an attribute, with its quotes."""
    value = escape(_FORBIDDEN.sub("", text))
    for character in "\t\n\r":
        value = value.replace(character, f"&#{ord(character)};")
    return f'"{value}"'
