"""Where a page with code can be run: links to Colab, Kaggle, Binder, JupyterLite; the notebook."""

from dataclasses import dataclass
from urllib.parse import quote

from neuromatch_site.project import Page, Project
from neuromatch_site.render.published import Published
from neuromatch_site.render.words import mark

_GITHUB = "https://github.com/"


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchLink:
    """A way to run a page."""

    name: str
    url: str
    download: bool = False


def launch_links(page: Page, project: Project, published: Published) -> list[LaunchLink]:
    """Return the ways to run a page; none for a page without code to run."""
    if not page.facts.executable:
        return []
    path = page.source.path
    links = _hosted(path, project) if path.endswith(".ipynb") else []
    if path.endswith(".ipynb"):
        url = f"/{page.source.stem}.ipynb"
        links.append(LaunchLink(name=mark("Download notebook"), url=url, download=True))
    return links


def _hosted(path: str, project: Project) -> list[LaunchLink]:
    github, launch = project.config.github, project.site.options.launch
    if not github.startswith(_GITHUB):
        return []
    repository, file = github.removeprefix(_GITHUB).strip("/"), quote(path)
    source = f"{_GITHUB}{repository}/blob/main/{file}"
    defaults = {
        "colab": f"https://colab.research.google.com/github/{repository}/blob/main/{file}",
        "kaggle": f"https://kaggle.com/kernels/welcome?src={source}",
        "binder": f"https://mybinder.org/v2/gh/{repository}/HEAD?labpath={quote(file, safe='')}",
        "jupyterlite": "",
    }
    names = {"colab": "Colab", "kaggle": "Kaggle", "binder": "Binder", "jupyterlite": "JupyterLite"}
    links = []
    for key, default in defaults.items():
        base = launch.get(key)
        url = default if base is None else f"{base}{file}" if base else ""
        if url:
            links.append(LaunchLink(name=names[key], url=url))
    return links
