"""Enters what plans said no to in the demo clinic, and the steps against it, each on its day."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from clinic_desktop.appeals.commands.denials import AddDenial, LogDenialContact
from clinic_desktop.appeals.commands.steps import AnswerAppeal, OpenAppeal, SendAppeal
from clinic_desktop.appeals.model import AnswerDraft, AppealDraft, DenialDraft, SentDraft
from clinic_desktop.appeals.queries.choices import draft_from
from clinic_desktop.appeals.queries.denials import appeal, denial
from clinic_desktop.clinic import Clinic
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.demo.facts import drafted
from clinic_desktop.demo.visiting import CaseKey
from clinic_desktop.values import dates

Typed = Mapping[str, Any]
# The newest statement of a client’s case that paid nothing.
_STATEMENT = """
SELECT statement_id AS id FROM benefit_answers WHERE case_id = ? AND paid_cents = 0 AND coalesce(allowed_cents, 0) = 0
    AND deductible_cents = 0 AND coinsurance_cents = 0 ORDER BY statement_on DESC, statement_id DESC LIMIT 1
"""


def deny_bills(clinic: Clinic, wanted: Sequence[Typed], cases: Mapping[CaseKey, int]) -> None:
    """A denial for each of these, with its steps and contacts, where their plan denied something by now."""
    for one in wanted:
        for (client, _), case in cases.items():
            begun = _begun(clinic, case) if client == one["client"] else None
            if begun:
                _deny(clinic, one, case, begun)
                break


def _begun(clinic: Clinic, case: int) -> DenialDraft | None:
    """What it begins with; None where the plan of a case denied nothing."""
    found = clinic.read.all(_STATEMENT, case)
    return draft_from(clinic.read, case, f"statement:{found[0]['id']}", clinic.clock.today()) if found else None


def _deny(clinic: Clinic, one: Typed, case: int, begun: DenialDraft) -> None:
    today = clinic.clock.today()
    named = _ago(today, -one["days_left"]) if "days_left" in one else ""
    draft = replace(begun, deadline_on=named, quoted=one["quoted"])
    row = clinic.do(AddDenial(case, draft)).row
    for step in one["steps"]:
        _step(clinic, row, step, begun.amount)
    payer = denial(clinic.read, row).payer
    for contact in one.get("contacts", ()):
        known = ContactDraft(party=f"payer/{payer}", **drafted(contact, today))
        clinic.do(LogDenialContact(row, known))


def _step(clinic: Clinic, row: int, step: Typed, amount: str) -> None:
    today = clinic.clock.today()
    made = clinic.do(OpenAppeal(row, AppealDraft(level=step["level"]))).row
    if "sent_days_ago" not in step:
        return
    sent = SentDraft(
        sent_on=_ago(today, step["sent_days_ago"]),
        sent_how=step["how"],
        confirmation=step["confirmation"],
        arrived_on=_ago(today, step["arrived_days_ago"]),
    )
    clinic.do(SendAppeal(made, appeal(clinic.read, made).version, sent))
    answer = AnswerDraft(
        answered_on=_ago(today, step["answered_days_ago"]),
        outcome=step["outcome"],
        won=amount,
        note=step["note"],
    )
    clinic.do(AnswerAppeal(made, appeal(clinic.read, made).version, answer))


def _ago(today: date, days: int) -> str:
    return dates.printed(today - timedelta(days))
