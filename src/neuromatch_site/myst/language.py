"""The list of every directive and every role."""

from collections.abc import Mapping
from functools import cache

from neuromatch_site.config.markdown_syntax import MarkdownSyntax
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.model.ast.nodes import Root
from neuromatch_site.myst.directives import (
    admonition,
    anywidget,
    aside,
    audio,
    bibliography,
    blockquote,
    button,
    card,
    code,
    code_cell,
    code_tab,
    csv_table,
    div,
    dropdown,
    embed,
    eval_rst,
    exercise,
    figure,
    figure_md,
    glossary,
    glue,
    graphviz,
    grid,
    grid_item,
    hlist,
    iframe,
    image,
    include,
    index,
    list_table,
    math,
    mermaid,
    myst,
    nma_slides,
    nma_video,
    only,
    panels,
    parsed_literal,
    proof,
    quiz,
    raw,
    rubric,
    show_index,
    solution,
    tab,
    tab_item,
    tab_set,
    tab_set_code,
    table,
    toc,
    todo,
    versionadded,
    youtube,
)
from neuromatch_site.myst.parser.directive import Directive
from neuromatch_site.myst.parser.markdown import Language, parse
from neuromatch_site.myst.parser.role import Role
from neuromatch_site.myst.roles import (
    abbreviation,
    badge,
    bdg,
    blank,
    chem,
    cite,
    delete,
    doc,
    download,
    emphasis,
    keyboard,
    literal,
    octicon,
    py_obj,
    ref,
    rfc,
    samp,
    si,
    smallcaps,
    span,
    strong,
    subscript,
    superscript,
    term,
    underline,
)
from neuromatch_site.myst.roles import button as button_role
from neuromatch_site.myst.roles import eval as eval_role
from neuromatch_site.myst.roles import glue as glue_role
from neuromatch_site.myst.roles import index as index_role
from neuromatch_site.myst.roles import math as math_role
from neuromatch_site.myst.roles import raw as raw_role

DIRECTIVES: tuple[Directive, ...] = (
    admonition.DIRECTIVE,
    anywidget.DIRECTIVE,
    aside.DIRECTIVE,
    audio.DIRECTIVE,
    bibliography.DIRECTIVE,
    blockquote.DIRECTIVE,
    button.DIRECTIVE,
    card.DIRECTIVE,
    code.DIRECTIVE,
    code_cell.DIRECTIVE,
    code_tab.DIRECTIVE,
    csv_table.DIRECTIVE,
    div.DIRECTIVE,
    dropdown.DIRECTIVE,
    embed.DIRECTIVE,
    eval_rst.DIRECTIVE,
    exercise.DIRECTIVE,
    figure.DIRECTIVE,
    figure_md.DIRECTIVE,
    glossary.DIRECTIVE,
    glue.DIRECTIVE,
    graphviz.DIRECTIVE,
    grid.DIRECTIVE,
    grid_item.DIRECTIVE,
    hlist.DIRECTIVE,
    iframe.DIRECTIVE,
    image.DIRECTIVE,
    include.DIRECTIVE,
    index.DIRECTIVE,
    list_table.DIRECTIVE,
    math.DIRECTIVE,
    mermaid.DIRECTIVE,
    myst.DIRECTIVE,
    nma_slides.DIRECTIVE,
    nma_video.DIRECTIVE,
    only.DIRECTIVE,
    panels.DIRECTIVE,
    parsed_literal.DIRECTIVE,
    proof.DIRECTIVE,
    quiz.DIRECTIVE,
    raw.DIRECTIVE,
    rubric.DIRECTIVE,
    show_index.DIRECTIVE,
    solution.DIRECTIVE,
    tab.DIRECTIVE,
    tab_item.DIRECTIVE,
    tab_set.DIRECTIVE,
    tab_set_code.DIRECTIVE,
    table.DIRECTIVE,
    toc.DIRECTIVE,
    todo.DIRECTIVE,
    versionadded.DIRECTIVE,
    youtube.DIRECTIVE,
)
ROLES: tuple[Role, ...] = (
    abbreviation.ROLE,
    badge.ROLE,
    bdg.ROLE,
    blank.ROLE,
    button_role.ROLE,
    chem.ROLE,
    cite.ROLE,
    delete.ROLE,
    doc.ROLE,
    download.ROLE,
    emphasis.ROLE,
    eval_role.ROLE,
    glue_role.ROLE,
    index_role.ROLE,
    keyboard.ROLE,
    literal.ROLE,
    math_role.ROLE,
    octicon.ROLE,
    py_obj.ROLE,
    raw_role.ROLE,
    ref.ROLE,
    rfc.ROLE,
    samp.ROLE,
    si.ROLE,
    smallcaps.ROLE,
    span.ROLE,
    strong.ROLE,
    subscript.ROLE,
    superscript.ROLE,
    term.ROLE,
    underline.ROLE,
)


@cache
def _directives() -> Mapping[str, Directive]:
    return {name: item for item in DIRECTIVES for name in (item.name, *item.alias)}


@cache
def _roles() -> Mapping[str, Role]:
    return {name: item for item in ROLES for name in (item.name, *item.alias, *item.variants)}


def language(
    substitutions: Mapping[str, str] | None = None, syntax: MarkdownSyntax | None = None
) -> Language:
    """Return the language of this site."""
    return Language(_directives(), _roles(), syntax or MarkdownSyntax(), substitutions or {})


def parse_myst(
    source: Source,
    diagnostics: Diagnostics,
    substitutions: Mapping[str, str] | None = None,
    syntax: MarkdownSyntax | None = None,
) -> Root:
    """Return the tree of a MyST text; mistakes are reported."""
    return parse(source, language(substitutions, syntax), diagnostics)
