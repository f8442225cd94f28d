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


def test_headings_of_several_texts_may_be_called_the_same(course: Make) -> None:
    page = course(_FILES).build().file("meeting/index.html")
    assert page.count(">Money</h") == 2
    assert 'id="money"' not in page
