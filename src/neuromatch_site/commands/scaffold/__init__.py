"""``new``: create courses, pages and entries of data files in the right place."""


class NewError(Exception):
    """Nothing was written; the message says why."""
