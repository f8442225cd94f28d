"""Add the preview's script and style to a page."""

PREFIX = "-/preview/"
"""URL prefix of the preview itself, below the path of the site; no page can have it."""


def injected(page: bytes, version: int, base: str = "/") -> bytes:
    """Return an HTML page, of a site below the path ``base``, that updates after each build.

    The script comes first: it copies the page before any other script changes it.
    """
    own = f"{base}{PREFIX}"
    added = (
        f'<head><script type="module" src="{own}reload.js" data-version="{version}"></script>'
        f'<link rel="stylesheet" href="{own}overlay.css">'
    )
    return page.replace(b"<head>", added.encode(), 1)
