"""JSON schemas for editors, generated from the fields: ``myst.yml``, front matter, data files."""

from collections.abc import Mapping

from neuromatch_site.config import CONFIG_FIELDS
from neuromatch_site.config.announcements import ANNOUNCEMENTS
from neuromatch_site.config.conference import CONFERENCE
from neuromatch_site.config.fields import Fields, object_schema
from neuromatch_site.config.options import OPTION_FIELDS
from neuromatch_site.config.page import PAGE_FIELDS
from neuromatch_site.config.people import PERSON_SCHEMA
from neuromatch_site.config.project import PROJECT_FIELDS
from neuromatch_site.config.questions import QUESTIONS
from neuromatch_site.config.schedule import SCHEDULE
from neuromatch_site.config.site import NAV_ITEM_SCHEMA, SITE_FIELDS
from neuromatch_site.config.sitedata import COMMITTEES, FRONT_PANEL, SITEDATA
from neuromatch_site.config.team import TEAMS
from neuromatch_site.config.toc import TOC_ENTRY_SCHEMA
from neuromatch_site.config.value import Data

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def config_schema() -> Mapping[str, Data]:
    """Return the schema of ``myst.yml``."""
    sections = {"project": PROJECT_FIELDS, "site": SITE_FIELDS}
    return _schema(CONFIG_FIELDS, "myst.yml", sections)


def page_schema() -> Mapping[str, Data]:
    """Return the schema of the front matter of a page."""
    return _schema(PAGE_FIELDS, "Front matter", {})


def schemas() -> Mapping[str, Mapping[str, Data]]:
    """Return every schema by name; those of ``data/`` have the name of the file."""
    data = {
        "announcements": ANNOUNCEMENTS,
        "conference": CONFERENCE,
        "people": TEAMS,
        "schedule": SCHEDULE,
        "sitedata-committee": COMMITTEES,
        "sitedata-config": SITEDATA,
        "sitedata-faq": QUESTIONS,
        "sitedata-front-panel": FRONT_PANEL,
    }
    files = {name: f"data/{name.replace('sitedata-', 'sitedata/')}.yml" for name in data}
    kinds = {name: _document(kind.schema, files[name]) for name, kind in data.items()}
    return {"myst": config_schema(), "page": page_schema(), **kinds}


def _document(schema: Mapping[str, Data], title: str) -> Mapping[str, Data]:
    return {"$schema": _DIALECT, "title": title, **schema, "$defs": {"person": PERSON_SCHEMA}}


def _schema(fields: Fields, title: str, sections: Mapping[str, Fields]) -> Mapping[str, Data]:
    schema = object_schema(fields)
    properties = schema["properties"]
    below = {name: object_schema(inside) for name, inside in sections.items()}
    return {
        "$schema": _DIALECT,
        "title": title,
        **schema,
        "properties": {**properties, **below} if isinstance(properties, Mapping) else {},
        "$defs": {
            "person": PERSON_SCHEMA,
            "toc_entry": TOC_ENTRY_SCHEMA,
            "nav_item": NAV_ITEM_SCHEMA,
            "options": object_schema(OPTION_FIELDS),
        },
    }
