"""Visits of another program are history: on the chart, unsigned, and in no bill; each finds its client or says why."""

from datetime import date

import pytest
from factories import SERVICE, VISIT, new_case, new_client, new_service
from imported import counts, imported, line, looked, states, whys

from clinic_desktop.chart.loader import record_kept_until
from clinic_desktop.clients.model import ClientDraft, ClientId
from clinic_desktop.clients.queries import client
from clinic_desktop.clinic import Clinic
from clinic_desktop.imports.commands.taking_back import TakeBackImport
from clinic_desktop.imports.queries.history import past_visit_count, past_visit_page
from clinic_desktop.store.connection import driver
from clinic_desktop.visits.commands.visits import RecordVisit

HEAD = "Client ID,Client,DOB,Date,Start,End,Duration,Service,Provider,Price,Paid,Status,SOAP\n"
ROW = ',"Lee, Ana",3/14/1980,3/20/2025,2:30 PM,,60 min,Massage,Sam Rowe,$120.00,100,Done,Neck tight\n'


@pytest.fixture
def ana(clinic: Clinic) -> ClientId:
    return new_client(clinic, ClientDraft("Ana", family_name="Lee", birth_date="3/14/1980"))


def test_a_visit_is_kept_as_it_is_told_and_counted_nowhere(clinic: Clinic, ana: ClientId) -> None:
    imported(clinic, HEAD + ROW, "visits")
    (one,) = past_visit_page(clinic.read, ana).rows
    assert (one.date_of_service, one.starts_at, one.minutes, one.service) == (date(2025, 3, 20), "14:30", 60, "Massage")
    assert (one.therapist, one.fee_cents, one.paid_cents, one.note) == ("Sam Rowe", 12_000, 10_000, "Neck tight")
    for table in ("visits", "visit_services", "visit_notes", "payments", "payment_shares", "balances"):
        assert clinic.read.one(f"SELECT count(*) AS n FROM {table}")["n"] == 0, table
    until = record_kept_until(clinic.read, client(clinic.read, ana))
    assert until and until.year == 2025 + 7


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        (ROW.replace("Ana", "Bo"), "name", "No client fits"),
        (ROW.replace("3/14/1980", "3/15/1980"), "name", "No client fits"),
        (ROW.replace("3/20/2025", ""), "date_of_service", "No date of service"),
        (ROW.replace("3/20/2025", "3/20/2027"), "date_of_service", "in the future"),
        (ROW.replace("3/20/2025", "3/20/1970"), "date_of_service", "before the client was born"),
        (ROW.replace("60 min", "99999"), "minutes", "most is 600"),
        (ROW.replace("$120.00", "-5"), "fee", "minus"),
        (ROW.replace("2:30 PM", "25:00"), "starts_at", "no hour 25"),
        (ROW.replace("Massage", "M" * 201), "service", "too long"),
    ],
)
def test_what_is_wrong_is_said_at_its_column(clinic: Clinic, ana: ClientId, row: str, field: str, words: str) -> None:
    # A good row beside it, so that a column is known by most of what stands in it.
    seen = looked(clinic, HEAD + ROW + ROW.replace("2:30", "4:30") + ROW.replace("2:30", "5:30") + row, "visits")
    assert states(seen)[5] == "wrong"
    assert words in whys(seen, 5)[field]
    assert past_visit_count(clinic.read, ana) == 0


def test_a_client_is_found_by_the_number_of_the_other_program(clinic: Clinic, ana: ClientId) -> None:
    imported(clinic, "Client ID,Name,Email\nC-9,Rosa Diaz,r@x.com\n")
    seen = looked(clinic, HEAD + 'C-9,"Dias, Rose",,3/20/2025,,,,,,,,,\n' + ROW, "visits")
    assert states(seen) == {2: "add", 3: "add"}
    by_email = looked(clinic, "Email,Date\nR@x.com,3/20/2025\n", "visits")
    assert states(by_email) == {2: "add"}


def test_two_of_one_name_are_told_apart_or_asked_about(clinic: Clinic, ana: ClientId) -> None:
    new_client(clinic, ClientDraft("Ana", family_name="Lee", birth_date="1/1/1990", phone="2535550142"))
    assert "Several clients" in whys(looked(clinic, "Client,Date\nAna Lee,3/20/2025\n", "visits"), 2)["birth_date"]
    told = looked(clinic, "Client,Date,Phone\nAna Lee,3/20/2025,253-555-0142\n", "visits")
    assert states(told) == {2: "add"}
    assert states(looked(clinic, HEAD + ROW, "visits")) == {2: "add"}


def test_what_was_not_given_is_there_or_twice_is_left_out(clinic: Clinic, ana: ClientId) -> None:
    new_service(clinic, SERVICE)
    clinic.do(RecordVisit(new_case(clinic, ana), VISIT))
    rows = (
        ROW.replace("Done", "No-show"), ROW, ROW, ROW.replace("3/20/2025", "11/20/2026"),
        ROW.replace("Done", "Cancelled late"),
    )  # fmt: skip
    text = HEAD + "".join(rows)
    assert states(looked(clinic, text, "visits")) == {2: "left", 3: "add", 4: "twice", 5: "there", 6: "left"}
    imported(clinic, text, "visits")
    again = looked(clinic, text, "visits")
    assert states(again)[3] == "there"
    assert "imported before" in line(again, 3).words


def test_it_is_never_changed_and_taken_back_as_one(clinic: Clinic, ana: ClientId) -> None:
    made, _ = imported(clinic, HEAD + ROW, "visits")
    with pytest.raises(driver().IntegrityError):
        clinic._writer._database.execute("UPDATE imported_visits SET note = 'x'")
    with pytest.raises(driver().IntegrityError):
        clinic._writer._database.execute("DELETE FROM imported_visits")
    clinic.do(TakeBackImport(made, 1))
    assert past_visit_count(clinic.read, ana) == counts(clinic)["imported_visits"] == 0


def test_clients_stay_while_their_history_does(clinic: Clinic) -> None:
    made, _ = imported(clinic, "Name,DOB\nAna Lee,3/14/1980\n")
    imported(clinic, HEAD + ROW, "visits")
    from clinic_desktop.imports.queries.batches import import_standing

    assert [one.words for one in import_standing(clinic.read, made).kept] == ["Since then it has: imported visits."]


@pytest.mark.parametrize(
    ("start", "end", "kept", "minutes"),
    [
        ("2025-03-20 14:30:00", "2025-03-20T15:30:00Z", "14:30", 60),
        ("3/20/2025 2:30 PM", "", "14:30", None),
        ("02:30", "", "02:30", None),
        ("9:00 AM", "8:00 AM", "09:00", None),
    ],
)
def test_times_are_read_out_of_what_has_a_day_too(
    clinic: Clinic, ana: ClientId, start: str, end: str, kept: str, minutes: int | None
) -> None:
    imported(clinic, f"Client,DOB,Date,Start,End\nAna Lee,3/14/1980,3/20/2025,{start},{end}\n", "visits")
    (one,) = past_visit_page(clinic.read, ana).rows
    assert (one.starts_at, one.minutes) == (kept, minutes)


def test_a_note_of_several_columns_has_its_limit_too(clinic: Clinic, ana: ClientId) -> None:
    row = f'"Lee, Ana",3/14/1980,3/20/2025,{"x" * 40_000},{"y" * 40_000}\n'
    seen = looked(clinic, f"Client,DOB,Date,SOAP,Notes\n{row}", "visits")
    assert "65,536 letters fit here" in whys(seen, 2)["note"]
