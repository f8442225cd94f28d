"""One directive per file, with the name that authors write."""
