"""Every setting changes the site, or a message says that it changes nothing."""

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import yaml
from courses import Course, picture

from neuromatch_site.config.fields import Field
from neuromatch_site.config.options import OPTION_FIELDS
from neuromatch_site.config.page import PAGE_FIELDS
from neuromatch_site.config.project import PROJECT_FIELDS
from neuromatch_site.config.site import SITE_FIELDS

pytestmark = pytest.mark.slow

_PAGE = """# Page

Text with TLA, {{ word }}, $\\mac$, @smith and [a file](data.csv).

## One

### Two

#### Three

```{figure} p.png
:name: fig
A picture.
```

See [](#fig), <script>x</script>, ![](https://example.org/p.png).

```{code-cell} python
:tags: [remove-stdout]
1 + 1
```

```{iframe} https://example.com/frame
```
"""
_FILES: Mapping[str, str | bytes] = {
    "a.md": "---\ntitle: Home\n---\n\nWelcome.\n",
    "b/page.md": _PAGE,
    "b/last.md": "# Last\n",
    "b/p.png": picture("p.png", "1200x800"),
    "p.png": picture("p.png", "1200x800"),
    "b/data.csv": "a,b\n",
    "c.css": "p { color: red }",
    "f.woff2": b"wOF2" + b"0" * 40,
    "x.bib": "@book{smith, title={T}, author={Smith, A}, year={2000}}",
    "y.bib": "@book{other, title={T}, author={Smith, A}, year={2000}}",
    "refs.bib": "@book{smith, title={Another}, author={Smith, A}, year={2001}}",
}
_PROJECT = {
    "title": "Course",
    "authors": [{"name": "Ann Lee"}],
    "license": "CC-BY-4.0",
    "github": "https://github.com/o/n",
    "bibliography": ["x.bib"],
}
_PERSON = [{"name": "Bo Ek"}]

_PROBES: Mapping[str, object] = {
    "title": "Another",
    "short_title": "Short",
    "label": "lab",
    "authors": _PERSON,
    "editors": _PERSON,
    "reviewers": _PERSON,
    "contributors": _PERSON,
    "affiliations": [{"name": "Uni"}],
    "license": "MIT",
    "doi": "10.5281/zenodo.123",
    "concept_doi": "10.5281/zenodo.124",
    "date": "2020-01-02",
    "keywords": ["k1"],
    "tags": ["t1"],
    "language": "fr",
    "dir": "rtl",
    "github": "https://github.com/other/name",
    "thumbnail": "p.png",
    "banner": "p.png",
    "numbering": {"headings": True},
    "math": {"\\mac": "y"},
    "abbreviations": {"TLA": "Three letters"},
    "substitutions": {"word": "said"},
    "downloads": [{"file": "p.png"}],
    "exports": [{"format": "pdf", "output": "x.pdf"}],
    "edit_url": "https://example.org/edit",
    "error_rules": [{"rule": "html-allowed", "severity": "ignore"}],
    "parts": {"abstract": "Words."},
    "toc": [{"file": "a.md"}],
    "exclude": ["b/last.md"],
    "bibliography": ["refs.bib"],
    "references": {"numpy": "https://numpy.org/doc"},
    "jupyter": {"kernelspec": {"name": "ir", "language": "R"}, "binder": True},
    "settings": {"output_stdout": "remove"},
    "plugins": ["p.mjs"],
    "funding": [{"statement": "Paid by us."}],
    "venue": {"title": "School"},
    "kernelspec": {"name": "ir", "language": "R"},
    "execute": {"skip": True},
    "aliases": ["/old/"],
    "site": {"hide_outline": True},
    "myst": {"substitutions": {"word": "said"}},
    "html_meta": {"keywords": "a"},
    "tocdepth": 1,
    "static_files": ["b/data.csv"],
    "nav": [{"title": "N", "url": "/page/"}],
    "actions": [{"title": "N", "url": "/page/"}],
    "options": {"hide_toc": True},
    "redirects": [{"from": "/o/", "to": "/page/"}],
    "logo": "p.png",
    "logo_dark": "p.png",
    "favicon": "p.png",
    "cover": "p.png",
    "ornament": "p.png",
    "style": "c.css",
    "accent": "#aa0000",
    "font_text": "f.woff2",
    "font_ui": "f.woff2",
    "outline_maxdepth": 4,
    "frame_hosts": ["example.com"],
    "remote_images": "block",
    "citation_style": "vancouver",
    "cname": "www.example.com",
    "base_url": "https://other.example.com/",
    "languages": ["en", "fr"],
    "editions": [{"title": "2025", "path": "2025"}],
    "launch": {"colab": False},
    "repository": "o/n/folder",
    "logo_url": "https://example.org",
    "version": "2.0",
}
"""Values that differ from the default, where the kind does not tell one."""

_ELSEWHERE: Mapping[str, str] = {
    "affiliations": "named by people",
    "content_includes_title": "written by programs about what they made",
    "label": "named by references",
    "thumbnail_alt": "goes with `thumbnail`",
    "logo_alt": "goes with `logo`",
    "cover": "the picture of the front page, which has one here",
    "launch": "read where notebooks are launched",
    "settings": "acts on outputs",
    "id": "said to another program",
    "argv": "how Jupyter starts a kernel",
    "spelling": "asked for by `check`",
    "image_licenses": "asked for by `check`",
    "jupyterlite": "asks for a program that tests do not start",
    "pyodide": "goes with `jupyterlite`",
    "execute_timeout": "read where code is run",
    "execute_page_timeout": "read where code is run",
    "execute_allow_errors": "read where code is run",
    "execute": "read where code is run",
    "skip_execution": "read where code is run",
    "execution": "read where code is run",
    "requirements": "what code needs that is run elsewhere",
    "domains": "read where there is no base URL",
    "webp": "makes copies of pictures that only large ones get",
    # Said to other programs, in their own words.
    **dict.fromkeys(
        ("template", "projects", "hide_myst_branding", "jupytext", "mystnb", "file_format"),
        "said to another program by its name",
    ),
    **dict.fromkeys(
        (
            *("options", "thumbnailOptimized", "bannerOptimized", "orphan", "nocomments"),
            "requiredLogin",
        ),
        "said to another program by its name",
    ),
}
"""Settings whose effect is not on the site of the probe, and where it is."""


def _value(field: Field[object]) -> object:
    if field.name in _PROBES:
        return _PROBES[field.name]
    kind = field.kind.schema.get("type")
    if kind == "boolean":
        return field.name != "progress"
    return 7 if kind == "integer" else "Some words"


def _built(folder: Path, section: str, key: str = "", value: object = None) -> Sequence[object]:
    project: dict[str, object] = dict(_PROJECT)
    site: dict[str, object] = {"options": {"base_url": "https://example.org/"}}
    files = dict(_FILES)
    options = site["options"]
    if section == "project" and key:
        project[key] = value
    elif section == "site" and key:
        site[key] = value
    elif section == "options" and key and isinstance(options, dict):
        options[key] = value
    elif key:
        files["b/page.md"] = f"---\n{yaml.safe_dump({key: value})}---\n{_PAGE}"
    files["myst.yml"] = yaml.safe_dump({"version": 1, "project": project, "site": site})
    built = Course.write(folder, files).build()
    artifacts = sorted(
        (one.path, _content(one.content))
        for one in built.artifacts
        if not one.path.endswith(".md")  # the source beside a page has all that its author wrote
    )
    return [artifacts, [(one.rule, one.message) for one in built.diagnostics]]


def _content(content: bytes | Path) -> bytes:
    return content if isinstance(content, bytes) else content.read_bytes()


_FIELDS: Mapping[str, Sequence[Field[object]]] = {
    "project": PROJECT_FIELDS,
    "site": SITE_FIELDS,
    "options": OPTION_FIELDS,
    "page": PAGE_FIELDS,
}


@pytest.mark.parametrize("section", _FIELDS)
def test_a_setting_changes_the_site_or_is_reported(tmp_path: Path, section: str) -> None:
    before = _built(tmp_path / "before", section)
    idle = [
        field.name
        for field in _FIELDS[section]
        if field.name not in _ELSEWHERE
        and _built(tmp_path / field.name, section, field.name, _value(field)) == before
    ]
    assert not idle


_TAGS = (
    *(f"{verb}-{part}" for verb in ("hide", "remove") for part in ("cell", "input", "output")),
    *("remove-stdout", "remove-stderr", "scroll-output"),
)
_OPTIONS: Mapping[str, object] = {
    "label": "lab",
    "caption": "Words",
    "fig-cap": "Words",
    "tbl-cap": "Words",
    "alt": "Words",
    "fig-alt": "Words",
    "scrolled": True,
    "mystnb": {"image": {"width": "50px"}},
    "echo": False,
    "eval": False,
    "nonsense": 1,
}
"""What a ``#|`` line of a cell may say; those of Quarto are reported."""


def _cell_page(folder: Path, tags: Sequence[str], options: Mapping[str, object]) -> object:
    image = b64encode(picture("p.png", "400x300")).decode()
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": "out"},
        {"output_type": "stream", "name": "stderr", "text": "err"},
        {"output_type": "display_data", "metadata": {}, "data": {"image/png": image}},
    ]
    lines = [f"#| {name}: {json.dumps(value)}" for name, value in options.items()]
    cell = {
        "cell_type": "code",
        "metadata": {"tags": [*tags]},
        "source": "\n".join([*lines, "print('x')"]),
        "execution_count": 1,
        "outputs": outputs,
    }
    notebook = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [cell]}
    files = {"index.md": "# Home\n", "page.ipynb": json.dumps(notebook)}
    built = Course.write(folder, files).build()
    return built.html("page.ipynb"), [(one.rule, one.message) for one in built.diagnostics]


def test_a_tag_or_option_of_a_cell_changes_the_page_or_is_reported(tmp_path: Path) -> None:
    before = _cell_page(tmp_path / "plain", [], {})
    idle = [tag for tag in _TAGS if _cell_page(tmp_path / tag, [tag], {}) == before]
    idle += [
        name
        for name, value in _OPTIONS.items()
        if _cell_page(tmp_path / f"o-{name}", [], {name: value}) == before
    ]
    assert not idle
