"""The transcript of a video or audio file, cue by cue."""

from collections.abc import Mapping

from neuromatch_site.render.html import RenderContext
from neuromatch_site.render.translations import direction, language_name


def transcript_view(transcript: Mapping[str, object], context: RenderContext) -> dict[str, object]:
    """Return the language of a transcript, if it is not the page's, and its parts."""
    language, parts = str(transcript.get("language", "")), transcript.get("parts")
    lines = [
        {"clock": clock(float(part["start"])), "seconds": int(part["start"]), "text": part["text"]}
        for part in (parts if isinstance(parts, list) else ())
    ]
    other = language if language != context.words.language else ""
    return {
        "language": language_name(other, context.words.language) if other else "",
        "tag": other,
        "direction": direction(language) if other else "",
        "parts": lines,
    }


def clock(seconds: float) -> str:
    """Return ``1:02:03`` or ``12:34``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
