"""Where a page says itself that its notebook is opened, and how long it takes."""

import re
from pathlib import Path

from courses import Course

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
