"""The contents of a course's JupyterLite: its notebooks, and the files that they need."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.course import Project
from neuromatch_site.postprocess.notebook_files import Contents, notebook_files

_SPEC = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}

_PIP = re.compile(r"^([^\S\n]*+)!\s*pip3?\b", re.MULTILINE)
"""A command of the shell, which Python in a browser has not."""


def lite_contents(project: Project, artifacts: Iterable[Artifact], course: Path) -> Contents:
    """Return the files of the JupyterLite: every notebook, for the Python of the browser."""
    files = notebook_files(project, artifacts, course)
    return {
        name: _for_browser(content)
        if isinstance(content, bytes) and name.endswith(".ipynb")
        else content
        for name, content in files.items()
    }


def _for_browser(content: bytes) -> bytes:
    """Return a notebook for the Python of the browser; one in another language stays."""
    try:
        notebook = json.loads(content)
        metadata = notebook["metadata"]
        spec = metadata.get("kernelspec", {})
        if spec.get("language", "python") != "python" and "python" not in spec.get("name", ""):
            return content
        metadata["kernelspec"] = _SPEC
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell["source"] = _PIP.sub(r"\1%pip", "".join(cell["source"]))
        text = json.dumps(notebook, ensure_ascii=False, indent=1)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return content
    return f"{text}\n".encode(errors="backslashreplace")  # half characters stay as they are written
