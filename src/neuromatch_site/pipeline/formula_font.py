"""The font of formulas, for the characters that a course uses."""

from pathlib import Path

from neuromatch_site.cache.page_cache import BuildCache, digest_of
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.media import math_font
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Project


def formula_font(project: Project, cache: BuildCache, diagnostics: Diagnostics) -> list[Artifact]:
    """Return the font and its licence; nothing if the course has no formulas.

    Reports the missing package if there can be no font.
    """
    characters = {c for page in project.pages for c in page.facts.formula_characters}
    if not characters:
        return []
    key = digest_of("formula-font", cache.code, "".join(sorted(characters)))
    font = cache.get_blob(key)
    if font is None:
        missing = math_font.missing_package()
        if missing:
            diagnostics.report(
                Rule.MATH_FONT_MADE,
                Position("myst.yml"),
                f"could not make the font of formulas: `{missing}` is not installed",
                "the site is written without it, and formulas have fonts of the reader's device;"
                f" run `pip install {missing}`",
            )
            return []
        font = math_font.math_font(characters)
        cache.put_blob(key, font)
    license_text = Path(math_font.__file__).with_name("math_font_license.txt").read_bytes()
    return [
        Artifact(math_font.FONT_PATH, font),
        Artifact(math_font.LICENSE_PATH, license_text),
    ]
