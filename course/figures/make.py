"""Draw every figure again: ``python make.py``, or ``python make.py xor oja`` for some."""

import runpy
import sys
from pathlib import Path

HERE = Path(__file__).parent
NOT_FIGURES = {"make", "neurons", "style"}


def scripts(names: list[str]) -> list[Path]:
    """Return the scripts of the figures called ``names``; of all without any."""
    found = sorted(p for p in HERE.glob("*.py") if p.stem not in NOT_FIGURES)
    return [p for p in found if not names or p.stem in names]


for script in scripts(sys.argv[1:]):
    sys.stdout.write(f"{script.stem}\n")
    runpy.run_path(str(script))
