"""UIDs of calendar events, which stay the same when an event changes."""

import re
from hashlib import blake2b

from neuromatch_site.config.conference import Edition
from neuromatch_site.config.programme import Talk
from neuromatch_site.config.sessions import Slot
from neuromatch_site.model.course import Project


def uid(project: Project, name: str) -> str:
    """Return the UID of an event of the course."""
    course = project.config.id or project.config.title or project.site.title
    return f"{name}@{_plain_name(course) or 'course'}"


def talk_name(talk: Talk) -> str:
    """Return a name of a talk, unique in its edition: its ``id``, or derived from its title."""
    if talk.distinct:
        return hashed(talk.id or talk.title, talk.distinct)
    return talk.id or hashed(talk.title)


def slot_calendar(slot: Slot) -> str:
    """Return the path of the calendar of a slot, from the root of the site."""
    return f"/calendars/{_plain_name(slot.id) or hashed(slot.id)}.ics"


def talk_calendar(edition: Edition, talk: Talk) -> str:
    """Return the path of the calendar of a talk."""
    return f"/calendars/{edition.id}/{talk.slug}.ics"


def track_calendar(edition: Edition, track: str) -> str:
    """Return the path of the calendar of a track."""
    return f"/calendars/{edition.id}/track-{_plain_name(track) or hashed(track)}.ics"


def abstracts_file(project: Project, edition: Edition) -> str:
    """Return the path of the book of abstracts of an edition; empty if there is none."""
    url = project.conference.editions.get(edition.id, "")
    some = any(talk.abstract for talk in edition.programme.talks)
    return f"{url}abstracts.md" if url.endswith("/") and some else ""


def _plain_name(text: str) -> str:
    """Return the Latin letters and digits of a text, with ``-`` for all between them."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def hashed(*parts: str) -> str:
    """Return a name derived from an event's content, for one without an ``id``."""
    return blake2b("\0".join(parts).encode(), digest_size=6).hexdigest()
