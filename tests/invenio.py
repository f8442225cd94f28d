"""An InvenioRDM server on this machine: the part of its REST API that deposits need.

Source: https://inveniordm.docs.cern.ch/reference/rest_api_drafts_records/, and what
invenio-rdm-records does: a draft is saved with its mistakes and lists them; an identifier that a
vocabulary does not have is refused; saving a draft puts all of its metadata anew; a new version
has the metadata of the last one but version and date, no files and no DOI; nothing is published
without a file.
"""

import copy
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from servers import Reply, Request
from zenodo import TOKEN

Record = dict[str, Any]
ROR = {"00k4n6c32": "The Example Fund", "01ggx4157": "Lab of Examples"}
"""The institutions and funders of its vocabularies."""
ROLES = frozenset(
    "contactperson datacollector datacurator datamanager distributor editor hostinginstitution "
    "producer projectleader projectmanager projectmember registrationagency registrationauthority "
    "relatedperson researcher researchgroup rightsholder sponsor supervisor translator "
    "workpackageleader other".split()
)
RELATIONS = frozenset(
    "isderivedfrom istranslationof isnewversionof isvariantformof issupplementto ispartof".split()
)
LICENSES = frozenset("cc-by-4.0 cc-by-sa-4.0 mit bsd-3-clause".split())
FIELDS = frozenset(
    "resource_type creators title additional_titles publisher publication_date subjects "
    "contributors dates languages identifiers related_identifiers sizes formats version rights "
    "copyright description additional_descriptions locations funding references".split()
)


@dataclass(slots=True)
class Invenio:
    """Records and drafts of one account."""

    url: str
    records: dict[str, Record] = field(default_factory=dict)
    """By number, drafts and published ones."""
    files: dict[str, dict[str, bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """Names of the communities that were asked to take a record in."""
    after: list[int] = field(default_factory=list)
    """Statuses to answer with although it was done."""
    corrupt: bool = False
    """Loses a byte of what is uploaded."""
    next: int = 100

    def answer(self, request: Request) -> Reply:
        """Return what the server says."""
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return _json({"status": 401, "message": "Unauthorized"}, 401)
        reply = self._route(request)
        if self.after and request.method != "GET":
            return Reply(self.after.pop(0), b"{}")
        return reply

    def draft(self, data: Record, parent: str = "", index: int = 1) -> Record:
        """Make a draft, as on the web or by the API."""
        self.next += 1
        number = str(self.next)
        self.next += not parent
        record: Record = {
            "id": number,
            "parent": {"id": parent or str(self.next), "pids": {}},
            "versions": {"index": index, "is_latest": True},
            "is_published": False,
            "is_draft": True,
            "pids": {},
            "access": {"record": "public", "files": "public"},
            "custom_fields": {},
            "links": {"self_html": f"{self.url}/uploads/{number}"},
        }
        self.records[number] = record
        self.files[number] = {}
        return self._saved(record, data)

    def _route(self, request: Request) -> Reply:
        path = request.path.removeprefix("/api")
        if path == "/user/records":
            return self._search(request)
        if path == "/records" and request.method == "POST":
            return self._checked(lambda: self.draft(json.loads(request.body)), 201)
        match = re.fullmatch(r"/records/(\d+)(/.*)?", path)
        record = self.records.get(match[1]) if match else None
        if match is None or record is None:
            return _json({"status": 404, "message": "The persistent identifier is unknown."}, 404)
        return self._about(record, match[2] or "", request)

    def _about(self, record: Record, rest: str, request: Request) -> Reply:
        method, number = request.method, record["id"]
        if rest.startswith("/draft/files"):
            return self._files(number, rest.removeprefix("/draft/files"), request)
        if rest == "/draft" and method == "PUT":
            return self._checked(lambda: self._saved(record, json.loads(request.body)), 200)
        actions = {
            "/draft/pids/doi": self._reserve,
            "/draft/actions/publish": self._publish,
            "/draft/actions/files-import": self._import,
            "/versions": self._new_version,
        }
        if method == "POST" and rest in actions:
            return actions[rest](record)
        if rest == "/communities" and method == "POST":
            self.asked += [one["id"] for one in json.loads(request.body)["communities"]]
            return _json({"processed": []})
        return _json(record)

    def _reserve(self, record: Record) -> Reply:
        if record["pids"].get("doi"):
            return _json({"status": 400, "message": "A PID already exists."}, 400)
        record["pids"]["doi"] = _doi(record["id"])
        return _json(record, 201)

    def _import(self, record: Record) -> Reply:
        last = max(int(one) for one, other in self._family(record) if other["is_published"])
        self.files[record["id"]] = dict(self.files[str(last)])
        return _json({"enabled": True}, 201)

    def _family(self, record: Record) -> list[tuple[str, Record]]:
        parent = record["parent"]["id"]
        return [(n, one) for n, one in self.records.items() if one["parent"]["id"] == parent]

    def _new_version(self, record: Record) -> Reply:
        for _, one in self._family(record):
            if not one["is_published"]:
                return _json(one, 201)
        skipped = ("publication_date", "version")
        kept = {k: v for k, v in record["metadata"].items() if k not in skipped}
        made = self.draft({"metadata": kept}, record["parent"]["id"], len(self._family(record)) + 1)
        made["metadata"]["publication_date"] = "2024-01-01"
        made["parent"] = record["parent"]
        return _json(made, 201)

    def _publish(self, record: Record) -> Reply:
        errors = list(record["errors"])
        if not self.files[record["id"]]:
            errors.append({"field": "files.enabled", "messages": ["Missing uploaded files."]})
        if errors:
            refusal = {"status": 400, "message": "A validation error occurred.", "errors": errors}
            return _json(refusal, 400)
        record["pids"].setdefault("doi", _doi(record["id"]))
        record["parent"]["pids"]["doi"] = _doi(record["parent"]["id"])
        record |= {"is_published": True, "is_draft": False}
        record["links"] = {"self_html": f"{self.url}/records/{record['id']}"}
        return _json(record, 202)

    def _search(self, request: Request) -> Reply:
        wanted = request.query.get("is_published")
        found = [
            one
            for one in reversed(self.records.values())
            if wanted is None or str(one["is_published"]).lower() == wanted
        ]
        size, page = int(request.query.get("size", 10)), int(request.query.get("page", 1))
        hits = found[size * (page - 1) : size * page]
        return _json({"hits": {"hits": hits, "total": len(found)}})

    def _saved(self, record: Record, data: Record) -> Record:
        metadata = copy.deepcopy(data.get("metadata", {}))
        _check_vocabularies(metadata)
        record |= {"metadata": _dereferenced(metadata)}
        for name in ("pids", "access", "custom_fields"):
            if name in data:
                record[name] = copy.deepcopy(data[name])
        record["errors"] = [*_errors(metadata)]
        return record

    def _checked(self, make: Any, status: int) -> Reply:  # noqa: ANN401 - a function without a name
        try:
            return _json(make(), status)
        except ValueError as error:
            return _json({"status": 400, "message": str(error)}, 400)

    def _files(self, number: str, rest: str, request: Request) -> Reply:
        files, key = self.files[number], rest.strip("/").removesuffix("/content")
        if not rest and request.method == "POST":
            for one in json.loads(request.body):
                if one["key"] in files:
                    taken = f"File with key {one['key']} already exists."
                    return _json({"status": 400, "message": taken}, 400)
                files[one["key"]] = b""
        elif request.method == "DELETE":
            del files[key]
            return Reply(204)
        elif rest.endswith("/content"):
            files[key] = request.body[:-1] if self.corrupt else request.body
        elif rest.endswith("/commit"):
            return _json(_entry(key.removesuffix("/commit"), files[key.removesuffix("/commit")]))
        listed = [_entry(name, content) for name, content in files.items()]
        return _json({"enabled": True, "entries": listed}, 201 if request.method == "POST" else 200)


def _entry(key: str, content: bytes) -> Record:
    checksum = f"md5:{hashlib.md5(content, usedforsecurity=False).hexdigest()}"
    return {"key": key, "checksum": checksum, "size": len(content), "status": "completed"}


def _doi(number: str) -> Record:
    return {"identifier": f"10.5281/zenodo.{number}", "provider": "datacite", "client": "datacite"}


def _vocabulary_ids(metadata: Record) -> Iterator[tuple[str, frozenset[str] | dict[str, str]]]:
    people = (*metadata.get("creators", []), *metadata.get("contributors", []))
    for one in people:
        yield from ((place["id"], ROR) for place in one.get("affiliations", []) if "id" in place)
        yield from ((one[name]["id"], ROLES) for name in ("role",) if name in one)
    for one in metadata.get("funding", []):
        if "id" in one["funder"]:
            yield one["funder"]["id"], ROR
    yield from ((one["id"], LICENSES) for one in metadata.get("rights", []) if "id" in one)
    for one in metadata.get("related_identifiers", []):
        yield one["relation_type"]["id"], RELATIONS
    for one in metadata.get("languages", []):
        yield one["id"], frozenset(("eng", "fra"))


def _check_vocabularies(metadata: Record) -> None:
    for identifier, known in _vocabulary_ids(metadata):
        if identifier not in known:
            raise ValueError(f"Invalid value {identifier}.")


def _dereferenced(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Return the metadata as it is answered: with titles and names beside identifiers."""
    if isinstance(value, list):
        return [_dereferenced(one) for one in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"id"}:
        name = ROR.get(value["id"])
        return {**value, "name": name} if name else {**value, "title": {"en": value["id"]}}
    return {name: _dereferenced(one) for name, one in value.items()}


def _errors(metadata: Record) -> Iterator[Record]:
    """Yield what the schema of records does not accept."""
    for name in ("resource_type", "creators", "title", "publication_date"):
        if not metadata.get(name):
            yield _error(f"metadata.{name}", "Missing data for required field.")
    for name in metadata.keys() - FIELDS:
        yield _error(f"metadata.{name}", "Unknown field.")
    if len(metadata.get("title", "abc")) < 3:
        yield _error("metadata.title", "Shorter than minimum length 3.")
    for kind in ("creators", "contributors"):
        for number, one in enumerate(metadata.get(kind, [])):
            for place, message in _wrong_in_person(one, kind):
                yield _error(f"metadata.{kind}.{number}.{place}", message)
    for number, one in enumerate(metadata.get("rights", [])):
        if ("id" in one) == ("title" in one):
            yield _error(f"metadata.rights.{number}", "An id or a title must be present.")


def _wrong_in_person(one: Record, kind: str) -> Iterator[tuple[str, str]]:
    who = one["person_or_org"]
    needed = {"personal": "family_name", "organizational": "name"}[who["type"]]
    if not who.get(needed):
        yield f"person_or_org.{needed}", "Cannot be blank."
    places = [place.get("name", place.get("id")) for place in one.get("affiliations", [])]
    if len(set(places)) < len(places):
        yield "affiliations", "Duplicated affiliations."
    if kind == "contributors" and "role" not in one:
        yield "role", "Missing data for required field."


def _error(name: str, message: str) -> Record:
    return {"field": name, "messages": [message]}


def _json(data: object, status: int = 200) -> Reply:
    return Reply(status, json.dumps(data).encode(), {"Content-Type": "application/json"})
