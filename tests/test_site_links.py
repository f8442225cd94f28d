"""Links of the header lead where links of pages would; the words around a page are its own."""

import re
from pathlib import Path

from courses import Built, Course, shown

CONFIG = """\
version: 1
project:
  title: A course
  toc: [{file: index.md}, {file: week-1/one.md}, {title: Week 2 - Two, children: [{file: two.md}]}]
site:
  nav:
    - {title: One, url: /week-1/one}
    - {title: Two, url: two.md#part}
    - {title: More, children: [{title: Group, url: week-2-two}, {title: Data, url: /data.csv}]}
    - {title: Elsewhere, url: "https://example.org/"}
    - {title: Nowhere, url: /week-1/on}
  options: {folders: true}
"""


def _build(folder: Path, **more: str) -> Built:
    pages = {"index.md": "# A\n", "week-1/one.md": "# One\n", "two.md": "# Two\n\n## Part\n"}
    return Course.write(folder, {"myst.yml": CONFIG, "data.csv": "1,2\n", **pages, **more}).build()


def test_links_of_the_header_lead_to_pages_groups_and_files(tmp_path: Path) -> None:
    site = _build(tmp_path)
    text = site.file("index.html")
    nav = text[text.index("header__nav") :].partition("</nav>")[0]
    found = re.findall(r'href="([^"]+)"', nav)
    assert found[:3] == ["week-1/one/", "two/#part", "week-2-two/"]
    assert re.fullmatch(r"files/\w+/data\.csv", found[3])
    assert found[4] == "https://example.org/"
    assert shown(site.diagnostics) == (
        "myst.yml:11:29: error: the header links to `/week-1/on`, which is not a page"
        " [link-resolves]\n  hint: did you mean `/week-1/one/`?\n"
    )


DATA = """\
weeks:
  - title: Week 1
    start: 2027-03-22
    sessions:
      - {title: A page, id: a, date: 2027-03-22, url: week-1/one.md}
      - {title: A file, id: a, date: 2027-03-23, slides: data.csv}
      - {title: Nothing, date: 2027-03-24, video: week-1/on.md}
"""
CONFERENCE = """\
editions:
  - name: First
    start: 2027-05-01
    url: two.md
    code_of_conduct: data.csv
    registration: {url: "https://example.org/go", until: 2027-04-01}
    programme: [{title: Talk, start: 2027-05-01 10:00, url: nowhere.md}]
"""


def test_links_of_data_files_lead_to_pages_and_files(tmp_path: Path) -> None:
    schedule = "---\nsite: {template: schedule}\n---\n# Schedule\n"
    conference = "---\nsite: {template: conference}\n---\n# Conference\n"
    pages = {"schedule.md": schedule, "conference.md": conference, "week-1/one.md": "# One\n"}
    data = {"data/schedule.yml": DATA, "data/conference.yml": CONFERENCE, "data.csv": "1,2\n"}
    files = {"index.md": "# A\n", "two.md": "# Two\n", **pages, **data}
    site = Course.write(tmp_path, files).build()
    assert 'href="../one/"' in site.file("schedule/index.html")
    assert re.search(r'href="\.\./files/\w+/data\.csv"', site.file("schedule/index.html"))
    edition = site.file("conference/first/index.html")
    assert 'href="../../two/">Website' in edition
    assert re.search(r'href="\.\./\.\./files/\w+/data\.csv">Code of conduct', edition)
    assert 'href="https://example.org/go"' in edition
    assert shown(site.diagnostics) == (
        "data/conference.yml:7:17: error: a link leads to `nowhere.md`, which is not a page"
        " [link-resolves]\n"
        "  hint: write the path of a page's file\n"
        "data/schedule.yml:6:9: error: duplicate session id `a` (first on line 5) [data-valid]\n"
        "  hint: give each session an `id` of its own\n"
        "data/schedule.yml:7:9: error: a link leads to `week-1/on.md`, which is not a page"
        " [link-resolves]\n"
        "  hint: did you mean `/week-1/`?\n"
    )


def test_a_language_without_a_catalogue_is_that_of_the_page(tmp_path: Path) -> None:
    config = "version: 1\nproject: {title: Kurs}\nsite: {options: {language: pl}}\n"
    site = Course.write(tmp_path, {"myst.yml": config, "index.md": "# Kurs\n"}).build()
    text = site.file("index.html")
    assert '<html lang="pl" dir="ltr"' in text
    assert '<a class="skip" href="#_content"><bdi lang="en">' in text


def test_a_solution_is_named_in_the_language_of_the_course(tmp_path: Path) -> None:
    page = "# Kurs\n\n:::{exercise}\n:label: e\nEins?\n:::\n\n:::{solution} e\nZwei.\n:::\n"
    config = "version: 1\nproject: {title: Kurs}\nsite: {options: {language: de}}\n"
    site = Course.write(tmp_path, {"myst.yml": config, "index.md": page}).build()
    assert re.search(r">Lösung zu Übung\s1</summary>", site.file("index.html"))


def test_translating_one_page_breaks_no_other(tmp_path: Path) -> None:
    page = "# Two\n\n[What it does](one.md#what-it-does) and {term}`axon` and [](#why).\n"
    original = "# One\n\n## What it does\n\nIt fires.\n\n## Why\n\nSo.\n"
    translated = "# Un\n\n## Ce que cela fait\n\nCela tire.\n\n## Pourquoi\n\nAinsi.\n"
    files = {
        "myst.yml": "version: 1\nproject: {title: A}\nsite: {options: {languages: [en, fr]}}\n",
        "index.md": "# A\n",
        "one.md": original,
        "two.md": page.replace(" and [](#why)", ""),
        "words.md": "# Words\n\n:::{glossary}\naxon\n: A cable.\n:::\n",
        "fr/one.md": translated,
        "fr/words.md": "# Mots\n\n:::{glossary}\naxone\n: Un câble.\n:::\n",
    }
    site = Course.write(tmp_path, files).build()
    assert shown(site.diagnostics) == ""
    two = site.file("fr/two/index.html")
    assert 'href="../one/#ce-que-cela-fait"' in two
    assert 'href="../words/#term-axone"' in two
