"""One role per file, with the name that authors write."""
