"""``cite --deposit``: the course as a draft at Zenodo, with a DOI reserved; published only if told.

Source: https://developers.zenodo.org, "Depositions", and CITATION.md C.3. The token comes from
the environment, goes out in a header only, and is in no message.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode, urlsplit

from msgspec import Struct

from neuromatch_site.commands.http import HttpClient, Response, WebError, host_of

PRODUCTION = "https://zenodo.org/api"
SANDBOX = "https://sandbox.zenodo.org/api"
PREFIXES = {PRODUCTION: "10.5281/zenodo.", SANDBOX: "10.5072/zenodo."}
"""What DOIs begin with that each of them gave."""
TOKEN, ONLY_SANDBOX = "ZENODO_TOKEN", "ZENODO_SANDBOX"
"""Variables of the environment."""
_AGAIN = "run the command again: it continues with the same draft"


class DepositError(Exception):
    """A deposit that cannot be made; the message says why, the hint what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class File(Struct, frozen=True, kw_only=True):
    """A file to upload."""

    name: str
    content: bytes


class Draft(Struct, frozen=True, kw_only=True):
    """A deposit as it stands now."""

    id: str
    url: str
    """Where people look at it."""
    doi: str
    """Reserved, or registered."""
    concept_doi: str = ""
    """Of all versions, where Zenodo says it already."""
    published: bool = False
    resumed: bool = False
    """The draft was there before."""


class Zenodo(Struct, frozen=True):
    """One of the two Zenodos, as somebody."""

    web: HttpClient
    token: str
    api: str = PRODUCTION

    def send(
        self, method: str, url: str, *, body: bytes | None = None, kind: str = "application/json"
    ) -> Response:
        """Return the answer to a request. Raises ``DepositError`` for anything but success."""
        if urlsplit(url)[:2] != urlsplit(self.api)[:2]:
            raise DepositError(
                f"{host_of(self.api)} redirects to {host_of(url)}; refused, it would leak the token"
            )
        headers = {"Authorization": f"Bearer {self.token}", "Accept": "application/json"}
        if body is not None:
            headers["Content-Type"] = kind
        try:
            answer = self.web.send(method, url, body=body, headers=headers)
        except WebError as error:
            message = f"{host_of(url)} {error}".replace(self.token, "***")
            raise DepositError(message, _AGAIN) from None
        if not 200 <= answer.status < 300:
            raise self._refusal(answer)
        return answer

    def ask(self, method: str, path: str, data: object = None) -> Mapping[str, object]:
        """Return the JSON object that answers a request to the API."""
        body = None if data is None else json.dumps(data).encode()
        found = self.send(method, path if "://" in path else self.api + path, body=body).json()
        return found if isinstance(found, Mapping) else {}

    def list(self, path: str) -> Sequence[Mapping[str, object]]:
        """Return the JSON list that answers a request to the API."""
        found = self.send("GET", self.api + path).json()
        items = found if isinstance(found, list) else []
        return [item for item in items if isinstance(item, Mapping)]

    def _refusal(self, answer: Response) -> DepositError:
        if answer.status in (401, 403):
            hint = (
                f"`{TOKEN}` needs the scopes `deposit:write` and `deposit:actions`, and this host"
            )
            return DepositError(f"{host_of(answer.url)} does not accept the token", hint)
        said = _problems(answer).replace(self.token, "***")
        return DepositError(f"{host_of(answer.url)} answers {answer.status}{said}", _AGAIN)


def choose_host(environment: Mapping[str, str], *, sandbox: bool, api: str = "") -> tuple[str, str]:
    """Return the API and the token. Raises ``DepositError`` where there is none to use.

    ``api`` is that of another Zenodo than the two that everybody knows.
    """
    if environment.get(ONLY_SANDBOX) == "1" and not (sandbox or api):
        raise DepositError(f"`{ONLY_SANDBOX}=1` allows the sandbox only", "add `--sandbox`")
    token = environment.get(TOKEN, "").strip()
    if not token:
        where = "sandbox.zenodo.org" if sandbox else "zenodo.org"
        hint = f"create one at https://{where}/account/settings/applications/tokens/new/"
        raise DepositError(f"`{TOKEN}` is not set", hint)
    return api.rstrip("/") or (SANDBOX if sandbox else PRODUCTION), token


def deposit(
    zenodo: Zenodo,
    metadata: Mapping[str, object],
    files: Sequence[File],
    known_doi: str = "",
    *,
    publish: bool = False,
    replace: bool = False,
) -> Draft:
    """Make a draft with the metadata and these files, or go on with one of this course.

    ``known_doi`` is a DOI that Zenodo gave the course before: that of an open draft, or of a
    published version, of which this is the next. What people added on Zenodo stays, files and
    metadata, unless ``replace``. Nothing is published unless ``publish``. Raises ``DepositError``.
    """
    found, resumed = _open(zenodo, metadata, files, known_doi)
    number = _string(found, "id")
    merged = metadata if replace else merge_metadata(_metadata(found), metadata)
    given = {"metadata": {**merged, "prereserve_doi": True}}
    saved = zenodo.ask("PUT", f"/deposit/depositions/{number}", given)
    doi = _reserved(saved, zenodo.api) or _reserved(found, zenodo.api)
    if not doi:
        raise DepositError(
            f"{host_of(zenodo.api)} did not reserve a DOI for the draft {number}", _AGAIN
        )
    bucket = _link(saved, "bucket") or _link(found, "bucket")
    _upload(zenodo, number, bucket, files, replace=replace)
    if publish:
        saved = zenodo.ask("POST", f"/deposit/depositions/{number}/actions/publish")
    return Draft(
        id=number,
        url=_link(saved, "html") or _link(found, "html"),
        doi=_string(saved, "doi") or doi,
        concept_doi=_string(saved, "conceptdoi"),
        published=publish,
        resumed=resumed,
    )


def merge_metadata(theirs: Mapping[str, object], ours: Mapping[str, object]) -> dict[str, object]:
    """Return our metadata with what people added on Zenodo: fields, and entries of lists.

    Creators, contributors and keywords are the course's own.
    """
    merged = {key: value for key, value in theirs.items() if key not in _ASSIGNED}
    for key, value in ours.items():
        before = theirs.get(key)
        merged[key] = value
        if isinstance(value, list) and isinstance(before, list) and key not in _OWN_LISTS:
            merged[key] = [*value, *(one for one in before if one not in value)]
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
    action = f"/deposit/depositions/{_string(earlier, 'id')}/actions/newversion"
    made = zenodo.ask("POST", action)
    latest = _link(made, "latest_draft")
    return (zenodo.ask("GET", latest) if latest else made), False


def _is_ours(
    draft: Mapping[str, object],
    metadata: Mapping[str, object],
    files: Sequence[File],
    zenodo: Zenodo,
) -> bool:
    """Return whether a draft is one that an earlier run made: it holds nothing of anybody else.

    Title and creators are the course's, no field was added, and no file has another name.
    """
    theirs = _metadata(draft)
    if any(theirs.get(key) != metadata.get(key) for key in ("title", "creators")):
        return False
    if theirs.keys() - metadata.keys() - _ASSIGNED:
        return False
    listed = zenodo.list(f"/deposit/depositions/{_string(draft, 'id')}/files")
    return {_string(one, "filename") for one in listed} <= {file.name for file in files}


def _metadata(draft: Mapping[str, object]) -> Mapping[str, object]:
    found = draft.get("metadata")
    return found if isinstance(found, Mapping) else {}


def _published(zenodo: Zenodo, doi: str) -> Mapping[str, object] | None:
    """Return the newest published version of the work that has the DOI, if it is one's own."""
    query = urlencode({"q": f'doi:"{doi}" OR conceptdoi:"{doi}"', "all_versions": "true"})
    found = [one for one in zenodo.list(f"/deposit/depositions?{query}") if one.get("submitted")]
    own = [one for one in found if doi in (one.get("doi"), one.get("conceptdoi"))]
    if not own:
        return None
    concept = _concept(own[0])
    return max((one for one in found if _concept(one) == concept), key=_number)


def _upload(
    zenodo: Zenodo, number: str, bucket: str, files: Sequence[File], *, replace: bool
) -> None:
    """Put these files into the draft, in place of those of earlier runs; others stay.

    What is there already is not sent again. With ``replace`` no other file stays.
    """
    if not bucket:
        raise DepositError(f"the draft {number} has no file bucket", _AGAIN)
    wanted = {file.name: _md5(file) for file in files}
    kept = set()
    for one in zenodo.list(f"/deposit/depositions/{number}/files"):
        name = _string(one, "filename")
        if wanted.get(name) == _string(one, "checksum").removeprefix("md5:"):
            kept.add(name)
        elif replace or any(_is_version_of(name, file.name) for file in files):
            zenodo.send("DELETE", f"{zenodo.api}/deposit/depositions/{number}/files/{one['id']}")
    for file in files:
        if file.name not in kept:
            _send(zenodo, f"{bucket}/{quote(file.name)}", file)


def _is_version_of(name: str, wanted: str) -> bool:
    """Return whether a file is a version of one: ``course-1.0.zip`` of ``course-2.zip``."""
    stem, _, suffix = wanted.rpartition(".")
    stem = re.sub(r"-v?\d[\w.]*$", "", stem)
    return re.fullmatch(rf"{re.escape(stem)}(-v?\d[\w.]*)?\.{re.escape(suffix)}", name) is not None


def _send(zenodo: Zenodo, url: str, file: File) -> None:
    kind = "application/octet-stream"
    answer = zenodo.send("PUT", url, body=file.content, kind=kind).json()
    said = _string(answer, "checksum") if isinstance(answer, Mapping) else ""
    if said.removeprefix("md5:") != _md5(file):
        raise DepositError(f"`{file.name}` was not uploaded completely", _AGAIN)


def _md5(file: File) -> str:
    return hashlib.md5(file.content, usedforsecurity=False).hexdigest()


def _reserved(data: Mapping[str, object], api: str) -> str:
    """Return the DOI that a draft reserves.

    The sandbox answers with Zenodo's own prefix, under which the number is a stranger's record
    (legacy serializer of zenodo-rdm): there it is put together from the sandbox's prefix.
    """
    reserved = _metadata(data).get("prereserve_doi")
    doi = _string(reserved, "doi") if isinstance(reserved, Mapping) else ""
    prefix = PREFIXES.get(api, "")
    if not doi or not prefix or doi.startswith(prefix):
        return doi
    return f"{prefix}{_string(data, 'id')}"


def _link(data: Mapping[str, object], name: str) -> str:
    links = data.get("links")
    return _string(links, name) if isinstance(links, Mapping) else ""


def _concept(data: Mapping[str, object]) -> str:
    return _string(data, "conceptrecid")


def _number(data: Mapping[str, object]) -> int:
    text = _string(data, "id")
    return int(text) if text.isdecimal() else 0


def _string(data: Mapping[str, object], name: str) -> str:
    value = data.get(name)
    return str(value) if isinstance(value, str | int) else ""


def _problems(answer: Response) -> str:
    """Return what Zenodo says is wrong, for people."""
    data = answer.json()
    if not isinstance(data, Mapping):
        return ""
    errors = data.get("errors")
    listed = [
        f"{one.get('field')}: {one.get('message')}"
        for one in (errors if isinstance(errors, list) else [])
        if isinstance(one, Mapping)
    ]
    said = "; ".join([_string(data, "message"), *listed][:10])
    return f": {said}" if said else ""
