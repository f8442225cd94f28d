"""Images in a text as ``data:`` URLs -> files of the page."""

import re

from neuromatch_site.readers.media import MediaError, take

_SHORT = 2_000
"""Characters: a shorter picture stays in the page, which costs less than a request."""
_DATA = re.compile(
    r"(?<=[(\"'=<])data:(?P<kind>image/(?:png|jpeg|gif|webp));base64,"
    rf"(?P<text>[A-Za-z0-9+/=]{{{_SHORT},}})"
)
"""A picture in ``![](...)`` or in an attribute of HTML."""


def lift_pictures(text: str, media: dict[str, str]) -> str:
    """Return the text with the URL of a file for each image, and add the files to ``media``.

    Invalid images are kept: a later step reports them.
    """

    def lifted(match: re.Match[str]) -> str:
        try:
            return take(media, match["kind"], match["text"])
        except MediaError:
            return match[0]

    return _DATA.sub(lifted, text) if ";base64," in text else text
