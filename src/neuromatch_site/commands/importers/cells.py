"""Cells of a Neuromatch notebook -> cells of a page, step by step."""

import re
from collections.abc import Callable, Mapping, Sequence
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct, field
from msgspec.structs import replace

from neuromatch_site.commands.importers._plan import Cell
from neuromatch_site.commands.importers.badges import take_badges
from neuromatch_site.commands.importers.balanced import balanced
from neuromatch_site.commands.importers.credits import Credits, minutes, read_credits
from neuromatch_site.commands.importers.directive_text import directive_text
from neuromatch_site.commands.importers.media import frame_of, media_of
from neuromatch_site.commands.importers.tables import with_whole_tables
from neuromatch_site.commands.importers.tabs import tabs_of
from neuromatch_site.commands.importers.tex import repaired, uncounted, with_tags
from neuromatch_site.config.plain_text import without_marks
from neuromatch_site.filesystem.course_files import is_file_in
from neuromatch_site.myst.jupyterquiz import HIDDEN, as_myst, quiz_sources, read_questions

_GADGET = re.compile(r"vibecheck|datatops")
_PREFIX = re.compile(r"^[ \t]*feedback_prefix\s*=\s*[\"']([\w-]+)[\"']", re.MULTILINE)
_REVIEW = re.compile(
    r"content_review\(\s*f?(?P<quote>[\"'])(?:\{feedback_prefix\})?(?P<key>.*?)(?P=quote)\s*\)"
)
_SPONSORS = re.compile(r"<p[^>]*>\s*<img[^>]*sponsors?\.png[^>]*>\s*</p>")
_DETAILS = re.compile(
    r"<details>\s*+<summary>((?:(?!</summary>|<details>).)*+)</summary>"
    r"((?:(?!</?details>).)*+)</details>",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]+>")
_SOLUTION = re.compile(r"\[\*?Click for solution\*?\]\(\S*?/solutions/([\w.-]+\.py)\)")
_HINT = re.compile(r"\*Example output:\*|<img alt=['\"]Solution hint['\"][^>]*>")
_MARKUP = re.compile(r"[*`$<\[]|(?<!\w)_|\\")
_WORDS = re.compile(r"^[ \t]*#[ \t]*@markdown\b[ \t]*+(|.*?\S)[ \t]*+\n?$", re.MULTILINE)
_FORM_TITLE = re.compile(r"^[ \t]*#[ \t]*@title[ \t]*+(|.*?\S)[ \t]*+$", re.MULTILINE)
_HEADING = re.compile(r"^#+[ \t]++(.*?\S)[ \t]*+$", re.MULTILINE)


class Notebook(Struct):
    """A notebook during the import."""

    path: str
    """In the source."""
    folder: Path
    """Its folder; the parts that were cut out of it are in folders beside it."""
    cells: list[Cell]
    credits: Credits = field(default_factory=Credits)
    minutes: int = 0
    badges: Mapping[str, str] = field(default_factory=dict)
    """URLs of its badges, by service."""
    numbers_formulas: bool = False
    """Its author numbers formulas by hand: others have no number."""
    solved: bool = False
    """It contains solutions."""
    frame_hosts: set[str] = field(default_factory=set)
    """Hosts of pages that its cells embed."""
    prefix: str = ""
    """Prefix of the keys of its feedback cells."""
    notes: list[str] = field(default_factory=list)


Step = Callable[[Notebook], None]


def understand(notebook: Notebook) -> None:
    """Apply all steps to the cells of a notebook, in order."""
    for step in STEPS:
        step(notebook)


def read_badges(notebook: Notebook) -> None:
    """Remove the launch badges, and keep their URLs."""
    notebook.cells, notebook.badges = take_badges(notebook.cells)
    notebook.solved = any("to_remove" in _first_line(c) for c in notebook.cells if c.kind == "code")


def _first_line(cell: Cell) -> str:
    return cell.text.lstrip().partition("\n")[0].replace(" ", "").lower()


def read_people(notebook: Notebook) -> None:
    """Move title and people out of the first cell that has a title; remove the logos."""
    for number, cell in enumerate(notebook.cells):
        if cell.kind == "markdown" and _SPONSORS.search(cell.text):
            notebook.cells[number] = replace(cell, text=_SPONSORS.sub("", cell.text).strip())
    for number, cell in enumerate(notebook.cells[:3]):
        if cell.kind == "markdown" and cell.text.lstrip().startswith("# "):
            people = read_credits(cell.text)
            rest = people.rest
            if _MARKUP.search(people.title):  # the front matter holds a plain title only
                rest, people.title = f"# {people.title}\n\n{rest}".strip(), ""
            notebook.credits = people
            notebook.cells[number] = replace(cell, text=rest)
            return


def read_times(notebook: Notebook) -> None:
    """Extract the duration of the notebook; its text is kept."""
    text = "\n".join(cell.text for cell in notebook.cells if cell.kind == "markdown")
    notebook.minutes = minutes(text)


def replace_feedback(notebook: Notebook) -> None:
    """Replace each feedback cell by an anchor with its key; remove the code for feedback."""
    result: list[Cell] = []
    for cell in notebook.cells:
        prefix, key = _PREFIX.search(cell.text), _REVIEW.search(cell.text)
        code = cell.kind == "code"
        notebook.prefix = prefix[1] if code and prefix else notebook.prefix
        if code and key and "def content_review" not in cell.text:
            name = re.sub(r"[^\w-]+", "_", f"{notebook.prefix}_{key['key']}")
            result.append(Cell("markdown", f'<a id="{re.sub("_+", "_", name).strip("_")}"></a>'))
        elif not (code and _GADGET.search(cell.text)):
            result.append(cell)
    notebook.cells = result


def name_media(notebook: Notebook) -> None:
    """Replace cells that only show videos, slides, iframes or tabs with text by directives."""
    heading = ""
    cells: list[Cell] = []
    for cell in notebook.cells:
        if cell.kind == "markdown":
            headings = _HEADING.findall(cell.text)
            heading = headings[-1] if headings else heading
            cells.append(cell)
        elif cell.kind != "code":
            cells.append(cell)
        elif directive := media_of(cell.text, heading):
            words = _form_text(cell)
            cells.append(Cell("markdown", f"{words}\n\n{directive}" if words else directive))
        elif frame := frame_of(cell.text):
            notebook.frame_hosts.add(urlsplit(frame).hostname or "")
            title = _FORM_TITLE.search(cell.text)
            named = without_marks((title[1] if title else "") or heading)
            option = f":title: {named}\n" if named else ""
            cells.append(Cell("markdown", f":::{{iframe}} {frame}\n{option}:::"))
        else:
            cells += _tabs(cell) or [cell]
    notebook.cells = cells


def _tabs(cell: Cell) -> list[Cell]:
    """Return the tabs of a cell as Markdown; behind it the cell, where it shows more than that."""
    text, whole = tabs_of(cell.text)
    if not text:
        return []
    title = _FORM_TITLE.search(cell.text)
    tab = f"**{title[1]}**\n\n{text}" if title and title[1] else text
    code = replace(cell, outputs=(), tags=cell.tags or ("hide-input",))
    return [Cell("markdown", tab), *([] if whole else [code])]


def _form_text(cell: Cell) -> str:
    """Return what the ``# @markdown`` lines of a form say."""
    words = (match[1].strip() for match in _WORDS.finditer(cell.text))
    return "\n".join(line for line in words if line)


def restore_solutions(notebook: Notebook) -> None:
    """Restore solutions that were cut out of a student's notebook, with their marker."""
    cells: list[Cell] = []
    for cell in notebook.cells:
        match = _SOLUTION.search(cell.text) if cell.kind == "markdown" else None
        code = _solution_code(notebook, match[1]) if match else None
        if match is None or code is None:
            cells.append(cell)
            continue
        rest = _HINT.sub("", _SOLUTION.sub("", cell.text)).strip()
        cells += [Cell("markdown", rest)] * bool(rest)
        cells.append(Cell("code", f"# to_remove solution\n{code.rstrip()}"))
    notebook.cells = cells


def _solution_code(notebook: Notebook, name: str) -> str | None:
    """Return a solution from the folder beside the notebook, or beside its folder."""
    for folder in (notebook.folder, notebook.folder.parent):
        file = folder / "solutions" / name
        if is_file_in(file, folder):
            return file.read_text(encoding="utf-8")
    notebook.notes.append(f"the solution `{name}` does not exist; the link to it stays")
    return None


def ask_quizzes(notebook: Notebook) -> None:
    """Replace jupyterquiz questions of cells by ``quiz`` directives.

    The questions are in the cell, in a hidden element of the notebook, or in a file beside it.
    Cells whose questions cannot be read are kept.
    """
    hidden: set[str] = set()
    for index, cell in enumerate(notebook.cells):
        sources = (quiz_sources(cell.text) if cell.kind == "code" else None) or []
        texts = [_quiz(source, notebook) for source in sources]
        if texts and all(texts):
            notebook.cells[index] = Cell("markdown", "\n\n".join(texts))
            hidden |= {source[1:] for source in sources if isinstance(source, str)}

    def as_quiz(match: re.Match[str]) -> str:
        return "" if match["name"] in hidden else match[0]

    for index, cell in enumerate(notebook.cells):
        if cell.kind == "markdown" and hidden and HIDDEN.search(cell.text):
            notebook.cells[index] = replace(cell, text=HIDDEN.sub(as_quiz, cell.text).strip())


def _quiz(source: object, notebook: Notebook) -> str:
    """Return questions as directives; empty where they are elsewhere, or none."""
    if not isinstance(source, str):
        return as_myst(source)
    file = notebook.folder / source
    texts = [cell.text for cell in notebook.cells if cell.kind == "markdown"]
    matches = (match for text in texts for match in HIDDEN.finditer(text))
    text = next((unescape(match["text"]) for match in matches if source == f"#{match['name']}"), "")
    try:
        if not text and is_file_in(file, notebook.folder):
            text = file.read_text(encoding="utf-8")
        return as_myst(read_questions(text)) if text else ""
    except (OSError, ValueError):
        notebook.notes.append(f"the questions in `{source}` cannot be read; the cell stays")
        return ""


def hide_forms(notebook: Notebook) -> None:
    """Hide the code of Colab forms, and of solutions.

    Text of a form (``# @markdown``) is put before it.
    """
    cells: list[Cell] = []
    for cell in notebook.cells:
        first = _first_line(cell)
        form = first.startswith(("#@title", "#@markdown"))
        if cell.kind == "code" and form:
            if words := _form_text(cell):
                cells.append(Cell("markdown", words))
            text = _WORDS.sub("", cell.text) if words else cell.text
            text = re.sub(r"\n{3,}", "\n\n", text.lstrip("\n"), count=1)
            cells.append(replace(cell, text=text, tags=cell.tags or ("hide-input",)))
        elif cell.kind == "code" and "to_remove" in first and not cell.tags:
            cells.append(replace(cell, tags=("hide-input",)))
        else:
            cells.append(cell)
    notebook.cells = cells


def close_cells(notebook: Notebook) -> None:
    """Close in each cell what it leaves open."""
    _rewrite(notebook, balanced)


def repair_text(notebook: Notebook) -> None:
    """Convert folds to dropdowns, and TeX to a form that KaTeX reads."""
    _rewrite(notebook, lambda text: with_tags(repaired(with_whole_tables(text))))
    texts = [cell.text for cell in notebook.cells if cell.kind == "markdown"]
    tagged, labelled = (any(word in text for text in texts) for word in ("\\tag{", "\\label{"))
    notebook.numbers_formulas = tagged and not labelled
    if notebook.numbers_formulas:
        _rewrite(notebook, uncounted)
    _rewrite(notebook, lambda text: _DETAILS.sub(_dropdown, text))


def _rewrite(notebook: Notebook, change: Callable[[str], str]) -> None:
    notebook.cells = [
        replace(cell, text=change(cell.text)) if cell.kind == "markdown" else cell
        for cell in notebook.cells
    ]


def _dropdown(match: re.Match[str]) -> str:
    title, body = " ".join(_TAG.sub("", match[1]).split()), match[2].strip()
    return "\n".join(directive_text("dropdown", title, {}, body.split("\n")))


STEPS: Sequence[Step] = (
    read_badges,
    read_people,  # after badges: they may stand in the same place
    read_times,
    replace_feedback,  # before media: the gadget's cell may hold an address of its own
    restore_solutions,
    name_media,
    ask_quizzes,
    hide_forms,  # after media: what is left is code
    close_cells,  # before folds: they have an end then
    repair_text,
)
"""In order."""
