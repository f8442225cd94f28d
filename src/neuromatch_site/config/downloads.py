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


def _download(section: Section) -> Export | None:
    url, identifier = section.get(_URL, ""), section.get(_ID, "")
    if bool(url) == bool(identifier):
        section.report.wrong(section.position, "a download has either a `file` or an `id`")
        return None
    return Export(
        position=section.position,
        title=section.get(_TITLE, ""),
        url=url,
        id=identifier,
        filename=section.get(_FILENAME, ""),
        static=section.get(_STATIC, default=False),
    )


_FORMAT = Field("format", TEXT, "The format: `pdf`, `docx`, `tex` ...")
_OUTPUT = Field("output", LINK, "The file that mystmd makes.")


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
