"""Files that no text can show in a case: pictures of the wrong kind, odd encodings, odd YAML."""

import base64
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest
from courses import Course, picture, shown

PNG = picture("x.png", "4x3")


def _large_png(width: int, height: int) -> bytes:
    """Return a picture that says it is this large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _svg(inside: str, before: str = "") -> bytes:
    root = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>"
    return f"{before}{root}{inside}</svg>".encode()


PICTURES: Mapping[str, tuple[str, bytes, str]] = {
    "of 2,500 megapixels": ("x.png", _large_png(50_000, 50_000), "image-too-large"),
    "of many bytes": ("x.png", PNG + b"\0" * 10_000_001, "image-too-large"),
    "of another kind": ("x.jpg", b"%PDF-1.7", "image-readable"),
    "cut off": ("x.png", PNG[:20], "image-readable"),
    "empty": ("x.png", b"", "image-readable"),
    "of text": ("x.png", b"<script>alert(1)</script>", "image-readable"),
    "that handles events": ("x.svg", _svg("<g onclick='x'/>"), "svg-active-content"),
    "that links out": ("x.svg", _svg("<image href='https://e.example/'/>"), "svg-active-content"),
    "that uses a file": ("x.svg", _svg("<use xlink:href='y.svg#a'/>"), "svg-active-content"),
    "that changes a link": (
        "x.svg",
        _svg("<a><animate attributeName='href' values='javascript:x'/></a>"),
        "svg-active-content",
    ),
    "with an entity": ("x.svg", _svg("", "<!DOCTYPE svg [<!ENTITY a 'b'>]>"), "svg-active-content"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_that_could_harm_is_not_published(tmp_path: Path, name: str) -> None:
    file, content, rule = PICTURES[name]
    files: dict[str, str | bytes] = {"page.md": f"# Page\n\n![p]({file})\n", file: content}
    built = Course.write(tmp_path / "course", files).build()
    assert f"[{rule}]" in shown(built.diagnostics)
    assert not [one.path for one in built.artifacts if one.path.startswith("assets/x.")]


CLEANED: Mapping[str, bytes] = {
    "HTML": _svg("<foreignObject><p onclick='x'>evil</p></foreignObject><text>kept</text>"),
    "a style sheet": _svg("<style>*{fill:url(https://evil.example/)}</style><text>kept</text>"),
    "fonts": _svg(
        "<style>@import 'https://evil.example/a';@font-face{src:url(//evil.example/b)}"
        "text{font-family:x;fill:#123456}</style><text>kept</text>"
    ),
    "escapes": _svg("<style>*{fill:u\\72l(https://evil.example/)}</style><text>kept</text>"),
    "a comment": _svg("<style>*{fill:u/**/rl(//evil.example)}</style><text>kept</text>"),
}


@pytest.mark.parametrize("name", CLEANED)
@pytest.mark.parametrize("linked", [True, False])
def test_a_drawing_is_shown_without_what_it_fetches(
    tmp_path: Path, name: str, *, linked: bool
) -> None:
    page = f"# Page\n\n![p](x.svg)\n\n{'[x](x.svg)' if linked else ''}\n"
    files: dict[str, str | bytes] = {"page.md": page, "x.svg": CLEANED[name]}
    built = Course.write(tmp_path / "course", files).build()
    assert ": warning: `x.svg` " in shown(built.diagnostics)
    (path,) = [one.path for one in built.artifacts if one.path.startswith("assets/x.")]
    assert "kept" in built.file(path)
    for artifact in built.artifacts:
        if artifact.path.endswith(".svg"):  # a link offers the original as a text
            assert "evil" not in built.file(artifact.path), artifact.path


@pytest.mark.parametrize("first", ["<script/>", "<g onload='x'/>", "<use href='y.svg'/>"])
def test_cleaning_lets_nothing_else_pass(tmp_path: Path, first: str) -> None:
    for inside in (f"<foreignObject/>{first}", f"{first}<foreignObject/>"):
        files: dict[str, str | bytes] = {"page.md": "# P\n\n![p](x.svg)\n", "x.svg": _svg(inside)}
        built = Course.write(tmp_path / "course", files).build()
        assert "error: `x.svg` " in shown(built.diagnostics) or "refers" in shown(built.diagnostics)
        assert not [one.path for one in built.artifacts if one.path.startswith("assets/x.")]


def test_a_picture_of_an_output_that_is_none_is_not_shown(tmp_path: Path) -> None:
    for data in ("not base64!", base64.b64encode(b"<html>").decode()):
        cell = (
            '{"cell_type": "code", "metadata": {}, "source": "", "outputs": [{"output_type":'
            f' "display_data", "metadata": {{}}, "data": {{"image/png": "{data}"}}}}]}}'
        )
        notebook = f'{{"cells": [{cell}], "metadata": {{}}, "nbformat": 4, "nbformat_minor": 5}}'
        built = Course.write(tmp_path / "course", {"n.ipynb": notebook}).build()
        assert "n.ipynb:cell 1:" in shown(built.diagnostics)


TEXTS: Mapping[str, tuple[bytes, str]] = {
    "Latin-1": ("# A\n\nCafé".encode("latin-1"), "page.md:3:4: error: byte 0xE9 is not UTF-8"),
    "UTF-16": ("# A\n".encode("utf-16"), "page.md:1:1: error: the file looks like UTF-16"),
    "NUL": (b"# A\n\nx\0", "page.md:3:2: error: the page contains the control character U+0000"),
    "C1": ("# A\n\nx\x9b".encode(), "page.md:3:2: error: the page contains the control character"),
    "bidi": ("# A\n\nx\u202e".encode(), "page.md:3:2: warning: the invisible character U+202E"),
    "CRLF": (b"# A\r\n\r\n{nope}`x`\r\n", "page.md:3:1: error: unknown role `nope`"),
    "a mark": (b"\xef\xbb\xbf# A\n\n{nope}`x`\n", "page.md:3:1: error: unknown role `nope`"),
    "a merge": (
        b"# A\n\n<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n",
        "page.md:3:1: error: unresolved merge conflict",
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_bytes_that_are_odd_have_a_place(tmp_path: Path, name: str) -> None:
    content, message = TEXTS[name]
    built = Course.write(tmp_path / "course", {"page.md": content}).build()
    assert message in shown(built.diagnostics)
    assert built.artifacts


YAML: Mapping[str, str] = {
    "deep brackets": "a: " + "[" * 10_000,
    "deep braces": "a: " + "{a: " * 2_000,
    "a long number": "a: " + "1" * 5_000,
    "many keys": "".join(f"a{n}: b\n" for n in range(11_000)),
    "much text": "a: " + "b" * 70_000,
    "laughs": "a0: &a0 [x]\n"
    + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" for n in range(1, 9)),
    "merges": "a0: &a0 {x: y}\n"
    + "".join(f"a{n}: &a{n} {{<<: [{f'*a{n - 1}, ' * 9}]}}\n" for n in range(1, 9)),
    "objects": "a: !!python/object/apply:os.system [id]",
    "half a character": 'title: "\\ud800"',
}


@pytest.mark.parametrize("name", YAML)
def test_yaml_that_is_a_bomb_is_an_error_with_a_place(tmp_path: Path, name: str) -> None:
    page = f"---\n{YAML[name]}\n---\n# Page\n"
    built = Course.write(tmp_path / "course", {"page.md": page}).build()
    assert shown(built.diagnostics).startswith("page.md:")
    assert built.artifacts
