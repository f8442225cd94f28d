"""Put files on Zenodo as a draft, which a person then looks at and publishes.

    deposit.py .zenodo.json FILE...

The environment says the rest: ``ZENODO_TOKEN``; ``ZENODO_RECORD``, the number of any published
version, where there is one (else a new record begins); ``ZENODO_URL`` for the sandbox.
API: https://developers.zenodo.org
"""

import json
import os
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

_SECONDS = 600


def main() -> None:
    """Make the draft and say where it is."""
    metadata, *files = map(Path, sys.argv[1:])
    site = os.environ.get("ZENODO_URL", "https://zenodo.org").rstrip("/")
    zenodo = Zenodo(site, os.environ.get("ZENODO_TOKEN", ""))
    try:
        draft = zenodo.draft(os.environ.get("ZENODO_RECORD", ""))
        zenodo.describe(draft, json.loads(metadata.read_text(encoding="utf-8")))
        for path in files:
            zenodo.upload(draft, path)
    except urllib.error.HTTPError as error:
        reason = error.read(2000).decode(errors="replace")
        raise SystemExit(f"Zenodo answered {error.code} to {error.url}: {reason}") from None
    except urllib.error.URLError as error:
        raise SystemExit(f"Zenodo cannot be reached: {error.reason}") from None
    print(f"The draft waits to be published: {draft['links']['html']}")


class Zenodo:
    """Zenodo's deposit API. The token goes into a header, never into an address or a message."""

    def __init__(self, site: str, token: str) -> None:
        if not token:
            raise SystemExit("ZENODO_TOKEN is not set")
        self._site = site
        self._token = token

    def draft(self, record: str) -> Any:
        """Return a new draft: of the next version of the record, or of a first one."""
        deposits = f"{self._site}/api/deposit/depositions"
        if not record:
            return self._ask("POST", deposits, {})
        made = self._ask("POST", f"{deposits}/{quote(record)}/actions/newversion")
        draft = self._ask("GET", made["links"]["latest_draft"])
        for old in draft.get("files", []):
            self._ask("DELETE", f"{draft['links']['files']}/{quote(old['id'])}")
        return draft

    def describe(
        self, draft: Mapping[str, Mapping[str, str]], metadata: Mapping[str, object]
    ) -> None:
        """Set the metadata of the draft."""
        self._ask("PUT", draft["links"]["self"], {"metadata": metadata})

    def upload(self, draft: Mapping[str, Mapping[str, str]], path: Path) -> None:
        """Add a file to the draft."""
        self._ask("PUT", f"{draft['links']['bucket']}/{quote(path.name)}", path.read_bytes())

    def _ask(self, method: str, url: str, content: object = None) -> Any:
        if not url.startswith(f"{self._site}/"):
            raise SystemExit(f"Zenodo names another host: {url}")
        kind = "application/octet-stream" if isinstance(content, bytes) else "application/json"
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": kind}
        request = urllib.request.Request(url, method=method, headers=headers)
        request.data = None if content is None else body
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
            text = answer.read()
        return json.loads(text) if text else {}


if __name__ == "__main__":
    main()
