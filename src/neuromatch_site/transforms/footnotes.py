"""Footnotes: number them, and link marks and notes."""

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast.nodes import FootnoteDefinition, FootnoteReference, Root
from neuromatch_site.model.ast.visit import select
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._steps import changes


@changes(FootnoteDefinition, FootnoteReference)
def number_footnotes(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Set the numbers of footnotes in the order of their first marks; numeric labels are kept.

    Source: ``footnotesTransform`` of myst-transforms.
    """
    definitions, references = _footnotes(content)
    _number_footnotes(definitions, references)
    for reference in references:
        if reference.identifier not in definitions:
            _report_missing(reference, list(definitions), context, diagnostics)
    _report_unused(definitions, {node.identifier for node in references}, context, diagnostics)


def number_again(content: Root) -> None:
    """Renumber footnotes after citations have added some."""
    definitions, references = _footnotes(content)
    for definition in definitions.values():
        definition.number = None
    _number_footnotes(definitions, references)


def _footnotes(content: Root) -> tuple[dict[str, FootnoteDefinition], list[FootnoteReference]]:
    definitions: dict[str, FootnoteDefinition] = {}
    references: list[FootnoteReference] = []
    for node in select(content, FootnoteDefinition, FootnoteReference):
        if isinstance(node, FootnoteDefinition):
            definitions.setdefault(node.identifier, node)
        elif isinstance(node, FootnoteReference):
            references.append(node)
    return definitions, references


def _number_footnotes(
    definitions: dict[str, FootnoteDefinition], references: list[FootnoteReference]
) -> None:
    reserved = {int(node.identifier) for node in references if _is_number(node.identifier)}
    last = 0
    for reference in references:
        definition = definitions.get(reference.identifier)
        if definition is None:
            continue
        if definition.number is None:
            if _is_number(definition.identifier):
                definition.number = int(definition.identifier)
            else:
                last = next(
                    n for n in range(last + 1, last + len(reserved) + 2) if n not in reserved
                )
                definition.number = last
        reference.number = definition.number


def _is_number(identifier: str) -> bool:
    return identifier.isascii() and identifier.isdigit() and 0 < len(identifier) < 7


def _report_missing(
    node: FootnoteReference, known: list[str], context: TransformContext, diagnostics: Diagnostics
) -> None:
    label = node.label or node.identifier
    hint = (
        diagnostics.did_you_mean(node.identifier, known)
        or f"write `[^{label}]: ...` on a line of its own"
    )
    diagnostics.report(
        Rule.FOOTNOTE_REFERENCES_DEFINITION,
        node.position or Position(context.source.path),
        f"the footnote `{label}` is not defined",
        hint,
    )


def _report_unused(
    definitions: dict[str, FootnoteDefinition],
    used: set[str],
    context: TransformContext,
    diagnostics: Diagnostics,
) -> None:
    for identifier, node in definitions.items():
        if identifier not in used:
            label = node.label or identifier
            place = node.position or Position(context.source.path)
            message = f"no reference to the footnote `{label}`"
            diagnostics.report(
                Rule.FOOTNOTE_USED, place, message, f"write `[^{label}]` in the text"
            )
