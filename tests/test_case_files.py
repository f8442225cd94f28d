"""The case files themselves: how they are read and rewritten."""

from pathlib import Path

import pytest
from cases import Block, read_file, rewrite
from pretty_html import pretty_html

FILE = """\
# iframe

Prose, and ```code``` in a line.

## Alone

````myst page.md
```{note}
# not a section
```
````

### With nothing expected

````mdast

````

## Prose only
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a case file."""
    path = tmp_path / "iframe.md"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_sections_with_blocks_are_cases(path: Path) -> None:
    assert [case.title for case in read_file(path)] == ["Alone", "Alone / With nothing expected"]


def test_a_block_knows_its_kind_its_name_and_its_text(path: Path) -> None:
    (block,) = read_file(path)[0].blocks
    text = "```{note}\n# not a section\n```\n"
    assert (block.kind, block.name, block.text) == ("myst", "page.md", text)


def test_a_block_that_is_never_closed_is_a_mistake(path: Path) -> None:
    path.write_text("# a\n\n````myst\n```\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"iframe\.md:3"):
        read_file(path)


def test_rewriting_changes_the_texts_and_nothing_else(path: Path) -> None:
    first, second = read_file(path)
    added = Block("diagnostics", "", "none\n", 0, 0)
    rewrite(path, {second.blocks[0]: "- type: text\n"}, {first.end: added})
    expected = FILE.replace("````mdast\n\n", "````mdast\n- type: text\n")
    expected = expected.replace("```\n````\n", "```\n````\n\n````diagnostics\nnone\n````\n")
    assert path.read_text(encoding="utf-8") == expected


def test_rewriting_with_what_was_read_changes_nothing(path: Path) -> None:
    rewrite(path, {block: block.text for case in read_file(path) for block in case.blocks}, {})
    assert path.read_text(encoding="utf-8") == FILE.replace("````mdast\n\n", "````mdast\n\n")


def test_a_fence_is_longer_than_those_inside(path: Path) -> None:
    block = read_file(path)[0].blocks[0]
    rewrite(path, {block: "````\n`````\n"}, {})
    (again,) = read_file(path)[0].blocks
    assert (again.fence, again.text) == ("``````", "````\n`````\n")


def test_html_is_laid_out_for_reading() -> None:
    html = '<div class="a"><p>one  <em>two</em>\nthree</p><pre>a\n  b</pre><hr></div>'
    lines = ['<div class="a">', "  <p>", "    one <em>two</em> three", "  </p>"]
    lines += ["  <pre>a", "  b</pre>", "  <hr>", "</div>", ""]
    assert pretty_html(html) == "\n".join(lines)
