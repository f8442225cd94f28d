"""What an import says about where learners open the notebooks."""

from collections.abc import Sequence

from neuromatch_site.commands.importers._plan import Plan

_SHOWN = 3


def note_launches(plan: Plan) -> None:
    """Note where the buttons of the pages lead, and what a person has to decide."""
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
