"""Reads supervisors and payers' answers, and what the two come to on a day."""

from datetime import date

from clinic_desktop.payers.model import PayerId
from clinic_desktop.payers.queries import payer as payer_of
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.supervision import rules
from clinic_desktop.supervision.model import (
    Supervision,
    SupervisionAnswer,
    SupervisionAnswerId,
    Supervisor,
    SupervisorId,
)
from clinic_desktop.values import dates
from clinic_desktop.wording import say

BY_NAME = Order(("sort_name", "id"))
NEWEST_FIRST = Order(("asked_on", "id"), descending=True)


def supervisor_page(read: Reader, after: Cursor | None = None) -> Page[Supervisor]:
    """The supervisors on the list by last name, also those who stopped."""
    return page(read, Listing("supervisor_rows", _supervisor), BY_NAME, after)


def supervisor(read: Reader, row: int) -> Supervisor:
    """One supervisor, on the list or removed; raises Missing."""
    return _supervisor(read.one("SELECT * FROM supervisors WHERE id = ?", row))


def answer_page(read: Reader, owner: PayerId, after: Cursor | None = None) -> Page[SupervisionAnswer]:
    """What a payer said about supervision, the last answer first."""
    return page(read, Listing("supervision_answer_rows", _answer, "payer_id = ?", (owner,)), NEWEST_FIRST, after)


def answer(read: Reader, row: int) -> SupervisionAnswer:
    """One answer of a payer; raises Missing."""
    return _answer(read.one("SELECT * FROM supervision_answer_rows WHERE id = ?", row))


def supervision_on(read: Reader, payer: PayerId, day: date) -> Supervision:
    """Who counts as supervisor at this payer on that day, and whether the payer's rule is logged; raises Missing for a
    payer that there is not."""
    answers, name = answer_page(read, payer).rows, payer_of(read, payer).name
    counts = rules.answer_on(answers, day)
    everybody = supervisor_page(read).rows
    reasons = [(one, rules.why_not(one, day) or rules.why_not_accepted(one, counts, name)) for one in everybody]
    found, left_out = (
        tuple(one for one, why in reasons if not why),
        tuple(why for _, why in reasons if why),
    )
    nobody = say("No PT, OT, DC or MD is on record as supervising here.") if not everybody else " ".join(left_out)
    return Supervision(
        day=day,
        supervisors=found,
        left_out=left_out,
        no_supervisor="" if found else nobody,
        answer=counts,
        not_logged=rules.why_not_logged(counts, rules.last_said(answers, day), name),
    )


def _supervisor(row: Row) -> Supervisor:
    return Supervisor(
        id=SupervisorId(row["id"]),
        version=row["version"],
        given_name=row["given_name"],
        family_name=row["family_name"],
        profession=row["profession"],
        designation=row["designation"],
        npi=row["npi"],
        license_state=row["license_state"],
        license_number=row["license_number"],
        expires_on=dates.kept(row["expires_on"]),
        from_on=date.fromisoformat(row["from_on"]),
        to_on=dates.kept(row["to_on"]),
        # The list has no such column: who was removed is not on it.
        is_retired=row.get("retired_at") is not None,
    )


def _answer(row: Row) -> SupervisionAnswer:
    return SupervisionAnswer(
        id=SupervisionAnswerId(row["id"]),
        version=row["version"],
        payer=PayerId(row["payer_id"]),
        accepts=row["accepts"],
        professions=tuple(row["professions"].split()),
        asked_on=date.fromisoformat(row["asked_on"]),
        representative=row["representative"],
        reference=row["reference"],
        valid_until=dates.kept(row["valid_until"]),
        note=row["note"],
    )
