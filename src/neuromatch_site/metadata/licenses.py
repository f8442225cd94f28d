"""What a course says of its licences, in words, for formats that have no field for it."""

from neuromatch_site.config.licenses import License, Licenses


def license_sentences(licenses: Licenses) -> list[str]:
    """Return the note on the licence; the licence of the code, where it is another, and its note.

    Who may use what is no choice of the reader: two licences in one field would say that it is.
    """
    content, code = licenses.content, other_code_license(licenses)
    sentences = [content.note and f"Note on the licence: {content.note}"] if content else []
    if code:
        sentences += [f"Licence of the code: {code.label}", code.note]
    return [text if text.endswith(_ENDS) else f"{text}." for text in sentences if text]


def other_code_license(licenses: Licenses) -> License | None:
    """Return the licence of the code, where it is not the one of the content."""
    return None if licenses.code == licenses.content else licenses.code


_ENDS = (".", "!", "?")
