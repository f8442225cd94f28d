"""The theme's styles and scripts: one bundle each, with a hash of its content in its name."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct

from neuromatch_site.cache.theme_cache import cached
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.ast.nodes import Node
from neuromatch_site.model.ast.visit import walk
from neuromatch_site.render.theme import Theme
from neuromatch_site.render.translations import Words

_WORKER = "scripts/service-worker/offline.js"
_LAYERS = ("foundation", "nodes", "components", "layouts")
_THEME = "foundation/theme.js"
_BORROWED = "foundation/borrowed.js"
"""Gives scripts their words where they are in another language than the page."""
_SHARED = "foundation/shared.js"
"""What every other script may use."""
_OWN = {
    "conference": ("subscribe", "deadlines", "panels", "questions", "timeline"),
    "edition": (
        *("committee", "deadlines", "edition", "panels", "programme", "questions", "sponsors"),
        *("subscribe", "timeline", "when"),
    ),
    "programme": ("edition", "programme", "when"),
    "book": ("edition", "programme"),
    "home": ("facts", "schedule", "weeks"),
    "search": ("weeks",),
    "schedule": ("schedule", "timetable", "deadlines", "subscribe", "when"),
    "talk": ("talk", "programme", "when"),
    "people": ("people",),
}
"""Components that few layouts show: their styles and scripts are for the pages of these only."""
_OWN_NODES = {
    "interactive": ("interactive",),
    "math": ("inlineMath", "math"),
    "quiz": ("quiz", "blank"),
}
"""Nodes whose styles, and scripts that are deferred, are for the pages that hold one of them:
``PageView.loads``."""
RUN = "run"
"""Additional script of pages whose cells can be run in the course's JupyterLite."""
_OWN_STYLES = {
    **{layout: [f"components/{name}.css" for name in names] for layout, names in _OWN.items()},
    "home": [*(f"components/{name}.css" for name in _OWN["home"]), "layouts/home.css"],
    **{kind: [f"nodes/{name}.css" for name in names] for kind, names in _OWN_NODES.items()},
    RUN: ["components/run.css"],
}
_OWN_SCRIPTS = {
    **{layout: [f"components/{name}.js" for name in names] for layout, names in _OWN.items()},
    "404": ["layouts/404.js"],
}
_OWNED = {path for own in (_OWN_STYLES, _OWN_SCRIPTS) for paths in own.values() for path in paths}
_SEVERAL = (
    "components/editions.",
    "components/languages.",
    "components/outdated-edition.",
    "icons/languages.",
)
"""What is for courses with several editions or languages."""
_SERVICES = ("components/analytics.", "components/comments.")
"""What is for courses that count visits or have comments."""


def loads(root: Node) -> list[str]:
    """Return the names of additional scripts for the nodes of a page: ``quiz``."""
    held = {node.type for node in walk(root)}
    return [name for name, nodes in _OWN_NODES.items() if not held.isdisjoint(nodes)]


class Assets(Struct, frozen=True, kw_only=True):
    """URLs, from the root of the site, of styles and scripts of every page."""

    style: str
    own_styles: Mapping[str, str]
    """Additional styles, by the name of the layout or node that needs them."""
    own_scripts: Mapping[str, str]
    """Additional scripts of layouts; a layout without any has no entry."""
    script: str
    theme_script: str
    """Small and not deferred: sets the chosen colour scheme before the first paint."""
    deferred: Mapping[str, str]
    """Scripts that are loaded on first use, by name."""
    worker: str
    """The text of the service worker, if the course has one."""


class Bundles(Struct, frozen=True):
    """The bundles of the theme, and their URLs."""

    assets: Assets
    contents: Mapping[str, bytes]
    """The contents of the files, by path on the site."""

    @property
    def artifacts(self) -> list[Artifact]:
        """The files."""
        return [Artifact(path, content) for path, content in self.contents.items()]


def bundle_assets(
    theme: Theme,
    words: Words,
    *,
    several: bool = True,
    services: bool = True,
    cache: Path | None = None,
) -> Bundles:
    """Return the styles and scripts of the theme in a language.

    ``several`` says whether the course has other editions or languages, ``services`` whether it has
    analytics or comments; ``cache`` is a folder that only the user can write to.
    """
    name = f"bundles-{words.language}-{several:d}{services:d}{words.borrowed:d}"
    unused = (*(() if several else _SEVERAL), *(() if services else _SERVICES))
    make = partial(_bundles, _without(theme, unused), words)
    return cached(cache, name, theme.digest, make, Bundles)


def _bundles(theme: Theme, words: Words) -> Bundles:
    files: dict[str, bytes] = {}
    deferred = {
        name: _add_asset(files, f"assets/{name}.js", _alone(_script(text)))
        for name, text in theme.folder("scripts/deferred", ".js").items()
    }
    assets = Assets(
        style=_add_asset(files, "assets/site.css", _styles(theme)),
        own_styles={
            name: _add_asset(files, f"assets/{name}.css", _own_style(theme, paths))
            for name, paths in _OWN_STYLES.items()
        },
        own_scripts={
            layout: _add_asset(files, f"assets/{layout}.js", script)
            for layout, paths in _OWN_SCRIPTS.items()
            if (script := _own_script(theme, paths, words))
        },
        script=_add_asset(files, "assets/site.js", _scripts(theme, words)),
        theme_script=_add_asset(files, "assets/theme.js", _script(theme.files[_THEME])),
        deferred=deferred,
        worker=_script(theme.files[_WORKER]),
    )
    return Bundles(assets, files)


def _without(theme: Theme, unused: tuple[str, ...]) -> Theme:
    """Return the theme without the files whose paths begin so."""
    files = {path: text for path, text in theme.files.items() if not path.startswith(unused)}
    return Theme(files, theme.digest)


def _styles(theme: Theme) -> str:
    first = theme.files["foundation/layers.css"]
    parts = [_style(first)]
    for path in _paths(theme, ".css"):
        if path in ("foundation/layers.css", "foundation/dark.css", *_OWNED):
            continue
        folder, _, name = path.partition("/")
        layer = name.removesuffix(".css") if folder == "foundation" else folder
        parts.append(f"@layer {layer}{{{_style(theme.files[path])}}}\n")
        if path == "foundation/tokens.css":
            parts.append(_night(theme.files["foundation/dark.css"]))
    parts.append(f"@layer base{{{_icons(theme)}}}\n")
    return "".join(parts)


def _own_style(theme: Theme, paths: Sequence[str]) -> str:
    return "".join(
        f"@layer {layer}{{{''.join(_style(theme.files.get(path, '')) for path in of_layer)}}}\n"
        for layer, of_layer in groupby(paths, lambda path: path.partition("/")[0])
    )


def _own_script(theme: Theme, paths: Sequence[str], words: Words) -> str:
    own = [path for path in paths if path in theme.files]
    return _bundle(theme, own, own, words) if own else ""


def _bundle(theme: Theme, paths: Sequence[str], speaking: Sequence[str], words: Words) -> str:
    """Return scripts in one, after what scripts share: with the words of those ``speaking``."""
    words_said = script_words(theme, words, [_SHARED, *speaking])
    shared = json.dumps(words_said, ensure_ascii=False, sort_keys=True)
    known = theme.files[_BORROWED] if words.borrowed else f"const WORDS={shared};"
    parts = [_script(known), _script(theme.files[_SHARED])]
    parts += [f"{{{_script(theme.files[path])}}}\n" for path in paths]
    return _alone("".join(parts))


def _icons(theme: Theme) -> str:
    """Return a rule for each drawing: once for the site, not once more on every page."""
    icons = theme.folder("icons", ".svg").items()
    return "".join(f".icon--{name}{{--icon:url({_drawing(text)})}}\n" for name, text in icons)


def _drawing(text: str) -> str:
    """Return a drawing as an address that holds it."""
    address = quote(text.strip().replace('"', "'"), safe=" '/:=<>,;()")
    return f'"data:image/svg+xml,{address}"'


def _night(text: str) -> str:
    """Return the colours of the night: where the system asks for them, and where the reader does.

    Not on paper.
    """
    rule = _style(text)
    by_system = rule.replace(":root", ':root:not([data-theme="light"])', 1)
    chosen = rule.replace(":root", ':root[data-theme="dark"]', 1)
    rule_by_system = f"@media screen and (prefers-color-scheme:dark){{{by_system}}}"
    return f"@layer tokens{{{rule_by_system}@media screen{{{chosen}}}}}\n"


def _scripts(theme: Theme, words: Words) -> str:
    apart = (_THEME, _BORROWED, _SHARED, *_OWNED)
    scripts = [path for path in _paths(theme, ".js") if path not in apart]
    # Scripts that are loaded later are handed the words of this one.
    speaking = [path for path in theme.files if path.endswith(".js") and path not in _OWNED]
    return _bundle(theme, scripts, speaking, words)


def _alone(script: str) -> str:
    """Return a script that shares no name with another one on its page.

    No module: browsers load none where a page is read from a disk.
    """
    return f'"use strict";{{{script}}}\n'


def script_words(theme: Theme, words: Words, paths: Iterable[str]) -> dict[str, str]:
    """Return the translations of the text in these scripts: ``word("Copied")``."""
    used = {
        match for path in paths for match in re.findall(r'\bword\("([^"]+)"', theme.files[path])
    }
    return {
        text: translated
        for text in sorted(used)
        if (translated := words.texts.get(text, text)) != text
    }


def _paths(theme: Theme, kind: str) -> Iterable[str]:
    for folder in _LAYERS:
        yield from sorted(p for p in theme.files if p.startswith(f"{folder}/") and p.endswith(kind))


def _style(text: str) -> str:
    """Return a style without what only people read."""
    from rcssmin import cssmin  # bundles are cached: most builds make none

    return str(cssmin(text))


def _script(text: str) -> str:
    """Return a script without what only people read; names stay."""
    from rjsmin import jsmin

    return f"{jsmin(text)}\n"


def _add_asset(files: dict[str, bytes], path: str, text: str) -> str:
    content = text.encode()
    digest = hashlib.blake2b(content, digest_size=4).hexdigest()
    stem, dot, kind = path.rpartition(".")
    named = f"{stem}.{digest}{dot}{kind}"
    files[named] = content
    return f"/{named}"
