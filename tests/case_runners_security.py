"""What cases about bad input show: the outcome of a build, and the addresses on a page."""

from html.parser import HTMLParser

from courses import Course

from neuromatch_site.diagnostics.diagnostic import Diagnostics, Severity


def outcome(course: Course, _name: str, diagnostics: Diagnostics) -> str:
    """Return the exit code of a build, and whether there is a site to write."""
    built = course.build()
    diagnostics.items.extend(built.said)
    code = int(any(one.severity is Severity.ERROR for one in built.diagnostics))
    return f"exit {code}, {'a site' if built.artifacts else 'no site'}\n"


def addresses(course: Course, name: str, diagnostics: Diagnostics) -> str:
    """Return every attribute on the page that holds an address, in order."""
    built = course.build()
    diagnostics.items.extend(built.said)
    reader = _Addresses()
    reader.feed(built.html(name or course.page))
    return "".join(reader.found)


class _Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("svg", "path"):
            self.found += [f"{tag} {name}={value}\n" for name, value in attrs if _is_one(value)]


def _is_one(value: str | None) -> bool:
    return any(mark in (value or "") for mark in ("/", ":", "#"))
