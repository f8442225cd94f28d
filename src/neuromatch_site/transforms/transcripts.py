"""Transcripts: ``transcripts/<video>.<language>.vtt`` of the course -> beside the video.

Media files of the course have them by the name of their file, or by ``<track>``.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import OutsideCourseError
from neuromatch_site.media.pictures import PLAYED_FORMATS
from neuromatch_site.model.ast.nodes import Image, Root, Video
from neuromatch_site.model.ast.visit import parents_of, select
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._elements import holds_line
from neuromatch_site.transforms._steps import changes

FOLDER = "/transcripts"


@changes(Video, Image)
def find_transcripts(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Add the transcripts of the course to videos, by the names of their files.

    The languages are those of the page and of the site, and English. An invalid WebVTT file is
    reported at its line, and left out.
    """
    for video in select(content, Video):
        names = [provider["id"] for provider in video.providers or [] if provider.get("id")]
        video.transcripts = _transcripts_of(
            _transcript_urls(names, context), context, diagnostics
        ) or (video.transcripts)
    for parent in parents_of(content, Image):
        in_line = holds_line(parent)
        for child in parent.children:
            if isinstance(child, Image) and child.url.lower().endswith(PLAYED_FORMATS):
                _caption(child, context, diagnostics, in_line=in_line)


def _caption(
    played: Image, context: TransformContext, diagnostics: Diagnostics, *, in_line: bool
) -> None:
    """Give a video or sound of the course its captions; below it what is said, but in a line."""
    listed = (played.data or {}).get("tracks")
    tracks = (
        [(str(track[0]), str(track[1])) for track in listed] if isinstance(listed, list) else []
    )
    paths = _transcript_urls([PurePosixPath(played.url).stem], context)
    transcripts = _transcripts_of([*tracks, *paths], context, diagnostics)
    if transcripts:
        about = {"tracks": transcripts} | ({"in_line": True} if in_line else {})
        played.data = {**(played.data or {}), **about}
    elif played.data:
        played.data.pop("tracks", None)


def _transcripts_of(
    candidates: Iterable[tuple[str, str]], context: TransformContext, diagnostics: Diagnostics
) -> list[dict[str, object]]:
    """Return the transcripts that are there: ``language``, ``path``, ``parts``; one a language."""
    by_language: dict[str, dict[str, object]] = {}
    for path, language in candidates:
        read = None if language in by_language else _transcript_file(path, context)
        if read is not None and (parts := _parts(*read, diagnostics)):
            by_language[language] = {"language": language, "path": read[0], "parts": parts}
    return [*by_language.values()]


def _transcript_file(path: str, context: TransformContext) -> tuple[str, bytes] | None:
    try:
        return context.read(path, context.source.path)
    except OutsideCourseError:
        return None


def _transcript_urls(names: Sequence[str], context: TransformContext) -> Iterator[tuple[str, str]]:
    options = context.options
    spoken = (context.frontmatter.language, options.language, *options.languages, "en")
    languages = [part for item in spoken if item for part in (item, item.partition("-")[0])]
    for name in names:
        for language in dict.fromkeys(languages):
            yield f"{FOLDER}/{name}.{language}.vtt", language


def _parts(path: str, content: bytes, diagnostics: Diagnostics) -> list[dict[str, object]]:
    from neuromatch_site.transforms._webvtt import WebVttError, joined, read_webvtt

    try:
        cues = read_webvtt(content)
    except WebVttError as error:
        message = f"the transcript is not valid WebVTT: {error}"
        hint = "start it with `WEBVTT`, then `00:01.000 --> 00:04.000` and the spoken text"
        diagnostics.report(Rule.TRANSCRIPT_READABLE, Position(path, error.line), message, hint)
        return []
    return [{"start": part.start, "text": part.text} for part in joined(cues)]
