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
    """What a text is written in: the directives and roles by every name they have."""

    directives: Mapping[str, Directive]
    roles: Mapping[str, Role]
    syntax: MarkdownSyntax = MarkdownSyntax()
    substitutions: Mapping[str, str] = field(default_factory=dict)


class Around(Struct, frozen=True):
    """A directive whose body is being read."""

    name: str
    """Its own name, whatever alias was written."""
    written: str
    """As the author wrote it."""
    mark: str
    """The colons or backticks of its fence."""
    closed: bool


class Reading(Struct):
    """The reading of one text: what the readers of its parts share."""

    language: Language
    diagnostics: Diagnostics
    read_blocks: Callable[[Source, "Reading"], list[Node]]
    read_inline: Callable[[Source, "Reading"], list[Node]]
    env: dict[str, object] = field(default_factory=dict)
    """markdown-it's: the definitions of link references, shared by nested texts."""
    depth: int = 0
    """How deep in the tree the text stands that is being read."""
    around: list[Around] = field(default_factory=list)
    """The directives around it, outermost first."""
    strays: Counter[str] = field(default_factory=Counter)
    """Closing fences that are left over from what was reported: by their character."""
    substituting: list[str] = field(default_factory=list)
    """The substitutions whose texts are being read."""
    substituted: int = 0
    """Characters that substitutions have brought."""
    too_deep: bool = False
    """Whether it was said that something is nested too deep."""

    def blocks(self, source: Source) -> list[Node]:
        """Return the blocks of a nested text."""
        return self.read_blocks(source, self)

    def inline(self, source: Source) -> list[Node]:
        """Return the inline nodes of a nested text."""
        return self.read_inline(source, self)
