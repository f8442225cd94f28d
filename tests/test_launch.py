"""Where a page says itself that its notebook is opened, and how long it takes."""

import re
from pathlib import Path

from courses import Course, notebook

CONFIG = """project: {title: Rivers, github: org/rivers, toc: [{file: index.md}, {file: a.md}]}
site: {options: {folders: true, launch: {colab: 'https://colab.example/site', binder: false}}}
"""
PAGE = """---
title: A
kernelspec: {name: python3}
site: {duration: 1 h 30 min, launch: {colab: 'https://colab.example/own', kaggle: 'https://k.example/a'}}
---

```{code-cell} python
1
```
"""


def _links(html: str) -> list[str]:
    return re.findall(r'class="launch__link" href="([^"]*)"', html)


def test_a_page_names_its_own_services(tmp_path: Path) -> None:
    files = {"myst.yml": CONFIG, "index.md": "# Home\n", "a.md": PAGE}
    built = Course.write(tmp_path, files).build()
    html = built.file("a/index.html")
    assert _links(html) == ["https://colab.example/own", "https://k.example/a", "../a.ipynb"]
    assert "1 h 30 min<" in html
    assert '"timeRequired":"PT1H30M"' in html.replace(" ", "")
    assert [str(one) for one in built.said if "launch" in one.message] == []


def test_a_page_without_code_is_opened_where_it_says(tmp_path: Path) -> None:
    page = PAGE.partition("```")[0]
    files = {"myst.yml": CONFIG, "index.md": "# Home\n", "a.md": page}
    html = Course.write(tmp_path, files).build().file("a/index.html")
    assert _links(html) == ["https://colab.example/own", "https://k.example/a"]


BADGES = """# A

[The notebook](https://github.com/org/x/blob/main/a.ipynb)
[![Colab](https://x.example/colab-badge.svg)](https://colab.research.google.com/github/org/x/blob/main/a.ipynb)

Water. [![Binder](https://x.example/badge_logo.svg)](https://mybinder.org/v2/gh/org/x/HEAD)
"""


def test_badges_of_a_page_with_cells_stand_in_its_row(tmp_path: Path) -> None:
    cell = "```{code-cell} python\n1\n```\n"
    pages = {"a.md": f"---\nkernelspec: {{name: python3}}\n---\n{BADGES}\n{cell}", "b.md": BADGES}
    config = CONFIG.replace("{file: a.md}", "{file: a.md}, {file: b.md}")
    built = Course.write(tmp_path, {"myst.yml": config, "index.md": "# Home\n", **pages}).build()
    html, text = built.file("a/index.html"), built.file("b/index.html")
    opened = "https://colab.research.google.com/github/org/x/blob/main/a.ipynb"
    assert _links(html) == [opened, "../a.ipynb"]
    assert html.count(opened) == 1
    assert "The notebook" not in html
    assert "Water." in html
    assert "mybinder.org" in html
    assert _links(text) == []
    assert "The notebook" in text
    assert opened in text


BOOK = """title: Rivers
repository: {url: "https://github.com/org/rivers", branch: master, path_to_book: book}
launch_buttons:
  binderhub_url: https://mybinder.org
  jupyterhub_url: https://hub.example.org
  colab_url: https://colab.research.google.com
"""


def test_the_buttons_of_a_jupyter_book_lead_where_they_led(tmp_path: Path) -> None:
    files = {
        "_config.yml": BOOK,
        "_toc.yml": "format: jb-book\nroot: index\nchapters: [{file: a}, {file: b}]\n",
        "index.md": "# Home\n",
        "a.md": "---\nkernelspec: {name: python3}\n---\n\n# A\n\n```{code-cell}\n1\n```\n",
        "b.ipynb": notebook("", "%% markdown\n# B\n%% code\n1"),
    }
    built = Course.write(tmp_path, files).build()
    hub = "https://hub.example.org/hub/user-redirect/git-pull?repo=https://github.com/org/rivers"
    binder = "https://mybinder.org/v2/gh/org/rivers/master?urlpath=tree/book/"
    hub += "&amp;branch=master&amp;urlpath=tree/rivers/book/"
    page, note = (_links(built.file(f"{name}/index.html")) for name in "ab")
    assert page == [f"{binder}a.md", f"{hub}a.md", "../a.ipynb"]
    colab = "https://colab.research.google.com/github/org/rivers/blob/master/book/b.ipynb"
    assert note == [colab, f"{binder}b.ipynb", f"{hub}b.ipynb", "../b.ipynb"]


def test_markdown_pages_are_opened_as_the_notebooks_that_a_theme_names(tmp_path: Path) -> None:
    theme = """title: Rivers
sphinx: {config: {html_theme_options: {
  nb_repository_url: "https://github.com/org/rivers.notebooks",
  launch_buttons: {colab_url: "https://colab.research.google.com"}}}}
"""
    files = {
        "_config.yml": theme,
        "_toc.yml": "format: jb-book\nroot: index\nchapters: [{file: a}]\n",
        "index.md": "# Home\n",
        "a.md": "---\nkernelspec: {name: python3}\n---\n\n# A\n\n```{code-cell}\n1\n```\n",
    }
    html = Course.write(tmp_path, files).build().file("a/index.html")
    name = "github/org/rivers.notebooks/blob/main/a.ipynb"
    assert _links(html) == [f"https://colab.research.google.com/{name}", "../a.ipynb"]
