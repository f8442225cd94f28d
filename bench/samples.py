"""Courses to build: a copy of a real one that needs no network, and made-up ones of any size."""

import random
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

import yaml

_DOI = re.compile(r"https?://(?:\w+\.)?doi\.org/(10\.[^\s<>\"'`\]\\,;]+)")
_REMOTE_PICTURE = re.compile(r"https?://[^\s)\"'\\]+\.(?:svg|png|jpe?g|gif)(?:\?[\w=&]+)?")
_BADGE = '<svg xmlns="http://www.w3.org/2000/svg"><rect width="80" height="20"/></svg>'


def copy_course(course: Path, copy: Path) -> None:
    """Copy a course so that no builder has a reason to ask the web.

    Every DOI that a page names gets an entry in a bibliography (mystmd looks each one up), and
    pictures that lie elsewhere become one that lies beside the page (mystmd downloads them).
    """
    shutil.copytree(course, copy, dirs_exist_ok=True, ignore=shutil.ignore_patterns("_*", ".*"))
    found: dict[str, None] = {}
    for path in sorted(path for kind in ("*.md", "*.ipynb") for path in copy.rglob(kind)):
        path.chmod(0o644)
        text = path.read_text(encoding="utf-8")
        plain = _DOI.sub(lambda link: _plain_doi(link[1], found), text)
        path.write_text(_REMOTE_PICTURE.sub("remote-picture.svg", plain), encoding="utf-8")
        (path.parent / "remote-picture.svg").write_text(_BADGE, encoding="utf-8")
    entries = (_bib_entry(number, doi) for number, doi in enumerate(found))
    (copy / "named-by-doi.bib").write_text("\n".join(entries), encoding="utf-8")


def _plain_doi(written: str, found: dict[str, None]) -> str:
    """Return the link without percent signs, and what stood after it; note the DOI."""
    doi = unquote(written).replace("\u200b", "")
    end = next((at for at in range(len(doi)) if doi[: at + 1].count(")") > doi.count("(")), None)
    doi, rest = (doi, "") if end is None else (doi[:end], doi[end:])
    bare = doi.rstrip(".")
    found[bare.lower()] = None
    return f"https://doi.org/{bare}{doi[len(bare) :]}{rest}"


def _bib_entry(number: int, doi: str) -> str:
    return (
        f"@article{{doi{number},\n  title = {{Article {number}}},\n  author = {{Author, A.}},\n"
        f"  journal = {{Journal}},\n  year = {{2020}},\n  doi = {{{doi}}}\n}}\n"
    )


def write_sphinx_toc(copy: Path) -> None:
    """Write the toc of ``myst.yml`` as sphinx-external-toc (and Jupyter Book 1) read it."""
    toc = yaml.safe_load((copy / "myst.yml").read_text(encoding="utf-8"))["project"]["toc"]
    root, *rest = toc
    parts = [
        {
            "caption": entry["title"],
            "chapters": [{"file": one["file"]} for one in entry["children"]],
        }
        for entry in rest
    ]
    content = {"format": "jb-book", "root": Path(root["file"]).stem, "parts": parts}
    (copy / "_toc.yml").write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")


_WORDS = """
    neuron synapse membrane potential spike network layer weight learning rule gradient model noise
    cortex input output signal current channel threshold delay rate code pattern memory task reward
    the of a in and with for by from between over under when while each every some many few one two
    grows falls changes depends fires learns stores drives limits shapes follows precedes explains
""".split()


def make_course(folder: Path, pages: int, seed: int = 1, *, plain: bool = False) -> None:
    """Write a course of that many pages, about as long and as mixed as those of a real one.

    ``plain`` pages have nothing that only MyST knows: no formulas, citations or labels.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write = _plain_page if plain else _page
    chance = random.Random(seed)  # noqa: S311 - the same course every time, not a secret
    toc: list[Mapping[str, object]] = [{"file": "index.md"}]
    (folder / "index.md").write_text(f"# A course of {pages} pages\n\nWelcome.\n", encoding="utf-8")
    for week in range(0, pages - 1, 20):
        numbers = range(week, min(week + 20, pages - 1))
        children = [{"file": _page_name(number)} for number in numbers]
        toc.append({"title": f"Week {week // 20 + 1}", "children": children})
        for number in numbers:
            path = folder / _page_name(number)
            path.parent.mkdir(exist_ok=True)
            path.write_text(write(number, pages - 1, chance), encoding="utf-8")
    config = {"version": 1, "project": {"title": f"{pages} pages", "toc": toc}, "site": {}}
    (folder / "myst.yml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    entries = (_bib_entry(number, f"10.5555/{number}") for number in range(100))
    (folder / "references.bib").write_text("\n".join(entries), encoding="utf-8")


def _page_name(number: int) -> str:
    return f"week-{number // 20 + 1}/page-{number}.md"


def _page(number: int, pages: int, chance: random.Random) -> str:
    parts = [f"(page-{number})=\n# Lesson {number}\n"]
    for section in range(4):
        parts.append(f"## {_sentence(chance, 4)[:-1]}\n")
        parts.extend(_paragraph(chance) + "\n" for _ in range(3))
        parts.append(_construct(f"{number}-{section}", section, chance))
        other = chance.randrange(pages)
        parts.append(
            f"See [](#page-{other}), {{eq}}`eq-{number}-1` and {{cite:p}}`doi{other % 100}`.\n"
        )
    return "\n".join(parts)


def _plain_page(number: int, pages: int, chance: random.Random) -> str:
    parts = [f"# Lesson {number}\n"]
    for section in range(4):
        parts.append(f"## {_sentence(chance, 4)[:-1]}\n")
        parts.extend(_paragraph(chance).replace("$", "`") + "\n" for _ in range(3))
        steps, other = chance.randrange(100), chance.randrange(pages)
        rows = "\n".join(f"| {_sentence(chance, 2)} | {steps} |" for _ in range(4))
        parts.append(
            (
                f"- {_sentence(chance, 5)}\n- {_sentence(chance, 5)}\n",
                f"> {_paragraph(chance).replace('$', '`')}\n",
                f"```python\nfor step in range({steps}):\n    v += dt * (i - v) / tau\n```\n",
                f"| what | how much |\n| --- | --- |\n{rows}\n",
            )[section]
        )
        parts.append(f"See [lesson {other}](../{_page_name(other)}).\n")
    return "\n".join(parts)


def _construct(name: str, kind: int, chance: random.Random) -> str:
    if kind == 0:
        return f":::{{note}} {_sentence(chance, 3)}\n{_paragraph(chance)}\n:::\n"
    if kind == 1:
        formula = r"\tau \frac{dv}{dt} = -v + \sum_i w_i x_i(t)"
        return f"```{{math}}\n:label: eq-{name}\n{formula}\n```\n"
    if kind == 2:
        steps = chance.randrange(100)
        return f"```python\nfor step in range({steps}):\n    v += dt * (i - v) / tau\n```\n"
    rows = "\n".join(f"| {_sentence(chance, 2)} | ${chance.randrange(9)}x^2$ |" for _ in range(4))
    return f"| what | how much |\n| --- | --- |\n{rows}\n"


def _paragraph(chance: random.Random) -> str:
    sentences = [_sentence(chance, chance.randrange(10, 24)) for _ in range(4)]
    return " ".join(sentences[:2]) + " $a_i + b$ and *" + sentences[2][:-1] + "*. " + sentences[3]


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(words)).capitalize() + "."
