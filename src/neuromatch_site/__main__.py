"""``python -m neuromatch_site``."""

from neuromatch_site.cli import run

if __name__ == "__main__":
    run()
