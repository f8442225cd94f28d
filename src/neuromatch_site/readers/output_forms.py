"""One output in several media types -> nodes: the best supported type is used."""

import json
import re
from collections.abc import Callable, Mapping
from html import unescape

from msgspec import Struct

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.filesystem.text import joined
from neuromatch_site.media.video_providers import video_of
from neuromatch_site.media.widget_state import VIEW
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.visit import select
from neuromatch_site.readers.ansi import plain_ansi
from neuromatch_site.readers.html_depth import MAX_DEPTH, is_too_deep
from neuromatch_site.readers.media import SUFFIXES, MediaError, take

MAX_TEXT = 100_000
"""Limit on the displayed characters of an output."""

MAX_HTML = 5_000_000
"""Limit on the characters of an HTML output: sanitizing takes fifty times its size in memory."""

_FRAME = re.compile(r"\s*<iframe\b([^<>]*)>\s*+(?:</iframe\s*+>)?\s*", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""(?<![a-z])([a-z]+)\s*+=\s*+(["'])(.*?)\2""", re.IGNORECASE | re.DOTALL)
_MEDIA = re.compile(
    r"<(?:video|audio)\b[^<>]{0,300}?(?:>\s*<source\b[^<>]{0,300}?)?\ssrc=\"([^\"]*)\"",
    re.DOTALL | re.IGNORECASE,
)
_SHOWS = re.compile(r"<(?:img|hr|table)\b|(?:^|>)[^<]*[^<\s]")
"""HTML in which there is something to see: a word, a picture."""
_DATA = re.compile(r"data:((?:video|audio)/[\w.+-]+);base64,")
_WHOLE_MATH = re.compile(
    r"\$\$(?P<display>[^$]+)\$\$|\$(?P<inline>[^$]+)\$|\\\[(?P<square>.+)\\\]"
    r"|(?P<environment>\\begin\{(?P<name>[a-z*]+)\}.*\\end\{(?P=name)\})",
    re.DOTALL,
)


class OutputPlace(Struct, frozen=True, kw_only=True):
    """The position of an output, and the context of its readers."""

    at: Position
    parse: Callable[[Source, Diagnostics], nodes.Root]
    diagnostics: Diagnostics
    media: dict[str, str]
    """Filled with the embedded files of outputs, by name, as base64."""
    metadata: Mapping[str, object]
    """Metadata in the notebook of each form by its media type, or of all."""
    is_written: bool = False
    """A person wrote its HTML, which has no other form: ``HTML("...")`` in Python."""

    def about(self, form: str, name: str) -> str | None:
        """Return the metadata of a form."""
        own = self.metadata.get(form)
        value = own.get(name) if isinstance(own, dict) else self.metadata.get(name)
        simple = isinstance(value, (str, int, float)) and not isinstance(value, bool)
        return str(value) if simple else None

    def lost(self, message: str, hint: str = "") -> None:
        """Report that an output is shown in a lesser form."""
        self.diagnostics.report(Rule.OUTPUT_SHOWN, self.at, message, hint)

    def wrong(self, message: str) -> None:
        """Report an invalid output."""
        hint = "run the cell again and save"
        self.diagnostics.report(Rule.NOTEBOOK_VALID, self.at, message, hint)


Form = Callable[[OutputPlace, str, object], list[nodes.Node] | None]
"""Reads one form; returns None if another form must be used."""


def terminal_text(place: OutputPlace, value: object, kind: str) -> list[nodes.Node]:
    """Return terminal output; ``kind`` (``stdout``, ``error`` ...) becomes its class."""
    text = joined(value)
    if text is None:
        place.wrong("output text must be a string")
        return []
    text = plain_ansi(_bounded(place, text)).rstrip("\n")
    return [nodes.AnsiText(position=place.at, value=text, classes=[kind])] if text.strip() else []


def _bounded(place: OutputPlace, text: str) -> str:
    if len(text) <= MAX_TEXT:
        return text
    message = f"an output has {len(text):,} characters; only the first {MAX_TEXT:,} are shown"
    place.lost(message, "print less, or tag the cell `remove-output`")
    return text[:MAX_TEXT]


def _plain_text(place: OutputPlace, _form: str, value: object) -> list[nodes.Node] | None:
    return terminal_text(place, value, "result")


def _picture_node(place: OutputPlace, form: str, value: object) -> list[nodes.Node] | None:
    try:
        url = take(place.media, form, value)
    except MediaError as error:
        place.wrong(f"a picture of the type `{form}` {error}")
        return None
    picture = nodes.Image(
        position=place.at,
        url=url,
        alt=place.about(form, "alt"),
        width=_pixels(place.about(form, "width")),
        height=_pixels(place.about(form, "height")),
        data={"type": "output"},
    )
    return [picture]


def _pixels(value: str | None) -> str | None:
    return f"{value}px" if value and re.fullmatch(r"\d{1,5}(\.\d+)?", value) else None


def _latex(place: OutputPlace, _form: str, value: object) -> list[nodes.Node] | None:
    """Return a formula; LaTeX that is text has a better form, but where a program has no other."""
    text = (joined(value) or "").strip()
    match = None if text.startswith(_TEXT_ENVIRONMENTS) else _WHOLE_MATH.fullmatch(text)
    if match:
        parts = match.group("display", "inline", "square", "environment")
        tex = next(part for part in parts if part)
        value = tex.replace(r"\displaystyle", "").strip()
        return [nodes.Math(position=place.at, value=value, enumerated=False)]
    return None


def _latex_text(place: OutputPlace, _form: str, value: object) -> list[nodes.Node] | None:
    text = (joined(value) or "").strip()
    is_list = text.startswith(_TEXT_ENVIRONMENTS)
    return None if is_list else _markdown(place, "", text)


_TEXT_ENVIRONMENTS = tuple(
    f"\\begin{{{name}" for name in ("Verbatim", "enumerate", "itemize", "description", "tabular")
)
"""What has a better plain form: code with colours, lists, tables."""


def _markdown(place: OutputPlace, _form: str, value: object) -> list[nodes.Node] | None:
    text = joined(value)
    if not text or not text.strip():
        return None
    source = Source(place.at.path, _bounded(place, text), place.at.line, cell=place.at.cell)
    root = place.parse(source, place.diagnostics)
    for node in select(root, nodes.Target, nodes.LiteralTarget):
        if not node.label:
            node.enumerated = False  # what a program puts out shifts no number of the page
    return root.children


def _frame(place: OutputPlace, _form: str, value: object) -> list[nodes.Node] | None:
    """Return a frame where the HTML is nothing but one, as a ``YouTubeVideo`` is."""
    match = _FRAME.fullmatch(joined(value) or "")
    embed = (
        {name.lower(): unescape(text) for name, _, text in _ATTRIBUTE.findall(match[1])}
        if match
        else {}
    )
    src = embed.get("src", "").strip()
    if not src:
        return None
    frame = video_of(src, embed.get("title")) or nodes.Iframe(src=src, title=embed.get("title"))
    frame.position = place.at
    return [frame]


def _html(place: OutputPlace, _form: str, value: object) -> list[nodes.Node] | None:
    from neuromatch_site.readers.clean_html import clean_html
    from neuromatch_site.readers.html_drawings import with_drawings
    from neuromatch_site.readers.html_parts import html_parts
    from neuromatch_site.readers.r_vectors import has_vectors, with_lines
    from neuromatch_site.readers.xarray_html import folded_xarray, is_xarray

    text = joined(value) or ""
    if has_vectors(text):
        text = with_lines(text)
    if media := _MEDIA.search(text):
        return _media(place, media)
    if len(text) > MAX_HTML:
        size = f"{MAX_HTML // 1_000_000} MB"
        place.lost(f"an HTML output has more than {size} and is not shown as HTML")
        return None
    is_array = is_xarray(text)
    text = folded_xarray(text) if is_array else with_drawings(text, place.media, place.lost)
    if is_too_deep(text):
        place.lost(f"an HTML output nests more than {MAX_DEPTH} elements and is not shown as HTML")
        return None
    low = text.lower()
    has_controls = "<script" in low and ("<input" in low or "<button" in low)
    keeps_words = is_array or "<table" in low or (place.is_written and not has_controls)
    if not keeps_words and ("<script" in low or "<style" in low):
        if "<script" in low:
            place.lost("an output contains a script, which is not run")
        else:
            message = "an HTML output with a style sheet of its own is not shown as HTML"
            place.lost(message, "output a table or a picture, or only text")
        return None
    clean = clean_html(text).strip()
    if not _SHOWS.search(clean):
        place.lost("an HTML output has nothing that can be shown")
        return [] if place.is_written else None
    if "<script" in low and "colab-df" not in low:
        rest = "its table is" if "<table" in low else "its words are"
        place.lost(f"the script of an output is not run; {rest} shown")
    return [html_parts(clean, place.at)]


def _media(place: OutputPlace, match: re.Match[str]) -> list[nodes.Node] | None:
    """Return the video or sound that an output plays: one that it carries, or a file."""
    url = unescape(match[1]).strip()
    carried = _DATA.match(url)
    if carried is None:
        return [nodes.Image(position=place.at, url=url, data={"type": "output"})]
    kind = _SAME_TYPE.get(carried[1], carried[1])
    if kind not in SUFFIXES:
        place.lost(f"outputs of type `{kind}` cannot be shown", "save it as MP4, MP3 or WAV")
        return None
    return _picture_node(place, kind, url[carried.end() :])


_SAME_TYPE = {"audio/x-wav": "audio/wav", "audio/wave": "audio/wav", "audio/mp3": "audio/mpeg"}


def _json(place: OutputPlace, _form: str, value: object) -> list[nodes.Node] | None:
    try:
        text = json.dumps(value, indent=2, ensure_ascii=False)
    except RecursionError:
        return None
    return [nodes.Code(position=place.at, lang="json", value=_bounded(place, text))]


FORMS: tuple[tuple[str, Form], ...] = (
    ("text/html", _frame),  # before the still picture that stands for a video
    ("image/svg+xml", _picture_node),  # sharp at any size
    ("image/png", _picture_node),
    ("image/webp", _picture_node),
    ("image/jpeg", _picture_node),
    ("image/gif", _picture_node),
    ("audio/wav", _picture_node),
    ("audio/mpeg", _picture_node),
    ("audio/ogg", _picture_node),
    ("text/latex", _latex),
    ("text/html", _html),
    ("text/markdown", _markdown),
    ("text/latex", _latex_text),
    ("application/json", _json),
    ("text/plain", _plain_text),
)
"""The supported forms, best first. Source: SECURITY requirement R9.1."""

ACTING: Mapping[str, str] = {
    VIEW: "a widget",
    "application/javascript": "a script",
    "application/vnd.plotly.v1+json": "a Plotly figure",
    "application/vnd.bokehjs_exec.v0+json": "a Bokeh figure",
    "application/vnd.holoviews_exec.v0+json": "a HoloViews figure",
}
"""Forms that need a running program, with their names in messages."""
UNSHOWN: Mapping[str, str] = {
    "application/pdf": "a PDF",
    "application/geo+json": "a map",
}
"""Forms that are not shown, with their names in messages."""
