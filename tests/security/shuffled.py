"""Run the program on a system that lists folders in another order every time.

``python shuffled.py SEED ARGUMENTS...``
"""

import os
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager

SCAN, LIST = os.scandir, os.listdir


def shuffle(seed: int) -> None:
    """Have the system list every folder in an order drawn by the seed."""
    draw = random.Random(seed)  # noqa: S311 - an order, no secret

    @contextmanager
    def scandir(path: str = ".") -> Iterator[Iterator[os.DirEntry[str]]]:
        with SCAN(path) as entries:
            found = list(entries)
        draw.shuffle(found)
        yield iter(found)

    def listdir(path: str = ".") -> list[str]:
        found = LIST(path)
        draw.shuffle(found)
        return found

    os.scandir = scandir  # type: ignore[assignment]
    os.listdir = listdir  # type: ignore[assignment]


if __name__ == "__main__":
    from neuromatch_site.cli import main

    shuffle(int(sys.argv[1]))
    main(sys.argv[2:])
