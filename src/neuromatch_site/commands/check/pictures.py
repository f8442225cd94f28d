"""Pictures that are too large for a slow connection."""

from neuromatch_site.commands.check._context import CheckContext
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import OutsideCourseError
from neuromatch_site.media.pictures import PLAYED_FORMATS

HEAVY = 1_500_000
"""In bytes: ten seconds on a slow connection (1.2 Mbit/s)."""


def check_pictures(context: CheckContext, diagnostics: Diagnostics) -> None:
    """Report images above 1.5 MB that have no smaller copy, once each, at their first use."""
    smaller = {path.rpartition("-")[0] for path in context.site if path.endswith(".webp")}
    checked: set[str] = set()
    for page in context.project.pages:
        for image in page.facts.images:
            if (
                not image.path
                or image.path in checked
                or image.path.lower().endswith(PLAYED_FORMATS)
            ):
                continue
            checked.add(image.path)
            size = _size(image.path, context)
            if size > HEAVY and not smaller & _picture_paths(image.path, context):
                place = image.position or Position(page.source.path)
                message = f"`{image.path}` is {size / 1e6:.1f} MB"
                hint = "make it smaller: JPEG or WebP, at most 1600 pixels wide"
                diagnostics.report(Rule.IMAGE_HEAVY, place, message, hint)


def _size(path: str, context: CheckContext) -> int:
    try:
        file = context.files.find(path)
        return file.stat().st_size if file else 0
    except (OSError, OutsideCourseError):
        return 0


def _picture_paths(path: str, context: CheckContext) -> set[str]:
    """Return where the picture is on the site, without its ending."""
    file = context.files.find(path)
    return {name.rpartition(".")[0] for name, content in context.site.items() if content == file}
