"""Broken links to other sites: requested one by one, and not again for a week."""

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from urllib.parse import urldefrag

from neuromatch_site.cache.folders import own_folder
from neuromatch_site.commands.check._context import CheckContext
from neuromatch_site.commands.http import BUSY, HttpClient, PrivateHostError, RetryPolicy, WebError
from neuromatch_site.config.error_rules import apply_error_rules
from neuromatch_site.diagnostics.diagnostic import Diagnostic, Diagnostics, Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.filesystem.atomic import write_atomic
from neuromatch_site.urls import parts_of
from neuromatch_site.workers.progress import Progress

WEEK = 7 * 24 * 3600
"""Seconds for which an answer is cached."""
_AT_ONCE = 8
"""Hosts that are asked at one time; each of them gets one question after the other."""
_PAUSE = 0.2
"""Seconds between two questions to one host."""
_QUICK, _SLOW, _ALL = 5, 120, 3_000
"""In seconds: a slow answer, the limit for slow answers of one host, the limit for all requests."""
_REFUSED = (401, 403, 405, 406, 429, 451, 999, *BUSY)
"""Answers that say nothing of the page: it is there for readers, or will be."""
_SHORT = 65_536
_WHOLE = 50_000_000
"""Bytes: a server may send all of a file although its beginning was asked for."""

Answers = Mapping[str, tuple[float, str]]
"""By URL: when it was requested, in seconds since 1970, and what is wrong; empty: nothing."""


def ask_elsewhere(
    context: CheckContext, progress: Progress, *, private: bool = False
) -> Sequence[Diagnostic]:
    """Return the broken links to other sites; applies ``error_rules:``.

    Answers are cached for a week in the user's own folder. Machines of a private network are not
    contacted unless allowed: the links of a course are not trusted.
    """
    places = _places(context)
    folder = own_folder("links")
    file = folder / "answers.json" if folder else None
    cached = _recalled(file, time.time())
    due = [url for url in places if url not in cached]
    web = HttpClient(RetryPolicy(tries=1, whole=30), private=private)
    answers = {**cached, **dict(ask(due, web, time.time(), progress))}
    _keep(file, answers)
    diagnostics = Diagnostics()
    for url, place in places.items():
        if problem := answers.get(url, (0.0, ""))[1]:
            hint = "fix the link, or ignore it with `error_rules:` and its `keys:`"
            diagnostics.report(Rule.LINK_ANSWERS, place, f"`{url}` {problem}", hint)
    return apply_error_rules(diagnostics, context.project.config.error_rules)


def ask(
    urls: Iterable[str],
    web: HttpClient,
    now: float,
    progress: Progress,
    pause: float = _PAUSE,
    slow: float = _SLOW,
) -> Iterator[tuple[str, tuple[float, str]]]:
    """Yield each URL with the time of its request, and what is wrong with it, if anything.

    A host is skipped after ``slow`` seconds of slow answers.
    """
    end = time.monotonic() + _ALL
    hosts: dict[str, list[str]] = {}
    for url in urls:
        hosts.setdefault(parts_of(url).netloc.lower(), []).append(url)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        ask_host = partial(_ask_host, web=web, pause=pause, slow=slow, end=end)
        results = pool.map(ask_host, hosts.values())
        for answers in progress.over(results, "asking", len(hosts)):
            yield from ((url, (now, problem)) for url, problem in answers)


def _ask_host(
    urls: Sequence[str], web: HttpClient, pause: float, slow: float, end: float
) -> list[tuple[str, str]]:
    answers: list[tuple[str, str]] = []
    waited = 0.0
    for url in urls:
        if waited > slow or time.monotonic() > end:
            answers.append((url, "was not asked: answers take too long"))
            continue
        if answers:
            time.sleep(pause)
        start = time.monotonic()
        with suppress(PrivateHostError):  # it is not asked, so nothing is known of it
            answers.append((url, _problem(url, web)))
        took = time.monotonic() - start
        waited += took if took > _QUICK else 0
    return answers


def _problem(url: str, web: HttpClient) -> str:
    """Return what is wrong with an address; nothing where a reader would find something."""
    try:
        status = web.send("HEAD", url, limit=_SHORT).status
        if status >= 400:  # many servers answer a HEAD wrongly
            status = web.send("GET", url, headers={"Range": "bytes=0-1023"}, limit=_WHOLE).status
    except PrivateHostError:
        raise
    except WebError as error:
        return str(error)
    fine = status < 400 or status in _REFUSED
    return "" if fine else f"answers with {status}"


def _places(context: CheckContext) -> dict[str, Position]:
    """Return every address elsewhere, without its fragment, and where it stands first."""
    places: dict[str, Position] = {}
    for page in context.project.pages:
        for link in page.facts.links:
            if link.url.startswith(("http://", "https://")):
                url = urldefrag(link.url).url
                places.setdefault(url, link.position or Position(page.source.path))
    return places


def _recalled(file: Path | None, now: float) -> Answers:
    """Return what was answered within a week; nothing where that cannot be read."""
    try:
        cached = json.loads(file.read_bytes()) if file else {}
        pairs = {str(url): (float(at), str(status)) for url, (at, status) in cached.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
    return {url: answer for url, answer in pairs.items() if 0 <= now - answer[0] < WEEK}


def _keep(file: Path | None, answers: Answers) -> None:
    """Remember good answers; bad ones are asked again."""
    if file is not None:
        good = {url: answer for url, answer in answers.items() if not answer[1]}
        with suppress(OSError):
            write_atomic(file, json.dumps(good).encode())
