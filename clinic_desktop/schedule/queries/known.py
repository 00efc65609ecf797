"""The record as it is asked for line by line: what does not change from one line to the next is read once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from clinic_desktop.intake.queries.flags import open_flags, stops
from clinic_desktop.intake.rules.flags import stop_words
from clinic_desktop.store.reader import Reader
from clinic_desktop.visits.model import VisitDraft
from clinic_desktop.visits.queries.facts import payer_habits, visit_facts
from clinic_desktop.visits.rules.habits import rule_of
from clinic_desktop.visits.rules.visits import VisitFacts
from clinic_desktop.wording import say

_OF_CLIENT = (
    "SELECT visits.id, visits.status, visits.date_of_service, visits.starts_at, visits.ends_at, visits.therapist_id"
    " FROM visits JOIN cases ON cases.id = visits.case_id WHERE cases.client_id = ? AND visits.date_of_service >= ?"
    " AND visits.retired_at IS NULL ORDER BY visits.id"
)
_OF_THERAPIST = (
    "SELECT id, status, date_of_service, starts_at, ends_at, therapist_id FROM visits"
    " WHERE therapist_id = ? AND date_of_service = ? AND retired_at IS NULL"
)
_OWNER = "SELECT client_id FROM cases WHERE id = ?"
_WRITTEN = (
    "SELECT EXISTS (SELECT 1 FROM visit_notes WHERE visit_id = ?1 AND retired_at IS NULL),"
    " EXISTS (SELECT 1 FROM payment_shares WHERE visit_id = ?1 AND retired_at IS NULL)"
)


class OtherVisit(NamedTuple):
    """A visit that stands there already: its day as kept, its times as kept or ""."""

    id: int
    status: str
    day: str
    starts_at: str
    ends_at: str
    therapist: int


class OnRecord:
    """Reads each thing once, and never again: for as long as one look at a file or at a typed line lasts."""

    def __init__(self, read: Reader, today: date) -> None:
        """`today` is the first day that is looked at."""
        self._read, self._today = read, today
        self._facts: dict[int, VisitFacts] = {}
        self._owners: dict[int, int] = {}
        self._of_client: dict[int, tuple[OtherVisit, ...]] = {}
        self._of_therapist: dict[tuple[str, str], tuple[OtherVisit, ...]] = {}
        self._is_flagged: dict[int, bool] = {}

    def facts(self, case: int, day: date, visit: int = 0) -> VisitFacts:
        """What a visit of this case on that day is read against; `visit` is the one that changes, 0 for a new one."""
        if visit:
            return visit_facts(self._read, case, day, self._today, visit)
        if case not in self._facts:
            self._facts[case] = visit_facts(self._read, case, day, self._today)
        return replace(self._facts[case], rule=rule_of(payer_habits(self._read, case, day)))

    def owner(self, case: int) -> int:
        """The client of a case."""
        if case not in self._owners:
            ((self._owners[case],),) = self._read.rows(_OWNER, case)
        return self._owners[case]

    def of_client(self, client: int, day: str, but: int = 0) -> Sequence[OtherVisit]:
        """The visits of a client on a day from today on, without one."""
        if client not in self._of_client:
            rows = self._read.rows(_OF_CLIENT, client, self._today.isoformat())
            self._of_client[client] = tuple(OtherVisit(*row) for row in rows)
        return [one for one in self._of_client[client] if one.day == day and one.id != but]

    def is_busy(self, draft: VisitDraft, but: int = 0) -> bool:
        """Whether the therapist of a draft has another visit at its time; False while the times say nothing."""
        if not (draft.starts_at and draft.ends_at and draft.therapist):
            return False
        place = (draft.therapist, draft.date_of_service)
        if place not in self._of_therapist:
            rows = self._read.rows(_OF_THERAPIST, int(draft.therapist), draft.date_of_service)
            self._of_therapist[place] = tuple(OtherVisit(*row) for row in rows)
        return any(
            one.id != but and one.starts_at < draft.ends_at and one.ends_at > draft.starts_at
            for one in self._of_therapist[place]
        )

    def stop(self, client: int, day: date) -> str:
        """Why no visit of a client is planned on that day: an urgent flag is open, and not cleared for it; "" where
        none is."""
        if client not in self._is_flagged:
            self._is_flagged[client] = any(one.level == "urgent" for one in open_flags(self._read, client))
        # A clearance counts on its own days, so each day is asked for by itself.
        return stop_words(stops(self._read, client, day)) if self._is_flagged[client] else ""


def why_it_stays(read: Reader, visit: int) -> str:
    """Why a planned visit is not taken away by a file; "" where it may be."""
    ((has_note, is_paid),) = read.rows(_WRITTEN, visit)
    if has_note:
        return say("Its note is begun, so the visit stays.")
    return say("A payment stands on it, so the visit stays.") if is_paid else ""
