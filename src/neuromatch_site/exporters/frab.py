"""``schedule.json`` and ``schedule.xml`` for conference apps, beside the page of each edition.

Source: the schedule formats of frab and pretalx (https://github.com/voc/schedule): days contain
rooms, which contain events.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import blake2b
from uuid import UUID

from msgspec import Struct

from neuromatch_site.config.conference import Edition
from neuromatch_site.config.moments import in_zone
from neuromatch_site.config.programme import Talk
from neuromatch_site.exporters._context import ExportContext
from neuromatch_site.exporters._xml import xml_attribute, xml_text
from neuromatch_site.metadata.addresses import absolute, site_url
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.calendar import talk_name, uid
from neuromatch_site.model.conference import talks_by_day
from neuromatch_site.model.course import Project

_HOUR = timedelta(hours=1)
_CODE = re.compile(r"[A-Z0-9]{6}")
"""The code that pretalx gives a submission."""
_ANYWHERE = "–"
"""The room of what names none."""


class _Day(Struct, frozen=True):
    date: str
    start: str
    end: str
    rooms: Mapping[str, Sequence[dict[str, object]]]


def frab(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the two files of each edition that has a page and talks with times."""
    artifacts = []
    for edition in project.data.conference.editions:
        url = project.conference.editions.get(edition.id, "")
        days = list(_days(edition, project)) if url.endswith("/") else []
        if days:
            path = url.strip("/") + "/" if url.strip("/") else ""
            version = _version(days, context)
            artifacts += [
                Artifact(f"{path}schedule.json", _json(edition, days, project, version).encode()),
                Artifact(f"{path}schedule.xml", _xml(edition, days, project, version).encode()),
            ]
    return artifacts


def _days(edition: Edition, project: Project) -> Iterator[_Day]:
    for day, of_day in talks_by_day(edition).items():
        talks = [talk for talk in of_day if talk.status != "cancelled"]  # apps tell what is gone
        if not talks:
            continue
        rooms: dict[str, list[dict[str, object]]] = {}
        for talk in talks:
            rooms.setdefault(talk.room or talk.track or _ANYWHERE, []).append(
                _event(talk, edition, project)
            )
        last = max(_end(talk) for talk in talks)
        end = in_zone(f"{last:%Y-%m-%dT%H:%M}Z", edition.zone)
        yield _Day(day, _stamp(talks[0].start, edition), end.isoformat(), rooms)


def _end(talk: Talk) -> datetime:
    start = datetime.fromisoformat(talk.start)
    return datetime.fromisoformat(talk.end) if talk.end else start + _HOUR


def _stamp(moment: str, edition: Edition) -> str:
    return in_zone(moment, edition.zone).isoformat()


def _event(talk: Talk, edition: Edition, project: Project) -> dict[str, object]:
    minutes = int((_end(talk) - datetime.fromisoformat(talk.start)).total_seconds()) // 60
    own = project.conference.talk(edition.id, talk.slug)
    name = talk_name(talk)
    digest = blake2b(uid(project, f"talk-{edition.id}-{name}").encode(), digest_size=16).digest()
    number = int.from_bytes(digest[:4], "big") >> 1
    code = {"code": name} if _CODE.fullmatch(name) else {}
    about = own or project.conference.edition(edition.id)
    return {
        "id": number,
        "guid": str(UUID(bytes=digest, version=5)),
        **code,
        "date": _stamp(talk.start, edition),
        "start": f"{in_zone(talk.start, edition.zone):%H:%M}",
        "duration": f"{minutes // 60:02}:{minutes % 60:02}",
        "room": talk.room or talk.track or _ANYWHERE,
        "slug": f"{_acronym(edition)}-{number}-{talk.slug}",
        "url": absolute(project.site, about),
        "title": talk.title,
        "subtitle": "",
        "track": talk.track,
        "type": talk.kind,
        "language": talk.language or project.site.options.language,
        "abstract": talk.abstract.text if talk.abstract else "",
        "description": "",
        "persons": [_person_fields(speaker.name) for speaker in talk.speakers],
        "links": [
            {"title": title, "url": url}
            for title, url in (
                ("Join", talk.url),
                ("Slides", talk.slides),
                ("Poster", talk.poster),
                ("Recording", talk.video),
                *((link.title, link.url) for link in talk.links),
            )
            if url.startswith("http")
        ],
        "attachments": [],
    }


def _acronym(edition: Edition) -> str:
    """Return the id of an edition as the formats want it: at least four letters and digits."""
    plain = re.sub(r"[^a-z0-9]", "_", edition.id.lower())
    return plain if len(plain) > 3 else f"{plain}_{edition.start[:4]}"


def _person_fields(name: str) -> dict[str, object]:
    digest = blake2b(name.encode(), digest_size=4).digest()
    return {"id": int.from_bytes(digest, "big") >> 1, "name": name}


def _version(days: Sequence[_Day], context: ExportContext) -> str:
    """Return what changes with the programme: when it is from, or a digest of what it says."""
    inputs = repr([(day.date, day.rooms) for day in days])
    return str(context.epoch or blake2b(inputs.encode(), digest_size=4).hexdigest())


def _json(edition: Edition, days: Sequence[_Day], project: Project, version: str) -> str:
    conference = {
        "acronym": _acronym(edition),
        "title": edition.name,
        "start": edition.start,
        "end": edition.end,
        "daysCount": len(days),
        "timeslot_duration": "00:05",
        "time_zone_name": edition.zone,
        "days": [
            {
                "index": number,
                "date": day.date,
                "day_start": day.start,
                "day_end": day.end,
                "rooms": day.rooms,
            }
            for number, day in enumerate(days, 1)
        ],
    }
    schedule = {
        "version": version,
        "base_url": site_url(project.site),
        "conference": conference,
    }
    return json.dumps({"schedule": schedule}, ensure_ascii=False) + "\n"


_TEXTS = (
    *("date", "start", "duration", "room", "slug", "url", "title", "subtitle", "track", "type"),
    *("language", "abstract", "description"),
)


def _xml(edition: Edition, days: Sequence[_Day], project: Project, version: str) -> str:
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>\n<schedule>\n',
        f"<version>{xml_text(version)}</version>\n",
        f"<conference><acronym>{_acronym(edition)}</acronym><title>{xml_text(edition.name)}</title>",
        f"<start>{edition.start}</start><end>{edition.end}</end><days>{len(days)}</days>",
        "<timeslot_duration>00:05</timeslot_duration>",
        f"<base_url>{xml_text(site_url(project.site))}</base_url>",
        f"<time_zone_name>{xml_text(edition.zone)}</time_zone_name></conference>\n",
    ]
    for number, day in enumerate(days, 1):
        parts.append(
            f'<day index="{number}" date="{day.date}" start="{day.start}" end="{day.end}">\n'
        )
        for room, events in day.rooms.items():
            parts.append(f"<room name={xml_attribute(room)}>\n")
            parts += [_xml_event(event) for event in events]
            parts.append("</room>\n")
        parts.append("</day>\n")
    return "".join([*parts, "</schedule>\n"])


def _xml_event(event: Mapping[str, object]) -> str:
    texts = "".join(f"<{name}>{xml_text(str(event[name]))}</{name}>" for name in _TEXTS)
    persons = "".join(
        f'<person id="{person["id"]}">{xml_text(str(person["name"]))}</person>'
        for person in _mappings(event["persons"])
    )
    links = "".join(
        f"<link href={xml_attribute(str(link['url']))}>{xml_text(str(link['title']))}</link>"
        for link in _mappings(event["links"])
    )
    code = f' code="{event["code"]}"' if "code" in event else ""
    return (
        f'<event guid="{event["guid"]}" id="{event["id"]}"{code}>'
        f"{texts}<persons>{persons}</persons><links>{links}</links></event>\n"
    )


def _mappings(value: object) -> Sequence[Mapping[str, object]]:
    return value if isinstance(value, list) else ()
