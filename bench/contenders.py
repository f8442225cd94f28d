"""Who builds: what each one needs installed, how its copy of the course is made, how it is run."""

import json
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

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
    pages: str = "."
    """The folder of its copy in which the pages lie."""


def install(contender: Contender, folder: Path) -> Path:
    """Return the folder of programs of the contender's environment, made where it is not yet."""
    if not contender.packages:
        return Path(sys.executable).parent
    environment = folder / contender.name
    programs = environment / "bin"
    mark = environment / "installed"
    wanted = "\n".join(contender.packages)
    if not mark.exists() or mark.read_text(encoding="utf-8") != wanted:
        shutil.rmtree(environment, ignore_errors=True)
        venv.create(environment, with_pip=True)
        pip = [str(programs / "python"), "-m", "pip", "install", "--quiet", *contender.packages]
        subprocess.run(pip, check=True)
        mark.write_text(wanted, encoding="utf-8")
    return programs


def version(contender: Contender, programs: Path) -> str:
    """Return which version of it is installed."""
    name = re.split(r"[<>=~]", (*contender.packages, contender.name)[0])[0]
    code = f"from importlib.metadata import version; print(version({name!r}))"
    answer = subprocess.run(
        [str(programs / "python"), "-c", code], capture_output=True, text=True, check=True
    )
    return f"{name} {answer.stdout.strip()}"


def move_away(folder: Path, made: str, forgotten: Path) -> None:
    """Move what earlier builds made in a folder into ``forgotten``.

    Nothing is deleted while somebody is measured: ext4 without a journal skips every inode that
    was freed in the last minutes, one by one, for each file that is made (after some hundred, 0.5
    ms instead of 0.02: ``recently_deleted`` in Linux, fs/ext4/ialloc.c).
    """
    if (folder / made).exists():
        forgotten.mkdir(exist_ok=True)
        (folder / made).rename(Path(mkdtemp(dir=forgotten), "made"))


_CONF = """\
project = "A course"
extensions = [
    "myst_nb", "sphinx_external_toc", "sphinxcontrib.bibtex", "sphinx_design",
    "sphinx_copybutton", "sphinx_togglebutton", "sphinxext.opengraph", "sphinx_sitemap",
]
html_baseurl = ogp_site_url = "https://example.org/"
bibtex_bibfiles = {bibliographies}
bibtex_reference_style = "author_year"
external_toc_path = "_toc.yml"
html_theme = "sphinx_book_theme"
nb_execution_mode = "off"
exclude_patterns = ["_build", "README.md"]
suppress_warnings = ["myst", "mystnb", "toc", "ref", "etoc", "misc", "bibtex"]
myst_enable_extensions = [
    "amsmath", "attrs_inline", "colon_fence", "deflist", "dollarmath", "tasklist",
]
"""

_JUPYTER_BOOK = """\
title: A course
execute:
  execute_notebooks: "off"
bibtex_bibfiles: {bibliographies}
only_build_toc_files: true
parse:
  myst_enable_extensions:
    [amsmath, attrs_inline, colon_fence, deflist, dollarmath, tasklist]
"""


def _nothing(_course: Path) -> None:
    pass


def _for_sphinx(course: Path) -> None:
    write_sphinx_toc(course)
    _write_config(course / "conf.py", _CONF)


def _for_jupyter_book(course: Path) -> None:
    write_sphinx_toc(course)
    _write_config(course / "_config.yml", _JUPYTER_BOOK)


def _write_config(path: Path, text: str) -> None:
    """Write a configuration that names the bibliographies beside it."""
    names = sorted(one.name for one in path.parent.glob("*.bib"))
    path.write_text(text.replace("{bibliographies}", json.dumps(names)), encoding="utf-8")


OURS = Contender(
    name="neuromatch-site",
    packages=(),
    prepare=_nothing,
    command=lambda programs, course: [
        *("env", f"XDG_CACHE_HOME={course.parent / 'neuromatch-site-cache'}"),
        *(str(programs / "neuromatch-site"), "build", str(course)),
        *("-o", str(course.parent / "neuromatch-site-made" / "_site")),
    ],
    made=("../neuromatch-site-made", "../neuromatch-site-cache/neuromatch-site/build"),
    result="../neuromatch-site-made/_site/index.html",
)
"""Its site lies beside the course, and what it remembers of it, which a cold build does not have.

Compiled templates stay, as Python's bytecode does for all.
"""

SPHINX = Contender(
    name="sphinx",
    packages=(
        *("sphinx", "sphinx-book-theme", "myst-nb", "sphinx-external-toc"),
        *("sphinxcontrib-bibtex", "sphinx-design", "sphinx-copybutton", "sphinx-togglebutton"),
        *("sphinxext-opengraph", "sphinx-sitemap"),
    ),
    prepare=_for_sphinx,
    command=lambda programs, _course: [
        *(str(programs / "sphinx-build"), "-q", "-b", "html", ".", "_build/html"),
    ],
    made=("_build",),
    result="_build/html/index.html",
)
"""With what Jupyter Book 1 turns on by itself where a course cites, and ours always does."""

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
