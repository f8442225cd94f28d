"""Messages of an import about the launch buttons of notebooks."""

from collections.abc import Sequence
from urllib.parse import quote

from neuromatch_site.commands.importers._plan import Plan
from neuromatch_site.commands.importers.numbers import put_frontmatter, text_of
from neuromatch_site.config import Config
from neuromatch_site.render.launch import OPEN_MARKDOWN

_SHOWN = 3


def keep_markdown_launches(plan: Plan, config: Config) -> None:
    """Write the launch settings of each Markdown page with code: its URL, or none.

    The settings of the whole book are for notebooks, and the repository has no notebook of such a
    page.
    """
    launch = {} if config.project.notebooks else config.site.options.launch
    for path in plan.made_from if launch else ():
        if path.endswith(".md") and "{code-cell}" in (text_of(plan, path) or ""):
            own = {
                name: base + quote(path) if base and name in OPEN_MARKDOWN else False
                for name, base in launch.items()
            }
            put_frontmatter(plan, path, {"site": {"launch": own}})


def note_launches(plan: Plan) -> None:
    """Report where the launch buttons lead, and what a person has to decide."""
    if plan.launched:
        named = ", ".join(sorted(plan.launched))
        plan.note(
            "myst.yml",
            f"Colab and Kaggle open the notebooks that are published at {named}: changes of this "
            "course are not in them. To open its own, publish what `neuromatch-site export "
            "notebooks` writes and name the place in `site.options.launch`",
        )
    if plan.withheld:
        plan.note(
            "myst.yml",
            "no button opens these notebooks, because their badges lead to the solutions and there "
            f"is no student notebook beside them: {_some(plan.withheld)}. {_WRITE}",
        )
    if plan.launched and plan.unlisted:
        plan.note(
            "myst.yml",
            f"no badge says where these notebooks open: {_some(plan.unlisted)}. {_WRITE}",
        )


_WRITE = "Add `site: {launch: {colab: URL}}` to each page, or `site.options.launch` to `myst.yml`"


def _some(paths: Sequence[str]) -> str:
    named = ", ".join(f"`{path}`" for path in paths[:_SHOWN])
    more = len(paths) - _SHOWN
    return f"{named} and {more} more" if more > 0 else named
