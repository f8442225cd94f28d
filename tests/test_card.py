"""The picture of a page that is shared: letters that can be drawn, and what stands for others."""

from pathlib import Path

import pytest
from courses import Course

from neuromatch_site.metadata.card import drawable
from neuromatch_site.metadata.card_drawing import wide_font

_URL = "https://example.org/course/"


def test_what_is_said_to_be_drawn_has_a_letter_in_the_font() -> None:
    from uharfbuzz import Blob, Face

    known = Face(Blob.from_file_path(str(wide_font()))).unicodes
    letters = {ord(letter) for letter in map(chr, range(0x10000)) if drawable(letter) == letter}
    assert {letter for letter in letters if letter > 127} <= set(known)
    assert drawable("Größe, Łódź, θ, Нейрон: ﬁne ế 🧠") == "Größe, Łódź, θ, Нейрон: fine e"
    assert not drawable("神経 cells")


@pytest.mark.parametrize("title", ["Neurosciences pour élèves", "神经科学"])
def test_a_title_that_cannot_be_drawn_gets_a_picture_without_words(
    title: str, tmp_path: Path
) -> None:
    config = f"version: 1\nproject:\n  title: {title}\nsite:\n  options:\n    base_url: {_URL}\n"
    files = {"myst.yml": config, "index.md": "# Front\n\nText.\n"}
    built = Course.write(tmp_path / "course", files).build()
    front = built.file("index.html")
    assert f'<meta property="og:image" content="{_URL}card.png">' in front
    assert f'<meta property="og:image:alt" content="{title}">' in front
    assert any(one.path == "card.png" for one in built.artifacts)
