"""``button`` -> ``button``; without a URL, ``span``."""

import re

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.model.ast.nodes import Button, Node, Span, Text
from neuromatch_site.myst.parser.role import Role, RoleData
from neuromatch_site.urls import url_scheme

_FORM = re.compile(r"(?P<text>[^<>]*)(?:<(?P<target>[^<>]+)>)?\s*$", re.DOTALL)


def run(data: RoleData) -> list[Node]:
    """Return a link styled as a button."""
    match = _FORM.match(data.value)
    target = (match["target"] or "").strip() if match else ""
    words = match["text"].strip() if match else data.value
    if match is None:
        message = f"`{data.name}` cannot be read: `{data.value}`"
        data.report(Rule.ROLE_BODY_CORRECT, message, "write `text <address>`")
    children: list[Node] = [Text(position=data.value_source.at(), value=words or target)]
    if not target:
        address, _, rest = words.partition(" ")
        if url_scheme(address) in ("http", "https"):
            message = f"`{data.name}` leads nowhere: its address is part of its words"
            data.report(Rule.ROLE_BODY_CORRECT, message, f"write `{rest or 'words'} <{address}>`")
        classes = ["button", *(data.classes() or ())]
        return [Span(position=data.position, classes=classes, children=children)]
    classes = data.classes() or []
    return [Button(position=data.position, url=target, classes=classes or None, children=children)]


ROLE = Role(
    name="button",
    doc="A link styled as a button: `` {button}`Start <week-0/index.md>` ``.",
    run=run,
    nodes=(Button, Span),
)
