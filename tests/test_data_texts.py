"""The Markdown of data files is read like a page: what is in it can be referred to."""

from collections.abc import Callable, Mapping

from courses import Course

Make = Callable[[Mapping[str, str | bytes]], Course]

_CONFERENCE = """\
name: The conference
questions:
  - question: What does it cost?
    answer: |
      ## Money

      (refund)=
      Nothing. See [above](#flow), [](#flow) and {eq}`flow`.
  - question: How does it flow?
    answer: |
      ## Money

      $$
      x = 1
      $$ (flow)
editions:
  - {name: One, start: 2020-03-30, description: "See [it](#refund)."}
"""
_FILES: Mapping[str, str | bytes] = {
    "index.md": "# Home\n\nSee [what you get back](#refund).\n",
    "meeting.md": "---\ntitle: Meeting\nsite: {template: conference}\n---\n\nMeet.\n",
    "data/conference.yml": _CONFERENCE,
}


def test_a_label_in_a_data_file_leads_to_the_page_that_shows_it(course: Make) -> None:
    built = course(_FILES).build()
    assert not [str(one) for one in built.diagnostics if one.rule.id.startswith("reference")]
    assert 'href="meeting/#refund">what you get back</a>' in built.file("index.html")
    page = built.file("meeting/index.html")
    assert page.count('id="refund"') == 1
    assert page.count('id="flow"') == 1
    assert 'href="../meeting/#flow">above</a>' in page


def test_machines_read_the_items_of_a_list_apart(course: Make) -> None:
    answer = "      - one\n      - two\n        1. three\n\n      Last."
    questions = f"questions:\n  - question: How?\n    answer: |\n{answer}\n"
    text = f"name: C\n{questions}editions: [{{name: One, start: 2020-03-30}}]\n"
    page = course({**_FILES, "data/conference.yml": text}).build().file("meeting/index.html")
    assert '"text":"one two three Last."' in page


def test_headings_of_several_texts_may_be_called_the_same(course: Make) -> None:
    page = course(_FILES).build().file("meeting/index.html")
    assert page.count(">Money</h") == 2
    assert 'id="money"' not in page


def test_a_link_that_leads_nowhere_is_searched_from_the_data_file(course: Make) -> None:
    talk = '{title: Talk, abstract: "[x](far-away.md)"}'
    text = f"""\
questions:
  - {{question: How?, answer: "[x](far-away.md)"}}
editions:
  - {{title: One, start: 2020-03-30, programme: [{talk}]}}
"""
    built = course({**_FILES, "data/conference.yml": text}).build()
    assert [one.hint for one in built.diagnostics if "far-away" in one.message] == [
        "paths are relative to the folder of `data/conference.yml`"
    ] * 2


def test_links_lead_from_the_data_file_or_from_the_course_folder(course: Make) -> None:
    answer = (
        "[a](beside.csv), [b](code.md), [c](../code.md), [d](index.md), [e](coda.md), ![P](p.svg)"
    )
    text = f"""\
name: The conference
questions:
  - {{question: How?, answer: "{answer}"}}
editions:
  - title: One
    start: 2020-03-30
    venue: {{title: The hall}}
    sponsors: [{{title: A foundation}}]
    programme: [{{title: Talk, abstract: "[to it](code.md)"}}]
"""
    files = {
        "index.md": "# Home\n",
        "meeting.md": _FILES["meeting.md"],
        "data/conference.yml": text,
        "data/beside.csv": "a,b\n",
        "code.md": "# Code\n",
        "p.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    }
    built = course(files).build()
    assert [one.message for one in built.diagnostics if "title" not in one.rule.id] == [
        "page or file not found: `coda.md`"
    ]
    page = built.file("meeting/index.html")
    assert 'href="../code/">b</a>' in page
    assert 'href="../code/">c</a>' in page
    assert 'href="../">d</a>' in page
    assert '<a href="../../../code/">to it</a>' in built.file("meeting/one/talk/index.html")


def test_every_description_is_markdown(course: Make) -> None:
    text = '"*{}* [x](#dead-{})"'

    def own(name: str) -> str:
        return text.format(name, name)

    files = {
        "index.md": "# Home\n",
        **{
            f"{name}.md": f"---\ntitle: P\nsite: {{template: {name}}}\n---\n"
            for name in ("conference", "people", "schedule")
        },
        "data/people.yml": f"- {{title: T, description: {own('team')}, people: [{{name: A}}]}}\n",
        "data/conference.yml": f"""\
editions:
  - title: One
    start: 2027-03-30
    registration: until *noon*
    fees: [{{title: Student, price: 10, description: {own("fee")}}}]
    sponsors: [{{name: S, description: {own("sponsor")}}}]
    questions: [{{question: "How *much*?", answer: "Nothing."}}]
""",
        "data/schedule.yml": f"""\
start: 2027-07-05
slots: [{{title: S1, start: "10:00", description: {own("slot")}}}]
templates: {{usual: [{{time: "0:00-1:00", title: T, description: {own("template")}}}]}}
weeks:
  - title: W
    description: {own("week")}
    days: [{{date: Monday, title: D, template: usual, description: {own("day")}}}]
    sessions: [{{title: S, date: Monday, start: "9:00", description: {own("session")}}}]
groups: [{{title: G, description: {own("group")}}}]
""",
    }
    built = course(files).build()
    pages = "".join(
        built.file(f"{name}/index.html") for name in ("people", "conference/one", "schedule")
    )
    names = ["team", "fee", "sponsor", "slot", "template", "week", "day", "session", "group"]
    assert [name for name in names if f"<em>{name}</em>" not in pages] == []
    dead = {one.message for one in built.diagnostics if one.rule.id == "reference-target-resolves"}
    assert {message.split("dead-")[1].strip("`") for message in dead} == set(names)
    assert "*" not in built.file("schedule.ics")
    assert "How much?" in pages
    assert "until noon" in pages
