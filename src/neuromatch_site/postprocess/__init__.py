"""Other programs over the finished site: the search index, JupyterLite."""
