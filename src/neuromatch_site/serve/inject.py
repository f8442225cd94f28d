"""Add the preview's script and style to a page."""

from neuromatch_site.artifact import Artifact
from neuromatch_site.serve.server import PREFIX

_ADDED = (
    f'<link rel="stylesheet" href="{PREFIX}overlay.css">'
    f'<script type="module" src="{PREFIX}reload.js"></script></head>'
).encode()


def injected(artifact: Artifact) -> Artifact:
    """Return a page that shows its next build by itself; other files as they are."""
    if not artifact.path.endswith(".html") or not isinstance(artifact.content, bytes):
        return artifact
    return Artifact(artifact.path, artifact.content.replace(b"</head>", _ADDED, 1))
