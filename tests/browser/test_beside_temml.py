"""Formulas are as wide, and stand as high, as Temml sets them with the same font."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from conftest import ROOT, temml
from formulas import formulas
from playwright.sync_api import Browser

from neuromatch_site.media.math_font import math_font
from neuromatch_site.transforms.katex import Formula, render
from neuromatch_site.transforms.katex.alphabets import visible_characters

pytestmark = pytest.mark.browser

TOLERANCE = 0.1
"""Of the width, and of the height for the baseline and the edges."""
KNOWN = Path(__file__).with_name("beside_temml.txt")
"""Formulas that are set in another way, below the reason: TeX's, where Temml differs from it."""
MEASURE = r"""(ours) => {
    const probe = (host, markup) => {
        host.innerHTML = markup;
        const math = host.querySelector("math");
        math.removeAttribute("display");
        math.setAttribute("displaystyle", "true");
        math.className = math.className.replace("tml-display", "");
        math.removeAttribute("style");
        const line = document.createElement("span");
        line.style.cssText = "display: inline-block; inline-size: 0; block-size: 0";
        math.before(line);
        const box = math.getBoundingClientRect(), base = line.getBoundingClientRect().bottom;
        return [box.width, base - box.top, box.bottom - base];
    };
    const roots = ["ours", "temml"].map((name) => {
        const root = document.getElementById(name).attachShadow({mode: "open"});
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(document.getElementById(`${name}-style`).textContent);
        root.adoptedStyleSheets = [sheet];
        const host = document.createElement("div");
        host.style.cssText = "inline-size: 4000px; white-space: nowrap";
        root.append(host);
        return host;
    });
    return ours.map(([tex, markup]) => {
        let theirs;
        try {
            theirs = temml.renderToString(tex, {displayMode: true, throwOnError: true});
        } catch { return null; }
        return [probe(roots[0], markup), probe(roots[1], theirs)];
    });
}"""


def _page(tmp_path: Path, characters: set[str], script: Path) -> Path:
    (tmp_path / "font.woff2").write_bytes(math_font(characters))
    nodes = ROOT / "templates" / "nodes"
    ours = re.sub(r"@font-face[^}]*}", "", (nodes / "inlineMath.css").read_text(encoding="utf-8"))
    theirs = re.sub(r"@font-face[^}]*}", "", script.with_suffix(".css").read_text(encoding="utf-8"))
    plain = "math { font-family: STIX2; } math, math > mrow { padding: 0 !important; }"
    page = tmp_path / "page.html"
    page.write_text(
        '<!doctype html><meta charset="utf-8"><style>@font-face { font-family: STIX2;'
        'src: url("font.woff2"); } body { font: 18px serif; }</style>'
        f'<style id="ours-style" media="none">{ours} {plain}</style>'
        f'<style id="temml-style" media="none">{theirs} {plain}</style>'
        f'<div id="ours"></div><div id="temml"></div><span style="font-family: STIX2">x</span>'
        f"<script>{script.read_text(encoding='utf-8')}</script>",
        encoding="utf-8",
    )
    return page


def _known() -> set[str]:
    lines = KNOWN.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("# ")}


def test_width_and_baseline_are_those_of_temml(browser: Browser, tmp_path: Path) -> None:
    script = temml()
    if script is None:
        pytest.skip("there is no Temml: `sh .ci/temml .venv` fetches it")
    made = [(tex, str(render([Formula(tex, display=True)], {})[0])) for tex in formulas()]
    characters = set().union(*(visible_characters(markup) for _, markup in made))
    page = browser.new_page()
    page.goto(_page(tmp_path, characters, script).as_uri())
    page.evaluate("document.fonts.load('18px STIX2')")
    found = page.evaluate(MEASURE, made)
    page.close()
    compared = {tex: one for (tex, _), one in zip(made, found, strict=True) if one}
    wrong = {tex for tex, (ours, theirs) in compared.items() if not _alike(ours, theirs)}
    assert len(compared) > 0.9 * len(made)
    new = sorted(wrong - _known())
    assert not new, "\n".join(["set in another way:", *new])


def _alike(ours: Sequence[float], theirs: Sequence[float]) -> bool:
    """Return whether width, and what is above and below the baseline, are the same."""
    width, above, below = theirs
    bounds = (width, above + below, above + below)
    return all(
        abs(a - b) <= TOLERANCE * bound for a, b, bound in zip(ours, theirs, bounds, strict=True)
    )
