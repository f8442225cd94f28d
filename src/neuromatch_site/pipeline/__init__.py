"""A course folder -> the files of its site."""
