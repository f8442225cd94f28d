"""``check --publish``: a checklist for the first publication."""

import os
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from neuromatch_site.commands.check._context import CheckContext
from neuromatch_site.commands.citation.citation_files import (
    CFF,
    citation_files,
    github_repositories,
    repository_root,
)
from neuromatch_site.commands.console import counted
from neuromatch_site.commands.scaffold.course import examples_left
from neuromatch_site.diagnostics.diagnostic import Diagnostic, Rule, Severity

_WORKFLOWS = ("*.yml", "*.yaml")
_BUILDS = "neuromatch-site"
"""What a file that publishes a course names."""
_PAGES = "actions/deploy-pages"
_ONE_FILE = (".gitlab-ci.yml", "netlify.toml", "publish.sh")
_NAMED = 3
"""Files that a line names before it counts the rest."""


class State(StrEnum):
    """The state of a step; the value is shown in its box."""

    DONE = "x"
    TO_DO = " "
    BLOCKS = "!"
    LOOK = "?"
    """It cannot be checked from the folder."""


class Step(Struct, frozen=True):
    """One line of the list."""

    state: State
    name: str
    text: str
    """What is done, or what to do."""


class _Course(Struct, frozen=True):
    """What the lines are made from."""

    context: CheckContext
    diagnostics: Sequence[Diagnostic]
    """The messages of ``check``."""
    repository: Path | None
    """The folder with ``.git``, if any."""
    publishes: str
    """Path of the publishing workflow in the repository; empty if there is none."""

    def count(self, rule: Rule) -> int:
        return sum(item.rule is rule for item in self.diagnostics)


def publish_steps(context: CheckContext, diagnostics: Sequence[Diagnostic]) -> list[Step]:
    """Return the checklist for a checked course, with its messages."""
    repository = _repository(context.files.root)
    course = _Course(context, diagnostics, repository, _publisher(repository or context.files.root))
    return [*(step for part in _PARTS for step in part(course)), *_BY_HAND]


def _step(name: str, there: object, to_do: str, *, done: str = "") -> Step:
    """Return a line that is done where something is there."""
    return Step(State.DONE, name, done or str(there)) if there else Step(State.TO_DO, name, to_do)


def _problems(course: _Course) -> Iterator[Step]:
    errors = sum(item.severity is Severity.ERROR for item in course.diagnostics)
    warnings = sum(item.severity is Severity.WARNING for item in course.diagnostics)
    if secrets := course.count(Rule.SECRET_ABSENT):
        action = f"{counted(secrets, 'key')} in the sources: revoke, then remove; see `check`"
        yield Step(State.BLOCKS, "secrets", action)
        errors -= secrets
    if errors:
        text = f"{counted(errors, 'error')}: `neuromatch-site check` lists them"
        yield Step(State.BLOCKS, "errors", text)
    else:
        yield Step(State.DONE, "errors", "none")
    if warnings:
        text = f"{counted(warnings, 'warning')} to look at: `neuromatch-site check`"
        yield Step(State.TO_DO, "warnings", text)


def _metadata(course: _Course) -> Iterator[Step]:
    project, options = course.context.project.config, course.context.project.site.options
    path = course.context.config.path or "myst.yml"
    yield _step("title", project.title, f"in {path}, `project: title: Name of the course`")
    yield _step(
        "authors",
        ", ".join(person.name for person in project.authors),
        f"in {path}, `project: authors: [{{name: Your Name}}]`; every page is cited under them",
    )
    yield _step(
        "description",
        project.description,
        f"in {path}, `project: description:` one sentence, shown by search engines",
    )
    content = project.licenses.content
    yield _step(
        "licence",
        content and (content.id or content.name),
        f"in {path}, `project: license: CC-BY-4.0`; without one nobody may reuse the course",
    )
    yield _step("language", options.language or project.language, f"in {path}, `language: en`")


def _content_steps(course: _Course) -> Iterator[Step]:
    context = course.context
    config = context.config
    if left := examples_left(context.files.root, config.project.title):
        yield Step(
            State.TO_DO, "examples", f"still as `new course` wrote them: {_listed_paths(left)}"
        )
    drafts = sorted(context.project.drafts)
    if drafts:
        text = f"{_listed_paths(drafts)}: left out of the site while `draft: true` is there"
        yield Step(State.LOOK, "drafts", text)
    else:
        yield Step(State.DONE, "drafts", "none")
    for name, rule, done, hint in _COUNTED:
        number = course.count(rule)
        to_do = f"{hint} ({counted(number, 'place')}): see `neuromatch-site check`"
        yield _step(name, not number, to_do, done=done)


_COUNTED = (
    ("alt texts", Rule.IMAGE_HAS_ALT_TEXT, "every picture has one", "say what pictures show"),
    (
        "transcripts",
        Rule.VIDEO_HAS_TRANSCRIPT,
        "no video lacks one",
        "give each video a transcript or captions",
    ),
    (
        "local links",
        Rule.LINK_PUBLIC,
        "no link leads to this machine",
        "replace links to `localhost`, which readers cannot open",
    ),
    ("outputs", Rule.OUTPUTS_CURRENT, "as the code is", "`neuromatch-site run` renews outputs"),
)
"""Lines about messages: the name, their rule, what is so without one, what to do."""


def _look(course: _Course) -> Iterator[Step]:
    options = course.context.project.site.options
    yield _step(
        "favicon", options.favicon, "`site: options: favicon: figures/icon.png`, for browser tabs"
    )
    yield _step(
        "cover",
        options.cover,
        "`site: options: cover: figures/cover.jpg`; else the first figure is shown",
    )
    not_found = "404.html" in course.context.site
    yield _step("404 page", not_found, "the site has none; see `check`", done="part of the site")


def _citation(course: _Course) -> Iterator[Step]:
    context = course.context
    project = context.project.config
    root = repository_root(context.files.root)
    if not course.count(Rule.METADATA_STALE) and all(
        (root / name).is_file() for name in citation_files(context.config)
    ):
        yield Step(State.DONE, "citation", f"{CFF} is there")
    else:
        date = "" if project.date else "set `project: date: YYYY-MM-DD`, then "
        yield Step(State.TO_DO, "citation", f"{date}`neuromatch-site cite --write` writes {CFF}")
    doi = project.concept_doi or project.doi
    to_do = "can wait: `neuromatch-site cite --deposit` makes a draft on Zenodo"
    yield _step("DOI", doi, to_do)


def _hosting(course: _Course) -> Iterator[Step]:
    context, repository = course.context, course.repository
    options = context.project.site.options
    remote = next(iter(github_repositories(repository)), "") if repository else ""
    yield _step(
        "repository",
        repository and (_has_remote(repository) and (remote or "has a remote")),
        "`git remote add origin ADDRESS`, then `git push -u origin main`"
        if repository
        else "`git init -b main`, `git add .`, `git commit -m 'Begin the course'`",
    )
    yield _step(
        "workflow",
        course.publishes,
        "`neuromatch-site new deploy github-pages` (or another host) writes one",
    )
    pages = "workflows" in course.publishes
    owner, _, name = remote.partition("/")
    guess = f"https://{owner or 'YOUR-NAME'}.github.io/{name or 'COURSE'}/".lower()
    address = options.base_url or (options.cname and f"https://{options.cname}/")
    pages_step = "the workflow asks GitHub Pages for it" if pages else ""
    yield _step(
        "address",
        address or pages_step,
        f"`site: options: base_url: {guess}`, for links and the feed",
    )
    link = context.project.config.github or (remote and f"https://github.com/{remote}")
    yield _step(
        "edit links",
        context.project.config.github,
        f"`project: github: {link or 'https://github.com/YOUR-NAME/COURSE'}`",
    )
    if pages:
        place = f"{link}/settings/pages" if link else "Settings > Pages of the repository"
        yield Step(State.LOOK, "Pages", f'{place}: choose "GitHub Actions" as the source')
    if options.cname:
        text = f"a CNAME record of `{options.cname}` at your registrar, and the same name in Pages"
        yield Step(State.LOOK, "domain", text)


_BY_HAND = (
    Step(State.LOOK, "other sites", "`neuromatch-site check --external` asks each link"),
    Step(State.LOOK, "rights", "pictures, data and texts of others: may they be published?"),
    Step(State.LOOK, "on a phone", "`neuromatch-site serve --open`, in a narrow window"),
)
_PARTS: tuple[Callable[[_Course], Iterator[Step]], ...] = (
    _problems,
    _metadata,
    _content_steps,
    _look,
    _citation,
    _hosting,
)


def _repository(course: Path) -> Path | None:
    """Return the folder around the course, or itself, that Git keeps."""
    real = Path(os.path.realpath(course))
    return next((folder for folder in (real, *real.parents) if (folder / ".git").exists()), None)


def _has_remote(repository: Path) -> bool:
    try:
        text = (repository / ".git" / "config").read_text(encoding="utf-8", errors="replace")
    except OSError:  # a worktree, whose settings lie elsewhere
        return True
    return "[remote " in text


def _publisher(root: Path) -> str:
    """Return the file of the repository that builds a course for a host; empty: none.

    One for GitHub Pages comes first: other workflows may build the course to test it.
    """
    folder = root / ".github" / "workflows"
    workflows = [path for name in _WORKFLOWS for path in sorted(folder.glob(name))]
    paths = [path for path in (*workflows, *(root / name for name in _ONE_FILE)) if path.is_file()]
    texts = {path: path.read_text(encoding="utf-8", errors="replace") for path in paths}
    building = [path for path, text in texts.items() if _BUILDS in text or _PAGES in text]
    building.sort(key=lambda path: _PAGES not in texts[path])
    return building[0].relative_to(root).as_posix() if building else ""


def _listed_paths(paths: Sequence[str]) -> str:
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    return ", ".join(paths[:_NAMED]) + more
