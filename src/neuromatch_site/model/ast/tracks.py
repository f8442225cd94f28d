"""Files that belong to a video or audio file of the course: captions per language, a poster."""

from neuromatch_site.model.ast.nodes import Image


def tracks_of(node: Image) -> list[dict[str, object]]:
    """Return the captions of a media file: ``language``, ``path`` from the course, ``parts``.

    A part has ``start``, in seconds, and ``text``.
    """
    tracks = (node.data or {}).get("tracks")
    return (
        [track for track in tracks if isinstance(track, dict)] if isinstance(tracks, list) else []
    )


def poster_of(node: Image) -> str:
    """Return the URL of the poster of a video; empty for none."""
    poster = (node.data or {}).get("poster")
    return poster if isinstance(poster, str) else ""
