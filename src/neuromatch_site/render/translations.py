"""The text of the interface, in the language of the page."""

import re
from collections.abc import Callable, Mapping

from msgspec import Struct, field

from neuromatch_site.render.theme import Theme

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def _english(count: int) -> int:
    return int(count != 1)


def mark(text: str) -> str:
    """Return the text; marks it for translation where it is shown."""
    return text


class Words(Struct, frozen=True):
    """The catalogue of one language; English needs none."""

    language: str = "en"
    """BCP 47."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """English -> the language."""
    plurals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The English singular -> all forms of the language."""
    form: Callable[[int], int] = _english
    """A number -> the index of its form."""
    borrowed: bool = False
    """The language has no catalogue: English texts are marked, for ``tagged``."""

    def __call__(self, text: str, **values: object) -> str:
        """Return the text in the language, with ``{name}`` filled in."""
        translation = self.texts.get(text) or text
        if any(isinstance(value, str) for value in values.values()):  # of the page's language
            return self.marked(translation).format(**values).replace(_LAST + _FIRST, "")
        return self.marked(translation.format(**values) if values else translation)

    def count(self, single: str, many: str, count: int) -> str:
        """Return the form for the number, with ``{count}`` filled in."""
        forms = self.plurals.get(single) or (single, many)
        return self.marked(forms[min(self.form(count), len(forms) - 1)].format(count=count))

    def marked(self, text: str) -> str:
        """Return a text in the language of these words, marked if that is not the page's."""
        return _SPOKEN.sub(f"{_FIRST}\\g<0>{_LAST}", text) if self.borrowed else text

    def tagged(self, html: str) -> str:
        """Return a page with ``lang`` on its marked texts, where HTML allows it.

        Attributes, the title of the window and drawings do not.
        """
        if not self.borrowed:
            return html
        return _MARKED.sub(self._tagged, html)

    def _tagged(self, match: re.Match[str]) -> str:
        if words := match["words"]:
            return f'<bdi lang="{self.language}">{words}</bdi>'
        return match[0].replace(_FIRST, "").replace(_LAST, "")


_FIRST, _LAST = "\ufdd0", "\ufdd1"
"""Around marked texts: noncharacters, which no text of an author contains."""
_SPOKEN = re.compile(r"(?:[^{}]*[^\W\d_][^{}]*)(?![^{]*\})")
"""Words of a text, without what is filled in."""
_MARKED = re.compile(
    rf"<(?P<raw>script|style|title|option|textarea|svg)\b.*?</(?P=raw)>|<[^>]*>"
    rf"|{_FIRST}(?P<words>[^{_LAST}<]*){_LAST}",
    re.DOTALL,
)


def load_words(theme: Theme, language: str) -> Words:
    """Return the catalogue of a language: ``locales/<language>.po`` of the theme, else English."""
    for name in (language, language.partition("-")[0]):
        if text := theme.files.get(f"locales/{name}.po"):
            return _catalogue(language, text)
    spoken = language.partition("-")[0] == "en"
    return Words(language if spoken else "en", borrowed=not spoken)


def _catalogue(language: str, text: str) -> Words:
    from gettext import c2py
    from io import BytesIO

    from babel.messages.pofile import read_po

    catalogue = read_po(BytesIO(text.encode()))
    messages = [message for message in catalogue if message.id and message.string]
    texts = {
        str(message.id): str(message.string) for message in messages if not message.pluralizable
    }
    plurals = {
        message.id[0]: tuple(message.string or ()) for message in messages if message.pluralizable
    }
    return Words(language, texts, plurals, c2py(catalogue.plural_expr))


def language_name(language: str, reader: str) -> str:
    """Return the name of a language in another one: ``français``; as a fallback, its tag."""
    if language.partition("-")[0] == reader.partition("-")[0] == "en":
        return "English"
    from babel import Locale, UnknownLocaleError

    try:
        known = Locale.parse(language, sep="-")
        return known.get_display_name(reader.replace("-", "_")) or language
    except (UnknownLocaleError, ValueError):
        return language


def direction(language: str) -> str:
    """Return the writing direction of the language: ``rtl`` or ``ltr``."""
    primary, _, rest = language.lower().partition("-")
    return "rtl" if primary in _RIGHT_TO_LEFT or rest.startswith("arab") else "ltr"
