"""One client’s record on paper: all in its order, right page numbers, choices, and nothing that is not theirs."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from exporting import Exported
from factories import CASE, CLIENT, VISIT, new_case, new_client, new_service, new_visit, signing
from imported import imported
from pdfs import as_viewed, reader, viewed_pages

from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clinic import Clinic
from clinic_desktop.contacts.commands import LogContact
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.errors import Damaged
from clinic_desktop.exports.document.record import record_pdf
from clinic_desktop.exports.model import RECORD_PARTS, RecordAsked, RecordPdf
from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.visits.commands.notes import AddAddendum
from clinic_desktop.visits.model import VisitNoteDraft

ALL = frozenset(RECORD_PARTS)


def asked(clinic: Clinic, client: int, **changed: Any) -> RecordAsked:
    usual = RecordAsked(client, "client", ALL, clinic.clock.now(), clinic.clock.today(), "Maya Ortiz")
    return replace(usual, **changed)


def made(clinic: Clinic, client: int, **changed: Any) -> RecordPdf:
    return record_pdf(clinic.read, clinic.blobs, asked(clinic, client, **changed), Progress())


@pytest.fixture(scope="module")
def record(exported: Exported) -> RecordPdf:
    """Of the demo’s client with three cases."""
    return made(exported.clinic, 1)


def test_the_cover_says_whose_for_whom_when_by_whom_and_how_many_pages(record: RecordPdf) -> None:
    pages = viewed_pages(record.pdf)
    assert len(pages) == record.pages > 30
    cover = " ".join(pages[0].split())
    for words in ("Rosalind M. Nguyễn", "03/14/1988", "The client’s own copy", "by Maya Ortiz", "45 CFR 164.524"):
        assert words in cover
    assert f"Pages {record.pages}" in cover
    assert record.missing == ()


def test_each_page_has_its_number_and_the_index_leads_to_where_each_part_begins(record: RecordPdf) -> None:
    pages, pdf = viewed_pages(record.pdf), reader(record.pdf)
    for number, page in enumerate(pages, 1):
        assert f"RN – client record – page {number} of {record.pages}" in page
    marks = [one for one in pdf.outline if not isinstance(one, list)]
    assert [one.title for one in marks] == ["Cover and index", *record.sections]
    starts = [(pdf.get_destination_page_number(one) or 0) + 1 for one in marks[1:]]
    ends = [*(start - 1 for start in starts[1:]), record.pages]
    told = [f"{first}" if first == last else f"{first}–{last}" for first, last in zip(starts, ends, strict=True)]
    index = " ".join(pages[0].split())
    for title, numbers in zip(record.sections, told, strict=True):
        assert title in index and f" {numbers} " in f"{index} "
    links = [link for link in pdf.pages[0]["/Annots"] if link.get_object()["/Subtype"] == "/Link"]  # type: ignore[attr-defined]
    assert len(links) == len(record.sections)


def test_parts_stand_in_a_readable_order(record: RecordPdf) -> None:
    kinds = [one.split(":")[0] for one in record.sections]
    assert kinds[0] == "Client, cases and insurance"
    assert kinds.index("Prescription or referral") < kinds.index("Assessment") < kinds.index("Treatment plan")
    assert kinds[-8:-5] == ["Account", "Papers that went out and came in", "Disclosures"]
    assert kinds[-5:] == ["Statement no. 1020, as issued", "Good Faith Estimate no. 1, as issued",
                          "Letter, as issued", "Letter, as issued", "File"]  # fmt: skip


def test_of_a_kind_the_oldest_comes_first(record: RecordPdf) -> None:
    told = " ".join(viewed_pages(record.pdf)[0].split())
    days = re.findall(r"Assessment: .+? (\d\d)/(\d\d)/(\d{4})", told)
    assert len(days) == 2
    assert [(year, month, day) for month, day, year in days] == sorted((year, month, day) for month, day, year in days)


def test_what_no_paper_of_its_own_had_is_there(exported: Exported) -> None:
    text = as_viewed(made(exported.clinic, 19).pdf)
    for words in ("Varicose veins (right ankle)", "Health history of", "Prenatal vitamins", "Checklist of",
                  "Informed consent to massage", "Spouse", "Jonas Brandt", "TRICARE"):  # fmt: skip
        assert words in text


def test_the_days_that_were_chosen_are_all_it_tells_of(exported: Exported) -> None:
    read = exported.clinic.read
    days = [row["day"] for row in read.all(
        "SELECT date_of_service AS day FROM visits JOIN cases ON cases.id = case_id WHERE client_id = 1"
        " AND status = 'given' ORDER BY 1")]  # fmt: skip
    since, until = date.fromisoformat(days[5]), date.fromisoformat(days[9])
    part = made(exported.clinic, 1, since=since, until=until, parts=frozenset({"notes"}))
    text = as_viewed(part.pdf)
    for at, day in enumerate(days):
        told = "/".join((*day.split("-")[1:], day.split("-")[0]))
        assert (f"{told} · " in text) == (5 <= at <= 9), day
    assert "Left out Health history, flags, consents" in text
    assert len(part.sections) < 5


def test_notes_amendments_and_drafts_are_marked_as_what_they_are(clinic: Clinic) -> None:
    new_service(clinic)
    case = new_case(clinic)
    visit = new_visit(clinic, case)
    note = clinic.do(signing(clinic, visit, VisitNoteDraft(subjective="Neck is stiff.", plan="Weekly."))).row
    clinic.do(AddAddendum(note, "It was the left side."))
    new_visit(clinic, case, replace(VISIT, date_of_service="11/21/2026"))
    text = as_viewed(made(clinic, 1).pdf)
    assert text.index("Neck is stiff.") < text.index("Addendum by Maya Ortiz") < text.index("It was the left side.")
    assert text.index("It was the left side.") < text.index("There is no note of this visit in the program.")


def test_what_another_person_told_is_only_in_it_where_it_was_chosen(clinic: Clinic) -> None:
    new_service(clinic)
    case = new_case(clinic)
    for party, name, said in (("client", "", "Wants mornings."), ("other", "Her sister", "Told in confidence.")):
        draft = ContactDraft(kind="call", direction="in", contacted_on="11/20/2026", party=party, name=name, said=said)
        clinic.do(LogContact(case, draft))
    without = as_viewed(made(clinic, 1, parts=ALL - {"others"}).pdf)
    assert "Wants mornings." in without and "Told in confidence." not in without
    assert "Calls with other people" in without
    assert "Told in confidence." in as_viewed(made(clinic, 1).pdf)


@pytest.mark.parametrize(("given", "family"), [("שרה", "כהן"), ("王", "小明"), ("Łukasz", "Żółć"), ("-", "김")])
def test_names_of_every_script_are_whole(clinic: Clinic, given: str, family: str) -> None:
    client = new_client(clinic, replace(CLIENT, given_name=given, middle_name="", family_name=family))
    new_case(clinic, client, replace(CASE, reason=f"{family} pain"))
    pages = viewed_pages(made(clinic, client).pdf)
    assert all(one in pages[0] and one in pages[1] for one in (given, family))
    assert "■" not in "".join(pages)


def test_a_long_note_flows_over_pages_and_nothing_is_left_out(clinic: Clinic) -> None:
    new_service(clinic)
    visit = new_visit(clinic)
    told = "\n".join(f"Line {number} of a long note about the neck." for number in range(160))
    clinic.do(signing(clinic, visit, VisitNoteDraft(subjective=told)))
    text = as_viewed(made(clinic, 1).pdf)
    assert all(f"Line {number} of a long" in text for number in range(160))


def test_it_is_the_same_each_time_and_can_be_stopped(exported: Exported) -> None:
    clinic = exported.clinic
    assert made(clinic, 3).pdf == made(clinic, 3).pdf
    stopped = Progress()
    stopped.stop()
    with pytest.raises(Cancelled):
        record_pdf(clinic.read, clinic.blobs, asked(clinic, 3), stopped)


def test_a_file_that_is_damaged_is_named_and_the_rest_is_bound(
    exported: Exported, monkeypatch: pytest.MonkeyPatch
) -> None:

    def damaged(*_: object) -> bytes:
        raise Damaged("damaged")

    monkeypatch.setattr("clinic_desktop.store.blobs.Blobs.get", damaged)
    found = made(exported.clinic, 1)
    assert found.missing == ("File: Insurance card, front",)
    assert "Cannot be read File: Insurance card, front" in " ".join(viewed_pages(found.pdf)[0].split())


def test_nothing_of_another_client_is_in_it(exported: Exported, record: RecordPdf) -> None:
    text = as_viewed(record.pdf)
    others = exported.clinic.read.all("SELECT email AS told FROM clients WHERE id <> 1 AND email <> ''")
    others += exported.clinic.read.all(
        "SELECT member_id AS told FROM policies JOIN cases ON cases.id = case_id"
        " WHERE client_id <> 1 AND member_id <> ''"
    )
    assert len(others) > 40
    assert [one["told"] for one in others if one["told"] in text] == []


def test_visits_of_another_program_are_in_it_with_their_notes_and_days(clinic: Clinic) -> None:
    client = new_client(clinic, ClientDraft("Ana", family_name="Lee", birth_date="3/14/1980"))
    head, rest = (
        "Client,Date,Start,Duration,Service,Provider,Price,Paid,SOAP\n",
        ",2:30 PM,60 min,Cupping,Sam Rowe,$120",
    )
    imported(clinic, f'{head}"Lee, Ana",3/20/2024{rest},$100,Old note\n"Lee, Ana",4/20/2025{rest},,\n', "visits")
    whole = made(clinic, client)
    assert "Visits out of another program" in whole.sections
    text = as_viewed(whole.pdf)
    assert text.index("03/20/2024 · 2:30 PM · 60 minutes") < text.index("04/20/2025 · 2:30 PM · 60 minutes")
    for words in ("Cupping", "Sam Rowe", "$120.00", "$100.00", "Old note", "signed by nobody here"):
        assert words in text
    part = as_viewed(made(clinic, client, since=date(2025, 1, 1)).pdf)
    assert "04/20/2025" in part and "Old note" not in part
    without = made(clinic, client, parts=ALL - {"notes"})
    assert "Cupping" not in as_viewed(without.pdf)
