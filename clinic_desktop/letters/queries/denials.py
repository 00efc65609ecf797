"""Reads what a letter tells of a denial: what the plan said, what was filed, and where its appeal stands."""

from dataclasses import replace
from datetime import date

from clinic_desktop.appeals.loader.books import books
from clinic_desktop.appeals.loader.sending import notes_of
from clinic_desktop.appeals.loader.standing import standing_around, standing_of
from clinic_desktop.appeals.queries.denials import denials_of
from clinic_desktop.appeals.rules.reckoning import regimes_of
from clinic_desktop.appeals.rules.regimes import takes_external_letter
from clinic_desktop.appeals.rules.sending import DenialStanding, next_step
from clinic_desktop.attachments.queries import representative_form_of
from clinic_desktop.cases.model import CaseId
from clinic_desktop.cases.queries import case as case_of
from clinic_desktop.letters.rules.record import LetterDenial, Outside
from clinic_desktop.letters.rules.steps import step_now
from clinic_desktop.store.reader import Reader
from clinic_desktop.submissions.queries.standing import filed
from clinic_desktop.visits.queries.visits import visits_of


def denial_told(read: Reader, row: int, today: date) -> LetterDenial | None:
    """What a letter tells of a denial, without the rules that hold; None without one. Raises Missing."""
    return _told(read, standing_of(read, row, today)) if row else None


def open_denials(read: Reader, owner: CaseId, today: date) -> tuple[LetterDenial, ...]:
    """The denials of a case about which something may still be done, without the rules that hold."""
    found = denials_of(read, case_of(read, owner).client)
    return tuple(_told(read, standing_around(read, one, today)) for one in found if one.case == owner and one.is_open)


def denial_now(read: Reader, row: int, today: date) -> LetterDenial | None:
    """The same with the rules that its days count by, also where nobody had to choose them: a letter names ERISA where
    the page of the denial does. None without one; raises Missing."""
    if not row:
        return None
    standing = standing_of(read, row, today)
    found = standing.denial
    regimes = regimes_of(standing.notice, standing.facts).regimes
    return replace(
        _told(read, standing),
        regime=regimes[0] if len(regimes) == 1 else "",
        outside=Outside(takes_external_letter(regimes), notes_of(read, row, "external", today)),
        has_notice=found.attachment is not None,
        has_form=found.form is not None or representative_form_of(read, found.client) is not None,
    )


def _told(read: Reader, standing: DenialStanding) -> LetterDenial:
    found, following = standing.denial, next_step(standing, books())
    days = sorted({one.date_of_service for one in visits_of(read, found.visits)})
    return LetterDenial(
        row=found.id,
        said_on=found.noticed_on,
        deadline_on=found.deadline_on,
        due_on=following.due_on,
        claim_number=found.claim_number,
        days=tuple(days),
        amount_cents=found.amount_cents,
        codes=found.codes,
        reasons=found.reasons,
        quoted=found.quoted,
        whose=found.whose,
        regime=found.regime,
        representative=found.representative,
        filed=filed(read, found.visits, found.payer),
        step=step_now(found, standing.steps, following),
    )
