"""``figure`` -> ``container`` of ``image``, ``caption``, ``legend``."""

from neuromatch_site.config.licenses import license_by_id
from neuromatch_site.diagnostics.diagnostic import Rule
from neuromatch_site.model.ast.identifiers import normalize_label
from neuromatch_site.model.ast.nodes import Caption, Container, Embed, Image, Legend, Link, Node
from neuromatch_site.myst.directives._caption import caption_and_legend
from neuromatch_site.myst.directives._options import (
    ALIGN,
    ALT,
    HEIGHT,
    NUMBERED,
    PLACEHOLDER,
    REMOVE_INPUT,
    REMOVE_OUTPUT,
    SCALE,
    WIDTH,
    put_common,
    scale_data,
)
from neuromatch_site.myst.directives._video import video_from_url
from neuromatch_site.myst.parser.directive import Directive, DirectiveData, Kind, Option, Part


def run(data: DirectiveData) -> list[Node]:
    """Return a figure: its content, caption and legend.

    A transform turns several images, or figures inside it, into subfigures.
    """
    kind = data.text("kind") or "figure"
    node = put_common(Container(position=data.position, kind=kind), data)
    node.noSubcontainers = data.flag("no-subfigures")
    node.license = _license(data)
    if data.argument:
        node.children.append(_argument_node(data))
    if placeholder := data.text("placeholder"):
        image = _image(placeholder, data)
        image.placeholder = True
        node.children.append(image)
    node.children.extend(caption_and_legend(data.body_nodes))
    return [node]


def _license(data: DirectiveData) -> str | None:
    """Return the SPDX identifier of the licence that is given; one that SPDX lacks is reported."""
    text = data.text("license")
    known = license_by_id(text) if text else None
    if text and known is None:
        message = f"`{text}` is not an SPDX licence identifier"
        hint = "write an identifier such as `CC-BY-SA-4.0`"
        data.report(Rule.LICENSE_KNOWN, message, hint, option="license")
    return known.id if known else None


def _argument_node(data: DirectiveData) -> Node:
    """Return what the argument names: a cell, a video, a picture, linked if there is a target."""
    if data.argument.startswith(("#", "xref:", "myst:")):
        return _embedded_cell(data)
    video = video_from_url(data, data.argument, title=data.text("alt") or "")
    if video:
        return video
    image = _image(data.argument, data)
    target = data.text("target")
    return Link(position=data.position, url=target, children=[image]) if target else image


def _embedded_cell(data: DirectiveData) -> Embed:
    option = data.choice("remove-input")
    return Embed(
        position=data.position,
        source={"label": normalize_label(data.argument.removeprefix("#"))[1]},
        remove_input=True if option is None else option,
        remove_output=data.choice("remove-output"),
    )


def _image(url: str, data: DirectiveData) -> Image:
    return Image(
        position=data.position,
        url=url,
        alt=data.text("alt"),
        width=data.text("width"),
        height=data.text("height"),
        align=data.text("align"),
        data=scale_data(data),
    )


DIRECTIVE = Directive(
    name="figure",
    doc="An image, a video, or a notebook cell, with a caption and a number.",
    run=run,
    argument=Part(
        Kind.TEXT,
        "An image or video file, the URL of a video, the label of a cell. Without it, images "
        "and figures in the body become subfigures.",
    ),
    options={
        **NUMBERED,
        "class": Option("CSS classes, separated by spaces.", alias=("figclass",)),
        "alt": ALT,
        "width": Option(WIDTH.doc, Kind.LENGTH, alias=("w", "figwidth")),
        "height": HEIGHT,
        "scale": SCALE,
        "align": ALIGN,
        "target": Option("The link of the image."),
        "license": Option("The licence of the image, if it differs from that of the page."),
        "kind": Option("The kind, for its number and label, instead of `figure`."),
        "placeholder": PLACEHOLDER,
        "no-subfigures": Option(
            "Do not letter several images.",
            Kind.FLAG,
            alias=("no-subfig", "no-subfigure"),
        ),
        "remove-input": REMOVE_INPUT,
        "remove-output": REMOVE_OUTPUT,
    },
    body=Part(Kind.MYST, "The caption; further paragraphs are the legend."),
    nodes=(Container, Image, Caption, Legend, Embed),
)
