"""How much a page weighs, how often it asks, and whom."""

import gzip
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Request
from sites import Open, Site

pytestmark = pytest.mark.browser

KILOBYTE = 1024
MAX = {"document": 12, "stylesheet": 14, "script": 10, "font": 60, "formulas": 1.75}
"""Kilobytes after gzip, by what a browser calls the kind; ``formulas`` is their own style sheet,
for the pages that have some. Source: DESIGN, section 5."""
MAX_REQUESTS = 8


def _asked(opened: Open, url: str) -> list[Request]:
    """Return what a window asks for when it opens a page and reads it to its end."""
    page = opened(360, 740).new_page()
    asked: list[Request] = []
    page.on("request", lambda one: asked.append(one))  # noqa: PLW0108 - Playwright marks what it is given
    page.goto(url, wait_until="networkidle")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    return asked


@pytest.mark.parametrize("address", ["neuron-structure/", "abstract-models/", "stdp/"])
def test_a_lesson_keeps_within_the_budget(reference_site: Site, opened: Open, address: str) -> None:
    asked = [
        one for one in _asked(opened, reference_site.url + address) if one.resource_type != "image"
    ]
    assert len(asked) <= MAX_REQUESTS
    weights = dict.fromkeys(MAX, 0)
    for request in (one for one in asked if one.resource_type in MAX):
        response = request.response()
        assert response is not None
        kind = "formulas" if "/assets/math." in request.url else request.resource_type
        weights[kind] += len(gzip.compress(response.body()))
    assert all(weights[kind] <= MAX[kind] * KILOBYTE for kind in MAX), weights


def test_no_page_asks_anybody_else(showcase: Site, opened: Open) -> None:
    for address in showcase.pages():
        hosts = {urlsplit(one.url).netloc for one in _asked(opened, showcase.url + address)}
        assert hosts == {urlsplit(showcase.url).netloc}, address


def test_pages_set_no_cookie_and_hold_no_script_of_their_own(showcase: Site, opened: Open) -> None:
    window = opened()
    page = window.new_page()
    for address in showcase.pages():
        page.goto(showcase.url + address)
        text = (showcase.folder / address / "index.html").read_text(encoding="utf-8")
        inline = re.findall(r"<script(?![^>]*\b(?:src=|type=\"application/ld))", text)
        assert not inline
        assert not re.findall(r"<[^>]+\son\w+=", text)
        assert "style=" not in text
    assert not window.cookies()


def test_pictures_have_their_size_so_that_nothing_moves(reference_site: Site, opened: Open) -> None:
    page = opened(360, 740).new_page()
    page.goto(f"{reference_site.url}neuron-structure/")
    unsized = page.evaluate(
        "[...document.images].filter(one => !one.getAttribute('height')).map(one => one.src)"
    )
    assert not unsized
    moved = page.evaluate(
        """async () => {
            let moved = 0;
            new PerformanceObserver(list => {
                for (const entry of list.getEntries()) moved += entry.value;
            }).observe({type: 'layout-shift', buffered: true});
            for (let y = 0; y < document.body.scrollHeight; y += 600) {
                scrollTo(0, y);
                await new Promise(requestAnimationFrame);
                await new Promise(requestAnimationFrame);
            }
            return moved;
        }"""
    )
    assert moved < 0.01


def test_the_policy_of_a_page_is_kept_by_all_its_parts(showcase: Site, opened: Open) -> None:
    page = opened().new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for address in showcase.pages():
        page.goto(showcase.url + address, wait_until="networkidle")
    page.goto(f"{showcase.url}neurons/")
    page.keyboard.press("Control+k")
    page.get_by_role("searchbox").fill("neuron")
    page.locator(".search__result").first.wait_for()
    assert not said


def test_a_policy_names_only_the_hosts_that_its_page_needs(showcase: Site) -> None:
    def frames(address: str) -> list[str]:
        text = (showcase.folder / address / "index.html").read_text(encoding="utf-8")
        found = re.search(r"frame-src ([^;\"]*)", text)
        return found[1].split() if found else []

    assert frames("synapses/") == []
    assert frames("") == ["https://www.youtube-nocookie.com"]
    assert "https://demo.example.org" in frames("neurons/")
    assert "https://elsewhere.example.org" not in frames("neurons/")
