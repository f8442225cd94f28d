"""The cells of a Neuromatch notebook -> those of a page, step by step."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from neuromatch_site.commands.importers._plan import Cell
from neuromatch_site.commands.importers.credits import Credits, minutes, read_credits
from neuromatch_site.commands.importers.media import media_of
from neuromatch_site.commands.importers.tables import with_whole_tables
from neuromatch_site.commands.importers.tex import repaired
from neuromatch_site.filesystem.course_files import is_file_in

_BADGE = re.compile(r"colab-badge\.svg|open-in-kaggle\.svg|mybinder\.org/badge")
_GADGET = re.compile(r"vibecheck|datatops")
_PREFIX = re.compile(r"^\s*feedback_prefix\s*=\s*[\"']([\w-]+)[\"']", re.MULTILINE)
_REVIEW = re.compile(r"content_review\(\s*f?[\"'](?:\{feedback_prefix\})?_?([\w-]+)[\"']")
_SPONSORS = re.compile(r"<p[^>]*>\s*<img[^>]*sponsors?\.png[^>]*>\s*</p>")
_DETAILS = re.compile(
    r"<details>\s*<summary>(.*?)</summary>(.*?)</details>", re.DOTALL | re.IGNORECASE
)
_TAG = re.compile(r"<[^>]+>")
_SOLUTION = re.compile(r"\[\*?Click for solution\*?\]\(\S*?/solutions/([\w.-]+\.py)\)")
_HINT = re.compile(r"\*Example output:\*|<img alt=['\"]Solution hint['\"][^>]*>")
_HEADING = re.compile(r"^#+\s+(.+?)\s*$", re.MULTILINE)


class Notebook(Struct):
    """A notebook while it is imported."""

    path: str
    """In the source."""
    folder: Path
    """Where it lies: what was cut out of it is in folders beside it."""
    cells: list[Cell]
    credits: Credits = field(default_factory=Credits)
    minutes: int = 0
    prefix: str = ""
    """What the keys of its feedback cells begin with."""
    notes: list[str] = field(default_factory=list)


Step = Callable[[Notebook], None]


def understand(notebook: Notebook) -> None:
    """Change the cells of a notebook by every step, in order."""
    for step in STEPS:
        step(notebook)


def drop_badges(notebook: Notebook) -> None:
    """Leave launch badges out: the site makes its own."""
    notebook.cells = [c for c in notebook.cells if c.kind != "markdown" or not _only_badges(c)]


def _only_badges(cell: Cell) -> bool:
    words = _TAG.sub("", cell.text).replace("&nbsp;", "").strip()
    return bool(_BADGE.search(cell.text)) and not words


def read_people(notebook: Notebook) -> None:
    """Take title and people out of the first cell that has a title; leave the logos out."""
    for number, cell in enumerate(notebook.cells):
        if cell.kind == "markdown" and _SPONSORS.search(cell.text):
            notebook.cells[number] = replace(cell, text=_SPONSORS.sub("", cell.text).strip())
    for number, cell in enumerate(notebook.cells[:3]):
        if cell.kind == "markdown" and cell.text.lstrip().startswith("# "):
            notebook.credits = read_credits(cell.text)
            notebook.cells[number] = replace(cell, text=notebook.credits.rest)
            return


def read_times(notebook: Notebook) -> None:
    """Note how long the notebook takes; its words stay."""
    text = "\n".join(cell.text for cell in notebook.cells if cell.kind == "markdown")
    notebook.minutes = minutes(text)


def replace_feedback(notebook: Notebook) -> None:
    """Replace each feedback cell by an anchor with its key; leave the machinery out."""
    kept: list[Cell] = []
    for cell in notebook.cells:
        prefix, key = _PREFIX.search(cell.text), _REVIEW.search(cell.text)
        code = cell.kind == "code"
        notebook.prefix = prefix[1] if code and prefix else notebook.prefix
        if code and key and "def content_review" not in cell.text:
            name = f"{notebook.prefix}_{key[1]}".strip("_")
            kept.append(Cell("markdown", f'<a id="{name}"></a>'))
        elif not (code and _GADGET.search(cell.text)):
            kept.append(cell)
    notebook.cells = kept


def name_media(notebook: Notebook) -> None:
    """Replace cells that only show films or slides by directives."""
    heading = ""
    for number, cell in enumerate(notebook.cells):
        if cell.kind == "markdown":
            headings = _HEADING.findall(cell.text)
            heading = headings[-1] if headings else heading
        elif cell.kind == "code" and (directive := media_of(cell.text, heading)):
            notebook.cells[number] = Cell("markdown", directive)


def restore_solutions(notebook: Notebook) -> None:
    """Put solutions that were cut out of a student's notebook back, marked as they were."""
    cells: list[Cell] = []
    for cell in notebook.cells:
        match = _SOLUTION.search(cell.text) if cell.kind == "markdown" else None
        code = _code(notebook, match[1]) if match else None
        if match is None or code is None:
            cells.append(cell)
            continue
        rest = _HINT.sub("", _SOLUTION.sub("", cell.text)).strip()
        cells += [Cell("markdown", rest)] * bool(rest)
        cells.append(Cell("code", f"# to_remove solution\n{code.rstrip()}"))
    notebook.cells = cells


def _code(notebook: Notebook, name: str) -> str | None:
    """Return a solution from the folder beside the notebook, or beside its folder."""
    for folder in (notebook.folder, notebook.folder.parent):
        file = folder / "solutions" / name
        if is_file_in(file, folder):
            return file.read_text(encoding="utf-8")
    notebook.notes.append(f"the solution `{name}` is not there; the link to it stays")
    return None


def hide_forms(notebook: Notebook) -> None:
    """Hide the code of cells that Colab shows as forms, and that of solutions."""
    for number, cell in enumerate(notebook.cells):
        first = cell.text.lstrip().partition("\n")[0].replace(" ", "").lower()
        form = first.startswith(("#@title", "#@markdown")) or "to_remove" in first
        if cell.kind == "code" and form and not cell.tags:
            notebook.cells[number] = replace(cell, tags=("hide-input",))


def mend_text(notebook: Notebook) -> None:
    """Write folds as dropdowns, and TeX as KaTeX reads it."""
    for number, cell in enumerate(notebook.cells):
        if cell.kind == "markdown":
            text = _DETAILS.sub(_dropdown, repaired(with_whole_tables(cell.text)))
            notebook.cells[number] = replace(cell, text=text)


def _dropdown(match: re.Match[str]) -> str:
    title, body = _TAG.sub("", match[1]).strip(), match[2].strip()
    fence = ":" * (4 if ":::" in body else 3)
    return f"{fence}{{dropdown}} {title}\n{body}\n{fence}"


STEPS: Sequence[Step] = (
    drop_badges,
    read_people,  # after badges: they may stand in the same place
    read_times,
    replace_feedback,  # before media: the gadget's cell may hold an address of its own
    restore_solutions,
    name_media,
    hide_forms,  # after media: what is left is code
    mend_text,
)
"""In order."""
