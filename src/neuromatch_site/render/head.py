"""The head of a page, with values that only the renderer knows: its URL, URLs of images."""

from functools import partial

from neuromatch_site.metadata.addresses import absolute
from neuromatch_site.metadata.head import Head, Picture
from neuromatch_site.metadata.page import page_head
from neuromatch_site.model.course import Page, Project
from neuromatch_site.render.conference import ConferencePage
from neuromatch_site.render.navigation import Navigation
from neuromatch_site.render.published_files import Published


def head_of(
    project: Project,
    page: Page,
    navigation: Navigation,
    published: Published,
    conference_page: ConferencePage | None = None,
) -> Head:
    """Return what machines read in the head of a page.

    ``conference_page`` knows the way to a page of the conference, which no toc has.
    """
    place = navigation.places.get(page.source.url)
    ancestors = place.ancestors if place else conference_page.trail if conference_page else ()
    trail = [(step.title, step.url) for step in ancestors]
    pictures = partial(_shared_picture, project, published)
    front = page.source.url == "/"
    minutes = navigation.time().minutes if front else 0
    own = (page.source.url,) if place and place.entry.lesson else ()
    lessons = navigation.lessons if front else own
    return page_head(
        project, page, trail=trail, pictures=pictures, minutes=minutes, lessons=lessons
    )


def _shared_picture(project: Project, published: Published, path: str) -> Picture | None:
    """Return a picture of the course as others are told of it."""
    picture = published.pictures.get(path)
    if picture is None:
        return None
    url = absolute(project.site, picture.url)
    return Picture(url=url, width=picture.width or 0, height=picture.height or 0)
