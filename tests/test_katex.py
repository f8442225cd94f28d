"""Formulas: what KaTeX makes of them, what it refuses, and what it is never asked."""

# ruff: noqa: RUF001 - letters of other alphabets

import re
import time
from xml.etree import ElementTree as ET

import pytest

from neuromatch_site.render.views.math import keep_together
from neuromatch_site.transforms.katex import Formula, Formulas, TexProblem, render, render_again
from neuromatch_site.transforms.katex.plain import plain_text


def rendered(tex: str, macros: dict[str, str] | None = None) -> str:
    """Return the MathML of a displayed formula, without its TeX."""
    result = render([Formula(tex, display=True)], macros or {})[0]
    assert isinstance(result, str), result
    return re.sub(r" alttext=\"[^\"]*\"", "", result)


def problem(tex: str, macros: dict[str, str] | None = None) -> TexProblem:
    result = render([Formula(tex, display=True)], macros or {})[0]
    assert isinstance(result, TexProblem), result
    return result


def test_a_formula_becomes_mathml_with_its_tex_beside_it() -> None:
    (result,) = render([Formula(r"a < b")], {})
    assert result == ('<math alttext="a &lt; b"><mi>a</mi><mo>&lt;</mo><mi>b</mi></math>')


def test_macros_and_definitions_hold_for_one_call() -> None:
    assert "<mi>y</mi>" in rendered(r"\mine", {r"\mine": "y"})
    assert problem(r"\mine").offset == 0
    formulas = [Formula(r"\own"), Formula(r"\newcommand{\own}{z}\own"), Formula(r"\own + 1")]
    early, defined, used = render(formulas, {})
    assert isinstance(early, TexProblem)
    assert "<mi>z</mi>" in str(defined)
    assert "<mi>z</mi>" in str(used)
    assert problem(r"\own").offset == 0


@pytest.mark.parametrize(
    "tex",
    [
        "{" * 100_000,
        r"\left(" * 5_000,
        "x^{" * 200 + "}" * 200,
        "^" * 500,
        r"\sqrt{" * 95 + "}" * 95,
    ],
    ids=["braces", "fences", "scripts", "carets", "roots"],
)
def test_deep_nesting_is_refused(tex: str) -> None:
    assert problem(tex).too_complex


@pytest.mark.parametrize(
    "tex",
    ["x" * 20_000, "&" * 6_000, r"\a", r"\b" * 900],
    ids=["length", "cells", "macro", "output"],
)
def test_limits_are_kept(tex: str) -> None:
    assert problem(tex, {r"\a": r"\a\a", r"\b": "x{}" * 30}).too_complex


@pytest.mark.slow
def test_a_formula_that_takes_too_long_does_not_cost_the_others() -> None:
    macros = {r"\long": "x" * 9_000}
    begin = time.monotonic()
    slow, fine = render([Formula(r"\long" * 900), Formula("y")], macros)
    assert isinstance(slow, TexProblem)
    assert isinstance(fine, str)
    assert time.monotonic() - begin < 60


@pytest.mark.parametrize(
    "tex", [r"\href{javascript:x}{y}", r"\includegraphics{x}", r"\htmlClass{a}{b}"]
)
def test_what_could_lead_elsewhere_is_refused(tex: str) -> None:
    assert "not allowed" in problem(tex).message


def test_a_mistake_is_placed_in_characters_of_the_author() -> None:
    tex = r"\begin{align} 𝑥 &= 1 \\ y &= \oops \end{align}"
    found = problem(tex)
    assert found.offset is not None
    assert tex[found.offset :].startswith(r"\oops")


def test_lines_that_are_only_aligned_are_put_into_an_environment() -> None:
    assert '<mtable class="math__aligned' in rendered("a &= b \\\\\nc &= d")


def test_letters_of_other_alphabets_are_characters_that_browsers_draw() -> None:
    assert "<mi>𝐱</mi><mi>𝐀</mi><mn>𝟏</mn><mi>𝛂</mi>" in rendered(r"\mathbf{xA1\alpha}")
    assert "<mi>ℝ</mi>" in rendered(r"\mathbb{R}")
    assert "<mi>ℒ</mi>" in rendered(r"\mathcal{L}")
    assert '<mi mathvariant="normal">d</mi>' in rendered(r"\mathrm{d}")
    assert '<mtext class="math__bold">words</mtext>' in rendered(r"\textbf{words}")


def test_tables_say_by_classes_what_core_has_no_attributes_for() -> None:
    aligned = rendered(r"\begin{aligned} a &= b \end{aligned}")
    assert '<mtable class="math__aligned math__flush" displaystyle="true">' in aligned
    ruled = rendered(r"\begin{array}{r|c} a & b \\ \hline c & d \end{array}")
    assert '<mtd class="math__rule math__rule-above">' in ruled
    assert "columnalign" not in aligned + ruled


def test_a_formula_that_is_known_is_not_rendered_again() -> None:
    formulas = [Formula("x"), Formula("x", display=True), Formula(r"\oops"), Formula("x")]
    known = Formulas()
    first = render_again(formulas, {}, known, Formulas())
    assert first == render(formulas, {})
    assert set(known.mathml) == {"$x", "$$x"}
    known.mathml["$x"] = "as it was"
    assert render_again(formulas, {}, known, Formulas()) == ["as it was", *first[1:3], "as it was"]
    assert render_again(formulas[:1], {r"\y": "z"}, known, Formulas()) == first[:1]
    assert known.macros == {r"\y": "z"}


def test_what_is_known_is_forgotten_when_a_definition_changes() -> None:
    known = Formulas()
    for meaning in ("z", "w"):
        formulas = [Formula(rf"\newcommand{{\own}}{{{meaning}}}"), Formula(r"\own")]
        _, used = render_again(formulas, {}, known, Formulas())
        assert f"<mi>{meaning}</mi>" in str(used)
        assert render_again([*formulas, Formula(r"\own^2")], {}, known, Formulas())[1] == used


def test_a_formula_of_many_pages_is_rendered_once() -> None:
    common = Formulas()
    page = [Formula("x"), Formula("x" * 40), Formula(r"\oops")]
    render_again(page, {}, Formulas(), common)
    assert set(common.mathml) == {"$x"}
    common.mathml["$x"] = "as it was"
    assert render_again(page[:1], {}, Formulas(), common) == ["as it was"]
    assert render_again(page[:1], {r"\y": "z"}, Formulas(), common) == render(page[:1], {})
    own = [Formula(r"\newcommand{\own}{z}"), Formula("x")]
    assert render_again(own, {}, Formulas(), common) == render(own, {})
    assert set(common.mathml) == {"$x"}


def test_what_stands_over_a_relation_leaves_its_spaces() -> None:
    relation = '<mover><mo>=</mo><mo lspace="0" rspace="0">!</mo></mover>'
    assert f"<mi>a</mi>{relation}<mi>b</mi>" in rendered(r"a \overset{!}{=} b")
    assert "<mi>a</mi><mo>=</mo><mi>b</mi>" in rendered(r"a \mathrel{=} b")
    assert '<mi>a</mi><mo lspace="0" rspace="0">=</mo><mi>b</mi>' in rendered("a{=}b")


def test_the_lines_of_multline_begin_left_and_end_right() -> None:
    lines = rendered(r"\begin{multline} a \\ b \end{multline}")
    assert '<mtable class="math__multline math__flush" displaystyle="true">' in lines
    assert "<mtd><mi>a</mi></mtd>" in lines


@pytest.mark.parametrize(
    "tex",
    [
        r"\unicode{1}",
        r"\mathrm{B}\brack_i + 1",
        "a\x01b",
        r"\text{\x02}",
        r"{\over^2}",
        r"\begin{array}x",
    ],
)
def test_whatever_is_written_there_is_an_answer(tex: str) -> None:
    (result,) = render([Formula(tex, display=True)], {})
    if isinstance(result, str):
        ET.fromstring(result)  # noqa: S314 - our own
    else:
        assert result.message


def test_a_stroke_is_drawn_through_what_follows() -> None:
    assert "<mi>p\u0338</mi><mo>=</mo>" in rendered(r"\not{p} = q")
    found = rendered(r"a \not\subset_f b")
    assert '<msub><mo lspace="0.2778em" rspace="0.2778em">⊄</mo>' in found
    assert "<mo>/</mo><mfrac>" in re.sub(r" [a-z]+=\"[^\"]*\"", "", rendered(r"\not\frac ab"))


def test_spaces_below_zero_are_margins() -> None:
    back = '<mspace class="math__back-3"></mspace>'
    assert f"<mi>a</mi>{back}<mi>b</mi>" in rendered(r"a\!b")
    assert rendered(r"a\hspace{-1em}b").count("math__back-18") == 1


def test_a_bracket_of_a_given_height_keeps_it_under_scripts() -> None:
    found = rendered(r"\bigl[a\bigr]_0^1")
    assert '<msubsup class="math__fence"><mrow><mo form="postfix"' in found


def test_what_is_over_and_under_an_arrow_leaves_its_spaces() -> None:
    found = rendered(r"a \underset{x}{\stackrel{y}{\rightleftharpoons}} b")
    assert 'lspace="0.2778em"' in found
    assert "<mspace" not in found


def test_columns_of_alignat_are_close() -> None:
    assert "math__close" in rendered(r"\begin{alignat}{2} a &= b & c &= d \end{alignat}")
    assert "math__close" not in rendered(r"\begin{align} a &= b & c &= d \end{align}")


def test_a_prime_is_one_however_it_is_written() -> None:
    assert rendered("f′_n + g″") == rendered("f'_n + g''")


def test_commands_are_defined_as_in_mathjax() -> None:
    tex = (
        r"\newcommand{\S}[1][n]{s_{#1}} \newcommand\T[2][k]{#1#2} \newcommand*{\,}[1][u]{#1}"
        r"\renewcommand{\U}{u} \newcommand{\U}{w} \providecommand{\U}{no}"
        r"\S + \S[m]^2 + \T{a} + \T[b]c \U\,"
    )
    found = re.sub(r"<[^>]*>", "", rendered(tex))
    assert found == "sn+sm2+ka+bcwu"
    assert "control sequence" in problem(r"\newcommand{x}{y}").message


def test_upright_letters_stand_apart_from_slanted_ones_for_firefox() -> None:
    """It sets a thin space between them where TeX has none."""
    upright = '<mpadded><mi mathvariant="normal">Δ</mi></mpadded>'
    assert upright in rendered(r"\Delta t")
    assert upright in rendered(r"x_{t \Delta}")
    assert "<mpadded><msup>" in rendered(r"\mathrm{d}^2 V")
    assert "mpadded" not in rendered(r"2\Delta + \sin x + x\,\mathrm{d} + \infty x")


def test_environments_are_defined_as_in_mathjax() -> None:
    definition = r"\newenvironment{own*}[2][z]{\left(#1,#2}{\right)}"
    (_, first, second) = render(
        [
            Formula(definition),
            Formula(r"\begin{own*}{x} y \end{own*}"),
            Formula(r"\begin{own*}[k]{x} y \end{own*}"),
        ],
        {},
    )
    assert "<mi>z</mi><mo>,</mo><mi>x</mi><mi>y</mi>" in str(first)
    assert "<mi>k</mi><mo>,</mo><mi>x</mi><mi>y</mi>" in str(second)
    assert problem(r"a + \begin{other} b \end{other}").offset == 10
    assert problem(r"a + b\end{matrix}").offset == 5


@pytest.mark.parametrize(
    ("tex", "same"),
    [
        (r"\begin{dcases*} 1 & if $x$ \\ 2 & else \end{dcases*}",
         r"\begin{dcases} 1 & \text{if $x$} \\ 2 & \text{else} \end{dcases}"),
        (r"\begin{empheq}[left={f=\empheqlbrace}]{align} a&=b \\ c&=d \end{empheq}",
         r"f=\left\{\begin{aligned} a&=b \\ c&=d \end{aligned}\right."),
        (r"\begin{empheq}[right=\empheqrbrack x]{gather*} a \\ b \end{empheq}",
         r"\left.\begin{gathered} a \\ b \end{gathered}\right] x"),
        (r"\begin{empheq}[box=\fbox]{equation} a \end{empheq}", r"\boxed{a}"),
        (r"\begin{empheq}{align} a&=b \end{empheq}", r"\begin{aligned} a&=b \end{aligned}"),
        (r"\xrightarrow[{a}+{b}]{{c}}", r"\xrightarrow[a+b]{c}"),
        (r"\xmat*{a}{2}{1} \zmat{1}{2} \admat{1,2}",
         r"\begin{matrix}a_1\\a_2\end{matrix}\begin{matrix}0&0\end{matrix}\begin{matrix}&1\\2&\end{matrix}"),
    ],
)  # fmt: skip
def test_what_packages_write_in_their_own_way_is_read(tex: str, same: str) -> None:
    assert rendered(tex).replace("<mrow></mrow>", "") == rendered(same)


@pytest.mark.parametrize(
    "text",
    ["(" * 20_000 + "</math>", "</math>" + "&#34;" * 20_000, ("(" * 20 + "\n") * 2_000 + "</math>"],
)
def test_signs_beside_formulas_are_found_in_time(text: str) -> None:
    """A row of brackets without a formula costs as much as its length, not the square of it."""
    start = time.process_time()
    assert keep_together(text) == text
    assert time.process_time() - start < 2


def test_screen_readers_are_told_what_signs_mean() -> None:
    """MathCAT reads the first as "given", a set with its bar as "the set of all x such that"."""
    assert '<mo stretchy="false" lspace="0.2778em" rspace="0.2778em">|</mo>' in (
        rendered(r"P(x \mid y)")
    )
    assert rendered(r"\{x \mid y\}").count("|") == 1
    assert ">∣</mo>" in rendered(r"p \mid n")
    assert re.search("<mi>log</mi><mspace[^>]*></mspace><mo>\u2061</mo><mi>n", rendered(r"\log n"))
    assert "\u2061" not in rendered(r"\log = \max")


def test_a_long_formula_is_not_broken_between_relations() -> None:
    tex = r"x_t := a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 + a_8"
    (found,) = render([Formula(tex)], {})
    assert re.match(
        r"<math class=\"math__long\"[^>]*><mrow>.*:</mo><mo[^>]*>=</mo></mrow>", str(found)
    )


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        (r"\mqty(a & b \\ c & d)", "(abcd)"),
        (r"\mqty{a}", "a"),
        (r"x \qif y \qq{words} \ketbra{a}{b}", "xifywords|a⟩⟨b|"),
        (r"\numlist{1;2;3} \SIlist{4;5}{\metre}", "1, 2 and 34m and 5m"),
    ],
)
def test_more_of_physics_and_siunitx(tex: str, shown: str) -> None:
    found = re.sub(r"<[^>]*>", "", rendered(tex)).replace("\u00a0", " ")
    assert found == shown


def test_a_colour_before_a_group_is_for_it_alone() -> None:
    assert rendered(r"\color{red}{x} + y") == rendered(r"\textcolor{red}{x} + y")
    assert rendered(r"\color{red} x + y") != rendered(r"\textcolor{red}{x} + y")


def test_arrows_of_chemistry_have_sums_above_and_below() -> None:
    made = rendered(r"\ce{Zn^2+ <=>[+ 2OH-][+ 2H+] $\underset{\text{a}}{\ce{Zn(OH)2 v}}$}")
    assert made.count("OH") == 3


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"\chi^2_{n-1}", "χₙ₋₁²"),
        (r"\frac{a+b}{2} = \sqrt[3]{x+1}", "(a+b)/2 = ³√(x + 1)"),
        (r"\vec{E} \to \hat\beta_1", "E⃗ → β̂₁"),
        (r"\mathbb{R}^{n\times m},\ f'(x) > e^{-x^2}", "ℝ^(n×m), f′(x) > e^(−x²)"),
        (r"\underbrace{O(n\log n)}_{\text{slow}}", "O(n log n)_slow"),
        (r"\ce{H2O}\phantom{x}", "H₂O"),
    ],
)
def test_a_formula_is_a_line_of_text_where_no_mark_up_can_stand(tex: str, text: str) -> None:
    (made,) = render([Formula(tex)], {})
    assert isinstance(made, str)
    assert plain_text(made) == text
