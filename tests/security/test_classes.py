"""The classes that content cannot use are those that the theme places over others."""

import re
from pathlib import Path

import pytest
from conftest import ROOT

from neuromatch_site.transforms.classes import is_reserved

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_PLACED = re.compile(r"position:\s*(fixed|absolute|sticky)")


def _placed() -> set[str]:
    """Return the selectors of what the theme places out of the flow."""
    found = set()
    for path in (ROOT / "templates").rglob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", Path(path).read_text(encoding="utf-8"), flags=re.DOTALL)
        for selector, body in _RULE.findall(text):
            if _PLACED.search(body):
                plain = re.sub(r":(?:is|where|not|has|dir|lang)\([^()]*\)", "", selector)
                found |= {part.strip() for part in plain.split(",") if part.strip()}
    return found


def test_what_the_theme_places_cannot_be_asked_for_by_content() -> None:
    subjects = {one for one in _placed() if "::" not in one}
    assert subjects
    for subject in subjects:
        classes = re.findall(r"\.([\w-]+)", subject)
        assert any(map(is_reserved, classes)) or not classes, subject


@pytest.mark.parametrize("name", ["dropdown", "col-page", "margin", "full-width", "card", "tip"])
def test_classes_of_myst_are_free(name: str) -> None:
    assert not is_reserved(name)
