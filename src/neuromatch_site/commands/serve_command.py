"""``neuromatch-site serve``."""

from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import click

from neuromatch_site.commands.arguments import (
    BASE_URL,
    COURSE,
    EXECUTE,
    NO_SOLUTIONS,
    ROOT,
    TEMPLATES,
    checked_root,
)
from neuromatch_site.commands.console import echo_err, prefix
from neuromatch_site.pipeline.options import Options
from neuromatch_site.pipeline.output_folder import beside_course
from neuromatch_site.workers.progress import Progress


@click.command("serve")
@COURSE
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="The address to listen on; 0.0.0.0 in a container.",
)
@click.option(
    "--allow-host",
    "allowed",
    multiple=True,
    metavar="NAME",
    help="Also answer to this host name, such as that of a JupyterHub.",
)
@click.option(
    "--polling",
    is_flag=True,
    help="Check the files at intervals, where the system reports no changes (Docker).",
)
@click.option("--open", "browse", is_flag=True, help="Open the site in a browser.")
@BASE_URL
@EXECUTE
@NO_SOLUTIONS
@TEMPLATES
@ROOT
def serve_command(
    course: Path,
    port: int,
    host: str,
    allowed: tuple[str, ...],
    base_url: str,
    templates: Path | None,
    *,
    root: Path | None,
    browse: bool,
    polling: bool,
    execute: bool,
    no_solutions: bool,
) -> None:
    """Preview COURSE locally with live reload."""
    from neuromatch_site.cache.file_cache import prefetch
    from neuromatch_site.cache.folders import course_folder
    from neuromatch_site.workers.pool import run_in_background

    root = checked_root(root, course)
    options = Options(
        base_url=base_url,
        solutions=not no_solutions,
        drafts=True,
        execute=execute,
        root=root,
        templates=templates,
        lite=False,
        jobs=1,
    )
    folder = course_folder("preview", course, repr(options))
    file_cache = run_in_background(partial(prefetch, course, folder), jobs=0)  # while modules load
    from neuromatch_site.cache.page_cache import BuildCache
    from neuromatch_site.commands.preview import Reach
    from neuromatch_site.commands.preview import serve as serve_site
    from neuromatch_site.commands.preview.new_messages import News
    from neuromatch_site.filesystem.theme_files import theme_folder
    from neuromatch_site.pipeline.build import BuildResult
    from neuromatch_site.pipeline.context import BuildContext, OpenPages
    from neuromatch_site.pipeline.read_course import read_ahead
    from neuromatch_site.pipeline.site import build_site

    cache, news = BuildCache(folder, file_cache=file_cache()), News()
    read_ahead(course, BuildContext(options, cache=cache))

    def rebuild(open_pages: OpenPages, progress: Progress) -> BuildResult:
        built = build_site(course, BuildContext(options, progress, cache, open_pages))
        echo_err(news.tell(built.diagnostics, prefix(course), sum(progress.times.values())))
        return built

    beside = templates or course.resolve().parent / "templates"
    watched = [root or course, beside, theme_folder(), *beside_course(course)]
    reach = Reach(port=port, base=_path(base_url), host=host, allowed=allowed, polling=polling)
    serve_site(rebuild, watched, course.resolve(), reach, browse=browse)


def _path(url: str) -> str:
    return urlsplit(url).path or "/"
