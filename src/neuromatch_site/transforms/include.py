"""Read the files of ``include`` and ``literalinclude``."""

from collections.abc import Sequence

from msgspec import Struct, field

from neuromatch_site.diagnostics.diagnostic import Diagnostic, Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.filesystem.course_files import OutsideCourseError
from neuromatch_site.filesystem.text import checked
from neuromatch_site.model.ast.nodes import Caption, Code, Container, Include, Node, Problem, Root
from neuromatch_site.model.ast.visit import select, walk
from neuromatch_site.myst.parser.frontmatter import split_frontmatter
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._lines import selected_lines
from neuromatch_site.transforms._steps import changes
from neuromatch_site.urls import url_scheme

MAX_DEPTH = 8
MAX_FILES = 200
MAX_CHARACTERS = 400_000
"""As for a page (``filesystem.text``); text that is only shown counts as a fifth."""


@changes(Include)
def include_files(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Fill every ``include`` with the blocks, or the code, of its file.

    Source: SECURITY requirements R5.1 and R5.2 for the limits.
    """
    reader = _Reader(context, diagnostics)
    reader.fill(content, ())


class _Reader(Struct):
    """Counts what one page includes."""

    context: TransformContext
    diagnostics: Diagnostics
    files: int = 0
    characters: int = 0
    full: bool = False
    """A limit was exceeded and reported; no more files are read."""
    chain: list[Position] = field(default_factory=list)

    def fill(self, tree: Node, chain: tuple[Position, ...]) -> None:
        """Fill the includes below the tree; ``chain`` has the files that contain it."""
        for node in list(select(tree, Include)):
            if node.children:
                continue
            place = node.position or Position(self.context.source.path)
            node.children = self.read(node, (*chain, place))
            if not node.literal and not self.full:
                self.fill(node, (*chain, place))

    def read(self, node: Include, chain: tuple[Position, ...]) -> list[Node]:
        """Return the content of the file, or what is wrong with it."""
        place = chain[-1]
        if url_scheme(node.file) in ("http", "https"):
            message = f"`{node.file}` is not a file of the course; a build does not use the network"
            hint = "copy it into the course"
            return self.fail(node, place, Rule.INCLUDE_CONTENT_LOADS, message, hint)
        if self.full:
            return [_problem(node, "not included: a limit was reached")]
        try:
            file = self.context.read(node.file, place.path)
        except OutsideCourseError:
            message = f"`{node.file}` is outside the course folder"
            only = "include files of the course only"
            hint = self.context.files.root_hint(node.file, place.path, only)
            return self.fail(node, place, Rule.PATH_INSIDE_COURSE, message, hint)
        except OSError as error:
            message = f"`{node.file}` cannot be read: {error.strerror}"
            return self.fail(node, place, Rule.INCLUDE_CONTENT_LOADS, message)
        if file is None:
            message = f"file not found: `{node.file}`"
            odd = self.context.files.odd_kind(node.file, place.path)
            hint = f"it is {odd}" if odd else f"paths are relative to the folder of `{place.path}`"
            return self.fail(node, place, Rule.INCLUDE_CONTENT_LOADS, message, hint)
        return self.use(node, file, chain)

    def use(
        self, node: Include, file: tuple[str, bytes], chain: tuple[Position, ...]
    ) -> list[Node]:
        path, content = file
        place = chain[-1]
        if path in (self.context.source.path, *(position.path for position in chain)):
            return self.fail(
                node,
                place,
                Rule.INCLUDE_CYCLE,
                f"`{path}` includes itself: {_chain_text(chain)} > {path}",
                "remove one of these includes",
            )
        self.files += 1
        self.characters += len(content) // 5 if node.literal else len(content)
        limit = self.limit(chain)
        if limit:
            self.full = True
            return self.fail(
                node, place, Rule.INCLUDE_TOO_LARGE, f"{limit} ({_chain_text(chain)} > {path})"
            )
        try:
            text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            message = f"`{path}` is not UTF-8"
            return self.fail(node, place, Rule.INCLUDE_CONTENT_LOADS, message, "save it as UTF-8")
        if path.endswith(".ipynb") and not node.literal:
            message = "a notebook cannot be included as text"
            hint = "label a cell and embed it: `![](#label)`"
            return self.fail(node, place, Rule.INCLUDE_CONTENT_LOADS, message, hint)
        text = checked(Source(path, text), self.diagnostics).text
        self.context.texts[path] = text
        lines = selected_lines(text, node.filter or {}, place, self.diagnostics)
        return [literal(node, lines)] if node.literal else self.parse(path, lines)

    def limit(self, chain: tuple[Position, ...]) -> str:
        """Return the exceeded limit; nothing if there is none."""
        if len(chain) > MAX_DEPTH:
            return f"includes are nested more than {MAX_DEPTH} deep"
        if self.files > MAX_FILES:
            return f"the page includes more than {MAX_FILES} files"
        if self.characters > MAX_CHARACTERS:
            return f"the page includes more than {MAX_CHARACTERS // 1000} kB of text"
        return ""

    def parse(self, path: str, lines: Sequence[tuple[int, str]]) -> list[Node]:
        """Return the blocks of the lines, with positions in the file."""
        diagnostics = Diagnostics()
        source = Source(path, "\n".join(text for _, text in lines))
        body = split_frontmatter(source, diagnostics).body
        tree = self.context.parse(body, diagnostics)
        numbers = [number for number, _ in lines] or [1]
        if numbers != list(range(1, len(numbers) + 1)):
            for node in walk(tree):
                if node.position is not None and node.position.path == path:
                    node.position = _original(node.position, numbers)
        self.diagnostics.items.extend(
            Diagnostic(
                diagnostic.rule,
                diagnostic.severity,
                _original(diagnostic.position, numbers),
                diagnostic.message,
                diagnostic.hint,
            )
            for diagnostic in diagnostics
        )
        return tree.children

    def fail(
        self, node: Include, place: Position, rule: Rule, message: str, hint: str = ""
    ) -> list[Node]:
        self.diagnostics.report(rule, place, message, hint)
        return [_problem(node, message)]


def _problem(node: Include, message: str) -> Problem:
    return Problem(position=node.position, message=message, value=node.file)


def _chain_text(chain: Sequence[Position]) -> str:
    return " > ".join(f"{position.path}:{position.line}" for position in chain)


def _original(position: Position, numbers: Sequence[int]) -> Position:
    line = numbers[min(max(position.line - 1, 0), len(numbers) - 1)]
    return position._replace(line=line)


# -- literalinclude


def literal(node: Include, lines: Sequence[tuple[int, str]]) -> Node:
    """Return the code, in a container if the include has a caption; its attributes move."""
    first = lines[0][0] if lines else 1
    start = node.startingLineNumber
    code = Code(
        position=node.position,
        lang=node.lang,
        value="\n".join(text for _, text in lines).rstrip("\n"),
        showLineNumbers=node.showLineNumbers,
        startingLineNumber=first if start == MATCH else start,
        emphasizeLines=node.emphasizeLines,
        filename=node.filename,
    )
    target: Code | Container = code
    if node.caption:
        caption = Caption(position=node.position, children=node.caption)
        target = Container(position=node.position, kind="code", children=[code, caption])
    target.label, target.identifier = node.label, node.identifier
    target.enumerated, target.enumerator = node.enumerated, node.enumerator
    target.classes, node.classes = node.classes, None
    node.label = node.identifier = node.caption = None
    return target


MATCH = -1
"""``startingLineNumber`` of an include with the line numbers of the file (``:lineno-match:``)."""
