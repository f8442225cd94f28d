"""``myst.xref.json``: what other MyST sites can refer to.

Source: mystmd's guide, "External references"; a reference is looked up by its identifier, its text
is taken from the page's tree at ``data``.
"""

import json

from neuromatch_site.exporters._context import ExportContext
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Page, Project, TargetFact

VERSION = "1"


def xref(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the file. URLs are relative to the root of the site, as in mystmd."""
    references = [reference for page in project.pages for reference in _references(page)]
    data = {"version": VERSION, "references": references}
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return [Artifact("myst.xref.json", text.encode())]


def _references(page: Page) -> list[dict[str, object]]:
    where: dict[str, object] = {
        "data": f"/{page.source.stem}.json",
        "url": page.source.url,
    }
    references: list[dict[str, object]] = [{"kind": "page", **where}]
    facts = (*page.facts.targets, *page.facts.terms)
    known = {fact.identifier: fact for fact in reversed(facts)}
    return references + [
        {**_target(fact), **where, **({"implicit": True} if fact.implicit else {})}
        for fact in facts
        if known[fact.identifier] is fact
    ]


def _target(fact: TargetFact) -> dict[str, object]:
    target: dict[str, object] = {"identifier": fact.identifier}
    if fact.html_id != fact.identifier:
        target["html_id"] = fact.html_id
    return {**target, "kind": fact.kind}
