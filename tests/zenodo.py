"""A Zenodo on this machine: the part of its documented API that deposits need.

Source: https://developers.zenodo.org/#depositions.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from servers import Reply, Request

TOKEN = "a-secret-token-of-this-test"  # noqa: S105 - of a server on this machine
Deposition = dict[str, Any]


@dataclass(slots=True)
class Zenodo:
    """Depositions of one account."""

    url: str
    depositions: dict[int, Deposition] = field(default_factory=dict)
    files: dict[int, dict[str, bytes]] = field(default_factory=dict)
    busy: list[int] = field(default_factory=list)
    """Statuses to answer with before anything is done."""
    after: list[int] = field(default_factory=list)
    """Statuses to answer with although it was done."""
    corrupt: bool = False
    """Loses a byte of what is uploaded."""
    elsewhere: str = ""
    """Another host, to which files are to be sent."""
    next: int = 100

    def answer(self, request: Request) -> Reply:
        """Return what Zenodo says."""
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return _json({"status": 401, "message": "Unauthorized"}, 401)
        if self.busy:
            return Reply(self.busy.pop(0), b"{}", {"Retry-After": "0"})
        reply = self._route(request)
        if self.after and request.method != "GET":
            return Reply(self.after.pop(0), b"{}")
        return reply

    def publish(self, number: int) -> None:
        """Make a version public, as its owner would."""
        one = self.depositions[number]
        one |= {"submitted": True, "state": "done", "doi": f"10.5281/zenodo.{number}"}
        one["conceptdoi"] = f"10.5281/zenodo.{one['conceptrecid']}"

    def _route(self, request: Request) -> Reply:
        path = request.path.removeprefix("/api")
        if bucket := re.fullmatch(r"/files/(\d+)/(.+)", path):
            return self._store(int(bucket[1]), bucket[2], request.body)
        if path == "/deposit/depositions":
            return self._make(request) if request.method == "POST" else self._list(request)
        match = re.fullmatch(r"/deposit/depositions/(\d+)(/.*)?", path)
        one = self.depositions.get(int(match[1])) if match else None
        if match is None or one is None:
            return _json({"status": 404, "message": "PID does not exist."}, 404)
        return self._about(one, match[2] or "", request)

    def _about(self, one: Deposition, rest: str, request: Request) -> Reply:
        number = one["id"]
        if rest == "" and request.method == "PUT":
            return self._describe(one, json.loads(request.body)["metadata"])
        if rest == "/files":
            listed = [
                {"id": f"f-{name}", "filename": name, "checksum": _md5(content)}
                for name, content in self.files[number].items()
            ]
            return _json(listed)
        if rest.startswith("/files/f-") and request.method == "DELETE":
            del self.files[number][rest.removeprefix("/files/f-")]
            return Reply(204)
        if rest == "/actions/newversion":
            draft = self._draft({**one["metadata"]}, one["conceptrecid"])
            self.files[draft["id"]] = dict(self.files[number])
            latest = f"{self.url}/api/deposit/depositions/{draft['id']}"
            return _json({**one, "links": {**one["links"], "latest_draft": latest}}, 201)
        if rest == "/actions/publish":
            self.publish(number)
            return _json(one, 202)
        return _json(one)

    def _make(self, request: Request) -> Reply:
        given = json.loads(request.body)
        self.next += 1
        return _json(self._draft(given.get("metadata", {}), str(self.next)), 201)

    def _draft(self, metadata: Mapping[str, object], concept: str) -> Deposition:
        self.next += 1
        number = self.next
        host = self.elsewhere or self.url
        one: Deposition = {
            "id": number,
            "conceptrecid": concept,
            "title": metadata.get("title", ""),
            "metadata": dict(metadata),
            "submitted": False,
            "state": "unsubmitted",
            "links": {
                "bucket": f"{host}/api/files/{number}",
                "html": f"{self.url}/deposit/{number}",
            },
        }
        self.depositions[number] = one
        self.files[number] = {}
        return one

    def _describe(self, one: Deposition, metadata: Deposition) -> Reply:
        if metadata.get("upload_type") != "lesson":
            problem = {"field": "metadata.upload_type", "message": "Not a valid choice."}
            refusal = {"status": 400, "message": "Validation error.", "errors": [problem]}
            return _json(refusal, 400)
        if metadata.pop("prereserve_doi", False):
            metadata["prereserve_doi"] = {"doi": f"10.5281/zenodo.{one['id']}", "recid": one["id"]}
        one |= {"metadata": metadata, "title": metadata["title"]}
        return _json(one)

    def _list(self, request: Request) -> Reply:
        found = list(self.depositions.values())
        if request.query.get("status") == "draft":
            found = [one for one in found if not one["submitted"]]
        if query := request.query.get("q"):
            dois = re.findall(r'"([^"]+)"', query)
            found = [one for one in found if {one.get("doi"), one.get("conceptdoi")} & set(dois)]
        return _json(found)

    def _store(self, number: int, name: str, body: bytes) -> Reply:
        content = body[:-1] if self.corrupt else body
        self.files[number][name] = content
        return _json({"key": name, "checksum": _md5(content), "size": len(content)}, 201)


def _md5(content: bytes) -> str:
    return f"md5:{hashlib.md5(content, usedforsecurity=False).hexdigest()}"


def _json(data: object, status: int = 200) -> Reply:
    return Reply(status, json.dumps(data).encode(), {"Content-Type": "application/json"})
