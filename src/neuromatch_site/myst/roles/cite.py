"""``cite``, ``cite:p``, ``cite:t`` ... -> ``cite``, in a ``citeGroup`` if there are several.

Source: the roles of mystmd, which has them from sphinxcontrib-bibtex; ``cite:empty`` is the
latter's own.
"""

import re

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.model.ast.nodes import Cite, CiteGroup, Node, Text
from neuromatch_site.myst.parser.role import Role, RoleData

_FORM = re.compile(r"(?:\{(?P<prefix>[^{}]*)\})?(?P<key>[^{}]*)(?:\{(?P<suffix>[^{}]*)\})?")
_SEPARATOR = re.compile(r"[,;](?![^{}]{0,200}\})")
_PARENTHETICAL = re.compile(r"cite:(?:p|alp)|.*par")


def run(data: RoleData) -> list[Node]:
    """Return the cited works: ``{prefix}key{suffix}``, separated by commas or semicolons."""
    name = data.name.replace("citep", "cite:p").replace("citet", "cite:t")
    name = "cite:p" if name == "footcite" else name.removeprefix("foot")
    kind = "parenthetical" if _PARENTHETICAL.match(name) else "narrative"
    written = [part.strip() for part in _SEPARATOR.split(data.value)]
    cites: list[Node] = [_cite(part, kind, data) for part in written if part]
    if not cites:
        data.report(Rule.ROLE_BODY_CORRECT, f"`{data.name}` has no citation key", "write its key")
        return []
    alone = data.name in ("cite", "cite:empty") and len(cites) == 1
    if alone:
        return cites
    if data.name.startswith("cite:alp"):  # nothing around them, so what is between stands here
        between = [Text(position=data.position, value="; ") for _ in cites]
        return [node for pair in zip(cites, between, strict=True) for node in pair][:-1]
    return [CiteGroup(position=data.position, classes=data.classes(), kind=kind, children=cites)]


def _cite(written: str, kind: str, data: RoleData) -> Cite:
    match = _FORM.fullmatch(written)
    if match is None:
        message = f"`{written}` cannot be read as a citation"
        data.report(Rule.ROLE_BODY_CORRECT, message, "write `{see}key{p. 3}`")
    parts = match.groupdict("") if match else {"key": written}
    identifier, label = normalize_label(parts["key"].strip())
    return Cite(
        position=data.position,
        classes=data.classes(),
        kind=kind,
        label=label,
        identifier=identifier,
        prefix=parts.get("prefix", "").strip() or None,
        suffix=parts.get("suffix", "").strip() or None,
        partial=_partial(data.name),
    )


def _partial(name: str) -> str | None:
    if name.startswith("cite:year"):
        return "year"
    if name.startswith(("cite:author", "cite:cauthor")):
        return "author"
    return "empty" if name == "cite:empty" else None


ROLE = Role(
    name="cite",
    alias=(
        "cite:p",
        "cite:t",
        "cite:ps",
        "cite:ts",
        "cite:ct",
        "cite:cts",
        "cite:alp",
        "cite:alps",
        "cite:label",
        "cite:labelpar",
        "cite:year",
        "cite:yearpar",
        "cite:author",
        "cite:authors",
        "cite:authorpar",
        "cite:authorpars",
        "cite:cauthor",
        "cite:cauthors",
        "cite:empty",
        "citep",
        "citet",
        "footcite",
        "footcite:p",
        "footcite:t",
    ),
    doc="Cite works by key or DOI: `p` in parentheses, `t` in the text, `empty` in the list only.",
    run=run,
    nodes=(Cite, CiteGroup),
)
