"""Add the preview's script and style to a page."""

PREFIX = "-/preview/"
"""Addresses of the preview itself, below the path of the site; no page can have them."""


def injected(page: bytes, version: int, base: str = "/") -> bytes:
    """Return an HTML page, of a site below the path ``base``, that shows its next build by itself.

    The script comes first: it remembers the page as it was before any other changes it.
    """
    own = f"{base}{PREFIX}"
    added = (
        f'<head><script type="module" src="{own}reload.js" data-version="{version}"></script>'
        f'<link rel="stylesheet" href="{own}overlay.css">'
    )
    return page.replace(b"<head>", added.encode(), 1)
