"""Glossaries: make terms targets of references."""

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast.identifiers import html_id, normalize_label
from neuromatch_site.model.ast.nodes import (
    DefinitionList,
    DefinitionTerm,
    Glossary,
    MystComment,
    Root,
)
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.ast.visit import select
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._steps import changes


@changes(Glossary)
def name_terms(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Set the identifier ``term-<term>`` of each glossary term.

    Source: ``glossaryTransform`` of myst-transforms.
    """
    for glossary in select(content, Glossary):
        for child in glossary.children:
            if isinstance(child, DefinitionList):
                _label_terms(child)
            elif not isinstance(child, MystComment):
                diagnostics.report(
                    Rule.GLOSSARY_USES_DEFINITION_LIST,
                    child.position or glossary.position or Position(context.source.path),
                    "a glossary must contain a definition list",
                    "write the term on a line, and `: definition` on the next",
                )


def _label_terms(terms: DefinitionList) -> None:
    for term in terms.children:
        if isinstance(term, DefinitionTerm):
            identifier, label = normalize_label(text_of(term))
            term.label = label
            term.identifier = f"term-{identifier}"
            term.html_id = f"term-{html_id(identifier)}"
