"""``lock/videos.json``: the data of videos that ``neuromatch-site lock`` fetched.

An object: ``provider:id`` -> title, author, seconds, date of upload, picture.
"""

import json
from collections.abc import Mapping

from msgspec.structs import asdict, fields

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import CourseFiles, OutsideCourseError
from neuromatch_site.filesystem.json_text import load_json
from neuromatch_site.model.course import LockedVideo

VIDEOS = "lock/videos.json"
MAX_BYTES = 5_000_000
_LOCK = "run `neuromatch-site lock`"


def read_videos(files: CourseFiles, diagnostics: Diagnostics) -> dict[str, LockedVideo]:
    """Return the videos of the lock by ``provider:id``; damaged ones are reported, left out."""
    place = Position(VIDEOS)
    try:
        file = files.find(f"/{VIDEOS}")
        text = file.read_bytes()[: MAX_BYTES + 1].decode() if file else "{}"
        data = load_json(text)
    except OutsideCourseError:
        diagnostics.report(Rule.PATH_INSIDE_COURSE, place, "the lock is outside the course")
        return {}
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        diagnostics.report(Rule.LOCK_VALID, place, message, _LOCK)
        return {}
    except json.JSONDecodeError as error:
        place = Position(VIDEOS, error.lineno, error.colno)
        diagnostics.report(Rule.LOCK_VALID, place, f"invalid JSON: {error.msg}", _LOCK)
        return {}
    except ValueError:
        diagnostics.report(Rule.LOCK_VALID, place, "invalid JSON", _LOCK)
        return {}
    return _videos(data, diagnostics)


def videos_text(videos: Mapping[str, LockedVideo]) -> str:
    """Return the text of the file; equal videos give equal text."""
    data = {
        key: {name: value for name, value in asdict(video).items() if value}
        for key, video in videos.items()
    }
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _videos(data: object, diagnostics: Diagnostics) -> dict[str, LockedVideo]:
    if not isinstance(data, Mapping):
        message = "the file is not a JSON object of videos"
        diagnostics.report(Rule.LOCK_VALID, Position(VIDEOS), message, _LOCK)
        return {}
    videos = {}
    for key, value in data.items():
        video = _video(value)
        if video is None:
            message = f"`{key}` is ignored: it is not a video entry as `lock` writes it"
            diagnostics.report(Rule.LOCK_VALID, Position(VIDEOS), message, _LOCK)
        else:
            videos[str(key)] = video
    return videos


def _video(value: object) -> LockedVideo | None:
    if not isinstance(value, Mapping):
        return None
    known = {field.name for field in fields(LockedVideo)}
    texts = {name: text for name, text in value.items() if name in known and name != "duration"}
    duration = value.get("duration", 0)
    number = isinstance(duration, int | float) and not isinstance(duration, bool)
    if not number or not all(isinstance(text, str) for text in texts.values()):
        return None
    return LockedVideo(duration=float(duration), **texts)
