"""``launch_buttons`` of Jupyter Book 1 and of Sphinx themes."""

import re
from collections.abc import Mapping

from msgspec import Struct

from neuromatch_site.config.fields import Field, Section
from neuromatch_site.config.formats import URL
from neuromatch_site.config.kinds import TEXT
from neuromatch_site.config.value import Value
from neuromatch_site.diagnostics.diagnostic import Rule

_SETTINGS = {"binder": "binderhub"}
"""What a service is called in the settings of Jupyter Book, where it is not its own name."""
_BY_DEFAULT = ("colab", "kaggle", "binder")
"""Services that a site has buttons for unless it is told otherwise."""
_MY_BINDER = "https://mybinder.org"
_INTERFACES = {"jupyterlab": "lab/tree", "retro": "retro/tree"}
"""Where Jupyter shows a file: ``notebook_interface``."""
_NAME = re.compile(r"github\.com/([\w.-]+/[\w-]+(?:\.(?!git$)[\w-]+)*)")
_THEME = ("sphinx", "config", "html_theme_options")
_URL = Field("url", URL, "The address of the repository.", ("repository_url",))
_BRANCH = Field("branch", TEXT, "The branch.", ("repository_branch",))
_FOLDER = Field("path_to_book", TEXT, "The folder of the book there.", ("path_to_docs",))
NOTEBOOKS = Field("nb_repository_url", URL, "The repository of the notebooks of all pages.")
_NOTEBOOKS_BRANCH = Field("nb_branch", TEXT, "Its branch.")


class _Repository(Struct, frozen=True):
    """Where the files are that buttons open."""

    name: str
    branch: str
    folder: str


def book_launch(section: Section) -> Mapping[str, str]:
    """Return the base URLs of the book's launch buttons.

    Services without a button are left out; empty if the book does not configure buttons. Sources:
    Jupyter Book 1, "Launch buttons"; sphinx-book-theme; quantecon-book-theme.
    """
    theme = inside(section, *_THEME)
    buttons = inside(section, "launch_buttons").values or inside(theme, "launch_buttons").values
    if not buttons:
        return {}
    repository = _repository(section, theme)
    live = buttons.get("thebe")
    is_live = live is not None and live.data is True
    if live is not None and is_live:
        _report_live_code(live, section)
    urls: dict[str, str] = {}
    for service in ("colab", "kaggle", "binder", "jupyterhub"):
        value = buttons.get(f"{_SETTINGS.get(service, service)}_url")
        host = value.text.rstrip("/") if value is not None else ""
        if is_live and service == "binder":
            host = host or _MY_BINDER
        base = _base(service, host, repository, _interface(buttons)) if repository.name else ""
        if base or (not host and service in _BY_DEFAULT):
            urls[service] = base
    return urls


def book_place(section: Section) -> str:
    """Return the folder of the book, ``owner/name/folder``; empty if it is the root, or unknown.

    Source: sphinx-book-theme, "Source buttons", ``path_to_docs``.
    """
    place = _repository_section(section)
    match, folder = _NAME.search(_field_text(place, _URL)), _field_text(place, _FOLDER).strip("./")
    return f"{match[1]}/{folder}" if match and folder else ""


def book_branch(section: Section) -> str:
    """Return the branch of the book's repository; empty if it is not set."""
    return _field_text(_repository_section(section), _BRANCH)


def _repository_section(section: Section) -> Section:
    """Return what says where the repository is: the book, or else its theme."""
    place = inside(section, "repository")
    return place if place.values.get("url") else inside(section, *_THEME)


def _repository(section: Section, theme: Section) -> _Repository:
    """Return where the files are; a theme may name a repository of notebooks."""
    place = _repository_section(section)
    notebooks = theme.get(NOTEBOOKS, "")
    match = _NAME.search(notebooks or _field_text(place, _URL))
    folder = "" if notebooks else f"{_field_text(place, _FOLDER).strip('./')}/".lstrip("/")
    branch = theme.get(_NOTEBOOKS_BRANCH, "") if notebooks else _field_text(place, _BRANCH)
    return _Repository(match[1] if match else "", branch or "main", folder)


def _field_text(section: Section, field: Field[str]) -> str:
    """Return a text under any of the names of its field; the keys beside it are not checked."""
    names = (field.name, *field.aliases)
    values = (section.values.get(name) for name in names)
    return next((value.text for value in values if value is not None), "")


def _interface(buttons: Mapping[str, Value]) -> str:
    value = buttons.get("notebook_interface")
    return _INTERFACES.get(value.text if value is not None else "", "tree")


def _base(service: str, host: str, place: _Repository, tree: str) -> str:
    name, branch, folder = place.name, place.branch, place.folder
    if not host:
        return ""
    if service == "colab":
        return f"{host}/github/{name}/blob/{branch}/{folder}"
    if service == "binder":
        return f"{host}/v2/gh/{name}/{branch}?urlpath={tree}/{folder}"
    if service == "jupyterhub":
        pull = f"repo=https://github.com/{name}&branch={branch}"
        book = f"{tree}/{name.rpartition('/')[2]}/{folder}"
        return f"{host}/hub/user-redirect/git-pull?{pull}&urlpath={book}"
    return ""


def _report_live_code(value: Value, section: Section) -> None:
    """Report that code cells do not become live: Thebe is a program of another server."""
    message = "`thebe` cannot run code cells on a page; pages have a Binder button instead"
    hint = "with `site.options.jupyterlite` in a `myst.yml`, notebooks run on the site itself"
    place = value.key or value.position
    section.report.broken(Rule.SETTING_HAS_EFFECT, place, message, hint)


def inside(section: Section, *path: str) -> Section:
    """Return a nested mapping without checking its keys."""
    values = section.values
    for name in path:
        value = values.get(name)
        values = value.data if value is not None and isinstance(value.data, Mapping) else {}
    return Section(values, section.report, section.position)
