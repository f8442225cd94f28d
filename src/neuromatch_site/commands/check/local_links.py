"""Links to ``localhost``, which lead to the reader's own machine."""

from neuromatch_site.commands.check._context import CheckContext
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.urls import parts_of

_LOCAL = frozenset({"localhost", "127.0.0.1", "0.0.0.0", "::1"})  # noqa: S104 - read, not opened


def check_local_links(context: CheckContext, diagnostics: Diagnostics) -> None:
    """Report links to this machine; most are copied from the preview."""
    for page in context.project.pages:
        for link in page.facts.links:
            parts = parts_of(link.url)
            if parts.scheme not in ("http", "https") or parts.hostname not in _LOCAL:
                continue
            if link.position is None:
                continue
            target = context.project.page_at(f"/{parts.path.strip('/')}/".replace("//", "/"))
            named = f"`/{target.source.path}`" if target else "its file, such as `lesson.md`"
            message = f"`{link.url}` leads readers to their own machine"
            hint = f"link to a page of the course by {named}"
            diagnostics.report(Rule.LINK_PUBLIC, link.position, message, hint)
