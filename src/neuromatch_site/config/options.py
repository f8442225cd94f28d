"""``site.options``: every option, declared once for its reader, its schema and its docs."""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import Struct, field
from msgspec.structs import replace

from neuromatch_site.config.accent import ACCENT, Accent
from neuromatch_site.config.editions import EDITIONS, CourseEdition
from neuromatch_site.config.fields import (
    Field,
    Key,
    Kind,
    Report,
    Section,
    expected,
    fields_of,
    read_section,
)
from neuromatch_site.config.formats import LANGUAGE, LINK, URL
from neuromatch_site.config.kinds import (
    BOOLEAN,
    INTEGER,
    PICTURE_OR_NONE,
    TEXT,
    choice,
    foreign,
    list_of,
    matching,
    unused,
)
from neuromatch_site.config.launch import LAUNCH
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
from neuromatch_site.config.value import Value
from neuromatch_site.urls import base_url_of

_HOST = re.compile(
    r"(?:https?://)?((?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+|localhost)(?::\d+)?/?", re.IGNORECASE
)


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


_BASE_URL = Kind(_read_base_url, URL.schema)


def _read_launch(value: Value, report: Report) -> Mapping[str, str] | None:
    """Return the base URL of each service; empty where ``false`` leaves it out."""
    services = LAUNCH.read(value, report)
    return services and {name: url and url.rstrip("/") + "/" for name, url in services.items()}


_LAUNCH = Kind(_read_launch, LAUNCH.schema)


_REPOSITORY = matching(
    r"[\w.-]+(/[\w.-]+)+", "the folder of the course on GitHub", "write `owner/name/folder`"
)


class SiteOptions(Struct, frozen=True, kw_only=True):
    """``site.options``: mystmd's options, and our own."""

    folders: Annotated[bool, Key(BOOLEAN, "URLs keep the folders of the files.")] = False
    logo: Annotated[str, Key(TEXT, "The logo in the header.")] = ""
    logo_dark: Annotated[str, Key(TEXT, "The logo in dark mode.")] = ""
    logo_text: Annotated[str, Key(TEXT, "The text beside the logo.", ("logoText",))] = ""
    logo_alt: Annotated[str, Key(TEXT, "Alternative text of the logo.")] = ""
    logo_url: Annotated[str, Key(LINK, "The target of the logo; by default, the front page.")] = ""
    favicon: Annotated[str, Key(TEXT, "The icon of the browser tab.")] = ""
    style: Annotated[str, Key(TEXT, "A style sheet of the course.")] = ""
    cover: Annotated[str, Key(TEXT, "The image of the front page.")] = ""
    """Empty: the first figure of the course."""
    accent: Annotated[Accent, Key(ACCENT, "The colour of links and buttons: `'#0b5a69'`.")] = (
        Accent()
    )
    font_text: Annotated[str, Key(TEXT, "A font file of the course, for text.")] = ""
    font_ui: Annotated[str, Key(TEXT, "A font file of the course, for menus and captions.")] = ""
    ornament: Annotated[
        str, Key(PICTURE_OR_NONE, "A drawing on the front page and on the 404 page, or `none`.")
    ] = ""
    twitter: Annotated[str, Key(TEXT, "The account on X, for link previews there.")] = ""
    hide_toc: Annotated[bool, Key(BOOLEAN, "Leave out the table of contents.")] = False
    hide_outline: Annotated[bool, Key(BOOLEAN, "Leave out the outlines of pages.")] = False
    hide_title_block: Annotated[bool, Key(BOOLEAN, "Leave out the titles of pages.")] = False
    hide_authors: Annotated[bool, Key(BOOLEAN, "Leave out the authors of pages.")] = False
    hide_search: Annotated[bool, Key(BOOLEAN, "Leave out the search.")] = False
    hide_footer_links: Annotated[bool, Key(BOOLEAN, "Leave out `previous` and `next`.")] = False
    outline_maxdepth: Annotated[int, Key(INTEGER, "How many levels of headings outlines show.")] = 3
    numbered_references: Annotated[bool, Key(BOOLEAN, "Citations are numbers.")] = False
    frame_hosts: Annotated[
        tuple[str, ...],
        Key(list_of(_FRAME_HOST), "Hosts that may be embedded: `*.h5p.com` for all subdomains."),
    ] = ()
    """Besides the video providers."""
    remote_images: Annotated[
        str,
        Key(
            choice("link", "block"),
            "Images on other sites: show (`link`), or replace by links (`block`).",
        ),
    ] = "link"
    webp: Annotated[bool, Key(BOOLEAN, "Create smaller copies of images.")] = False
    progress: Annotated[
        bool, Key(BOOLEAN, "Learners can tick off lessons; stored in their browser only.")
    ] = True
    offline: Annotated[bool, Key(BOOLEAN, "Visited weeks can be read offline.")] = False
    trust: Annotated[bool, Key(BOOLEAN, "Publish raw HTML without sanitizing it.")] = False
    citation_style: Annotated[str, Key(TEXT, "`apa`, another style, or a CSL file.")] = "apa"
    cname: Annotated[str, Key(_HOST_NAME, "The custom domain.")] = ""
    base_url: Annotated[str, Key(_BASE_URL, "The URL of the site.")] = ""
    """``https://host/path/``."""
    language: Annotated[str, Key(LANGUAGE, "The language of the site.", ("lang",))] = "en"
    languages: Annotated[
        tuple[str, ...], Key(list_of(LANGUAGE, ","), "All languages of the course.")
    ] = ()
    jupyterlite: Annotated[
        bool, Key(BOOLEAN, "Add a JupyterLite with the notebooks at `/lite/`.")
    ] = False
    pyodide: Annotated[str, Key(TEXT, "A folder of the course with a Pyodide for JupyterLite.")] = (
        ""
    )
    execute: Annotated[bool, Key(BOOLEAN, "No effect: code runs only with `--execute`.")] = False
    execute_timeout: Annotated[int, Key(INTEGER, "Time limit for a cell, in seconds.")] = 60
    execute_page_timeout: Annotated[int, Key(INTEGER, "Time limit for a page, in seconds.")] = 600
    execute_allow_errors: Annotated[bool, Key(BOOLEAN, "Show errors of code as output.")] = False
    launch: Annotated[Mapping[str, str], Key(_LAUNCH, "Launch buttons for notebooks.")] = field(
        default_factory=dict
    )
    """Base URLs by service, empty to leave one out."""
    analytics: Annotated[
        Analytics, Key(ANALYTICS, "The analytics service: `plausible: course.org`.")
    ] = Analytics()
    comments: Annotated[
        Comments, Key(COMMENTS, "Comments below lessons: `giscus`, `hypothesis`.")
    ] = Comments()
    spelling: Annotated[bool, Key(BOOLEAN, "`check` also checks spelling.")] = False
    image_licenses: Annotated[bool, Key(BOOLEAN, "`check` also asks for image licences.")] = False
    editions: Annotated[
        tuple[CourseEdition, ...], Key(EDITIONS, "This edition of the course and others.")
    ] = ()
    repository: Annotated[
        str,
        Key(
            _REPOSITORY,
            "The GitHub folder of the pages, `owner/name/folder`, for edit and launch links.",
        ),
    ] = ""
    """Empty: at the root of ``github``."""
    branch: Annotated[str, Key(TEXT, "The branch there; `main` by default.")] = ""
    other: Mapping[str, object] = field(default_factory=dict)
    """Options of mystmd that this site does not use."""

    def allows_frame(self, host: str) -> bool:
        """Return whether pages can embed a host: it, or a parent domain, is listed."""
        parents = (host.split(".", count)[-1] for count in range(1, host.count(".") + 1))
        return host in self.frame_hosts or any(f"*.{item}" in self.frame_hosts for item in parents)


_DECLARED = fields_of(SiteOptions)
_THEIRS = unused(
    "An option of mystmd's themes.",
    *"github discord internal_domains numbered_headings".split(),
)
_GOOGLE = Field("analytics_google", GOOGLE_TAG, "mystmd's name for `analytics: google`.")
_PLAUSIBLE = Field(
    "analytics_plausible", PLAUSIBLE_DOMAIN, "mystmd's name for `analytics: plausible`."
)
_COUNTING = ("analytics", _PLAUSIBLE.name, _GOOGLE.name)
"""Of several, the first is taken."""
_BRANDING = foreign("No effect: mystmd's name is never shown.", "hide_myst_branding")
OPTION_FIELDS = (*_DECLARED, _GOOGLE, _PLAUSIBLE, *_BRANDING, *_THEIRS)


def read_options(value: Value, report: Report) -> SiteOptions:
    """Return the options; missing and invalid ones have their default."""
    section = read_section(value, OPTION_FIELDS, report)
    if section is None:
        return SiteOptions()
    values: dict[str, Any] = {field.name: section.get(field, None) for field in _DECLARED}
    values = {name: value for name, value in values.items() if value is not None}
    values.setdefault("language", "")  # until all is read: then that of the project
    values.setdefault("analytics", _named_by_mystmd(section))
    counting = [name for name in _COUNTING if name in section.values]
    for name in counting[1:]:
        message = f"`{name}` has no effect beside `{counting[0]}`: one service counts visits"
        report.diagnostics.warn(report.rule, section.values[name].position, message, "keep one")
    theirs = [field.name for field in _THEIRS if field.name in section.values]
    return SiteOptions(**values, other={name: section.values[name].plain for name in theirs})


def _named_by_mystmd(section: Section) -> Analytics:
    """Return what counts visits, under one of mystmd's names."""
    if domain := section.get(_PLAUSIBLE, ""):
        return plausible(domain)
    tag = section.get(_GOOGLE, "")
    return google(tag) if tag else Analytics()


def translation_folders(options: SiteOptions, language: str) -> list[str]:
    """Return the folder of a course's translation into this language, from its folder."""
    return [item for item in dict.fromkeys(options.languages) if item.lower() != language.lower()]


def edition_folders(options: SiteOptions) -> list[str]:
    """Return the default folders of an edition inside the course folder."""
    return [
        (edition.folder or f"editions/{edition.path}").strip("/")
        for edition in options.editions
        if edition.path
    ]
