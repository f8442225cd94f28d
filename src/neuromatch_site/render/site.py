"""``SiteView``: the values of the site for the layouts."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from neuromatch_site.config.licenses import License
from neuromatch_site.config.services import Analytics, Comments
from neuromatch_site.config.site import NavItem
from neuromatch_site.model.course import Project
from neuromatch_site.model.variants import VariantSet
from neuromatch_site.render.assets import Assets
from neuromatch_site.render.credits import AwardView, SourceView, awards_of, sources_of
from neuromatch_site.render.csp import Reach
from neuromatch_site.render.edit_links import repository
from neuromatch_site.render.offline import WORKER
from neuromatch_site.render.published_files import Picture, Published


class SiteView(Struct, frozen=True, kw_only=True):
    """The values of the site for layouts. URLs are relative to the root of the site."""

    title: str
    description: str
    language: str
    logo: Picture | None
    logo_dark: Picture | None
    logo_alt: str
    logo_text: str
    logo_url: str
    favicon: str
    ornament: Picture | None
    style: str
    """The style sheet of the course."""
    nav: Sequence[NavItem]
    actions: Sequence[NavItem]
    links_language: str
    """The language of these links, if it differs from that of the site."""
    content_license: License | None
    code_license: License | None
    copyright: str
    github: str
    doi: str
    version: str
    sources: Sequence[SourceView]
    """The sources of an adapted course."""
    awards: Sequence[AwardView]
    """The awards that fund the course."""
    analytics: Analytics
    comments: Comments
    progress: bool
    search: bool
    pagination: bool
    """Links to the previous and the next page."""
    assets: Assets
    published: Published
    reach: Reach
    worker: str
    """The URL of the service worker for offline reading; empty if there is none."""
    manifest: str
    """The URL of the web app manifest."""
    base_path: str
    """The path of the site, which separates courses on one host in the browser's storage."""


def site_view(
    project: Project, assets: Assets, published: Published, *, disk: bool = False
) -> SiteView:
    """Return the values of the site for layouts; ``disk``: pages are opened from a disk."""
    config, site, options = project.config, project.site, project.site.options
    title = site.title or config.title
    pictures, variants = published.pictures, project.variants
    return SiteView(
        title=title,
        description=site.description or config.description,
        language=options.language,
        logo=_file(options.logo, pictures),
        logo_dark=_file(options.logo_dark, pictures),
        logo_alt=options.logo_alt,
        logo_text=options.logo_text or title,
        logo_url=options.logo_url or "/",
        favicon=_url(options.favicon, pictures),
        ornament=_file(options.ornament, pictures),
        style=(published.downloads.get(options.style.lstrip("/"), "") if options.style else ""),
        nav=_header_links(site.nav, published),
        actions=_header_links(site.actions, published),
        links_language=variants.borrowed(variants.current.own_links) if variants else "",
        content_license=config.licenses.content,
        code_license=config.licenses.code,
        copyright=config.copyright,
        github=repository(project)[0],
        doi=config.concept_doi or config.doi,
        version=config.version,
        sources=sources_of(config, options.language),
        awards=awards_of(config),
        analytics=Analytics() if disk else options.analytics,
        comments=options.comments,
        progress=options.progress,
        search=not options.hide_search,
        pagination=not options.hide_footer_links,
        assets=assets,
        published=published,
        reach=Reach.DISK if disk else Reach.KEPT if options.offline else Reach.SERVED,
        worker=WORKER if options.offline and not disk else "",
        manifest="/manifest.webmanifest" if title and not disk else "",
        base_path=title if disk else _base_path(options.base_url, project.variants),
    )


def site_files(project: Project) -> tuple[list[str], list[str]]:
    """Return the images and other files of the site itself."""
    options = project.site.options
    named = [options.logo, options.logo_dark, options.favicon, options.cover, options.ornament]
    pictures = [path for path in named if path]
    others = [path for path in (options.style, options.font_text, options.font_ui) if path]
    return [path.lstrip("/") for path in pictures], [path.lstrip("/") for path in others]


def site_assets(project: Project, published: Published) -> list[object]:
    """Return the URLs of the site's own images and files, which every page shows."""
    pictures, others = site_files(project)
    inputs: list[object] = [published.pictures.get(path) for path in pictures]
    return [*inputs, *(published.downloads.get(path) for path in others)]


def _header_links(items: Sequence[NavItem], published: Published) -> list[NavItem]:
    """Return the links of the header; files of the course at the addresses that they have."""
    return [
        replace(
            item,
            url=published.downloads.get(item.url.lstrip("/"), item.url),
            children=tuple(_header_links(item.children, published)),
        )
        for item in items
    ]


def _file(path: str, pictures: Mapping[str, Picture]) -> Picture | None:
    return pictures.get(path.lstrip("/")) if path else None


def _url(path: str, pictures: Mapping[str, Picture]) -> str:
    picture = _file(path, pictures)
    return picture.url if picture else ""


def _base_path(base_url: str, variants: VariantSet | None) -> str:
    """Return the path of the site; a translation shares what is stored with its original."""
    path = urlsplit(base_url).path.strip("/")
    if variants and variants.current.translation:
        path = path.removesuffix(variants.current.translation).rstrip("/")
    return f"/{path}"
