"""`new`: courses, pages and entries of data files, each put where it belongs."""


class NewError(Exception):
    """Nothing was written; the message says why."""
