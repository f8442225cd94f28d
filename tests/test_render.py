"""The parts of rendering that are no whole page: addresses, navigation, dates, code in colours."""

import json
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path

import pytest
from courses import Course
from fuzz.whole_site import hold_html

from neuromatch_site.config.options import SiteOptions
from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.config.site import SiteConfig
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.metadata.addresses import page_file
from neuromatch_site.model.ast.nodes import NODES, Literal, Node, Parent, Root, Strong, Text
from neuromatch_site.model.ast.visit import copy_of
from neuromatch_site.model.course import Project, TocEntry
from neuromatch_site.model.written_dates import day, days
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.site import build_site
from neuromatch_site.render.addresses import Addresses, fixed_addresses, page_addresses
from neuromatch_site.render.csp import Reach, content_security_policy
from neuromatch_site.render.environment import json_block, make_environment
from neuromatch_site.render.footnotes import find_footnotes
from neuromatch_site.render.highlight import highlight, language_name
from neuromatch_site.render.html import (
    NodeRenderer,
    RenderContext,
    compiled_shape,
    node_shapes,
    plain_shape,
)
from neuromatch_site.render.navigation import (
    WHOLE_ASIDE,
    SidebarItem,
    navigation,
    sidebar,
    split_label,
)
from neuromatch_site.render.published_files import Published, publish
from neuromatch_site.render.theme import Theme, open_theme
from neuromatch_site.render.translations import Words, direction
from neuromatch_site.render.views import RENDER_AS, VIEWS

# Links do not stand in links


def test_a_heading_is_shown_without_its_links_where_it_is_one(tmp_path: Path) -> None:
    heading = "## *A [link](https://example.org)* and {button}`one <https://example.org>`[^a]"
    text = f"# Page\n\n{heading}\n\n[^a]: Note.\n"
    built = Course.write(tmp_path / "course", {"index.md": "# Front\n", "page.md": text}).build()
    (page,) = (one for one in built.artifacts if one.path == "page/index.html")
    assert isinstance(page.content, bytes)
    hold_html(page.content.decode())
    assert "<em>A link</em> and one</a>" in page.content.decode()


def test_the_sidebar_is_printed_once_for_a_branch_of_the_toc(tmp_path: Path) -> None:
    """Pages of one week show the same but for the mark of the current one."""
    weeks = [[f"week-{week}/{page}.md" for page in "abcde"] for week in range(4)]
    toc = [
        {"title": f"Week {n}", "children": [{"file": p} for p in week]}
        for n, week in enumerate(weeks)
    ]
    project = {"title": "T", "toc": [{"file": "index.md"}, *toc]}
    files = {path: f"# {path}\n" for path in ("index.md", *chain(*weeks))}
    config = {"myst.yml": json.dumps({"version": 1, "project": project})}
    folder = Course.write(tmp_path / "course", {**files, **config}).folder
    built = build_site(folder, BuildContext(Options(jobs=1)))
    assert (built.pages, built.rendered) == (21, 21)
    assert built.rendering is not None
    assert len(built.rendering.site.renderer.localized[""].sidebars) == 1 + len(weeks)


# Addresses


@pytest.mark.parametrize(
    ("page", "url", "written"),
    [
        ("/", "/", "./"),
        ("/", "/neurons/", "neurons/"),
        ("/neurons/", "/", "../"),
        ("/neurons/", "/synapses/#gap", "../synapses/#gap"),
        ("/week-1/neurons/", "/assets/a.png", "../../assets/a.png"),
        ("/neurons/", "/a b/é.png", "../a%20b/%C3%A9.png"),
        ("/neurons/", "/search/?q=a#b?c", "../search/?q=a#b?c"),
        ("/neurons/", "#here", "#here"),
        ("/neurons/", "https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("/neurons/", "mailto:a@example.org", "mailto:a@example.org"),
        ("/neurons/", "javascript:alert(1)", ""),
        ("/neurons/", "java\tscript:alert(1)", ""),
        ("/neurons/", "//example.org/", ""),
        ("/neurons/", "/\\example.org/", ""),
        ("/neurons/", "data:text/html,x", ""),
    ],
)
def test_an_address_is_written_for_the_page_it_stands_on(page: str, url: str, written: str) -> None:
    assert page_addresses(page).to(url) == written


def test_addresses_name_their_files_where_no_server_adds_them() -> None:
    addresses = page_addresses("/neurons/", disk=True)
    assert addresses.to("/") == "../index.html"
    assert addresses.to("/synapses/#gap") == "../synapses/index.html#gap"
    assert addresses.to("/files/a.zip") == "../files/a.zip"


@pytest.mark.parametrize(
    ("base", "root"),
    [("", "/"), ("/course", "/course/"), ("https://example.org/a/b/", "/a/b/")],
)
def test_a_page_at_any_depth_counts_from_the_root(base: str, root: str) -> None:
    assert fixed_addresses(base) == Addresses(root)


def test_an_address_has_a_file() -> None:
    assert [page_file(url) for url in ("/", "/neurons/", "/404.html")] == [
        "index.html",
        "neurons/index.html",
        "404.html",
    ]


# The theme


def _override(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_a_file_of_the_course_replaces_ours(tmp_path: Path) -> None:
    diagnostics = Diagnostics()
    ours = open_theme(None, diagnostics)
    theirs = open_theme(
        _override(tmp_path, {"nodes/paragraph.html": "<p>{{ children }}!</p>"}), diagnostics
    )
    assert theirs.files["nodes/paragraph.html"] == "<p>{{ children }}!</p>"
    assert theirs.digest != ours.digest
    (note,) = diagnostics.items
    assert note.rule is Rule.TEMPLATES_USED
    assert note.message.endswith("replaces files of the theme: `nodes/paragraph.html`")


def test_a_file_that_replaces_nothing_is_reported(tmp_path: Path) -> None:
    diagnostics = Diagnostics()
    theme = open_theme(_override(tmp_path, {"nodes/paragraf.html": "x"}), diagnostics)
    assert "nodes/paragraf.html" not in theme.files
    (one,) = diagnostics.items
    assert one.rule is Rule.TEMPLATE_OVERRIDE_KNOWN
    assert one.hint == "did you mean `nodes/paragraph.html`?"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text("secret", encoding="utf-8")
    folder = tmp_path / "templates"
    (folder / "nodes").mkdir(parents=True)
    (folder / "nodes" / "paragraph.html").symlink_to(secret)
    assert open_theme(folder, Diagnostics()).files["nodes/paragraph.html"] != "secret"


def test_every_node_has_a_renderer() -> None:
    theme = open_theme(None, Diagnostics())
    environment = make_environment(theme, Words())
    assert set(node_shapes(theme, environment, VIEWS, RENDER_AS)) == set(NODES)
    assert set(VIEWS) <= set(NODES)


def _plain_templates() -> dict[str, NodeRenderer]:
    """Return what is printed without Jinja, by node type."""
    templates = open_theme(None, Diagnostics()).folder("nodes", ".html")
    own = (name for name in templates if name not in VIEWS)
    found = {name: plain_shape(templates[name], NODES[name]) for name in own}
    return {name: shape for name, shape in found.items() if shape is not None}


def _context(shapes: Mapping[str, NodeRenderer]) -> RenderContext:
    return RenderContext(
        shapes=shapes,
        addresses=page_addresses("/a/"),
        published=Published(),
        words=Words(),
        options=SiteOptions(),
        footnotes=find_footnotes(Root()),
    )


@pytest.mark.parametrize("name", sorted(_plain_templates()))
def test_a_plain_template_and_a_compiled_one_print_the_same(name: str) -> None:
    """The same node, bare and with all that a node may have, through both template engines."""
    theme = open_theme(None, Diagnostics())
    environment = make_environment(theme, Words())
    compiled = compiled_shape(environment, f"nodes/{name}.html", None)
    shapes = {**node_shapes(theme, environment, VIEWS, RENDER_AS), name: compiled}
    context = _context(shapes)
    plain = _plain_templates()[name]
    for node in _specimens(NODES[name]):
        assert plain(node, context) == compiled(node, context)


@pytest.mark.parametrize(
    "text",
    [
        "{{ children }}",
        "{{ node.value }}",
        '{#- A -#}\n <b{{ node|attributes("x") }}>{{ children }}</b>',
        "\n\n  <p>{{ children }}</p>  \n\n",
        "<p>\r\n{{ node.value }}{{ children }}</p>\u2028",
    ],
)
def test_an_override_prints_the_same_by_both_engines(text: str) -> None:
    theme = open_theme(None, Diagnostics())
    files = {**theme.files, **{f"nodes/{name}.html": text for name in NODES}}
    environment = make_environment(Theme(files, text), Words())
    shapes = node_shapes(theme, environment, VIEWS, RENDER_AS)
    context = _context(shapes)
    for name, kind in NODES.items():
        compiled = compiled_shape(environment, f"nodes/{name}.html", None)
        plain = plain_shape(text, kind) or compiled
        for node in _specimens(kind):
            if plain is not compiled:
                assert plain(node, context) == compiled(node, context), name


def _specimens(kind: type[Node]) -> Iterator[Node]:
    """Yield a node of a type: empty; with text that HTML escapes; with a label and classes."""
    yield kind()
    for words in ("a < b & \"c\" 'd'", "  two\n\nlines  "):
        node = kind()
        if isinstance(node, Literal):
            node.value = words
        if isinstance(node, Parent):
            node.children = [Text(value=words), Strong(children=[Text(value="x")])]
        yield node
        marked = copy_of(node)
        marked.classes = ["one", "two"]
        if hasattr(marked, "html_id"):
            marked.html_id = "label"
        yield marked


# Navigation


def _course(toc: list[TocEntry]) -> Project:
    return Project(config=ProjectConfig(), site=SiteConfig(), pages=[], toc=toc)


def _lines(items: list[SidebarItem] | tuple[SidebarItem, ...]) -> int:
    return sum(1 + _lines(item.children) for item in items)


@pytest.mark.parametrize("weeks", [10, 100, 1000])
def test_a_page_shows_no_more_of_a_large_course_than_of_a_small_one(weeks: int) -> None:
    toc = [
        TocEntry(
            title=f"Week {week}",
            children=tuple(
                TocEntry(title=f"{week}.{day}", url=f"/{week}-{day}/", path=f"{week}/{day}.md")
                for day in range(10)
            ),
        )
        for week in range(weeks)
    ]
    shown = sidebar(navigation(_course(toc)), "/5-3/")
    assert _lines(shown) <= WHOLE_ASIDE
    (branch,) = [item for item in shown if item.open]
    assert [item.entry.title for item in branch.children if item.current] == ["5.3"]


def test_a_flat_course_shows_what_is_near() -> None:
    toc = [TocEntry(title=str(n), url=f"/{n}/", path=f"{n}.md") for n in range(10_000)]
    shown = [item.entry.title for item in sidebar(navigation(_course(toc)), "/7000/")]
    assert len(shown) <= WHOLE_ASIDE
    assert {"6990", "7000", "7010"} <= set(shown)


def test_neighbours_go_over_the_borders_of_weeks() -> None:
    pages = [TocEntry(title=name, url=f"/{name}/", path=f"{name}.md") for name in "abc"]
    toc = [
        TocEntry(title="One", children=(pages[0], pages[1])),
        TocEntry(title="Two", children=(pages[2],)),
    ]
    places = navigation(_course(toc)).places
    neighbours = {
        url: tuple(one.title if one else "" for one in (place.previous, place.following))
        for url, place in places.items()
    }
    assert neighbours == {
        "/one/": ("", "a"),
        "/a/": ("", "b"),
        "/b/": ("a", "c"),
        "/two/": ("b", "c"),
        "/c/": ("b", ""),
    }


def test_a_week_takes_no_address_that_a_page_has() -> None:
    toc = [
        TocEntry(title="Same", url="/same/", path="same.md"),
        TocEntry(title="Same", children=(TocEntry(title="a", url="/a/", path="a.md"),)),
        TocEntry(title="Other", children=(TocEntry(title="b", url="/b/", path="b.md"),)),
        TocEntry(title="Other", children=(TocEntry(title="c", url="/c/", path="c.md"),)),
    ]
    found = navigation(_course(toc)).entries
    assert [entry.url for entry in found] == ["/same/", "", "/other/", ""]


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Week 1 - Neurons", ("Week 1", "Neurons")),
        ("Semaine 2 : Synapses", ("Semaine 2", "Synapses")),
        ("Day 10. Learning - in brains", ("Day 10", "Learning - in brains")),
        ("Neurons", ("", "Neurons")),
        ("Week 1", ("", "Week 1")),
        ("2 neurons - and more", ("", "2 neurons - and more")),
    ],
)
def test_a_title_is_told_from_its_label(title: str, parts: tuple[str, str]) -> None:
    assert split_label(title) == parts


# Words and dates


def test_the_directions_of_languages() -> None:
    found = [direction(language) for language in ("en", "ar", "he-IL", "az-Arab", "fr-CA")]
    assert found == ["ltr", "rtl", "rtl", "rtl", "ltr"]


def test_days_are_written_as_people_do() -> None:
    assert day("2020-03-31", "en") == "31 March 2020"
    assert day("2020-03-31", "fr") == "31 mars 2020"
    assert day("spring", "en") == "spring"
    assert days("2020-03-30", "2020-03-31", "en") == "30–31 March 2020"
    assert days("2020-07-13", "2020-08-01", "en") == "13 July – 1 August 2020"
    assert days("2020-12-30", "2021-01-02", "en") == "30 December 2020 – 2 January 2021"
    assert days("2020-03-30", "2020-03-30", "en") == "30 March 2020"


# Code


def test_code_is_escaped_token_by_token() -> None:
    assert highlight("<b>&amp;</b>", None) == "&lt;b&gt;&amp;amp;&lt;/b&gt;"
    assert "<script" not in highlight("'<script>' # </script>", "python")


def test_lines_are_numbered_and_emphasized() -> None:
    shown = highlight("a\n'''b\nc'''\n", "python", numbers_from=5, emphasized=frozenset({2}))
    assert shown.count("code__line--emphasized") == 1
    assert [f'data-line="{n}"' in shown for n in (4, 5, 6, 7, 8)] == [
        False,
        True,
        True,
        True,
        False,
    ]
    assert shown.count("<span") == shown.count("</span>")


def test_a_language_that_nobody_knows_is_plain() -> None:
    assert highlight("a = 1", "klingon") == "a = 1"
    assert [language_name(name) for name in ("py", "klingon", None)] == ["Python", "", ""]


# Files and policies


def test_the_same_file_is_published_once_and_keeps_its_name_for_downloads(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("1,2\n", encoding="utf-8")
    published, files = publish(
        CourseFiles(tmp_path.resolve()), [], ["a.csv", "b.csv", "no.csv", "../x"]
    )
    assert sorted(published.downloads) == ["a.csv", "b.csv"]
    assert published.downloads["a.csv"].endswith("/a.csv")
    assert len(files) == 2


def test_a_policy_is_in_order_and_names_each_host_once() -> None:
    policy = content_security_policy(Reach.SERVED, frames=["b.org", "a.org", "b.org"])
    assert "frame-src https://a.org https://b.org;" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe-inline" not in policy
    assert "frame-src" not in content_security_policy(Reach.SERVED)


def test_data_in_a_script_element_cannot_end_it() -> None:
    assert json_block('{"a":"</script>\u2028&"}') == '{"a":"\\u003c/script\\u003e\\u2028\\u0026"}'
