"""``index`` -> ``indexEntries`` and text: index entries that link to the text."""

from neuromatch_site.model.ast.nodes import IndexEntries, Node, Text
from neuromatch_site.myst.parser.index_entries import index_entries
from neuromatch_site.myst.parser.role import Role, RoleData
from neuromatch_site.myst.roles._target import referred


def run(data: RoleData) -> list[Node]:
    """Return the entries, then the text: entries are after it in ``<>``, or are the text itself."""
    target = referred(data)
    entries = index_entries(target.target, data.position, data.diagnostics)
    text = target.text or [Text(position=data.value_source.at(), value=data.value)]
    return [IndexEntries(position=data.position, entries=entries or None), *text]


ROLE = Role(
    name="index",
    doc="Text with an index entry: `` {index}`spikes <single: spike; train>` ``.",
    run=run,
    nodes=(IndexEntries,),
)
