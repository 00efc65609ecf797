"""What a paper to the plan means for a denial: its step, the day it has to be there, the day of the answer; one rule
for all that send."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desktop.appeals.loader.books import books
from clinic_desktop.appeals.model import Appeal, AppealId, Denial, DenialId, Level
from clinic_desktop.appeals.rules.reckoning import notice_of
from clinic_desktop.appeals.rules.sending import DenialStanding, Sending, answer_to, sending
from clinic_desktop.appeals.rules.whose import AppealFacts
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.payers.model import PayerId

NOTICED, TODAY = date(2026, 11, 20), date(2026, 11, 24)
_NONE = ("bill", "deadline_on", "statement", "authorization", "attachment", "form_signed_on", "form")
_EMPTY = ("claim_number", "quoted", "plan_type", "bill_kind", "representative", "note", "closed_how", "closed_why")
NOTHING: dict[str, Any] = dict.fromkeys(_NONE) | dict.fromkeys(_EMPTY, "")
NOT_SENT: dict[str, Any] = dict.fromkeys(
    ("sent_on", "answer_due_on", "answered_on", "arrived_on", "next_deadline_on", "letter", "packet")
) | dict.fromkeys(("outcome", "late_why", "sent_how", "confirmation", "note"), "")
DENIAL = Denial(
    **NOTHING,
    id=DenialId(1),
    version=1,
    client=ClientId(1),
    case=CaseId(1),
    payer=PayerId(1),
    payer_name="Cascade Mutual",
    bill_number=0,
    noticed_on=NOTICED,
    received_on=NOTICED,
    visits=(1,),
    amount_cents=14_000,
    codes="CO-50",
    whose="member",
    regime="erisa",
    policy=1,
    about="visits",
    is_bill_void=False,
    reasons=(),
    contract_days=None,
    action="appeal",
    due_on=date(2027, 5, 19),
    next_level="internal",
    closed_on=None,
)
STEP = Appeal(
    **NOT_SENT,
    id=AppealId(1),
    version=1,
    denial=DenialId(1),
    level="internal",
    is_expedited=False,
    due_on=date(2027, 5, 18),
    opened_on=NOTICED,
    won_cents=0,
)
SENT = replace(STEP, sent_on=TODAY, sent_how="fax", answer_due_on=date(2027, 1, 25), packet=7)
LOST = replace(SENT, outcome="lost", answered_on=TODAY)


def as_it_stands(*steps: Appeal, of: Denial = DENIAL) -> DenialStanding:
    of = replace(of, next_level=None) if any(not one.outcome for one in steps) else of
    return DenialStanding(of, notice_of(of, ()), AppealFacts(state="WA"), steps)


def meant(*steps: Appeal, of: Denial = DENIAL, packet: int = 0, levels: Sequence[Level] = ()) -> Sending:
    return sending(as_it_stands(*steps, of=of), TODAY, books(), packet=packet, levels=levels)


def test_the_step_that_waits_goes_out_with_it_and_else_the_next_one_begins() -> None:
    begins = meant()
    assert (begins.step, begins.is_step, begins.level, begins.due_on) == (None, True, "internal", DENIAL.due_on)
    waits = meant(STEP)
    assert (waits.step, waits.is_step, waits.due_on) == (STEP, True, STEP.due_on)
    # Sent before, it is not sent again; what this packet carried is.
    assert not meant(SENT).is_step
    assert meant(SENT, packet=7).step == SENT


def test_nothing_is_sent_for_what_is_closed_answered_or_at_its_end() -> None:
    assert not meant(of=replace(DENIAL, closed_on=TODAY)).is_step
    assert not meant(STEP, of=replace(DENIAL, closed_on=TODAY)).is_step
    assert not meant(of=replace(DENIAL, next_level=None)).is_step
    outside = replace(DENIAL, next_level="external")
    assert meant(LOST, of=outside).level == "external" and meant(LOST, of=outside).is_step
    # Put right after its answer came, a packet begins nothing.
    assert not meant(LOST, of=outside, packet=7).is_step


def test_a_letter_goes_with_a_step_at_its_own_level() -> None:
    assert meant(levels=("internal", "second")).is_step
    assert not meant(levels=("external",)).is_step
    urgent = replace(STEP, id=AppealId(2), level="external", is_expedited=True)
    assert meant(STEP, urgent, levels=("external",)).step == urgent
    assert not meant(STEP, levels=("external",)).is_step


@pytest.mark.parametrize(
    ("about", "is_expedited", "days"), [("visits", False, 60), ("ahead", False, 30), ("ahead", True, 3)]
)
@settings(max_examples=25)
@given(sent_on=st.dates(date(2026, 1, 1), date(2030, 12, 31)))
def test_the_plan_has_one_day_whoever_asks(about: str, is_expedited: bool, days: int, sent_on: date) -> None:
    found = as_it_stands(replace(STEP, is_expedited=is_expedited), of=replace(DENIAL, about=about))
    by_packet = sending(found, sent_on, books(), packet=9).answer
    by_step = answer_to(found, "internal", sent_on, books(), is_expedited=is_expedited)
    assert by_packet == by_step
    assert by_step.due_on == sent_on + timedelta(days)


def test_noted_as_sent_on_that_day_it_keeps_the_day_that_was_reckoned_then() -> None:
    # It was there on the day after.
    assert meant(SENT, packet=7).answer.due_on == SENT.answer_due_on
    other = sending(as_it_stands(SENT), TODAY - timedelta(1), books(), packet=7)
    assert other.answer.due_on == TODAY + timedelta(59)
