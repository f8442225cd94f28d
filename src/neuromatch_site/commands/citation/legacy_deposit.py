"""``cite --deposit`` by Zenodo's legacy API, for servers that have no other.

Source: https://developers.zenodo.org, "Depositions", and CITATION.md C.3.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

from msgspec.structs import replace as replace_fields

from neuromatch_site.commands.citation.zenodo_client import (
    AGAIN,
    PREFIXES,
    DepositError,
    Draft,
    File,
    Zenodo,
    is_version_of,
    link_of,
    md5_of,
    metadata_of,
    text_of,
)
from neuromatch_site.commands.http import host_of


def deposit(
    zenodo: Zenodo,
    metadata: Mapping[str, object],
    files: Sequence[File],
    known_doi: str = "",
    *,
    replace: bool = False,
) -> Draft:
    """Create a draft with the metadata and these files, or update the draft of this course.

    ``known_doi`` is a DOI that Zenodo gave the course earlier: of an open draft, or of a published
    version, which gets a new version. Files and metadata that people added on Zenodo are kept
    unless ``replace``. Nothing is published. Raises ``DepositError``.
    """
    draft, resumed = _open(zenodo, metadata, files, known_doi)
    number = text_of(draft, "id")
    merged = metadata if replace else merge_metadata(metadata_of(draft), metadata)
    body = {"metadata": {**merged, "prereserve_doi": True}}
    saved = zenodo.ask("PUT", f"/deposit/depositions/{number}", body)
    doi = _reserved(saved, zenodo.api) or _reserved(draft, zenodo.api)
    if not doi:
        raise DepositError(
            f"{host_of(zenodo.api)} did not reserve a DOI for the draft {number}", AGAIN
        )
    bucket = link_of(saved, "bucket") or link_of(draft, "bucket")
    _upload(zenodo, number, bucket, files, replace=replace)
    return Draft(
        id=number,
        url=link_of(saved, "html") or link_of(draft, "html"),
        doi=text_of(saved, "doi") or doi,
        concept_doi=text_of(saved, "conceptdoi"),
        resumed=resumed,
        files=tuple((file.name, len(file.content)) for file in files),
    )


def publish(zenodo: Zenodo, draft: Draft) -> Draft:
    """Publish a draft, which cannot be undone, and return it."""
    saved = zenodo.ask("POST", f"/deposit/depositions/{draft.id}/actions/publish")
    return replace_fields(
        draft,
        doi=text_of(saved, "doi") or draft.doi,
        url=link_of(saved, "html") or draft.url,
        concept_doi=text_of(saved, "conceptdoi"),
        published=True,
    )


def merge_metadata(theirs: Mapping[str, object], ours: Mapping[str, object]) -> dict[str, object]:
    """Return our metadata with fields and list entries that people added on Zenodo.

    Creators, contributors and keywords are always the course's own.
    """
    merged = {key: value for key, value in theirs.items() if key not in _ASSIGNED}
    for key, value in ours.items():
        before = theirs.get(key)
        merged[key] = value
        if isinstance(value, list) and isinstance(before, list) and key not in _OWN_LISTS:
            merged[key] = [
                *value,
                *(value_before for value_before in before if value_before not in value),
            ]
    return merged


_ASSIGNED = frozenset(("prereserve_doi", "doi", "recid", "conceptdoi", "conceptrecid"))
"""What Zenodo gives."""
_OWN_LISTS = frozenset(("creators", "contributors", "keywords"))


def _open(
    zenodo: Zenodo, metadata: Mapping[str, object], files: Sequence[File], known_doi: str
) -> tuple[Mapping[str, object], bool]:
    """Return the draft to work on, and whether it was there."""
    drafts = [
        draft
        for draft in zenodo.list("/deposit/depositions?status=draft&size=100")
        if draft.get("submitted") is not True
    ]
    for draft in drafts:
        if known_doi and _reserved(draft, zenodo.api) == known_doi:
            return draft, True
    earlier = _published(zenodo, known_doi) if known_doi else None
    if known_doi and earlier is None:
        hint = "use the account that made it; a first deposit needs a `myst.yml` without a DOI"
        raise DepositError(f"no deposit of this account has the DOI {known_doi}", hint)
    for draft in drafts:
        if earlier and _concept(draft) == _concept(earlier):
            return draft, True
        if not earlier and _is_ours(draft, metadata, files, zenodo):
            return draft, True
    if earlier is None:
        body = {"metadata": dict(metadata)}
        return zenodo.ask("POST", "/deposit/depositions", body), False
    action = f"/deposit/depositions/{text_of(earlier, 'id')}/actions/newversion"
    created = zenodo.ask("POST", action)
    latest = link_of(created, "latest_draft")
    return (zenodo.ask("GET", latest) if latest else created), False


def _is_ours(
    draft: Mapping[str, object],
    metadata: Mapping[str, object],
    files: Sequence[File],
    zenodo: Zenodo,
) -> bool:
    """Return whether a draft is one that an earlier run made: it holds nothing of anybody else.

    Title and creators are the course's, no field was added, and no file has another name.
    """
    theirs = metadata_of(draft)
    if any(theirs.get(key) != metadata.get(key) for key in ("title", "creators")):
        return False
    if theirs.keys() - metadata.keys() - _ASSIGNED:
        return False
    listed = zenodo.list(f"/deposit/depositions/{text_of(draft, 'id')}/files")
    return {text_of(file, "filename") for file in listed} <= {file.name for file in files}


def _published(zenodo: Zenodo, doi: str) -> Mapping[str, object] | None:
    """Return the newest published version of the work that has the DOI, if it is one's own."""
    query = urlencode({"q": f'doi:"{doi}" OR conceptdoi:"{doi}"', "all_versions": "true"})
    records = [
        record for record in zenodo.list(f"/deposit/depositions?{query}") if record.get("submitted")
    ]
    own = [record for record in records if doi in (record.get("doi"), record.get("conceptdoi"))]
    if not own:
        return None
    concept = _concept(own[0])
    return max((record for record in records if _concept(record) == concept), key=_deposit_number)


def _upload(
    zenodo: Zenodo, number: str, bucket: str, files: Sequence[File], *, replace: bool
) -> None:
    """Put these files into the draft, in place of those of earlier runs; others stay.

    What is there already is not sent again. With ``replace`` no other file stays.
    """
    if not bucket:
        raise DepositError(f"the draft {number} has no file bucket", AGAIN)
    checksums = {file.name: md5_of(file) for file in files}
    unchanged = set()
    for stored in zenodo.list(f"/deposit/depositions/{number}/files"):
        name = text_of(stored, "filename")
        if checksums.get(name) == text_of(stored, "checksum").removeprefix("md5:"):
            unchanged.add(name)
        elif replace or any(is_version_of(name, file.name) for file in files):
            zenodo.send("DELETE", f"{zenodo.api}/deposit/depositions/{number}/files/{stored['id']}")
    for file in files:
        if file.name not in unchanged:
            _send(zenodo, f"{bucket}/{quote(file.name)}", file)


def _send(zenodo: Zenodo, url: str, file: File) -> None:
    kind = "application/octet-stream"
    answer = zenodo.send("PUT", url, body=file.content, kind=kind).json()
    checksum = text_of(answer, "checksum") if isinstance(answer, Mapping) else ""
    if checksum.removeprefix("md5:") != md5_of(file):
        raise DepositError(f"`{file.name}` was not uploaded completely", AGAIN)


def _reserved(data: Mapping[str, object], api: str) -> str:
    """Return the DOI that a draft reserves.

    The sandbox answers with Zenodo's own prefix, under which the number is a stranger's record
    (legacy serializer of zenodo-rdm): there it is put together from the sandbox's prefix.
    """
    reserved = metadata_of(data).get("prereserve_doi")
    doi = text_of(reserved, "doi") if isinstance(reserved, Mapping) else ""
    prefix = PREFIXES.get(api, "")
    if not doi or not prefix or doi.startswith(prefix):
        return doi
    return f"{prefix}{text_of(data, 'id')}"


def _concept(data: Mapping[str, object]) -> str:
    return text_of(data, "conceptrecid")


def _deposit_number(data: Mapping[str, object]) -> int:
    text = text_of(data, "id")
    return int(text) if text.isdecimal() else 0
