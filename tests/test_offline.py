"""A build never touches the network, whatever the course refers to."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from courses import Course

pytestmark = pytest.mark.slow

PAGE = """\
# Welcome

{cite:p}`https://doi.org/10.1000/one` and [](doi:10.1000/two), [elsewhere](https://example.org/),
[](xref:numpy#array), ![a picture](https://example.org/a.png)

:::{iframe} https://youtu.be/aaaaaaaaaaa
:::
"""
CONFIG = """\
version: 1
project:
  title: A course
  references: {numpy: https://numpy.org/doc/stable/}
site:
  options: {base_url: https://example.org/}
"""
PROGRAM = """
import json, socket, sys

def closed(*_, **__):
    raise AssertionError("the build opened a socket")

socket.socket = socket.create_connection = socket.getaddrinfo = closed
from pathlib import Path
from neuromatch_site.pipeline.context import BuildContext
from neuromatch_site.pipeline.site import build_site
from neuromatch_site.cache.page_cache import BuildCache
from neuromatch_site.pipeline.options import Options
from neuromatch_site.workers.progress import Progress

built = build_site(Path(sys.argv[1]), BuildContext(Options(), Progress(), BuildCache()))
clients = {"urllib3", "requests", "httpx", "http.client", "aiohttp"} & set(sys.modules)
print(json.dumps({"files": len(built.artifacts), "clients": sorted(clients)}))
"""


def test_a_build_opens_no_socket_and_loads_no_client(tmp_path: Path) -> None:
    course = Course.write(tmp_path / "course", {"myst.yml": CONFIG, "index.md": PAGE})
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(course.folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    said = json.loads(run.stdout)
    assert said["files"] > 5
    assert said["clients"] == []
