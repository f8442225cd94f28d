"""The font of formulas: what is in it, what it weighs, that browsers and fontTools can read it."""

# ruff: noqa: RUF001 - characters of mathematics

import sys
from collections.abc import Callable, Mapping
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from courses import Course
from fontTools.ttLib import TTFont

from neuromatch_site.diagnostics.rules import Rule
from neuromatch_site.media.math_font import FONT_PATH, LICENSE_PATH, math_font
from neuromatch_site.transforms.katex import Formula, render
from neuromatch_site.transforms.katex.alphabets import visible_characters

TEX = r"\widehat{abc} + \widetilde{x} + f'(x) \xrightarrow{k} \left(\sum_{i=1}^n \sqrt{y_i}\right)"
MOST = 60_000
"""Bytes of the font of the reference course. Source: DESIGN, section 5."""


@pytest.fixture(scope="module")
def font() -> TTFont:
    (mathml,) = render([Formula(TEX, display=True)], {})
    return TTFont(BytesIO(math_font(visible_characters(str(mathml)))))


def test_it_has_every_character_of_the_formulas_and_no_more(font: TTFont) -> None:
    characters = {chr(code) for code in font.getBestCmap()}
    assert {"𝑎", "𝑥", "∑", "√", "→", "(", "1", "+", "^", "~", "′"} <= characters
    assert not characters & {"A", "ℵ", "⊕"}


def test_the_unit_that_tells_the_font_has_no_length(font: TTFont) -> None:
    """The style sheet has ``ic`` for it; a formula that shows the character keeps it."""
    assert font["hmtx"][font.getBestCmap()[ord("水")]][0] == 0
    assert ord("水") not in TTFont(BytesIO(math_font("水x"))).getBestCmap()


def test_every_table_can_be_read(font: TTFont) -> None:
    assert {"MATH", "cmap", "glyf", "head", "hhea", "hmtx", "maxp"} <= set(font.keys())
    for tag in font.keys():  # noqa: SIM118 - a font is no mapping
        assert font[tag] is not None
    assert not {"GSUB", "GPOS", "DSIG"} & set(font.keys())


def test_wide_accents_and_arrows_can_grow(font: TTFont) -> None:
    variants = font["MATH"].table.MathVariants
    growing = dict(
        zip(variants.HorizGlyphCoverage.glyphs, variants.HorizGlyphConstruction, strict=True)
    )
    names = font.getBestCmap()
    for accent in "^~":
        assert len(growing[names[ord(accent)]].MathGlyphVariantRecord) > 3
    parts = growing[names[ord("→")]].GlyphAssembly.PartRecords
    overlap = variants.MinConnectorOverlap
    for left, right in pairwise(parts):
        assert min(left.EndConnectorLength, right.StartConnectorLength) >= overlap


def test_high_forms_are_hardly_wider_than_the_lowest(font: TTFont) -> None:
    variants, widths = font["MATH"].table.MathVariants, font["hmtx"]
    growing = dict(
        zip(variants.VertGlyphCoverage.glyphs, variants.VertGlyphConstruction, strict=True)
    )
    names = font.getBestCmap()
    for character, most in (("√", 1.0), ("(", 1.2), (")", 1.2)):
        lowest = names[ord(character)]
        forms = growing[lowest].MathGlyphVariantRecord
        parts = growing[lowest].GlyphAssembly.PartRecords
        assert len(forms) > 3
        for glyph in (*(form.VariantGlyph for form in forms), *(part.glyph for part in parts)):
            assert widths[glyph][0] <= most * widths[lowest][0]
            outline = font["glyf"][glyph]
            assert outline.xMin == widths[glyph][1]
            points = outline.getCoordinates(font["glyf"])[0]
            assert (outline.xMin, outline.xMax) == (min(points)[0], max(points)[0])


def test_it_says_whose_it_is(font: TTFont) -> None:
    assert "STIX Fonts Project Authors" in font["name"].getDebugName(0)
    assert "SIL Open Font License" in font["name"].getDebugName(13)


@pytest.mark.parametrize(("text", "expected"), [("$x$", True), ("Words.", False)])
def test_a_site_has_it_where_there_are_formulas(
    course: Callable[[Mapping[str, str | bytes]], Course],
    text: str,
    expected: bool,
) -> None:
    files = {file.path for file in course({"index.md": f"# One\n\n{text}\n"}).build().artifacts}
    assert (FONT_PATH in files, LICENSE_PATH in files) == (expected, expected)


@pytest.mark.parametrize("package", ["ziamath", "uharfbuzz", "brotli"])
def test_a_missing_package_is_reported_where_there_are_formulas(
    course: Callable[[Mapping[str, str | bytes]], Course],
    monkeypatch: pytest.MonkeyPatch,
    package: str,
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    built = course({"index.md": "# One\n\n$x$\n"}).build()
    (problem,) = (one for one in built.diagnostics if one.rule == Rule.MATH_FONT_MADE)
    assert f"`{package}` is not installed" in problem.message
    assert FONT_PATH not in {file.path for file in built.artifacts}
    built = course({"index.md": "# One\n\nWords.\n"}).build()
    assert Rule.MATH_FONT_MADE not in {one.rule for one in built.diagnostics}


@pytest.mark.slow
def test_that_of_the_reference_course_is_small(reference_course: Path) -> None:
    files = {file.path: file.content for file in Course(reference_course, {}).build().artifacts}
    font, license_text = files[FONT_PATH], files[LICENSE_PATH]
    assert isinstance(font, bytes)
    assert 10_000 < len(font) < MOST
    assert b"SIL OPEN FONT LICENSE" in bytes(license_text)
