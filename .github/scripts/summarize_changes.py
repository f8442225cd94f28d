"""Say in Markdown what a pull request changes on the site.

    summarize_changes.py BEFORE before.json AFTER after.json

The folders are built sites, the files their messages as JSON; what is not there counts as empty.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

_MOST = 50
"""Lines of one kind that are shown; the rest are counted."""


def main() -> None:
    """Print the summary."""
    before, before_messages, after, after_messages = map(Path, sys.argv[1:])
    pages = read_pages(before), read_pages(after)
    messages = read_messages(before_messages), read_messages(after_messages)
    print("\n".join(summary(*pages, *messages)))


def read_pages(site: Path) -> dict[str, tuple[str, str]]:
    """Return what each source became: path in the course -> address and content.

    Only what a list of the build names is a page: any JSON may be offered for download.
    """
    pages = {}
    for listed in sorted(site.rglob("myst.xref.json")):
        if _DOWNLOAD.search(listed.relative_to(site).as_posix()):
            continue
        references = _read(listed).get("references")
        for reference in references if isinstance(references, list) else ():
            if not isinstance(reference, dict) or reference.get("kind") != "page":
                continue
            part = listed.parent.relative_to(site).as_posix().removeprefix(".")
            data = _read(listed.parent / str(reference.get("data")).lstrip("/"))
            if {"location", "slug", "mdast"} <= data.keys():
                address = f"/{data['slug']}/"
                key = f"{part}:{data['location']}" if part else str(data["location"])
                pages[key] = (f"/{part}{address}" if part else address), json.dumps(data["mdast"])
    return pages


_DOWNLOAD = re.compile(r"(^|/)files/[0-9a-f]{8}/[^/]+$")


def _read(path: Path) -> dict[str, object]:
    """Return an object that JSON holds; an empty one for anything else."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def read_messages(path: Path) -> Counter[tuple[str, str, str]]:
    """Return how often each message stands: path, rule, text; lines shift, so they do not count."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    found = json.loads(text) if text.strip() else []  # our own program wrote it
    return Counter((Path(one["path"]).name, one["rule"], one["message"]) for one in found)


def summary(
    before: Mapping[str, tuple[str, str]],
    after: Mapping[str, tuple[str, str]],
    said: Counter[tuple[str, str, str]],
    now: Counter[tuple[str, str, str]],
) -> list[str]:
    """Return the lines of the summary."""
    both = sorted(before.keys() & after.keys())
    moved = [path for path in both if before[path][0] != after[path][0]]
    changed = [path for path in both if before[path][1] != after[path][1]]
    parts = [
        *_part("Pages added", (_code(after[path][0]) for path in sorted(after.keys() - before))),
        *_part("Pages removed", (_code(before[path][0]) for path in sorted(before.keys() - after))),
        *_part("Pages moved", (f"{_code(before[p][0])} → {_code(after[p][0])}" for p in moved)),
        *_part("Pages changed", (_code(after[path][0]) for path in changed)),
        *_part("New messages", (_message(*one) for one in sorted((now - said).elements()))),
        *_part("Messages gone", (_message(*one) for one in sorted((said - now).elements()))),
    ]
    return ["## What changes on the site", "", *(parts or ["Nothing."])]


def _part(title: str, lines: Iterable[str]) -> list[str]:
    items = [f"- {line}" for line in lines]
    if not items:
        return []
    more = [f"- … and {len(items) - _MOST} more"] if len(items) > _MOST else []
    return [f"### {title} ({len(items)})", "", *items[:_MOST], *more, ""]


def _message(name: str, rule: str, text: str) -> str:
    return f"{_code(name)}: {_code(text)} ({_code(rule)})"


def _code(text: str) -> str:
    """Return the text as code that nothing in it can end: a stranger may have written it."""
    plain = re.sub(r"[\x00-\x1f\x7f]", " ", text).replace("`", "'")
    return f"`{plain}`" if plain.strip() else "` `"


if __name__ == "__main__":
    main()
