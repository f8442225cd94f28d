"""The fields of ``site.options`` and how they are read: mystmd's, and ours."""

import re
from collections.abc import Mapping

from msgspec.structs import replace

from neuromatch_site.config.accent import ACCENT, Accent
from neuromatch_site.config.editions import EDITIONS
from neuromatch_site.config.fields import Field, Kind, Report, Section, expected, section
from neuromatch_site.config.formats import LANGUAGE, LINK, URL
from neuromatch_site.config.kinds import (
    BOOLEAN,
    INTEGER,
    TEXT,
    choice,
    foreign,
    list_of,
    unused,
)
from neuromatch_site.config.launch import LAUNCH
from neuromatch_site.config.permissions import report_permissions
from neuromatch_site.config.services import (
    ANALYTICS,
    COMMENTS,
    GOOGLE_TAG,
    PLAUSIBLE_DOMAIN,
    Analytics,
    Comments,
    google,
    plausible,
)
from neuromatch_site.config.site import SiteOptions
from neuromatch_site.config.value import Value
from neuromatch_site.urls import base_url_of

_HOST = re.compile(
    r"(?:https?://)?((?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+|localhost)(?::\d+)?/?", re.IGNORECASE
)
_REPOSITORY_FOLDER = re.compile(r"[\w.-]+(/[\w.-]+)+")


def _read_host(value: Value, report: Report) -> str | None:
    """Return the name of a host, in lower case, without scheme and path."""
    match = _HOST.fullmatch(value.text.strip())
    if match is None:
        expected(value, "the name of a host", report, "such as `www.example.org`")
        return None
    return match[1].lower()


_HOST_NAME = Kind(_read_host, {"type": "string"})


def _read_frame_host(value: Value, report: Report) -> str | None:
    """Return the name of a host, or ``*.example.org`` for all hosts below one."""
    text = value.text.strip()
    below = text.removeprefix("*.")
    if below != text and "." not in below:
        expected(value, "the name of a host", report, "such as `*.example.org`")
        return None
    host = _read_host(replace(value, text=below), report)
    return f"*.{host}" if host and below != text else host


_FRAME_HOST = Kind(_read_frame_host, {"type": "string"})


def _read_base_url(value: Value, report: Report) -> str | None:
    base = base_url_of(value.text.strip())
    if not base.startswith("http"):
        expected(value, "the address of the site", report, "such as `https://example.org/course/`")
        return None
    return base


def _read_launch(value: Value, report: Report) -> Mapping[str, str] | None:
    """Return the base URL of each service; empty where ``false`` leaves it out."""
    found = LAUNCH.read(value, report)
    return found and {name: url and url.rstrip("/") + "/" for name, url in found.items()}


def _read_repository(value: Value, report: Report) -> str | None:
    text = TEXT.read(value, report)
    if text is None or _REPOSITORY_FOLDER.fullmatch(text):
        return text
    expected(value, "the folder of the course on GitHub", report, "write `owner/name/folder`")
    return None


_FOLDERS = Field("folders", BOOLEAN, "Addresses keep the folders of the files.")
_LOGO = Field("logo", TEXT, "The picture of the header.")
_LOGO_DARK = Field("logo_dark", TEXT, "That picture, for dark mode.")
_LOGO_TEXT = Field("logo_text", TEXT, "The text beside it.", ("logoText",))
_LOGO_ALT = Field("logo_alt", TEXT, "What the picture shows.")
_LOGO_URL = Field("logo_url", LINK, "Where it leads, if not to the front page.")
_FAVICON = Field("favicon", TEXT, "The picture of the browser's tab.")
_STYLE = Field("style", TEXT, "A style sheet of the course's own.")
_ACCENT = Field("accent", ACCENT, "The colour of links and buttons: `'#0b5a69'`.")
_FONT_TEXT = Field("font_text", TEXT, "A font file of the course, for reading.")
_FONT_UI = Field("font_ui", TEXT, "A font file of the course, for menus and captions.")
_ORNAMENT = Field("ornament", TEXT, "A drawing on the front page and on the 404 page.")
_COVER = Field("cover", TEXT, "The picture of the front page.")
_TWITTER = Field("twitter", TEXT, "The account on X, for link previews there.")
_HIDE_TOC = Field("hide_toc", BOOLEAN, "Leave out the table of contents.")
_HIDE_OUTLINE = Field("hide_outline", BOOLEAN, "Leave out the outlines of pages.")
_HIDE_TITLE = Field("hide_title_block", BOOLEAN, "Leave out the titles of pages.")
_HIDE_AUTHORS = Field("hide_authors", BOOLEAN, "Leave out the authors of pages.")
_HIDE_SEARCH = Field("hide_search", BOOLEAN, "Leave out the search.")
_HIDE_FOOTER = Field("hide_footer_links", BOOLEAN, "Leave out `previous` and `next`.")
_OUTLINE_DEPTH = Field("outline_maxdepth", INTEGER, "How many levels of headings outlines show.")
_NUMBERED = Field("numbered_references", BOOLEAN, "Citations are numbers.")
_FRAME_HOSTS = Field(
    "frame_hosts",
    list_of(_FRAME_HOST),
    "Hosts whose frames may be shown: `*.h5p.com` for all below.",
)
_REMOTE_IMAGES = Field(
    "remote_images", choice("link", "block"), "Pictures elsewhere: shown from there, or linked."
)
_WEBP = Field("webp", BOOLEAN, "Make smaller copies of pictures.")
_PROGRESS = Field("progress", BOOLEAN, "Learners can tick lessons off, in their browser only.")
_OFFLINE = Field("offline", BOOLEAN, "Visited weeks can be read without a network.")
_TRUST = Field("trust", BOOLEAN, "Raw HTML is passed on as it is.")
_CITATION_STYLE = Field("citation_style", TEXT, "`apa`, another style, or a CSL file.")
_CNAME = Field("cname", _HOST_NAME, "The custom domain.")
_BASE_URL = Field("base_url", Kind(_read_base_url, URL.schema), "The canonical address.")
_LANGUAGE = Field("language", LANGUAGE, "The language of the site.", ("lang",))
_LANGUAGES = Field("languages", list_of(LANGUAGE, ","), "Every language of the course.")
_EDITIONS = Field("editions", EDITIONS, "This edition of the course and others.")
_JUPYTERLITE = Field("jupyterlite", BOOLEAN, "Put a JupyterLite with the notebooks at `/lite/`.")
_EXECUTE = Field("execute", BOOLEAN, "Runs nothing: code runs with `--execute` alone.")
_TIMEOUT = Field("execute_timeout", INTEGER, "Seconds that a cell may take.")
_PAGE_TIMEOUT = Field("execute_page_timeout", INTEGER, "Seconds that a page may take.")
_ALLOW_ERRORS = Field("execute_allow_errors", BOOLEAN, "Errors belong to what pages show.")
_SPELLING = Field("spelling", BOOLEAN, "`check` looks at the spelling of words.")
_IMAGE_LICENSES = Field("image_licenses", BOOLEAN, "`check` asks each picture for its licence.")
_REPOSITORY = Field(
    "repository",
    Kind(_read_repository, {"type": "string"}),
    "Where these pages are kept on GitHub, `owner/name/folder`: for what readers do with them.",
)
_LAUNCH = Field("launch", Kind(_read_launch, {"type": "object"}), "Where notebooks are opened.")
_THEIRS = unused(
    "An option of mystmd's themes.",
    *"github discord internal_domains numbered_headings".split(),
)
_ANALYTICS = Field("analytics", ANALYTICS, "What counts visits: `plausible: course.org`.")
_GOOGLE = Field("analytics_google", GOOGLE_TAG, "mystmd's name for `analytics: google`.")
_PLAUSIBLE = Field(
    "analytics_plausible", PLAUSIBLE_DOMAIN, "mystmd's name for `analytics: plausible`."
)
_COMMENTS = Field("comments", COMMENTS, "Comments below lessons: `giscus`, `hypothesis`.")
_BRANDING = foreign("The name of mystmd, which is not shown.", "hide_myst_branding")
OPTION_FIELDS = (
    *(_FOLDERS, _LOGO, _LOGO_DARK, _LOGO_TEXT, _LOGO_ALT, _LOGO_URL, _FAVICON, _STYLE, _COVER),
    *(_ACCENT, _FONT_TEXT, _FONT_UI, _ORNAMENT, _TWITTER, *_BRANDING),
    *(_HIDE_TOC, _HIDE_OUTLINE, _HIDE_TITLE, _HIDE_AUTHORS, _HIDE_SEARCH, _HIDE_FOOTER),
    *(_OUTLINE_DEPTH, _NUMBERED, _FRAME_HOSTS, _REMOTE_IMAGES, _WEBP),
    *(_PROGRESS, _OFFLINE, _TRUST, _CITATION_STYLE, _CNAME, _BASE_URL, _LANGUAGE, _LANGUAGES),
    *(_JUPYTERLITE, _EXECUTE, _TIMEOUT, _PAGE_TIMEOUT, _ALLOW_ERRORS, _LAUNCH, *_THEIRS),
    *(_ANALYTICS, _GOOGLE, _PLAUSIBLE, _COMMENTS),
    *(_SPELLING, _IMAGE_LICENSES, _EDITIONS, _REPOSITORY),
)


def read_options(value: Value, report: Report) -> SiteOptions:
    """Return the options; what is not said, or wrong, has its default."""
    opened = section(value, OPTION_FIELDS, report)
    if opened is None:
        return SiteOptions()
    options = replace(
        _theme_options(opened),
        frame_hosts=opened.get(_FRAME_HOSTS, ()),
        remote_images=opened.get(_REMOTE_IMAGES, "link"),
        webp=opened.get(_WEBP, default=False),
        progress=opened.get(_PROGRESS, default=True),
        offline=opened.get(_OFFLINE, default=False),
        trust=opened.get(_TRUST, default=False),
        analytics=_analytics(opened),
        comments=opened.get(_COMMENTS, Comments()),
        citation_style=opened.get(_CITATION_STYLE, "apa"),
        cname=opened.get(_CNAME, ""),
        base_url=opened.get(_BASE_URL, ""),
        language=opened.get(_LANGUAGE, ""),
        languages=opened.get(_LANGUAGES, ()),
        editions=opened.get(_EDITIONS, ()),
        jupyterlite=opened.get(_JUPYTERLITE, default=False),
        execute=opened.get(_EXECUTE, default=False),
        execute_timeout=opened.get(_TIMEOUT, 60),
        execute_page_timeout=opened.get(_PAGE_TIMEOUT, 600),
        execute_allow_errors=opened.get(_ALLOW_ERRORS, default=False),
        spelling=opened.get(_SPELLING, default=False),
        image_licenses=opened.get(_IMAGE_LICENSES, default=False),
        launch=opened.get(_LAUNCH, {}),
        repository=opened.get(_REPOSITORY, ""),
    )
    report_permissions(options, opened)
    return options


def _analytics(opened: Section) -> Analytics:
    """Return what counts visits, under our name or one of mystmd's."""
    if found := opened.get(_ANALYTICS, None):
        return found
    if domain := opened.get(_PLAUSIBLE, ""):
        return plausible(domain)
    tag = opened.get(_GOOGLE, "")
    return google(tag) if tag else Analytics()


def _theme_options(opened: Section) -> SiteOptions:
    """Return the options that mystmd's book theme has too."""
    theirs = [field.name for field in _THEIRS if field.name in opened.values]
    return SiteOptions(
        folders=opened.get(_FOLDERS, default=False),
        logo=opened.get(_LOGO, ""),
        logo_dark=opened.get(_LOGO_DARK, ""),
        logo_text=opened.get(_LOGO_TEXT, ""),
        logo_alt=opened.get(_LOGO_ALT, ""),
        logo_url=opened.get(_LOGO_URL, ""),
        favicon=opened.get(_FAVICON, ""),
        style=opened.get(_STYLE, ""),
        twitter=opened.get(_TWITTER, ""),
        cover=opened.get(_COVER, ""),
        accent=opened.get(_ACCENT, Accent()),
        font_text=opened.get(_FONT_TEXT, ""),
        font_ui=opened.get(_FONT_UI, ""),
        ornament=opened.get(_ORNAMENT, ""),
        hide_toc=opened.get(_HIDE_TOC, default=False),
        hide_outline=opened.get(_HIDE_OUTLINE, default=False),
        hide_title=opened.get(_HIDE_TITLE, default=False),
        hide_authors=opened.get(_HIDE_AUTHORS, default=False),
        hide_search=opened.get(_HIDE_SEARCH, default=False),
        hide_footer_links=opened.get(_HIDE_FOOTER, default=False),
        outline_maxdepth=opened.get(_OUTLINE_DEPTH, 3),
        numbered_references=opened.get(_NUMBERED, default=False),
        other={name: opened.values[name].plain for name in theirs},
    )
