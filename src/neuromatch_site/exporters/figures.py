"""Interactive figures: a page for each, to be shown in a frame, and the scripts that draw them."""

from neuromatch_site.exporters._context import ExportContext
from neuromatch_site.media.interactive import is_available, script, script_url
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.ast.nodes import Interactive
from neuromatch_site.model.ast.visit import select
from neuromatch_site.model.course import Page, Project

_DRAW = {
    "plotly": 'Plotly.newPlot("figure", figure.data, figure.layout, {responsive: true});',
    "vega": 'vegaEmbed("#figure", figure, {actions: false});',
}
_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval';"
    " style-src 'unsafe-inline'; img-src data: blob:; font-src data:"
)
"""What draws figures compiles code. Its frame is sandboxed: it has no origin to reach."""
_STYLE = (
    "html,body,#figure{margin:0;height:100%}#figure.vega-embed{display:block}"
    ".vega-bindings{padding:.25rem .5rem;font:15px/1.4 system-ui,sans-serif}"
    ".vega-bind label{display:flex;align-items:center;gap:.5rem;min-height:24px}"
    ".vega-bind-name{flex:0 1 min(12rem,45%)}.vega-bind input{flex:1;min-width:0;max-width:20rem}"
)
"""A figure is as wide as its frame; its sliders stand in a column below it."""


def page_figures(page: Page) -> list[Artifact]:
    """Return the pages of the interactive figures of a resolved page, beside it."""
    figures = select(page.content, Interactive)
    return [Artifact(figure.url.lstrip("/"), _page(figure)) for figure in figures if figure.url]


# Only a sandboxed frame has the origin "null": opened on its own, the page draws nothing, so that
# no figure of a stranger acts on the origin of the course.
def _page(figure: Interactive) -> bytes:
    up = "../" * (figure.url or "").strip("/").count("/")
    source = f"{up}{script_url(figure.kind).lstrip('/')}"
    data = figure.value.replace("<", "\\u003c")
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width">\n'
        '<meta name="robots" content="noindex">\n'
        f"<title>Figure</title>\n<style>{_STYLE}</style>\n"
        f'<div id="figure"></div>\n<script src="{source}"></script>\n'
        f'<script>const figure = {data};\nif (origin === "null") {_DRAW[figure.kind]}</script>\n'
        "</html>\n"
    ).encode()


def figure_scripts(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the scripts that draw the figures of the course; none where there are no figures."""
    kinds = sorted({kind for page in project.pages for kind in page.facts.interactive})
    return [
        Artifact(script_url(kind).lstrip("/"), script(kind)) for kind in kinds if is_available(kind)
    ]
