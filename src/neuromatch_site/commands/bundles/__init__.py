"""``export``: a course as EPUB, PDF, zip or notebooks."""
