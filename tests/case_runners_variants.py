"""What cases about editions and languages understand."""

import re
from collections.abc import Iterator
from html import unescape

from courses import Course

from neuromatch_site.diagnostics.diagnostic import Diagnostics

_TAG = re.compile(r"<[^>]+>")
_SPACE = re.compile(r"\s+")


def seen(course: Course, name: str, diagnostics: Diagnostics) -> str:
    """Return what a page (by its file on the site) shows of the other sites of its course."""
    built = course.build()
    diagnostics.items.extend(built.said)
    return "".join(f"{line}\n" for line in _lines(built.file(name)))


def _lines(page: str) -> Iterator[str]:
    yield _SPACE.sub(" ", re.sub(r" data-[\w-]+=\"[^\"]*\"", "", _all(r"<html[^>]*>", page)[0]))
    yield from _all(r'<link rel="(?:canonical|alternate)"[^>]*hreflang[^>]*>', page)
    yield from _all(r'<link rel="canonical"[^>]*>', page)
    yield from (_link(one) for one in _all(r'<aside class="outdated-edition".*?</aside>', page))
    for menu in _all(r"<details class=\"languages\".*?</details>", page):
        yield from (f"language: {_link(one)}" for one in _all(r"<li>.*?</li>", menu))
    for text in _all(r'<div class="prose[^>]*>', page):
        yield from _all(r' (?:lang|dir)="[^"]*"', text)
    foreign = re.findall(r'<(?:bdi|span) lang="([^"]+)"[^>]*>(.*?)</(?:bdi|span)>', page)
    yield from dict.fromkeys(f"in {language}: {words}" for language, words in foreign)
    yield from (_link(one) for one in _all(r'<p class="languages__note".*?</p>', page))
    for footer in _all(r'<nav class="editions".*?</nav>', page):
        yield from (f"edition: {_link(one)}" for one in _all(r"<li>.*?</li>", footer))


def _all(pattern: str, page: str) -> list[str]:
    return [match[0].strip() for match in re.finditer(pattern, page, re.DOTALL)]


def _link(html: str) -> str:
    """Return the words, then where they lead; a star marks what is read now."""
    text = _SPACE.sub(" ", unescape(_TAG.sub("", html))).strip()
    target = re.search(r'href="([^"]*)"', html)
    star = " *" if "aria-current" in html else ""
    return f"{text}{star}" + (f" -> {target[1]}" if target else "")


def files(course: Course, name: str, diagnostics: Diagnostics) -> str:
    """Return the pages of the site, and the files that count for a whole host."""
    built = course.build()
    diagnostics.items.extend(built.said)
    hosts = ("CNAME", "robots.txt", "sitemap.xml", "_redirects", ".nojekyll")
    shown = (one.path for one in built.artifacts)
    kept = sorted(path for path in shown if path.endswith((".html", *hosts)))
    return "".join(f"{path}\n" for path in kept) or "no site\n"
