"""Pictures that stand in the text of a page count as files, not as text."""

import io
from base64 import b64encode
from hashlib import sha512
from pathlib import Path

from courses import Course, notebook
from PIL import Image

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.filesystem.text import MAX_BYTES


def _drawn(side: int) -> str:
    """Return a picture of noise, which no format can make small, as a URL."""
    noise = b"".join(sha512(str(i).encode()).digest() for i in range(side * side * 3 // 64 + 1))
    stream = io.BytesIO()
    Image.frombytes("RGB", (side, side), noise[: side * side * 3]).save(stream, "png")
    return f"data:image/png;base64,{b64encode(stream.getvalue()).decode()}"


def test_a_large_picture_does_not_cost_the_page(tmp_path: Path) -> None:
    url = _drawn(400)
    assert len(url) > MAX_BYTES
    files = {
        "index.md": f"# Home\n\nBefore.\n\n![A river]({url})\n\nAfter.\n",
        "n.ipynb": notebook(
            "", f'%% markdown\n# Notes\n\n<img src="{url}" alt="A lake">\n\nAfter.'
        ),
    }
    built = Course.write(tmp_path, files).build()
    assert [str(one) for one in built.said] == []
    for page, words in (("index.html", "A river"), ("n/index.html", "A lake")):
        html = built.file(page)
        assert f'alt="{words}"' in html
        assert "After." in html
        assert "base64" not in html


def test_too_much_text_costs_the_largest_cell(tmp_path: Path) -> None:
    lines = "\n\n".join("word " * 200 for _ in range(MAX_BYTES // 1000))
    text = f"%% markdown\n# Notes\n%% markdown\n{lines}\n%% markdown\nThe end."
    built = Course.write(tmp_path, {"n.ipynb": notebook("", text)}).build()
    (problem,) = built.said
    assert problem.rule is Rule.PAGE_TOO_LARGE
    assert problem.position.cell == 2
    assert "The end." in built.file("index.html")
