"""``downloads:`` and ``exports:``: files offered beside a text."""

from neuromatch_site.config.fields import Field, Section, record
from neuromatch_site.config.formats import LINK
from neuromatch_site.config.frontmatter import Export
from neuromatch_site.config.kinds import BOOLEAN, TEXT, foreign, list_of

_ID = Field("id", TEXT, "The identifier of an export.", ("ref",))
_URL = Field("url", LINK, "A file of the course, or a URL.", ("file",))
_TITLE = Field("title", TEXT, "What is shown.")
_FILENAME = Field("filename", TEXT, "What the file is called once it is saved.")
_STATIC = Field("static", BOOLEAN, "A file to be copied as it is.")


def _download(opened: Section) -> Export | None:
    url, identifier = opened.get(_URL, ""), opened.get(_ID, "")
    if bool(url) == bool(identifier):
        opened.report.wrong(opened.position, "a download has either a `file` or an `id`")
        return None
    return Export(
        position=opened.position,
        title=opened.get(_TITLE, ""),
        url=url,
        id=identifier,
        filename=opened.get(_FILENAME, ""),
        static=opened.get(_STATIC, default=False),
    )


_FORMAT = Field("format", TEXT, "The format: `pdf`, `docx`, `tex` ...")
_OUTPUT = Field("output", LINK, "The file that mystmd makes.")


def _export(opened: Section) -> Export | None:
    return Export(
        position=opened.position,
        title=opened.get(_TITLE, "") or opened.get(_FORMAT, "").upper(),
        url=opened.get(_OUTPUT, ""),
        id=opened.get(_ID, ""),
    )


EXPORTS = list_of(
    record(
        (
            *(_ID, _FORMAT, _OUTPUT, _TITLE),
            *foreign("How mystmd makes the file.", *"template article articles toc zip".split()),
            *foreign("How mystmd makes the file.", *"sub_articles logo options parts".split()),
        ),
        _export,
        shorthand="format",
    )
)

DOWNLOADS = list_of(
    record(
        (_ID, _URL, _TITLE, _FILENAME, _STATIC, *foreign("The format.", "format")),
        _download,
        shorthand="url",
    )
)
