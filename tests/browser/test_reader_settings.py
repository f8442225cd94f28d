"""What readers set for themselves: colours, contrast, motion, size and spacing of text."""

import pytest
from playwright.sync_api import Locator, Page
from sites import Open, Site

pytestmark = pytest.mark.browser

SPACED = """*:not(math *) {
    line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
} p { margin-block-end: 2em !important; }"""
"""WCAG 2.2, 1.4.12."""
NARROW = 320
"""CSS pixels: a window of 1280 at 400 %. WCAG 2.2, 1.4.10."""


def _open(opened: Open, url: str, width: int = 1440, **options: object) -> Page:
    page = opened(width, 900, **options).new_page()
    page.goto(url)
    return page


def _look(part: Locator) -> bytes:
    part.scroll_into_view_if_needed()
    return part.screenshot(animations="disabled", caret="hide")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_leave_every_state_to_see(showcase: Site, opened: Open, scheme: str) -> None:
    page = _open(opened, f"{showcase.url}neurons/", forced_colors="active", color_scheme=scheme)
    contents = page.get_by_role("navigation", name="Contents")
    current = contents.locator("[aria-current]")
    marked = _look(contents)
    current.evaluate("link => link.removeAttribute('aria-current')")
    assert _look(contents) != marked

    video = page.locator(".video__facade").first
    frame = page.locator(".video").first
    resting = _look(frame)
    video.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert _look(frame) != resting
    assert video.evaluate("link => parseFloat(getComputedStyle(link).borderTopWidth)") >= 1

    tick = page.locator(".progress")
    icon = tick.locator(".icon")
    open_ = _look(icon)
    tick.click()
    assert _look(icon) != open_


def test_forced_colours_leave_every_button_and_drawing_to_see(showcase: Site, opened: Open) -> None:
    page = _open(opened, showcase.url, forced_colors="active")
    unseen = """() => {
        const ground = getComputedStyle(document.body).backgroundColor;
        const style = (one) => getComputedStyle(one);
        const flat = [...document.querySelectorAll('.button')]
            .filter(one => parseFloat(style(one).borderTopWidth) < 1);
        const lost = [...document.querySelectorAll('.icon')]
            .filter(one => style(one).backgroundColor === ground);
        return [...flat, ...lost].map(one => one.className);
    }"""
    for address in ["", "neurons/", "synapses/"]:
        page.goto(showcase.url + address)
        assert not page.evaluate(unseen), address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_hold_in_drawings(showcase: Site, opened: Open, scheme: str) -> None:
    page = _open(opened, f"{showcase.url}conference/", forced_colors="active", color_scheme=scheme)
    others = page.evaluate(
        """() => {
        const probe = document.body.appendChild(document.createElement('p'));
        const forced = ['Canvas', 'CanvasText', 'GrayText'].map((name) => {
            probe.style.color = name;
            return getComputedStyle(probe).color;
        });
        const drawn = [...document.querySelectorAll('main svg :is(path, rect, text, tspan)')];
        const colours = drawn.map((one) => getComputedStyle(one))
            .flatMap(({ fill, stroke }) => [fill, stroke]);
        return [drawn.length, ...colours.filter((one) => ![...forced, 'none'].includes(one))];
    }"""
    )
    assert others[0] > 0
    assert not others[1:]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_more_contrast_is_given_to_those_who_ask(showcase: Site, opened: Open, scheme: str) -> None:
    colour = """() => ['.article__meta', '.prose p']
        .map(one => getComputedStyle(document.querySelector(one)).color)"""
    plain, strong = (
        _open(opened, f"{showcase.url}neurons/", color_scheme=scheme, contrast=contrast).evaluate(
            colour
        )
        for contrast in ("no-preference", "more")
    )
    assert plain[0] != plain[1]
    assert strong[0] == strong[1]


def test_nothing_moves_for_those_who_ask_for_less(showcase: Site, opened: Open) -> None:
    page = _open(opened, f"{showcase.url}neurons/")
    moving = page.evaluate(
        """[...document.querySelectorAll('*')].filter(one => {
            const style = getComputedStyle(one);
            return style.animationName !== 'none' || style.scrollBehavior === 'smooth'
                || style.transitionDuration.split(', ').some(time => parseFloat(time) > 0);
        }).map(one => one.className)"""
    )
    assert not moving


CUT = """() => [...document.querySelectorAll('main *, header *')].filter(one => {
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    const hides = ['hidden', 'clip'].includes(style.overflowY) && box.width > 2 && box.height > 2;
    return hides && one.textContent.trim() && one.scrollHeight > one.clientHeight + 2
        && style.webkitLineClamp === 'none' && !one.closest('svg, math');
}).map(one => one.className || one.tagName)"""


@pytest.mark.parametrize("width", [NARROW, 768, 1440])
def test_text_can_be_spaced_without_losing_any(showcase: Site, opened: Open, width: int) -> None:
    page = opened(width, 900, bypass_csp=True).new_page()
    for address in showcase.pages():
        page.goto(showcase.url + address)
        page.add_style_tag(content=SPACED)
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), address
        assert page.evaluate(CUT) == [], address


@pytest.mark.parametrize("width", [NARROW, 360, 768, 1024, 1280])
def test_the_bar_at_the_top_has_room_for_all_that_is_in_it(
    showcase: Site, opened: Open, width: int
) -> None:
    page = _open(opened, f"{showcase.url}neurons/", width)
    outside = page.evaluate(
        """() => [...document.querySelectorAll('.header a, .header button')].filter(one => {
            const box = one.getBoundingClientRect();
            return box.width && (box.left < 0 || box.right > innerWidth);
        }).map(one => one.className || one.textContent)"""
    )
    assert not outside
    assert page.locator(".header__title").bounding_box()["width"] > 80  # type: ignore[index]


def test_every_page_of_the_reference_course_reflows(reference_site: Site, opened: Open) -> None:
    page = opened(NARROW, 900).new_page()
    wide = []
    for address in reference_site.pages():
        page.goto(reference_site.url + address)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(address)
    assert not wide


def test_code_runs_from_left_to_right_in_any_language(showcase: Site, opened: Open) -> None:
    page = _open(opened, f"{showcase.url}neurons/")
    page.evaluate("document.documentElement.dir = 'rtl'")
    ways = page.evaluate(
        """[...document.querySelectorAll('pre, code, kbd, math')]
        .map(one => getComputedStyle(one).direction)"""
    )
    assert set(ways) == {"ltr"}
