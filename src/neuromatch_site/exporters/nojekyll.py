"""``.nojekyll`` and ``CNAME``: files that GitHub Pages reads."""

from urllib.parse import urlsplit

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.exporters._context import ExportContext, place_of
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Project


def nojekyll(project: Project, context: ExportContext) -> list[Artifact]:
    """Return the files; a custom domain that contradicts the base URL is reported."""
    options = project.site.options
    marker = Artifact(".nojekyll", b"")
    if not options.cname:
        return [marker]
    host = urlsplit(options.base_url).hostname
    if host and host != options.cname.lower():
        context.diagnostics.report(
            Rule.VALID_SITE_CONFIG,
            place_of(options.cname, "myst.yml", context, "cname"),
            f"the custom domain is `{options.cname}`, but the base URL names `{host}`",
            "build with the base URL of the custom domain, or remove `cname`",
        )
    return [marker, Artifact("CNAME", f"{options.cname}\n".encode())]
