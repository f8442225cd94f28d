"""Admonitions, exercises, proofs: a kind, a title, and optional folding."""

from markupsafe import Markup, escape

from neuromatch_site.model.ast import nodes
from neuromatch_site.render.html import RenderContext, without_links
from neuromatch_site.render.translations import mark

_DRAWN_AS = {
    "attention": "warning",
    "caution": "warning",
    "error": "danger",
    "hint": "tip",
    "admonition": "note",
}
_TITLES = {
    "attention": mark("Attention"),
    "caution": mark("Caution"),
    "danger": mark("Danger"),
    "error": mark("Error"),
    "hint": mark("Hint"),
    "important": mark("Important"),
    "note": mark("Note"),
    "seealso": mark("See also"),
    "tip": mark("Tip"),
    "warning": mark("Warning"),
}
_CHANGES = {
    "versionadded": mark("New in version {version}"),
    "versionchanged": mark("Changed in version {version}"),
    "deprecated": mark("Deprecated since version {version}"),
    "versionremoved": mark("Removed in version {version}"),
}
_NAMES = {
    "algorithm": mark("Algorithm"),
    "assumption": mark("Assumption"),
    "axiom": mark("Axiom"),
    "conjecture": mark("Conjecture"),
    "corollary": mark("Corollary"),
    "criterion": mark("Criterion"),
    "definition": mark("Definition"),
    "example": mark("Example"),
    "lemma": mark("Lemma"),
    "observation": mark("Observation"),
    "proof": mark("Proof"),
    "property": mark("Property"),
    "proposition": mark("Proposition"),
    "remark": mark("Remark"),
    "theorem": mark("Theorem"),
}


def admonition(node: nodes.Admonition, context: RenderContext) -> dict[str, object]:
    """Return the displayed kind, the title, and the body."""
    named = (word for word in node.classes or () if word in _TITLES)
    kind = node.kind or next(named, "note")
    title, rest = split_title(node.children)
    folds = node.open is not None or not {"dropdown", "toggle"}.isdisjoint(node.classes or ())
    step, change, version = (
        (node.data or {}).get(name, "") for name in ("step", "change", "version")
    )
    usual = _CHANGES.get(str(change)) or _TITLES.get(kind, _TITLES["note"])
    return {
        "kind": _DRAWN_AS.get(kind, kind),
        "title": context.render(without_links(title) if folds else title)
        or context.words(usual, version=version) + (f" {step}" if step else ""),
        "children": context.render(rest),
        "folds": folds,
    }


def exercise(node: nodes.Exercise, context: RenderContext) -> dict[str, object]:
    """Return the number, the title and the content of an exercise."""
    title, rest = split_title(node.children)
    return {"title": context.render(title), "children": context.render(rest)}


def solution(node: nodes.Solution, context: RenderContext) -> dict[str, object]:
    """Return the title and the content of a solution."""
    title, rest = split_title(node.children)
    named = context.render(without_links(title))
    if title and isinstance(title[0], nodes.Text) and title[0].value == "Solution to ":
        exercise_name = context.render(without_links(title[1:]))
        pattern = Markup(escape(context.words("Solution to {title}")))  # noqa: S704 - escaped
        named = pattern.format(title=exercise_name)
    return {"title": named, "children": context.render(rest)}


def proof(node: nodes.Proof, context: RenderContext) -> dict[str, object]:
    """Return the name, the title and the content of a theorem-like block."""
    title, rest = split_title(node.children)
    kind = node.kind or "proof"
    return {
        "kind": kind,
        "name": context.words(_NAMES.get(kind, kind.capitalize())),
        "title": context.render(title),
        "children": context.render(rest),
    }


def split_title(children: list[nodes.Node]) -> tuple[list[nodes.Node], list[nodes.Node]]:
    """Return the nodes of the title, and the rest."""
    if children and isinstance(children[0], nodes.AdmonitionTitle):
        return children[0].children, children[1:]
    return [], children
