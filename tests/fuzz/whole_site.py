"""What must hold for the site of any course, whoever wrote it."""

import hashlib
import re
import time
from base64 import b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import html5lib
from courses import Course, new_cache

from neuromatch_site.media.interactive import VEGA, script
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.pipeline.build import BuildResult
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.site import build_site
from neuromatch_site.workers.progress import Progress

SECONDS = 2
"""Of the processor, for a course of 10 kB."""
SIZE = 10_000
_ADDRESSES = {"href", "src", "action", "formaction", "poster", "data", "data-embed", "data-frame"}
_SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SAFE = {"http", "https", "mailto", "tel"}
_REFUSED = {"iframe", "object", "embed", "base", "form", "frame", "frameset", "applet", "style"}
_FIGURE = re.compile(r"\.figure-\d+\.html$")
_FIGURE_TAGS = {"html", "head", "body", "meta", "title", "style", "div", "script"}
_OURS = re.compile(r"[\w./-]*assets/[\w.-]+\.js")


def hold(files: Mapping[str, str]) -> None:
    """Build the course twice, and hold its site to all that is promised of any site."""
    encoded = {path: text.encode(errors="replace") for path, text in files.items()}
    script(VEGA)  # which costs two seconds once, whatever the course
    with TemporaryDirectory() as folder:
        course = Course.write(Path(folder) / "course", encoded)
        start = time.process_time()
        built = _build(course)
        taken = time.process_time() - start
        size = sum(map(len, encoded.values()))
        assert taken < SECONDS * max(1, size / SIZE), f"{taken:.1f} s for {size} bytes"
        hold_messages(built)
        for artifact in built.artifacts:
            _hold_artifact(artifact)
        again = _build(course)
        assert _contents(again.artifacts) == _contents(built.artifacts), "not the same bytes twice"


def _build(course: Course) -> BuildResult:
    return build_site(course.folder, BuildContext(Options(), Progress(), new_cache()))


def _contents(artifacts: Sequence[Artifact]) -> dict[str, bytes | Path]:
    return {artifact.path: artifact.content for artifact in artifacts}


def hold_messages(built: BuildResult) -> None:
    """Hold what is said to have words, and a place."""
    for one in built.diagnostics:
        assert one.message, one
        assert "\n" not in one.message + one.hint, one
        assert one.position.line >= 1, one
    assert built.artifacts or not built.is_complete


def _hold_artifact(artifact: Artifact) -> None:
    assert not {"", ".", ".."} & set(artifact.path.split("/")), artifact.path
    assert not re.search(r"[\\\x00-\x1f\x7f:*?\"<>|]", artifact.path), artifact.path
    if artifact.path.endswith(".html") and isinstance(artifact.content, bytes):
        hold = _hold_figure if _FIGURE.search(artifact.path) else hold_html
        hold(artifact.content.decode())


def _hold_figure(text: str) -> None:
    """Hold the document of a figure, which is shown in a sandbox, to run nothing but our program.

    The program is named by its hash, before anything else that the document says.
    """
    tree = html5lib.HTMLParser(namespaceHTMLElements=False).parse(text)
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    policy = next(one for one in elements if one.get("http-equiv")).get("content", "")
    assert policy.startswith("default-src 'none'; script-src "), policy
    (program,) = (one.text or "" for one in elements if one.tag == "script")
    digest = b64encode(hashlib.sha256(program.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in policy, policy
    assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0], policy
    assert {one.tag for one in elements} <= _FIGURE_TAGS, text


def hold_html(text: str) -> None:
    """Hold a page to be well formed, and to hold nothing that acts but what is ours."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(text)
    lines = text.split("\n")
    wrong = [(name, lines[place[0] - 1][-300:]) for place, name, _ in parser.errors]
    assert not wrong, wrong[:3]
    for element in tree.iter():
        if isinstance(element.tag, str):
            tag = element.tag.rpartition("}")[2].lower()
            assert tag not in _REFUSED, tag
            if tag == "script":
                _hold_script(element.get("type", ""), element.get("src", ""), element.text or "")
            for name, value in element.attrib.items():
                _hold_attribute(tag, str(name).rpartition("}")[2].lower(), value)


def _hold_script(kind: str, source: str, text: str) -> None:
    if kind == "application/ld+json":
        assert "<" not in text, text
    else:
        assert _OURS.fullmatch(source), source
        assert not text.strip(), text


def _hold_attribute(tag: str, name: str, value: str) -> None:
    assert not name.startswith("on"), (tag, name)
    assert name not in ("srcdoc", "ping"), (tag, name)
    no_icon = (tag, value) == ("link", "data:,")
    if (name in _ADDRESSES or name == "srcset") and not no_icon:
        scheme = _SCHEME.match(value)
        assert not scheme or scheme[1].lower() in _SAFE, (tag, name, value)
