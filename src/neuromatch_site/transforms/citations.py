"""``cite``, and links to DOIs -> their text; the list of references of a page.

Problems of citations are reported once for the course, when its pages are joined, so that resolving
a page again reports nothing new.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct, field

from neuromatch_site.bibliography import Bibliography as Works
from neuromatch_site.bibliography.citation_forms import located
from neuromatch_site.bibliography.style import CitationText, entries_of, format_items, sort_key
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.identifiers import html_id, normalize_label
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.ast.visit import replace, select
from neuromatch_site.model.course import CiteFact, Page, Project
from neuromatch_site.transforms._citation_notes import move_into_notes
from neuromatch_site.transforms._cited_works import citing_nodes, label_of
from neuromatch_site.transforms._course_index import CourseIndex
from neuromatch_site.urls import bare_doi, doi_url


def join_citations(
    project: Project,
    works: Works,
    diagnostics: Diagnostics,
    cached: Mapping[str, CitationText] | None = None,
) -> dict[str, CitationText]:
    """Return the texts of all cited works, by key and by DOI in lower case.

    Reports each unknown key once per page, and each DOI without data once for the course.
    ``@label`` can also be a figure or a section: then it is not a citation. ``cached`` are texts of
    an earlier build, by digest.
    """
    cited: dict[str, str] = {}
    missing: set[str] = set()
    linked: dict[str, CiteFact] = {}
    for page in (*project.pages, *project.texts.values()):
        for fact in page.facts.cited:
            work = works.find(fact.label)
            if work is not None:
                cited[fact.label] = work.item["id"]
            elif fact.linked and bare_doi(fact.label):
                linked.setdefault(fact.label, fact)
            elif fact.label not in missing and not _is_target(project, page, fact.label):
                _report_key(fact, works, missing, diagnostics)
    _report_linked([fact for label, fact in linked.items() if label not in missing], diagnostics)
    keys = dict.fromkeys(cited.values())
    texts = format_items([works.works[key].item for key in keys], works.style, cached)
    by_doi = {text.doi.lower(): text for text in texts.values() if text.doi}
    return texts | by_doi | {label: texts[key] for label, key in cited.items()}


def _report_linked(facts: Sequence[CiteFact], diagnostics: Diagnostics) -> None:
    """Say once for the course that links lead to works that no reference list can show."""
    if not facts:
        return
    what = f"{len(facts)} DOIs that pages link to are"
    if len(facts) == 1:
        what = f"the DOI {facts[0].label} is"
    message = f"{what} neither in a bibliography nor in the lock; the links work"
    hint = "run `neuromatch-site lock`: the pages then have reference lists with these works"
    diagnostics.report(Rule.DOI_LINK_VALID, facts[0].position or Position(""), message, hint)


def _report_key(fact: CiteFact, works: Works, missing: set[str], diagnostics: Diagnostics) -> None:
    place = fact.position or Position("")
    if bare_doi(fact.label):
        missing.add(fact.label)
        message = f"the DOI {fact.label} is neither in a bibliography nor in the lock"
        hint = "run `neuromatch-site lock`, or add the work to a `.bib` file"
        diagnostics.report(Rule.DOI_LINK_VALID, place, message, hint)
    elif fact.label[:4].lower() == "doi:":
        message, hint = f"`{fact.label}` is not a DOI", "a DOI looks like `10.1000/182`"
        diagnostics.report(Rule.DOI_VALID, place, message, hint)
    elif fact.label not in works.broken:
        near = diagnostics.did_you_mean(fact.label, list(works.works))
        hint = near or "add the work to a `.bib` file; to show an `@`, write `\\@`"
        message = f"no bibliography entry has the key `{fact.label}`"
        diagnostics.report(Rule.CITATION_RENDERS, place, message, hint)


class _Cited(Struct):
    """A work on this page."""

    text: CitationText
    number: int
    html_id: str
    marks: list[str] = field(default_factory=list)


def resolve_citations(content: nodes.Root, lookup: CourseIndex, diagnostics: Diagnostics) -> None:
    """Set the text of every citation, and the list of references of the page.

    A DOI without data stays a working link; an unknown key stays as written.
    """
    groups = list(select(content, nodes.CiteGroup))
    cited, taken = dict[str, _Cited](), set[str]()
    put = {id(node): _resolved(node, cited, taken, lookup) for node in list(citing_nodes(content))}
    if put:
        replace(content, (nodes.Cite, nodes.Link), lambda node: put.get(id(node)))
    for node in groups:
        _collapse(node, cited)
        node.marks = _marks(node, cited)
        _merge(node, cited)
        node.superscript = _is_high(node, cited) or None
    if any(work.text.forms.in_notes for work in cited.values()):
        move_into_notes(content, {key: work.text for key, work in cited.items() if work.text.notes})
    place = next(select(content, nodes.Bibliography), None)
    _fill_bibliography(content, place, cited, lookup)


def _resolved(
    node: nodes.Cite | nodes.Link, cited: dict[str, _Cited], taken: set[str], lookup: CourseIndex
) -> list[nodes.Node]:
    label = label_of(node)
    lookup.lookups.add(f"citation:{label}")
    text = lookup.project.citations.get(label)
    if text is not None:
        return _mark(node, text, cited, taken)
    if doi := bare_doi(node.label if isinstance(node, nodes.Cite) else node.url):
        return [_doi_link(node, doi)]
    if isinstance(node, nodes.Cite):
        return [_unknown(node, lookup)]
    if not node.children:
        node.children = [nodes.Text(position=node.position, value=node.url)]
    return [node]


def _mark(
    node: nodes.Cite | nodes.Link, text: CitationText, cited: dict[str, _Cited], taken: set[str]
) -> list[nodes.Node]:
    work = cited.get(text.key)
    if work is None:
        work = cited[text.key] = _Cited(text, len(cited) + 1, _work_id(text.key, taken))
    if isinstance(node, nodes.Cite) and node.partial == "empty":
        return []
    own = node.children if isinstance(node, nodes.Link) and not bare_doi(text_of(node)) else []
    mark = nodes.Cite(
        position=node.position,
        classes=node.classes,
        kind=node.kind if isinstance(node, nodes.Cite) else "narrative",
        label=text.key,
        identifier=normalize_label(text.key)[0],
        enumerator=str(work.number),
        html_id=f"{work.html_id}-{len(work.marks) + 1}",
    )
    if isinstance(node, nodes.Cite):
        mark.prefix, mark.suffix, mark.partial = node.prefix, node.suffix, node.partial
    work.marks.append(mark.html_id or "")
    mark.children = own or _citation_nodes(mark, work)
    return [mark]


def _work_id(key: str, taken: set[str]) -> str:
    """Return an ``id`` that no other work has, and no mark: those end in a number."""
    identifier = f"cite-{html_id(key)}"
    while identifier in taken or identifier.rpartition("-")[2].isdecimal():
        identifier += "-work"
    taken.add(identifier)
    return identifier


def _citation_nodes(mark: nodes.Cite, work: _Cited) -> list[nodes.Node]:
    """Return the words of one citation; a number behind names stands high where it should."""
    forms, words = work.text.forms, _citation_text(mark, work)
    named = mark.kind == "narrative" and mark.partial is None
    if not (work.text.numbered and forms.superscript and named):
        return [nodes.Text(position=mark.position, value=words)]
    number = nodes.Text(position=mark.position, value=str(work.number))
    return [
        nodes.Text(position=mark.position, value=words),
        nodes.Superscript(position=mark.position, children=[number]),
    ]


def _citation_text(mark: nodes.Cite, work: _Cited) -> str:
    """Return the words of one citation, without the parentheses of its group."""
    text, narrative = work.text, mark.kind == "narrative"
    prefix = f"{mark.prefix} " if mark.prefix else ""
    suffix = located(mark.suffix, text.forms)
    names = text.names_in_text if narrative else text.names
    if mark.partial == "author":
        return f"{prefix}{names}{suffix}"
    if text.numbered:
        return prefix + _numbered(mark, work, names, suffix)
    if mark.partial == "year":
        return f"{prefix}{text.year}{suffix}"
    if narrative:
        return f"{prefix}{names} ({text.year}{suffix})"
    return f"{prefix}{text.parenthetical}{suffix}"


def _numbered(mark: nodes.Cite, work: _Cited, names: str, suffix: str) -> str:
    forms, number = work.text.forms, f"{work.number}{suffix}"
    if mark.partial == "year" or mark.kind != "narrative":
        return number
    return (
        f"{names}{suffix}" if forms.superscript else f"{names} {forms.before}{number}{forms.after}"
    )


def _doi_link(node: nodes.Cite | nodes.Link, doi: str) -> nodes.Link:
    """Return a link to a DOI that nobody described."""
    url = doi_url(doi)
    own = node.children if isinstance(node, nodes.Link) else []
    content: list[nodes.Node] = [nodes.Text(position=node.position, value=url)]
    if own and isinstance(node, nodes.Link) and text_of(own).strip() not in ("", node.url):
        content = own
    return nodes.Link(position=node.position, classes=node.classes, url=url, children=content)


def _unknown(node: nodes.Cite, lookup: CourseIndex) -> nodes.Node:
    """Return a reference to what the page labels so, or the author's own words."""
    identifier = normalize_label(node.label)[0]
    lookup.lookups.add(f"target:{identifier}")
    if _is_target(lookup.project, lookup.page, node.label):
        return nodes.CrossReference(position=node.position, identifier=identifier, label=node.label)
    written = (node.data or {}).get("written")
    text = written if isinstance(written, str) else node.label
    node.error = True
    node.children = [nodes.Text(position=node.position, value=text)]
    return node


def _is_target(project: Project, page: Page, label: str) -> bool:
    """Return whether something on the page, or anywhere in the course, has the label."""
    identifier = normalize_label(label)[0]
    own = project.page_targets.get(page.source.path, {})
    return any(identifier in known for known in (own, project.targets, project.implicit))


def _marks(group: nodes.CiteGroup, cited: Mapping[str, _Cited]) -> list[str]:
    cites = [node for node in group.children if isinstance(node, nodes.Cite) and not node.error]
    if group.kind == "narrative":
        return ["", "; ", ""]
    numbered = [work for cite in cites if (work := cited.get(cite.label)) and work.text.numbered]
    if not numbered:
        return ["(", "; ", ")"]
    forms = numbered[0].text.forms
    plain = not any(cite.prefix or cite.suffix for cite in cites)
    bracketed = plain or forms.after[:1] == forms.between[:1]
    return [forms.before, forms.between if bracketed else "; ", forms.after]


def _is_high(group: nodes.CiteGroup, cited: Mapping[str, _Cited]) -> bool:
    """Return whether the numbers of a group stand high."""
    works = (cited.get(node.label) for node in group.children if isinstance(node, nodes.Cite))
    numbered = [work.text.forms for work in works if work and work.text.numbered]
    return group.kind != "narrative" and bool(numbered) and numbered[0].superscript


def _collapse(group: nodes.CiteGroup, cited: Mapping[str, _Cited]) -> None:
    """Put the numbers of a group in order, and three or more in a row as first and last."""
    cites = [node for node in group.children if isinstance(node, nodes.Cite)]
    works = [cited.get(node.label) for node in cites]
    is_plain = len(cites) == len(group.children) and not any(n.prefix or n.suffix for n in cites)
    if group.kind == "narrative" or not is_plain:
        return
    forms = [work.text.forms for work in works if work and work.text.numbered]
    if len(forms) < len(works):
        return
    if all(form.in_order for form in forms):
        group.children.sort(key=_number_of)
    if not all(form.collapse for form in forms):
        return
    runs: list[list[nodes.Node]] = []
    for node in group.children:
        follows = runs and _number_of(node) == _number_of(runs[-1][-1]) + 1
        runs[-1].append(node) if follows else runs.append([node])
    children: list[nodes.Node] = []
    for run in runs:
        children += run if len(run) < _SHORTEST_RUN else [_range(run, cited)]
    group.children = children


_SHORTEST_RUN = 3


def _merge(group: nodes.CiteGroup, cited: Mapping[str, _Cited]) -> None:
    """Bring works of the same people together, with their names once; sort them in some styles."""
    cites = [node for node in group.children if isinstance(node, nodes.Cite) and not node.error]
    if group.kind == "narrative" or len(cites) < max(2, len(group.children)):
        return
    works = {id(node): cited[node.label].text for node in cites if node.label in cited}
    plain = not any(node.prefix or node.suffix or node.partial for node in cites)
    texts = list(works.values())
    if not plain or len(texts) < len(cites):
        return
    if any(text.numbered or not text.forms.merged for text in texts):
        return
    if all(text.forms.sorted for text in texts):
        cites.sort(key=lambda node: sort_key(works[id(node)]))
    else:
        first = {text.names: place for place, text in reversed(list(enumerate(texts)))}
        cites.sort(key=lambda node: first[works[id(node)].names])
    group.children = list(cites)
    gaps = []
    for before, node in pairwise(cites):
        same = works[id(before)].names == works[id(node)].names
        gaps.append(", " if same else "; ")
        if same:
            node.children = [nodes.Text(position=node.position, value=works[id(node)].year)]
    group.marks = ["(", *gaps, ")"]


def _number_of(node: nodes.Node) -> int:
    return int(node.enumerator or 0) if isinstance(node, nodes.Cite) else 0


def _range(run: Sequence[nodes.Node], cited: Mapping[str, _Cited]) -> nodes.Node:
    """Return the first work of a run, with the number of the last; the others have no mark."""
    first = run[0]
    for node in run[1:]:
        if isinstance(node, nodes.Cite) and node.html_id in (marks := cited[node.label].marks):
            marks.remove(node.html_id)
    numbers = f"{_number_of(first)}–{_number_of(run[-1])}"
    if isinstance(first, nodes.Cite):
        first.children = [nodes.Text(position=first.position, value=numbers)]
    return first


def _fill_bibliography(
    content: nodes.Root,
    place: nodes.Bibliography | None,
    cited: Mapping[str, _Cited],
    lookup: CourseIndex,
) -> None:
    """Put the list of references where the author wants it, else at the end of the page."""
    if place is None and cited:
        place = nodes.Bibliography(position=content.position, implicit=True)
        content.children.append(place)
    if place is None:
        return
    if place.filter == "all" or not cited:
        place.references = _course_references(lookup)
        return
    works = list(cited.values())
    place.numbered = any(work.text.numbered for work in works) or None
    if not place.numbered:
        works.sort(key=lambda work: sort_key(work.text))
    place.references = [_reference_data(work.text, work.html_id, work) for work in works]
    _put_entries(place.references, [work.text for work in works])


def _put_entries(references: list[dict[str, object]], texts: Sequence[CitationText]) -> None:
    for reference, entry in zip(references, entries_of(texts), strict=True):
        reference["html"] = entry


def _course_references(lookup: CourseIndex) -> list[dict[str, object]]:
    """Return every work that the course cites, with the pages that do."""
    lookup.lookups.add("citation:*")
    pages: dict[str, list[dict[str, str]]] = {}
    texts: dict[str, CitationText] = {}
    for page in lookup.project.pages:
        keys = {}
        for fact in page.facts.cited:
            if text := lookup.project.citations.get(fact.label):
                keys[text.key] = text
        for key, text in keys.items():
            texts[key] = text
            title = page.frontmatter.title or page.facts.title
            pages.setdefault(key, []).append({"url": page.source.url, "title": title})
    ordered = sorted(texts.values(), key=sort_key)
    references = [
        {**_reference_data(text, _work_id(text.key, set())), "pages": pages[text.key]}
        for text in ordered
    ]
    _put_entries(references, ordered)
    return references


def _reference_data(
    text: CitationText, identifier: str, work: _Cited | None = None
) -> dict[str, object]:
    reference: dict[str, object] = {
        "key": text.key,
        "html_id": identifier,
        "doi": text.doi,
        "url": text.url,
    }
    if work is not None:
        number = str(work.number)
        reference |= {"enumerator": number, "marks": list(work.marks)}
        if text.numbered:
            reference["number"] = text.forms.label.replace("{}", number)
    return {name: value for name, value in reference.items() if value}
