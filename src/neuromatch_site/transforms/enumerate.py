"""Number headings, figures, tables, equations, exercises, with the numbers of the course."""

from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.model.ast.nodes import Root
from neuromatch_site.transforms._assign import assign_numbers
from neuromatch_site.transforms._course_index import CourseIndex


def enumerate_targets(content: Root, lookup: CourseIndex, diagnostics: Diagnostics) -> None:
    """Set the number of every numbered node of the page."""
    path = lookup.page.source.path
    lookup.lookups.add(f"numbers:{path}")
    assign_numbers(content, lookup.project.numbers.get(path, ()), lookup.project)
