"""Report what ``site.options`` permits the pages of a course, in every build.

A line of ``myst.yml`` is easily overlooked in a pull request; a message on that line is not.
"""

from collections.abc import Mapping

from neuromatch_site.config.fields import Report
from neuromatch_site.config.options import SiteOptions
from neuromatch_site.config.services import Analytics
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.diagnostic import Rule


def report_permissions(options: SiteOptions, values: Mapping[str, Value], report: Report) -> None:
    """Report options that permit pages more than showing text, or that would run code.

    ``values`` are the options as written.
    """
    if options.trust:
        message = "`trust: true` publishes raw HTML of pages as it is, with scripts and redirects"
        report.broken(Rule.COURSE_PERMISSIONS, values["trust"], message)
    if options.frame_hosts:
        named = ", ".join(f"`{host}`" for host in options.frame_hosts)
        message = f"`frame_hosts` lets pages embed content from {named}"
        report.broken(Rule.COURSE_PERMISSIONS, values["frame_hosts"], message)
    if options.analytics.provider:
        names = ("analytics", "analytics_plausible", "analytics_google")
        place = next(values[name] for name in names if name in values)
        report_counting(options.analytics, place, report)
    if options.comments.giscus:
        message = "`comments` embeds `giscus.app` below lessons once a reader asks for it"
        report.broken(Rule.COURSE_PERMISSIONS, values["comments"], message)
    if options.comments.hypothesis and not (options.base_url or options.cname):
        message = "`hypothesis` shows no link where the address of the site is not known"
        hint = "write `base_url: https://...`, or build with `--base-url`"
        report.broken(Rule.SETTING_HAS_EFFECT, values["comments"], message, hint)
    if options.execute:
        message = "`execute: true` runs no code: only the command line does"
        hint = "run the command with `--execute` if you trust the code, and remove this key"
        report.broken(Rule.CODE_RUNS_ON_REQUEST, values["execute"], message, hint)


def report_counting(analytics: Analytics, place: Value, report: Report) -> None:
    """Report the analytics service, and the hosts that pages load from for it."""
    hosts = dict.fromkeys((*analytics.scripts, *analytics.connects))
    named = ", ".join(f"`{host}`" for host in hosts)
    after = ", after readers agree" if analytics.consent else ""
    counts = f"`{analytics.provider}` counts visits"
    message = f"{counts}: every page loads its script, from {named}{after}"
    report.broken(Rule.COURSE_PERMISSIONS, place, message)
