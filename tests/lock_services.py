"""Everything that ``lock`` asks, on this machine: doi.org and its agencies, oEmbed, projects."""

import json
from collections.abc import Mapping

from servers import Reply, Request, Response

PICTURE = b"\xff\xd8\xff" + b"a picture" * 10
ITEM = {
    "type": "journal-article",
    "title": ["On <em>C. elegans</em> &amp; <scp>others</scp>"],
    "author": [{"given": "Ada", "family": "Example", "sequence": "first"}],
    "issued": {"date-parts": [[2020, 5]]},
    "container-title": "A Journal",
    "DOI": "10.1000/OK",
    "abstract": "<jats:p>Long.</jats:p>",
    "reference": [{"key": "1"}],
}
BIBTEX = b" @article{Example_2021, title={Only in BibTeX}, author={Example, Ada}, year={2021} }"


def _json(data: object) -> Reply:
    return Reply(200, json.dumps(data).encode(), {"Content-Type": "application/json"})


def services(base: str) -> Response:
    """Return a server for everything: doi.org, its agencies, oEmbed, projects."""
    busy = {"10.1000/busy": [429, 503], "10.1000/always-busy": [429] * 9}

    def doi(request: Request) -> Reply:
        name = request.path.removeprefix("/doi/")
        accepts_bibtex = request.headers["accept"] == "application/x-bibtex"
        if busy.get(name):
            return Reply(busy[name].pop(0), b"slow down", {"Retry-After": "0"})
        if name in ("10.1000/ok", "10.1000/busy"):
            return Reply(302, b"", {"Location": f"{base}/agency/{name}"})
        plain: Mapping[str, Reply] = {
            "10.1000/forbidden": Reply(403, b"no"),
            "10.1000/hangs": Reply(hang=True),
            "10.1000/breaks-off": Reply(200, b'{"title": "cut', short=True),
            "10.1000/huge": Reply(200, b"x" * 6_000_000),
            "10.1000/loop": Reply(302, b"", {"Location": f"{base}{request.path}"}),
            "10.1000/nonsense": Reply(200, b"<html>hello</html>"),
            "10.1000/no-title": _json({"type": "book"}),
        }
        if name == "10.1000/bibtex-only":
            return Reply(200, BIBTEX) if accepts_bibtex else Reply(406)
        return plain.get(name, Reply(404, b"no such DOI"))

    def answer(request: Request) -> Reply:
        if request.path.startswith("/doi/"):
            return doi(request)
        if request.path.startswith("/agency/"):
            return _json(ITEM)
        if request.path.startswith("/shared/"):
            return _shared(base, request.path.removeprefix("/shared/"))
        return _other(base, request)

    return answer


def _shared(base: str, name: str) -> Reply:
    """Return a file that a configuration names: each but the last names another."""
    files = {
        "base.yml": f"extends: more.yml\nsite:\n  parts:\n    footer: {base}/shared/footer.md\n",
        "more.yml": "project:\n  title: Shared title\nsite:\n  options:\n"
        f"    logo: {base}/shared/logo.svg\n",
        "footer.md": "Of the *consortium*, ![logo](pictures/logo.png) [all](all.md) [here](#top)",
        "logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
    }
    return Reply(200, files[name].encode()) if name in files else Reply(404, b"gone")


def _other(base: str, request: Request) -> Reply:
    described = {
        "title": "A  video",
        "author_name": "Neuromatch",
        "thumbnail_url": f"{base}/picture.jpg",
        "duration": 65,
        "upload_date": "2020-07-13 09:00:00",
    }
    videos = {
        "https://www.youtube.com/watch?v=aaaaaaaaaaa": _json(described),
        "https://www.youtube.com/watch?v=private0000": Reply(401, b"Unauthorized"),
        "https://www.youtube.com/watch?v=nowhere0000": Reply(404, b"Not Found"),
        "https://vimeo.com/1234567": _json({**described, "thumbnail_url": f"{base}/not-there"}),
    }
    fixed = {
        "/bilibili": _json(
            {
                "code": 0,
                "data": {
                    "title": "B",
                    "pubdate": 1594598400,
                    "duration": 7,
                    "owner": {"name": "N"},
                },
            }
        ),
        "/osf/abc12/": _json(
            {"data": {"attributes": {"name": "talk.mp4", "date_created": "2020-07-13T01:02"}}}
        ),
        "/picture.jpg": Reply(200, PICTURE),
        "/myst/myst.xref.json": _json({"version": "1", "references": []}),
        "/sphinx/objects.inv": Reply(200, b"# Sphinx inventory version 2\n# P\n# V\n# zlib\n"),
        "/oops/objects.inv": Reply(200, b"<html>not found, but friendly</html>"),
    }
    return videos.get(request.query.get("url", "")) or fixed.get(request.path, Reply(404))
