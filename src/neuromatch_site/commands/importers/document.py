"""Word, OpenDocument, RTF and LaTeX -> a course with a page for each chapter, by Pandoc."""

import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from neuromatch_site.commands.importers._plan import ImportProblem, Plan
from neuromatch_site.commands.importers.document_parts import Element
from neuromatch_site.commands.importers.document_tree import Tree
from neuromatch_site.commands.importers.pandoc_run import Pandoc
from neuromatch_site.commands.importers.sites import front_matter
from neuromatch_site.diagnostics.extras import install_command
from neuromatch_site.readers.slugs import slug

FORMATS = {".docx": "docx", ".odt": "odt", ".rtf": "rtf", ".tex": "latex+raw_tex"}
"""Pandoc's names of file formats."""
_MARKDOWN = (
    "markdown-smart-raw_attribute-simple_tables-multiline_tables-grid_tables"
    "-fenced_code_attributes-inline_code_attributes-header_attributes"
)
_INPUT = re.compile(
    r"^(?P<before>(?:[^%\n]|\\%)*?)\\(?:input|include|subfile)\s*\{(?P<name>[^{}\n]+)\}",
    re.MULTILINE,
)
_GRAPHICS = re.compile(r"\\graphicspath\s*\{(?P<folders>(?:\s*\{[^{}]*\})+)\s*\}")
_AROUND = re.compile(
    r"\\begin\s*\{(?:multicols\*?|landscape|threeparttable|adjustbox|sideways|subequations)\}"
    r"(?:\[[^\[\]]*\]|\{[^{}]*\})*"
    r"|\\end\s*\{(?:multicols\*?|landscape|threeparttable|adjustbox|sideways|subequations)\}"
)
"""Environments that only arrange what is in them: pandoc would keep all of it as TeX."""
_BOUNDED = re.compile(r"\\pandocbounded\{(\\includegraphics(?:\[[^\[\]{}]*\])?\{[^{}]*\})\}")
"""A picture as pandoc itself writes it: it does not read its own macro."""
_TURNED = re.compile(
    r"\\(?P<part>begin|end)\s*\{(?:sideways|wrap|margin)(?P<kind>figure|table)\*?\}"
    r"(?:\[[^\[\]]*\])?(?:\{[rlRLioIO]\}\{[^{}]*\})?"
)
_PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf", ".eps")
"""In the order in which they are looked for, where LaTeX names none."""
_UNSHOWN = (".pdf", ".eps", ".emf", ".wmf", ".tif", ".tiff")
_LARGEST = 20_000_000
"""Characters of a document with all that it includes."""
_DEEPEST = 20
_SINCE = [1, 23]
"""What pandoc 3 calls the version of its tree."""


def plan_document(source: Path) -> Plan:
    """Return the course of a document. Reads only the document, and files beside it that it uses.

    Raises ``ImportProblem`` if Pandoc is missing or cannot read it.
    """
    pandoc = Pandoc(source.name)
    plan, counts = Plan(), Counter[str]()
    text = _with_includes(source, plan) if source.suffix.lower() == ".tex" else ""
    with TemporaryDirectory() as scratch:
        tree = _document_tree(pandoc, source, text, Path(scratch))
        files = _Files(source, Path(scratch), text, plan)
        blocks: Sequence[Element] = tree["blocks"]
        translated = Tree(blocks, counts, files.picture).blocks(blocks)
        meta = tree["meta"]
        chapters = _chapters(translated)
        title, chapters = _titled_chapters(meta, chapters, source)
        version = tree["pandoc-api-version"]
        texts = [(words, _written(pandoc, version, part)) for words, part in chapters]
    plan.note_counts(source.name, counts)
    _add_pages(plan, title, meta, texts, source)
    files.bibliography(meta)
    return plan


def _document_tree(pandoc: Pandoc, source: Path, text: str, scratch: Path) -> Mapping[str, Any]:
    """Return pandoc's tree of a document; its pictures are in ``scratch/figures``.

    In its sandbox pandoc reads nothing else: neither other files nor addresses.
    """
    format_ = FORMATS[source.suffix.lower()]
    arguments = ["-f", format_, "-t", "json", "--sandbox", "--extract-media=figures"]
    arguments += [] if text else ["--", str(source.resolve())]
    done = pandoc.run(arguments, text, scratch)
    try:
        data: Mapping[str, Any] = json.loads(done)
    except (ValueError, RecursionError) as error:
        raise ImportProblem(f"`{source.name}`: pandoc's answer cannot be read: {error}") from error
    if data["pandoc-api-version"] < _SINCE:
        old = f"`{pandoc.program}` is older than pandoc 3"
        raise ImportProblem(f"{old}; run `{install_command('pandoc')}`")
    return data


def _written(pandoc: Pandoc, version: Sequence[int], blocks: Sequence[Element]) -> str:
    tree = {"pandoc-api-version": version, "meta": {}, "blocks": blocks}
    arguments = ["-f", "json", "-t", _MARKDOWN, "--wrap=none", "--markdown-headings=atx"]
    with TemporaryDirectory() as scratch:
        written = pandoc.run(arguments, json.dumps(tree), Path(scratch))
    return written.decode(errors="replace").replace("\r\n", "\n")


def _with_includes(source: Path, plan: Plan) -> str:
    """Return a LaTeX document with the files that it includes; missing ones are noted."""
    size = 0

    def read(path: Path, depth: int) -> str:
        nonlocal size
        text = path.read_text(encoding="utf-8", errors="replace")
        size += len(text)
        if size > _LARGEST or depth > _DEEPEST:
            raise ImportProblem(f"`{source.name}` is too large, or includes itself")

        def included(match: re.Match[str]) -> str:
            name = match["name"].strip()
            names = (name, f"{name}.tex")
            part = next(filter(None, (_beside(source, name) for name in names)), None)
            if part is None:
                plan.note(source.name, f"`{name}` is included but does not exist")
                return match["before"]
            return f"{match['before']}\n{read(part, depth + 1)}\n"

        return _INPUT.sub(included, text)

    whole = _AROUND.sub("", read(source, 0))
    whole = _BOUNDED.sub(r"\1", whole)
    return _TURNED.sub(r"\\\g<part>{\g<kind>}", whole)


def _beside(source: Path, name: str) -> Path | None:
    """Return a file in the folder of the document, or below; None for any other."""
    folder = Path(os.path.realpath(source.parent))
    real = Path(os.path.realpath(folder / name))
    return real if real.is_relative_to(folder) and real.is_file() else None


class _Files:
    """The pictures and the bibliography that come along."""

    def __init__(self, source: Path, scratch: Path, text: str, plan: Plan) -> None:
        self.source, self.scratch, self.plan = source, scratch, plan
        graphics_paths = _GRAPHICS.findall(text)
        self.folders = [
            "",
            *(folder for it in graphics_paths for folder in re.findall(r"\{([^{}]*)\}", it)),
        ]
        self.noted: set[str] = set()

    def picture(self, url: str) -> str:
        """Return the path of an image in the course; add the file."""
        if "://" in url:
            return url
        own = self.scratch / url
        if not Path(url).is_absolute() and self.scratch in own.resolve().parents and own.is_file():
            target = f"figures/{own.name}"
            self.plan.files[target] = own.read_bytes()
        elif path := self._beside(url):
            target = path.relative_to(os.path.realpath(self.source.parent)).as_posix()
            self.plan.files[target] = path
        else:
            self._note(f"the picture `{url}` is not there")
            return url
        if target.lower().endswith(_UNSHOWN):
            self._note(f"browsers do not show `{target}`: convert it to SVG or PNG")
        return target

    def bibliography(self, meta: Mapping[str, Any]) -> None:
        """Add the bibliographies of the document."""
        named = meta.get("bibliography", {}).get("c", [])
        for entry in named if isinstance(named, list) else []:
            name = _words_of(entry)
            file = _beside(self.source, name) or _beside(self.source, f"{name}.bib")
            if file is None:
                self._note(f"the bibliography `{name}` is not there: citations lead nowhere")
            else:
                self.plan.files[file.name] = file
                self._project.setdefault("bibliography", []).append(file.name)

    @property
    def _project(self) -> dict[str, Any]:
        project = self.plan.config["project"]
        return project if isinstance(project, dict) else {}

    def _beside(self, url: str) -> Path | None:
        names = (url, *(f"{url}{suffix}" for suffix in _PICTURES))
        paths = (f"{folder}{name}" for folder in self.folders for name in names)
        return next(filter(None, (_beside(self.source, path) for path in paths)), None)

    def _note(self, message: str) -> None:
        if message not in self.noted:
            self.noted.add(message)
            self.plan.note(self.source.name, message)


_Chapter = tuple[list[Element], list[Element]]
"""The words of its heading, none before the first; its blocks."""


def _chapters(blocks: Sequence[Element]) -> list[_Chapter]:
    """Return the parts that headings of the highest level begin."""
    highest = min((block["c"][0] for block in blocks if block["t"] == "Header"), default=1)
    chapters: list[_Chapter] = [([], [])]
    for block in blocks:
        if block["t"] != "Header":
            chapters[-1][1].append(block)
            continue
        level, attributes, words = block["c"]
        if level == highest:
            labels = _last_labels(chapters[-1][1])
            chapters.append((words, labels))
        moved = {"t": "Header", "c": [level - highest + 1, attributes, words]}
        chapters[-1][1].append(moved)
    return chapters


def _last_labels(blocks: list[Element]) -> list[Element]:
    """Take the labels from the end of a chapter: they belong to the heading that follows."""
    labels: list[Element] = []
    while blocks and blocks[-1]["t"] == "RawBlock" and str(blocks[-1]["c"][1]).endswith(")="):
        labels.insert(0, blocks.pop())
    return labels


def _titled_chapters(
    meta: Mapping[str, Any], chapters: list[_Chapter], source: Path
) -> tuple[str, list[_Chapter]]:
    """Return the title of the course, and its pages: a single chapter is the front page."""
    title = _words_of(meta.get("title"))
    if len(chapters) != 2:
        return title or _of_file(source), chapters
    (_, before), (words, blocks) = chapters
    if title and title != _words_of(words):
        return title, [([], [*before, *map(_lowered, blocks)])]
    remaining = [block for block in blocks if block["t"] != "Header" or block["c"][0] > 1]
    return title or _words_of(words), [([], [*before, *remaining])]


def _lowered(block: Element) -> Element:
    if block["t"] != "Header":
        return block
    level, attributes, words = block["c"]
    return {"t": "Header", "c": [min(level + 1, 6), attributes, words]}


def _of_file(source: Path) -> str:
    words = re.sub(r"[_-]+", " ", source.stem).strip()
    return words[:1].upper() + words[1:]


def _words_of(value: object) -> str:
    """Return the plain words of a part of the tree, or of the metadata."""
    return re.sub(r"\s+", " ", "".join(_pieces(value))).strip()


def _pieces(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        match value.get("t"):
            case "Str" | "MetaString":
                yield str(value["c"])
            case "Space" | "SoftBreak" | "LineBreak":
                yield " "
            case "Math" | "Code":
                yield str(value["c"][1])
            case "RawInline" | "RawBlock" | "Note":
                pass
            case _:
                yield from _pieces(value.get("c"))
    elif isinstance(value, list):
        for item in value:
            yield from _pieces(item)


def _add_pages(
    plan: Plan,
    title: str,
    meta: Mapping[str, Any],
    texts: Sequence[tuple[list[Element], str]],
    source: Path,
) -> None:
    """Add the pages and the settings."""
    names: dict[str, str] = {}
    for words, _ in texts[1:]:
        stem = slug(_words_of(words)) or "chapter"
        number = sum(name.partition(".")[0].rpartition("--")[0] == stem for name in names) + 1
        taken = f"{stem}.md" in names or stem == "index"
        names[f"{stem}--{number + 1}.md" if taken else f"{stem}.md"] = _words_of(words)
    body = texts[0][1].strip()
    if not body:
        body = "\n".join(f"- [](/{name})" for name in names)
    description = _words_of(meta.get("abstract"))[:300]
    frontmatter = {"title": title} | ({"description": description} if description else {})
    plan.files["index.md"] = f"{front_matter(frontmatter)}{body}\n"
    for name, (_, text) in zip(names, texts[1:], strict=True):
        plan.files[name] = f"{text.strip()}\n"
    plan.made_from = dict.fromkeys(["index.md", *names], source.name)
    authors = meta.get("author", {}).get("c", [])
    single = meta.get("author", {}).get("t") != "MetaList"
    people = [_words_of(authors)] if single else [_words_of(names) for names in authors]
    project: dict[str, object] = {"title": title}
    if description:
        project["description"] = description
    if any(people):
        project["authors"] = [{"name": name} for name in people if name]
    project["toc"] = [{"file": name} for name in ("index.md", *names)]
    site = {"title": title, "options": {"folders": True}}
    plan.config = {"version": 1, "project": project, "site": site}
