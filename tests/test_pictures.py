"""Pictures: formats and sizes by their headers; what may not be shown."""

import io
from pathlib import Path

import pytest
from PIL import Image

from neuromatch_site.media.pictures import (
    MAX_BYTES,
    Fault,
    Picture,
    PictureProblem,
    inspect,
    suffix_of,
)


def picture(kind: str, **options: object) -> bytes:
    """Return a picture of 37 × 21 pixels."""
    stream = io.BytesIO()
    Image.new("RGB", (37, 21), "steelblue").save(stream, kind, **options)
    return stream.getvalue()


def fault(tmp_path: Path, name: str, content: bytes | str) -> PictureProblem:
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    found = inspect(file)
    assert isinstance(found, PictureProblem), found
    return found


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.png", "png"),
        ("a.JPG", "jpeg"),
        ("a.gif", "gif"),
        ("a.webp", "webp"),
        ("a.avif", "avif"),
        ("a.bmp", "bmp"),
    ],
)
def test_every_format_tells_its_size(tmp_path: Path, name: str, kind: str) -> None:
    file = tmp_path / name
    file.write_bytes(picture(kind))
    assert inspect(file) == Picture(kind, 37, 21)


def test_webp_tells_its_size_in_each_of_its_forms(tmp_path: Path) -> None:
    file = tmp_path / "a.webp"
    for options in ({"lossless": True}, {"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0"}):
        file.write_bytes(picture("webp", **options))
        assert inspect(file) == Picture("webp", 37, 21)


def test_a_photograph_on_its_side_is_as_wide_as_it_is_shown(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    file = tmp_path / "a.jpg"
    file.write_bytes(picture("jpeg", exif=exif))
    assert inspect(file) == Picture("jpeg", 21, 37)


def test_a_file_of_icons_is_as_large_as_its_largest(tmp_path: Path) -> None:
    file = tmp_path / "favicon.ico"
    Image.new("RGB", (256, 256)).save(file, sizes=[(16, 16), (256, 256), (32, 32)])
    assert inspect(file) == Picture("ico", 256, 256)
    file.write_bytes(b"\0\0\1\0\0\0")
    assert isinstance(inspect(file), PictureProblem)


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "avif", "bmp", "ico"])
def test_what_is_cut_off_is_not_shown(tmp_path: Path, kind: str) -> None:
    found = fault(tmp_path, f"a.{kind}", picture(kind)[:20])
    assert found.fault is Fault.UNREADABLE


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", b""),
        ("a.png", b"<html>"),
        ("a.png", b"%PDF-1.7"),
        ("a.tiff", picture("tiff")),
        ("a", picture("png")),
    ],
)
def test_a_name_tells_what_a_picture_is(tmp_path: Path, name: str, content: bytes) -> None:
    assert fault(tmp_path, name, content).fault is Fault.UNREADABLE


def test_a_picture_with_a_wrong_suffix_is_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(picture("png"))
    found = inspect(tmp_path / "a.jpg")
    assert isinstance(found, Picture)
    assert found.format == "png"
    assert found.note == "is named `.jpg` but holds PNG; it is shown as what it is"
    assert suffix_of(found, ".jpg") == ".png"


def test_pictures_have_limits(tmp_path: Path) -> None:
    header = bytearray(picture("png"))
    header[16:24] = (50_000).to_bytes(4, "big") * 2
    assert fault(tmp_path, "wide.png", bytes(header)).fault is Fault.TOO_LARGE
    heavy = picture("png") + b"\0" * MAX_BYTES
    assert fault(tmp_path, "heavy.png", heavy).fault is Fault.TOO_LARGE


def drawing(inner: str = "", **attributes: str) -> str:
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<svg xmlns="http://www.w3.org/2000/svg"{written}>{inner}</svg>'


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ({"width": "10", "height": "20px"}, (10, 20)),
        ({"width": "3cm", "viewBox": "0 0 10 20"}, (113, 227)),
        ({"width": "100%", "viewBox": "0,0,493,340"}, (493, 340)),
        ({}, (None, None)),
    ],
)
def test_a_drawing_tells_its_size(
    tmp_path: Path, attributes: dict[str, str], size: tuple[int | None, int | None]
) -> None:
    file = tmp_path / "a.svg"
    file.write_text(drawing(**attributes))
    assert inspect(file) == Picture("svg", *size)


@pytest.mark.parametrize(
    "content",
    [
        drawing("<script/>"),
        drawing(onload="x()"),
        drawing('<image href="https://example.org/p.png"/>'),
        drawing('<use href="other.svg#a"/>'),
        drawing('<a href="java\tscript:x()">x</a>'),
        drawing('<animate attributeName="xlink:href"/>'),
        drawing('<rect fill="url(other.svg#a)"/>'),
        f'<!DOCTYPE svg [<!ENTITY a "b">]>{drawing("&a;")}',
        f'<?xml-stylesheet href="x.css"?>{drawing()}',
    ],
)
def test_a_drawing_that_acts_or_fetches_is_not_shown(tmp_path: Path, content: str) -> None:
    found = fault(tmp_path, "a.svg", content)
    assert found.fault is Fault.ACTIVE
    assert found.line == 1


@pytest.mark.parametrize(
    "content",
    [
        drawing('<rect fill="url(#gradient)"/><a href="https://example.org">x</a>'),
        drawing('<image href="data:image/png;base64,AAAA"/>'),
        '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">' + drawing(),
    ],
)
def test_a_drawing_that_only_draws_is_shown(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.svg").write_text(content)
    assert isinstance(inspect(tmp_path / "a.svg"), Picture)


def test_a_drawing_that_is_no_xml_is_placed(tmp_path: Path) -> None:
    found = fault(tmp_path, "a.svg", "<svg>\n<rect>\n</svg>")
    assert (found.fault, found.line) == (Fault.UNREADABLE, 3)
