"""Links to run a page with code: Colab, Kaggle, Binder, JupyterLite; the notebook."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import quote

from msgspec import Struct

from neuromatch_site.model.course import Page, Project
from neuromatch_site.render.edit_links import branch, repository
from neuromatch_site.render.published_files import Published
from neuromatch_site.render.translations import mark

_GITHUB = "https://github.com/"
LITE = "/lite/notebooks/index.html"
"""The page of the course's JupyterLite that opens one notebook."""


class LaunchLink(Struct, frozen=True, kw_only=True):
    """A launch button."""

    name: str
    url: str
    download: bool = False


def launch_links(page: Page, project: Project, published: Published) -> list[LaunchLink]:
    """Return the launch buttons of a page; without code, only those that it sets itself.

    A Markdown page is opened as the notebook beside it, which is in no repository unless
    ``site.options.launch`` gives one.
    """
    own = page.frontmatter.launch
    if not page.facts.executable:
        return _links(own)
    path = page.source.path
    url = f"/{page.source.stem}.ipynb"
    known = _hosted(path, project) if path.endswith(".ipynb") else _published(path, project)
    links = _links({**known, **own})
    return [*links, LaunchLink(name=mark("Download notebook"), url=url, download=True)]


_NAMES = {
    "colab": "Colab",
    "kaggle": "Kaggle",
    "binder": "Binder",
    "jupyterhub": "JupyterHub",
    "jupyterlite": "JupyterLite",
}
OPEN_MARKDOWN = ("binder", "jupyterhub")
"""Services that open a Markdown page as a notebook, with Jupytext."""


def _links(urls: Mapping[str, str]) -> list[LaunchLink]:
    return [LaunchLink(name=name, url=urls[key]) for key, name in _NAMES.items() if urls.get(key)]


def _hosted(path: str, project: Project) -> dict[str, str]:
    """Return where a notebook of the repository is opened, by service."""
    (github, folder), launch = repository(project), project.site.options.launch
    name, file, ref = github.removeprefix(_GITHUB).strip("/"), quote(path), quote(folder + path)
    there = f"{name}/blob/{branch(project)}/{ref}"
    defaults = {
        "colab": f"https://colab.research.google.com/github/{there}",
        "kaggle": f"https://kaggle.com/kernels/welcome?src={_GITHUB}{there}",
        "binder": f"https://mybinder.org/v2/gh/{name}/HEAD?labpath={quote(ref, safe='')}",
    }
    known = _ours(path, project) | (defaults if github.startswith(_GITHUB) else {})
    return known | {key: f"{base}{file}" if base else "" for key, base in launch.items()}


def _published(path: str, project: Project) -> dict[str, str]:
    """Return where the notebook that is made of a Markdown page is opened."""
    file = quote(f"{path.removesuffix('.md')}.ipynb")
    launch, ours = project.site.options.launch, _ours(path, project)
    if (
        project.config.jupyter_book and not project.config.notebooks
    ):  # whose pages are in its repository, as they are
        bases = {key: base for key, base in launch.items() if key in OPEN_MARKDOWN}
        return ours | {key: base and base + quote(path) for key, base in bases.items()}
    bases = {key: f"{base}{file}" if base else "" for key, base in launch.items()}
    return ours | bases


def _ours(path: str, project: Project) -> dict[str, str]:
    """Return where the course's own JupyterLite opens the notebook of a page."""
    if not project.site.options.jupyterlite:
        return {}
    file = quote(PurePosixPath(path).with_suffix(".ipynb").as_posix(), safe="/")
    return {"jupyterlite": f"{LITE}?path={file}"}
