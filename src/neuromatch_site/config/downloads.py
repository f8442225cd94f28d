"""``downloads:`` and ``exports:``: files offered beside a text."""

from typing import Annotated

from msgspec import Struct

from neuromatch_site.config.fields import Field, Key, Section, fields_of, keys_of, read_into, record
from neuromatch_site.config.formats import LINK
from neuromatch_site.config.kinds import BOOLEAN, TEXT, foreign, list_of
from neuromatch_site.diagnostics.source import Position


class Export(Struct, frozen=True, kw_only=True):
    """A file offered beside a page: another format or a download."""

    id: Annotated[str, Key(TEXT, "The identifier of an export.", ("ref",))] = ""
    url: Annotated[str, Key(LINK, "A file of the course, or a URL.", ("file",))] = ""
    title: Annotated[str, Key(TEXT, "The displayed text.")] = ""
    filename: Annotated[str, Key(TEXT, "The file name when it is saved.")] = ""
    static: Annotated[bool, Key(BOOLEAN, "Copy the file unchanged.")] = False
    position: Position


def _download(section: Section) -> Export | None:
    download = read_into(Export, section)
    if download and bool(download.url) == bool(download.id):
        section.report.wrong(section.position, "a download has either a `file` or an `id`")
        return None
    return download


_KEYS = keys_of(Export)
_ID, _TITLE = _KEYS["id"], _KEYS["title"]
_FORMAT = Field("format", TEXT, "The format: `pdf`, `docx`, `tex` ...")
_OUTPUT = Field("output", LINK, "The file that mystmd writes.")


def _export(section: Section) -> Export | None:
    return Export(
        position=section.position,
        title=section.get(_TITLE, "") or section.get(_FORMAT, "").upper(),
        url=section.get(_OUTPUT, ""),
        id=section.get(_ID, ""),
    )


EXPORTS = list_of(
    record(
        (
            *(_ID, _FORMAT, _OUTPUT, _TITLE),
            *foreign(
                "Settings of mystmd for this export.", *"template article articles toc zip".split()
            ),
            *foreign(
                "Settings of mystmd for this export.", *"sub_articles logo options parts".split()
            ),
        ),
        _export,
        shorthand="format",
    )
)

DOWNLOADS = list_of(
    record(
        (*fields_of(Export), *foreign("The format.", "format")),
        _download,
        shorthand="url",
    )
)
