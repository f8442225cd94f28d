"""``numfig_format`` of Jupyter Book 1: labels of numbered elements."""

from neuromatch_site.config.fields import Section
from neuromatch_site.config.jupyter_book_launch import inside
from neuromatch_site.config.numbering import Numbering, NumberingItem

_KINDS = {
    "figure": ("figure",),
    "table": ("table",),
    "code-block": ("code",),
    "section": tuple(f"heading_{depth}" for depth in range(1, 7)),
}


def book_numbering(section: Section) -> Numbering:
    """Return the labels of captions and references: ``Fig. %s``.

    Source: Sphinx, "Configuration", ``numfig_format``.
    """
    formats = inside(section, "sphinx", "config", "numfig_format").values
    templates = {name: value.text for name, value in formats.items() if name in _KINDS}
    return Numbering(
        items={
            kind: NumberingItem(template=form)
            for name, form in templates.items()
            for kind in _KINDS[name]
            if "%s" in form or "{number}" in form
        }
    )
