"""``index`` -> ``indexEntries``: index entries that link here."""

from neuromatch_site.model.ast.nodes import IndexEntries, Node
from neuromatch_site.myst.directives._options import LABEL, put_common
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part
from neuromatch_site.myst.parser.index_entries import Entry, index_entries

_KINDS = ("single", "pair", "triple", "see", "seealso")


def run(data: DirectiveData) -> list[Node]:
    """Return the entries of the argument, of the options and of each line of the body."""
    lines = [(data.argument, data.argument_source.at())]
    lines += [(f"{kind}: {value}", data.places[kind]) for kind, value in _options(data)]
    for number, line in enumerate(data.body.split("\n")):
        lines.append((line, data.body_source.at(number)))
    entries: list[Entry] = []
    for line, place in lines:
        entries += index_entries(line, place, data.diagnostics)
    return [put_common(IndexEntries(position=data.position, entries=entries or None), data)]


def _options(data: DirectiveData) -> list[tuple[str, str]]:
    return [(kind, value) for kind in _KINDS if (value := data.text(kind))]


DIRECTIVE = Directive(
    name="index",
    doc="Index entries that link here.",
    run=run,
    argument=Part(Kind.TEXT, "Entries, separated by commas."),
    options={
        "label": LABEL,
        "single": Option("An entry, like a line of the body: `single: entry; sub entry`."),
        "pair": Option("Two words, each an entry and a subentry of the other."),
        "triple": Option("Three words, each an entry and a subentry of the others."),
        "see": Option("An entry that refers to another one."),
        "seealso": Option(
            "An entry that also refers to another one.", alias=("seeAlso", "see-also")
        ),
    },
    body=Part(Kind.TEXT, "Lines such as `pair: spike; train`."),
    nodes=(IndexEntries,),
)
