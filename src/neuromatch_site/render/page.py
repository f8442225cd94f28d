"""``PageView``: the values of a page for its layout (title, CSP ...), and the page made from it."""

import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup
from msgspec import Struct, field
from msgspec.structs import replace

from neuromatch_site.config.licenses import License
from neuromatch_site.config.markdown_text import MarkdownText
from neuromatch_site.config.people import Person
from neuromatch_site.metadata.addresses import absolute, page_file
from neuromatch_site.metadata.card import banner_path
from neuromatch_site.metadata.head import Head
from neuromatch_site.metadata.titles import description_of
from neuromatch_site.model.artifact import Artifact
from neuromatch_site.model.ast.nodes import Block, Card, Image, Paragraph, Root, Toc, Video
from neuromatch_site.model.ast.visit import select
from neuromatch_site.model.course import Page, Project
from neuromatch_site.model.time_required import TimeRequired, kind_of, lists_works, time_required
from neuromatch_site.render.addresses import Addresses, page_addresses
from neuromatch_site.render.assets import RUN, loads
from neuromatch_site.render.citation import CitationView, citation_view
from neuromatch_site.render.conference import BookPage, ConferencePage, conference_page
from neuromatch_site.render.course import CourseView
from neuromatch_site.render.credits import CreditsView, credits_of
from neuromatch_site.render.csp_sources import page_policy, tints_of
from neuromatch_site.render.edit_links import data_links, edit_url, report_url
from neuromatch_site.render.footnotes import find_footnotes
from neuromatch_site.render.head import head_of
from neuromatch_site.render.hero import HeroView, hero_view, shown_once
from neuromatch_site.render.html import RenderContext
from neuromatch_site.render.launch import LITE, LaunchLink, launch_links
from neuromatch_site.render.navigation import (
    Entry,
    Place,
    SidebarItem,
    author_names,
    first_figure,
    sidebar,
)
from neuromatch_site.render.outline import OutlineEntry, outline
from neuromatch_site.render.published_files import Picture
from neuromatch_site.render.renderer import LocalizedRenderer, Renderer
from neuromatch_site.render.sidebar import print_sidebar
from neuromatch_site.render.site import SiteView
from neuromatch_site.render.site_parts import print_bars, print_parts
from neuromatch_site.render.translations import Words, direction
from neuromatch_site.render.variants_view import VariantsView, variants_of_page
from neuromatch_site.render.views.math import keep_together

_SHOW_DATA = ("home", "conference", "schedule", "people")


class Footnote(Struct, frozen=True, kw_only=True):
    """A footnote, at the end of the page."""

    html_id: str
    number: int
    content: Markup
    back: str = ""
    """The ``id`` of its first mark in the text."""


class PageView(Struct, frozen=True, kw_only=True):
    """The values of a page for its layout. URLs are relative to the root of the site."""

    site: SiteView
    layout: str
    url: str
    language: str
    """The language of the site, even without a translation of the interface."""
    direction: str
    title: str
    title_markup: Markup = Markup("")
    """The title with markup; empty if it has none."""
    head_title: str
    """``Page – Course``."""
    policy: str
    """The Content-Security-Policy (CSP)."""
    head: Head
    description: str = ""
    subtitle: str = ""
    copyright: str = ""
    eyebrow: str = ""
    """The line above the title: ``Week 1``."""
    content: Markup = Markup("")
    banner: Picture | None = None
    """The picture above the title."""
    tints: str = ""
    """A style sheet for colours of tables in outputs; its hash is in the policy."""
    loads: list[str] = field(default_factory=list)
    """Additional scripts for nodes of the page: ``quiz``."""
    content_language: str = ""
    """The language of the content, if it differs from that of the interface."""
    content_direction: str = ""
    hide_title: bool = False
    draft: bool = False
    """The page is a draft, which search engines must not index."""
    searchable: bool = True
    lists_works: bool = False  # search has it below pages that say something themselves
    number: str = ""
    """The number of the title, if titles are numbered."""
    outline: Sequence[OutlineEntry] = ()
    sidebar: Sequence[SidebarItem] = ()
    place: Place | None = None
    children: Sequence[Entry] = ()
    """Pages below this one in the toc."""
    start: Entry | None = None
    """The first lesson."""
    authors: Sequence[Person] = ()
    usual_authors: bool = False
    """The authors are those of most pages of the course."""
    date: str = ""
    usual_date: bool = False
    license: License | None = None
    kind: str = ""
    time: TimeRequired = TimeRequired()
    videos: int = 0
    canonical: str = ""
    edit_url: str = ""
    data_urls: Mapping[str, str] = {}
    report_url: str = ""
    launch: Sequence[LaunchLink] = ()
    runs_here: str = ""
    """The URL that opens the notebook of the page in the course's JupyterLite; empty for none."""
    packages: str = ""  # that are installed there before
    footnotes: Sequence[Footnote] = ()
    hero: HeroView = HeroView()
    lessons: Sequence[Entry] = ()
    """Pages below this one, including those with cards."""
    weeks: Sequence[Entry] = ()
    """The weeks of the course, on the front page; empty if the page has its own list."""
    all_weeks: Sequence[Entry] = ()
    """The weeks of the course, on the front page."""
    others: Sequence[Entry] = ()
    """Other pages, on the search page."""
    citation: CitationView | None = None
    """The citation of this page."""
    course_citation: CitationView | None = None
    """The citation of the course, on the page with the layout `cite`."""
    credits: CreditsView = CreditsView()
    """Roles and funding, on the page with the layout `cite`."""
    course: CourseView = field(default_factory=CourseView)
    """The contents of data files; only announcements, unless the layout shows more."""
    conference: ConferencePage | None = None
    """The edition, day or talk of the page."""
    data: Mapping[str, object] = field(default_factory=dict)
    """The `site:` section of the front matter."""
    variants: VariantsView = field(default_factory=VariantsView)
    """Links to other editions and languages."""


_NO_CHARACTER = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""What HTML has no place for: html.spec.whatwg.org, 13.2.3.5, and half characters."""


def render_page(page: Page, project: Project, renderer: Renderer, view: PageView) -> Artifact:
    """Return the HTML file of a page, whose tree is resolved; ``view`` is its ``page_view``."""
    localized = _localized(page, project, renderer)
    addresses = page_addresses(page.source.url, disk=renderer.made_from.disk)
    context = render_context(localized, addresses, project, page.content, view)
    cards = {card.url for card in select(page.content, Card)}
    hero, below = shown_once(view.hero, page.content.children)
    whole = replace(
        view,
        policy=_policy(page.content, localized, own_frames=bool(view.runs_here)),
        tints=tints_of(page.content),
        content=context.render(below),
        hero=hero,
        title_markup=context.render(page.facts.title_nodes),
        children=[child for child in view.children if child.url not in cards],
        weeks=() if next(select(page.content, Toc), None) else view.weeks,
        loads=[*loads(page.content), *([RUN] if view.runs_here else [])],
        footnotes=_footnotes(context),
        outline=()
        if (page.frontmatter.hide_outline or project.site.options.hide_outline)
        else outline(page.content, context, _depth(page, project)),
    )
    return print_page(whole, localized, addresses, project)


def print_page(
    view: PageView, localized: LocalizedRenderer, addresses: Addresses, project: Project
) -> Artifact:
    """Return the HTML file of a view."""
    texts = _Texts(localized, addresses, project, view)
    template = localized.environment.get_template(f"layouts/{view.layout}.html")
    parts = print_parts(localized, addresses)
    contents = print_sidebar(view.sidebar, parts["primary_sidebar_footer"], localized, addresses)
    text = template.render(
        page=view,
        site=view.site,
        to=addresses.to,
        root=addresses.root,
        contents=contents,
        parts=parts,
        bars=print_bars(view.course.banners, localized, addresses, texts),
        md=texts,
    )
    text = keep_together(_NO_CHARACTER.sub("\ufffd", localized.words.tagged(text)))
    return Artifact(page_file(view.url), text.encode())


class _Texts(Struct, frozen=True):
    """Prints the Markdown of data files on one page: ``md(text)`` in a template."""

    localized: LocalizedRenderer
    addresses: Addresses
    project: Project
    view: PageView

    def __call__(self, text: MarkdownText | None, *, inline: bool = False) -> Markup:
        """Return the HTML of a text; ``inline``, without its paragraph, if it is only one."""
        page = self.project.texts.get(text.key) if text else None
        if page is None:
            return Markup("")
        root, nodes = page.content, page.content.children
        for kind in (Block, Paragraph) if inline else ():
            if len(nodes) == 1 and isinstance(nodes[0], kind):
                nodes = nodes[0].children
        context = render_context(self.localized, self.addresses, self.project, root, self.view)
        return context.render(nodes)


def page_view(page: Page, project: Project, renderer: Renderer) -> PageView:
    """Return the values of a page for its layout, except its content."""
    frontmatter, url = page.frontmatter, page.source.url
    localized = _localized(page, project, renderer)
    place = renderer.navigation.places.get(url)
    title = frontmatter.title or page.facts.title or page.source.title
    conference = conference_page(page, project, localized.site.published)
    title = conference.title(localized.words) if isinstance(conference, BookPage) else title
    view = bare_page_view(url, _layout(page, project), title, localized, renderer)
    return replace(
        _described(view, page, project),
        head=head_of(project, page, renderer.navigation, localized.site.published, conference),
        sidebar=()
        if frontmatter.hide_toc or project.site.options.hide_toc
        else sidebar(renderer.navigation, url),
        place=place and place.alone(),
        banner=localized.site.published.pictures.get(banner_path(page)),
        children=place.entry.children if place else (),
        start=renderer.navigation.start(),
        launch=(links := launch_links(page, project, localized.site.published)),
        runs_here=next((link.url for link in links if link.url.startswith(LITE)), ""),
        packages=frontmatter.execution.install,
        usual_authors=author_names(page) == renderer.navigation.usual_authors,
        usual_date=page.frontmatter.date in (renderer.navigation.usual_date, project.config.date),
        hero=hero_view(page, project, renderer, localized.words)
        if view.layout == "home"
        else HeroView(),
        lessons=place.entry.children if place else (),
        weeks=renderer.navigation.weeks() if view.layout == "home" else (),
        all_weeks=renderer.navigation.weeks() if view.layout == "home" else (),
        citation=citation_view(page, project, localized.words),
        course_citation=_course_citation(page, project, localized.words),
        credits=credits_of(project) if page.frontmatter.template == "cite" else CreditsView(),
        conference=conference,
    )


def _localized(page: Page, project: Project, renderer: Renderer) -> LocalizedRenderer:
    """Return the interface of a page: in its own language, but on a site of translations."""
    translated = project.variants and project.variants.current.translation
    return renderer.for_language(translated or page.frontmatter.language)


def bare_page_view(
    url: str, layout: str, title: str, localized: LocalizedRenderer, renderer: Renderer
) -> PageView:
    """Return a page with a title and nothing else."""
    banners = [item for item in renderer.course.banners if not item.only or url in item.only]
    own = localized is renderer.localized[""]
    language = localized.site.language if own else localized.words.language
    return PageView(
        site=localized.site,
        layout=layout,
        url=url,
        language=language,
        direction=direction(language),
        title=title,
        head_title=head_title(title, localized.site.title),
        policy=localized.policy,
        head=Head(metas=(), links=(), json_ld=""),
        course=replace(renderer.course, banners=banners)
        if layout in _SHOW_DATA
        else CourseView(banners=banners),
        variants=variants_of_page(renderer.variants, url, localized.words),
    )


def _policy(content: Root, localized: LocalizedRenderer, *, own_frames: bool = False) -> str:
    """Return the Content-Security-Policy of a page, and of what the site puts around it."""
    whole = Root(children=[content, *localized.parts.values()])
    return page_policy(whole, localized.site.reach, localized.options, own_frames=own_frames)


def _described(view: PageView, page: Page, project: Project) -> PageView:
    """Return the view with what the page says of itself, and what the course says for it."""
    frontmatter, config = page.frontmatter, project.config
    language = frontmatter.language or project.site.options.language
    own_language = language if language != view.language else ""
    text_direction = frontmatter.direction or (direction(language) if own_language else "")
    return replace(
        view,
        description=description_of(page, project),
        subtitle=frontmatter.subtitle or (config.subtitle if view.url == "/" else ""),
        copyright=frontmatter.copyright,
        content_language=own_language,
        content_direction=text_direction if text_direction != view.direction else "",
        hide_title=frontmatter.hide_title
        or frontmatter.content_includes_title
        or project.site.options.hide_title_block,
        draft=frontmatter.draft,
        authors=() if project.site.options.hide_authors else frontmatter.authors,
        number=project.page_enumerators.get(page.source.path, ""),
        searchable=not frontmatter.nosearch,
        lists_works=lists_works(page.facts),
        date=frontmatter.date,
        license=frontmatter.licenses.content or config.licenses.content,
        kind=kind_of(page),
        time=time_required(page, project),
        videos=len(page.facts.videos),
        canonical=absolute(project.site, page.source.url) if project.site.options.base_url else "",
        edit_url=edit_url(page, project),
        data_urls=data_links(page, view.layout, project),
        report_url=report_url(page, project),
        data=frontmatter.site,
    )


def render_context(
    localized: LocalizedRenderer,
    addresses: Addresses,
    project: Project,
    root: Root,
    view: PageView,
) -> RenderContext:
    """Return the context of a page's nodes."""
    published = localized.site.published
    figures = (first_figure([image.url.lstrip("/")], published) for image in select(root, Image))
    figure = next((path for path in figures if path), "")
    return RenderContext(
        shapes=localized.shapes,
        addresses=addresses,
        published=localized.site.published,
        words=localized.words,
        options=project.site.options,
        footnotes=find_footnotes(root),
        title=view.title,
        lessons={child.url: child for child in view.children if child.path},
        lead=next(select(root, Video), None),
        figure=published.pictures.get(figure),
    )


def head_title(title: str, site_title: str) -> str:
    """Return the title of the window: ``Page – Course``, or only one of them if they are equal."""
    parts = [part for part in (title, site_title) if part]
    return " \u2013 ".join(dict.fromkeys(parts))


def _layout(page: Page, project: Project) -> str:
    """Return the layout that a page asks for; the front page may bring a head of its own."""
    if page.frontmatter.template or page.source.url != "/":
        return page.frontmatter.template or "page"
    own = page.facts.landing or page.frontmatter.hide_title or project.site.options.hide_title_block
    return "plain" if own else "home"


def _depth(page: Page, project: Project) -> int:
    own = page.frontmatter.outline_depth
    return project.site.options.outline_maxdepth if own is None else own


def _course_citation(page: Page, project: Project, words: Words) -> CitationView | None:
    front = project.page_at("/") if page.frontmatter.template == "cite" else None
    return citation_view(front, project, words) if front else None


def _footnotes(context: RenderContext) -> list[Footnote]:
    notes = context.footnotes
    return [
        Footnote(
            html_id=notes.target(name),
            number=number,
            content=context.render(notes.definitions[name].children),
            back=f"fnref-{number}" if name in notes.first else "",
        )
        for name, number in notes.numbers.items()
        if name in notes.definitions
    ]
