"""The ``site:`` section of ``myst.yml``."""

from collections.abc import Mapping

from msgspec import Struct, field

from neuromatch_site.config.accent import Accent
from neuromatch_site.config.frontmatter import Part
from neuromatch_site.config.services import Analytics, Comments
from neuromatch_site.diagnostics.source import Position


class NavItem(Struct, frozen=True, kw_only=True):
    """A link of the header; with children, a group of them."""

    title: str
    url: str = ""
    """A URL, or a path from the root of the site; empty for a group."""
    children: tuple["NavItem", ...] = ()
    static: bool = False
    """A file to download."""


class CourseEdition(Struct, frozen=True, kw_only=True):
    """An edition of the course beside the others."""

    title: str
    path: str = ""
    """Where it lies on the site, and what its folder is called; empty for the current one."""
    folder: str = ""
    """Its course folder, from this one; empty for where it is looked for."""
    url: str = ""
    """Where it is published, if it is no part of this site."""
    current: bool = False
    """This course."""
    position: Position = Position("")


class SiteOptions(Struct, frozen=True, kw_only=True):
    """``site.options``: mystmd's own where it has them, and ours."""

    folders: bool = False
    """Addresses keep the folders of the files."""
    logo: str = ""
    logo_dark: str = ""
    logo_text: str = ""
    logo_alt: str = ""
    logo_url: str = ""
    favicon: str = ""
    style: str = ""
    """A style sheet of the course's own."""
    accent: Accent = Accent()
    font_text: str = ""
    """A font file of the course, for reading."""
    font_ui: str = ""
    """A font file of the course, for menus, captions and buttons."""
    ornament: str = ""
    """A drawing below the head of the front page, and on pages for what was not found."""
    cover: str = ""
    """The picture of the front page, where it is not the first figure of the course."""
    twitter: str = ""
    """The account on X, for link previews there."""
    hide_toc: bool = False
    hide_outline: bool = False
    hide_title: bool = False
    hide_authors: bool = False
    hide_search: bool = False
    hide_footer_links: bool = False
    outline_maxdepth: int = 3
    numbered_references: bool = False
    frame_hosts: tuple[str, ...] = ()
    """Hosts whose frames may be shown, beside the video providers."""
    remote_images: str = "link"
    """``link``: pictures elsewhere are shown from there; ``block``: they become links."""
    webp: bool = False
    """Make smaller WebP copies of pictures (``srcset``)."""
    progress: bool = True
    """Learners can tick lessons off, in their browser only."""
    offline: bool = False
    """Pages that were visited, and their weeks, can be read without a network."""
    analytics: Analytics = Analytics()
    comments: Comments = Comments()
    trust: bool = False
    """Raw HTML is passed on as it is."""
    citation_style: str = "apa"
    """``apa``, another style that ships with the site, or the path of a CSL file."""
    cname: str = ""
    """The custom domain."""
    base_url: str = ""
    """The canonical address of the site: ``https://host/path/``."""
    language: str = "en"
    languages: tuple[str, ...] = ()
    """Every language the course is written in, where there are several."""
    editions: tuple[CourseEdition, ...] = ()
    """This edition of the course and others."""
    jupyterlite: bool = False
    """Put a JupyterLite with the notebooks of the course under ``/lite/``."""
    execute: bool = False
    """Run the code of pages in every build."""
    execute_timeout: int = 60
    """Seconds for one cell."""
    execute_page_timeout: int = 600
    """Seconds for all cells of a page."""
    execute_allow_errors: bool = False
    """Errors belong to what pages show."""
    spelling: bool = False
    """``check`` looks at the spelling of words."""
    image_licenses: bool = False
    """``check`` asks each picture for its licence."""
    launch: Mapping[str, str] = field(default_factory=dict)
    """``colab``, ``kaggle``, ``binder``, ``jupyterlite``: base URLs, empty to leave out."""
    repository: str = ""
    """``owner/name/folder`` on GitHub, where the pages are not at the root of ``github``."""
    other: Mapping[str, object] = field(default_factory=dict)
    """What mystmd knows and this site does not use."""

    def allows_frame(self, host: str) -> bool:
        """Return whether pages may show frames of a host: it, or a host above it, is named."""
        parents = (host.split(".", count)[-1] for count in range(1, host.count(".") + 1))
        return host in self.frame_hosts or any(f"*.{one}" in self.frame_hosts for one in parents)


def translation_folders(options: SiteOptions, language: str) -> list[str]:
    """Return where the translations of a course in this language lie, from its folder."""
    return [one for one in dict.fromkeys(options.languages) if one.lower() != language.lower()]


def edition_folders(options: SiteOptions) -> list[str]:
    """Return where editions may lie inside the course folder, from there."""
    return [
        (one.folder or f"editions/{one.path}").strip("/") for one in options.editions if one.path
    ]


class Redirect(Struct, frozen=True, kw_only=True):
    """An old address and where it leads."""

    source: str
    target: str
    position: Position


class SiteConfig(Struct, frozen=True, kw_only=True):
    """The site."""

    title: str = ""
    description: str = ""
    nav: tuple[NavItem, ...] = ()
    actions: tuple[NavItem, ...] = ()
    domains: tuple[str, ...] = ()
    options: SiteOptions = SiteOptions()
    redirects: tuple[Redirect, ...] = ()
    parts: Mapping[str, Part] = field(default_factory=dict)
    """What is around every page: ``footer``, ``banner`` ..."""
