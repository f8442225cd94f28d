"""How long the largest page of each hostile kind takes: ``python tests/security/largest.py``.

A page may have 400 kB, and a line 100,000 characters; none of that size may take longer than 20
seconds of the processor (R16.2). This takes minutes, so it is a tool beside the suite; run it
where a limit or the grammar changes. ``--only NAME ...`` looks at some kinds.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from courses import Course  # noqa: E402 - the path is made above
from security.test_growth import TEXTS  # noqa: E402 - (same)

SECONDS = 20
_PAGE, _LINE = 399_000, 99_000


def largest(text: Callable[[int], str]) -> str:
    """Return the largest text of a kind that the limits of size let through.

    What is one line of the largest size is there on as many as a page holds: one paragraph.
    """
    few, many = 1, 400_000
    while few < many:
        middle = (few + many + 1) // 2
        given = text(middle)
        fits = len(given.encode()) <= _PAGE and max(map(len, given.splitlines())) <= _LINE
        few, many = (middle, many) if fits else (few, middle - 1)
    line = text(few)
    return "\n".join([line] * max(_PAGE // (len(line.encode()) + 1), 1))


def seconds(name: str) -> float:
    """Return the seconds of the processor that the site of that page takes."""
    with TemporaryDirectory() as folder:
        page = {"index.md": "# Front\n", "page.md": largest(TEXTS[name])}
        course = Course.write(Path(folder) / "course", page)
        start = time.process_time()
        course.build()
        return time.process_time() - start


def main() -> int:
    """Print the seconds of each kind, each in a process of its own; leave with 1 if one is slow."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", nargs="+", choices=TEXTS, default=list(TEXTS), metavar="NAME")
    names = parser.parse_args().only
    if len(names) == 1:
        sys.stdout.write(f"{seconds(names[0]):.1f}\n")
        return 0
    slow = 0
    for name in names:
        command = [sys.executable, __file__, "--only", name]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        said = (ran.stdout or ran.stderr).strip().splitlines()[-1]
        slow += bool(ran.returncode) or float(said) > SECONDS
        sys.stdout.write(f"{said:>6}  {name}\n")
        sys.stdout.flush()
    return int(slow > 0)


if __name__ == "__main__":
    sys.exit(main())
