"""Exports of conference systems -> rows of a programme, with our own keys.

Sources: the JSON and XML schedules of pretalx and frab (https://github.com/voc/schedule), the
submissions of pretalx's API, the lists of papers of Mini-Conf.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from xml.etree import ElementTree as ET

from neuromatch_site.config.fields import Report
from neuromatch_site.config.value import Data, Value, value_of
from neuromatch_site.diagnostics.source import Position, Source
from neuromatch_site.filesystem.json_text import load_json

Row = dict[str, Data]


def rows_of_json(source: Source, report: Report) -> Value | None:
    """Return the entries of a JSON export; None, with a report, for an unknown format."""
    try:
        data = load_json(source.text)
    except json.JSONDecodeError as error:
        report.wrong(source.at(error.lineno - 1), f"the file is not JSON: {error.msg}")
        return None
    rows = list(_rows_of(data))
    if not rows:
        message = "no programme is found in this JSON file"
        report.wrong(
            source.at(), message, "export the schedule of pretalx or frab, or write a table"
        )
        return None
    return _located(rows, source)


def _rows_of(data: object) -> Iterator[Row]:
    """Yield the entries of whichever shape the data has."""
    if isinstance(data, Mapping):
        schedule = data.get("schedule")
        conference = schedule.get("conference") if isinstance(schedule, Mapping) else None
        if isinstance(conference, Mapping):
            for event in _frab_events(conference):
                yield _frab_row(event)
        elif isinstance(data.get("talks"), list):
            yield from _widget_rows(data)
        elif isinstance(data.get("results"), list):
            results = _mappings(data["results"])
            yield from (_submission_row(result) for result in results if "code" in result)
    for entry in _mappings(data):
        content = entry.get("content")
        if "slot" in entry or "speakers" in entry:
            yield _submission_row(entry)
        else:
            yield _paper_row({**entry, **content} if isinstance(content, Mapping) else entry)


def _mappings(data: object) -> Iterator[Mapping[str, object]]:
    for entry in data if isinstance(data, list) else ():
        if isinstance(entry, Mapping):
            yield entry


def _frab_events(conference: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    for day in _mappings(conference.get("days")):
        rooms = day.get("rooms")
        for room, events in rooms.items() if isinstance(rooms, Mapping) else ():
            for event in _mappings(events):
                yield {"room": room, **event, "date": _begin(event, day)}


def _begin(event: Mapping[str, object], day: Mapping[str, object]) -> str:
    """Return when an event begins; a time alone, before its day begins, is that of a night."""
    date, start = _as_text(event.get("date")), _as_text(event.get("start")).zfill(5)
    try:
        moment = datetime.fromisoformat(f"{day.get('date')}T{start}")
    except ValueError:
        return date
    is_night = start < _as_text(day.get("day_start"))[11:16]
    return date or str(moment + timedelta(days=is_night))


def _frab_row(event: Mapping[str, object]) -> Row:
    links = [_link_row(mapping) for mapping in _mappings(event.get("links"))]
    links += [_link_row(mapping) for mapping in _mappings(event.get("attachments"))]
    start = _as_text(event.get("date")) or _as_text(event.get("start"))
    return _without_empty(
        {
            "title": _titled(event),
            "id": _as_text(event.get("code"))
            or _as_text(event.get("guid"))
            or _as_text(event.get("id")),
            "start": start,
            "end": _after(start, _as_text(event.get("duration"))),
            "room": _as_text(event.get("room")),
            "track": _as_text(event.get("track")),
            "kind": _as_text(event.get("type")),
            "language": _as_text(event.get("language")),
            "abstract": _abstract(event),
            "speakers": [_person_row(mapping) for mapping in _mappings(event.get("persons"))],
            "video": _as_text(event.get("video_download_url")) or _as_text(event.get("recording")),
            "links": [link for link in links if link],
        }
    )


def _titled(event: Mapping[str, object]) -> str:
    title, subtitle = _as_text(event.get("title")), _as_text(event.get("subtitle"))
    return f"{title}: {subtitle}" if title and subtitle else title


def _abstract(event: Mapping[str, object]) -> str:
    parts = (_as_text(event.get("abstract")), _as_text(event.get("description")))
    return "\n\n".join(dict.fromkeys(part for part in parts if part))


def _person_row(person: Mapping[str, object]) -> Row:
    name = _as_text(person.get("public_name")) or _as_text(person.get("name"))
    return _without_empty(
        {
            "name": name,
            "bio": _as_text(person.get("biography")),
            "url": _as_text(person.get("url")),
        }
    )


def _link_row(link: Mapping[str, object]) -> Row:
    url = _as_text(link.get("url"))
    title = _as_text(link.get("title")) or _as_text(link.get("description")) or url
    return {"title": title, "url": url} if url.startswith(("http://", "https://")) else {}


def _widget_rows(data: Mapping[str, object]) -> Iterator[Row]:
    """Yield the entries of pretalx's ``widgets/schedule.json``: rooms and people by number."""
    names = {
        group: {_as_text(item.get(key)): _name_of(item) for item in _mappings(data.get(group))}
        for group, key in (("rooms", "id"), ("tracks", "id"), ("speakers", "code"))
    }
    for talk in _mappings(data["talks"]):
        codes = talk.get("speakers")
        speakers = [_as_text(code) for code in codes] if isinstance(codes, list) else []
        known = [names["speakers"].get(code, "") for code in speakers]
        yield _without_empty(
            {
                "title": _name_of({"name": talk.get("title")}),
                "id": _as_text(talk.get("code")),
                "start": _as_text(talk.get("start")),
                "end": _as_text(talk.get("end")),
                "room": names["rooms"].get(_as_text(talk.get("room")), ""),
                "track": names["tracks"].get(_as_text(talk.get("track")), ""),
                "abstract": _as_text(talk.get("abstract")),
                "language": _as_text(talk.get("content_locale")),
                "kind": "" if talk.get("code") else "Break",
                "speakers": [{"name": name} for name in known if name],
            }
        )


def _submission_row(talk: Mapping[str, object]) -> Row:
    slot = talk.get("slot")
    if not isinstance(slot, Mapping):
        slots = list(_mappings(talk.get("slots")))
        slot = slots[0] if slots else talk
    links = [
        _link_row({"url": item.get("resource"), **item})
        for item in _mappings(talk.get("resources"))
    ]
    state = _as_text(talk.get("state"))
    status = {"canceled": "cancelled", "cancelled": "cancelled"}.get(state, "")
    return _without_empty(
        {
            "title": _name_of({"name": talk.get("title")}),
            "id": _as_text(talk.get("code")),
            "start": _as_text(slot.get("start")),
            "end": _as_text(slot.get("end")),
            "room": _name_of({"name": slot.get("room")}),
            "track": _name_of({"name": talk.get("track")}),
            "kind": _name_of({"name": talk.get("submission_type")}),
            "language": _as_text(talk.get("content_locale")),
            "abstract": _abstract(talk),
            "speakers": [_person_row(mapping) for mapping in _mappings(talk.get("speakers"))],
            "status": status,
            "links": [link for link in links if link],
        }
    )


def _paper_row(paper: Mapping[str, object]) -> Row:
    authors, keywords = paper.get("authors"), paper.get("keywords")
    return _without_empty(
        {
            "title": _as_text(paper.get("title")),
            "id": _as_text(paper.get("UID")) or _as_text(paper.get("id")),
            "abstract": _as_text(paper.get("abstract")),
            "speakers": [{"name": _as_text(author)} for author in authors]
            if isinstance(authors, list)
            else _as_text(authors),
            "keywords": [_as_text(item) for item in keywords] if isinstance(keywords, list) else "",
            "start": _as_text(paper.get("start")),
            "end": _as_text(paper.get("end")),
            "poster": _as_text(paper.get("pdf_url")),
            "url": _as_text(paper.get("link")),
            "kind": "" if paper.get("start") else "Poster",
        }
    )


def _name_of(entry: Mapping[str, object]) -> str:
    """Return a name; in English, else the first, where it is said in several languages."""
    name = entry.get("name")
    if isinstance(name, Mapping):
        if "name" in name:
            return _name_of(name)
        return _as_text(name.get("en") or next(iter(name.values()), ""))
    return _as_text(name)


def rows_of_xml(source: Source, report: Report) -> Value | None:
    """Return the events of a frab or pretalx ``schedule.xml``; None, with a report, for others."""
    if "<!DOCTYPE" in source.text or "<!ENTITY" in source.text:
        report.wrong(source.at(), "an XML programme may not declare a document type or entities")
        return None
    try:
        root = ET.fromstring(source.text)  # noqa: S314 - no entities: refused above
    except ET.ParseError as error:
        line, column = error.position
        report.wrong(source.at(line - 1, column), f"the file is not XML: {error.msg}")
        return None
    rows = [_frab_row(event) for event in _events(root)]
    if not rows:
        report.wrong(source.at(), "no `<event>` is found in this XML file")
        return None
    return _located(rows, source)


def _events(root: ET.Element) -> Iterator[Mapping[str, object]]:
    change = root.findtext("conference/day_change") or ""
    for day in root.iter("day"):
        date = day.get("date") or ""
        of_day = {"date": date, "day_start": day.get("start") or f"{date}T{change}"}
        for room in day.iterfind("room"):
            for event in map(_event, room.iterfind("event")):
                place = event["room"] or room.get("name")
                yield {**event, "room": place, "date": _begin(event, of_day)}


def _event(element: ET.Element) -> Mapping[str, object]:
    def text(name: str) -> str:
        return (element.findtext(name) or "").strip()

    plain = "title subtitle start duration room track type language abstract description date"
    event: dict[str, object] = {name: text(name) for name in plain.split()}
    event["id"] = element.get("id") or ""
    event["guid"] = "" if element.get("id") else element.get("guid") or ""
    event["code"] = element.get("code") or ""
    event["persons"] = [
        {"name": (person.text or "").strip()} for person in element.iterfind("persons/person")
    ]
    event["links"] = [
        {"url": child.get("href") or "", "title": (child.text or "").strip()}
        for path in ("links/link", "attachments/attachment")
        for child in element.iterfind(path)
    ]
    return event


def _after(start: str, duration: str) -> str:
    """Return the end of an event: ``HH:MM`` or ``D:HH:MM`` after its start."""
    parts = duration.split(":")
    try:
        minutes = [int(part) for part in parts]
        length = timedelta(minutes=minutes[-1], hours=minutes[-2], days=sum(minutes[:-2]))
        return (datetime.fromisoformat(start) + length).isoformat()
    except (ValueError, IndexError, OverflowError):
        return ""


def _as_text(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int | float) else ""


def _without_empty(row: Row) -> Row:
    return {key: value for key, value in row.items() if value not in ("", [], {})}


def _located(rows: Sequence[Row], source: Source) -> Value:
    """Return the rows as values, each at the line where its title first stands."""
    text, values = source.text, []
    line = offset = 0
    for row in rows:
        offset_of_row = next(
            (at for spelling in _spellings(row, source) if (at := text.find(spelling, offset)) > 0),
            0,
        )
        if offset_of_row:
            line += text.count("\n", offset, offset_of_row)
            offset = offset_of_row
        values.append(value_of(row, Position(source.path, line + 1)))
    return Value(tuple(values), source.at())


def _spellings(row: Row, source: Source) -> Iterator[str]:
    """Yield how the title of a row may be written in its file: in JSON with escapes, or without."""
    title = str(row.get("title", ""))
    if not title:
        return
    if source.path.endswith(".json"):
        yield json.dumps(title, ensure_ascii=False)[1:-1]
        yield json.dumps(title)[1:-1]
    else:
        yield title
