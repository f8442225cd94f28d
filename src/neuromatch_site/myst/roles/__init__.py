"""One role to a file, named as authors write it."""
