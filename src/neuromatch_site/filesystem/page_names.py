"""Which files are pages, by their extension."""

PAGES = (".md", ".ipynb")
"""Extensions of files that are always pages."""
OTHER_PAGES = (".rst", ".Rmd")
"""Extensions of files that are pages if a toc lists them, as in Sphinx and Jupyter Book 1."""
EVERY_PAGE = (*PAGES, *OTHER_PAGES)
GENERAL_INDEX = "genindex.md"
"""The page that Sphinx fills with the index of a Jupyter Book 1."""
