"""Open Graph and Twitter cards, read by social networks and chat programs.

Source: https://ogp.me.
"""

from neuromatch_site.metadata.addresses import absolute
from neuromatch_site.metadata.head import Meta, Picture
from neuromatch_site.metadata.titles import description_of
from neuromatch_site.model.course import Page, Project


def open_graph(project: Project, page: Page, picture: Picture | None = None) -> list[Meta]:
    """Return the tags of a page; tags with empty values are left out."""
    config, frontmatter = project.config, page.frontmatter
    site_name = project.site.title or config.title
    front = page.source.url == "/"
    title = (config.title if front else "") or frontmatter.title or page.facts.title
    pairs = [
        ("og:type", "website" if front else "article"),
        ("og:title", title),
        ("og:description", description_of(page, project)),
        ("og:url", absolute(project.site, page.source.url)),
        ("og:site_name", site_name),
        ("og:locale", _locale(frontmatter.language or project.site.options.language)),
        *_image_tags(picture),
    ]
    if not front:
        pairs.append(("article:published_time", frontmatter.date))
        pairs.append(("article:section", frontmatter.subject))
        pairs += [("article:tag", tag) for tag in frontmatter.tags]
    tags = [Meta(property=name, content=content) for name, content in pairs if content]
    if picture:  # without the tag a card is a `summary`: what a page without a picture needs
        tags.append(Meta(name="twitter:card", content="summary_large_image"))
    if account := project.site.options.twitter:
        tags.append(Meta(name="twitter:site", content=f"@{account.removeprefix('@')}"))
    return tags


def _image_tags(picture: Picture | None) -> list[tuple[str, str]]:
    if picture is None:
        return []
    return [
        ("og:image", picture.url),
        ("og:image:type", picture.type),
        ("og:image:width", str(picture.width or "")),
        ("og:image:height", str(picture.height or "")),
        ("og:image:alt", picture.alt),
    ]


def _locale(language: str) -> str:
    """Return ``ll_TT`` where the territory is known; Open Graph has no form without one."""
    primary, _, region = language.partition("-")
    return f"{primary.lower()}_{region.upper()}" if len(region) == 2 else ""
