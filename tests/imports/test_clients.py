"""What comes of rows about clients: added, there, twice, or what is wrong at which column; and then they are there."""

from dataclasses import replace

import pytest
from factories import new_client
from imported import ANA, HEAD, LUIS, counts, facts_of, imported, line, looked, states, whys, with_short_years

from clinic_desktop.clients.commands import ChangeClient, RetireClient
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clients.queries import client
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import NotAllowed, Refused
from clinic_desktop.imports.commands.importing import ImportRows
from clinic_desktop.imports.model.entries import ClientEntry, RowChoices
from clinic_desktop.imports.queries.batches import import_page, remembered_matching
from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.policies.queries import policy

LEE = ClientDraft("Ana", family_name="Lee", birth_date="3/14/1980")
WHOLE = (
    "Client #,Name,Date of birth,Sex,Cell,Address,Insurance,Member ID,Group,Referred by,Referring NPI,Notes,Allergies\n"
    '77,"de la Cruz, Maria",3/14/1980,Female,(253) 555-0142 cell,"14 Elm Street, Apt 2, Tacoma, WA 98402",'
    "Cascade Mutual,abc 123,G7,Dr. Lee,1999999992,Likes quiet,Latex\n"
)


def test_a_suffix_is_a_part_of_the_last_name(clinic: Clinic) -> None:
    head = "First Name,Last Name,Suffix,DOB\n"
    written = 'Luis,Vega,Jr.,12/25/1990\nLuis,"Vega, Sr.",,12/25/1960\nAna,Lee III,III,12/25/1970\n'
    made = looked(clinic, f"{head}{written}Jo,Poe,MD,12/25/1980\n")
    assert made.matching.columns == ("given_name", "family_name", "suffix", "birth_date")
    drafts = [one.draft for one in made.outlook.entries if isinstance(one, ClientEntry)]
    assert [one.family_name for one in drafts] == ["Vega Jr.", "Vega Sr.", "Lee III", "Poe"]
    assert line(made, 5).words == "“MD” is left out: it is no part of a name."
    (whole,) = looked(clinic, "Name,Suffix,DOB\nLuis Vega,II,12/25/1990\n").outlook.entries
    assert isinstance(whole, ClientEntry) and whole.draft.family_name == "Vega II"


def test_a_whole_row_is_a_client_with_a_case_and_a_policy(clinic: Clinic) -> None:
    made, seen = imported(clinic, WHOLE)
    found = client(clinic.read, 1)
    assert (found.name, found.sex, found.phone, found.birth_date) == (
        "Maria de la Cruz", "F", "(253) 555-0142", seen.outlook.entries and found.birth_date)  # fmt: skip
    assert (found.street, found.street2, found.city, found.state, found.zip) == (
        "14 Elm Street", "Apt 2", "Tacoma", "WA", "98402")  # fmt: skip
    assert found.note == "Notes: Likes quiet\nAllergies: Latex\nReferred by: Dr. Lee, NPI 1999999992"
    insured = policy(clinic.read, 1)
    assert (insured.payer_name, insured.member_id, insured.group_number) == ("Cascade Mutual", "ABC 123", "G7")
    assert counts(clinic) | {"import_rows": 1} == counts(clinic)
    (one,) = import_page(clinic.read).rows
    assert (one.id, one.kind, one.read_rows, one.added, one.filled, one.made_by) == (
        made,
        "clients",
        1,
        1,
        0,
        "Maya Ortiz",
    )
    assert clinic.read.one("SELECT number FROM import_rows")["number"] == "77"


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        (",Lee,3/14/1980,,", "given_name", "first name"),
        ("Ana,,3/14/1980,,", "family_name", "last name"),
        ("Ana,Lee,2/30/1980,,", "birth_date", "no 30th day"),
        ("Ana,Lee,3/14/2030,,", "birth_date", "in the future"),
        ("Ana,Lee,3/14/45,,", "birth_date", "two digits"),
        ("Ana,Lee,,555-0142,", "phone", "ten digits"),
        ("Ana,Lee,,,ana at x", "email", "email address"),
        (f"{'A' * 101},Lee,,,", "given_name", "too long"),
        ("An\ufffda,Lee,,,", "given_name", "cannot be read"),
        ("Ana,Lee,,,,extra", "", "more cells"),
    ],
)
def test_what_is_wrong_is_said_at_its_column_with_its_row(clinic: Clinic, row: str, field: str, words: str) -> None:
    seen = looked(clinic, f"{HEAD}{LUIS}\n{row}\n")
    assert states(seen) == {2: "add", 4: "wrong"}
    assert words in whys(seen, 4)[field]
    assert [entry.number for entry in seen.outlook.entries] == [2]


@pytest.mark.parametrize(
    ("columns", "row", "field"),
    [
        ("Name,Insurance,Member ID", "Ana Lee,,ABC123", "payer_name"),
        ("Name,Insurance,Member ID", "Ana Lee,Cascade,*", "member_id"),
        ("Name,Referring NPI", "Ana Lee,1234567890", "referrer_npi"),
        ("Name,State,Zip", "Ana Lee,Washingtn,98402", "state"),
        ("Name,Zip,City", "Ana Lee,9840,Tacoma", "zip"),
        ("Name,Guardian phone", "Ana Lee,2535550142", "guardian_name"),
    ],
)
def test_every_column_has_its_own_check(clinic: Clinic, columns: str, row: str, field: str) -> None:
    # Of more rows, so that a column is known by most of what stands in it.
    seen = looked(clinic, f"{columns}\n{row}\n")
    assert field in whys(seen, 2), (seen.matching, line(seen, 2))


def test_cells_of_other_programs_are_read_as_they_are_meant(clinic: Clinic) -> None:
    text = (
        "Name,Gender,Zip,State,Phone,Insurance,Preferred name,Email\n"
        "Ana Lee,Non-binary,2134,MA,c: 253.555.0142,Self pay,ana,N/A\n"
    )
    seen = looked(clinic, text)
    (entry,) = seen.outlook.entries
    assert isinstance(entry, ClientEntry)
    draft = entry.draft
    assert (draft.sex, draft.zip, draft.phone, draft.preferred_name, draft.email) == (
        "X",
        "02134",
        "253.555.0142",
        "",
        "",
    )
    assert entry.policy is None
    assert "2134 is read as 02134" in line(seen, 2).words


def test_short_years_are_read_once_somebody_said_so_and_each_row_says_it(clinic: Clinic) -> None:
    text = f"{HEAD}Ana,Lee,3/14/45,,\n"
    seen = looked(clinic, text)
    assert seen.days.short_years == 1
    again = looked(clinic, text, matching=with_short_years(seen))
    assert states(again) == {2: "add"}
    assert "“3/14/45” is read as 14 Mar 1945." in line(again, 2).words


def test_an_open_order_of_days_is_asked_for(clinic: Clinic) -> None:
    seen = looked(clinic, f"{HEAD}Ana,Lee,3/4/1980,,\nLuis,Vega,5/6/1981,,\n")
    assert seen.days.is_open
    assert "month or the day" in whys(seen, 2)["birth_date"]
    told = looked(clinic, f"{HEAD}Ana,Lee,3/4/1980,,\n", matching=replace(seen.matching, day_first=True))
    (entry,) = told.outlook.entries
    assert isinstance(entry, ClientEntry)
    assert entry.draft.birth_date == "04/03/1980"


def test_a_file_that_tells_the_order_of_days_is_believed_before_what_was_chosen(clinic: Clinic) -> None:
    day_first = f"{HEAD}Ana,Lee,14/3/1980,,\nLuis,Vega,5/6/1981,,\n"
    imported(clinic, day_first)
    open_one = looked(clinic, f"{HEAD}Rosa,Diaz,3/4/1980,,\n")
    # As the last file of that program.
    assert (open_one.chosen.day_first, open_one.matching.day_first) == (None, True)
    assert looked(clinic, f"{HEAD}Rosa,Diaz,3/14/1980,,\n").matching.day_first is False


def test_who_is_there_or_twice_in_the_file_is_left_out(clinic: Clinic) -> None:
    new_client(clinic, LEE)
    gone = new_client(clinic, ClientDraft("Rosa", family_name="Diaz", birth_date="1/2/1990"))
    clinic.do(RetireClient(gone, 1))
    seen = looked(clinic, f"{HEAD}{ANA}{LUIS}{LUIS}Rosa,Diaz,1/2/1990,,\nAna,Lee,3/15/1980,,\n")
    assert states(seen) == {2: "there", 3: "add", 4: "twice", 5: "there", 6: "add"}
    assert "row 3" in line(seen, 4).words
    assert "retired" in line(seen, 5).words


def test_a_name_alone_is_no_proof_and_a_person_may_say_so(clinic: Clinic) -> None:
    new_client(clinic, ClientDraft("Ana", family_name="Lee", phone="2535550142"))
    reached = looked(clinic, f"{HEAD}{ANA}")
    assert states(reached) == {2: "there"}
    unclear = looked(clinic, f"{HEAD}Ana,Lee,,,\n")
    assert "same person" in whys(unclear, 2)["birth_date"]
    other = looked(clinic, f"{HEAD}Ana,Lee,,,\n", choices=RowChoices(others=frozenset((2,))))
    assert states(other) == {2: "add"}
    both = RowChoices(others=frozenset((2, 3)))
    imported(clinic, f"{HEAD}{ANA}{ANA}", choices=both)
    assert counts(clinic)["clients"] == 3


def test_rows_are_put_right_or_left_out_by_hand(clinic: Clinic) -> None:
    text = f"{HEAD}Ana,Lee,2/30/1980,,\nLuis,Vega,,12,\nBen,Ray,,,,x\n"
    choices = RowChoices({2: {2: "2/28/1980"}, 4: {2: "1/1/1970"}}, left=frozenset((3,)))
    assert states(looked(clinic, text, choices=choices)) == {2: "add", 3: "left", 4: "add"}


def test_what_is_there_is_filled_up_only_where_it_is_empty(clinic: Clinic) -> None:
    row = new_client(clinic, replace(LEE, phone="2535550199", city="Kent"))
    text = "Name,DOB,Phone,Email,Street,City,Insurance,Member ID\n"
    text += "Ana Lee,3/14/1980,2535550142,ana@x.com,1 Elm,Tacoma,Cascade,AB 1\n"
    fills = RowChoices(fills=True)
    assert states(looked(clinic, text)) == {2: "there"}
    seen = looked(clinic, text, choices=fills)
    assert line(seen, 2).words == "Filled up: Email, Payer"
    imported(clinic, text, choices=fills)
    found = client(clinic.read, row)
    assert (found.phone, found.email, found.street, found.city) == ("(253) 555-0199", "ana@x.com", "", "Kent")
    assert counts(clinic)["policies"] == 1
    # And again there is nothing left to do.
    assert states(looked(clinic, text, choices=fills)) == {2: "there"}


def test_the_same_file_again_says_so_and_does_nothing_twice(clinic: Clinic) -> None:
    text = f"{HEAD}{ANA}{LUIS}"
    made, first = imported(clinic, text)
    assert first.before is None
    again = looked(clinic, text)
    assert again.before and again.before.id == made
    assert set(states(again).values()) == {"there"}
    assert again.outlook.entries == ()
    assert again.is_remembered


def test_what_columns_are_is_remembered_for_files_with_these_headings(clinic: Clinic) -> None:
    _, seen = imported(clinic, f"{HEAD}{ANA}")
    imported(clinic, f"{HEAD}{LUIS}")
    assert clinic.read.one("SELECT count(*) AS n FROM import_columns")["n"] == 1
    assert remembered_matching(clinic.read, "clients", ("email", "dob")) is None
    kept = remembered_matching(clinic.read, "clients", ("Email", "DOB", "Phone", "Last Name", "first name"))
    assert kept and kept.columns == ("email", "birth_date", "phone", "family_name", "given_name")
    assert remembered_matching(clinic.read, "visits", seen.table.headings) is None


def test_all_or_nothing_where_something_came_between(clinic: Clinic) -> None:
    seen = looked(clinic, f"{HEAD}{LUIS}{ANA}")
    new_client(clinic, LEE)
    before = counts(clinic)
    with pytest.raises(Refused) as refused:
        clinic.do(ImportRows(facts_of(seen, "clients"), seen.outlook.entries))
    assert refused.value.problems[0].field == "3"
    assert counts(clinic) == before


def test_an_import_that_is_stopped_leaves_nothing(clinic: Clinic) -> None:
    seen = looked(clinic, HEAD + "".join(f"Ana,Lee{at},,,\n" for at in range(120)))
    heard = []

    def stop_at_the_second(done: int, _total: int, _words: str) -> None:
        heard.append(done)
        if done:
            progress.stop()

    progress = Progress(stop_at_the_second)
    before = counts(clinic)
    with pytest.raises(Cancelled):
        clinic.do(ImportRows(facts_of(seen, "clients"), seen.outlook.entries, progress))
    assert heard == [0, 50]
    assert counts(clinic) == before


def test_only_the_owner_imports(clinic: Clinic) -> None:
    assert ImportRows.permission == "owner"
    seen = looked(clinic, f"{HEAD}{ANA}")
    clinic.person = replace(clinic.person, role="front_desk")
    with pytest.raises(NotAllowed):
        clinic.do(ImportRows(facts_of(seen, "clients"), seen.outlook.entries))
    assert counts(clinic)["clients"] == 0


def test_changed_clients_keep_their_guardian_whole(clinic: Clinic) -> None:
    row = new_client(clinic, replace(LEE, guardian_name="Bo Lee"))
    text = "Name,DOB,Guardian,Guardian relationship\nAna Lee,3/14/1980,Cy Lee,Mother\n"
    assert states(looked(clinic, text, choices=RowChoices(fills=True))) == {2: "there"}
    now = client(clinic.read, row)
    clinic.do(ChangeClient(row, now.version, replace(LEE, guardian_name="")))
    imported(clinic, text, choices=RowChoices(fills=True))
    assert client(clinic.read, row).guardian_relationship == "Mother"
