"""``service-worker.js``: the service worker that stores visited pages for offline reading.

It is at the root, so that its scope is the whole site, at any path. It changes when any file does:
browsers then fetch it and replace the previous one.
"""

import json
from collections.abc import Sequence
from hashlib import blake2b

from neuromatch_site.model.artifact import Artifact
from neuromatch_site.render.assets import Assets

WORKER = "/service-worker.js"
OFFLINE = "/offline/"
"""The page that replaces one that is not stored."""


def service_worker(files: Sequence[Artifact], assets: Assets) -> Artifact:
    """Return the service worker of a site with these files."""
    shell = [
        assets.style,
        assets.script,
        assets.theme_script,
        *assets.deferred.values(),
        "/",
        OFFLINE,
    ]
    paths = json.dumps([url.lstrip("/") for url in shell])
    text = f'"use strict";const VERSION="{_version(files)}",SHELL={paths};\n{assets.worker}'
    return Artifact(WORKER.lstrip("/"), text.encode())


def _version(files: Sequence[Artifact]) -> str:
    digest = blake2b(digest_size=8)
    for file in sorted(files, key=lambda file: file.path):
        content = file.content if isinstance(file.content, bytes) else file.content.read_bytes()
        digest.update(f"{file.path}\0{blake2b(content).hexdigest()}\n".encode())
    return digest.hexdigest()
