"""Run a role: its source -> nodes."""

from markdown_it.token import Token

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.model.ast.nodes import MystRole, Text
from neuromatch_site.myst.parser.attributes import Attributes, read_attributes
from neuromatch_site.myst.parser.directive import Kind
from neuromatch_site.myst.parser.foreign_names import FOREIGN_ROLES
from neuromatch_site.myst.parser.parse_context import ParseContext
from neuromatch_site.myst.parser.place import InlinePlace
from neuromatch_site.myst.parser.role import Role, RoleData

_ALWAYS = {"label", "class"}


def run_role(token: Token, place: InlinePlace, context: ParseContext) -> MystRole:
    """Return the role as written, with its result as children."""
    name, value, position = str(token.meta["name"]), token.content, place.of(token)
    node = MystRole(position=position, name=name, value=value)
    name = name if name in context.language.roles else name.lower()  # as docutils takes them
    role = context.language.roles.get(name)
    if role is None:
        known = list(context.language.roles)
        hint = FOREIGN_ROLES.get(name.lower()) or context.diagnostics.did_you_mean(name, known)
        message = f"unknown role `{name}`; its text is shown as written"
        context.diagnostics.report(Rule.ROLE_KNOWN, position, message, hint)
        return node
    if not value.strip():
        context.diagnostics.report(Rule.ROLE_BODY_CORRECT, position, f"`{name}` has no content")
        node.children = [Text(position=position, value=value)]
        return node
    options = _options(token, place, role, context)
    offset = token.map[0] if token.map else 0
    source = place.part(value, offset + int(token.meta["start"]))
    data = RoleData(
        name=name,
        position=position,
        value=value,
        value_source=source,
        options=options,
        parse_inline=context.inline,
        diagnostics=context.diagnostics,
    )
    if role.body is Kind.MYST:
        behind = len(value) - len(value.lstrip())
        start = offset + int(token.meta["start"]) + behind
        data.value_nodes = context.inline(place.part(value.strip(), start))
    node.options = dict(options) or None
    node.children = role.run(data)
    return node


def _options(token: Token, place: InlinePlace, role: Role, context: ParseContext) -> dict[str, str]:
    """Return the words in the braces that the role takes; others are reported."""
    words = str(token.meta["words"])
    attributes = read_attributes(words)
    start = (token.map[0] if token.map else 0) + int(token.meta["words_start"])
    if attributes is None:
        context.diagnostics.report(
            Rule.DIRECTIVE_OPTIONS_CORRECT,
            place.at(start + len(words) - len(words.lstrip())),
            f"`{words.strip()}` in the braces cannot be read",
            'write `.class`, `#label` or `key="value"`',
        )
        return {}
    options = attributes.options()
    for key in [key for key in options if key not in _ALWAYS and key not in role.options]:
        del options[key]
        _report_unknown(key, attributes, start, place, role, context)
    return options


def _report_unknown(
    key: str,
    attributes: Attributes,
    start: int,
    place: InlinePlace,
    role: Role,
    context: ParseContext,
) -> None:
    known = sorted({*_ALWAYS, *role.options})
    takes = ", ".join(f"`{name}`" for name in known)
    hint = context.diagnostics.did_you_mean(key, known)
    context.diagnostics.report(
        Rule.DIRECTIVE_OPTIONS_CORRECT,
        place.at(start + attributes.starts.get(key, 0)),
        f"the role `{role.name}` has no option `{key}`",
        f"{hint + ' ' if hint else ''}it takes {takes}",
    )
