"""Markdown syntax of a course besides MyST: what Sphinx and its extensions support."""

from msgspec import Struct


class MarkdownSyntax(Struct, frozen=True, kw_only=True):
    """Markdown syntax that can be switched on or off for a course."""

    smartquotes: bool = True
    """Straight quotes become typographic quotes."""
    bare_links: bool = True
    """URLs in plain text become links."""
    citations: bool = True
    """``@key`` is a citation; in texts of other programs it is a user name."""
    dashes: bool = False
    """``--``, ``---`` and ``...`` become dashes and an ellipsis, as in docutils."""
    field_lists: bool = False
    """Lines such as ``:name: text`` are a list."""
