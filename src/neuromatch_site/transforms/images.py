"""Images: find their files, check that they are safe to show; ``![](#label)`` embeds."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule, same_name
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.course_files import OutsideCourseError
from neuromatch_site.media.pictures import (
    AUDIO_FORMATS,
    CONVERTIBLE,
    FORMATS,
    PLAYED_FORMATS,
    VIDEO_FORMATS,
    Fault,
    Picture,
    PictureProblem,
)
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.tracks import poster_of
from neuromatch_site.model.ast.visit import has_child, parents_of, replace, select
from neuromatch_site.transforms._context import TransformContext
from neuromatch_site.transforms._elements import holds_line
from neuromatch_site.transforms._steps import changes
from neuromatch_site.urls import parts_of, url_scheme

_ENDINGS = (
    ".webp",
    ".svg",
    ".gif",
    ".png",
    ".jpg",
    ".jpeg",
    ".avif",
    ".apng",
    *PLAYED_FORMATS,
    ".bmp",
)
"""Of the files that ``figure.*`` or ``figure`` may mean, in the order they are taken in."""
_RULES = {
    Fault.UNREADABLE: Rule.IMAGE_READABLE,
    Fault.TOO_LARGE: Rule.IMAGE_TOO_LARGE,
    Fault.ACTIVE: Rule.SVG_ACTIVE_CONTENT,
}
_INLINE = ("data:image/png;", "data:image/jpeg;", "data:image/gif;", "data:image/webp;")
_WATCHED = frozenset(
    f"{www}{host}" for www in ("", "www.") for host in ("youtube.com", "youtu.be", "vimeo.com")
)


@changes(nodes.Image)
def hoist_images(content: nodes.Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Move each image that is alone in a paragraph out of it.

    Source: ``hoistSingleImagesOutofParagraphs`` of myst-parser.
    """
    replace(content, nodes.Paragraph, _hoisted)


def _hoisted(node: nodes.Paragraph) -> list[nodes.Node] | None:
    if len(node.children) != 1 or node.identifier:
        return None
    return node.children if isinstance(node.children[0], nodes.Image) else None


@changes(nodes.Image)
def make_embeds(content: nodes.Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Convert images whose URL is a label, such as ``![](#cell)``, to ``embed``.

    Source: ``transformImagesToEmbed`` of myst-cli.
    """
    replace(content, nodes.Image, _embed)


def _embed(node: nodes.Image) -> list[nodes.Node] | None:
    if not node.url.startswith(("#", "xref:", "myst:")):
        return None
    label = node.url.removeprefix("#")
    return [
        nodes.Embed(
            position=node.position,
            label=node.label,
            identifier=node.identifier,
            source={"label": label},
            remove_input=True,
        )
    ]


@changes(nodes.Image, nodes.Video)
def find_images(content: nodes.Root, context: TransformContext, diagnostics: Diagnostics) -> None:
    """Set the URL of each image of the course to its path from the course folder.

    What cannot be shown is reported, and replaced by its alternative text.
    """
    finder = _Finder(context, diagnostics)
    for parent in parents_of(content, nodes.Image):
        inline = holds_line(parent) or has_child(parent, nodes.Text)
        parent.children = [
            finder.located(child, inline=inline) if isinstance(child, nodes.Image) else child
            for child in parent.children
        ]
    for video in select(content, nodes.Video):
        video.poster = finder.still(video.poster, video)
    finder.report_outputs()


class _Finder:
    """Looks at the pictures of one page."""

    def __init__(self, context: TransformContext, diagnostics: Diagnostics) -> None:
        self.context = context
        self.diagnostics = diagnostics
        self.undescribed: list[Position] = []
        """Images of outputs without alternative text."""

    def report_outputs(self) -> None:
        """Report images of outputs without alternative text, once per page."""
        if not self.undescribed:
            return
        count = len(self.undescribed)
        message = (
            "the picture that this cell puts out has no alt text"
            if count == 1
            else f"{count} pictures that cells put out have no alt text; the first is here"
        )
        hint = "describe it on the first line of the cell: `#| alt: ...`"
        self.diagnostics.report(Rule.IMAGE_HAS_ALT_TEXT, self.undescribed[0], message, hint)

    def located(self, node: nodes.Image, *, inline: bool) -> nodes.Node:
        """Return the image with its file; if it cannot be shown, its alternative text."""
        place = node.position or Position(self.context.source.path)
        carried = node.url.startswith("media:")
        problem = ""
        if not carried:
            locate = self.elsewhere if url_scheme(node.url) else self.here
            problem = locate(node, place)
        if problem:
            return _replacement_text(node, problem, inline=inline)
        if (still := poster_of(node)) and node.data:
            node.data["poster"] = self.still(still, node)
        if not (node.alt or node.placeholder or self.decorative(node)):
            self.report_undescribed(node, place)
        return node

    def still(self, url: str | None, video: nodes.Image | nodes.Video) -> str | None:
        """Return the poster of a video; None if there is none."""
        if not url:
            return None
        image = nodes.Image(position=video.position, url=url)
        problem = (self.elsewhere if url_scheme(url) else self.here)(
            image, video.position or Position(self.context.source.path)
        )
        return None if problem else image.url

    def report_undescribed(self, node: nodes.Image, place: Position) -> None:
        """Report an image without alternative text; those of outputs together, at the end."""
        url = node.urlSource or node.url
        kind = _kind(url)
        if (node.data or {}).get("type") == "output":
            if kind == "picture":
                self.undescribed.append(place)
            return
        message = f"the {kind} `{url}` has no alt text"
        hint = "describe it: `![description](...)`, or `:alt:` in a directive"
        self.diagnostics.report(Rule.IMAGE_HAS_ALT_TEXT, place, message, hint)

    def decorative(self, node: nodes.Image) -> bool:
        return "decorative" in (node.classes or ())

    def report(self, rule: Rule, place: Position, message: str, hint: str = "") -> str:
        self.diagnostics.report(rule, place, message, hint)
        return message

    # -- elsewhere

    def elsewhere(self, node: nodes.Image, place: Position) -> str:
        """Check an image that is not a file of the course; return why it cannot be shown."""
        scheme = url_scheme(node.url)
        if scheme == "data" and node.url.startswith(_INLINE):
            return ""
        if scheme == "https":
            message = f"the {_kind(node.url)} `{node.url}` is remote"
            hint = "copy it into the course: remote images let that site track readers"
            if parts_of(node.url).hostname in _WATCHED:
                hint = f"that is a page with a video: write `:::{{iframe}} {node.url}`"
            self.report(Rule.IMAGE_REMOTE, place, message, hint)
            return ""
        if scheme in ("http", "//"):
            message = f"the picture `{node.url}` does not use https"
            return self.report(Rule.INSECURE_LINK, place, message, "copy it into the course")
        if len(scheme) == 1:  # the letter of a drive of Windows
            message = f"`{unquote(node.url)}` is a path on your computer"
            hint = "copy the file into the course, and write its path from this page"
            return self.report(Rule.URL_SCHEME, place, message, hint)
        message = f"a picture cannot have a `{scheme}:` URL"
        return self.report(Rule.URL_SCHEME, place, message, "use a file of the course")

    # -- files of the course

    def here(self, node: nodes.Image, place: Position) -> str:
        """Find the file of an image; return why it cannot be shown."""
        if not node.url:
            message, hint = "a picture has no URL", "write the path of its file"
            return self.report(Rule.IMAGE_EXISTS, place, message, hint)
        node.urlSource = node.urlSource or node.url
        try:
            path, file, problem = self.look(node.url, place.path)
        except OutsideCourseError:
            plain = unquote(node.url)
            if "\\" in plain:
                hint = f"write `{plain.replace(chr(92), '/')}`: paths have slashes on every system"
                message = f"`{plain}` has backslashes"
                return self.report(Rule.PATH_INSIDE_COURSE, place, message, hint)
            message = f"`{node.url}` is outside the course folder"
            hint = self.context.files.root_hint(
                node.url, place.path, "pictures must be inside the course folder"
            )
            return self.report(Rule.PATH_INSIDE_COURSE, place, message, hint)
        if file is None:
            message = f"{_kind(node.url)} not found: `{unquote(node.urlSource)}`"
            return self.report(Rule.IMAGE_EXISTS, place, message, self.hint(node.url, place.path))
        node.url = f"/{path}"
        if problem is None:
            self.note(path, file, place)
            return ""
        where = Position(path, problem.line) if problem.line else place
        return self.report(
            _RULES[problem.fault], where, f"`{path}` {problem.message}", problem.hint
        )

    def note(self, path: str, file: Path, place: Position) -> None:
        """Report a remark about an image that is shown."""
        picture = self.context.file_cache.inspect(file)
        if isinstance(picture, Picture) and picture.note:
            rule = Rule.SVG_ACTIVE_CONTENT if picture.cleaned else Rule.IMAGE_READABLE
            hint = "" if picture.cleaned else f"rename it to `{Path(path).stem}.{picture.format}`"
            self.diagnostics.warn(rule, place, f"`{path}` {picture.note}", hint)

    def look(self, url: str, page: str) -> tuple[str, Path | None, PictureProblem | None]:
        """Return the file of the URL, whose extension can be missing."""
        picture = self.context.picture(url, page)
        stem = url.removesuffix(".*")
        has_ending = Path(stem).suffix.lower() in (*FORMATS, *PLAYED_FORMATS, *CONVERTIBLE)
        if picture[1] is not None or (stem == url and has_ending):
            return picture
        for ending in _ENDINGS:
            picture = self.context.picture(stem + ending, page)
            if picture[1] is not None:
                break
        return picture

    def hint(self, url: str, page: str) -> str:
        """Return the file in the folder that the author may have meant."""
        path = self.context.files.locate(url, page)
        folder, _, name = path.rpartition("/")
        if odd := self.context.files.odd_kind(url, page):
            return f"`{name}` is {odd}; write the path of a file"
        names = self.context.names(folder)
        if same := same_name(name, names):
            return same
        if near := _nearest(name, names, self.diagnostics):
            beside, slash, _ = unquote(url).rpartition("/")
            return f"did you mean `{beside}{slash}{near}`?"
        other = self.context.elsewhere(path, page)
        return other or f"paths are relative to the folder of `{page}`"


def _kind(url: str) -> str:
    """Return what is shown, by its ending: a picture, a video, a sound."""
    low = url.lower()
    if low.endswith(AUDIO_FORMATS):
        return "sound"
    return "video" if low.endswith(VIDEO_FORMATS) else "picture"


def _nearest(name: str, names: Sequence[str], diagnostics: Diagnostics) -> str:
    """Return the name that is closest without its ending, which makes all of one kind alike."""
    by_stem = {name.rpartition(".")[0] or name: name for name in names}
    return by_stem.get(diagnostics.closest(name.rpartition(".")[0] or name, list(by_stem)), "")


def _replacement_text(node: nodes.Image, message: str, *, inline: bool) -> nodes.Node:
    """Return what is shown where the picture would be."""
    words = node.alt or node.urlSource or node.url
    if inline:
        text: list[nodes.Node] = [nodes.Text(position=node.position, value=words)]
        return nodes.Span(position=node.position, classes=["problem"], children=text)
    return nodes.Problem(position=node.position, message=message, value=words)
