"""Words of a lesson that hold a calculated number."""

Said = tuple[str, str, float | str]
"""Words with one ``#``, the format of the number that stands there, and the number."""


def words_of(said: Said) -> str:
    """Return the words as the lesson has them."""
    words, spec, number = said
    return words.replace("#", format(number, spec))
