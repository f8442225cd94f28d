"""Access tokens and private keys in text that is to be published."""

from neuromatch_site.commands.check._context import CheckContext
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.text import secrets_in


def check_secrets(context: CheckContext, diagnostics: Diagnostics) -> None:
    """Report all tokens and private keys in sources of pages; a build reports only the first."""
    for page in context.project.pages:
        for what, start in secrets_in(page.text):
            before = page.text[:start]
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            hint = "revoke it where it was made, then remove it: the history keeps it"
            place = Position(page.source.path, line, column)
            diagnostics.report(Rule.SECRET_ABSENT, place, f"this is {what}", hint)
