"""Sites of strangers that are imported: no page takes long, no value is more than a message."""

import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from courses import Course

from neuromatch_site.commands.importers import ImportProblem, plan_import, write_course

SECONDS = 3
_BOOK = {"_config.yml": "sphinx: {extra_extensions: [smartquotes]}\n", "_toc.yml": "root: index\n"}
SITES: Mapping[str, tuple[Mapping[str, str], str]] = {
    "hugo": ({"hugo.toml": "title = 'S'\n"}, "content/_index.md"),
    "mkdocs": ({"mkdocs.yml": "site_name: S\n"}, "docs/index.md"),
    "quarto": ({"_quarto.yml": "website: {title: S}\n"}, "index.qmd"),
    "docusaurus": ({"docusaurus.config.js": "title: 'S'\n"}, "docs/index.md"),
    "book": (_BOOK, "index.md"),
    "sphinx": ({**_BOOK, "index.md": "# S\n", "_toc.yml": "root: page\n"}, "page.rst"),
}
"""The settings of a site, and the path of its page."""
PAGES = [
    ("hugo", "{{</*" * 14_000),
    ("hugo", "{{< note >}}\n" * 2_000),
    ("hugo", "+++\n" + "a." * 24_000 + "a = 1\n+++\n"),
    ("mkdocs", "<figure>\n" * 18_000),
    ("mkdocs", "![" * 60_000),
    ("mkdocs", ":material-a:{" * 18_000),
    ("quarto", "|\n" * 12_000),
    ("quarto", "::: {.a}\n" * 3_000),
    ("quarto", "::: {.callout-note}\n" * 1_500),
    ("quarto", "[a]{." * 14_000),
    ("docusaurus", ":::note\n" * 3_000),
    ("docusaurus", "<Tabs>\n<TabItem>\n" * 1_200),
    ("book", "::::::{note}\n" * 3_500 + "~~~x\n~~~\n" * 3_500),
    ("sphinx", "a\n  b\n" * 5_000),
]


@pytest.mark.parametrize(("site", "text"), PAGES, ids=lambda value: value[:12].split("\n")[0])
def test_no_page_takes_long_to_import(tmp_path: Path, site: str, text: str) -> None:
    files, page = SITES[site]
    source = Course.write(tmp_path / "source", {**files, page: text}).folder
    start = time.process_time()
    plan_import(source)
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize(
    "value",
    [
        "07:32:00",
        "[07:32:00]",
        '["a", [7]]',
        "9" * 400,
        "9" * 5_000,
        '"\\ud800"',
        "nan",
        '{"a": 5}',
    ],
    ids=lambda value: value[:12],
)
def test_no_value_of_a_page_of_hugo_is_a_traceback(tmp_path: Path, value: str) -> None:
    keys = ("title", "weight", "date", "tags", "images")
    pages = {
        f"content/{key}-{number}.md": form.format(key, value) + "Words.\n"
        for key in keys
        for number, form in enumerate(
            ("+++\n{} = {}\n+++\n", '{{\n"{}": {}\n}}\n', "---\n{}: {}\n---\n")
        )
    }
    source = Course.write(tmp_path / "source", {**SITES["hugo"][0], **pages}).folder
    write_course(plan_import(source), tmp_path / "out")
    texts = [path.read_text() for path in (tmp_path / "out").glob("*.md")]
    assert len(texts) == len(pages)
    assert all("Words." in text for text in texts)


def test_a_page_of_a_book_that_is_not_utf8_is_imported(tmp_path: Path) -> None:
    files = {"index.md": "# S\n", "_toc.yml": "root: index\nchapters: [{file: genindex}]\n"}
    source = Course.write(tmp_path / "source", files).folder
    (source / "genindex.md").write_bytes(b"caf\xe9\n")
    write_course(plan_import(source), tmp_path / "out")
    assert (tmp_path / "out" / "genindex.md").is_file()


@pytest.mark.parametrize("chapter", ["../**/*", "/etc/*", "**/../../*", "*/*" * 20, "[*", "a\0*"])
def test_no_pattern_of_quarto_leads_out_or_is_a_traceback(tmp_path: Path, chapter: str) -> None:
    (tmp_path / "secret.qmd").write_text("# secret\n")
    said = chapter.replace("\0", "\\0")
    files = {"_quarto.yml": f'book: {{chapters: ["{said}"]}}\n', "index.qmd": "# S\n"}
    try:
        plan = plan_import(Course.write(tmp_path / "source", files).folder)
    except ImportProblem:
        return
    assert list(plan.made_from) == ["index.md"]
    assert "secret" not in str(plan.config)
