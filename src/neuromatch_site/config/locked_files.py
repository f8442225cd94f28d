"""Files that a configuration gives by URL, as ``neuromatch-site lock`` fetched them.

Shared configuration (``extends:``), images of the site, and parts such as a footer are in
``lock/shared/``, under names derived from their URLs.
"""

import hashlib
import re
from urllib.parse import urlsplit

FOLDER = "lock/shared/"
HINT = "run `neuromatch-site lock`, and commit the folder `lock`"
_LONGEST = 60


def is_remote(text: str) -> bool:
    """Return whether a text is the URL of a remote file."""
    return re.fullmatch(r"https?://[^\s/]+/\S+", text.strip(), re.IGNORECASE) is not None


def locked_path(url: str) -> str:
    """Return the path of a remote file in the lock, from the course folder."""
    url = url.strip()
    digest = hashlib.sha256(url.encode()).hexdigest()[:8]
    name = re.sub(r"[^\w.-]+", "-", urlsplit(url).path.rpartition("/")[2]).strip(".-")
    end = ".txt" if name.endswith((".md", ".ipynb", ".bib")) else ""  # no page of the course
    return f"{FOLDER}{digest}-{name[-_LONGEST:] or 'file'}{end}"
