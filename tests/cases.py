"""Case files: Markdown whose sections are tests, whose fenced blocks are input and expectation.

What the format is, for people who write cases: ``tests/README.md``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "cases"

_FENCE = re.compile(r"(`{3,})\s*([\w-]+)?[ \t]*(\S.*)?$")
_HEADING = re.compile(r"(#+)\s+(.+?)\s*$")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a case file."""

    kind: str
    """The first word of its info string: ``myst``, ``mdast``, ``diagnostics`` ..."""
    name: str
    """The rest of its info string: a file name, or empty."""
    text: str
    line: int
    """The line of the opening fence, from 0."""
    end: int
    """The line after the closing fence, from 0."""
    fence: str = "````"


@dataclass(frozen=True, slots=True)
class Case:
    """A section of a case file that holds blocks."""

    path: Path
    title: str
    """The titles of the section and of those above it, but for the title of the file."""
    blocks: tuple[Block, ...]
    end: int
    """The line where a new block may be added, from 0."""

    @property
    def id(self) -> str:
        """The name of the test: ``directives/iframe.md::With a caption``."""
        return f"{self.path.relative_to(FOLDER).as_posix()}::{self.title}"

    @property
    def area(self) -> str:
        """The folder under ``cases/``."""
        return self.path.relative_to(FOLDER).parts[0]


@dataclass(slots=True)
class _Section:
    titles: dict[int, str]
    blocks: list[Block] = field(default_factory=list)
    end: int = 0


def read_cases(folder: Path = FOLDER) -> list[Case]:
    """Return the cases of every ``.md`` file below the folder, in the order of their paths."""
    return [case for path in sorted(folder.rglob("*.md")) for case in read_file(path)]


def read_file(path: Path) -> list[Case]:
    """Return the cases of one file; sections without blocks are prose.

    Raises ``ValueError`` for a block that is not closed.
    """
    lines = path.read_text(encoding="utf-8").split("\n")
    cases = []
    for section in _sections(path, lines):
        if section.blocks:
            below = [title for level, title in sorted(section.titles.items()) if level > 1]
            title = " / ".join(below) or section.titles.get(1, path.stem)
            cases.append(Case(path, title, tuple(section.blocks), section.end))
    return cases


def _sections(path: Path, lines: Sequence[str]) -> Iterator[_Section]:
    section = _Section({})
    number = 0
    while number < len(lines):
        if fence := _FENCE.match(lines[number]):
            block = _block(path, lines, number, fence)
            section.blocks.append(block)
            number = section.end = block.end
            continue
        if heading := _HEADING.match(lines[number]):
            yield section
            section = _Section(_titles_below(section.titles, heading))
        number += 1
    yield section


def _titles_below(titles: Mapping[int, str], heading: re.Match[str]) -> dict[int, str]:
    level = len(heading[1])
    above = {depth: title for depth, title in titles.items() if depth < level}
    return above | {level: heading[2]}


def _block(path: Path, lines: Sequence[str], start: int, fence: re.Match[str]) -> Block:
    for number in range(start + 1, len(lines)):
        line = lines[number].rstrip()
        if line.startswith(fence[1]) and set(line) == {"`"}:
            text = "".join(f"{line}\n" for line in lines[start + 1 : number])
            kind, name = fence[2] or "", (fence[3] or "").strip()
            return Block(kind, name, text, start, number + 1, fence[1])
    message = f"{path}:{start + 1}: the block is never closed"
    raise ValueError(message)


def rewrite(path: Path, changes: Mapping[Block, str], additions: Mapping[int, Block]) -> None:
    """Give blocks of the file a new text, and add blocks before lines (both as read)."""
    lines = path.read_text(encoding="utf-8").split("\n")
    edits = [(block.line, block.end, _written(block, text)) for block, text in changes.items()]
    edits += [(line, line, ["", *_written(new, new.text)]) for line, new in additions.items()]
    for start, end, written in sorted(edits, key=lambda edit: edit[:2], reverse=True):
        lines[start:end] = written
    path.write_text("\n".join(lines), encoding="utf-8")


def _written(block: Block, text: str) -> list[str]:
    longest = max((len(run) for run in re.findall(r"^`{3,}", text, re.MULTILINE)), default=0)
    fence = "`" * max(len(block.fence), longest + 1 if longest >= len(block.fence) else 0)
    opening = " ".join(part for part in (fence + block.kind, block.name) if part)
    return [opening, *text.removesuffix("\n").split("\n"), fence] if text else [opening, fence]
