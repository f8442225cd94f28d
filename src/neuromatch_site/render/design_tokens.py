"""The design tokens of the theme, with the colour and the fonts that the course chooses."""

import hashlib

from neuromatch_site.config.options import SiteOptions
from neuromatch_site.render.published_files import Published
from neuromatch_site.render.theme import Theme

_TOKENS, _DARK = "foundation/tokens.css", "foundation/dark.css"


def with_tokens(theme: Theme, options: SiteOptions, published: Published) -> Theme:
    """Return the theme with the tokens of the course; the theme itself if it sets none.

    URLs of fonts are relative to the folder ``assets/`` of the site, which contains the style
    sheet.
    """
    accent = options.accent
    day = [f"--accent: {accent.light};"] if accent.light else []
    night = [f"--accent: {accent.dark};"] if accent.dark else []
    faces = []
    for name, path in (("text", options.font_text), ("ui", options.font_ui)):
        if url := published.downloads.get(path.lstrip("/")):
            family = f"course-{name}"
            source = f'url("..{url}")'
            faces.append(
                f'@font-face {{ font-family: "{family}"; font-display: swap; src: {source}; }}'
            )
            day.append(f'--font-{name}: "{family}", var(--font-{name}-system);')
    if not (day or night):
        return theme
    files = dict(theme.files)
    files[_TOKENS] += "\n".join(["", *faces, f":root {{ {' '.join(day)} }}", ""])
    if night:
        start, end = files[_DARK].rsplit("}", 1)
        files[_DARK] = f"{start}{' '.join(night)}}}{end}"
    changed = "".join((theme.digest, files[_TOKENS], files[_DARK])).encode()
    return Theme(files, hashlib.blake2b(changed, digest_size=16).hexdigest())
