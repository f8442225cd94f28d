"""The folder of the theme: templates, styles and scripts."""

from pathlib import Path

_GENERATED = frozenset(("404", "base", "offline", "search", "week"))
"""Layouts of pages that no author writes."""


def theme_folder() -> Path:
    """Return the theme's folder: in the wheel beside the package, else at the repository's root."""
    package = Path(__file__).parents[1] / "templates"
    return package if package.is_dir() else Path(__file__).parents[3] / "templates"


def layout_names() -> list[str]:
    """Return the valid values of ``site: {template: NAME}``, sorted."""
    files = (theme_folder() / "layouts").glob("*.html")
    return sorted({file.stem for file in files} - _GENERATED)
