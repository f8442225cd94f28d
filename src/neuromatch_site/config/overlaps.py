"""Events that overlap: two at a time in one room, or with one person."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from neuromatch_site.config.fields import Report
from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.diagnostics.source import Position


class Occupied(Struct, frozen=True):
    """A room or a person, while an event uses it."""

    what: str
    """``room 1``, or the name of a person."""
    start: str
    """In UTC; as texts of equal format, times sort correctly."""
    end: str
    title: str
    position: Position
    is_person: bool = False


def report_overlaps(occupied: Iterable[Occupied], report: Report) -> None:
    """Report each event that starts before another one in its room or with its people ends."""
    by_what: dict[tuple[bool, str], list[Occupied]] = {}
    for event in occupied:
        by_what.setdefault((event.is_person, event.what), []).append(event)
    reported: set[tuple[Position, Position]] = set()
    for events in by_what.values():
        _report(sorted(events, key=lambda event: (event.start, event.end)), reported, report)


def _report(
    events: Sequence[Occupied], reported: set[tuple[Position, Position]], report: Report
) -> None:
    before: Occupied | None = None
    for event in events:
        if (
            before
            and event.start < before.end
            and (before.position, event.position) not in reported
        ):
            reported.add((before.position, event.position))
            where = f"with {event.what}" if event.is_person else f"in `{event.what}`"
            message = f"`{event.title}` overlaps `{before.title}` {where}"
            other = f"line {before.position.line}"
            if before.position.path != event.position.path:
                other = f"{before.position.path}:{before.position.line}"
            hint = f"change the time or the place of one of them (the other is on {other})"
            report.broken(Rule.EVENT_OVERLAP, event.position, message, hint)
        if before is None or event.end > before.end:
            before = event
