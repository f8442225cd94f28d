"""``data/sitedata/`` -> a conference: editions, programmes, committees, images, questions.

The format is that of the Neuromatch conference site. Its ``markdown/*.md`` are pages, to be listed
in the toc or included; data for its servers is ignored.
"""

from pathlib import PurePosixPath

from msgspec.structs import replace

from neuromatch_site.config.conference import Conference
from neuromatch_site.config.data_kinds import PageRef
from neuromatch_site.config.questions import QUESTIONS
from neuromatch_site.config.sitedata import (
    COMMITTEES,
    FRONT_PANEL,
    SITEDATA,
    check_edition,
    edition_names,
)
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.readers.data_files import DataFiles

FOLDER = "data/sitedata"
_AGENDA, _ENDINGS = "agenda-", (".csv", ".tsv")


def load_sitedata(data: DataFiles) -> Conference | None:
    """Return the conference before its programmes are read; None if there is no such folder."""
    value = data.value(f"{FOLDER}/config.yml")
    if value is None:
        return None
    conference = SITEDATA.read(value, data.report) or Conference()
    committees = data.read(f"{FOLDER}/committee.yml", COMMITTEES, {})
    names = edition_names(value)
    for name, members in committees.items():
        if members:
            check_edition(name, names, members[0].position, data.report)
    editions = (
        replace(item, committee=committees.get(item.id, ())) for item in conference.editions
    )
    agendas = _agendas(data, names)
    return replace(
        conference,
        editions=tuple(
            replace(edition, entries=agendas.get(edition.id, ())) for edition in editions
        ),
        panels=data.read(f"{FOLDER}/front-panel.yml", FRONT_PANEL, ()),
        questions=data.read(f"{FOLDER}/faq.yml", QUESTIONS, ()),
    )


def _agendas(data: DataFiles, names: list[str]) -> dict[str, PageRef]:
    """Return each edition's table."""
    agendas: dict[str, PageRef] = {}
    for name in data.files.tree(f"{FOLDER}/agenda").files:
        path = PurePosixPath(name)
        if path.suffix in _ENDINGS and path.name.startswith(_AGENDA):
            edition, place = path.stem.removeprefix(_AGENDA), f"{FOLDER}/agenda/{name}"
            if check_edition(edition, names, Position(place), data.report):
                agendas[edition] = PageRef(place, Position(place))
    return agendas
