"""Who builds: what each one needs installed, how its copy of the course is made, how it is run."""

import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from samples import write_sphinx_toc


@dataclass(frozen=True, slots=True)
class Contender:
    """One builder."""

    name: str
    packages: tuple[str, ...]
    """What ``pip`` installs into an environment of its own; empty: this environment."""
    prepare: Callable[[Path], None]
    """Adds to a copy of the course what only this builder reads."""
    command: Callable[[Path, Path], list[str]]
    """Environment's folder of programs, course -> what is run in the course."""
    made: tuple[str, ...]
    """Folders that a build makes in the course; a cold build has none of them."""
    result: str
    """A file that is there when the build worked."""


def install(contender: Contender, folder: Path) -> Path:
    """Return the folder of programs of the contender's environment, made where it is not yet."""
    if not contender.packages:
        return Path(sys.executable).parent
    environment = folder / contender.name
    programs = environment / "bin"
    if not (environment / "installed").exists():
        shutil.rmtree(environment, ignore_errors=True)
        venv.create(environment, with_pip=True)
        pip = [str(programs / "python"), "-m", "pip", "install", "--quiet", *contender.packages]
        subprocess.run(pip, check=True)
        (environment / "installed").touch()
    return programs


def forget(contender: Contender, course: Path) -> None:
    """Remove what earlier builds left."""
    for name in contender.made:
        shutil.rmtree(course / name, ignore_errors=True)


_CONF = """\
project = "A course"
extensions = ["myst_nb", "sphinx_external_toc"]
external_toc_path = "_toc.yml"
html_theme = "sphinx_book_theme"
nb_execution_mode = "off"
exclude_patterns = ["_build", "README.md"]
suppress_warnings = ["myst", "mystnb", "toc", "ref", "etoc", "misc"]
myst_enable_extensions = [
    "amsmath", "attrs_inline", "colon_fence", "deflist", "dollarmath", "tasklist",
]
"""

_JUPYTER_BOOK = """\
title: A course
execute:
  execute_notebooks: "off"
bibtex_bibfiles: [named-by-doi.bib]
only_build_toc_files: true
parse:
  myst_enable_extensions:
    [amsmath, attrs_inline, colon_fence, deflist, dollarmath, tasklist]
"""


def _nothing(_course: Path) -> None:
    pass


def _for_sphinx(course: Path) -> None:
    write_sphinx_toc(course)
    (course / "conf.py").write_text(_CONF, encoding="utf-8")


def _for_jupyter_book(course: Path) -> None:
    write_sphinx_toc(course)
    (course / "_config.yml").write_text(_JUPYTER_BOOK, encoding="utf-8")


OURS = Contender(
    name="neuromatch-site",
    packages=(),
    prepare=_nothing,
    command=lambda _programs, course: [
        *(sys.executable, "-m", "neuromatch_site", "build", str(course)),
        *("-o", str(course.parent / "neuromatch-site-made" / "_site")),
    ],
    made=("../neuromatch-site-made",),
    result="../neuromatch-site-made/_site/index.html",
)
"""Its site lies beside the course, and with it what it remembers."""

SPHINX = Contender(
    name="sphinx",
    packages=("sphinx", "sphinx-book-theme", "myst-nb", "sphinx-external-toc"),
    prepare=_for_sphinx,
    command=lambda programs, _course: [
        *(str(programs / "sphinx-build"), "-q", "-b", "html", ".", "_build/html"),
    ],
    made=("_build",),
    result="_build/html/index.html",
)

JUPYTER_BOOK = Contender(
    name="jupyter-book-1",
    packages=("jupyter-book<2",),
    prepare=_for_jupyter_book,
    command=lambda programs, _course: [str(programs / "jupyter-book"), "build", "-q", "."],
    made=("_build",),
    result="_build/html/index.html",
)

MYSTMD = Contender(
    name="mystmd-content",
    packages=("mystmd",),
    prepare=_nothing,
    command=lambda programs, _course: [str(programs / "myst"), "build", "--site"],
    made=("_build",),
    result="_build/site/content/index.json",
)
"""Its pages as JSON only: for HTML it downloads a theme, starts a server and crawls it."""

CONTENDERS = (OURS, SPHINX, JUPYTER_BOOK, MYSTMD)
