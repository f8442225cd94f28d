"""``python -m neuromatch_site``."""

from neuromatch_site.cli import main

if __name__ == "__main__":
    main()
