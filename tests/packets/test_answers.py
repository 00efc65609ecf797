"""A packet about a denial: its parts are those of what answers that denial, and the day of the plan's answer is that of
the appeals clock; one about an authorization goes by the rule of its purpose."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from appealing import NOTICE
from lettering import whole_case
from packed import begun, change, seen

from clinic_desktop.appeals.commands.denials import ChangeDenial
from clinic_desktop.appeals.commands.steps import OpenAppeal, SendAppeal
from clinic_desktop.appeals.loader.advice import advice
from clinic_desktop.appeals.loader.clocks import clock_rules
from clinic_desktop.appeals.model import AppealDraft, SentDraft
from clinic_desktop.appeals.queries.denials import appeals_of, denial
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.packets.loader.answering import AnswerDay, answer_day
from clinic_desktop.packets.model.packet import PacketDraft
from clinic_desktop.packets.model.parts import ChosenPart
from clinic_desktop.packets.model.view import PacketView
from clinic_desktop.packets.queries.packets import packet

Whole = tuple[CaseId, int]


@pytest.fixture
def whole(clinic: Clinic) -> Whole:
    return whole_case(clinic)


def denied_as(clinic: Clinic, row: int, **typed: object) -> None:
    """The denial typed otherwise, and what answers it reckoned anew."""
    draft = replace(NOTICE, noticed_on="11/18/2026", visits=("6", "7"), amount="280.00", regime="erisa")
    clinic.do(ChangeDenial(row, denial(clinic.read, row).version, replace(draft, **typed)))  # type: ignore[arg-type]


def kinds(view: PacketView) -> set[str]:
    return {part.kind for _, part in view.present}


def due(clinic: Clinic, row: int) -> AnswerDay:
    today = clinic.clock.today()
    found = answer_day(clinic.read, packet(clinic.read, row), today, today)
    assert found
    return found


@pytest.mark.parametrize(
    ("codes", "action"), [("CO-50", "appeal"), ("CO-197", "waive"), ("CO-96", "exclusion"), ("CO-16", "correct")]
)
def test_the_parts_are_those_of_what_answers_the_denial(clinic: Clinic, whole: Whole, codes: str, action: str) -> None:
    case, row = whole
    denied_as(clinic, row, codes=codes)
    assert denial(clinic.read, row).action == action
    answer = advice().actions[action]
    view = seen(clinic, begun(clinic, case, "appeal", f"denial:{row}"))
    assert kinds(view) <= set(answer.parts)
    for offered in view.offered:
        if offered.part.kind not in answer.parts:
            assert offered.why == "What the payer said is answered without it."
    # What is in the answer and on record is in.
    assert {"plan", "license"} & set(answer.parts) <= kinds(view)


def test_without_a_known_reason_the_usual_parts_stay(clinic: Clinic, whole: Whole) -> None:
    case, row = whole
    denied_as(clinic, row, codes="CO-9999")
    assert denial(clinic.read, row).action == ""
    usual = seen(clinic, begun(clinic, case, "appeal", f"denial:{row}"))
    assert {"plan", "notes"} <= kinds(usual)
    # It is no denial: who appeals all the same gets what is usual.
    denied_as(clinic, row, codes="PR-1")
    assert denial(clinic.read, row).action == "explain"
    assert kinds(seen(clinic, begun(clinic, case, "appeal", f"denial:{row}"))) == kinds(usual)


def test_the_answer_is_due_by_the_clock_of_the_appeal(clinic: Clinic, whole: Whole) -> None:
    case, row = whole
    today = clinic.clock.today()
    made = begun(clinic, case, "appeal", f"denial:{row}")
    (rule,) = [one for one in clock_rules() if (one.regime, one.level) == ("erisa", "internal")]
    assert due(clinic, made) == AnswerDay(today + timedelta(60), rule.source)
    # Visits to come: half the time. And what is urgent: hours.
    denied_as(clinic, row, about="ahead", visits=())
    assert due(clinic, made).due_on == today + timedelta(30)
    clinic.do(OpenAppeal(row, AppealDraft(is_expedited=True)))
    assert due(clinic, made).due_on == today + timedelta(3)
    (step,) = appeals_of(clinic.read, row)
    typed = SentDraft(sent_on=f"{today:%m/%d/%Y}", sent_how="fax", confirmation="F-1")
    clinic.do(SendAppeal(step.id, step.version, typed))
    assert due(clinic, made).due_on == appeals_of(clinic.read, row)[0].answer_due_on


def test_where_no_rule_says_it_what_is_usual_says_so(clinic: Clinic, whole: Whole) -> None:
    case, row = whole
    denied_as(clinic, row, regime="no_fault")
    made = begun(clinic, case, "appeal", f"denial:{row}")
    found = due(clinic, made)
    assert (found.due_on, found.source) == (
        clinic.clock.today() + timedelta(60),
        "what is usual where no rule says it",
    )


def test_an_authorization_and_an_extension_go_by_their_rule_and_nobody_else_has_to_answer(
    clinic: Clinic, whole: Whole
) -> None:
    case, _ = whole
    today = date(2026, 11, 24)
    for purpose in ("authorization", "extension"):
        made = begun(clinic, case, purpose)
        found = answer_day(clinic.read, packet(clinic.read, made), today, today)
        assert found == AnswerDay(today + timedelta(15), "Pre-service claim, 29 CFR 2560.503-1(f)(2)(iii)(A): 15 days")
    change(clinic, made, PacketDraft(to_kind="client"))
    assert answer_day(clinic.read, packet(clinic.read, made), today, today) is None
    assert answer_day(clinic.read, packet(clinic.read, begun(clinic, case, "va")), today, today) is None


def test_an_appeal_about_no_denial_is_answered_sooner_where_no_visit_was_given(clinic: Clinic, whole: Whole) -> None:
    case, _ = whole
    today = clinic.clock.today()
    made = begun(clinic, case, "appeal", "authorization:1")
    parts = packet(clinic.read, made).parts
    given = tuple(one for one in parts if one.key.startswith(("bill:", "notes:")))
    change(clinic, made, PacketDraft(parts=tuple(one for one in parts if one not in given)))
    found = due(clinic, made)
    assert (found.due_on, found.source) == (
        today + timedelta(30),
        "Pre-service appeal, 29 CFR 2560.503-1(i)(2)(ii): 30 days",
    )
    notes = next(one for one in seen(clinic, made).parts if one.kind == "notes")
    change(clinic, made, PacketDraft(parts=(ChosenPart(notes.key, (notes.days[0].row,)),)))
    assert due(clinic, made).due_on == today + timedelta(60)
