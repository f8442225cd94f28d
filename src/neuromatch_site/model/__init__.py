"""The data between the stages: the tree of a page, the course, the files of its site."""
