"""Tabs."""

from neuromatch_site.model.ast.nodes import CardTitle, Node, TabItem, TabSet
from neuromatch_site.render.html import RenderContext


def tab_set(node: TabSet, context: RenderContext) -> dict[str, object]:
    """Return the tabs: title, key, whether it is shown first, content."""
    items = [child for child in node.children if isinstance(child, TabItem)]
    chosen = next((item for item in items if item.selected), items[0] if items else None)
    return {
        "children": "",
        "items": [
            {
                "node": item,
                "title": _tab_title(item, context),
                "sync": item.sync or "",
                "selected": item is chosen,
                "content": context.render(_tab_body(item)),
            }
            for item in items
        ],
    }


def _tab_title(item: TabItem, context: RenderContext) -> str:
    """Return the title of a tab: with its mark-up, where it has any."""
    first = item.children[0] if item.children else None
    return context.render(first.children) if isinstance(first, CardTitle) else item.title


def _tab_body(item: TabItem) -> list[Node]:
    return [child for child in item.children if not isinstance(child, CardTitle)]
