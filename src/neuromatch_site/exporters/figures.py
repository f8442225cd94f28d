"""Interactive figures: a page for each, shown in an iframe, and the scripts that draw them."""

import json
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256

from neuromatch_site.exporters._context import ExportContext
from neuromatch_site.media.interactive import ANYWIDGET, WIDGET, is_available, script, script_url
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.ast.nodes import Interactive
from neuromatch_site.model.ast.visit import select
from neuromatch_site.model.course import Page, Project

_POLICY = (
    "default-src 'none'; script-src 'self' 'sha256-{begin}' 'unsafe-eval' blob:;"
    " style-src 'unsafe-inline' blob:; img-src data: blob:; font-src data:"
)
"""What draws figures compiles code; scripts in the HTML that a figure shows do not run.

Its frame is sandboxed: it has no origin to reach. WebRTC is left: no policy has a word for it that
browsers know.
"""


def page_figures(page: Page) -> list[Artifact]:
    """Return the pages of the interactive figures of a resolved page, beside it."""
    figures = select(page.content, Interactive)
    return [
        Artifact(figure.url.lstrip("/"), _figure_page(figure)) for figure in figures if figure.url
    ]


def _figure_page(figure: Interactive) -> bytes:
    up = "../" * (figure.url or "").strip("/").count("/")
    source = f"{up}{script_url(figure.kind).lstrip('/')}"
    data = figure.value.replace("<", "\\u003c")
    begin = f"const source = {json.dumps(source)}, figure = {data};\n{_part('begin.js')}"
    policy = _POLICY.format(begin=b64encode(sha256(begin.encode()).digest()).decode())
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>Figure</title>\n<style>{_part('figure.css')}</style>\n"
        f'<div id="figure" class="{figure.kind}"></div>\n'
        f"<script>{begin}</script>\n</html>\n"
    ).encode()


def figure_scripts(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the scripts of the course's interactive figures; none without figures."""
    kinds = sorted({kind for page in project.pages for kind in page.facts.interactive})
    return [item for kind in kinds if is_available(kind) for item in _artifacts(kind, context)]


# From a disk, a sandboxed frame reaches no file: the page around it hands it the script, as a text.
def _artifacts(kind: str, context: ExportContext) -> Iterator[Artifact]:
    path, content = script_url(kind).lstrip("/"), _script(kind)
    yield Artifact(path, content)
    if context.disk:
        text = json.dumps(content.decode("utf-8"))
        yield Artifact(f"{path}.js", f"document.currentScript.gives={text};".encode())


def _script(kind: str) -> bytes:
    drawing = WIDGET if kind == ANYWIDGET else kind
    own = f"{_part('start.js')}{_part(f'{drawing}.js')}"
    return own.encode() + script(kind)


@cache
def _part(name: str) -> str:
    """Return a file of ``figure_scripts/``, which every figure of the site shares."""
    from importlib.resources import files as package_files  # 10 ms, for few courses

    file = package_files("neuromatch_site.exporters").joinpath("figure_scripts", name)
    return file.read_text(encoding="utf-8")
