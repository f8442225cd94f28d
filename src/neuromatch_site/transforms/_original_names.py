"""Identifiers of headings and terms of the original, kept in its translation.

A page that is not translated links to ``one.md#what-it-does`` and ``{term}`axon```; in a
translation of ``one.md`` the heading has another text, and therefore another identifier.
"""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from neuromatch_site.model.course import Page, PageFacts, TargetFact


def with_original_names(pages: Sequence[Page], originals: Mapping[str, PageFacts]) -> list[Page]:
    """Return the pages of a translation, with the identifiers of the originals added.

    ``originals`` are the facts of the pages of the original, by path. Headings and terms correspond
    if they have the same position: the third heading of three, all of the same depths.
    """
    return [_with_original_names(page, originals.get(page.source.path)) for page in pages]


def _with_original_names(page: Page, original: PageFacts | None) -> Page:
    if original is None or page.source.language:
        return page
    facts = page.facts
    targets = [*facts.targets, *_headings(facts, original)]
    terms = [*facts.terms, *_terms(facts, original)]
    return replace(page, facts=replace(facts, targets=targets, terms=terms))


def _headings(facts: PageFacts, original: PageFacts) -> list[TargetFact]:
    ours, theirs = facts.headings, original.headings
    if [heading.depth for heading in ours] != [heading.depth for heading in theirs]:
        return []
    known = {target.identifier for target in facts.targets}
    own = {target.html_id: target for target in facts.targets if target.kind == "heading"}
    names = {item.html_id: item.identifier for item in original.targets if item.kind == "heading"}
    targets = []
    for mine, their in zip(ours, theirs, strict=True):
        target, name = own.get(mine.html_id), names.get(their.html_id, "")
        if target is not None and name and name not in known:
            targets.append(replace(target, identifier=name, label=name, implicit=True))
    return targets


def _terms(facts: PageFacts, original: PageFacts) -> list[TargetFact]:
    if len(facts.terms) != len(original.terms):
        return []
    known = {term.identifier for term in facts.terms}
    return [
        replace(mine, identifier=their.identifier, label=their.label, title=their.title)
        for mine, their in zip(facts.terms, original.terms, strict=True)
        if their.identifier not in known
    ]
