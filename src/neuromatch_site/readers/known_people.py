"""Ids of speakers and teachers -> people of ``people.yml``."""

from collections.abc import Mapping

from msgspec.structs import replace

from neuromatch_site.config.conference import Conference, Edition
from neuromatch_site.config.people import Affiliation, Person
from neuromatch_site.config.programme import Talk, programme_of
from neuromatch_site.config.schedule import Schedule
from neuromatch_site.config.sessions import Session
from neuromatch_site.config.speakers import Speaker
from neuromatch_site.diagnostics.diagnostic import Diagnostics, Rule


class KnownPeople:
    """The people of a course by their ids."""

    def __init__(
        self,
        people: Mapping[str, Person],
        affiliations: Mapping[str, Affiliation],
        diagnostics: Diagnostics,
    ) -> None:
        self.people = people
        self.affiliations = affiliations
        self.diagnostics = diagnostics

    def of_conference(self, conference: Conference) -> Conference:
        """Return the conference with its speakers in full."""
        return replace(conference, editions=tuple(map(self._edition, conference.editions)))

    def _edition(self, edition: Edition) -> Edition:
        talks = edition.programme.talks
        if not any(speaker.id for talk in talks for speaker in talk.speakers):
            return edition
        return replace(edition, programme=programme_of(tuple(map(self._talk, talks))))

    def _talk(self, talk: Talk) -> Talk:
        return replace(talk, speakers=tuple(map(self.speaker, talk.speakers)))

    def of_schedule(self, schedule: Schedule) -> Schedule:
        """Return the schedule with its teachers in full."""
        weeks = (
            replace(
                week,
                sessions=self._sessions(week.sessions),
                days=tuple(
                    replace(day, sessions=self._sessions(day.sessions)) for day in week.days
                ),
            )
            for week in schedule.weeks
        )
        groups = (
            replace(group, people=tuple(map(self.speaker, group.people)))
            for group in schedule.groups
        )
        return replace(schedule, weeks=tuple(weeks), groups=tuple(groups))

    def _sessions(self, sessions: tuple[Session, ...]) -> tuple[Session, ...]:
        return tuple(
            replace(item, people=tuple(map(self.speaker, item.people))) for item in sessions
        )

    def speaker(self, speaker: Speaker) -> Speaker:
        """Return the person of an id; an unknown id is reported, and shown as it is."""
        if not speaker.id:
            return speaker
        person = self.people.get(speaker.id)
        if person is None:
            self._report(speaker)
            return replace(speaker, id="")
        works = (self.affiliations.get(affiliation) for affiliation in person.affiliations)
        at = ", ".join(work.name or work.id for work in works if work)
        has_name = speaker.name != speaker.id
        return replace(
            speaker,
            name=speaker.name if has_name else person.name,
            affiliation=speaker.affiliation or at,
            url=speaker.url or person.url,
            orcid=speaker.orcid or person.orcid,
            picture=speaker.picture or person.image,
        )

    def _report(self, speaker: Speaker) -> None:
        hint = self.diagnostics.did_you_mean(speaker.id, list(self.people))
        if not (hint or speaker.is_reference):
            return  # a name of one word
        message = f"no person has the id `{speaker.id}`"
        other = "add them to `data/people.yml`, or write `name:` here"
        self.diagnostics.report(Rule.DATA_VALID, speaker.position, message, hint or other)
