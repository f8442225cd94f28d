"""What is in the JupyterLite of a course: its notebooks, and the files that they need."""

import json
import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Project
from neuromatch_site.postprocess.notebook_files import Contents, notebook_files

_SPEC = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}

_PIP = re.compile(r"^([^\S\n]*+)!\s*pip3?\b", re.MULTILINE)
"""A command of the shell, which Python in a browser has not."""


def lite_contents(project: Project, artifacts: Iterable[Artifact], course: Path) -> Contents:
    """Return the files of the JupyterLite: every notebook, for the Python of the browser."""
    files = notebook_files(project, artifacts, course)
    packages = {
        PurePosixPath(page.source.path).with_suffix(".ipynb").as_posix(): " ".join(
            page.frontmatter.execution.packages
        )
        for page in project.pages
    }
    return {
        name: _for_browser(content, packages.get(name, ""))
        if isinstance(content, bytes) and name.endswith(".ipynb")
        else content
        for name, content in files.items()
    }


def _for_browser(content: bytes, packages: str) -> bytes:
    """Return a notebook for the Python of the browser, where it first installs the packages.

    A notebook in another language stays.
    """
    try:
        notebook = json.loads(content)
        metadata = notebook["metadata"]
        spec = metadata.get("kernelspec", {})
        if spec.get("language", "python") != "python" and "python" not in spec.get("name", ""):
            return content
        metadata["kernelspec"] = _SPEC
        code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        for cell in code:
            cell["source"] = _PIP.sub(r"\1%pip", "".join(cell["source"]))
        if packages:
            notebook["cells"].insert(notebook["cells"].index(code[0]), _install(packages))
        text = json.dumps(notebook, ensure_ascii=False, indent=1)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return content
    return f"{text}\n".encode(errors="backslashreplace")  # half characters stay as they are written


def _install(packages: str) -> dict[str, object]:
    return {
        "cell_type": "code",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": f"%pip install -q {packages}",
    }
