"""The licences of a course in a sentence, for formats without a field for them."""

from neuromatch_site.config.licenses import License, Licenses


def license_sentences(licenses: Licenses) -> list[str]:
    """Return the note on the licence; the licence of the code, if it differs, and its note.

    A list of licences in one field would mean that readers can choose one.
    """
    content, code = licenses.content, other_code_license(licenses)
    sentences = [content.note and f"Note on the licence: {content.note}"] if content else []
    if code:
        sentences += [f"Licence of the code: {code.label}", code.note]
    return [text if text.endswith(_ENDS) else f"{text}." for text in sentences if text]


def other_code_license(licenses: Licenses) -> License | None:
    """Return the licence of the code, if it differs from that of the content."""
    return None if licenses.code == licenses.content else licenses.code


_ENDS = (".", "!", "?")
