"""``cite --deposit`` by InvenioRDM's REST API, which Zenodo runs.

Source: https://inveniordm.docs.cern.ch/reference/rest_api_drafts_records/, and the behaviour of
invenio-rdm-records: a draft with mistakes is saved and lists them as ``errors``; an id that is not
in a vocabulary is refused; a new version starts without files and without a DOI.
"""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote, urlencode

from msgspec.structs import replace as replace_fields

from neuromatch_site.commands.citation.rdm_record import wire_record, without_vocabulary_ids
from neuromatch_site.commands.citation.zenodo_client import (
    AGAIN,
    DepositError,
    Draft,
    File,
    RefusedError,
    Zenodo,
    is_version_of,
    link_of,
    md5_of,
    metadata_of,
    problems_in,
    text_of,
)
from neuromatch_site.commands.http import host_of

Json = Mapping[str, object]
_MOST_PAGES = 20
_PAGE = 50
_OWN = frozenset(
    ("creators", "contributors", "subjects", "rights", "languages", "additional_descriptions")
)
"""Lists that are the course's own; of others, what people added stays."""


def is_available(zenodo: Zenodo) -> bool:
    """Return whether the server has this API. Raises ``DepositError`` for any other refusal."""
    try:
        zenodo.ask("GET", "/user/records?size=1")
    except RefusedError as error:
        if error.status in (404, 405):
            return False
        raise
    return True


def deposit(
    zenodo: Zenodo,
    record: Json,
    files: Sequence[File],
    known_doi: str = "",
    *,
    replace: bool = False,
) -> Draft:
    """Create a draft with the record and these files, or update the draft of this course.

    ``known_doi`` is a DOI that the server gave the course earlier: of an open draft, or of a
    published version, which gets a new version. Files and metadata that people added there are kept
    unless ``replace``. Nothing is published. Raises ``DepositError``.
    """
    draft, resumed = _open(zenodo, record, known_doi)
    number = text_of(draft, "id")
    saved = _save(zenodo, draft, record, replace=replace)
    doi = _doi(saved)
    if not doi:
        saved = zenodo.ask("POST", f"/records/{number}/draft/pids/doi")
        doi = _doi(saved)
    if not doi:
        raise DepositError(f"{host_of(zenodo.api)} reserved no DOI for the draft {number}", AGAIN)
    _upload(zenodo, saved, files, is_new=not resumed, replace=replace)
    return Draft(
        id=number,
        url=link_of(saved, "self_html"),
        doi=doi,
        concept_doi=_concept_doi(saved),
        resumed=resumed,
        files=tuple(sorted(_sizes(zenodo, number).items())),
    )


def publish(zenodo: Zenodo, draft: Draft, communities: Sequence[str] = ()) -> Draft:
    """Publish a draft, which cannot be undone, request its inclusion in communities, return it."""
    saved = zenodo.ask("POST", f"/records/{draft.id}/draft/actions/publish")
    if communities:
        body = {"communities": [{"id": community} for community in communities]}
        zenodo.ask("POST", f"/records/{draft.id}/communities", body)
    return replace_fields(
        draft,
        url=link_of(saved, "self_html") or draft.url,
        doi=_doi(saved) or draft.doi,
        concept_doi=_concept_doi(saved),
        published=True,
    )


def merge_record(theirs: Json, ours: Json) -> dict[str, object]:
    """Return our record with fields and list entries that people added on the server.

    An entry there that contains all values of one of ours is the same entry: the server adds titles
    to identifiers. A link to another release of the same repository is an older one of ours.
    """
    before = metadata_of(theirs)
    merged = {name: value for name, value in before.items() if name not in _OWN}
    for name, value in metadata_of(ours).items():
        old = before.get(name)
        merged[name] = value
        if isinstance(value, list) and isinstance(old, list) and name not in _OWN:
            merged[name] = [*value, *(entry for entry in old if not _is_ours(entry, value))]
    described = before.get("additional_descriptions")
    own = metadata_of(ours).get("additional_descriptions")
    others = (
        [item for item in described if not _is_note(item)] if isinstance(described, list) else []
    )
    if notes := [*(own if isinstance(own, list) else []), *others]:
        merged["additional_descriptions"] = notes
    record = {**ours, "metadata": merged}
    for name in ("pids", "custom_fields"):
        if theirs.get(name):
            record[name] = theirs[name]
    if theirs.get("access") and ours.get("access") == {"record": "public", "files": "public"}:
        record["access"] = theirs["access"]
    return record


def _is_note(entry: object) -> bool:
    """Return whether a description is one that an earlier run made: of the type ``other``."""
    kind = entry.get("type") if isinstance(entry, Mapping) else None
    return isinstance(kind, Mapping) and kind.get("id") == "other"


def _is_ours(theirs: object, ours: Sequence[object]) -> bool:
    return any(_says(theirs, our) or _same_repository(theirs, our) for our in ours)


def _same_repository(theirs: object, ours: object) -> bool:
    if not (isinstance(theirs, Mapping) and isinstance(ours, Mapping)):
        return False
    old, new = text_of(theirs, "identifier"), text_of(ours, "identifier")
    return "/tree/" in old and old.partition("/tree/")[0] == new.partition("/tree/")[0]


def _says(theirs: object, ours: object) -> bool:
    """Return whether all that ours says is in theirs."""
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        return all(_says(theirs.get(name), value) for name, value in ours.items() if name != "name")
    return theirs == ours


def _open(zenodo: Zenodo, record: Json, known_doi: str) -> tuple[Json, bool]:
    """Return the draft to work on, and whether it was there."""
    if not known_doi:
        own = _own_draft(zenodo, record)
        return (own, True) if own else (zenodo.ask("POST", "/records", _empty(record)), False)
    drafts = list(_records(zenodo, published=False))
    for draft in drafts:
        if known_doi == _doi(draft):
            return _whole_draft(zenodo, draft), True
    earlier = next(
        (record for record in _records(zenodo, published=True) if known_doi in _dois(record)), None
    )
    if earlier is None:
        hint = "use the account that made it; a first deposit needs a `myst.yml` without a DOI"
        raise DepositError(f"no deposit of this account has the DOI {known_doi}", hint)
    created = zenodo.ask("POST", f"/records/{text_of(earlier, 'id')}/versions")
    return created, text_of(created, "id") in {text_of(draft, "id") for draft in drafts}


def _own_draft(zenodo: Zenodo, record: Json) -> Json | None:
    """Return the draft of a first version that an earlier run made: it has our identifier."""
    ours = _identifiers(record)
    for draft in _records(zenodo, published=False):
        if not _is_later(draft) and any(
            _says(theirs, own) for theirs in _identifiers(draft) for own in ours
        ):
            return _whole_draft(zenodo, draft)
    return None


def _identifiers(record: Json) -> Sequence[object]:
    identifiers = metadata_of(record).get("identifiers")
    return identifiers if isinstance(identifiers, list) else []


def _is_later(draft: Json) -> bool:
    """Return whether it is the draft of a second or later version."""
    versions = draft.get("versions")
    return isinstance(versions, Mapping) and versions.get("index") not in (None, 1)


def _empty(record: Json) -> Json:
    """Return what a draft begins with: enough to be found again, should the answer be lost."""
    metadata = {name: metadata_of(record).get(name) for name in ("title", "identifiers")}
    return {"access": record.get("access"), "files": {"enabled": True}, "metadata": metadata}


def _records(zenodo: Zenodo, *, published: bool) -> Iterator[Json]:
    """Yield the account's records, or its drafts, newest first."""
    query = {
        "is_published": str(published).lower(),
        "size": str(_PAGE),
        "sort": "newest",
        "allversions": "true",
    }
    for page in range(1, _MOST_PAGES + 1):
        answer = zenodo.ask("GET", f"/user/records?{urlencode({**query, 'page': page})}")
        hits = answer.get("hits")
        listed = hits.get("hits") if isinstance(hits, Mapping) else []
        records = listed if isinstance(listed, list) else []
        yield from (record for record in records if isinstance(record, Mapping))
        if len(records) < _PAGE:
            return


def _whole_draft(zenodo: Zenodo, draft: Json) -> Json:
    """Return the draft itself: a search may be some seconds behind."""
    return zenodo.ask("GET", f"/records/{text_of(draft, 'id')}/draft")


def _save(zenodo: Zenodo, draft: Json, record: Json, *, replace: bool) -> Json:
    """Save the record in the draft and return it; by names, where a vocabulary has no such id.

    With ``replace`` no more is left of what was there than its DOI.
    """
    path = f"/records/{text_of(draft, 'id')}/draft"
    merged = {**record, "pids": draft.get("pids") or {}} if replace else merge_record(draft, record)
    try:
        saved = zenodo.ask("PUT", path, wire_record(merged))
    except RefusedError as error:
        if error.status != 400:
            raise
        saved = zenodo.ask("PUT", path, without_vocabulary_ids(merged))
    if problems := problems_in(saved):
        message = f"{host_of(zenodo.api)} does not accept the record: {'; '.join(problems[:10])}"
        raise DepositError(message, f"the draft is at {link_of(saved, 'self_html') or path}")
    return saved


def _upload(
    zenodo: Zenodo, draft: Json, files: Sequence[File], *, is_new: bool, replace: bool
) -> None:
    """Put these files into the draft, in place of those of earlier runs; others stay.

    What is there already is not sent again. With ``replace`` no other file stays.
    """
    number = text_of(draft, "id")
    path = f"/records/{number}/draft/files"
    if is_new and _is_later(draft) and not replace:
        zenodo.ask("POST", f"/records/{number}/draft/actions/files-import")
    checksums = {file.name: f"md5:{md5_of(file)}" for file in files}
    unchanged = set()
    for entry in _draft_files(zenodo, number):
        name = text_of(entry, "key")
        complete = entry.get("status") in (None, "completed")
        if complete and checksums.get(name) == text_of(entry, "checksum"):
            unchanged.add(name)
        elif replace or any(is_version_of(name, file.name) for file in files):
            zenodo.send("DELETE", f"{zenodo.api}{path}/{quote(name)}")
    for file in files:
        if file.name not in unchanged:
            _send(zenodo, path, file)


def _send(zenodo: Zenodo, path: str, file: File) -> None:
    zenodo.ask("POST", path, [{"key": file.name}])
    own = f"{path}/{quote(file.name)}"
    kind = "application/octet-stream"
    zenodo.send("PUT", f"{zenodo.api}{own}/content", body=file.content, kind=kind)
    answer = zenodo.ask("POST", f"{own}/commit")
    if text_of(answer, "checksum") != f"md5:{md5_of(file)}":
        raise DepositError(f"`{file.name}` was not uploaded completely", AGAIN)


def _draft_files(zenodo: Zenodo, number: str) -> Iterator[Json]:
    listed = zenodo.ask("GET", f"/records/{number}/draft/files").get("entries")
    for entry in listed if isinstance(listed, list) else []:
        if isinstance(entry, Mapping):
            yield entry


def _sizes(zenodo: Zenodo, number: str) -> dict[str, int]:
    sizes = ((text_of(entry, "key"), entry.get("size")) for entry in _draft_files(zenodo, number))
    return {name: size if isinstance(size, int) else 0 for name, size in sizes}


def _dois(record: Json) -> tuple[str, str]:
    return _doi(record), _concept_doi(record)


def _doi(record: Json) -> str:
    pids = record.get("pids")
    doi = pids.get("doi") if isinstance(pids, Mapping) else None
    return text_of(doi, "identifier") if isinstance(doi, Mapping) else ""


def _concept_doi(record: Json) -> str:
    parent = record.get("parent")
    return _doi(parent) if isinstance(parent, Mapping) else ""
