"""Client for Zenodo or another InvenioRDM server: requests, errors, deposits.

The token comes from the environment, is only sent in a header, and never appears in a message.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from msgspec import Struct

from neuromatch_site.commands.http import HttpClient, Response, WebError, host_of

PRODUCTION = "https://zenodo.org/api"
SANDBOX = "https://sandbox.zenodo.org/api"
PREFIXES = {PRODUCTION: "10.5281/zenodo.", SANDBOX: "10.5072/zenodo."}
"""Prefixes of the DOIs of each server."""
TOKEN, ONLY_SANDBOX = "ZENODO_TOKEN", "ZENODO_SANDBOX"
"""Environment variables."""
AGAIN = "run the command again: it continues with the same draft"


class DepositError(Exception):
    """A deposit that is not possible; the message says why, the hint what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class RefusedError(DepositError):
    """A request that the server refuses."""

    def __init__(self, message: str, hint: str, status: int) -> None:
        super().__init__(message, hint)
        self.status = status


class File(Struct, frozen=True, kw_only=True):
    """A file to upload."""

    name: str
    content: bytes


class Draft(Struct, frozen=True, kw_only=True):
    """The current state of a deposit."""

    id: str
    url: str
    """The URL of its web page."""
    doi: str
    """Reserved, or registered."""
    concept_doi: str = ""
    """Of all versions, if Zenodo has already assigned it."""
    published: bool = False
    resumed: bool = False
    """The draft existed before."""
    files: tuple[tuple[str, int], ...] = ()
    """Its files: name and content."""


class Zenodo(Struct, frozen=True):
    """One of the two Zenodo servers, with a token."""

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
            raise DepositError(message, AGAIN) from None
        if not 200 <= answer.status < 300:
            raise self._refusal(answer)
        return answer

    def ask(self, method: str, path: str, data: object = None) -> Mapping[str, object]:
        """Return the JSON object that answers a request to the API."""
        body = None if data is None else json.dumps(data).encode()
        answer = self.send(method, path if "://" in path else self.api + path, body=body).json()
        return answer if isinstance(answer, Mapping) else {}

    def list(self, path: str) -> Sequence[Mapping[str, object]]:
        """Return the JSON list that answers a request to the API."""
        answer = self.send("GET", self.api + path).json()
        items = answer if isinstance(answer, list) else []
        return [item for item in items if isinstance(item, Mapping)]

    def _refusal(self, answer: Response) -> RefusedError:
        if answer.status in (401, 403):
            hint = (
                f"`{TOKEN}` needs the scopes `deposit:write` and `deposit:actions`, and this host"
            )
            message = f"{host_of(answer.url)} does not accept the token"
            return RefusedError(message, hint, answer.status)
        problems = _problems(answer).replace(self.token, "***")
        message = f"{host_of(answer.url)} answers {answer.status}{problems}"
        return RefusedError(message, AGAIN, answer.status)


def choose_host(environment: Mapping[str, str], *, sandbox: bool, api: str = "") -> tuple[str, str]:
    """Return the API and the token. Raises ``DepositError`` if there is no usable one.

    ``api`` is the URL of another server than zenodo.org and its sandbox.
    """
    if environment.get(ONLY_SANDBOX) == "1" and not (sandbox or api):
        raise DepositError(f"`{ONLY_SANDBOX}=1` allows the sandbox only", "add `--sandbox`")
    token = environment.get(TOKEN, "").strip()
    if not token:
        where = "sandbox.zenodo.org" if sandbox else "zenodo.org"
        hint = f"create one at https://{where}/account/settings/applications/tokens/new/"
        raise DepositError(f"`{TOKEN}` is not set", hint)
    return api.rstrip("/") or (SANDBOX if sandbox else PRODUCTION), token


def is_version_of(name: str, title: str) -> bool:
    """Return whether a file is another version of one: ``course-1.0.zip`` of ``course-2.zip``."""
    stem, _, suffix = title.rpartition(".")
    stem = re.sub(r"-v?\d[\w.]*$", "", stem)
    return re.fullmatch(rf"{re.escape(stem)}(-v?\d[\w.]*)?\.{re.escape(suffix)}", name) is not None


def md5_of(file: File) -> str:
    """Return the MD5 digest of a file, in hexadecimal digits."""
    return hashlib.md5(file.content, usedforsecurity=False).hexdigest()


def link_of(data: Mapping[str, object], name: str) -> str:
    """Return a link of an answer; empty if there is none of that name."""
    links = data.get("links")
    return text_of(links, name) if isinstance(links, Mapping) else ""


def text_of(data: Mapping[str, object], name: str) -> str:
    """Return a value as text; empty if it is neither a text nor a number."""
    value = data.get(name)
    return str(value) if isinstance(value, str | int) else ""


def _problems(answer: Response) -> str:
    """Return what Zenodo says is wrong, for people."""
    data = answer.json()
    if not isinstance(data, Mapping):
        return ""
    text = "; ".join([text_of(data, "message"), *problems_in(data)][:10])
    return f": {text}" if text else ""


def problems_in(data: Mapping[str, object]) -> list[str]:
    """Return the ``errors`` of an answer, each with its field."""
    errors = data.get("errors")
    problems = []
    for error in errors if isinstance(errors, list) else []:
        if isinstance(error, Mapping):
            several = error.get("messages")
            messages = several if isinstance(several, list) else [error.get("message")]
            problems.append(f"{error.get('field')}: {', '.join(map(str, messages))}")
    return problems


def metadata_of(draft: Mapping[str, object]) -> Mapping[str, object]:
    """Return the metadata of a draft or a record."""
    metadata = draft.get("metadata")
    return metadata if isinstance(metadata, Mapping) else {}
