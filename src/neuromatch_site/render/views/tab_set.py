"""Tabs."""

from neuromatch_site.model.ast.nodes import TabItem, TabSet
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
                "title": item.title,
                "sync": item.sync or "",
                "selected": item is chosen,
                "content": context.render(item.children),
            }
            for item in items
        ],
    }
