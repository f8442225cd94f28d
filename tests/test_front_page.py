"""The head of the front page, what it takes from the text, and what pages say of themselves."""

from pathlib import Path

from courses import Course, picture

LESSON = "# Spikes\n\nA spike is a short pulse of the membrane potential, the same each time.\n"
FILES: dict[str, str | bytes] = {
    "lesson.md": LESSON,
    "figures/axon.png": picture("axon.png", "400x300"),
}


def _front(folder: Path, text: str) -> tuple[str, str]:
    """Return what is in the head of the front page, and what is below it."""
    page = Course.write(folder, FILES | {"index.md": text}).build().file("index.html")
    _, _, page = page.partition('<header class="hero">')
    head, _, below = page.partition("</header>")
    return head, below.partition('class="prose')[2]


def test_what_the_head_shows_is_not_shown_again(tmp_path: Path) -> None:
    words = "This course is about neurons and what they say."
    head, below = _front(
        tmp_path, f"# Brains\n\n![An axon](figures/axon.png)\n\n{words}\n\nMore.\n"
    )
    assert 'alt="An axon"' in head
    assert f'<p class="hero__lede">{words}</p>' in head
    assert "axon" not in below
    assert words not in below
    assert "<p>More.</p>" in below


def test_what_has_more_than_words_stays_where_it_is(tmp_path: Path) -> None:
    words = "This course is about [neurons](lesson.md) and what they say."
    head, below = _front(tmp_path, f"# Brains\n\n{words}\n\n![An axon](figures/axon.png)\n")
    assert "hero__lede" not in head
    assert 'alt="An axon"' in head
    assert "and what they say." in below
    assert "axon" not in below


def test_a_picture_of_a_part_is_shown_there_too(tmp_path: Path) -> None:
    text = "# Brains\n\nWords.\n\n## Axons\n\n![An axon](figures/axon.png)\n"
    head, below = _front(tmp_path, text)
    assert 'alt=""' in head
    assert 'alt="An axon"' in below


def test_a_page_without_a_description_is_described_by_its_first_words(tmp_path: Path) -> None:
    built = Course.write(tmp_path, FILES | {"index.md": "# Brains\n"}).build()
    said = "A spike is a short pulse of the membrane potential, the same each time."
    assert f'<meta name="description" content="{said}">' in built.file("lesson/index.html")
