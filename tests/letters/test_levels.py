"""Letters about a later level of an appeal: which answer they name, by which day, and where none of ours is the way."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from appealing import LOST, answered, new_appeal, sent
from charts import open_chart
from lettering import draft_of, now, with_whole_case
from packed import begun
from papers import paper
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from clinic_desktop.appeals.commands.denials import ChangeDenial
from clinic_desktop.appeals.model import AnswerDraft, AppealDraft, DenialId
from clinic_desktop.appeals.queries.denials import denial
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.letters.loader import shipped
from clinic_desktop.letters.model import ComposedLetter
from clinic_desktop.letters.queries.record import record_of
from clinic_desktop.letters.rules.checks import all_lines, letter_checks
from clinic_desktop.letters.rules.composing import composed, paper_of
from clinic_desktop.letters.rules.conditions import holding_now, last_day_of
from clinic_desktop.letters.rules.fixes import letter_fix
from clinic_desktop.letters.rules.record import LetterRecord, LetterStep
from clinic_desktop.letters.rules.values import facts_of
from clinic_desktop.packets.commands.drafts import ChangePacket
from clinic_desktop.packets.model.packet import PacketDraft
from clinic_desktop.packets.model.parts import ChosenPart
from clinic_desktop.packets.queries.packets import packet
from clinic_desktop.packets.queries.surroundings import about_lines
from clinic_desktop.plans.commands.after import KeepSignedCopy
from clinic_desktop.policies.commands import ChangePolicy
from clinic_desktop.policies.model import Policy, PolicyDraft
from clinic_desktop.policies.queries import policy
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.appeals.editor import kept_draft
from ui.letters.picker import LetterPicker
from ui.session import Session

CASE, DENIAL = CaseId(1), DenialId(1)
TODAY = date(2026, 11, 24)


@pytest.fixture
def clinic(tmp_path: Path, open_clinic: Callable[[ClinicFolder], Clinic]) -> Clinic:
    return open_clinic(with_whole_case(tmp_path / "whole"))


def made(clinic: Clinic, kind: str = "external_review", voice: str = "member") -> ComposedLetter:
    return now(clinic, CASE, draft_of(kind, DENIAL, voice))


def words(letter: ComposedLetter) -> str:
    return all_lines(paper_of(letter))


def record(clinic: Clinic, denial: int = DENIAL) -> LetterRecord:
    return record_of(clinic.read, CASE, TODAY, draft_of("appeal_internal", denial), {}, "appeals")


def ruled(clinic: Clinic, regime: str, deadline: str = "") -> None:
    """The days of the denial count by these rules; its notice names that day as the last one."""
    found = denial(clinic.read, DENIAL)
    clinic.do(ChangeDenial(DENIAL, found.version, replace(kept_draft(found), regime=regime, deadline_on=deadline)))


def test_an_external_review_names_the_last_answer_and_stops_before_there_is_one(clinic: Clinic) -> None:
    # Nothing was answered yet: said in place, and the button leads to where it is noted.
    letter = made(clinic)
    assert "review your final decision of [day of the plan’s last answer: missing]" in words(letter)
    (stop,) = [one for one in letter_checks(letter, (), ()).findings if one.rule == "letter-fact-missing:answer"]
    assert stop.grade == "STOP"
    fix = letter_fix(letter.facts, stop.field)
    assert fix
    assert fix.part.endswith("/denial/1")
    step = sent(clinic, new_appeal(clinic, DENIAL))
    fix = letter_fix(made(clinic).facts, stop.field)
    assert fix
    assert fix.part.endswith(f"/appeal/{step}/outcome")
    answered(clinic, step, replace(LOST, next_deadline_on="3/1/2027"))
    told = words(made(clinic))
    assert "review your final decision of 11/23/2026, and reverse it so far as it went against me." in told
    assert "Your answer of 11/23/2026" in made(clinic).part("enclosures").text
    assert "Your answer names 03/01/2027 as the last day" in told
    assert "11/18/2026" not in told


def test_a_second_appeal_says_that_it_is_and_what_the_first_answer_was(clinic: Clinic) -> None:
    assert "second internal appeal" not in words(made(clinic, "appeal_internal"))
    answered(clinic, sent(clinic, new_appeal(clinic, DENIAL)), AnswerDraft("11/23/2026", "partly", "40"))
    new_appeal(clinic, DENIAL, AppealDraft("second"))
    for kind in ("appeal_internal", "appeal_expedited"):
        told = words(made(clinic, kind))
        assert "I appeal your denial of 11/18/2026" in told
        assert told.count("Request for a second") == 1
        assert "your answer of 11/23/2026 to the first one reversed your decision only in part." in told
    # One that was never answered says so, and is asked to be taken from there.
    silent = LetterStep(level="second", silent_since=date(2026, 8, 1), is_first=False)
    found = record(clinic)
    assert found.denial
    facts = facts_of(replace(found, denial=replace(found.denial, step=silent)))
    told = words(composed(shipped("appeal_internal"), draft_of("appeal_internal", DENIAL, "member"), facts))
    assert "the first one, sent on 08/01/2026, was not answered in its time." in told
    outside = replace(silent, level="external")
    facts = facts_of(replace(found, denial=replace(found.denial, step=outside)))
    told = words(composed(shipped("external_review"), draft_of("external_review", DENIAL, "clinic"), facts))
    assert "sent on 08/01/2026, was not answered in its time. We ask" in told
    assert "missing]" not in told


def test_late_goes_by_the_day_of_the_step_that_comes_now(clinic: Clinic) -> None:
    ruled(clinic, "erisa", "11/20/2026")
    found = record(clinic)
    assert "late" in holding_now(found)
    (late,) = [one for one in letter_checks(made(clinic, "appeal_internal"), (), ()).findings if "late" in one.rule]
    assert late.message == "The last day to appeal was 11/20/2026."
    # Answered since: the next level has a day of its own.
    step = sent(clinic, new_appeal(clinic, DENIAL, AppealDraft(deadline_on="12/1/2026")))
    assert found.denial
    assert last_day_of(replace(found.denial, step=LetterStep(is_out=True, due_on=date(2026, 1, 1)))) is None
    answered(clinic, step)
    assert "late" not in holding_now(record(clinic))
    assert not [one for one in letter_checks(made(clinic), (), ()).findings if "late" in one.rule]


@pytest.mark.parametrize(
    ("regime", "way"), [("fehb", "Write to OPM"), ("medicaid", "Ask the state for a fair hearing")]
)
def test_where_no_letter_to_the_plan_is_the_way_outside_that_is_said(
    clinic: Clinic, qtbot: QtBot, tmp_path: Path, regime: str, way: str
) -> None:
    ruled(clinic, regime)
    letter = made(clinic)
    (stop,) = [one for one in letter_checks(letter, (), ()).findings if one.rule == "letter-outside"]
    assert (stop.grade, way in stop.why) == ("STOP", True)
    fix = letter_fix(letter.facts, stop.field)
    assert fix
    assert fix.part.endswith("/denial/1/regime")
    # The choice of letters leads to the denial instead.
    chart = open_chart(qtbot, Session(clinic), tmp_path)
    chart.open_part("letter/new")
    assert chart._editor
    (picker,) = chart._editor.findChildren(LetterPicker)
    names = [one.accessibleName() for one in picker.findChildren(QPushButton)]
    assert "Open denial: Request for external review" in names
    assert "Write: Request for external review" not in names


def test_enclosures_are_the_parts_of_the_packet_in_their_order(clinic: Clinic) -> None:
    assert "Prescription of 11/23/2026" in made(clinic, "appeal_internal").part("enclosures").text
    row = begun(clinic, CASE, "appeal", f"denial:{DENIAL}")
    copy = f"copy:{clinic.do(KeepSignedCopy(1, paper('signed by hand'))).row}"
    parts = (ChosenPart("notes:1", (6, 7)), *map(ChosenPart, ("measures:1", copy, "prescription:1", "gone:9")))
    clinic.do(ChangePacket(row, packet(clinic.read, row).version, PacketDraft(parts=parts)))
    expected = "Visit notes of 11/09/2026, 11/16/2026\nOutcome chart\n"
    expected += "Treatment plan signed by the prescriber, 11/24/2026\nPrescription of 11/23/2026"
    assert made(clinic, "appeal_internal").part("enclosures").text == expected
    # A letter that goes elsewhere is not in that packet.
    assert "Visit notes" not in made(clinic, "peer_to_peer", "clinic").part("enclosures").text


def test_the_member_is_named_where_the_client_is_insured_with_somebody(clinic: Clinic) -> None:
    found = record(clinic)
    assert found.policy
    assert "Member:" not in words(made(clinic, "appeal_internal"))

    def told(policy: Policy) -> str:
        facts = facts_of(replace(found, policy=policy))
        return words(composed(shipped("appeal_internal"), draft_of("appeal_internal", DENIAL, "member"), facts))

    child = replace(found.policy, relationship="child", subscriber_given_name="Ines", subscriber_family_name="Fernwick")
    assert "Member: Ines Fernwick" in told(child)
    # The cover of a packet names both too.
    row = begun(clinic, CASE, "appeal", f"denial:{DENIAL}")
    own = policy(clinic.read, found.policy.id)
    draft = PolicyDraft("1", "", "commercial", "", "ABC1", "7001", "child", "Ines", "Fernwick", "3/4/1960")
    clinic.do(ChangePolicy(own.id, own.version, draft))
    lines = about_lines(clinic.read, packet(clinic.read, row), found.client, found.case)
    assert ("Member", "Ines Fernwick") in lines
    unnamed = replace(child, subscriber_given_name="", subscriber_family_name="")
    assert "Member: [member, where the client is insured with somebody: missing]" in told(unnamed)


def test_visits_are_asked_for_by_code_units_and_days(clinic: Clinic) -> None:
    asked = words(made(clinic, "prior_authorization", "clinic"))
    assert "Codes and units: MT001, 4 units a visit." in asked
    found = record(clinic)
    assert found.authorization
    assert found.plan
    assert (found.authorization.left, found.plan.starts_on, found.given[-1]) == (1, TODAY, date(2026, 11, 16))
    # One of the 12 visits planned is still granted: the others begin on the day of the second one.
    told = words(made(clinic, "extension", "clinic"))
    assert "We ask for 11 visits more, from 11/27/2026 to 01/18/2027: 2 a week for 4 weeks, then" in told
    # More is left than the authorization lasts for: only what falls into it counts.
    row = replace(found.authorization.row, ends_on=date(2026, 11, 30))
    short = replace(found, authorization=replace(found.authorization, row=row, left=9))
    values = facts_of(short).values
    assert (values["extension.visits"], values["extension.first_day"]) == ("10 visits", "12/01/2026")
    # Used up: from today, for what of the plan is still ahead.
    spent = replace(found, authorization=replace(found.authorization, left=0, state="used_up"))
    values = facts_of(spent).values
    assert values["extension.first_day"] == "11/24/2026"
    assert values["extension.visits"] == "12 visits"
    # Enough for all that is planned: there is nothing to ask for, unless somebody types it.
    endless = replace(found.authorization.row, ends_on=None)
    enough = replace(found, authorization=replace(found.authorization, row=endless, left=12))
    assert not [key for key in facts_of(enough).values if key.startswith("extension")]
    # Nobody can tell: shown in place, to be typed there.
    unknown = replace(spent, plan=None)
    letter = composed(shipped("extension"), draft_of("extension"), facts_of(unknown))
    assert "[how many more visits: missing]" in words(letter)
    fix = letter_fix(letter.facts, "fact/extension.visits")
    assert fix
    assert (fix.place, fix.part) == ("", "request")


def test_a_statement_that_a_letter_encloses_has_to_be_there(clinic: Clinic) -> None:
    def asks(letter: ComposedLetter) -> bool:
        return "letter-statement" in {one.rule for one in letter_checks(letter, (), ()).findings}

    assert asks(made(clinic, "appeal_expedited"))
    assert not asks(made(clinic, "appeal_internal"))
    quiet = draft_of("appeal_expedited", DENIAL, "member", urgent="")
    assert not asks(now(clinic, CASE, quiet))


def test_no_letter_points_at_scores_that_were_emptied(clinic: Clinic) -> None:
    draft = draft_of("appeal_internal", DENIAL, "member", progress="", limits="")
    told = words(now(clinic, CASE, draft))
    assert "You say that the treatment was not necessary. Please name each of your criteria" in told
    assert "above" not in told
    # Nor does an appeal against the words of the plan tell what the treatment did.
    found = record(clinic)
    assert found.denial
    for code in ("CO-96", "CO-204", "CO-119 N130"):
        said = replace(found, denial=replace(found.denial, codes=code))
        told = words(
            composed(shipped("appeal_internal"), draft_of("appeal_internal", DENIAL, "member"), facts_of(said))
        )
        assert "Please send the page of the plan that says so" in told
        assert "NDI 24/50" not in told
        assert "Sit at the desk" not in told
    for code in ("CO-55", "N115", "M86", "CO-96 N386"):
        assert "denied_need" in holding_now(replace(found, denial=replace(found.denial, codes=code)))


def test_a_guardian_signs_for_a_minor(clinic: Clinic) -> None:
    found = record(clinic)
    child = replace(found, client=replace(found.client, birth_date=date(2015, 3, 4), guardian_name="Ines Fernwick"))
    letter = composed(shipped("appeal_internal"), draft_of("appeal_internal", DENIAL, "member"), facts_of(child))
    (said,) = [one.message for one in letter_checks(letter, (), ()).findings if one.rule == "letter-voice"]
    assert said.startswith("The parent or guardian signs it")
