"""Videos without a transcript, or with only one provider."""

from pathlib import PurePosixPath

from neuromatch_site.commands.check._context import CheckContext
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.media.pictures import PLAYED_FORMATS
from neuromatch_site.model.ast.nodes import Image, Video
from neuromatch_site.model.ast.tracks import tracks_of
from neuromatch_site.model.ast.visit import select
from neuromatch_site.model.course import Page


def check_videos(context: CheckContext, diagnostics: Diagnostics) -> None:
    """Report videos without a transcript, and videos with only one provider.

    ``site: {transcript: none}`` and ``site: {providers: one}`` in the front matter of a page switch
    the two messages off.
    """
    for page in context.project.pages:
        for video in select(page.content, Video):
            _check_video(video, page, diagnostics)
        for played in select(page.content, Image):
            if played.url.lower().endswith(PLAYED_FORMATS):
                _check_own(played, page, diagnostics)


def _check_own(played: Image, page: Page, diagnostics: Diagnostics) -> None:
    """Report a video or sound of the course without captions. Source: WCAG 2.2, 1.2.1, 1.2.2."""
    if tracks_of(played) or page.frontmatter.site.get("transcript") == "none":
        return
    name, place = PurePosixPath(played.url).stem, played.position or Position(page.source.path)
    message = f"`{played.urlSource or played.url}` has no transcript"
    hint = f"add `transcripts/{name}.en.vtt`, or write `site: {{transcript: none}}` in front matter"
    diagnostics.report(Rule.VIDEO_HAS_TRANSCRIPT, place, message, hint)


def _check_video(video: Video, page: Page, diagnostics: Diagnostics) -> None:
    place = video.position
    names = [provider.get("provider", "") for provider in video.providers or []]
    if place is None or not names:
        return
    known = next((provider["id"] for provider in video.providers or [] if provider.get("id")), "")
    site_options = page.frontmatter.site
    if not video.transcripts and site_options.get("transcript") != "none":
        message = "the video has no transcript"
        hint = (
            f"add `transcripts/{known or 'NAME'}.en.vtt`, "
            "or write `site: {transcript: none}` in front matter"
        )
        diagnostics.report(Rule.VIDEO_HAS_TRANSCRIPT, place, message, hint)
    if set(names) <= {"youtube"} and site_options.get("providers") != "one":
        message = "the video is only on YouTube, which some countries block"
        hint = (
            "add another provider (`:bilibili:`, `:osf:`), "
            "or write `site: {providers: one}` in front matter"
        )
        diagnostics.report(Rule.VIDEO_PROVIDERS, place, message, hint)
