"""Links with text that does not describe their target."""

from neuromatch_site.commands.check._context import CheckContext
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.model.ast.nodes import Link
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.ast.visit import select

_VAGUE = frozenset(
    {
        *("here", "click here", "click", "this", "this link", "this page", "link", "a link"),
        *("more", "read more", "learn more", "see here", "go", "page"),
        *("hier", "ici", "cliquez ici", "aquí", "aqui", "haz clic aquí", "qui", "clicca qui"),
    }
)


def check_links(context: CheckContext, diagnostics: Diagnostics) -> None:
    """Report links that say ``here``: they say nothing in a screen reader's list of links.

    Source: WCAG 2.4.4 and 2.4.9, failures F84 and F63.
    """
    for page in context.project.pages:
        for link in select(page.content, Link):
            words = text_of(link.children).strip().strip(".!…:").casefold()
            if words in _VAGUE and link.position is not None:
                message = f"the link text `{words}` does not describe the target of the link"
                hint = "describe the target: `[the slides of this lesson](…)`"
                diagnostics.report(Rule.LINK_TEXT_TELLS, link.position, message, hint)
