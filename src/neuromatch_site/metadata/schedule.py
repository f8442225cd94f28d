"""A schedule with dates as schema.org data: when the course runs, and its days.

Source: https://schema.org/CourseInstance, https://schema.org/EducationEvent, and Google's
requirements for a ``CourseInstance``: ``courseMode``, and ``courseWorkload`` or ``courseSchedule``.
"""

from collections.abc import Iterator

from neuromatch_site.config.moments import stamp
from neuromatch_site.config.schedule import Schedule, moments_of
from neuromatch_site.config.sessions import Slot
from neuromatch_site.metadata.addresses import absolute
from neuromatch_site.metadata.conference import text_words
from neuromatch_site.metadata.schema_org import Thing, without_empty
from neuromatch_site.model.course import Page, Project
from neuromatch_site.model.time_required import iso_duration

_SCHEMA = "https://schema.org/"


def course_instances(project: Project, minutes: int = 0) -> list[Thing]:
    """Return the dates of the course: once, or once for each slot.

    Without dates it is an online course for any time, which takes ``minutes``.
    """
    schedule = project.data.schedule
    weeks = [week for week in schedule.weeks if week.start]
    if not weeks:
        return [_at_any_time(minutes)] if minutes else []
    slots: list[Slot | None] = [*schedule.slots] or [None]
    return [_instance(schedule, slot, project) for slot in slots]


def _at_any_time(minutes: int) -> Thing:
    return {
        "@type": "CourseInstance",
        "courseMode": "Online",
        "courseWorkload": iso_duration(minutes),
    }


def _instance(schedule: Schedule, slot: Slot | None, project: Project) -> Thing:
    days = [day for week in schedule.weeks for day in week.days]
    minutes = sum(week.minutes for week in schedule.weeks)
    starts = [week.start for week in schedule.weeks if week.start]
    first = days[0].date if days else starts[0]
    last = days[-1].date if days else starts[-1]
    title = schedule.title or project.config.title or project.site.title
    onsite = any(session.room for week in schedule.weeks for session in week.all_sessions)
    calendar: Thing = {
        "@type": "Schedule",
        "startDate": first,
        "endDate": last,
        "repeatFrequency": "Daily" if days else "Weekly",
        "repeatCount": len(days) or len(starts),
        "startTime": slot.start if slot else "",
        "scheduleTimezone": schedule.slot_zone(slot) if slot else schedule.timezone,
    }
    thing: Thing = {
        "@type": "CourseInstance",
        "name": f"{title}: {slot.title}" if slot else title,
        "courseMode": "Blended" if onsite else "Online",
        "startDate": first,
        "endDate": last,
        "courseWorkload": iso_duration(minutes),
        "courseSchedule": without_empty(calendar),
        "location": {"@type": "VirtualLocation", "url": absolute(project.site, "/")}
        if not onsite and absolute(project.site, "/")
        else {},
    }
    return without_empty(thing)


def education_events(project: Project, page: Page) -> list[Thing]:
    """Return the days of the schedule, on its page."""
    schedule = project.data.schedule
    if page.frontmatter.template != "schedule":
        return []
    return list(_days(schedule, project, absolute(project.site, page.source.url)))


def _days(schedule: Schedule, project: Project, url: str) -> Iterator[Thing]:
    for week in schedule.weeks:
        for day in week.days:
            lesson = project.page(day.page.path) if day.page else None
            moments = [
                moment for session in day.sessions for moment in moments_of(session, schedule)
            ]
            first = min((start for _, start, _ in moments), default="")
            last = max((end for _, _, end in moments), default="")
            rooms = list(dict.fromkeys(session.room for session in day.sessions if session.room))
            join = next(
                (session.url for session in day.sessions if session.url.startswith("http")), url
            )
            where: list[Thing] = [
                {"@type": "Place", "name": room, "address": room} for room in rooms
            ]
            where = where or [{"@type": "VirtualLocation", "url": join}] if rooms or join else []
            if not where:
                continue
            people = {person.name: None for session in day.sessions for person in session.people}
            mode = "Offline" if rooms else "Online"
            thing: Thing = {
                "@type": "EducationEvent",
                "name": day.title or week.title,
                "description": text_words(project, day.description) or ", ".join(day.topics),
                "startDate": stamp(first, schedule.timezone) if first else day.date,
                "endDate": stamp(last, schedule.timezone) if last else day.date,
                "eventStatus": f"{_SCHEMA}EventScheduled",
                "eventAttendanceMode": f"{_SCHEMA}{mode}EventAttendanceMode",
                "location": where[0] if len(where) == 1 else where,
                "performer": [{"@type": "Person", "name": name} for name in people],
                "url": absolute(project.site, lesson.source.url) if lesson else url,
            }
            yield without_empty(thing)
