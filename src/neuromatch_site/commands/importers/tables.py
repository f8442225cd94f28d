"""Repair HTML tables with mismatched tags, as browsers do."""

import re

_LEFT_ALONE = r"<!--(?:(?!<!--).)*?-->|^(?P<fence>`{3,}+|~{3,}+).*?^(?P=fence)"
_TABLE = re.compile(
    rf"{_LEFT_ALONE}|<table\b(?P<body>(?:(?!<table\b).)*?)</table>", re.DOTALL | re.MULTILINE
)
_TAGS = frozenset(
    "table caption colgroup col thead tbody tfoot tr th td p br img a b i em strong u s sub sup"
    " code span div font center ul ol li small".split()
)
_ATTRIBUTES = frozenset(
    "style align valign width height bgcolor color size class colspan rowspan border alt title id"
    " cellspacing cellpadding".split()
)


def with_whole_tables(text: str) -> str:
    """Return a page whose HTML tables have closing tags for every row and cell.

    Valid tables are kept, and so are tables with Markdown inside.
    """
    return _TABLE.sub(_repaired_table, text)


def _repaired_table(match: re.Match[str]) -> str:
    table, body = match[0], match["body"]
    if body is None or "\n\n" in body.replace("\r", "") or not _is_broken(body):
        return table
    import nh3

    more = {"a": {"href"}, "img": {"src", "width", "height"}}
    attributes = {tag: _ATTRIBUTES | more.get(tag, set()) for tag in _TAGS}
    cleaned = nh3.clean(table, tags=set(_TAGS), attributes=attributes, link_rel=None)
    return re.sub(r"\n\s*\n", "\n", cleaned)  # an empty line would end the block


def _is_broken(body: str) -> bool:
    pairs = [
        (len(re.findall(rf"<{tag}\b", body, re.IGNORECASE)), body.lower().count(f"</{tag}>"))
        for tag in ("tr", "td", "th", "font")
    ]
    loose = re.search(r"</tr>\s*<t[dh]\b", body, re.IGNORECASE)
    return bool(loose) or any(opened != closed for opened, closed in pairs)
