"""The Jinja environment: strict, escaping, with the theme's files as its templates."""

from collections.abc import Callable, MutableMapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    FunctionLoader,
    StrictUndefined,
)
from jinja2.bccache import Bucket
from markupsafe import Markup

from neuromatch_site.config.moments import day_in_zone, stamp
from neuromatch_site.model.ast.nodes import CrossReference, Node
from neuromatch_site.model.calendar import talk_name
from neuromatch_site.model.written_dates import day, days, short_weekday, weekday
from neuromatch_site.render.theme import Theme
from neuromatch_site.render.timeline import dots_of, star_of, timeline_of
from neuromatch_site.render.times import clock, duration, offset
from neuromatch_site.render.translations import Words
from neuromatch_site.urls import UrlKind, safe_url


class _Environment(Environment):
    """Gives each template one plain dict of the globals: ours stay as they are.

    Jinja chains two, and asks that chain at each import in each page: a fortieth of a build.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template."""
        return {**self.globals, **(d or {})}


def make_environment(theme: Theme, words: Words, cache: Path | None = None) -> Environment:
    """Return an environment for the theme, in one language.

    ``cache`` is a folder that only the user can write to, never one of the course: it contains
    compiled code.
    """
    environment = _Environment(
        loader=FunctionLoader(partial(_template, theme)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_bytecode(cache),
    )
    environment.filters["attributes"] = attributes
    environment.filters["json_block"] = json_block
    environment.filters["safe_link"] = _safe_link
    for written in (day, days, weekday, short_weekday):
        environment.filters[written.__name__] = partial(_written, written, words)
    environment.filters["duration"] = partial(duration, words=words)
    environment.filters["timeline"] = partial(timeline_of, language=words.language)
    environment.filters["dots"] = dots_of
    environment.filters["star"] = star_of
    environment.filters["clock"] = clock
    environment.filters["offset"] = offset
    environment.filters["stamp"] = stamp
    environment.filters["local_day"] = day_in_zone
    environment.filters["talk_name"] = talk_name
    environment.globals["_"] = words
    environment.globals["_n"] = words.count
    environment.globals["icon"] = {
        name: Markup('<i class="icon icon--{}"></i>').format(name)
        for name in theme.folder("icons", ".svg")
    }
    return environment


def _template(theme: Theme, name: str) -> tuple[str, str, None] | None:
    """Return a template and what errors call it."""
    text = theme.files.get(name)
    return None if text is None else (text, name, None)


def _written(write: Callable[..., str], words: Words, *dates: str) -> str:
    """Return dates in the language of the words."""
    return words.marked(write(*dates, language=words.language))


def attributes(node: Node, *own: str) -> Markup:
    """Return the ``id`` and ``class`` of a node's element: our classes, then the author's.

    The ``html_id`` of a reference is that of its target.
    """
    html_id = None if isinstance(node, CrossReference) else getattr(node, "html_id", None)
    classes = [name for name in own if name]
    if node.classes:
        classes += [name for name in node.classes if name not in classes]
    result = Markup(' id="{}"').format(html_id) if html_id else Markup()
    for name in ("lang", "dir"):
        if node.data and (value := node.data.get(name)):
            result += Markup(' {}="{}"').format(name, value)
    return result + Markup(' class="{}"').format(" ".join(classes)) if classes else result


def json_block(text: str) -> Markup:
    """Return JSON without characters that could end a script element."""
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - made safe above


def _safe_link(url: str) -> str:
    return safe_url(UrlKind.LINK, url)


def _bytecode(cache: Path | None) -> BytecodeCache | None:
    if cache is None:
        return None
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return _Bytecode(str(cache))


class _Bytecode(FileSystemBytecodeCache):
    """Compiled templates as files; a disk that is full costs their next start, not the site."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write a template, as far as the disk takes it."""
        with suppress(OSError):
            super().dump_bytecode(bucket)
