"""The formulas of ``formulas.txt``."""

from pathlib import Path


def formulas() -> list[str]:
    """Return the TeX of each formula: every command of KaTeX, every construct, some of lessons."""
    text = Path(__file__).with_name("formulas.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines()[2:] if line and not line.startswith("# ")]
