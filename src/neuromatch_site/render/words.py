"""Every word of the interface, in the language of the page."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from neuromatch_site.render.theme import Theme

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True, slots=True)
class Words:
    """The catalogue of one language; English needs none."""

    language: str = "en"
    """BCP 47."""
    catalogue: Mapping[str, str] = field(default_factory=dict)
    """English -> the language; a plural is found below its singular and its form: ``\\0`` 1."""

    def __call__(self, text: str, **values: object) -> str:
        """Return the text in the language, with ``{name}`` filled in."""
        found = self.catalogue.get(text) or text
        return found.format(**values) if values else found


def load_words(theme: Theme, language: str) -> Words:
    """Return the catalogue of a language: ``locales/<language>.po`` of the theme, else English."""
    for name in (language, language.partition("-")[0]):
        if text := theme.files.get(f"locales/{name}.po"):
            return Words(language, _read(text))
    return Words(language if language.partition("-")[0] == "en" else "en")


def _read(text: str) -> dict[str, str]:
    from io import BytesIO

    from babel.messages.pofile import read_po

    catalogue = read_po(BytesIO(text.encode()))
    return {str(m.id): str(m.string) for m in catalogue if m.id and m.string}


def direction(language: str) -> str:
    """Return ``rtl`` or ``ltr``: how the language is written."""
    primary, _, rest = language.lower().partition("-")
    return "rtl" if primary in _RIGHT_TO_LEFT or rest.startswith("arab") else "ltr"
