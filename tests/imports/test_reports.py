"""Files as other programs really write them: sums below the table, people twice, payers in five ways, clocks of the
world, placeholders for nothing."""

from datetime import date

import pytest
from factories import PAYER, new_client, new_payer
from imported import counts, imported, line, looked, states, whys

from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clients.queries import client
from clinic_desktop.clinic import Clinic
from clinic_desktop.imports.commands.taking_back import TakeBackImport
from clinic_desktop.imports.model.entries import ClientEntry, RowChoices
from clinic_desktop.imports.queries.batches import import_standing
from clinic_desktop.imports.queries.history import past_visit_page
from clinic_desktop.imports.rules.past_visits import at_this_clock
from clinic_desktop.imports.rules.totals import is_sum
from ui.imports.words import act_words, done_words

REPORT = (
    "Client List\r\nPrinted 11/20/2026 by Front Desk\r\n"
    "Client ID\tClient Name\tBirthday\tCell\tInsurance Co.\tBalance\r\n"
    "1\tNguyễn, Thị Hoa\t03/14/1980\t(253) 555-0142\tCascade Mutual\t$0.00\r\n\t\t\t\t\t\r\n"
    "2\tO'Brien, Seán\t12/25/1975\t2535550143.0\tCASCADE-MUTUAL.\t($15.00)\r\n"
    "3\tO'Brien, Sean\t12/25/1975\t\tCascadeMutual\t\r\n"
    "Total Clients: 3\t\t\t\t\t$1,235.00\r\nPage 1 of 1\r\n"
)
ANA = ClientDraft("Ana", family_name="Lee", birth_date="3/14/1980", phone="253-555-0142")


def test_a_whole_report_out_of_a_spreadsheet(clinic: Clinic) -> None:
    new_payer(clinic, PAYER)
    seen = looked(clinic, REPORT.encode("utf-16"))
    assert states(seen) == {4: "add", 6: "add", 7: "twice", 8: "left", 9: "left"}
    assert line(seen, 8).words == "It seems to be a sum, or the end of a report."
    assert line(seen, 6).words == "Payer “CASCADE-MUTUAL.” is taken to be “Cascade Mutual”."
    imported(clinic, REPORT.encode("utf-16"))
    assert (counts(clinic)["clients"], counts(clinic)["payers"], counts(clinic)["policies"]) == (2, 1, 2)
    assert client(clinic.read, 2).phone == "(253) 555-0143"


@pytest.mark.parametrize(
    ("cells", "is_one"),
    [
        (("TOTAL", "", "$4,400.00"), True),
        (("Grand Total: 44", "x"), True),
        (("Totals",), True),
        (("", "Subtotal", "3"), True),
        (("3 clients",), True),
        (("Number of clients: 12",), True),
        (("End of report",), True),
        (("Page 2 of 7",), True),
        # People and payers who are called so.
        (("Total, Ana", "3/14/1980"), False),
        (("Total", "Ana", "253-555-0142"), False),
        (("Total Wellness Insurance",), False),
        (("Totally Kids",), False),
        (("Page, Ana",), False),
        (("Sum, Wei",), False),
        ((), False),
    ],
)
def test_what_is_a_sum(cells: tuple[str, ...], is_one: bool) -> None:
    assert is_sum(cells) is is_one


def test_a_client_who_is_called_like_a_sum_is_taken_when_somebody_says_so(clinic: Clinic) -> None:
    text = "First Name,Last Name\nTotal,Ana\n"
    assert line(looked(clinic, text), 2).can_be_other
    assert states(looked(clinic, text, choices=RowChoices(others=frozenset({2})))) == {2: "add"}


def test_who_is_there_or_twice_is_known_by_each_number_of_the_other_program(clinic: Clinic) -> None:
    ana = new_client(clinic, ANA)
    text = "Client ID,Name,DOB\nA1,Ana Lee,3/14/1980\nA2,Ana Lee,3/14/1980\nB1,Bo Ray,3/4/1970\nB2,Bo Ray,3/4/1970\n"
    seen = looked(clinic, text.replace("3/4/1970", "3/24/1970"))
    assert states(seen) == {2: "there", 3: "twice", 4: "add", 5: "twice"}
    assert line(seen, 2).words.endswith("on record. The number A1 is remembered for them.")
    assert act_words(seen.outlook) == "Import 1 row"
    assert done_words("clients", seen.outlook).startswith("1 client was added. 3 numbers were remembered.")
    made, _ = imported(clinic, text.replace("3/4/1970", "3/24/1970"))
    assert clinic.read.one("SELECT added, filled FROM imports") == {"added": 1, "filled": 0}
    assert looked(clinic, text.replace("3/4/1970", "3/24/1970")).outlook.entries == ()
    visits = "Client ID,Date,Service\n" + "".join(f"{one},3/20/2025,For {one}\n" for one in ("A1", "A2", "B1", "B2"))
    _, found = imported(clinic, visits, "visits")
    assert states(found) == dict.fromkeys((2, 3, 4, 5), "add")
    assert {one.service for one in past_visit_page(clinic.read, ana).rows} == {"For A1", "For A2"}
    # Who was there before is no part of the import, whatever became of them since.
    assert [one.name for one in import_standing(clinic.read, made).kept] == ["Ray, Bo"]
    clinic.do(TakeBackImport(made, 1, rest=True))
    assert not client(clinic.read, ana).is_retired
    assert states(looked(clinic, "Client ID,Date,Service\nA1,3/21/2025,x\n", "visits")) == {2: "wrong"}


def test_only_numbers_are_something_to_do(clinic: Clinic) -> None:
    new_client(clinic, ANA)
    seen = looked(clinic, "Client ID,Name,DOB\nA1,Ana Lee,3/14/1980\n")
    assert act_words(seen.outlook) == "Remember 1 number"
    (entry,) = seen.outlook.entries
    assert isinstance(entry, ClientEntry) and entry.is_there


def test_a_payer_in_five_spellings_is_one_unless_somebody_says_otherwise(clinic: Clinic) -> None:
    new_payer(clinic, PAYER)
    text = "Company,Phone\nCASCADE MUTUAL,\nCascadeMutual,\nCascade-Mutual.,\nRainier Health,\nRAINIER  health!,\n"
    seen = looked(clinic, text, "payers")
    assert states(seen) == {2: "there", 3: "twice", 4: "twice", 5: "add", 6: "twice"}
    seen = looked(clinic, "Company,Phone\nCascade-Mutual.,\n", "payers")
    assert line(seen, 2).words == "It is taken to be “Cascade Mutual”. A payer of this name is on the list."
    _, seen = imported(clinic, "Company,Phone\nCascade-Mutual.,\n", "payers", RowChoices(others=frozenset({2})))
    assert states(seen) == {2: "add"} and counts(clinic)["payers"] == 2


@pytest.mark.parametrize(
    ("phone", "other", "kept", "other_kept", "note"),
    [
        ("253-555-0142 / 253-555-0143", "", "253-555-0142", "253-555-0143", ""),
        ("253-555-0142 or 253-555-0143", "253-555-0144", "253-555-0142", "253-555-0144", "Another phone: 253-555-0143"),
        ("'2535550142", "", "2535550142", "", ""),
        ("000-000-0000", "(999) 999-9999", "", "", ""),
        ("253-555-0142 x12", "", "253-555-0142 x12", "", ""),
    ],
)
def test_phones_as_programs_write_them(
    clinic: Clinic, phone: str, other: str, kept: str, other_kept: str, note: str
) -> None:
    text = f"First Name,Last Name,Phone,Other Phone\nBo,Ray,2535550199,2535550198\nAna,Lee,{phone},{other}\n"
    (_, made) = looked(clinic, text).outlook.entries
    assert isinstance(made, ClientEntry)
    assert (made.draft.phone, made.draft.other_phone, made.draft.note) == (kept, other_kept, note)


def test_what_a_spreadsheet_spoiled_says_so(clinic: Clinic) -> None:
    rows = "Bo,Ray,3/14/1980,2535550199\n" * 2 + "Ana,Lee,29294,2.53556E+09\n"
    found = whys(looked(clinic, f"First Name,Last Name,DOB,Phone\n{rows}"), 4)
    assert "as a spreadsheet counts it" in found["birth_date"] and "shortened this number" in found["phone"]


@pytest.mark.parametrize(
    "cell", ["00/00/0000", "0000-00-00", "0001-01-01T00:00:00", "1/1/0001 12:00:00 AM", "1/1/1900"]
)
def test_a_day_that_stands_for_nothing_is_none(clinic: Clinic, cell: str) -> None:
    seen = looked(clinic, f"First Name,Last Name,DOB\nBo,Ray,3/14/1980\nCy,Ray,3/15/1980\nAna,Lee,{cell}\n")
    assert states(seen)[4] == "add"
    assert seen.outlook.entries[2].draft.birth_date == ""  # type: ignore[union-attr]


HEAD = "Client,Date,Start,Status\n"


def test_what_is_only_planned_is_left_out(clinic: Clinic) -> None:
    new_client(clinic, ANA)
    rows = '"Lee, Ana",12/24/2026,,Confirmed\n"Lee, Ana",3/20/2025,,Confirmed\n"Lee, Ana",12/24/2026,,Completed\n'
    seen = looked(clinic, HEAD + rows, "visits")
    assert states(seen) == {2: "left", 3: "add", 4: "wrong"}
    assert "still to come: “Confirmed”" in line(seen, 2).words


def test_a_short_year_of_a_visit_is_never_a_century_ago(clinic: Clinic) -> None:
    from dataclasses import replace

    new_client(clinic, ClientDraft("Bo", family_name="Ray"))
    text = "Client,Date\nBo Ray,12/24/26\nBo Ray,12/24/19\nBo Ray,2/20/98\n"
    matching = replace(looked(clinic, text, "visits").matching, reads_short_years=True)
    seen = looked(clinic, text, "visits", matching=matching)
    assert "in the future" in whys(seen, 2)["date_of_service"]
    days = [one.draft.date_of_service for one in seen.outlook.entries]  # type: ignore[union-attr]
    assert days == [date(2019, 12, 24), date(1998, 2, 20)]


def test_a_moment_of_the_worlds_clock_is_the_day_and_time_here(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "America/Los_Angeles")
    time.tzset()
    try:
        cells, said = at_this_clock({"date_of_service": "2025-10-05T02:30:00.000Z", "ends_at": "2025-10-05T03:30:00Z"})
        assert cells == {"date_of_service": "2025-10-04 19:30", "ends_at": "2025-10-04 20:30"}
        assert said[0] == "“2025-10-05T02:30:00.000Z” is 4 Oct 2025, 7:30 PM on the clock here."
        # A day is a day, and the clock on the wall is that of the wall.
        for cell in ("2025-10-05T00:00:00Z", "2025-10-05T09:00:00-07:00", "2025-10-05", "2025-13-05T09:00:00Z"):
            assert at_this_clock({"date_of_service": cell}) == ({"date_of_service": cell}, [])
        new_client(clinic, ANA)
        _, seen = imported(
            clinic, "Client,Date\nAna Lee,2025-10-05T02:30:00Z\nAna Lee,2025-03-05T17:00:00Z\n", "visits"
        )
        assert [one.draft.starts_at for one in seen.outlook.entries] == ["19:30", "09:00"]  # type: ignore[union-attr]
    finally:
        monkeypatch.undo()
        time.tzset()
