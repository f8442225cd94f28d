"""The search index: what is found, what is written, what is kept, what happens without it."""

import json
import mimetypes
from collections.abc import Callable, Mapping
from pathlib import Path

import pagefind_bin
import pytest
from courses import Course
from playwright.sync_api import Browser
from servers import Reply, Request, Response, serving

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.pipeline.write import write_site
from neuromatch_site.postprocess.addon_folder import AddonRecords
from neuromatch_site.postprocess.search import Indexing, index_site
from neuromatch_site.postprocess.search.pages import BODY, text_of

pytestmark = pytest.mark.slow

_PAGE = '<!doctype html><html lang="{}"><title>{}</title><main data-pagefind-body>{}</main></html>'
_NEURON = _PAGE.format("en", "Neurons", "<h1>Neurons</h1><p>A membrane has a potential.</p>")
_SYNAPSE = _PAGE.format("zh", "突触", "<h1>突触</h1><p>神经元通过突触传递信号。</p>")
_SITE = {
    "index.html": _NEURON,
    "synapse/index.html": _SYNAPSE,
    "404.html": "<!doctype html><p>potential</p>",
}


def _write(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _pages(site: Path) -> list[Artifact]:
    pages = (path for path in site.rglob("*.html"))
    return [Artifact(path.relative_to(site).as_posix(), path) for path in pages]


def _index(site: Path, old: Path | None = None, indexing: Indexing | None = None) -> Diagnostics:
    """Put its index into a site; return what is wrong."""
    diagnostics = Diagnostics()
    own = indexing or Indexing(records=AddonRecords(site.parent / "records"))
    for file in index_site(_pages(site), diagnostics, old or site, indexing=own):
        path = site / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(file.content, bytes):
            path.write_bytes(file.content)
        else:
            path.hardlink_to(file.content)
    return diagnostics


def _files(site: Path) -> dict[str, bytes]:
    folder = site / "pagefind"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_an_index_holds_what_a_search_needs_and_no_interface(tmp_path: Path) -> None:
    site = _write(tmp_path / "site", _SITE)
    assert not _index(site).items
    names = {name.split(".")[0].split("/")[0] for name in _files(site)}
    wanted = {"pagefind", "pagefind-entry", "pagefind-worker", "wasm", "fragment", "index"}
    assert names == {*wanted, "source"}
    entry = json.loads((site / "pagefind" / "pagefind-entry.json").read_text(encoding="utf-8"))
    counts = {name: about["page_count"] for name, about in entry["languages"].items()}
    assert counts == {"en": 1, "zh": 1}


def test_the_pages_themselves_are_not_changed(tmp_path: Path) -> None:
    site = _write(tmp_path / "site", _SITE)
    _index(site)
    assert (site / "synapse" / "index.html").read_text(encoding="utf-8") == _SYNAPSE


def test_two_indexes_of_the_same_pages_are_the_same_bytes(tmp_path: Path) -> None:
    first = _write(tmp_path / "one", _SITE)
    second = _write(tmp_path / "two", dict(reversed(_SITE.items())))
    _index(first)
    _index(second)
    assert _files(first) == _files(second)


def test_an_index_of_articles_is_the_index_of_the_whole_pages(
    course: Callable[[Mapping[str, str]], Course], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program is given a part of each page: the only part that counts."""
    words = "# One\n\nA membrane. {abbr}`LIF (leaky)` [^a]\n\n| a |\n| - |\n| c |\n\n[^a]: Note.\n"
    made = course({"index.md": words, "synapse.md": _CHINESE}).build()
    texts = {
        file.path: file.content.decode()
        for file in made.artifacts
        if file.path.endswith(".html") and isinstance(file.content, bytes)
    }
    given = {path: text_of(text.encode()) for path, text in texts.items() if BODY.decode() in text}
    assert len(given) == 2
    assert all(len(text) < len(texts[path]) / 2 for path, text in given.items())
    articles = _write(tmp_path / "articles", texts)
    assert not _index(articles).items
    monkeypatch.setattr("neuromatch_site.postprocess.search.pages._relevant", lambda text: text)
    whole = _write(tmp_path / "whole", texts)
    assert not _index(whole).items
    assert _files(articles) == _files(whole)


def test_a_layout_without_an_article_is_read_as_a_whole() -> None:
    assert text_of(_NEURON.encode()) == _NEURON


def test_the_old_index_is_kept_while_no_page_changes(tmp_path: Path) -> None:
    old = _write(tmp_path / "old", _SITE)
    _index(old)
    same = _write(tmp_path / "same", _SITE | {"404.html": "not searched"})
    _index(same, old)
    changed = _write(tmp_path / "changed", _SITE | {"index.html": _NEURON.replace("a ", "one ")})
    _index(changed, old)
    entry = Path("pagefind", "pagefind-entry.json")
    assert (same / entry).samefile(old / entry)
    assert not (changed / entry).samefile(old / entry)
    assert _files(changed) != _files(old)


_COURSE = {
    **{f"{name}/index.html": _NEURON.replace("Neurons", name) for name in "dbca"},
    "week/index.html": _NEURON.replace("potential", "charge"),
}
_ORDER = [f"{name}/index.html" for name in "cadb"]


@pytest.mark.parametrize(
    ("variants", "order"),
    [
        pytest.param(None, _ORDER, id="no site stands"),
        pytest.param(_COURSE | {"a/index.html": _NEURON}, _ORDER, id="a page changed"),
        pytest.param(_COURSE | {"e/index.html": _NEURON}, _ORDER, id="a page has gone"),
        pytest.param(dict(list(_COURSE.items())[1:]), _ORDER, id="a page is new"),
        pytest.param(_COURSE, _ORDER[::-1], id="the order changed"),
        pytest.param(_COURSE, [*_ORDER, "draft/index.html"], id="a page cannot be found"),
    ],
)
def test_an_index_that_was_begun_early_is_the_same_bytes(
    tmp_path: Path, variants: Mapping[str, str] | None, order: list[str]
) -> None:
    old = _write(tmp_path / "old", variants or {})
    if variants is not None:
        with Indexing() as first:
            first.begin(_ORDER)
            first.ask(_pages(old))
            assert not _index(old, None, first).items
    new = _write(tmp_path / "new", _COURSE)
    with Indexing(old, jobs=2) as early:
        early.begin(order)
        for name in ("b/index.html", "c/index.html"):
            early.add(name, _COURSE[name].encode())
        early.ask(_pages(new))
        assert not _index(new, old, early).items
    clean = _write(tmp_path / "clean", _COURSE)
    with Indexing() as late:
        late.begin(order)
        late.ask(_pages(clean))
        assert not _index(clean, None, late).items
    assert _files(clean) == _files(new)


def test_a_large_site_has_several_indexes_of_which_only_what_changed_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("neuromatch_site.postprocess.search.indexing.SHARE", 2)
    pages = {f"{name}/index.html": _NEURON for name in "abcde"}
    old = _write(tmp_path / "old", pages)
    assert not _index(old).items
    counts = [
        json.loads((old / "pagefind" / name / "pagefind-entry.json").read_text())["languages"]
        for name in "123"
    ]
    assert [count["en"]["page_count"] for count in counts] == [2, 2, 1]
    changed = _write(
        tmp_path / "new", pages | {"c/index.html": _NEURON.replace("potential", "charge")}
    )
    _index(changed, old)
    same = [
        (changed / "pagefind" / name / "pagefind-entry.json").samefile(
            old / "pagefind" / name / "pagefind-entry.json"
        )
        for name in "123"
    ]
    assert same == [True, False, True]
    clean = _write(tmp_path / "clean", _texts(changed))
    _index(clean)
    assert _files(clean) == _files(changed)


def test_an_index_that_turns_out_to_be_several_is_not_begun_early(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages that are made of data files come after those of the toc."""
    monkeypatch.setattr("neuromatch_site.postprocess.search.indexing.SHARE", 2)
    pages = {f"{name}/index.html": _NEURON for name in "abcde"}
    site = _write(tmp_path / "site", pages)
    with Indexing() as early:
        early.begin(["a/index.html"])
        before = early.reads_early
        early.expect(5)
        assert (before, early.reads_early) == (True, False)
        early.ask(_pages(site))
        assert not _index(site, None, early).items
    clean = _write(tmp_path / "clean", pages)
    with Indexing() as late:
        late.begin(["a/index.html"])
        late.ask(_pages(clean))
        assert not _index(clean, None, late).items
    assert _files(clean) == _files(site)


def _texts(site: Path) -> dict[str, str]:
    pages = (path for path in site.rglob("*.html"))
    return {path.relative_to(site).as_posix(): path.read_text() for path in pages}


def test_a_site_without_pages_to_search_has_no_index(tmp_path: Path) -> None:
    site = _write(tmp_path / "site", {"404.html": "<!doctype html><p>nothing</p>"})
    assert not _index(site).items
    assert not (site / "pagefind").exists()


@pytest.mark.parametrize(
    ("program", "said"), [("", "No such file"), ("#!/bin/sh\necho no wasm >&2\nexit 3", "no wasm")]
)
def test_without_the_program_the_site_stands_and_one_message_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, said: str
) -> None:
    broken = tmp_path / "program"
    if program:
        broken.write_text(program, encoding="utf-8")
        broken.chmod(0o755)
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: broken)
    site = _write(tmp_path / "site", _SITE)
    found = _index(site).items
    assert [one.rule for one in found] == [Rule.SEARCH_INDEXED]
    assert said in found[0].message
    assert not (site / "pagefind").exists()


_CHINESE = """\
# 突触

## 化学突触

神经元通过突触传递信号。膜电位随之改变。
"""


@pytest.fixture(params=[1000, 1], ids=["one index", "several"])
def site(
    request: pytest.FixtureRequest,
    course: Callable[[Mapping[str, str]], Course],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """Return the site of a course in two scripts, with its search index, or several."""
    monkeypatch.setattr("neuromatch_site.postprocess.search.indexing.SHARE", request.param)
    made = course(
        {"index.md": "# Neurons\n\nA membrane has a potential.\n", "synapse.md": _CHINESE}
    )
    folder = tmp_path / "site"
    artifacts, diagnostics = made.build().artifacts, Diagnostics()
    write_site(artifacts, folder, lambda _: index_site(artifacts, diagnostics))
    assert not diagnostics.items
    return folder


def _files_of(site: Path) -> Callable[[str], Response]:
    def answer(request: Request) -> Reply:
        path = site / request.path.lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return Reply(404)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return Reply(body=path.read_bytes(), headers={"Content-Type": kind})

    return lambda _: answer


@pytest.mark.browser
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("potential", "A membrane has a potential."),
        ("突触", "神经元通过突触传递信号。膜电位随之改变。"),
        ("膜电位", "神经元通过突触传递信号。膜电位随之改变。"),
    ],
)
def test_the_dialog_finds_words_also_where_no_space_parts_them(
    site: Path, browser: Browser, asked: str, found: str
) -> None:
    with serving(_files_of(site)) as server:
        page = browser.new_page(locale="en")
        page.goto(server.url)
        page.keyboard.press("Control+k")
        page.get_by_role("searchbox").fill(asked)
        page.wait_for_selector(".search__result mark")
        excerpts = page.locator(".search__excerpt").all_text_contents()
        page.close()
    assert any(found in excerpt for excerpt in excerpts)


@pytest.mark.browser
def test_characters_in_another_order_are_not_found(site: Path, browser: Browser) -> None:
    with serving(_files_of(site)) as server:
        page = browser.new_page(locale="en")
        page.goto(server.url)
        page.keyboard.press("Control+k")
        page.get_by_role("searchbox").fill("触突")
        page.locator(".search__status", has_text="Nothing found for “触突”.").wait_for()
        page.close()
