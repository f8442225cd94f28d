"""Add the preview's script and style to a page."""

PREFIX = "/-/preview/"
"""Addresses of the preview itself; no page can have them."""


def injected(page: bytes, version: int) -> bytes:
    """Return an HTML page that shows its next build by itself.

    The script comes first: it remembers the page as it was before any other changes it.
    """
    added = (
        f'<head><script type="module" src="{PREFIX}reload.js" data-version="{version}"></script>'
        f'<link rel="stylesheet" href="{PREFIX}overlay.css">'
    )
    return page.replace(b"<head>", added.encode(), 1)
