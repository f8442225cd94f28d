"""Context while a text is parsed, and while the texts nested in it are."""

from collections import Counter
from collections.abc import Callable, Mapping

from msgspec import Struct, field

from neuromatch_site.config.markdown_syntax import MarkdownSyntax
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.model.ast.nodes import Node
from neuromatch_site.myst.parser.directive import Directive
from neuromatch_site.myst.parser.role import Role


class Language(Struct, frozen=True):
    """The language of a text: directives and roles by all their names."""

    directives: Mapping[str, Directive]
    roles: Mapping[str, Role]
    syntax: MarkdownSyntax = MarkdownSyntax()
    substitutions: Mapping[str, str] = field(default_factory=dict)


class OpenDirective(Struct, frozen=True):
    """A directive whose body is being parsed."""

    name: str
    """Its own name, even if an alias was written."""
    written: str
    """As written."""
    mark: str
    """The colons or backticks of its fence."""
    closed: bool


class ParseContext(Struct):
    """The state of parsing one text, shared with the texts nested in it."""

    language: Language
    diagnostics: Diagnostics
    read_blocks: Callable[[Source, "ParseContext"], list[Node]]
    read_inline: Callable[[Source, "ParseContext"], list[Node]]
    env: dict[str, object] = field(default_factory=dict)
    """markdown-it's: the definitions of link references, shared by nested texts."""
    depth: int = 0
    """Depth of the current text in the tree."""
    open_directives: list[OpenDirective] = field(default_factory=list)
    """The directives around it, outermost first."""
    strays: Counter[str] = field(default_factory=Counter)
    """Closing fences left over after reported mistakes, by character."""
    substituting: list[str] = field(default_factory=list)
    """The substitutions that are being expanded."""
    substituted: int = 0
    """Characters added by substitutions."""
    too_deep: bool = False
    """Whether too deep nesting has been reported."""

    def blocks(self, source: Source) -> list[Node]:
        """Return the blocks of a nested text."""
        return self.read_blocks(source, self)

    def inline(self, source: Source) -> list[Node]:
        """Return the inline nodes of a nested text."""
        return self.read_inline(source, self)
