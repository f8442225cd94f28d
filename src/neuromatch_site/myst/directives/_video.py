"""Addresses of films -> ``video``: nothing is loaded from a provider before it is asked for."""

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.media.video_providers import find_film
from neuromatch_site.model.ast.nodes import Link, Node, Paragraph, Text, Video
from neuromatch_site.myst.parser.directive import DirectiveData


def film_of(data: DirectiveData, address: str, *, title: str = "") -> Node | None:
    """Return the film that an address means; None where it is something else.

    An address of a provider without a valid identifier is reported and stays a link.
    """
    film = find_film(address)
    if film is None:
        return None
    place = data.argument_source.at() if data.argument == address else data.position
    if film.problem:
        data.diagnostics.report(Rule.VIDEO_ID_VALID, place, film.problem, film.hint)
        link = Link(position=place, url=address, children=[Text(position=place, value=address)])
        return Paragraph(position=place, children=[link])
    return Video(
        position=data.position,
        title=title,
        providers=[film.provider()],
        width=data.text("width"),
        poster=data.text("placeholder"),
    )
