"""``citation_*`` tags, which Google Scholar, Zotero and Mendeley read.

Source: https://scholar.google.com/intl/en/scholar/inclusion.html and CITATION.md C.5. Pages that
can be cited have them: the front page, and pages of the toc with a title and an author. There is
one tag for each author, no affiliations, never a journal. ``z:itemType`` tells Zotero that the
front page is the course: from Open Graph it would import a web page.
"""

from neuromatch_site.bibliography.csl import CslItem, CslName
from neuromatch_site.metadata.csl_item import page_item
from neuromatch_site.metadata.head import Meta
from neuromatch_site.model.course import Page, Project


def highwire(project: Project, page: Page) -> list[Meta]:
    """Return the tags of a page; none without a title and authors.

    Google Scholar requires a date, too; without the tags, Zotero imports a web page without author.
    """
    front = page.source.url == "/"
    item = page_item(project, page)
    authors = [_inverted_name(name) for name in item.get("author", [])]
    date = _date(item)
    if not (front or page.source.in_toc) or not (item.get("title") and authors):
        return []
    pairs = [
        ("z:itemType", "document" if front else ""),
        ("citation_title", item.get("title", "")),
        *(("citation_author", author) for author in authors),
        ("citation_publication_date", date),
        ("citation_inbook_title", "" if front else item.get("container-title", "")),
        ("citation_language", page.frontmatter.language or project.site.options.language),
        ("citation_doi", item.get("DOI", "")),
        ("citation_public_url", item.get("URL", "")),
        ("citation_keywords", "; ".join(page.frontmatter.keywords or project.config.keywords)),
    ]
    return [Meta(name=name, content=content) for name, content in pairs if content]


def _inverted_name(name: CslName) -> str:
    """Return ``Family, Given Jr.``; a group with a comma at its end, and none within.

    Without one Zotero takes the last word of a group for a family name (``cleanAuthor`` of its
    utilities); a comma alone tells it that there is no given name. It takes no third part.
    """
    if literal := name.get("literal", "").replace(",", ""):
        return f"{literal}," if " " in literal else literal
    given = f"{name.get('given', '')} {name.get('suffix', '')}".strip()
    return ", ".join(part for part in (name.get("family"), given) if part)


def _date(item: CslItem) -> str:
    """Return ``2026/08/01``, or as much of it as is known."""
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    return "/".join(f"{part:02}" for part in parts)
