"""What stands in the way of a packet, each by the record that makes it so, and where its Fix button leads."""

from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from factories import PAYER, new_payer, refused
from packed import DAYS, Packable, accept_all, begun, change, rules, seen, verdict

from clinic_desktop.clinic import Clinic
from clinic_desktop.packets.commands.criteria import AddCriterion, ChangeCriterion, RetireCriterion
from clinic_desktop.packets.model.criteria import AnsweredCriterion, PayerCriterionDraft
from clinic_desktop.packets.model.packet import PacketDraft
from clinic_desktop.packets.model.parts import ChosenPart
from clinic_desktop.packets.queries.criteria import criterion_page
from clinic_desktop.packets.queries.packets import packet
from clinic_desktop.packets.rules.checks.whom import find_late
from clinic_desktop.payers.commands import MergePayers
from clinic_desktop.payers.model import PayerId
from clinic_desktop.payers.queries import merge
from clinic_desktop.practice.commands import ChangeCredential
from clinic_desktop.practice.model import CredentialDraft, TherapistId
from clinic_desktop.practice.queries import credential_page
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.payers.merge import _what_moves

TO = PacketDraft(way="mail", to_address="PO Box 12\nTacoma, WA 98402")
OWN = PayerCriterionDraft("Two measures", "progress", "Medical policy 12.34", "11/20/2026")


@pytest.fixture
def folder(packed_clinic: tuple[Path, Packable], tmp_path: Path) -> ClinicFolder:
    return ClinicFolder(Path(copytree(packed_clinic[0], tmp_path / "clinic")))


@pytest.fixture
def own(packed_clinic: tuple[Path, Packable]) -> Packable:
    return packed_clinic[1]


@pytest.fixture
def row(clinic: Clinic, own: Packable) -> int:
    made = begun(clinic, own.case, "appeal")
    return change(clinic, made, TO)


def grades(clinic: Clinic, row: int) -> dict[str, str]:
    return {one.rule: one.grade for one in verdict(clinic, row).findings}


def test_a_payer_that_is_none_of_the_case_stops_it_with_the_names(clinic: Clinic, row: int) -> None:
    other = new_payer(clinic, replace(PAYER, name="Harbor Health"))
    change(clinic, row, PacketDraft(payer=other))
    wrong = [one for one in verdict(clinic, row).findings if one.rule == "packet-wrong-payer"]
    assert {one.grade for one in wrong} == {"STOP"}
    assert wrong[0].message == "Harbor Health is not a payer of this case."
    assert "Cascade Mutual" in wrong[0].why
    # The bill in it is for the other payer: nobody may take that upon them either.
    accept_all(clinic, row)
    assert "packet-wrong-payer" in rules(clinic, row)


def test_a_way_needs_its_number_or_address(clinic: Clinic, row: int) -> None:
    change(clinic, row, PacketDraft(way="fax"))
    assert grades(clinic, row)["packet-way"] == "STOP"
    change(clinic, row, PacketDraft(to_fax="253 555 0199"))
    assert "packet-way" not in grades(clinic, row)
    change(clinic, row, PacketDraft(way="mail", to_address=" "))
    assert grades(clinic, row)["packet-way"] == "STOP"
    change(clinic, row, PacketDraft(to_kind="other"))
    assert grades(clinic, row)["packet-nobody"] == "STOP"
    change(clinic, row, PacketDraft(to_name="Ana Ruiz, attorney", way="portal"))
    assert grades(clinic, row)["packet-release"] == "ASK"
    assert "packet-criterion" not in grades(clinic, row)


def test_what_is_missing_is_asked_and_may_be_taken_upon_oneself(clinic: Clinic, row: int) -> None:
    assert grades(clinic, row) == {"packet-letter": "ASK"}
    accept_all(clinic, row)
    assert rules(clinic, row) == []
    change(clinic, row, PacketDraft(parts=()))
    assert grades(clinic, row)["packet-empty"] == "STOP"


def test_an_answer_has_to_stand_in_what_is_in_it(clinic: Clinic, row: int) -> None:
    parts = tuple(one for one in packet(clinic.read, row).parts if not one.key.startswith("measures"))
    change(clinic, row, PacketDraft(parts=parts))
    found = [one for one in verdict(clinic, row).findings if one.rule == "packet-criterion"]
    # The baseline stands in the assessment too; the progress stands nowhere else.
    assert [one.field for one in found] == ["criteria/generic:progress"]
    change(clinic, row, PacketDraft(criteria=(AnsweredCriterion("generic:progress", is_left_out=True),)))
    assert "packet-criterion" not in grades(clinic, row)
    own = AnsweredCriterion("generic:progress", "Sits 45 minutes now", parts[0].key, 1)
    change(clinic, row, PacketDraft(criteria=(own,)))
    assert "packet-criterion" not in grades(clinic, row)


def test_a_payers_own_criteria_are_answered_instead(clinic: Clinic, own: Packable, row: int) -> None:
    assert len(seen(clinic, row).criteria) == 9
    made = clinic.do(AddCriterion(1, OWN)).row
    (asked,) = seen(clinic, row).criteria
    assert asked.source == "Medical policy 12.34, read 11/20/2026"
    assert asked.evidence
    assert "24/50" in asked.evidence.words
    (kept,) = criterion_page(clinic.read, 1).rows
    clinic.do(ChangeCriterion(made, kept.version, replace(OWN, evidence="")))
    (asked,) = seen(clinic, row).criteria
    assert asked.evidence is None
    assert grades(clinic, row)["packet-criterion"] == "ASK"
    (kept,) = criterion_page(clinic.read, 1).rows
    clinic.do(RetireCriterion(made, kept.version))
    assert len(seen(clinic, row).criteria) == 9
    bad = PayerCriterionDraft("", "luck", "", "")
    assert refused(lambda: clinic.do(AddCriterion(1, bad))) == ["checked_on", "evidence", "words", "source"]


def test_days_that_no_order_counts_on_are_named(clinic: Clinic, own: Packable, row: int) -> None:
    clinic._writer._database.execute("UPDATE prescriptions SET starts_on = '2026-11-12'")
    (found,) = [one for one in verdict(clinic, row).findings if one.rule == "packet-order"]
    assert (found.grade, found.message) == ("ASK", "No prescription counts on 10 Nov 2026.")
    # Nobody but a payer compares them.
    change(clinic, row, PacketDraft(to_kind="client"))
    told = verdict(clinic, row)
    assert "packet-order" not in {one.rule for one in told.findings}
    assert "A prescription counts on every day" not in told.passed


def test_a_diagnosis_that_the_case_does_not_have_is_named(clinic: Clinic, row: int) -> None:
    clinic._writer._database.execute("UPDATE diagnoses SET retired_at = '2026-11-24' WHERE code = 'S13.4XXA'")
    found = [one for one in verdict(clinic, row).findings if one.rule == "packet-diagnosis"]
    assert {one.grade for one in found} == {"ASK"}
    assert all("S13.4XXA" in one.message for one in found)


def test_more_visits_than_planned_are_counted(clinic: Clinic, own: Packable, row: int) -> None:
    clinic._writer._database.execute("UPDATE prescriptions SET visits_ordered = 1")
    found = [one for one in verdict(clinic, row).findings if one.rule == "packet-visits"]
    assert [one.message for one in found] == ["2 visits are in it, and Dr. Lee ordered 1."]


def test_a_license_that_ran_out_is_asked_about(clinic: Clinic, row: int) -> None:
    (own,) = credential_page(clinic.read, TherapistId(1)).rows
    draft = CredentialDraft("license", "WA", "MA60000000", "10/31/2026")
    clinic.do(ChangeCredential(own.id, own.version, draft))
    assert grades(clinic, row)["packet-license"] == "ASK"


def test_an_appeal_after_its_last_day_is_asked_about(clinic: Clinic, own: Packable, row: int) -> None:
    found = seen(clinic, row)
    about = found.about
    assert about
    day = found.today
    late = replace(about, due_on=day.replace(day=day.day - 1))
    assert list(find_late(found)) == []
    (said,) = find_late(replace(found, abouts=(late,)))
    assert (said.grade, said.message) == ("ASK", "The last day for this appeal was 23 Nov 2026.")
    assert list(find_late(replace(found, abouts=(replace(about, due_on=day),)))) == []


def test_a_day_chosen_by_hand_may_be_any_of_the_case(clinic: Clinic, own: Packable, row: int) -> None:
    change(clinic, row, PacketDraft(parts=(ChosenPart(f"notes:{own.case}", ()),)))
    assert "packet-gone" in rules(clinic, row)
    change(clinic, row, PacketDraft(parts=(ChosenPart(f"notes:{own.case}", tuple(own.visits)),)))
    assert "packet-gone" not in rules(clinic, row)
    found = seen(clinic, row)
    assert [str(one) for one in found.days_of(*found.present[0])] == ["2026-11-04", "2026-11-10", "2026-11-17"]
    assert DAYS[0] == "11/4/2026"


def test_payers_that_are_merged_take_their_packets_and_criteria_with_them(clinic: Clinic, row: int) -> None:
    clinic.do(AddCriterion(1, OWN))
    kept = new_payer(clinic, replace(PAYER, name="Cascade Mutual of Tacoma"))
    version = clinic.read.one("SELECT version FROM payers WHERE id = 1")["version"]
    moved = merge(clinic.read, PayerId(1))
    assert (moved.packets, moved.criteria) == (1, 1)
    assert "1 draft of a packet and 1 criterion go there" in _what_moves("Cascade Mutual", moved)
    clinic.do(MergePayers(kept, 1, version))
    assert (merge(clinic.read, PayerId(1)).packets, merge(clinic.read, PayerId(kept)).criteria) == (0, 1)
    assert packet(clinic.read, row).payer == kept
    assert len(criterion_page(clinic.read, kept).rows) == 1
    # The bill was made for the one that is gone: it is the same payer.
    assert "packet-wrong-payer" not in rules(clinic, row)
