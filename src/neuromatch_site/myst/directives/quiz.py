"""``quiz`` -> ``quiz``: a question, its choices or answers, a hint, an explanation.

The kind of question depends on how it is written: a task list has choices, ``answer`` is ``true``,
a number or a text, a list of ``a -> b`` is for matching, a numbered list for ordering, and
``{blank}`` is a gap in a sentence.
"""

import re
from hashlib import blake2b

from msgspec import Struct

from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.diagnostics.source import Position
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.text import text_of
from neuromatch_site.model.ast.visit import select
from neuromatch_site.model.quiz import Accept, AnswerError, read_number, read_texts, read_tolerance
from neuromatch_site.myst.directives._options import NUMBERED, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part

_SINGLE, _MULTIPLE, _BOOLEAN = "single-choice", "multiple-choice", "true-false"
_NUMBER, _TEXT, _MATCHING = "number", "text", "matching"
_ORDERING, _CLOZE = "ordering", "cloze"
_KINDS = (_SINGLE, _MULTIPLE, _BOOLEAN, _NUMBER, _TEXT, _MATCHING, _ORDERING, _CLOZE)
_TYPED = (_NUMBER, _TEXT)
_TRUTH = {"true": True, "false": False}
_ARROW = re.compile(r"(?<!\s)\s++(?:[-=]>|→|⇒)\s+")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+\[[ xX]\]\s+(.*)")
_BLOCKS = (
    nodes.Code,
    nodes.Container,
    nodes.Image,
    nodes.List,
    nodes.Math,
    nodes.MystDirective,
    nodes.Paragraph,
    nodes.Table,
)
_FEEDBACK = (nodes.List, nodes.Paragraph)
"""What is feedback, where it follows the first line of a choice; other blocks belong to it."""


def run(data: DirectiveData) -> list[nodes.Node]:
    """Return the question; an invalid one is reported and shown as written."""
    node = put_common(nodes.Quiz(position=data.position), data)
    node.enumerated = node.enumerated is not False
    node.caseSensitive = data.flag("case-sensitive")
    node.points = data.integer("points")
    digest = blake2b(f"{data.argument}\n{data.body}".encode(), digest_size=6).hexdigest()
    node.key = node.identifier or f"quiz-{digest}"
    answers = _answer_list(data)
    node.kind = _kind(data, answers)
    place = data.body_nodes.index(answers) if answers else len(data.body_nodes)
    if data.argument_nodes:
        at = data.argument_source.at()
        node.children.append(nodes.AdmonitionTitle(position=at, children=data.argument_nodes))
    node.children += data.body_nodes[:place]
    choices = _Answers(data, node, answers).read()
    if not choices and node.kind != _CLOZE:
        node.kind = None
        node.children += data.body_nodes[place : place + 1]
    node.children += choices
    if hint := data.nodes("hint"):
        node.children.append(nodes.QuizHint(children=[nodes.Paragraph(children=hint)]))
    words = data.nodes("explanation")
    explanation: list[nodes.Node] = [nodes.Paragraph(children=words)] if words else []
    explanation += data.body_nodes[place + 1 :]
    if explanation:
        node.children.append(nodes.QuizExplanation(children=explanation))
    return [node]


def _answer_list(data: DirectiveData) -> nodes.List | None:
    """Return the list that holds the answers: the first task list, else the last list."""
    lists = [node for node in data.body_nodes if isinstance(node, nodes.List)]
    tasks = [list_ for list_ in lists if any(item.checked is not None for item in _items(list_))]
    if tasks:
        return tasks[0]
    if "answer" in data.options or _blanks(data):
        return None
    return lists[-1] if lists else None


def _items(answers: nodes.List | None) -> list[nodes.ListItem]:
    return (
        [item for item in answers.children if isinstance(item, nodes.ListItem)] if answers else []
    )


def _blanks(data: DirectiveData) -> list[nodes.Blank]:
    content = [*data.argument_nodes, *data.body_nodes]
    return [blank for node in content for blank in select(node, nodes.Blank)]


def _kind(data: DirectiveData, answers: nodes.List | None) -> str:
    if written_kind := data.text("kind"):
        return written_kind
    if _blanks(data):
        return _CLOZE
    if answer := (data.text("answer") or "").strip():
        if answer.lower() in _TRUTH:
            return _BOOLEAN
        return _NUMBER if read_number(answer) or data.text("tolerance") else _TEXT
    checked = [item.checked for item in _items(answers) if item.checked is not None]
    if checked:
        return _MULTIPLE if sum(checked) > 1 else _SINGLE
    return _ORDERING if answers is not None and answers.ordered else _MATCHING


class _Answers(Struct):
    """Reads the answers of one question, and reports what cannot be checked."""

    data: DirectiveData
    node: nodes.Quiz
    answers: nodes.List | None
    reported: bool = False

    def read(self) -> list[nodes.Node]:
        """Return the choices, matches or answers; nothing if there is no right one."""
        kind = self.node.kind
        if kind == _CLOZE:
            return self.cloze()
        if kind == _BOOLEAN and not self.answers:
            return self.truth()
        if kind in _TYPED:
            return self.typed()
        if not self.items:
            message = "this question has no choices and no answer"
            hint = "write a task list with the right choice as `- [x]`, or the option `answer`"
            return self.fail(message, hint)
        if kind == _MATCHING:
            return self.matches()
        return self.order() if kind == _ORDERING else self.choices()

    @property
    def items(self) -> list[nodes.ListItem]:
        return _items(self.answers)

    def fail(self, message: str, hint: str = "", at: Position | None = None) -> list[nodes.Node]:
        self.reported = True
        place = at or self.data.position
        self.data.diagnostics.report(Rule.QUIZ_ANSWER, place, message, hint)
        return []

    def choices(self) -> list[nodes.Node]:
        """Return the choices of a task list."""
        for item in self.items:
            if item.checked is None:
                message = "this choice has no box; it counts as a wrong one"
                self.fail(
                    message, "begin it with `[ ]`, or with `[x]` if it is right", self.at(item)
                )
                break
        right = sum(bool(item.checked) for item in self.items)
        if not right:
            hint = "mark the right choice with `- [x]`"
            return self.fail("none of the choices is marked as right", hint)
        if right > 1 and self.node.kind in (_SINGLE, _BOOLEAN):
            message = (
                f"`{self.node.kind}` has {right} right choices, and a reader can choose only one"
            )
            self.fail(message, f"mark one with `[x]`, or write `:kind: {_MULTIPLE}`")
            self.node.kind = _MULTIPLE
        if len(self.items) == 1:
            self.fail(
                "this question has one choice; there is nothing to choose from", "add wrong ones"
            )
        return [self.choice(item) for item in self.items]

    def choice(self, item: nodes.ListItem) -> nodes.QuizChoice:
        words, feedback = _item_and_feedback(item.children)
        choice = nodes.QuizChoice(position=item.position, right=bool(item.checked), children=words)
        return _with_feedback(choice, feedback)

    def truth(self) -> list[nodes.Node]:
        """Return the choices True and False."""
        answer = (self.data.text("answer") or "").strip()
        right = _TRUTH.get(answer.lower())
        if right is None:
            message = f"the answer of a true-false question is `{answer}`"
            return self.fail(message, "write `:answer: true` or `:answer: false`", self.place())
        at = self.data.position
        return [
            nodes.QuizChoice(position=at, right=right is value, children=[nodes.Text(value=word)])
            for word, value in (("True", True), ("False", False))
        ]

    def typed(self) -> list[nodes.Node]:
        """Return the typed answers: of the option, or the items of the task list."""
        choices: list[nodes.Node] = []
        if answer := self.data.text("answer"):
            choices += self.typed_answer(answer, self.place(), right=True)
        lines = self.data.body_source.text.split("\n")
        for item in self.items:
            at = self.at(item)
            line = at.line - self.data.body_source.first_line
            match = _ITEM.match(lines[line]) if 0 <= line < len(lines) else None
            text = match[1] if match else text_of(_item_and_feedback(item.children)[0])
            typed_choices = self.typed_answer(text, at, right=bool(item.checked))
            choices += [
                _with_feedback(choice, _item_and_feedback(item.children)[1])
                for choice in typed_choices
            ]
        if any(isinstance(choice, nodes.QuizChoice) and choice.right for choice in choices):
            return choices
        if not self.answers and not answer:
            return self.fail("this question has no right answer", "write it as `:answer: ...`")
        if self.reported:
            return []
        return self.fail("none of the answers is marked as right", "mark the right one with `[x]`")

    def typed_answer(self, text: str, at: Position, *, right: bool) -> list[nodes.QuizChoice]:
        accepts = self.accepted(text, at)
        if not accepts:
            return []
        return [nodes.QuizChoice(position=at, right=right, value=text.strip(), accepts=accepts)]

    def accepted(self, text: str, at: Position) -> list[Accept]:
        """Return the accepted form of an answer; a mistake is reported."""
        if self.node.kind != _NUMBER:
            try:
                return read_texts(text)
            except AnswerError as error:
                self.fail(str(error), at=at)
                return []
        number = read_number(text)
        if number is None:
            hint = "write a number such as `20`, `20 ± 1 ms` or `1.5e-3`"
            self.fail(f"`{text.strip()}` is not a number", hint, at)
            return []
        accept, unit = number
        self.node.unit = self.data.text("unit") or unit or self.node.unit
        if written := self.data.text("tolerance"):
            tolerance = read_tolerance(written, float(str(accept["number"])))
            if tolerance is None:
                place = self.data.places.get("tolerance", at)
                self.fail(f"`{written}` is not a tolerance", "write `0.5` or `5%`", place)
            else:
                accept["tolerance"] = tolerance
        return [accept]

    def matches(self) -> list[nodes.Node]:
        """Return items to match, with their matches shuffled."""
        pairs: list[tuple[nodes.QuizChoice, nodes.QuizMatch]] = []
        for item in self.items:
            words, feedback = _item_and_feedback(item.children)
            sides = _sides(words)
            if sides is None:
                hint = "write `- this -> that`, or a task list for a choice"
                return self.fail("this item has no `->` to what belongs to it", hint, self.at(item))
            choice = nodes.QuizChoice(position=item.position, children=sides[0])
            match = nodes.QuizMatch(position=item.position, children=sides[1])
            pairs.append((_with_feedback(choice, feedback), match))
        texts = {text_of(match) for _, match in pairs}
        if len(pairs) == 1 or len(texts) < len(pairs):
            message = "each item of a matching question needs a match of its own"
            return self.fail(message, "write at least two items, with different matches")
        order = _shuffled([text_of(match) for _, match in pairs])
        for place, index in enumerate(order):
            pairs[index][0].place = place
        return [*(choice for choice, _ in pairs), *(pairs[index][1] for index in order)]

    def order(self) -> list[nodes.Node]:
        """Return the items of a numbered list, shuffled."""
        items = [self.choice(item) for item in self.items]
        if len(items) == 1:
            return self.fail("one item has no order", "write at least two")
        for place, choice in enumerate(items):
            choice.place, choice.right = place, None
        return [items[index] for index in _shuffled([text_of(item) for item in items])]

    def cloze(self) -> list[nodes.Node]:
        """Check the answers of the gaps, which are in the sentences."""
        if not _blanks(self.data):
            self.node.kind = None
            hint = "write what belongs there as {blank}`sodium`"
            return self.fail("a cloze question has no gaps", hint)
        return []

    def at(self, item: nodes.ListItem) -> Position:
        return item.position or self.data.position

    def place(self) -> Position:
        return self.data.places.get("answer", self.data.position)


def _item_and_feedback(children: list[nodes.Node]) -> tuple[list[nodes.Node], list[nodes.Node]]:
    """Return what an item says, and the feedback below it."""
    start = next(
        (i for i, child in enumerate(children) if isinstance(child, _BLOCKS)), len(children)
    )
    if start == 0 and children and isinstance(children[0], nodes.Paragraph):
        start = 1
    words = [*children[:start]]
    words += [child for child in children[start:] if not isinstance(child, _FEEDBACK)]
    return words, [child for child in children[start:] if isinstance(child, _FEEDBACK)]


def _with_feedback(choice: nodes.QuizChoice, feedback: list[nodes.Node]) -> nodes.QuizChoice:
    if feedback:
        content: list[nodes.Node] = []
        for node in feedback:
            items = _items(node) if isinstance(node, nodes.List) else []
            content += items[0].children if len(items) == 1 else [node]
        choice.children.append(nodes.QuizFeedback(position=choice.position, children=content))
    return choice


def _sides(words: list[nodes.Node]) -> tuple[list[nodes.Node], list[nodes.Node]] | None:
    """Return what stands before and behind the first arrow of a line."""
    if len(words) == 1 and isinstance(words[0], nodes.Paragraph):
        words = words[0].children
    for index, node in enumerate(words):
        match = _ARROW.search(node.value) if isinstance(node, nodes.Text) else None
        if match and isinstance(node, nodes.Text):
            before, behind = node.value[: match.start()], node.value[match.end() :]
            left = [*words[:index], nodes.Text(position=node.position, value=before)]
            right = [nodes.Text(position=node.position, value=behind), *words[index + 1 :]]
            return left, right
    return None


def _shuffled(texts: list[str]) -> list[int]:
    """Return the places of the texts in an order that tells nothing, the same at every build."""
    keys = [blake2b(text.encode(), digest_size=8).digest() for text in texts]
    order = sorted(range(len(texts)), key=lambda index: (keys[index], index))
    return order if order != sorted(order) else [*order[1:], order[0]]


DIRECTIVE = Directive(
    name="quiz",
    doc=(
        "A self-check question: multiple choice (a task list), true or false, a number, a "
        "text, matching (`- this -> that`), ordering (a numbered list), or gaps (the role "
        "`blank`). Text nested below a choice is feedback; text after the list explains the "
        "answer."
    ),
    run=run,
    argument=Part(Kind.MYST, "The question; by default, the first paragraphs of the body."),
    options={
        **NUMBERED,
        "answer": Option(
            "The right answer: `true` or `false`, a number such as `20 ± 1 ms`, a text such as"
            " `sodium | Na+` or `/na(\\+)?/`."
        ),
        "tolerance": Option("The tolerance of a number: `0.5` or `5%`."),
        "unit": Option("The unit of a number, shown after the field."),
        "case-sensitive": Option("Distinguish upper and lower case.", Kind.FLAG),
        "kind": Option(
            "The kind of question, if it is not clear from the content.", choices=_KINDS
        ),
        "hint": Option("A hint, folded.", Kind.MYST),
        "explanation": Option("An explanation, shown with the answer.", Kind.MYST),
        "points": Option("The number of points.", Kind.INTEGER, least=1),
    },
    body=Part(Kind.MYST, "The question, then the choices or answers, then an explanation."),
    nodes=(
        nodes.Quiz,
        nodes.QuizChoice,
        nodes.QuizMatch,
        nodes.QuizFeedback,
        nodes.QuizHint,
        nodes.QuizExplanation,
        nodes.AdmonitionTitle,
    ),
)
