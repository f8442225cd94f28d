"""The JupyterLite of a course: its notebooks in the browser, without a server.

It is in ``lite/`` below the root of the site and is built by ``jupyter lite build``, offline: the
program and its kernel come with the extra ``lite``. Pyodide, the Python for browsers, is loaded
from its own site when a learner opens a notebook.
"""

from importlib.util import find_spec

from msgspec.structs import replace

from neuromatch_site.config import Config
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule
from neuromatch_site.diagnostics.extras import install_command
from neuromatch_site.diagnostics.source import Position

FOLDER = "lite"
"""Its path on the site."""
_MODULES = ("jupyterlite_core", "jupyterlite_pyodide_kernel")


def disable_if_missing(config: Config, diagnostics: Diagnostics, *, required: bool) -> Config:
    """Return the configuration without JupyterLite if it is not possible.

    ``wanted`` is False if the site is not for the web; a missing program is reported.
    """
    options = config.site.options
    if not options.jupyterlite:
        return config
    missing = next((name for name in _MODULES if find_spec(name) is None), "")
    if required and not missing:
        return config
    if required:
        report(f"`{missing}` is not installed", diagnostics, f"run `{install_command('lite')}`")
    return replace(config, site=replace(config.site, options=replace(options, jupyterlite=False)))


def report(reason: str, diagnostics: Diagnostics, hint: str) -> None:
    """Report that JupyterLite cannot be built."""
    message = f"could not build JupyterLite: {reason}"
    diagnostics.report(Rule.JUPYTERLITE_MADE, Position("myst.yml"), message, hint)
