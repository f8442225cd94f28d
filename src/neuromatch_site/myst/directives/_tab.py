"""What all tab directives share."""

from neuromatch_site.model.ast.nodes import CardTitle, TabItem, Text
from neuromatch_site.myst.directives._options import put_common
from neuromatch_site.myst.parser.directive import DirectiveData


def tab_item(data: DirectiveData) -> TabItem:
    """Return the tab; a title with markup is also put before its content."""
    node = put_common(TabItem(position=data.position, title=data.argument or "Tab"), data)
    node.sync = data.text("sync")
    node.selected = data.flag("selected")
    if any(not isinstance(word, Text) for word in data.argument_nodes):
        place = data.argument_nodes[0].position
        node.children.append(CardTitle(position=place, children=data.argument_nodes))
    node.children += data.body_nodes
    return node
