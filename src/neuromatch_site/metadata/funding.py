"""The funding of a course in sentences: for formats without a field for it, and for readers."""

from neuromatch_site.config.funding import Award, funders_of
from neuromatch_site.config.people import Affiliation
from neuromatch_site.config.project import ProjectConfig
from neuromatch_site.metadata.people import affiliation_name


def award_text(award: Award, known: tuple[Affiliation, ...]) -> str:
    """Return ``Funder, award 123: Name (A. Recipient)``; missing parts are left out."""
    funders = " and ".join(affiliation_name(funder) for funder in funders_of(award, known))
    number = f"award {award.number}" if award.number else ""
    head = ", ".join(part for part in (funders, number) if part)
    text = ": ".join(part for part in (head, award.name or award.description) if part)
    people = ", ".join(person.name for person in award.recipients or award.investigators)
    return f"{text} ({people})" if people else text


def funding_sentences(config: ProjectConfig) -> list[str]:
    """Return a text for each funding: its statement, else its awards."""
    sentences: list[str] = []
    for source in config.funding:
        awards = "; ".join(award_text(award, config.affiliations) for award in source.awards)
        sentences += [text for text in (source.statement, source.open_access) if text]
        if awards:
            sentences.append(f"Funded by {awards}.")
    return sentences
