"""Misspelled words: by codespell's list of common mistakes, and the course's own list."""

import re
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping
from importlib.util import find_spec

from msgspec import Struct, field

from neuromatch_site.commands.check._context import CheckContext
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.extras import install_command
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.course import Page

OWN_WORDS = "spelling.txt"
"""One correct word per line, or ``wrong -> right``; ``#`` starts a comment."""
_WORD = re.compile(r"(?<![\w@#./\\:&=-])[^\W\d_]+(?:['’][^\W\d_]+)*(?![\w@/\\=]|[.:]\w)")
"""No part of an address, a path or a name in code."""
_BEGINS = re.compile(r"(?:^|[.!?:…]['\"”’)]?\s+)['\"“‘(]?$")
"""What stands before the first word of a sentence; a capital letter elsewhere is that of a name."""
_THEIRS = (nodes.Cite, nodes.CrossReference, nodes.Outputs)
"""What holds words that the author of the page did not write there."""


class _Word(Struct, frozen=True):
    text: str
    position: Position
    english: bool


class _OwnWords(Struct, frozen=True):
    right: set[str] = field(default_factory=set)
    wrong: dict[str, str] = field(default_factory=dict)


def check_spelling(context: CheckContext, diagnostics: Diagnostics) -> None:
    """Report misspelled words at their position, with suggestions.

    codespell lists misspellings, not words, so names and technical terms need no list. Its list is
    for English; the course's list is for any language.
    """
    if not context.config.site.options.spelling:
        return
    if find_spec("codespell_lib") is None:
        message = "cannot check spelling: `codespell` is not installed"
        hint = f"run `{install_command('spelling')}`"
        diagnostics.report(Rule.SPELLING, Position(context.config.path), message, hint)
        return
    own = _own_words(context.files)
    words = [word for page in context.project.pages for word in _words_of(page, context)]
    known = _corrections({_normalized(word.text) for word in words if word.english})
    for word in words:
        plain = _normalized(word.text)
        meant = own.wrong.get(plain) or (known.get(plain, "") if word.english else "")
        if meant and plain not in own.right:
            hint = f"write {meant}; if it is right, put it into `{OWN_WORDS}`"
            diagnostics.report(Rule.SPELLING, word.position, f"`{word.text}` is misspelt", hint)


def _normalized(word: str) -> str:
    return word.lower().replace("’", "'")


def _corrections(words: Collection[str]) -> Mapping[str, str]:
    """Return the words that are mistakes, and what may be meant by each.

    codespell is a program under the GPL: it is run, in an empty folder, where no settings lie.
    """
    lines = sorted(words)
    command = [sys.executable, "-m", "codespell_lib", "--builtin", "clear", "--quiet-level", "2"]
    with tempfile.TemporaryDirectory() as empty:
        done = subprocess.run(  # noqa: S603 - our own command; words go in as data
            [*command, "--disable-colors", "-"],
            cwd=empty,
            input="\n".join(lines).encode(),
            capture_output=True,
            check=False,
        )
    corrections = re.findall(r"^\t(.+?) ==> (.+?)\s*$", done.stdout.decode(), re.MULTILINE)
    return {wrong: _either(right) for wrong, right in corrections}


def _either(meant: str) -> str:
    """Return codespell's ``a, b`` as words of a sentence; a reason may stand behind them."""
    return " or ".join(f"`{word}`" for word in re.split(r",\s*", meant.partition(" | ")[0]) if word)


def _own_words(files: CourseFiles) -> _OwnWords:
    own = _OwnWords()
    for line in _source_lines(OWN_WORDS, files):
        wrong, arrow, right = line.partition("#")[0].partition("->")
        if arrow and right.strip():
            own.wrong[_normalized(wrong.strip())] = f"`{right.strip()}`"
        elif wrong.strip():
            own.right.add(_normalized(wrong.strip()))
    return own


def _source_lines(path: str, files: CourseFiles) -> list[str]:
    try:
        file = files.find(path)
        return file.read_text(encoding="utf-8", errors="replace").splitlines() if file else []
    except (OSError, OutsideCourseError):
        return []


# -- the words of a page


def _words_of(page: Page, context: CheckContext) -> Iterator[_Word]:
    frontmatter = page.frontmatter
    language = frontmatter.language or context.config.site.options.language
    english = language.partition("-")[0].lower() == "en"
    texts: dict[str, list[str]] = {page.source.path: page.text.splitlines()}
    start = Position(page.source.path)
    above = [(text, start) for text in (frontmatter.title, frontmatter.description) if text]
    for text, position in [*above, *_texts(page.content, start)]:
        if position.path not in texts:
            texts[position.path] = _source_lines(position.path, context.files)
        for match in _WORD.finditer(text):
            if _is_prose(match):
                place = _word_position(match, position, texts[position.path])
                yield _Word(match[0], place, english)


def _is_prose(match: re.Match[str]) -> bool:
    """Return whether it is a word, no name and no abbreviation."""
    word = match[0]
    if len(word) < 3 or word[1:] != word[1:].lower():
        return False
    return word == word.lower() or _BEGINS.search(match.string, 0, match.start()) is not None


def _texts(node: nodes.Node, start: Position) -> Iterator[tuple[str, Position]]:
    """Yield every text that the author wrote as prose, and where; ``start``: if nothing says."""
    place = node.position or start
    if isinstance(node, nodes.Text):
        yield node.value, place
    elif isinstance(node, nodes.Image):
        yield node.alt or "", place
    elif isinstance(node, nodes.Parent) and not _is_foreign(node):
        for child in node.children:
            yield from _texts(child, place)


def _is_foreign(node: nodes.Parent) -> bool:
    if isinstance(node, nodes.HtmlElement):
        return bool((node.attributes or {}).get("lang"))
    return isinstance(node, _THEIRS) or (isinstance(node, nodes.Link) and "://" in text_of(node))


def _word_position(match: re.Match[str], position: Position, lines: list[str]) -> Position:
    """Return where in the source the word stands: on the first line that has it, from there on."""
    if position.cell is not None:  # lines of a cell are not those of the file
        down = match.string.count("\n", 0, match.start())
        return position._replace(line=position.line + down, column=1 if down else position.column)
    word = re.compile(rf"(?<!\w){re.escape(match[0])}(?!\w)")
    for number, line in enumerate(lines[position.line - 1 :], position.line):
        column = position.column - 1 if number == position.line else 0
        if place := word.search(line, column):
            return position._replace(line=number, column=place.start() + 1)
    return position
