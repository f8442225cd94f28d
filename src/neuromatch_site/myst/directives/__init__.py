"""One directive to a file, named as authors write it."""
