"""Text for XML: escaped, without the few characters that XML cannot hold."""

import re
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """Return the text as the content of an element."""
    return escape(_FORBIDDEN.sub("", text))


def xml_attribute(text: str) -> str:
    """Return the text as the value of an attribute, with its quotes."""
    return quoteattr(_FORBIDDEN.sub("", text))
