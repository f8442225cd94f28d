"""Formulas as TeX sets them, measured in Chromium with the font that the site brings."""

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from sites import Open, Site, built_and_served

pytestmark = pytest.mark.browser

PAGE = r"""# Formulas

$$ \begin{vmatrix} a & b \\ c & d \\ e & f \end{vmatrix} $$

$$ \begin{aligned} x &= a + b \\ \text{a long left side} &= c \end{aligned} $$

$$ \underset{\theta}{\mathrm{argmin}} f \stackrel{?}{=} g $$

$$ a = -b $$

$$ \overline{ABC} $$

$$ A \xrightarrow{\text{a long label}} B $$

$$ 2 \sin x $$

$$ \begin{array}{|c|} \hline 1 \\ \hline \end{array} $$

\begin{align} a &= b \label{eq:one} \\ c &= d \label{eq:two} \end{align}

$$ \widehat{acen} $$

Long: $a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 + a_8 + a_9 + a_{10} + a_{11} + a_{12} = b_1 + b_2$.

$$ \sqrt{x} + \left(y\right) $$

$$ X \stackrel{\text{iid}}{\sim} N $$

$$ \underbrace{a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p} $$

Signs: the first ($x$), then $k$-means; and “$y$”.

- Whole: $\left(a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 + a_8 + a_9 + a_{10} + a_{11}\right)$.

\begin{align}
a &= b + c + d + e + f + g + h + i + j + k + l + m + n + o \label{eq:w} \\
c &= d \label{eq:v}
\end{align}
"""
VMATRIX, ALIGNED, UNDER, SIGN, OVERLINE, ARROW, SINE, FRAME, ROWS, HAT, LONG = range(11)
ROOT, IID, BRACE = range(LONG + 1, LONG + 4)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("formulas")
    course = folder / "source"
    course.mkdir()
    (course / "index.md").write_text("# Front\n\nWords and [a formula](#eq:two).\n")
    (course / "formulas.md").write_text(PAGE)
    with built_and_served(course, folder / "site") as served:
        yield served


def _open(site: Site, opened: Open, width: int = 1440) -> Page:
    page = opened(width, 900).new_page()
    page.goto(f"{site.url}formulas/")
    page.evaluate("document.fonts.ready")
    return page


Box = dict[str, float]


def _boxes(page: Page, formula: int, selector: str) -> list[Box]:
    """Return where the parts of a formula are."""
    return page.evaluate(  # type: ignore[no-any-return] # numbers by name
        """([formula, selector]) => {
            const math = document.querySelectorAll('math')[formula];
            return [...math.querySelectorAll(selector)].map(one => {
                const {left, right, top, bottom, width, height} = one.getBoundingClientRect();
                return {left, right, top, bottom, width, height};
            });
        }""",
        [formula, selector],
    )


def _ink_width(page: Page, box: Box) -> float:
    """Return how wide what is drawn in a box is: what grows is drawn, and keeps its own box."""
    page.evaluate("top => scrollTo(0, top - 300)", box["top"])
    scrolled = float(page.evaluate("scrollY"))
    picture = page.screenshot(
        clip={
            "x": box["left"],
            "y": box["top"] - scrolled,
            "width": box["right"] - box["left"],
            "height": box["bottom"] - box["top"],
        }
    )
    ink = Image.open(BytesIO(picture)).convert("L").point(lambda tone: 255 * (tone < 128))
    found = ink.getbbox()
    return found[2] - found[0] if found else 0


def test_only_pages_with_formulas_load_the_font(site: Site, opened: Open) -> None:
    context = opened()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(site.url, wait_until="networkidle")
    assert not [url for url in asked if url.endswith(".woff2")]
    page.goto(f"{site.url}formulas/", wait_until="networkidle")
    assert len([url for url in asked if url.endswith("formulas.woff2")]) == 1
    assert page.evaluate("document.fonts.check('16px Formulas')")


def test_bars_are_as_high_as_their_matrix(site: Site, opened: Open) -> None:
    page = _open(site, opened)
    left, right = _boxes(page, VMATRIX, "mrow > mo")
    (table,) = _boxes(page, VMATRIX, "mtable")
    assert min(left["height"], right["height"]) > 0.85 * table["height"]


def test_left_sides_end_at_the_relation(site: Site, opened: Open) -> None:
    page = _open(site, opened)
    ends = [box["right"] for box in _boxes(page, ALIGNED, "mtd:first-child > :last-child")]
    relations = [box["left"] for box in _boxes(page, ALIGNED, "mtd:last-child > mo:first-child")]
    assert max(ends) - min(ends) < 1
    assert all(0 <= relation - end < 12 for end, relation in zip(ends, relations, strict=True))


def test_what_is_below_or_above_is_there(site: Site, opened: Open) -> None:
    page = _open(site, opened)
    below, base = _boxes(page, UNDER, "munder > :last-child, munder > :first-child")[::-1]
    assert below["top"] >= base["bottom"] - 1
    base, above = _boxes(page, UNDER, "mover > *")
    assert above["bottom"] <= base["top"] + 1
    assert abs((above["left"] + above["right"]) - (base["left"] + base["right"])) < 4


def test_a_sign_stands_at_its_number_and_a_relation_apart(site: Site, opened: Open) -> None:
    page = _open(site, opened)
    a, equals, minus, b = _boxes(page, SIGN, "math > *")
    assert b["left"] - minus["right"] < 1
    assert minus["left"] - equals["right"] > 3
    assert equals["left"] - a["right"] > 3


def test_a_line_over_letters_is_as_long_as_they_are(site: Site, opened: Open) -> None:
    page = _open(site, opened)
    (base,) = _boxes(page, OVERLINE, ".math__overline")
    letters = _boxes(page, OVERLINE, ".math__overline mi")
    assert abs(base["width"] - (letters[-1]["right"] - letters[0]["left"])) < 1
    thickness = page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.math__overline')).borderTopWidth)"
    )
    assert 0.5 <= thickness < 3


def test_an_arrow_is_as_long_as_its_label(site: Site, opened: Open) -> None:
    page = _open(site, opened)
    (whole,) = _boxes(page, ARROW, "munderover")
    (arrow,) = _boxes(page, ARROW, "munderover > mo")
    (label,) = _boxes(page, ARROW, "mtext")
    band = {**whole, "top": arrow["top"], "bottom": arrow["bottom"]}
    assert _ink_width(page, band) >= label["width"]


def test_the_name_of_a_function_has_a_space_on_both_sides(site: Site, opened: Open) -> None:
    page = _open(site, opened)
    number, name, variable = _boxes(page, SINE, "mn, mi")
    assert name["left"] - number["right"] > 2
    assert variable["left"] - name["right"] > 2


def test_arrays_have_their_frame(site: Site, opened: Open) -> None:
    page = _open(site, opened)
    sides = page.evaluate(
        """formula => {
            const cell = document.querySelectorAll('math')[formula].querySelector('mtd');
            const style = getComputedStyle(cell);
            return ['Top', 'Right', 'Bottom', 'Left'].map(side => style[`border${side}Style`]);
        }""",
        FRAME,
    )
    assert sides == ["solid"] * 4


def test_lines_have_their_numbers_and_can_be_gone_to(site: Site, opened: Open) -> None:
    page = _open(site, opened)
    rows, numbers = _boxes(page, ROWS, "mtr"), _boxes(page, ROWS, ".math__tag mtext")
    assert len(numbers) == len(rows) == 2
    for row, number in zip(rows, numbers, strict=True):
        assert row["top"] <= number["top"]
        assert number["bottom"] <= row["bottom"]
    assert page.locator("#eq-two").text_content() == "(10)"


def test_a_wide_accent_grows(site: Site, opened: Open) -> None:
    page = _open(site, opened)
    (whole,) = _boxes(page, HAT, "mover")
    letters = _boxes(page, HAT, "mi")
    above = {**whole, "top": whole["top"] - 8, "bottom": min(one["top"] for one in letters) - 1}
    assert _ink_width(page, above) > 0.6 * (letters[-1]["right"] - letters[0]["left"])


@pytest.mark.parametrize("width", [320, 360])
def test_a_long_formula_in_a_line_breaks(site: Site, opened: Open, width: int) -> None:
    page = _open(site, opened, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    parts = _boxes(page, LONG, "math > mrow")
    assert len({round(part["top"] / 10) for part in parts}) > 1
    assert max(part["right"] for part in parts) <= width


def test_numbers_of_lines_stay_in_view(site: Site, opened: Open) -> None:
    page = _open(site, opened, 320)
    numbers = page.locator("#eq-w mtext, #eq-v mtext")
    rights = numbers.evaluate_all("them => them.map(one => one.getBoundingClientRect().right)")
    assert len(rights) == 2
    assert all(250 < right < 320 for right in rights)


def test_a_relation_with_words_over_it_stands_apart(site: Site, opened: Open) -> None:
    page = _open(site, opened)
    left, relation, right = _boxes(page, IID, "math > *")
    assert min(relation["left"] - left["right"], right["left"] - relation["right"]) > 3


def test_what_is_copied_holds_the_tex_of_formulas(site: Site, opened: Open) -> None:
    page = opened(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(f"{site.url}formulas/")
    page.locator("math").nth(SIGN).locator("mi").first.dblclick()
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == "$$a = -b$$"
    page.locator("p", has_text="Long:").evaluate(
        "paragraph => getSelection().selectAllChildren(paragraph)"
    )
    page.keyboard.press("Control+c")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Long: $a_1 + a_2")
    assert copied.endswith("b_1 + b_2$.")


def test_the_tex_of_a_displayed_formula_can_be_copied(site: Site, opened: Open) -> None:
    page = opened(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(f"{site.url}formulas/")
    button = page.locator(".math__copy").nth(SIGN)
    expect(button).to_have_css("opacity", "0")
    page.locator("math").nth(SIGN).hover()
    button.click()
    assert page.evaluate("navigator.clipboard.readText()") == "a = -b"
    page.keyboard.press("Tab")
    expect(page.locator(".math__copy").nth(SIGN + 1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == r"\overline{ABC}"


def test_the_tex_of_a_formula_can_be_copied_on_a_phone(site: Site, opened: Open) -> None:
    page = opened(360, 740, has_touch=True, is_mobile=True).new_page()
    page.goto(f"{site.url}formulas/")
    page.locator("math").nth(SIGN).tap()
    expect(page.locator(".math__copy").nth(SIGN)).to_be_focused()
    page.locator("math").nth(LONG).tap()
    button = page.locator("body > .math__copy")
    box = button.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    page.locator("h1").tap()
    expect(button).to_have_count(0)


def test_formulas_in_lines_are_one_stop_and_can_be_copied(site: Site, opened: Open) -> None:
    page = opened(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(f"{site.url}formulas/")
    page.locator(".math__copy").nth(HAT).focus()
    page.keyboard.press("Tab")
    expect(page.locator("math:focus")).to_have_attribute("alttext", re.compile(r"^a_1 \+"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("body > .math__copy")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "x"
    assert page.locator("math[tabindex]").count() == 1


def test_the_words_of_buttons_are_not_copied(site: Site, opened: Open) -> None:
    page = opened(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(f"{site.url}formulas/")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "$$a = -b$$" in copied
    assert "Copy" not in copied


def test_signs_stay_with_their_formula_on_every_width(site: Site, opened: Open) -> None:
    page = _open(site, opened)
    formulas = page.locator(".math__joined:not(:has(.math__long))")
    assert formulas.count() == 3
    apart = formulas.evaluate_all(
        """formulas => {
            const apart = new Set(), range = document.createRange();
            for (let width = 40; width < 300; width += 3) {
                for (const formula of formulas) {
                    formula.closest("p").style.inlineSize = `${width}px`;
                    range.selectNodeContents(formula.lastChild);
                    const math = formula.querySelector("math").getBoundingClientRect();
                    if (range.getBoundingClientRect().top > math.bottom)
                        apart.add(formula.textContent);
                }
            }
            return [...apart];
        }"""
    )
    assert apart == []


def test_a_root_and_high_brackets_have_no_empty_room(site: Site, opened: Open) -> None:
    page = _open(site, opened)
    em = float(
        page.evaluate("parseFloat(getComputedStyle(document.querySelector('math')).fontSize)")
    )
    (root,), (inside,) = _boxes(page, ROOT, "msqrt"), _boxes(page, ROOT, "msqrt > mi")
    assert root["width"] - inside["width"] < 0.85 * em
    fences = _boxes(page, ROOT, "mrow > mo:is(:first-child, :last-child)")
    assert all(fence["width"] < 0.45 * em for fence in fences)


def test_a_brace_is_drawn_to_both_its_ends(site: Site, opened: Open) -> None:
    page = _open(site, opened)
    (whole,), (brace,) = _boxes(page, BRACE, "munder"), _boxes(page, BRACE, "munder > mo")
    band = {**whole, "top": brace["top"] + 1, "bottom": brace["bottom"]}
    assert _ink_width(page, band) > 0.95 * whole["width"]


def test_a_preview_has_the_styles_of_its_formulas(site: Site, opened: Open) -> None:
    page = opened().new_page()
    page.goto(site.url)
    page.locator("main a", has_text="a formula").hover()
    expect(page.locator(".preview math")).to_be_visible()
    expect(page.locator(".preview .math")).to_have_css("display", "flex")
