"""The data between the steps: the tree of a page, the course, the files of its site."""
