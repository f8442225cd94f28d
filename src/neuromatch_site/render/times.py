"""Times and durations as text."""

from neuromatch_site.config.moments import in_zone
from neuromatch_site.render.translations import Words

_WHOLE_HOURS = 10


def offset(minutes: int) -> str:
    """Return ``0:15`` for 15 minutes, ``−0:30`` for half an hour before."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'−' if minutes < 0 else ''}{hours}:{rest:02}"


def clock(moment: str, zone: str) -> str:
    """Return the time of a moment in UTC in a time zone: ``14:00``."""
    return f"{in_zone(moment, zone):%H:%M}"


def duration(minutes: int, words: Words) -> str:
    """Return ``40 min``, ``2 h 25 min`` or, from ten hours on, ``42 h``."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return words("{count} min", count=rest)
    if hours >= _WHOLE_HOURS:
        return words("{count} h", count=round(minutes / 60))
    return (
        words("{hours} h {minutes} min", hours=hours, minutes=rest)
        if rest
        else words("{count} h", count=hours)
    )
