"""Which files are pages, by the ends of their names."""

PAGES = (".md", ".ipynb")
"""Of files that are pages wherever they lie."""
OTHER_PAGES = (".rst", ".Rmd")
"""Of files that are pages where a toc names them, as Sphinx and Jupyter Book 1 have it."""
EVERY_PAGE = (*PAGES, *OTHER_PAGES)
GENERAL_INDEX = "genindex.md"
"""The name of the page that Sphinx fills with the index of a Jupyter Book 1."""
