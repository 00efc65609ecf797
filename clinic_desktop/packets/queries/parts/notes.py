"""The notes of the visits of a case: one part, whose visits are chosen one by one."""

from collections.abc import Iterator

from clinic_desktop.packets.model.parts import Part, PartDay
from clinic_desktop.packets.queries.parts.asked import PartsAsked
from clinic_desktop.values import dates
from clinic_desktop.wording import say

# A visit that was given, with how its note stands and how often that was written.
_GIVEN = (
    "SELECT visits.id, visits.date_of_service, visits.version, coalesce(visit_notes.version, 0) AS note_version,"
    " CASE WHEN visit_notes.id IS NULL THEN 'none' WHEN visit_notes.signed_at = '' THEN 'written' ELSE 'signed' END"
    " AS note, (SELECT count(*) FROM addenda WHERE addenda.note_id = visit_notes.id) AS added"
    " FROM visits LEFT JOIN visit_notes ON visit_notes.visit_id = visits.id AND visit_notes.retired_at IS NULL"
    " WHERE visits.case_id = ? AND visits.retired_at IS NULL AND visits.status = 'given'"
    " ORDER BY visits.date_of_service, visits.starts_at, visits.id"
)


def notes_offered(asked: PartsAsked) -> Iterator[Part]:
    """The notes of a case that has visits."""
    rows = asked.read.all(_GIVEN, asked.case)
    days = tuple(PartDay(one["id"], dates.kept(one["date_of_service"]) or asked.today, one["note"]) for one in rows)
    if days:
        said = [(one["id"], one["version"], one["note_version"], one["added"]) for one in rows]
        yield Part(
            f"notes:{asked.case}",
            "notes",
            say("Visit notes"),
            days=days,
            since=days[0].day,
            until=days[-1].day,
            fix="visits",
            mark=repr(said),
        )
