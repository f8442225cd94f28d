"""``site.options.analytics`` and ``comments``: third-party services that an author can enable.

Pages only allow the hosts of the enabled services (SECURITY requirements B.2).
"""

import re
from collections.abc import Mapping

from msgspec import Struct

from neuromatch_site.config.fields import (
    Field,
    Kind,
    Report,
    Section,
    expected,
    object_schema,
    read_section,
    record,
)
from neuromatch_site.config.formats import URL
from neuromatch_site.config.kinds import BOOLEAN, TEXT, matching
from neuromatch_site.config.value import Value
from neuromatch_site.urls import parts_of

_DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE)
_HOST = re.compile(rf"{_DOMAIN.pattern}(?::\d+)?", re.IGNORECASE)
_CODE = re.compile(r"[a-z0-9-]{1,63}", re.IGNORECASE)
_TAG = re.compile(r"(?:G|GT)-[A-Z0-9-]+", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


class Analytics(Struct, frozen=True, kw_only=True):
    """The analytics service."""

    provider: str = ""
    """``plausible``, ``goatcounter``, ``matomo`` or ``google``; empty: none."""
    id: str = ""
    """The provider's identifier of the site: a domain, code, number or tag."""
    url: str = ""
    """Of the script."""
    scripts: tuple[str, ...] = ()
    connects: tuple[str, ...] = ()
    """Hosts that the page loads from and sends to."""
    consent: bool = False
    """It sets cookies: readers are asked for consent first."""


class Comments(Struct, frozen=True, kw_only=True):
    """Comment services below lessons."""

    giscus: Mapping[str, str] = {}
    """``repo``, ``repo_id``, ``category``, ``category_id``; empty: none."""
    hypothesis: bool = False
    """A link to annotate the page."""


PLAUSIBLE_DOMAIN = matching(_DOMAIN, "a domain", "such as `course.org`")
GOOGLE_TAG = matching(
    _TAG, "a tag", "such as `G-ABC123`; Google counts nothing for `UA-...` since 2023"
)

_PLAUSIBLE = Field("plausible", PLAUSIBLE_DOMAIN, "The domain at Plausible.")
_GOATCOUNTER = Field(
    "goatcounter", matching(_CODE, "a code", "`my` of my.goatcounter.com"), "The code."
)
_GOOGLE = Field("google", GOOGLE_TAG, "The Google tag.")


def _read_matomo_url(value: Value, report: Report) -> str | None:
    """Return an address whose host alone can stand in a Content-Security-Policy."""
    url = URL.read(value, report)
    if url is None or _HOST.fullmatch(parts_of(url).netloc):
        return url
    expected(value, "an address with a domain", report, "such as `https://visits.course.org`")
    return None


_MATOMO_URL = Field("url", Kind(_read_matomo_url, URL.schema), "The URL of Matomo.")
_MATOMO_SITE = Field(
    "site", matching(_NUMBER, "a number", "the number of the site"), "The site id in Matomo."
)


def _matomo(section: Section) -> Analytics | None:
    url, site = section.require(_MATOMO_URL), section.require(_MATOMO_SITE)
    if not url or not site:
        return None
    host = parts_of(url).netloc
    base = f"https://{host}{parts_of(url).path.rstrip('/')}/"
    return Analytics(
        provider="matomo", id=site, url=f"{base}matomo.js", scripts=(host,), connects=(host,)
    )


_MATOMO = Field("matomo", record((_MATOMO_URL, _MATOMO_SITE), _matomo), "Your own Matomo.")
_PROVIDERS = (_PLAUSIBLE, _GOATCOUNTER, _MATOMO, _GOOGLE)


def plausible(domain: str) -> Analytics:
    """Return the script and hosts of Plausible."""
    host = "plausible.io"
    script = f"https://{host}/js/script.js"
    return Analytics(provider="plausible", id=domain, url=script, scripts=(host,), connects=(host,))


def google(tag: str) -> Analytics:
    """Return the script and hosts of Google Analytics, which sets cookies and needs consent."""
    host = "www.googletagmanager.com"
    return Analytics(
        provider="google",
        id=tag,
        url=f"https://{host}/gtag/js?id={tag}",
        scripts=(host,),
        connects=(host, "*.google-analytics.com", "*.analytics.google.com"),
        consent=True,
    )


def _goatcounter(code: str) -> Analytics:
    return Analytics(
        provider="goatcounter",
        id=code,
        url="https://gc.zgo.at/count.js",
        scripts=("gc.zgo.at",),
        connects=(f"{code}.goatcounter.com",),
    )


def _read_analytics(value: Value, report: Report) -> Analytics | None:
    section = read_section(value, _PROVIDERS, report)
    if section is None:
        return None
    if len(section.values) > 1:
        report.wrong(value, "`analytics` names several providers", "keep one")
    if domain := section.get(_PLAUSIBLE, ""):
        return plausible(domain)
    if code := section.get(_GOATCOUNTER, ""):
        return _goatcounter(code)
    if tag := section.get(_GOOGLE, ""):
        return google(tag)
    return section.get(_MATOMO, None)


ANALYTICS: Kind[Analytics] = Kind(_read_analytics, object_schema(_PROVIDERS))

_REPO = Field("repo", TEXT, "The repository of the discussions: `owner/name`.")
_REPO_ID = Field("repo_id", TEXT, "Its identifier, from giscus.app.")
_CATEGORY = Field("category", TEXT, "The category of the discussions.")
_CATEGORY_ID = Field("category_id", TEXT, "Its identifier, from giscus.app.")
_PARTS = (_REPO, _REPO_ID, _CATEGORY, _CATEGORY_ID)


def _giscus(section: Section) -> Mapping[str, str] | None:
    values = {field.name: section.require(field) or "" for field in _PARTS}
    return values if all(values.values()) else None


_GISCUS = Field("giscus", record(_PARTS, _giscus), "Comments in the discussions of a repository.")
_HYPOTHESIS = Field("hypothesis", BOOLEAN, "A link to annotate the page with Hypothesis.")
COMMENTS: Kind[Comments] = record(
    (_GISCUS, _HYPOTHESIS),
    lambda section: Comments(
        giscus=section.get(_GISCUS, {}), hypothesis=section.get(_HYPOTHESIS, default=False)
    ),
)
