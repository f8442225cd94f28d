"""What a course writes in Markdown, beside MyST: what Sphinx and its extensions read."""

from msgspec import Struct


class MarkdownSyntax(Struct, frozen=True, kw_only=True):
    """The parts of Markdown that are read in one course and stay text in another."""

    smartquotes: bool = True
    """Quotes of typewriters become those of printers."""
    bare_links: bool = True
    """Addresses in plain text become links."""
    citations: bool = True
    """``@key`` cites a work; in texts of other programs it is somebody's account."""
    dashes: bool = False
    """``--``, ``---`` and ``...`` become dashes and an ellipsis, as docutils makes them."""
    field_lists: bool = False
    """Lines such as ``:name: text`` are a list."""
