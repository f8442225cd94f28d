"""The DOI badge as SVG, so that none is loaded from another site."""

from html import escape

BADGE = "doi.svg"
"""That of the course, from the root of the site."""
HEIGHT = 20
_CHARACTER = 6.6
"""Width of a character of 11 px in the system's sans serif, at most."""
_LEFT = 30


def badge_width(doi: str) -> int:
    """Return the width of the badge in pixels."""
    return _LEFT + round(len(doi) * _CHARACTER) + 12


def doi_badge(doi: str) -> str:
    """Return an SVG picture: ``DOI`` and the bare DOI beside it."""
    whole = badge_width(doi)
    style = 'font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" fill="#fff"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="{HEIGHT}" role="img"'
        f' aria-label="DOI {escape(doi)}"><title>DOI {escape(doi)}</title>'
        f'<rect width="{whole}" height="{HEIGHT}" rx="3" fill="#0b5fa5"/>'
        f'<path d="M3 0h{_LEFT - 3}v20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z" fill="#404040"/>'
        f'<g {style}><text x="5" y="14">DOI</text>'
        f'<text x="{_LEFT + 6}" y="14" textLength="{whole - _LEFT - 12}"'
        f' lengthAdjust="spacingAndGlyphs">{escape(doi)}</text></g></svg>\n'
    )
