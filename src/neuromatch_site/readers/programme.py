"""Programme files -> the talks of an edition.

A file is a table (``.csv``, ``.tsv``), our own YAML, or an export: the schedule of pretalx and frab
as JSON or XML, the submissions of pretalx, the papers of Mini-Conf.
"""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from msgspec.structs import replace

from neuromatch_site.config.conference import Edition, with_programme
from neuromatch_site.config.data_kinds import PageRef
from neuromatch_site.config.kinds import elements
from neuromatch_site.config.moments import as_iso_day, is_ambiguous_day, with_day_first
from neuromatch_site.config.programme import TALK_FIELDS, TALKS, TalkEntry
from neuromatch_site.config.value import Value
from neuromatch_site.config.yaml import Limits, load_yaml
from neuromatch_site.diagnostics.diagnostic import Rule, did_you_mean
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.media.video_providers import find_video
from neuromatch_site.readers.data_files import DataFiles
from neuromatch_site.readers.delimited import read_delimited
from neuromatch_site.readers.schedule_formats import rows_of_json, rows_of_xml

MOST_BYTES = 16_000_000
"""Limit of a file: a thousand abstracts are two million bytes."""
_LIMITS = Limits(size=MOST_BYTES, nodes=400_000)
_IN_UTC = "(UTC)"
_TIMES = ("date", "day", "start", "starttime", "begin", "end", "endtime")
_NAMES = [name for field in TALK_FIELDS for name in (field.name, *field.aliases)]
_IGNORED = ("sessions", "session", "session_id")
_COLUMNS = [*_NAMES, *(f"{name}{_IN_UTC}" for name in _TIMES), *_IGNORED]


def with_programmes(
    editions: tuple[Edition, ...], zone: str, data: DataFiles
) -> tuple[Edition, ...]:
    """Return the editions with programmes read from their files, with all times in UTC.

    ``zone`` is the default time zone of editions.
    """
    return tuple(_programmed(edition, zone, data) for edition in editions)


def _programmed(edition: Edition, zone: str, data: DataFiles) -> Edition:
    zoned = replace(edition, timezone=edition.timezone or zone)
    entries = edition.entries
    if isinstance(entries, PageRef):
        entries = _talks_of_file(entries, edition, data)
    return with_programme(zoned, tuple(map(_recorded, entries)), data.report)


def _recorded(entry: TalkEntry) -> TalkEntry:
    """Return an entry with its recording, where the address that it gives is one of a video."""
    talk = entry.talk
    if talk.video or not find_video(talk.url):
        return entry
    return replace(entry, talk=replace(talk, video=talk.url, url=""))


def _talks_of_file(ref: PageRef, edition: Edition, data: DataFiles) -> tuple[TalkEntry, ...]:
    source = data.text(ref.path, MOST_BYTES)
    if source is None:
        if data.is_missing(ref.path):
            message = f"file not found: `{ref.path}`"
            names = data.names("data")
            beside = next(
                (f"did you mean `{name}`?" for name in names if name.endswith(f"/{ref.path}")), ""
            )
            hint = beside or did_you_mean(ref.path, names)
            hint = hint or "count its path from the course folder"
            data.report.wrong(ref.position, message, hint)
        return ()
    rows = _rows(source, edition, data)
    return (TALKS.read(rows, data.report) if rows else None) or ()


def _rows(source: Source, edition: Edition, data: DataFiles) -> Value | None:
    match PurePosixPath(source.path).suffix.lower():
        case ".csv" | ".tsv":
            rows = read_delimited(source, _COLUMNS, data.report)
            if rows is None or not _has_titles(rows, source, data):
                return None
            return _with_days(rows, edition, data)
        case ".xml":
            return rows_of_xml(source, data.report)
        case ".json":
            return rows_of_json(source, data.report)
        case ".yml" | ".yaml":
            return load_yaml(source, data.diagnostics, Rule.DATA_VALID, _LIMITS)
    message = f"`{source.path}` is not a supported format of a programme"
    data.report.wrong(source.at(), message, "write a `.csv`, `.yml`, `.json` or `.xml` file")
    return None


def _has_titles(rows: Value, source: Source, data: DataFiles) -> bool:
    """Return whether a table names its talks; reported once, and not for each row."""
    first = next(iter(elements(rows)), None)
    names = first.data if first and isinstance(first.data, Mapping) else {}
    if first is None or "title" in names or "name" in names:
        return True
    data.report.wrong(source.at(), "the column `title` is missing", "name it in the first row")
    return False


def _with_days(rows: Value, edition: Edition, data: DataFiles) -> Value:
    """Return rows whose days are told from months: ``26/10/2020`` decides for the whole table.

    So do the days of the edition. Rows whose day stays unknown are left out, and reported once.
    """
    mappings = [(row, row.data) for row in elements(rows) if isinstance(row.data, Mapping)]
    times = [*_TIMES, *(f"{name}{_IN_UTC}" for name in _TIMES)]
    cells = [[row[name] for name in times if name in row] for _, row in mappings]
    texts = [cell.text for row in cells for cell in row]
    day_first = with_day_first(texts, edition.start, edition.end)
    unclear = {
        number: cell
        for number, row in enumerate(cells if day_first is None else ())
        for cell in reversed(row)  # the first of a row counts
        if is_ambiguous_day(cell.text)
    }
    if unclear:
        _report_days([*unclear.values()], data)
    clear = [row for number, row in enumerate(mappings) if number not in unclear]
    changed = ((_with_times(row, times, day_first=day_first), place) for place, row in clear)
    return replace(rows, data=tuple(Value(row, place.position) for row, place in changed))


def _report_days(cells: Sequence[Value], data: DataFiles) -> None:
    count = len(cells)
    rows = f"{count} rows are" if count > 1 else "the row is"
    message = f"`{cells[0].text}` may begin with the day or with the month: {rows} left out"
    written = as_iso_day(cells[0].text, day_first=True)
    hint = f"write `{written}`, or a `start` and `end` of the edition that decide it"
    data.report.wrong(cells[0], message, hint)


def _with_times(
    row: Mapping[str, Value], times: list[str], *, day_first: bool | None
) -> Mapping[str, Value]:
    changed = {name: cell for name, cell in row.items() if cell.data is not None}
    for name in _IGNORED if "date" not in changed else (*_IGNORED, "day"):
        changed.pop(name, None)  # `day` beside a date is its number
    if "abstract" in changed and "description" in changed:
        text = f"{changed['abstract'].text}\n\n{changed.pop('description').text}"
        changed["abstract"] = replace(changed["abstract"], data=text, text=text)
    for name in [name for name in times if name in changed]:
        cell = changed.pop(name)
        unclear = day_first is not None and is_ambiguous_day(cell.text)
        text = as_iso_day(cell.text, day_first=bool(day_first)) if unclear else cell.text
        in_utc = name.endswith(_IN_UTC) and not text.rstrip().endswith(("Z", "+00:00"))
        text = f"{text}Z" if in_utc else text
        bare = name.removesuffix(_IN_UTC)
        changed[bare] = replace(cell, data=text, text=text, name=bare)
    return changed
