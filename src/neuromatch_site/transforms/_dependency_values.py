"""The values that a resolved page looked up in the rest of the course, in comparable form."""

from collections.abc import Callable, Mapping

from neuromatch_site.model.course import Page, Project


def looked_up(project: Project, lookup: str) -> object:
    """Return the value of a lookup of ``resolve_page``: structs, nodes and plain data.

    Equal values of all lookups give an equal resolved tree.
    """
    kind, _, name = lookup.partition(":")
    return _KINDS[kind](project, name)


def _target(project: Project, name: str) -> object:
    path, mark, identifier = name.rpartition("#")
    if mark:
        return project.page_targets.get(path, {}).get(identifier)
    return project.targets.get(name) or project.implicit.get(name)


def _page_value(project: Project, name: str) -> object:
    page = project.page_at(name) if name.endswith("/") else project.page(name)
    return None if page is None else _title_values(page)


def _title_values(page: Page) -> list[object]:
    title = page.frontmatter.title or page.facts.title
    return [page.source.url, page.source.path, title, page.facts.title_nodes]


def _citation(project: Project, name: str) -> object:
    if name == "*":
        cited = [[fact.label for fact in page.facts.cited] for page in project.pages]
        titles = [_title_values(page) for page in project.pages]
        return [cited, titles, project.citations]
    return project.citations.get(name)


def _labels(project: Project, name: str) -> object:
    """Everything that a hint may name."""
    paths = [page.source.path for page in project.pages]
    return [list(project.targets), list(project.page_targets.get(name, {})), paths]


_KINDS: Mapping[str, Callable[[Project, str], object]] = {
    "target": _target,
    "page": _page_value,
    "language": lambda project, name: (page := project.page(name)) and page.frontmatter.language,
    "withheld": lambda project, name: project.withheld(name),
    "term": lambda project, name: project.terms.get(name),
    "citation": _citation,
    "video": lambda project, name: project.videos.get(name),
    "embed": lambda project, name: project.embeds.get(name),
    "numbers": lambda project, name: [
        project.numbers.get(name, ()),
        project.page_enumerators.get(name),
    ],
    "labels": _labels,
    "toc": lambda project, _: [project.toc, project.page_enumerators],
    "index": lambda project, _: [
        [_title_values(page), page.facts.index] for page in project.pages if page.facts.index
    ],
    "inventories": lambda project, _: project.inventories,
}
