"""The contact log on a real database: what is typed and kept, corrected, struck out, followed up and found."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from factories import CASE, HOSTILE_NAMES, new_case, new_client, new_payer, new_policy, refused

from clinic_desktop.cases.commands import RetireCase
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.contacts import queries
from clinic_desktop.contacts.commands import ChangeContact, FinishFollowUp, LogContact, StrikeContact, insert_contact
from clinic_desktop.contacts.model import KINDS, PARTIES, ContactDraft, ContactId
from clinic_desktop.contacts.rules.typed import contact_values, reference_key
from clinic_desktop.contacts.rules.words import follow_up_words, kind_words, line_words, party_words, when_words
from clinic_desktop.errors import ChangedSince, Missing, Refused
from clinic_desktop.payers import queries as payers
from clinic_desktop.payers.commands import MergePayers, RetirePayer
from clinic_desktop.payers.model import Merge, PayerDraft
from clinic_desktop.search.queries.hits import hits
from clinic_desktop.store.command import Command
from clinic_desktop.store.paging import PAGE_ROWS
from clinic_desktop.store.transaction import Transaction

TODAY = date(2026, 11, 24)
CALL = ContactDraft(contacted_on="11/20/2026", party="payer/1", name="Provider services", said="Massage is a benefit.")
WHOLE = ContactDraft(
    *("call", "in", "11/20/2026", "2:15 pm", "1:05", "payer/1/7", " Provider services ", "2535550150 x12"),
    *(" Kim, ID 4471 ", " REF-7714/93 ", " Twelve visits.\nNo referral. ", " A letter. ", " Call again ", "12/1/2026"),
    "",
)


def problems(**typed: str) -> list[str]:
    return refused(lambda: contact_values(replace(CALL, **typed), TODAY))


def logged(clinic: Clinic, case: CaseId, draft: ContactDraft = CALL, **typed: str) -> ContactId:
    return ContactId(clinic.do(LogContact(case, replace(draft, **typed))).row)


def due(clinic: Clinic) -> list[int]:
    return [one.contact.id for one in queries.follow_ups_due(clinic.read, TODAY)]


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    found = new_case(clinic)
    new_policy(clinic, found)
    return found


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        *(({}, []), ({"contacted_on": " "}, ["contacted_on"]), ({"contacted_on": "today"}, [])),
        *(({"contacted_on": "tomorrow"}, ["contacted_on"]), ({"contacted_on": "soon"}, ["contacted_on"])),
        *(({"contacted_at": "noon"}, []), ({"contacted_at": "25:00"}, ["contacted_at"])),
        *(({"minutes": "1:05"}, []), ({"minutes": "0"}, ["minutes"]), ({"minutes": "601"}, ["minutes"])),
        *(({"minutes": "x", "kind": "fax"}, []), ({"minutes": "600", "kind": "in_person"}, [])),
        *(({"party": ""}, ["party"]), ({"party": "payer"}, ["party"]), ({"party": "payer/x"}, ["party"])),
        *(({"party": "uncle"}, ["party"]), ({"party": "prescriber/7"}, []), ({"party": "payer/1/12"}, [])),
        *(({"party": "payer/" + "9" * 19}, ["party"]), ({"party": "other"}, [])),
        *(({"party": "other", "name": "\u200b "}, ["name"]), ({"party": "adjuster", "name": ""}, [])),
        *(({"reach": "12"}, ["reach"]), ({"reach": "253.555.0150 x7"}, []), ({"reach": ""}, [])),
        *(({"reach": "12", "kind": "fax"}, ["reach"]), ({"reach": "12", "kind": "letter"}, [])),
        *(({"reach": "12", "kind": "email"}, ["reach"]), ({"reach": "a@b.example", "kind": "email"}, [])),
        *(({"reach": "x" * 254, "kind": "letter"}, []), ({"reach": "x" * 255, "kind": "portal"}, ["reach"])),
        *(({"said": " \u200b\n"}, ["said"]), ({"said": "x" * 10_000}, []), ({"said": "x" * 10_001}, ["said"])),
        *(({"promised": "x" * 10_001}, ["promised"]), ({"reference": "9" * 101}, ["reference"])),
        *(({"representative": "x" * 201}, ["representative"]), ({"name": "x" * 201}, ["name"])),
        *(({"todo": "Call"}, ["due_on"]), ({"due_on": "12/1/2026"}, ["todo"]), ({"done_on": "today"}, ["todo"])),
        *(({"todo": "Call", "due_on": "+1w"}, []), ({"todo": "Call", "due_on": "11/20/2026"}, [])),
        *(({"todo": "Call", "due_on": "11/19/2026"}, ["due_on"]), ({"todo": "x" * 201, "due_on": "+1w"}, ["todo"])),
        *(({"todo": "Call", "due_on": "+1w", "done_on": "11/19/2026"}, ["done_on"]),),
        *(({"todo": "Call", "due_on": "+1w", "done_on": "tomorrow"}, ["done_on"]),),
        *(({"todo": "Call", "due_on": "+1w", "done_on": "today"}, []), ({"todo": "\u200b", "due_on": ""}, [])),
    ],
)
def test_what_is_wrong_is_said_at_its_field(typed: dict[str, str], fields: list[str]) -> None:
    assert problems(**typed) == fields


def test_a_contact_is_kept_and_read(clinic: Clinic, case: CaseId) -> None:
    found = queries.contact(clinic.read, logged(clinic, case, WHOLE))
    assert (found.case, found.kind, found.direction, found.contacted_on) == (case, "call", "in", date(2026, 11, 20))
    assert (found.contacted_at, found.minutes, found.party, found.payer) == ("14:15", 65, "payer", 1)
    assert (found.payer_name, found.name, found.reach) == ("Cascade Mutual", "Provider services", "(253) 555-0150 x12")
    assert (found.representative, found.reference) == ("Kim, ID 4471", "REF-7714/93")
    assert (found.said, found.promised) == ("Twelve visits.\nNo referral.", "A letter.")
    assert (found.todo, found.due_on, found.done_on) == ("Call again", date(2026, 12, 1), None)
    assert (found.struck_on, found.struck_why) == (None, "")
    assert line_words(found) == "Call from Cascade Mutual · Provider services, 20 Nov 2026"
    (listed,) = queries.contact_page(clinic.read, case).rows
    assert (listed.id, listed.reference, listed.said) == (found.id, "REF-7714/93", found.said)
    assert follow_up_words(listed, TODAY) == "By 1 Dec 2026"
    assert follow_up_words(listed, date(2026, 12, 1)) == "Due today"
    assert follow_up_words(listed, date(2026, 12, 2)) == "Overdue since 1 Dec 2026"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_words(clinic: Clinic, case: CaseId, kind: str) -> None:
    for direction in ("out", "in"):
        row = logged(clinic, case, kind=kind, direction=direction)
        words = kind_words(queries.contact(clinic.read, row))
        assert words and words == "In person with" if kind == "in_person" else words.endswith(("to", "from"))


def test_every_party_has_its_words(clinic: Clinic, case: CaseId) -> None:
    said = {}
    for party in PARTIES:
        row = logged(clinic, case, party="payer/1" if party == "payer" else party, name="Dana")
        said[party] = party_words(queries.contact(clinic.read, row))
    assert said == {
        "payer": "Cascade Mutual · Dana",
        "adjuster": "Dana, adjuster",
        "attorney": "Dana, attorney",
        "prescriber": "Dana, prescriber",
        "client": "Dana, client",
        "other": "Dana",
    }
    nameless = queries.contact(clinic.read, logged(clinic, case, party="attorney", name=""))
    assert (party_words(nameless), when_words(nameless)) == ("Attorney", "20 Nov 2026")
    assert party_words(queries.contact(clinic.read, logged(clinic, case, name=""))) == "Cascade Mutual"


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_hostile_texts_are_kept_to_the_letter(clinic: Clinic, case: CaseId, name: str) -> None:
    draft = replace(CALL, name=name, representative=name, reference=name, said=name, promised=name, todo=name,
                    due_on="12/1/2026")  # fmt: skip
    found = queries.contact(clinic.read, logged(clinic, case, draft))
    kept = name.replace("\x00", "")
    assert (found.name, found.representative, found.reference, found.said, found.promised, found.todo) == (kept,) * 6
    hits(clinic.read, name, TODAY)


def test_the_longest_texts_are_kept(clinic: Clinic, case: CaseId) -> None:
    name, reference, said = "ﷺ" * 200, "ﷺ" * 100, "é" * 10_000
    row = logged(clinic, case, name=name, representative="x" * 200, reference=reference, said=said)
    found = queries.contact(clinic.read, row)
    assert (found.name, found.reference, found.said) == (name, reference, said)
    (listed,) = queries.contact_page(clinic.read, case).rows
    assert listed.said == "é" * 300


def test_the_newest_stand_on_top_and_lists_go_on(clinic: Clinic, case: CaseId) -> None:
    days = [("11/19/2026", ""), ("11/20/2026", "9:00"), ("11/20/2026", "2 pm"), ("11/20/2026", ""), ("11/18/2026", "")]
    rows = [logged(clinic, case, contacted_on=day, contacted_at=at) for day, at in days]
    assert [one.id for one in queries.contact_page(clinic.read, case).rows] == [rows[at] for at in (2, 1, 3, 0, 4)]
    for _ in range(PAGE_ROWS):
        logged(clinic, case)
    first = queries.contact_page(clinic.read, case)
    rest = queries.contact_page(clinic.read, case, first.after)
    ids = [one.id for one in (*first.rows, *rest.rows)]
    assert len(ids) == len(set(ids)) == PAGE_ROWS + 5 and rest.after is None


def test_an_entry_is_corrected_and_the_audit_keeps_what_stood_there(clinic: Clinic, case: CaseId) -> None:
    row = logged(clinic, case)
    clinic.do(ChangeContact(row, 1, replace(CALL, said="Massage is no benefit.")))
    assert queries.contact(clinic.read, row).said == "Massage is no benefit."
    with pytest.raises(ChangedSince):
        clinic.do(ChangeContact(row, 1, CALL))
    (entry,) = clinic.read.all("SELECT before, label FROM audit WHERE table_name = 'contacts' AND verb = 'update'")
    assert "Massage is a benefit." in entry["before"] and entry["label"] == "Correct contact"
    clinic.undo()
    assert queries.contact(clinic.read, row).said == CALL.said


def test_one_is_struck_out_and_stays_in_the_list(clinic: Clinic, case: CaseId) -> None:
    row = logged(clinic, case, todo="Call", due_on="11/21/2026")
    assert due(clinic) == [row]
    for why in ("", " \u200b", "x" * 201):
        assert refused(lambda why=why: clinic.do(StrikeContact(row, 1, why))) == ["why"]  # type: ignore[misc]
    clinic.do(StrikeContact(row, 1, " Wrong client "))
    (listed,) = queries.contact_page(clinic.read, case).rows
    assert (listed.struck_on, listed.struck_why, listed.waits) == (TODAY, "Wrong client", False)
    assert follow_up_words(listed, TODAY) == "" and due(clinic) == []
    commands: tuple[Command, ...] = (
        ChangeContact(row, 2, CALL), StrikeContact(row, 2, "Again"), FinishFollowUp(row, 2),
    )  # fmt: skip
    for command in commands:
        assert refused(lambda command=command: clinic.do(command)) == [""]  # type: ignore[misc]
    clinic.undo()
    assert due(clinic) == [row]


def test_a_follow_up_is_done_once_and_taken_back(clinic: Clinic, case: CaseId) -> None:
    row = logged(clinic, case, todo="Call", due_on="11/21/2026")
    with pytest.raises(ChangedSince):
        clinic.do(FinishFollowUp(row, 7))
    clinic.do(FinishFollowUp(row, 1))
    (listed,) = queries.contact_page(clinic.read, case).rows
    assert follow_up_words(listed, TODAY) == "Done 24 Nov 2026" and due(clinic) == []
    assert refused(lambda: clinic.do(FinishFollowUp(row, 2))) == [""]
    assert clinic.undo() == "Mark follow-up done"
    assert due(clinic) == [row]
    assert refused(lambda: clinic.do(FinishFollowUp(logged(clinic, case), 1))) == [""]


def test_a_case_with_contacts_is_not_removed(clinic: Clinic, case: CaseId) -> None:
    logged(clinic, case)
    with pytest.raises(Refused) as caught:
        clinic.do(RetireCase(case, 1))
    assert [one.words for one in caught.value.problems] == [
        "This case has contacts on record. Close it instead: the log is kept."
    ]
    clinic.undo()
    clinic.do(RetireCase(case, 1))
    with pytest.raises(Missing):
        logged(clinic, case)


def test_a_payer_off_the_list_is_not_chosen_but_stays_where_it_stands(clinic: Clinic, case: CaseId) -> None:
    other = new_payer(clinic, PayerDraft("Harborlight"))
    row = logged(clinic, case, party=f"payer/{other}")
    clinic.do(RetirePayer(other, 1))
    assert refused(lambda: logged(clinic, case, party=f"payer/{other}")) == ["party"]
    clinic.do(ChangeContact(row, 1, replace(CALL, party=f"payer/{other}", said="More")))
    assert queries.contact(clinic.read, row).payer_name == "Harborlight"
    with pytest.raises(Missing):
        logged(clinic, case, party="payer/99")


def state(clinic: Clinic) -> list[dict[str, Any]]:
    return [{name: one[name] for name in one if name != "version"} for one in clinic.read.all("SELECT * FROM contacts")]


def test_a_merge_of_payers_takes_contacts_along_and_undo_brings_them_back(clinic: Clinic, case: CaseId) -> None:
    gone = new_payer(clinic, PayerDraft("Cascade Mutual Ins."))
    row = logged(clinic, case, party=f"payer/{gone}")
    struck = logged(clinic, case, party=f"payer/{gone}")
    clinic.do(StrikeContact(struck, 1, "Twice"))
    logged(clinic, case, party="client")
    undone = logged(clinic, case, party=f"payer/{gone}")
    clinic.undo()
    before = state(clinic)
    assert payers.merge(clinic.read, gone) == Merge(policies=0, departments=0, contracts=0, contacts=2)
    clinic.do(MergePayers(1, gone, 1))
    # The one that was taken back too: done again, it names nobody who is gone.
    assert {one["id"] for one in state(clinic) if one["payer_id"] == 1} == {row, struck, undone}
    assert queries.contact(clinic.read, row).payer_name == "Cascade Mutual"
    assert payers.merged(clinic.read, gone) == "This payer was merged into Cascade Mutual. Use that one instead."
    clinic.undo()
    assert state(clinic) == before


@pytest.mark.parametrize("typed", ["REF-7714/93", "ref7714", "ref 77", " Ref–7714 ", "REF.7714.93"])
def test_a_reference_number_is_found_as_it_is_typed(clinic: Clinic, case: CaseId, typed: str) -> None:
    row = logged(clinic, case, WHOLE)
    (hit,) = [one for one in hits(clinic.read, typed, TODAY) if one.kind == "contact"]
    assert (hit.row, hit.title, hit.part) == (row, "Reference REF-7714/93", f"1/of/{case}/contact/{row}")
    assert hit.detail == ("Nguyễn, Rosalind (Zuzu) · Cascade Mutual · Provider services · 20 Nov 2026, 2:15 PM")
    clinic.undo()
    assert not [one for one in hits(clinic.read, typed, TODAY) if one.kind == "contact"]


@pytest.mark.parametrize("typed", ["re", "ref", "7714", "77", "ref 7715", "", "%", "_"])
def test_other_words_find_no_contact(clinic: Clinic, case: CaseId, typed: str) -> None:
    logged(clinic, case, WHOLE)
    logged(clinic, case)
    found = [one for one in hits(clinic.read, typed, TODAY) if one.kind == "contact"]
    assert found == []


def test_a_reference_is_looked_for_by_its_letters_and_digits() -> None:
    assert reference_key(" Réf. #77–14 ") == "ref7714" and reference_key("—") == ""
    assert len(reference_key("ﷺ" * 100)) == 300


@pytest.mark.parametrize(
    ("sql", "index"),
    [(queries._DUE, "contacts_to_follow"), (queries._REFERENCED, "contacts_by_reference")],
)
def test_an_index_answers(clinic: Clinic, sql: str, index: str) -> None:
    values = ("2026-12-01", 50) if sql == queries._DUE else ("a", "b", 8)
    plan = [str(row["detail"]) for row in clinic.read.all(f"EXPLAIN QUERY PLAN {sql}", *values)]
    assert any(f"contacts USING INDEX {index}" in step for step in plan), plan
    assert not any("TEMP B-TREE" in step for step in plan), plan


def test_the_list_is_answered_by_its_index(clinic: Clinic) -> None:
    sql = "SELECT * FROM contact_rows WHERE case_id = 1 ORDER BY contacted_on DESC, contacted_at DESC, id DESC LIMIT 9"
    plan = [str(row["detail"]) for row in clinic.read.all(f"EXPLAIN QUERY PLAN {sql}")]
    assert any("contacts USING INDEX contacts_of_case" in step for step in plan), plan
    assert not any("TEMP B-TREE" in step for step in plan), plan


class Beside(Command):
    """A command of another room that logs a contact too."""

    label = "Beside"
    permission = "anyone"

    def __init__(self, case: int, draft: ContactDraft) -> None:
        self.case, self.draft = case, draft

    def perform(self, tx: Transaction) -> int:
        tx.insert("alerts", {"client_id": 1, "kind": "desk", "words": "Called"})
        return insert_contact(tx, self.case, self.draft)


def test_another_command_logs_a_contact_in_its_own_transaction(clinic: Clinic) -> None:
    case = new_case(clinic, new_client(clinic), CASE)
    draft = replace(CALL, party="client")
    row = clinic.do(Beside(case, draft)).row
    assert queries.contact(clinic.read, row).said == CALL.said
    clinic.undo()
    assert queries.contact_page(clinic.read, case).rows == ()
    assert refused(lambda: clinic.do(Beside(case, replace(draft, said="")))) == ["said"]
    assert [one["retired_at"] is None for one in clinic.read.all("SELECT retired_at FROM alerts")] == [False]
