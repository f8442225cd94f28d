"""A configuration that says everything a citation may say."""

from collections.abc import Callable
from pathlib import Path

from neuromatch_site.config import Config, load_config
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.filesystem.course_files import CourseFiles

PROJECT = """\
version: 1
project:
  title: Neurons & networks <for all>
  description: A course, with a "quotation" & an <i>element</i>.
  authors:
    - name: Ada B. Example
      orcid: 0000-0002-1825-0097
      corresponding: true
      email: ada@example.org
      affiliations: [lab]
    - name: Bo van Example
    - name: The Example Group
      collaboration: true
  editors:
    - name: Ed Itor
  reviewers:
    - name: Rev Iewer
  contributors:
    - name: Su Pervisor
      roles: Supervision
    - name: El Se
      roles: making tea
  affiliations:
    - id: lab
      institution: Lab of Examples
      department: Department of Tests
  license: CC-BY-4.0
  doi: 10.5281/zenodo.101
  concept_doi: 10.5281/zenodo.100
  date: 2024-02-29
  version: "2024.10"
  keywords: [neuroscience, teaching]
  github: example/course
  release_tag: v{version}
site:
  options:
    base_url: https://example.org/course/
    language: en-GB
"""

Make = Callable[..., Config]


def maker(folder: Path) -> Make:
    """Return a function that reads the configuration, with some of its text replaced."""

    def read(*changes: tuple[str, str]) -> Config:
        text = PROJECT
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (folder / "course").mkdir(exist_ok=True)
        (folder / "course" / "myst.yml").write_text(text, encoding="utf-8")
        config = load_config(CourseFiles(folder / "course"), Diagnostics())
        assert config is not None
        return config

    return read
