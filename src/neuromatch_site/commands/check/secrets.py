"""What looks like a password of a service, in a text that is to be published."""

import re

from neuromatch_site.commands.check._context import CheckContext
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position

_SECRET = re.compile(
    r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,}|glpat-[\w-]{20,}|AKIA[0-9A-Z]{16}"
    r"|sk-(?:proj-)?[A-Za-z0-9_-]{32,}|xox[abprs]-[A-Za-z0-9-]{20,}|AIza[\w-]{35}"
    r"|pypi-[A-Za-z0-9_-]{40,}|hf_[A-Za-z]{34})"
    r"|-----BEGIN (?:RSA |EC |OPENSSH |DSA )?PRIVATE KEY-----"
)
"""The forms that GitHub, GitLab, AWS, OpenAI, Slack, Google, PyPI, Hugging Face and SSH give."""


def check_secrets(context: CheckContext, diagnostics: Diagnostics) -> None:
    """Report tokens and private keys in the sources of pages, outputs of notebooks included."""
    for page in context.project.pages:
        for match in _SECRET.finditer(page.text):
            before = page.text[: match.start()]
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            message = f"`{match[0][:8]}…` looks like a secret"
            hint = "revoke it where it was made, then remove it: the history keeps it"
            place = Position(page.source.path, line, column)
            diagnostics.report(Rule.SECRET_ABSENT, place, message, hint)
