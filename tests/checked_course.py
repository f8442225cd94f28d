"""A small course in order, and what ``check`` says of it once something is changed."""

from collections.abc import Mapping
from pathlib import Path

from neuromatch_site.commands.check import examined
from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.pipeline.options import Options
from neuromatch_site.workers.progress import Progress

CONFIG = "version: 1\nproject:\n  title: C\n  toc:\n    - file: index.md\n    - file: b.md\n"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>'
GOOD: Mapping[str, str] = {
    "myst.yml": CONFIG,
    "index.md": "# Front\n\n(here)=\n## Section\n\n![A square](p.svg) [the page](b.md)\n",
    "b.md": "# B\n\nBack to [](#here). See [@a2020].\n\n```{include} part.md\n```\n",
    "part.md": "Part.\n",
    "p.svg": DRAWING,
    "refs.bib": "@article{a2020, title={T}, author={A, B}, year={2020}}\n",
    "README.md": "For those who come to the repository.\n",
}


def said(folder: Path, changes: Mapping[str, str]) -> list[tuple[Rule, str]]:
    """Return rules and places of what is wrong with the good course after some changes."""
    for path, text in {**GOOD, **changes}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    found = examined(folder, Options(jobs=1), Progress()).diagnostics
    return [(item.rule, f"{item.position.path}:{item.position.line}") for item in found]
