"""Sites of other Markdown generators: pages in a folder, settings in a file beside it."""

import json
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath

import yaml
from msgspec import Struct, field

from neuromatch_site.commands.importers._plan import Entry, ImportProblem, Plan
from neuromatch_site.commands.importers.links import with_links
from neuromatch_site.commands.importers.prose import outside_code, prose_lines
from neuromatch_site.config.yaml import FILE_LIMITS, load_yaml
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.filesystem.course_files import CourseFiles
from neuromatch_site.filesystem.regular import leads_down

PAGES = (".md", ".markdown", ".mdx", ".qmd", ".ipynb")
_MARKDOWN = PAGES[:-1]
_SETTINGS = ("_category_.", "_metadata.")
"""What files are called that say something of the pages beside them."""
_STARTS = ("index.md", "README.md", "index.ipynb")
_NUMBERED = (
    "fig tbl eq sec lst thm lem cor prp cnj def exm exr sol rem alg nte tip wrn imp cau"
).replace(" ", "|")
"""How names begin of what Quarto numbers: ``@fig-map`` is a reference."""
_MENTION = re.compile(rf"(?<![\w@/.\\`])@(?!(?:{_NUMBERED})-)(?=[A-Za-z])")
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_GITHUB = re.compile(r"https?://github\.com/([\w.-]+/[\w.-]+)")


class Site(Struct, kw_only=True):
    """The settings of a site."""

    config: str
    """The settings file."""
    docs: str = ""
    """The folder of the pages; empty for the whole source."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Other folders to copy: folder in the source -> folder in the course."""
    title: str = ""
    description: str = ""
    authors: Sequence[str] = ()
    copyright: str = ""
    license: str = ""
    github: str = ""
    bibliography: Sequence[str] = ()
    look: Mapping[str, str] = field(default_factory=dict)
    """Logo and favicon."""
    toc: Sequence[Entry] = ()
    """Paths from ``docs``; empty if the files themselves define the order."""
    left: Sequence[str] = ()
    """Settings that ``myst.yml`` does not have."""
    old: Callable[[str], Sequence[str]] = lambda _: ()
    """The old URLs of a page: path from ``docs`` -> paths of the old site."""
    addresses: Mapping[str, str] = field(default_factory=dict)
    """URLs set in pages -> paths from ``docs``."""
    texts: Mapping[Path, str] = field(default_factory=dict)
    """Pages that were read for the toc."""
    skipped: Sequence[str] = ()
    """Folders without pages and files of pages."""
    language: str = ""
    """That of the pages, if there are several; empty if it is unknown."""
    translations: Mapping[str, str] = field(default_factory=dict)
    """Language -> folder in the source with the pages in it, with the same names as the originals.
    """
    rewrite: Callable[[str, Counter[str]], str] = lambda text, _: text
    """Convert a page to MyST; counts its changes."""


def plan_site(source: Path, site: Site) -> Plan:
    """Return the course of a site; changes, and what could not be converted, are reported."""
    root = source / pages_below(site.docs, source, site.config) if site.docs else source
    if not root.is_dir():
        raise ImportProblem(f"`{site.config}` names the folder `{site.docs}`, which does not exist")
    plan = Plan()
    counts: Counter[str] = Counter()
    for path in CourseFiles(root.resolve()).tree().walk():
        if PurePosixPath(path).parts[0] in site.skipped or path == site.config:
            continue
        _add_file(plan, root / path, path, site, counts)
    for folder, target in site.files.items():
        if (source / folder).is_dir():
            for path in CourseFiles((source / folder).resolve()).tree().walk():
                plan.files.setdefault(f"{target}/{path}".lstrip("/"), source / folder / path)
    plan.files.update(with_links(_markdown_of(plan), _course_addresses(site), counts))
    for language, folder in site.translations.items():
        _translate(plan, (source / folder).resolve(), language, site, counts)
    if site.translations:
        named = ", ".join(f"`{folder}/`" for folder in site.translations)
        plan.note(site.config, f"translations: {named}, named in `languages` of `myst.yml`")
    if site.left:
        plan.note(site.config, f"not carried over: {', '.join(f'`{key}`' for key in site.left)}")
    plan.note_counts(site.config, counts, "rewritten: ")
    plan.config = _config(site, _known(site, plan))
    return plan


def _translate(plan: Plan, folder: Path, language: str, site: Site, counts: Counter[str]) -> None:
    """Add the pages of a folder as translations; one without an original is left out."""
    result = Plan()
    for path in CourseFiles(folder).tree().walk():
        _add_file(result, folder / path, path, site, counts)
    for page in [page for page in result.made_from if page not in plan.made_from]:
        counts[f"pages in `{language}` without an original are left out"] += 1
        del result.files[page]
    pages = _markdown_of(plan) | _markdown_of(result)
    addresses = _course_addresses(site)
    addresses |= {f"{prefix}/{path}": path for path in pages for prefix in (language, folder.name)}
    linked = with_links(pages, addresses, counts)
    for path, content in result.files.items():
        plan.files[f"{language}/{path}"] = linked.get(path, content)


def _markdown_of(plan: Plan) -> dict[str, str]:
    """Return the texts of the Markdown pages of a plan, by their paths."""
    files = ((path, plan.files.get(path)) for path in plan.made_from if path.endswith(".md"))
    return {path: text for path, text in files if isinstance(text, str)}


def _course_addresses(site: Site) -> dict[str, str]:
    return {address: in_course(path) for address, path in site.addresses.items()}


def pages_below(docs: str, source: Path, config: str) -> str:
    """Return the folder of the pages; ``ImportProblem`` if it is not in the source."""
    docs = posixpath.normpath(docs)
    if not leads_down(docs):
        raise ImportProblem(
            f"`{config}` takes its pages from `{docs}`, out of this folder: import the folder that "
            f"holds both, `{source.resolve().parent}`"
        )
    return docs


def texts_below(root: Path) -> dict[Path, str]:
    """Return the texts of the Markdown pages in a folder, by their files, in order."""
    paths = sorted(root.rglob("*")) if root.is_dir() else ()
    pages = (path for path in paths if path.suffix.lower() in _MARKDOWN and path.is_file())
    return {path: _text_of_file(path) for path in pages}


def _text_of_file(path: Path) -> str:
    text = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
    return text.removeprefix("\ufeff")


def _add_file(plan: Plan, file: Path, path: str, site: Site, counts: Counter[str]) -> None:
    suffix = file.suffix.lower()
    if suffix in _MARKDOWN:
        target = in_course(path)
        plan.files[target] = site.rewrite(site.texts.get(file) or _text_of_file(file), counts)
    elif suffix in PAGES:
        target = path
        plan.files[target] = _notebook(file, site, counts)
    else:
        if not file.name.startswith(_SETTINGS):
            plan.files[path] = file
        return
    plan.made_from[target] = f"{site.docs}/{path}".lstrip("/")
    if old := site.old(path):
        plan.old[target] = old


def _notebook(file: Path, site: Site, counts: Counter[str]) -> str | Path:
    """Return a notebook whose texts are written as pages are; the file where nothing changes."""
    try:
        notebook = json.loads(file.read_text(encoding="utf-8"))
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "markdown"]
        changed = False
        for cell in cells:
            text = "".join(cell["source"])
            rewritten = site.rewrite(text, counts)
            if rewritten.strip() != text.strip():
                cell["source"], changed = rewritten.strip("\n"), True
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return file  # the build says what is wrong with it
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n" if changed else file


def in_course(path: str) -> str:
    """Return the path of a page in the course: all Markdown files end in ``.md``.

    The page of a section, which Hugo calls ``_index``, becomes ``index``.
    """
    stem, dot, suffix = path.rpartition(".")
    stem = re.sub(r"(\A|/)_index\Z", r"\1index", stem)
    return f"{stem}.md" if f"{dot}{suffix}".lower() in _MARKDOWN else path


def _known(site: Site, plan: Plan) -> list[Entry]:
    """Return the toc with the pages that there are; others are noted."""

    def entries(toc: Sequence[Entry]) -> list[Entry]:
        items = []
        for entry in toc:
            path = in_course(str(entry.get("file", "")))
            children = entries(_children(entry))
            if path and path not in plan.made_from:
                plan.note(site.config, f"`{entry['file']}` is not there: it is left out of the toc")
            item = {key: value for key, value in entry.items() if key in ("title", "url")}
            item |= {"file": path} if path in plan.made_from else {}
            item |= {"children": children} if children else {}
            if children and not item.keys() & {"title", "file"}:
                item["title"] = PurePosixPath(path).stem.replace("-", " ").capitalize()
            if len(item) > ("title" in item):
                items.append(item)
        return items

    toc = entries(site.toc)
    if not toc or "file" in toc[0]:
        return toc
    start = next((path for path in _STARTS if path in plan.made_from), "") or _first(toc)
    return [{"file": start}, *_without(toc, start)] if start else toc


def _first(toc: Sequence[Entry]) -> str:
    """Return the first page, however deep: a site begins with a page."""
    files = (str(entry.get("file") or _first(_children(entry))) for entry in toc)
    return next((path for path in files if path), "")


def _without(toc: Sequence[Entry], path: str) -> list[Entry]:
    entries = []
    for entry in toc:
        children = _without(_children(entry), path)
        if entry.get("file") != path and (children or not _children(entry)):
            entries.append({**entry, "children": children} if children else entry)
    return entries


def _children(entry: Entry) -> Sequence[Entry]:
    children = entry.get("children", ())
    return children if isinstance(children, list) else ()


def _config(site: Site, toc: Sequence[Entry]) -> dict[str, object]:
    github = _GITHUB.match(site.github)
    config: dict[str, object] = {
        "title": site.title,
        "description": site.description,
        "authors": [{"name": name} for name in site.authors],
        "copyright": site.copyright,
        "license": site.license,
        "github": f"https://github.com/{github[1].removesuffix('.git')}" if github else "",
        "bibliography": list(site.bibliography),
        "toc": list(toc),
    }
    languages: dict[str, object] = {"language": site.language} if site.language else {}
    if site.translations:
        languages["languages"] = [site.language or "en", *site.translations]
    return {
        "version": 1,
        "project": {key: value for key, value in config.items() if value},
        "site": {
            "title": site.title or "Course",
            "options": {"folders": True, **site.look, **languages},
        },
    }


def yaml_of(text: str, name: str) -> Mapping[str, object]:
    """Return the value of a YAML file.

    Raises ``ImportProblem`` with the reason if it is invalid.
    """
    diagnostics = Diagnostics()
    read = load_yaml(Source(name, text), diagnostics, limits=FILE_LIMITS)
    first = next(iter(diagnostics), None)
    if first is not None:
        raise ImportProblem(f"{first.position}: {first.message}")
    plain = read.plain if read else {}
    return plain if isinstance(plain, Mapping) else {}


def parted(text: str, name: str) -> tuple[Mapping[str, object] | None, str]:
    """Return the front matter of a page and the text after it; None if it has none, or invalid."""
    match = _FRONT.match(text)
    if match is None:
        return None, text
    try:
        return yaml_of(match[1], name), text[match.end() :]
    except ImportProblem:
        return None, text


def front_matter(fields: Mapping[str, object]) -> str:
    """Return front matter as text; empty if it has no keys."""
    if not fields:
        return ""
    text = yaml.safe_dump(dict(fields), allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{text}---\n\n"


def without_citations(text: str) -> str:
    """Return a text in which ``@name`` is escaped: outside of Pandoc it is not a citation."""
    return _MENTION.sub(r"\\@", text)


def with_mentions(text: str, counts: Counter[str]) -> str:
    """Return a page whose ``@name`` are mentions, not citations."""
    lines = text.split("\n")
    for place in prose_lines(lines):
        translated = outside_code(lines[place], without_citations)
        if translated != lines[place]:
            lines[place] = translated
            counts["`@name` is a name and no citation: `\\@name`"] += 1
    return "\n".join(lines)


def text_of(value: object) -> str:
    """Return a text of the settings; empty if it is not a text."""
    return value.strip() if isinstance(value, str) else ""


def listed(value: object) -> Sequence[object]:
    """Return a list of the settings; empty if it is not a list."""
    return value if isinstance(value, (list, tuple)) else ()
