"""Interactive figures: drawn on request, in a frame that reaches nothing."""

import re

import pytest
from playwright.sync_api import expect
from sites import Open, Site

from neuromatch_site.media.interactive import plotly_picture, vega_picture

pytestmark = pytest.mark.browser


def test_figures_are_drawn_after_a_press_and_from_this_site(showcase: Site, opened: Open) -> None:
    page = opened(360, 740).new_page()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(f"{showcase.url}figures/", wait_until="networkidle")
    scripts = re.compile(r"/assets/(plotly|vega)\.js")
    assert not [url for url in asked if scripts.search(url)]
    expect(page.get_by_text("Interactive figure: A line")).to_be_visible()
    for title, shown in (("A line", "2.5"), ("Two bars", "Bars")):
        figure = page.locator(".interactive", has_text=title)
        figure.get_by_role("button", name="Show it here").press("Enter")
        frame = page.frame_locator(f'iframe[title="{title}"]')
        expect(frame.locator("#figure svg").first).to_contain_text(shown)
        assert figure.locator("iframe").get_attribute("sandbox") == "allow-scripts"
    line = page.frame_locator('iframe[title="A line"]').locator("#figure svg").first
    assert line.evaluate("e => e.getBoundingClientRect().right <= innerWidth")  # it asks for 900
    expect(page.locator('iframe[title="A line"]')).to_have_css("height", "300px")
    assert len({url for url in asked if scripts.search(url)}) == 2
    assert all(url.startswith((showcase.url, "data:", "blob:")) for url in asked)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_sliders_move_by_key_and_the_still_picture_makes_room(showcase: Site, opened: Open) -> None:
    page = opened(360, 740).new_page()
    page.goto(f"{showcase.url}figures/", wait_until="networkidle")
    still = page.get_by_alt_text("A falling curve")
    expect(still).to_be_visible()
    figure = page.locator(".interactive", has_text="Decay")
    figure.get_by_role("button", name="Show it here").press("Enter")
    frame = page.frame_locator('iframe[title="Decay"]')
    slider = frame.get_by_label("time constant")
    expect(slider).to_have_value("10")
    slider.press("ArrowRight")
    expect(slider).to_have_value("11")
    expect(still).to_be_hidden()
    wide = frame.locator("#figure svg, #figure canvas").first.evaluate("e => e.clientWidth")
    assert wide > 250
    assert slider.evaluate("e => document.documentElement.scrollWidth <= innerWidth")


def test_a_slider_of_bokeh_redraws_its_figure(showcase: Site, opened: Open) -> None:
    page = opened(360, 740).new_page()
    page.goto(f"{showcase.url}figures/", wait_until="networkidle")
    figure = page.locator(".interactive", has_text="Gain")
    figure.get_by_role("button", name="Show it here").press("Enter")
    frame = page.frame_locator('iframe[title="Gain"]')
    expect(frame.locator("canvas").first).to_be_visible()
    highest = "() => Bokeh.documents[0].roots()[0].children[0].y_range.end"
    slider = frame.get_by_role("slider")
    before = slider.evaluate(highest)
    slider.press("ArrowRight")
    higher = f"while (({highest})() <= last) await new Promise(requestAnimationFrame);"
    slider.evaluate(f"async (e, last) => {{ {higher} }}", before)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_widgets_act_on_each_other_without_a_kernel(showcase: Site, opened: Open) -> None:
    page = opened(360, 740).new_page()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.goto(f"{showcase.url}figures/", wait_until="networkidle")
    expect(page.locator(".ansi-text", has_text="three spikes")).to_be_visible()
    box = page.locator(".interactive", has_text="weight")
    box.get_by_role("button", name="Show it here").press("Enter")
    frame = page.frame_locator('iframe[title="weight, same"]')
    frame.get_by_role("slider", name="weight").press("ArrowRight")
    expect(frame.get_by_label("same")).to_have_value("4")
    expect(frame.get_by_text("three spikes")).to_be_visible()
    expect(box.locator("iframe")).not_to_have_css("height", "448px")  # as tall as what it holds
    counter = page.locator(".interactive", has_text="Counter")
    counter.get_by_role("button", name="Show it here").press("Enter")
    button = page.frame_locator('iframe[title="Counter"]').get_by_role("button")
    expect(button).to_have_text("3 spikes")
    button.press("Enter")
    expect(button).to_have_text("4 spikes")
    assert all(url.startswith((showcase.url, "data:", "blob:")) for url in asked)


def test_other_pages_may_show_no_frame(showcase: Site) -> None:
    text = (showcase.folder / "questions" / "index.html").read_text(encoding="utf-8")
    assert "frame-src" not in text


def test_a_figure_of_vega_has_a_picture() -> None:
    figure = {"data": {"values": [{"a": 1}]}, "mark": "point", "encoding": {"x": {"field": "a"}}}
    assert vega_picture(figure).startswith("<svg")
    assert not vega_picture({"mark": "no such mark"})


def test_a_figure_of_plotly_has_a_picture_the_same_each_time() -> None:
    figure = {"data": [{"x": [1, 2], "y": [3, 4]}], "layout": {"title": {"text": "A line"}}}
    drawn = form, picture, _ = plotly_picture(figure)
    assert form == "image/svg+xml"
    assert picture.startswith("<svg")
    assert "A line" in picture
    assert plotly_picture(figure) == drawn
    deep = {"data": [{"type": "scatter3d", "x": [1, 2], "y": [3, 4], "z": [5, 6]}]}
    form, picture, width = plotly_picture(deep)
    assert (form, width) == ("image/png", 700)
    assert picture.startswith("iVBOR")
