"""Other programs that extend the rendered site: the search index, JupyterLite."""
