"""Code cells that only show a video or slides -> directives."""

import ast
import re

from neuromatch_site.config.plain_text import without_marks

_PAIRS = re.compile(r"^[ \t]*video_ids\s*=\s*(\[.*?\])[ \t]*$", re.MULTILINE | re.DOTALL)
_YOUTUBE = re.compile(r"YouTubeVideo\(\s*(?:id\s*=\s*)?f?[\"']([\w-]{11})[\"']")
_BILIBILI = re.compile(r"BiliVideo\(\s*(?:id\s*=\s*)?f?[\"'](BV\w+|av\d+)[\"']")
_LINK_ID = re.compile(r"^[ \t]*link_id\s*=\s*[\"']([a-z0-9]{5})[\"']", re.MULTILINE)
_OSF = re.compile(r"osf\.io/(?:download/)?([a-z0-9]{5})\b")
_FRAME = re.compile(
    r"(?:display\()?IFrame\(\s*(?:src\s*=\s*)?[\"'](https?://[^\"'\s]+)[\"'][^()]*\)\)?;?"
)
_TITLE = re.compile(r"^[ \t]*#[ \t]*@title[ \t]*+(|.*?\S)[ \t]*+$", re.MULTILINE)
_PROVIDERS = {"youtube": "youtube", "bilibili": "bilibili", "osf": "osf"}


def media_of(code: str, heading: str) -> str:
    """Return the directive for a cell that only shows a video or slides; else nothing.

    ``heading`` is the heading above, for cells of the intro pages, which have no title.
    """
    first = _TITLE.search(code)
    title = without_marks((first[1] if first else "") or heading)
    if films := _films(code):
        options = [f":{provider}: {name}" for provider, name in films.items()]
        return "\n".join([f":::{{nma-video}} {title}".rstrip(), *options, ":::"])
    if name := _slides(code):
        return f":::{{nma-slides}} {name}\n:title: {title or 'Tutorial slides'}\n:::"
    return ""


def frame_of(code: str) -> str:
    """Return the URL of the page that a cell only embeds; else nothing."""
    lines = [line.strip() for line in code.split("\n")]
    code_lines = [line for line in lines if line and not line.startswith(("#", "from ", "import "))]
    match = _FRAME.fullmatch(" ".join(code_lines)) if code_lines else None
    return match[1] if match else ""


def _films(code: str) -> dict[str, str]:
    """Return the videos of a cell by provider: of either dialect."""
    films: dict[str, str] = {}
    for kind, name in _pairs(code):
        provider = _PROVIDERS.get(str(kind).lower())
        if provider and name:
            films.setdefault(provider, str(name))
    if not films:
        for provider, pattern in (("youtube", _YOUTUBE), ("bilibili", _BILIBILI)):
            if match := pattern.search(code):
                films[provider] = match[1]
    return films


def _pairs(code: str) -> list[tuple[object, object]]:
    match = _PAIRS.search(code)
    try:
        value = ast.literal_eval(match[1]) if match else []
        return [(kind, name) for kind, name in value]
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        return []


def _slides(code: str) -> str:
    """Return the OSF id of slides; nothing for a cell that shows another frame."""
    if "IFrame" not in code and "link_id" not in code:
        return ""
    match = _LINK_ID.search(code) or _OSF.search(code)
    return match[1] if match else ""
