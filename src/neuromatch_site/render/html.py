"""Render a node with the template of its type: ``nodes/<type>.html``.

A template that only puts markup around ``{{ children }}`` or ``{{ node.value }}`` is rendered
without Jinja: most nodes of a course have such a template, and it takes a tenth of the time.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from jinja2 import Environment
from jinja2.runtime import Context
from markupsafe import Markup, escape
from msgspec import Struct, field

from neuromatch_site.config.options import SiteOptions
from neuromatch_site.model.ast import nodes
from neuromatch_site.model.ast.visit import copy_of, replace, walk
from neuromatch_site.render.addresses import Addresses
from neuromatch_site.render.environment import attributes
from neuromatch_site.render.footnotes import Footnotes
from neuromatch_site.render.navigation import Entry
from neuromatch_site.render.published_files import Picture, Published
from neuromatch_site.render.theme import Theme
from neuromatch_site.render.translations import Words

NodeRenderer = Callable[[nodes.Node, "RenderContext"], str]
"""Renders a node."""
View = Callable[[nodes.Node, "RenderContext"], Mapping[str, object]]
"""The variables of a template besides ``node``; with ``children``, if they differ."""

_COMMENT = re.compile(r"\A\{#(?!\+).*?(?:-#\}\s*|(?<!\+)#\}\n?)", re.DOTALL)
_PLACE = re.compile(r"\{\{ (children|node\.value|node\|attributes(?:\(\"[\w -]+\"\))?) \}\}")


class RenderContext(Struct, frozen=True, kw_only=True):
    """The context of the nodes of one page."""

    shapes: Mapping[str, NodeRenderer]
    """The renderer of each node type."""
    addresses: Addresses
    published: Published
    words: Words
    options: SiteOptions
    footnotes: Footnotes
    title: str = ""
    """Of the page: the title of a video without one."""
    caption: str = ""
    """Of the figure that is rendered, where a video in it need not say the same."""
    lead: nodes.Node | None = None
    """The first video of the page, and the figure to use as its poster:"""
    figure: Picture | None = None
    lessons: Mapping[str, Entry] = field(default_factory=dict)
    """Pages below this one, by URL, for cards that link to them."""

    def render(self, content: Iterable[nodes.Node]) -> Markup:
        """Return the HTML of nodes."""
        shapes = self.shapes
        return Markup("".join([shapes[node.type](node, self) for node in content]))  # noqa: S704 - templates escape


_NOT_IN_LINKS = (*nodes.LINKS, nodes.Math)


def without_links(content: Sequence[nodes.Node]) -> Sequence[nodes.Node]:
    """Return the nodes without those that links and summaries cannot contain.

    These are links, footnote marks and numbers of formulas, which are links.
    """
    if not any(isinstance(inner, _NOT_IN_LINKS) for node in content for inner in walk(node)):
        return content
    whole = nodes.Root(children=[copy_of(node) for node in content])
    replace(whole, nodes.Node, _unlinked)
    return whole.children


def _unlinked(node: nodes.Node) -> list[nodes.Node] | None:
    if isinstance(node, nodes.LINKS):
        return node.children if isinstance(node, nodes.Parent) else []
    if isinstance(node, nodes.MathGroup) and node.html:
        return [nodes.InlineMath(position=node.position, html=node.html)]
    if isinstance(node, nodes.Math):
        return [nodes.InlineMath(position=node.position, value=node.value, html=node.html)]
    return None


def node_shapes(
    theme: Theme,
    environment: Environment,
    views: Mapping[str, View],
    drawn_as: Mapping[str, Callable[[nodes.Node], nodes.Node]],
) -> dict[str, NodeRenderer]:
    """Return the renderer of each node type that the theme has a template for.

    ``drawn_as`` gives the node to render instead of another one.
    """
    shapes = {
        name: (None if name in views else plain_shape(text, nodes.NODES.get(name, nodes.Node)))
        or compiled_shape(environment, f"nodes/{name}.html", views.get(name))
        for name, text in theme.folder("nodes", ".html").items()
    }
    return shapes | {name: _substitute(shapes[name], draw) for name, draw in drawn_as.items()}


def _substitute(shape: NodeRenderer, draw: Callable[[nodes.Node], nodes.Node]) -> NodeRenderer:
    def render_other(node: nodes.Node, context: RenderContext) -> str:
        other = draw(node)
        return shape(node, context) if other is node else context.shapes[other.type](other, context)

    return render_other


def plain_shape(template: str, kind: type[nodes.Node]) -> NodeRenderer | None:
    """Return the renderer of a template with only simple placeholders; None for other templates."""
    text = _COMMENT.sub("", template.replace("\r\n", "\n")).removesuffix("\n")
    pieces = _PLACE.split(text)
    texts, places = pieces[::2], pieces[1::2]
    if any(mark in text for text in texts for mark in ("{{", "{%", "{#")):
        return None
    if "node.value" in places and not issubclass(kind, nodes.Literal):
        return None  # for Jinja's error
    makers = [_MAKERS.get(place) or _attributes_maker(place) for place in places]
    if not makers:
        return lambda _node, _context: texts[0]
    if places == ["children"]:
        return _wrapper(*texts)
    steps = list(zip(makers, texts[1:], strict=True))

    def shape(node: nodes.Node, context: RenderContext) -> str:
        return texts[0] + "".join([make(node, context) + text for make, text in steps])

    return shape


def _wrapper(before: str, after: str) -> NodeRenderer:
    return lambda node, context: before + _children(node, context) + after


def _children(node: nodes.Node, context: RenderContext) -> str:
    if not isinstance(node, nodes.Parent):
        return ""
    shapes = context.shapes
    return "".join([shapes[child.type](child, context) for child in node.children])


def _value(node: nodes.Node, _context: RenderContext) -> str:
    return str(escape(node.value)) if isinstance(node, nodes.Literal) else ""


def _attributes_maker(place: str) -> NodeRenderer:
    names = re.findall(r'"([\w -]+)"', place)
    plain = str(Markup(' class="{}"').format(*names)) if names else ""

    def make(node: nodes.Node, _context: RenderContext) -> str:
        if node.classes or node.data or getattr(node, "html_id", None):
            return str(attributes(node, *names))
        return plain

    return make


_MAKERS: Mapping[str, NodeRenderer] = {"children": _children, "node.value": _value}


def compiled_shape(environment: Environment, name: str, view: View | None) -> NodeRenderer:
    """Return the renderer of a Jinja template, compiled on first use."""
    loaded: list[tuple[Callable[[Context], Iterable[str]], dict[str, object]]] = []

    def shape(node: nodes.Node, context: RenderContext) -> str:
        if not loaded:
            template = environment.get_template(name)
            loaded.append((template.root_render_func, dict(template.globals)))
        print_root, shared = loaded[0]
        values = {**shared, "node": node, "to": context.addresses.to}
        if view is not None:
            values.update(view(node, context))
        if "children" not in values:
            values["children"] = Markup(_children(node, context))  # noqa: S704 - templates escape
        return "".join(print_root(Context(environment, values, name, {})))

    return shape
