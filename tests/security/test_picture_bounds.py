"""Limits of pictures: memory, what a drawing may draw, and what it may fetch."""

import subprocess
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path

import pytest
from courses import Course

from neuromatch_site.media.pictures.svg import SvgFault, read_svg

SECONDS = 20


@pytest.mark.parametrize("size", ["39000000x1", "490x80000", "6000x6000"])
def test_no_picture_takes_much_memory(tmp_path: Path, size: str) -> None:
    script = f"""
        from PIL import Image
        width, height = map(int, "{size}".split("x"))
        Image.MAX_IMAGE_PIXELS = None
        Image.new("L", (width, height)).save("{tmp_path}/a.png")
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=True)
    course = tmp_path / "course"
    files = {
        "myst.yml": "version: 1\nsite: {options: {webp: true}}\n",
        "index.md": "# F\n\n![a](a.png)\n",
    }
    Course.write(course, files)
    (tmp_path / "a.png").rename(course / "a.png")
    command = [sys.executable, "-m", "neuromatch_site", "build", str(course), "-o", f"{tmp_path}/s"]
    measured = f"""
        import resource, subprocess
        subprocess.run({command!r}, check=False, capture_output=True, timeout=100)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(used.ru_utime, used.ru_maxrss)
    """
    ran = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(measured)], capture_output=True, check=True
    )
    seconds, kilobytes = map(float, ran.stdout.split())
    assert seconds < SECONDS
    assert kilobytes < 500_000


def _styled(text: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg"><style>{text}</style></svg>'


PATTERNS: Mapping[str, tuple[str, str]] = {
    "attributes": ('<rect fill="url(#a{})"/>' * 10, ""),
    "capital letters": ('<rect fill="URL( &quot;#a{}&quot; )"/>' * 10, ""),
    "escapes": ('<rect fill="u\\72l(#a{})"/>' * 10, ""),
    "codes": ('<use href=" #%61{} "/>' * 10, ""),
    "a style attribute": ('<rect style="color:red;fill:url(#a{})"/>' * 10, ""),
    "what stands around": ('<g stroke="url(#a{})">' + "<rect/>" * 10 + "</g>", ""),
    "what uses": ('<use href="#s" fill="url(#a{})"/>', ""),
    "markers": (f'<path d="{"L0 0" * 10}" marker-mid="url(#a{{}})"/>', ""),
    "masks": ('<rect mask="url(#a{})"/>' * 10, ""),
    "classes": ('<rect class="b c{}"/>' * 10, "rect.c{n},b{{fill:url(#a{n})}}"),
    "rules": (
        '<g id="g{}">' + "<rect/>" * 10 + "</g>",
        "@media all{{#g{n}:not(x) > rect{{fill:url(#a{n})}}}}",
    ),
    "nested rules": (
        '<g class="g{}">' + "<rect/>" * 10 + "</g>",
        ".g{n}{{color:red; rect{{fill:url(#a{n})}}}}",
    ),
    "variables": (
        '<g class="g{}">' + "<rect/>" * 10 + "</g>",
        ".g{n}{{--p:url(#a{n})}} rect{{fill:var(--p)}}",
    ),
}
"""Ways in which a part of a drawing draws another one ten times, and the style sheet for it."""


@pytest.mark.parametrize("name", PATTERNS)
def test_a_drawing_that_draws_millions_is_refused_however_it_says_so(name: str) -> None:
    body, rule = PATTERNS[name]
    parts = (body.replace("{}", str(n)) for n in range(7))
    inside = "".join(f'<pattern id="a{n}">{part}</pattern>' for n, part in enumerate(parts, 1))
    style = "".join(rule.format(n=n) for n in range(7))
    shape = '<pattern id="a0"><rect/></pattern><g id="s">' + "<rect/>" * 10 + "</g>"
    whole = f'{shape}{inside}<rect fill="url(#a7)"/><style>{style}</style>'
    found = read_svg(f'<svg xmlns="http://www.w3.org/2000/svg">{whole}</svg>'.encode())
    assert isinstance(found, SvgFault)
    assert "draws its parts so often" in found.message


@pytest.mark.parametrize(
    "drawing",
    [
        "<style>{}</style>{}".format(
            "".join(f".c{n}{{fill:url(#g{n})}}" for n in range(50)),
            "".join(f'<path class="c{n % 50}" d="M0 0L100 100"/>' for n in range(8_000)),
        ),
        '<marker id="m"><path d="M0 0L9 9"/></marker>'
        + '<path d="M 10.25 10.33 L 400.2 400.1 L 500 500" style="marker-end:url(#m)"/>' * 3_000,
        '<linearGradient id="g"><stop/><stop/></linearGradient><g fill="url( #g )">'
        + '<path d="M0 0"/>' * 20_000
        + "</g>",
    ],
    ids=["classes", "arrows", "a gradient"],
)
def test_large_drawings_are_fine(drawing: str) -> None:
    gradients = "".join(f'<linearGradient id="g{n}"><stop/></linearGradient>' for n in range(50))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{gradients}{drawing}</svg>'
    assert not isinstance(read_svg(svg.encode()), SvgFault)


@pytest.mark.parametrize(
    "style",
    [
        "@import 'x.css';",
        "@\\69mport 'x.css';",
        "@im/**/port 'x'; a{fill:u\\72l(https://x.example)}",
        "a{background:image-set('https://x.example/a.png' 1x)}",
        "a{fill:url( 'https://x.example')}",
        "a{fill:\\000075rl(//x.example)}",
    ],
)
def test_css_that_fetches_is_seen_however_it_is_written(style: str) -> None:
    found = read_svg(_styled(style).encode())
    assert isinstance(found, SvgFault)
    assert found.active


def test_what_drawing_programs_write_is_fine() -> None:
    markers = "".join(f'<use href="#m" x="{n}"/>' for n in range(5_000))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg"><path id="m" d="M0 0"/>{markers}</svg>'
    assert not isinstance(read_svg(svg.encode()), SvgFault)
    assert not isinstance(read_svg(_styled(".a{fill:url(#b);content:'\\201C'}").encode()), SvgFault)
