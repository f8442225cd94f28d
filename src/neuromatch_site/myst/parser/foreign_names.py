"""Directives and roles of other programs, and their MyST replacements."""

from collections.abc import Mapping

FOREIGN_DIRECTIVES: Mapping[str, str] = {
    **dict.fromkeys(("info", "alert", "callout", "faq"), "write `note`"),
    "question": "write `quiz` for one with answers, `exercise` for another",
    **dict.fromkeys(("success", "check", "done"), "write `tip`"),
    **dict.fromkeys(("failure", "fail", "bug", "missing"), "write `error`"),
    **dict.fromkeys(
        ("details", "spoiler", "collapse", "collapsible", "accordion", "fold", "hidden"),
        "write `dropdown`",
    ),
    **dict.fromkeys(
        ("columns", "column", "row", "cols", "gallery"), "write `grid`, with a `grid-item` for each"
    ),
    **dict.fromkeys(("references", "refs", "printbibliography"), "write `bibliography`"),
    **dict.fromkeys(("equation", "align", "eq", "latex", "tex"), "write `math`"),
    **dict.fromkeys(("quote", "pullquote"), "write `blockquote`"),
    **dict.fromkeys(("img", "picture", "photo"), "write `image`, or `figure` with a caption"),
    **dict.fromkeys(("plot", "chart", "bokeh-plot", "altair-plot"), "write `code-cell`"),
    **dict.fromkeys(("digraph", "graph", "plantuml", "uml", "d2"), "write `mermaid` or `graphviz`"),
    **dict.fromkeys(("listing", "snippet"), "write `code` with `:caption:`"),
    **dict.fromkeys(("slideshow", "slides", "presentation"), "write `iframe`, or `nma-slides`"),
    **dict.fromkeys(("bilibili", "peertube", "film", "movie", "embed-video"), "write `iframe`"),
    **dict.fromkeys(
        ("thebe-button", "launch-button", "binder", "colab", "liveserver"),
        "take it out: pages with code have buttons that launch them",
    ),
    **dict.fromkeys(
        ("theorem", "lemma", "definition", "corollary", "proposition", "axiom", "conjecture"),
        "write it with `prf:` before the name",
    ),
    **dict.fromkeys(
        ("automodule", "autoclass", "autofunction", "autosummary", "doctest", "ifconfig"),
        "it reads the code of a program, as Sphinx alone does; link to that program's own pages",
    ),
    "multiple-choice": "write `quiz`",
    "jupyter-execute": "write `code-cell`",
    "task": "write `exercise`",
    "answer": "write `solution`",
    "html": "write `raw` with the argument `html`, or the HTML as it is",
    "glossary-term": "write `glossary`",
    "article-info": "write `authors` and `date` in the front matter",
    "footnote": "write `[^name]`, and `[^name]: words` in a paragraph of its own",
}
"""Suggestions for names of directives in other programs."""

FOREIGN_ROLES: Mapping[str, str] = {
    **dict.fromkeys(("fa", "fas", "fab", "icon", "material"), "icons are not supported; remove it"),
    **dict.fromkeys(("mark", "hl", "highlight"), "write `**words**`"),
    **dict.fromkeys(("badge", "label", "tag"), "write `bdg-primary`"),
    **dict.fromkeys(
        ("red", "green", "blue", "orange", "yellow", "gray", "grey", "color", "colour"),
        "write `[words]{.name}`, and give `.name` its colour in the style sheet of the course",
    ),
    **dict.fromkeys(("s", "strike", "strikethrough"), "write `~~words~~`"),
    **dict.fromkeys(("b", "bold"), "write `**words**`"),
    **dict.fromkeys(("i", "italic", "textit"), "write `*words*`"),
    **dict.fromkeys(("url", "link", "href"), "write `[words](https://...)`"),
    **dict.fromkeys(("footnote", "fn"), "write `[^name]`, and `[^name]: words` on its own"),
    **dict.fromkeys(("footcite", "footcite:t", "nocite", "autocite"), "write `cite`"),
    **dict.fromkeys(("video", "youtube", "audio", "iframe"), "write it as a directive: `:::{...}`"),
    **dict.fromkeys(("eqref", "equation"), "write `eq`"),
    "page": "write `doc`",
    "image": "write `![words](file.png)`",
}
"""Suggestions for names of roles in other programs."""
