"""Jupyter Book 1: its configuration and toc -> ``myst.yml``, its files unchanged."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from msgspec.structs import asdict

from neuromatch_site.commands.importers._plan import Entry, Plan
from neuromatch_site.commands.importers.launches import keep_markdown_launches, note_launches
from neuromatch_site.commands.importers.notebook import add_notebook
from neuromatch_site.commands.importers.numbers import number_chapters, put_frontmatter
from neuromatch_site.commands.importers.pictures import bring_pictures, names_pictures_on_github
from neuromatch_site.commands.importers.rewrites import for_a_person, labels_in, rewritten
from neuromatch_site.config import BOOK, BOOK_TOC, Config, load_config
from neuromatch_site.config.markdown_syntax import MarkdownSyntax
from neuromatch_site.config.numbering import Numbering
from neuromatch_site.config.yaml import FILE_LIMITS, load_yaml
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.filesystem.page_names import GENERAL_INDEX, OTHER_PAGES
from neuromatch_site.model.course import TocEntry
from neuromatch_site.readers.other_pages import page_as_myst
from neuromatch_site.readers.toc import Toc, load_toc

_NEUROMATCH = (
    "YouTubeVideo(",
    "video_ids",
    "content_review(",
    "to_remove solution",
    "display_quiz(",
)
_TAKEN = (
    *("title", "author", "copyright", "logo", "exclude_patterns", "bibtex_bibfiles"),
    *("launch_buttons", "repository", "parse.myst_substitutions", "parse.myst_enable_extensions"),
    *("html.favicon", "html.baseurl", "html.analytics", "html.google_analytics_id"),
    *("html.plausible_analytics_domain", "html.comments"),
    *("html.extra_footer", "sphinx.extra_extensions", "sphinx.local_extensions"),
    *("sphinx.config.language", "sphinx.config.html_title", "sphinx.config.html_baseurl"),
    *("sphinx.config.html_theme_options", "sphinx.config.mathjax3_config.tex.macros"),
    "sphinx.config.myst_substitutions",
    "sphinx.config.intersphinx_mapping",
    *(f"sphinx.config.numfig_format.{kind}" for kind in ("figure", "table", "code-block")),
    "only_build_toc_files",
)
"""Settings that have a place in ``myst.yml``, or need none there."""
_DATE_TEXT = ("logo", "favicon", "base_url", "language", "repository", "branch")


def plan_book(source: Path) -> Plan:
    """Return the course of a Jupyter Book 1. Unknown settings are reported."""
    plan, diagnostics = Plan(), Diagnostics()
    files = CourseFiles(source.resolve())
    config = load_config(files, diagnostics)
    toc = load_toc(config, files, diagnostics) if config else None
    for item in diagnostics:
        plan.note(str(item.position), item.message)
    if config is None or toc is None:
        return plan
    if left := [path for path in _settings(files) if not path.startswith(_TAKEN)]:
        named = ", ".join(f"`{path}`" for path in left)
        plan.note(BOOK, f"not carried over into `myst.yml`: {named}")
    moved: dict[str, str] = {}
    pages = dict.fromkeys(source.path for source in toc.sources)  # in their order
    for path in files.tree().walk():
        if path not in (BOOK, BOOK_TOC):
            moved[path] = _add_file(plan, files.root, path, page=path in pages)
    for path in pages:
        plan.old[moved.get(path, path)] = [f"/{path.rpartition('.')[0]}.html"]
        plan.made_from[moved.get(path, path)] = path
    _rewrite(plan, files, config.project.syntax)
    numbering = number_chapters(plan, toc.entries, moved)
    plan.config = _config(config, [*_entries(toc.entries, moved), *_hidden(toc, moved)], numbering)
    if numbering:
        plan.note(BOOK_TOC, _NUMBERED)
    keep_markdown_launches(plan, config)
    urls = config.site.options.launch.values()
    plan.launched |= {url.partition("/blob/")[0] for url in urls if "/blob/" in url}
    note_launches(plan)
    for path, file in plan.files.items():
        if path in plan.made_from and path.endswith(".md") and isinstance(file, Path):
            text = file.read_text(encoding="utf-8", errors="replace")
            plan.files[path] = text if names_pictures_on_github(text) else file
    bring_pictures(plan, files.root, config.project.github.rpartition("/")[2])
    return plan


_NUMBERED = (
    "chapters have numbers by `numbered`: `numbering` in `myst.yml` and in the front matter of "
    "pages says so. Where chapters change places, change `enumerator` of their pages, too"
)


def _rewrite(plan: Plan, files: CourseFiles, syntax: MarkdownSyntax) -> None:
    """Write every page as MyST is written today; note what was done, and what is left to do."""
    texts: dict[str, str] = {}
    for path in plan.made_from:
        content = plan.files[path]
        if path.endswith((".md", ".ipynb")):
            read = content.read_bytes() if isinstance(content, Path) else content
            texts[path] = read if isinstance(read, str) else read.decode(errors="replace")
    sources = {path: _markdown_of(text, path) for path, text in texts.items()}
    labels = {label for text in sources.values() for label in labels_in(text)}
    counts: Counter[str] = Counter()
    for path, text in texts.items():
        folder = path.rpartition("/")[0]

        def is_file(url: str, folder: str = folder) -> bool:
            names = (url, f"{url}.md", f"{url}.ipynb")
            return any(files.has(f"{folder}/{name}".lstrip("/")) for name in names)

        rewritten_text, diagnostics = _rewritten_page(text, path, labels, is_file, syntax)
        counts.update(diagnostics)
        if diagnostics:
            plan.files[path] = rewritten_text
        if "env.docname" in sources[path]:
            put_frontmatter(plan, path, {"substitutions": {"env.docname": path.rpartition(".")[0]}})
        for line, name in for_a_person(sources[path]):
            plan.note(f"{path}:{line}" if path.endswith(".md") else path, _BY_HAND.format(name))
    plan.note_counts(BOOK, counts, "rewritten: ")


_BY_HAND = "`{{{}}}` cannot be rewritten: write it in MyST"


def _markdown_of(text: str, path: str) -> str:
    """Return the Markdown of a page; of a notebook that of its cells."""
    if path.endswith(".md"):
        return text
    return "\n\n".join(cell for cell, _ in _cells_of(text)[1])


def _cells_of(text: str) -> tuple[object, list[tuple[str, dict[str, object]]]]:
    """Return a notebook, and its Markdown cells with their texts; nothing of what is none."""
    try:
        data = json.loads(text)
        cells = [cell for cell in data["cells"] if cell["cell_type"] == "markdown"]
        return data, [("".join(cell["source"]), cell) for cell in cells]
    except (ValueError, LookupError, TypeError, RecursionError):
        return None, []


def _rewritten_page(
    text: str,
    path: str,
    labels: AbstractSet[str],
    is_file: Callable[[str], bool],
    syntax: MarkdownSyntax,
) -> tuple[str, Mapping[str, int]]:
    if path.endswith(".md"):
        return rewritten(text, labels, is_file, syntax)
    data, cells = _cells_of(text)
    counts: Counter[str] = Counter()
    for source, cell in cells:
        rewritten_text, diagnostics = rewritten(source, labels, is_file, syntax)
        counts.update(diagnostics)
        cell["source"] = rewritten_text
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n", counts


def _settings(files: CourseFiles) -> list[str]:
    """Return what the configuration sets, by its keys: ``html.favicon``."""
    file = files.find(BOOK)
    text = file.read_text(encoding="utf-8", errors="replace") if file else ""
    read = load_yaml(Source(BOOK, text), Diagnostics(), limits=FILE_LIMITS)
    return list(_keys(read.plain, "")) if read else []


def _keys(data: object, start: str) -> Iterator[str]:
    if isinstance(data, Mapping) and data:
        for key, value in data.items():
            yield from _keys(value, f"{start}{key}.")
    elif start and data is not None:
        yield start.removesuffix(".")


def _add_file(plan: Plan, source: Path, path: str, *, page: bool) -> str:
    file = source / path
    if page and path.endswith(".ipynb"):
        text = file.read_text(encoding="utf-8", errors="replace")
        if any(mark in text for mark in _NEUROMATCH):
            return add_notebook(plan, source, path, path.removesuffix(".ipynb"))
    if page and path.endswith(OTHER_PAGES):
        name = f"{path.rpartition('.')[0]}.md"
        text = file.read_text(encoding="utf-8", errors="replace")
        plan.files[name] = page_as_myst(path, text)
        plan.note(path, f"is `{name}` now, in MyST: compare the two")
        return name
    if page and path.rpartition("/")[2] == GENERAL_INDEX:
        plan.files[path] = page_as_myst(path, file.read_text(encoding="utf-8", errors="replace"))
    else:
        plan.files[path] = file
    return path


def _entries(entries: Sequence[TocEntry], moved: Mapping[str, str]) -> list[Entry]:
    result: list[Entry] = []
    for entry in entries:
        item: Entry = {}
        if entry.path:
            item["file"] = moved.get(entry.path, entry.path)
        elif entry.external:
            item["url"] = entry.url
        if entry.title:
            item["title"] = entry.title
        if children := _entries(entry.children, moved):
            item["children"] = children
        if children or entry.path or entry.external:  # else all of its pages are missing
            result.append(item)
    return result


def _hidden(toc: Toc, moved: Mapping[str, str]) -> Iterator[Entry]:
    """Yield entries for pages that others link to, and that the toc of the book does not name."""
    for source in toc.sources:
        if not source.in_toc:
            yield {"file": moved.get(source.path, source.path), "hidden": True}


def _config(
    config: Config, toc: Sequence[Entry], numbering: Mapping[str, object]
) -> dict[str, object]:
    """Return ``myst.yml``: what the book says, and no more."""
    project, options = config.project, config.site.options
    settings: dict[str, object] = {
        "title": project.title,
        "authors": [
            {"name": person.name, **({"collaboration": True} if person.collaboration else {})}
            for person in project.authors
        ],
        "copyright": project.copyright,
        "license": project.licenses.content.id if project.licenses.content else "",
        "github": project.github,
        "exclude": list(project.exclude),
        "bibliography": list(project.bibliography) if project.bibliography_given else [],
        "references": {reference.key: reference.url for reference in project.references},
        "math": dict(project.math),
        "substitutions": dict(project.substitutions),
        "numbering": {**_with_words(numbering, project.numbering), "sphinx": True},
        "toc": list(toc),
    }
    known = asdict(options)
    site_options = {
        "folders": True,
        **{name: known[name] for name in _DATE_TEXT if known.get(name)},
    }
    if options.launch:
        site_options["launch"] = {service: url or False for service, url in options.launch.items()}
    if options.analytics.provider:
        site_options["analytics"] = {options.analytics.provider: options.analytics.id}
    if options.comments.hypothesis:
        site_options["comments"] = {"hypothesis": True}
    return {
        "version": 1,
        "project": {key: value for key, value in settings.items() if value},
        "site": {"title": project.title or "Course", "options": site_options},
    }


def _with_words(numbering: Mapping[str, object], words: Numbering) -> dict[str, object]:
    """Return ``numbering`` with the words of figures, tables and programs."""
    forms = {kind: item.template for kind, item in words.items.items() if kind in _WITH_WORDS}
    return {**numbering, **forms}


_WITH_WORDS = ("figure", "table", "code")
