"""Transcripts: ``transcripts/<video>.<language>.vtt`` of the course -> beside the video."""

from collections.abc import Iterator

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast.nodes import Root, Video
from neuromatch_site.model.ast.visit import select
from neuromatch_site.transforms._context import TransformContext

FOLDER = "/transcripts"


def find_transcripts(content: Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Give every video the transcripts that the course has of it, by the names of their files.

    The languages are those of the page and of the site, and English. A file that is no WebVTT
    is reported at its line, and left out.
    """
    for video in select(content, Video):
        found: list[dict[str, object]] = []
        for name, language in _candidates(video, context):
            read = context.read(f"{FOLDER}/{name}.{language}.vtt", "")
            if read is not None and (parts := _parts(*read, diagnostics)):
                found.append({"language": language, "parts": parts})
        video.transcripts = found or video.transcripts


def _candidates(video: Video, context: TransformContext) -> Iterator[tuple[str, str]]:
    options = context.options
    spoken = (context.frontmatter.language, options.language, *options.languages, "en")
    languages = [part for one in spoken if one for part in (one, one.partition("-")[0])]
    for provider in video.providers or []:
        if provider.get("id"):
            yield from ((provider["id"], language) for language in dict.fromkeys(languages))


def _parts(path: str, content: bytes, diagnostics: Diagnostics) -> list[dict[str, object]]:
    from neuromatch_site.transforms._webvtt import WebVttError, joined, read_webvtt

    try:
        cues = read_webvtt(content)
    except WebVttError as error:
        message = f"the transcript is not valid WebVTT: {error}"
        hint = "start it with `WEBVTT`, then `00:01.000 --> 00:04.000` and what is said"
        diagnostics.report(Rule.TRANSCRIPT_READABLE, Position(path, error.line), message, hint)
        return []
    return [{"start": part.start, "text": part.text} for part in joined(cues)]
