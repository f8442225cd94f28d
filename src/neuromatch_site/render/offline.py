"""``service-worker.js``: the service worker that stores visited pages for offline reading.

It lies at the root, so that it may answer for the whole site, wherever that is. Its bytes change
with any file: browsers then fetch it, and it takes the place of the one before.
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
