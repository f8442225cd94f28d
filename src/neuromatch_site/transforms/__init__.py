"""Tree -> the same tree, changed: the ordered lists of all steps from parsed to resolved pages."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from neuromatch_site.config.page import PageFrontmatter
from neuromatch_site.diagnostics.diagnostic import Diagnostics
from neuromatch_site.diagnostics.source import Source
from neuromatch_site.model.ast.nodes import Node, Root
from neuromatch_site.model.ast.visit import copy_of
from neuromatch_site.model.course import Page, Project
from neuromatch_site.transforms._context import TransformContext, is_unchanged
from neuromatch_site.transforms._course_index import CourseIndex
from neuromatch_site.transforms._dependency_values import looked_up
from neuromatch_site.transforms._facts import facts_of
from neuromatch_site.transforms._join import join_pages, offered_files
from neuromatch_site.transforms._original_names import with_original_names
from neuromatch_site.transforms._steps import Change, run_steps
from neuromatch_site.transforms.abbreviations import mark_abbreviations
from neuromatch_site.transforms.admonitions import read_admonitions
from neuromatch_site.transforms.blockquotes import attribute_quotes
from neuromatch_site.transforms.blocks import nest_blocks, read_block_metadata, remove_blocks
from neuromatch_site.transforms.captions import wrap_captions
from neuromatch_site.transforms.citations import resolve_citations
from neuromatch_site.transforms.classes import reserve_classes
from neuromatch_site.transforms.code import name_languages, read_fences
from neuromatch_site.transforms.code_cells import read_code_cells
from neuromatch_site.transforms.containers import arrange_containers, describe_images
from neuromatch_site.transforms.cross_references import resolve_references
from neuromatch_site.transforms.demos import part_demos
from neuromatch_site.transforms.diagrams import show_diagrams
from neuromatch_site.transforms.embed import fill_embeds
from neuromatch_site.transforms.enumerate import enumerate_targets
from neuromatch_site.transforms.exercises import (
    fold_hints,
    gather_solution_cells,
    hide_solutions,
    leave_out_hidden,
)
from neuromatch_site.transforms.footnotes import number_footnotes
from neuromatch_site.transforms.glossary import name_terms
from neuromatch_site.transforms.glue import fill_glue
from neuromatch_site.transforms.headings import (
    check_heading_order,
    label_headings,
    level_headings,
    lift_title,
)
from neuromatch_site.transforms.html import read_html
from neuromatch_site.transforms.iframes import check_frames
from neuromatch_site.transforms.images import find_images, hoist_images, make_embeds
from neuromatch_site.transforms.include import include_files
from neuromatch_site.transforms.indices import fill_indices, name_index_entries
from neuromatch_site.transforms.inline_expressions import show_expressions
from neuromatch_site.transforms.interactive import place_figures
from neuromatch_site.transforms.launch_badges import lift_launch_buttons, make_launch_buttons
from neuromatch_site.transforms.links import find_linked_files
from neuromatch_site.transforms.links_in_links import part_links
from neuromatch_site.transforms.math import (
    label_math,
    render_math,
    simplify_math,
    unnest_math,
    with_readable_title,
)
from neuromatch_site.transforms.nesting import bound_embedded, bound_nesting
from neuromatch_site.transforms.parts import arrange_parts, read_parts
from neuromatch_site.transforms.quiz_cells import ask_quizzes
from neuromatch_site.transforms.quizzes import name_quizzes
from neuromatch_site.transforms.solution_cells import fold_solutions
from neuromatch_site.transforms.start_end_pairs import join_gates
from neuromatch_site.transforms.targets import attach_targets, make_html_ids
from neuromatch_site.transforms.toc import fill_tocs
from neuromatch_site.transforms.transcripts import find_transcripts
from neuromatch_site.transforms.unwrap_directives import lift_directives_and_roles
from neuromatch_site.transforms.videos import describe_videos

__all__ = [
    "PAGE_TRANSFORMS",
    "PROJECT_TRANSFORMS",
    "READING",
    "CourseIndex",
    "TransformContext",
    "facts_of",
    "is_unchanged",
    "join_pages",
    "looked_up",
    "offered_files",
    "resolve_page",
    "transform_page",
    "with_original_names",
]

PageTransform = Change[TransformContext]
ProjectTransform = Change[CourseIndex]

READING: tuple[PageTransform, ...] = (
    read_parts,  # first: they are part of the page, and may include files
    include_files,  # before all others: what is included is part of the page for every other step
    lift_directives_and_roles,  # from here on the tree says what is meant, not what was written
    ask_quizzes,  # before HTML is read, which may hide questions
    read_html,  # before labels: an element may stand between a label and what it names
    bound_nesting,  # after all that nests, before anything that could run out of stack
    hoist_images,  # before labels: a label names the picture, not a paragraph around it
    attach_targets,  # before nodes move; the label of the title is that of the page
    check_heading_order,  # before levels change, and while the title is among the headings
)
"""Steps that complete the tree, before the title of the page is known."""

PAGE_TRANSFORMS: tuple[PageTransform, ...] = (
    show_expressions,
    fill_glue,  # first: what is stored is content like any other
    make_embeds,  # before containers are arranged: an embedded cell is something to show
    make_launch_buttons,  # before pictures are looked for: badges are none
    part_links,  # after launch buttons: they are links
    wrap_captions,
    read_fences,  # before math: a fence may be a formula
    show_diagrams,  # after fences: they may be diagrams
    unnest_math,
    label_math,
    label_headings,  # before formulas are simplified: labels are made from what was written
    read_admonitions,
    join_gates,  # before blocks: an exercise may go over several of them
    fold_solutions,  # cells that Neuromatch marks as solutions
    fold_hints,
    name_quizzes,
    hide_solutions,  # after all three: they make solutions, and look at answers
    nest_blocks,  # after all that looks at neighbours on the page
    read_code_cells,
    read_block_metadata,  # after cells: it leaves theirs alone
    reserve_classes,  # after metadata: blocks have classes, too
    gather_solution_cells,  # after both: which cells are hidden stands in their tags
    remove_blocks,  # after both: whatever is in them is no part of the page
    arrange_parts,  # after both: what is a part stands in the metadata of blocks
    arrange_containers,  # after cells and blocks: those with a caption are containers
    name_terms,
    part_demos,  # after everything that labels, before labels become ids
    name_index_entries,
    make_html_ids,  # after everything that labels
    attribute_quotes,
    level_headings,
    describe_images,  # before abbreviations: captions are still plain
    simplify_math,
    render_math,
    mark_abbreviations,
    number_footnotes,
    name_languages,
    find_images,
    check_frames,  # before links: files of the course that are not embedded are linked
    find_linked_files,
    find_transcripts,
    place_figures,
)
"""Steps that need only the page itself, in order."""

PROJECT_TRANSFORMS: tuple[ProjectTransform, ...] = (
    enumerate_targets,  # before embeds: what is embedded has been counted on its own page
    fill_embeds,  # before references and citations: embedded content has them too
    bound_embedded,  # before anything that could run out of stack
    leave_out_hidden,  # after embeds: what they show may be hidden
    describe_videos,
    resolve_citations,  # before references: `@label` may mean a figure
    resolve_references,
    fill_indices,
    fill_tocs,  # last: headings are numbered, and what they refer to has its words
)
"""Steps that need other pages, in order."""


def transform_page(
    content: Root, context: TransformContext, diagnostics: Diagnostics
) -> PageFrontmatter:
    """Change the tree of a page by every page transform, in order.

    Returns the front matter, with the title from the first heading.
    """

    def parse(source: Source, diagnostics: Diagnostics) -> Root:
        tree = context.parse(source, diagnostics)
        lift_directives_and_roles(tree, context, diagnostics)
        return tree

    def glued(page: str) -> Mapping[str, Sequence[Node]]:
        glued_values = {}
        for key, nodes in context.glued(page).items():
            holder = Root(children=[copy_of(node) for node in nodes])
            lift_directives_and_roles(holder, context, diagnostics)
            glued_values[key] = holder.children
        return glued_values

    reading = replace(context, parse=parse, glued=glued)
    run_steps(READING, content, reading, diagnostics)
    titled = replace(reading, frontmatter=lift_title(content, reading, diagnostics))
    run_steps(PAGE_TRANSFORMS, content, titled, diagnostics)
    return lift_launch_buttons(content, with_readable_title(titled))


def resolve_page(
    page: Page, project: Project, diagnostics: Diagnostics, lookups: set[str] | None = None
) -> Root:
    """Return a copy of the page's tree with everything resolved that depends on other pages.

    Reads no file. ``lookups`` collects the keys of looked-up values: ``target:<identifier>``,
    ``page:<path>``, ``language:<path>``, ``term:<term>`` and so on; the resolved page only changes
    with the page itself and with the values of these keys.
    """
    lookup = CourseIndex(project, page, set() if lookups is None else lookups)
    content = copy_of(page.content)
    run_steps(PROJECT_TRANSFORMS, content, lookup, diagnostics)
    return content
