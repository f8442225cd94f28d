"""Run the program on a system that lists folders in another order every time.

``python shuffled.py SEED ARGUMENTS...``
"""

import os
import random
import sys
from typing import Self

SCAN, LIST = os.scandir, os.listdir


class _Entries(list[os.DirEntry[str]]):
    """What ``os.scandir`` gives: taken one by one, and closed."""

    def __enter__(self) -> Self:
        """Return it."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def __next__(self) -> os.DirEntry[str]:
        """Return the next entry."""
        if not self:
            raise StopIteration
        return self.pop()

    def __iter__(self) -> Self:
        """Return it."""
        return self

    def close(self) -> None:
        """Forget the rest."""
        self.clear()


def shuffle(seed: int) -> None:
    """Have the system list every folder in an order drawn by the seed."""
    draw = random.Random(seed)  # noqa: S311 - an order, no secret

    def scandir(path: str = ".") -> _Entries:
        with SCAN(path) as entries:
            found = list(entries)
        draw.shuffle(found)
        return _Entries(found)

    def listdir(path: str = ".") -> list[str]:
        found = LIST(path)
        draw.shuffle(found)
        return found

    os.scandir = scandir  # type: ignore[assignment]
    os.listdir = listdir  # type: ignore[assignment]


if __name__ == "__main__":
    from neuromatch_site.commands.cli import main

    shuffle(int(sys.argv[1]))
    main(sys.argv[2:])
