"""Add a page of a Neuromatch repository to the plan, with redirects from its old URLs."""

from pathlib import Path

from neuromatch_site.commands.importers._plan import Plan
from neuromatch_site.commands.importers.notebook import add_notebook
from neuromatch_site.commands.importers.rewrites import with_dashes
from neuromatch_site.commands.importers.text import normalized


def add_page(plan: Plan, source: Path, path: str, target: str = "") -> str:
    """Add a page to the plan; return its path in the course.

    ``target`` is that path without extension, if it is not the page's own.
    """
    stem = path.rpartition(".")[0]
    if path.endswith(".ipynb"):
        path_added = add_notebook(plan, source, path, target or stem)
    else:
        path_added = f"{target or stem}.md"
        text = (source / path).read_text(encoding="utf-8", errors="replace")
        plan.files[path_added] = with_dashes(normalized(text))[0]
        plan.made_from[path_added] = path
    folder, _, name = stem.rpartition("/")
    students = [f"/{folder}/student/{name}.html"] if path.endswith(".ipynb") else []
    plan.old[path_added] = [f"/{stem}.html", *students]
    return path_added
