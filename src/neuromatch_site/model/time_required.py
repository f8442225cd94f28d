"""How long a page takes to read, watch and do."""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from neuromatch_site.config.schedule import Schedule
from neuromatch_site.model.course import Page, PageFacts, Project

WORDS_A_MINUTE = 220
"""Silent reading of English non-fiction is 238 words a minute on average; a lesson is slower.

Source: Brysbaert 2019, https://doi.org/10.1016/j.jml.2019.104047.
"""
_FORMULA, _FIGURE, _CODE_LINE, _RUN_LINE = 15, 12, 3, 10
"""Seconds for a displayed formula, a figure, a line of code to read, a line of code to run."""
_EXERCISE = 5
"""Minutes for an exercise without ``:minutes:``."""
_SEVERAL, _WORDS_A_WORK = 5, 40
"""A list of works has so many, and no more words for each."""


class TimeRequired(Struct, frozen=True, kw_only=True):
    """Minutes of a page, a week, a course."""

    read: int = 0
    watch: int = 0
    """The videos whose length is known."""
    do: int = 0
    """Exercises, notebooks."""
    unknown: int = 0
    """Videos of unknown length."""

    @property
    def minutes(self) -> int:
        """The total."""
        return self.read + self.watch + self.do

    def __add__(self, other: "TimeRequired") -> "TimeRequired":
        """Return the sum of both."""
        return TimeRequired(
            read=self.read + other.read,
            watch=self.watch + other.watch,
            do=self.do + other.do,
            unknown=self.unknown + other.unknown,
        )


_NOT_LESSONS = frozenset(
    ("conference", "edition", "programme", "talk", "book", "schedule", "people", "cite")
)
"""Layouts of pages that nobody learns from page by page."""


def is_lesson(page: Page, project: Project) -> bool:
    """Return whether a page is a lesson: it takes time, and can be ticked off."""
    return page.frontmatter.template not in _NOT_LESSONS and not project.is_gathering


def is_gathering(project: Project) -> bool:
    """Return whether the site is about a conference and has no lessons.

    It has a conference page, no week and no schedule, and no page with features of lessons.
    """
    if not project.conference.url or project.data.schedule.weeks:
        return False
    if any(entry.children for entry in project.toc):
        return False
    return not any(_teaches(page) for page in project.pages if not page.source.data)


def _teaches(page: Page) -> bool:
    facts, about = page.facts, page.frontmatter
    signs = (facts.videos, facts.exercises, facts.quiz_questions, facts.executable)
    return any(signs) or bool(facts.outcomes or facts.formulas or about.minutes)


def kind_of(page: Page) -> str:
    """Return the kind of a page: `video`, `notebook`, `exercise`, `quiz`, `reading`.

    A page is an exercise, or a quiz, if at least half of its words are.
    """
    facts = page.facts
    if facts.executable or page.source.path.endswith(".ipynb"):
        return "notebook"
    if facts.exercises + facts.quiz_questions and 2 * facts.exercise_words >= facts.words:
        return "quiz" if facts.quiz_questions > facts.exercises else "exercise"
    return "video" if facts.videos else "reading"


def lists_works(facts: PageFacts) -> bool:
    """Return whether a page is a list of what to read elsewhere: a work every forty words."""
    works = len(facts.links) + sum(not work.linked for work in facts.cited)
    return works >= _SEVERAL and facts.words < _WORDS_A_WORK * works


def time_required(page: Page, project: Project) -> TimeRequired:
    """Return how long a page takes.

    The author's value takes precedence: ``site: {minutes: 45}`` of the page, or the ``minutes`` of
    its sessions in ``data/schedule.yml``. Otherwise it is estimated from words, formulas, figures,
    code, exercises and the lengths of videos in the lock.
    """
    if not is_lesson(page, project):
        return TimeRequired()
    facts = page.facts
    lengths = [_seconds(video.providers, project) for video in facts.videos]
    watch = round(sum(lengths) / 60)
    unknown = sum(not length for length in lengths)
    notebook = kind_of(page) == "notebook"
    reading = 60 * (facts.words - facts.exercise_words) / WORDS_A_MINUTE
    reading += _FORMULA * facts.formulas + _FIGURE * len(facts.images)
    reading += 0 if notebook else _CODE_LINE * facts.code_lines
    read = max(1, round(reading / 60)) if reading > 0 else 0
    do = facts.exercise_minutes + _EXERCISE * (facts.exercises - facts.timed_exercises)
    do += facts.quiz_questions + (round(_RUN_LINE * facts.code_lines / 60) if notebook else 0)
    stated = page.frontmatter.minutes or project.session_minutes.get(page.source.path, 0)
    if not stated:
        return TimeRequired(read=read, watch=watch, do=do, unknown=unknown)
    if kind_of(page) in ("exercise", "notebook", "quiz"):
        return TimeRequired(do=stated)
    watch = min(watch, stated)
    return TimeRequired(read=stated - watch, watch=watch, unknown=unknown)


def session_minutes(schedule: Schedule) -> Counter[str]:
    """Return the total length of the sessions of each page, by its path."""
    minutes: Counter[str] = Counter()
    for week in schedule.weeks:
        for session in week.all_sessions:
            if session.page:
                minutes[session.page.path] += session.minutes
    return minutes


def total(times: Iterable[TimeRequired]) -> TimeRequired:
    """Return the sum."""
    return sum(times, TimeRequired())


def iso_duration(minutes: int) -> str:
    """Return ``PT2H25M`` for 145 minutes (ISO 8601); empty for none."""
    hours, rest = divmod(minutes, 60)
    text = (f"{hours}H" if hours else "") + (f"{rest}M" if rest else "")
    return f"PT{text}" if text else ""


def _seconds(providers: Iterable[dict[str, str]], project: Project) -> float:
    keys = (f"{provider.get('provider', '')}:{provider.get('id', '')}" for provider in providers)
    known = (project.videos[key].duration for key in keys if key in project.videos)
    return next((length for length in known if length), 0.0)
