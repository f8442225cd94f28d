"""Markdown text -> tree: tokens through the readers, directives and roles through theirs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from markdown_it.token import Token

from neuromatch_site.ast.nodes import (
    Code,
    MystDirective,
    MystRole,
    Node,
    Paragraph,
    Parent,
    Root,
    Text,
)
from neuromatch_site.diagnostics import Diagnostics, Rule, did_you_mean
from neuromatch_site.parse.attributes import read_attributes
from neuromatch_site.parse.directive import (
    Directive,
    DirectiveData,
    Kind,
    check_options,
    check_parts,
    wrapper,
)
from neuromatch_site.parse.grammar import grammar
from neuromatch_site.parse.options import Split, WrittenOption, split_options
from neuromatch_site.parse.role import Role, RoleData
from neuromatch_site.parse.tokens import LEAVES, OPENERS, put_attributes
from neuromatch_site.source import Position, Source

MAX_DEPTH = 50
"""Directives inside directives."""

_DIRECTIVE = re.compile(r"\{(?P<name>[^\s{}]+)(?P<words>\s+[^{}]*)?\}[ \t]*(?P<argument>.*)$")


@dataclass(frozen=True, slots=True)
class Language:
    """What a text is written in: the directives and roles by every name they have."""

    directives: Mapping[str, Directive]
    roles: Mapping[str, Role]
    smartquotes: bool = True
    substitutions: Mapping[str, str] = field(default_factory=dict)


def parse(source: Source, language: Language, diagnostics: Diagnostics) -> Root:
    """Return the tree of a MyST text. Never raises; what is wrong is reported."""
    reader = _Reader(language, diagnostics)
    return Root(position=source.at(), children=reader.blocks(source))


@dataclass(slots=True)
class _Reader:
    language: Language
    diagnostics: Diagnostics
    env: dict[str, object] = field(default_factory=dict)
    """markdown-it's: the definitions of link references, shared by nested texts."""
    depth: int = 0

    def blocks(self, source: Source) -> list[Node]:
        """Return the blocks of a text."""
        if self.depth > MAX_DEPTH:
            return self._too_deep(source)
        self.depth += 1
        tokens = grammar(smartquotes=self.language.smartquotes).parse(source.text, self.env)
        nodes = self._nodes(tokens, _Place(source, source.text.split("\n")))
        self.depth -= 1
        return nodes

    def inline(self, source: Source) -> list[Node]:
        """Return the inline nodes of a text."""
        markdown = grammar(smartquotes=self.language.smartquotes)
        tokens = markdown.parseInline(source.text, self.env)
        nodes = self._nodes(tokens, _Place(source, source.text.split("\n")))
        return nodes

    def _too_deep(self, source: Source) -> list[Node]:
        self.diagnostics.report(
            Rule.NESTING_TOO_DEEP,
            source.at(),
            f"directives stand more than {MAX_DEPTH} deep inside each other",
        )
        return [Code(position=source.at(), value=source.text)]

    def _nodes(self, tokens: list[Token], place: "_Place") -> list[Node]:
        stack: list[Parent] = [Root()]
        for token in tokens:
            if token.nesting == 1:
                stack.append(self._opened(token, place, stack[-1]))
            elif token.nesting == -1:
                stack.pop()
            elif token.type == "inline":
                inner = place.inline(token)
                stack[-1].children.extend(self._nodes(token.children or [], inner))
            else:
                self._leaf(token, place, stack[-1])
        return stack[0].children

    def _opened(self, token: Token, place: "_Place", parent: Parent) -> Parent:
        make = OPENERS.get(token.type)
        if make is None or token.hidden:
            return parent
        node = make(token)
        node.position = place.of(token)
        if token.attrs:
            put_attributes(node, token)
        parent.children.append(node)
        return node

    def _leaf(self, token: Token, place: "_Place", parent: Parent) -> None:
        children = parent.children
        if token.type in ("text", "softbreak", "text_special"):
            _append_text(children, token, place)
        elif token.type in ("fence", "colon_fence"):
            children.append(self._fence(token, place))
        elif token.type == "myst_role":
            children.append(self._role(token, place.of(token)))
        elif token.type.startswith("substitution_"):
            children.extend(self._substitution(token, place))
        elif token.type in LEAVES:
            node = LEAVES[token.type](token)
            node.position = place.of(token)
            if token.attrs:
                put_attributes(node, token)
            children.append(node)

    def _substitution(self, token: Token, place: "_Place") -> list[Node]:
        """Return what the name in double braces stands for; other text stays as it was typed."""
        position = place.of(token)
        text = self.language.substitutions.get(token.content.strip())
        if text is None or self.depth > MAX_DEPTH:
            kept: list[Node] = [Text(position=position, value=f"{{{{{token.content}}}}}")]
            inline = token.type == "substitution_inline"
            return kept if inline else [Paragraph(position=position, children=kept)]
        source = Source(position.path, text, position.line, position.column, position.cell)
        self.depth += 1
        inline = token.type == "substitution_inline"
        nodes = self.inline(source) if inline else self.blocks(source)
        self.depth -= 1
        return nodes

    # -- directives

    def _fence(self, token: Token, place: "_Place") -> Node:
        if not place.closes(token):
            self._report_unclosed(token, place)
        match = _DIRECTIVE.match(token.info.strip())
        if match is None:
            node = LEAVES[token.type](token)
            node.position = place.of(token)
            return node
        return self._directive(match, token, place)

    def _report_unclosed(self, token: Token, place: "_Place") -> None:
        start, end = token.map or [0, 0]
        what = token.info.strip() or token.markup
        self.diagnostics.report(
            Rule.FENCE_CLOSED,
            place.of(token),
            f"`{what}` is never closed; it swallows the {end - start - 1} lines that follow",
            f"end it with a line `{token.markup}`",
        )

    def _directive(self, match: re.Match[str], token: Token, place: "_Place") -> Node:
        name, position = match["name"], place.of(token)
        directive = self.language.directives.get(name)
        argument = match["argument"].strip()
        body = place.body(token)
        if directive is None:
            return self._unknown_directive(name, argument, body, position)
        split = split_options(body, self.diagnostics)
        written = [*_brace_options(match["words"], position), *split.options]
        data = self._data(name, argument, body, split, position)
        myst = check_options(directive, written, data)
        check_parts(directive, data)
        self._read_parts(directive, data, myst, place.argument(token, argument))
        node = wrapper(data, written)
        node.children = directive.run(data)
        return node

    def _unknown_directive(
        self, name: str, argument: str, body: Source, position: Position
    ) -> MystDirective:
        hint = did_you_mean(name, list(self.language.directives))
        message = f"there is no directive `{name}`; its text is shown as it is"
        if name == "eval-rst":
            message = "`eval-rst` holds reStructuredText, which this site does not read"
            hint = "write it in MyST"
        self.diagnostics.report(Rule.DIRECTIVE_KNOWN, position, message, hint)
        value = body.text.strip("\n").rstrip() or None
        return MystDirective(position=position, name=name, args=argument or None, value=value)

    def _data(
        self, name: str, argument: str, body: Source, split: Split, position: Position
    ) -> DirectiveData:
        return DirectiveData(
            name=name,
            position=position,
            argument=argument,
            body=split.body,
            body_source=body.part(split.body, split.body_line),
            parse_blocks=self.blocks,
            parse_inline=self.inline,
            diagnostics=self.diagnostics,
        )

    def _read_parts(
        self,
        directive: Directive,
        data: DirectiveData,
        myst: list[WrittenOption],
        argument: Source,
    ) -> None:
        for item in myst:
            source = Source(*item.position[:1], item.value or "", *item.position[1:])
            data.options[item.key] = self.inline(source)
        if data.argument and directive.argument and directive.argument.kind is Kind.MYST:
            data.argument_nodes = self.inline(argument)
        takes_myst = directive.body is None or directive.body.kind is Kind.MYST
        if takes_myst:
            data.body = data.body.lstrip()
        if data.body and takes_myst:
            source = data.body_source.part(_dedented(data.body_source.text), 0)
            data.body_nodes = self.blocks(source)

    # -- roles

    def _role(self, token: Token, position: Position) -> MystRole:
        name, value = str(token.meta["name"]), token.content
        node = MystRole(position=position, name=name, value=value or None)
        role = self.language.roles.get(name)
        if role is None:
            hint = did_you_mean(name, list(self.language.roles))
            message = f"there is no role `{name}`; its text is shown as it is"
            self.diagnostics.report(Rule.ROLE_KNOWN, position, message, hint)
            return node
        attributes = read_attributes(str(token.meta.get("attributes", "")))
        options = attributes.options() if attributes else {}
        data = RoleData(
            name=name,
            position=position,
            value=value,
            options=options,
            parse_inline=self.inline,
            diagnostics=self.diagnostics,
        )
        if role.body is Kind.MYST and self.depth <= MAX_DEPTH:
            self.depth += 1
            start = position.column + len(name) + 3
            source = Source(position.path, value, position.line, start, position.cell)
            data.value_nodes = self.inline(source)
            self.depth -= 1
        node.options = dict(options) or None
        node.children = role.run(data)
        return node


@dataclass(slots=True)
class _Place:
    """Finds the tokens of one text in the file."""

    source: Source
    lines: list[str]
    first: int = 0
    """Line of the text that holds the first line of the inline content."""
    content: str | None = None
    """The inline content, where the tokens are inline: their ``map`` is an offset in it."""

    def inline(self, token: Token) -> "_Place":
        first = token.map[0] if token.map else self.first
        return _Place(self.source, self.lines, first, token.content)

    def of(self, token: Token) -> Position:
        """Return where the token stands."""
        if self.content is None:
            line = token.map[0] if token.map else self.first
            return self.source.at(line, self._indent(line))
        offset = token.map[0] if token.map else 0
        before = self.content.count("\n", 0, offset)
        start = self.content.rfind("\n", 0, offset) + 1
        end = self.content.find("\n", start)
        words = self.content[start : end if end >= 0 else None]
        line = self.first + before
        raw = self.lines[line] if line < len(self.lines) else ""
        column = max(raw.find(words.strip()), 0) - (len(words) - len(words.lstrip()))
        return self.source.at(line, max(column + offset - start, 0))

    def _indent(self, line: int) -> int:
        raw = self.lines[line] if line < len(self.lines) else ""
        return len(raw) - len(raw.lstrip(" >"))

    def closes(self, token: Token) -> bool:
        """Return whether the fence has its closing line."""
        start, end = token.map or [0, 0]
        last = self.lines[end - 1].lstrip(" >\t").rstrip() if end <= len(self.lines) else ""
        mark = token.markup
        return end - start > 1 and len(last) >= len(mark) and not last.strip(mark[0])

    def body(self, token: Token) -> Source:
        """Return the text inside a fence."""
        line = (token.map[0] if token.map else 0) + 1
        text = token.content.removesuffix("\n")
        first = text.split("\n", 1)[0]
        raw = self.lines[line] if line < len(self.lines) else ""
        return self.source.part(text, line, max(raw.find(first), 0) if first else 0)

    def argument(self, token: Token, argument: str) -> Source:
        """Return the argument of a directive as a text."""
        line = token.map[0] if token.map else 0
        raw = self.lines[line] if line < len(self.lines) else ""
        return self.source.part(argument, line, max(raw.find(argument), 0))


def _append_text(children: list[Node], token: Token, place: _Place) -> None:
    value = "\n" if token.type == "softbreak" else token.content
    if not value:
        return
    last = children[-1] if children else None
    if isinstance(last, Text):
        last.value += value
    else:
        children.append(Text(position=place.of(token), value=value))


def _brace_options(words: str | None, position: Position) -> list[WrittenOption]:
    attributes = read_attributes(words) if words and words.strip() else None
    if attributes is None:
        return []
    return [WrittenOption(key, value, position) for key, value in attributes.options().items()]


def _dedented(text: str) -> str:
    """Return the text without the spaces that begin its first line, on every line that has them."""
    indent = len(text) - len(text.lstrip(" "))
    if not indent:
        return text
    lines = text.split("\n")
    return "\n".join(line[min(indent, len(line) - len(line.lstrip(" "))) :] for line in lines)


