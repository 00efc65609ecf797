"""What a month end hands out, read back: the print run, the list, labels and pages for window envelopes."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from billable import billable_client, damage_papers, issue, ready_clinic, ready_visit
from factories import CLIENT, HOSTILE_NAMES
from month_ends import NOVEMBER, TOMORROW, files_in, issue_month, opened_copy, swept, write_month
from pdfs import reader, viewed_pages, words

from clinic_desktop.clients.commands import AddClient, ChangeClient
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.month_end.document.listing import month_csv
from clinic_desktop.month_end.document.print_run import labels_pdf, print_run_pdf
from clinic_desktop.month_end.loader.folder import Mailed
from clinic_desktop.month_end.model import MonthEnd, MonthRow
from clinic_desktop.month_end.queries.handed import addressee, handed_bills
from clinic_desktop.press.addressed import LABELS_A_SHEET, label_sheets, window_page
from clinic_desktop.press.sheet import Paper
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.superbills.commands.bills import VoidBill
from clinic_desktop.superbills.queries.issued import issued_bill
from clinic_desktop.values.spreadsheet import harmless
from ui.month_end.words import files_words

Opener = Callable[[ClinicFolder], Clinic]
PAPER = Paper("Labels", "Alder & Rowe Massage", "Mailing labels")
ADDRESS = ("Rosalind Nguyễn", "208 Fir Avenue", "Tacoma, WA 98405")
INCH = 72


@pytest.fixture(scope="module")
def prepared(template: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two clients, whose bills were issued against the order of their names; one has two."""
    place = tmp_path_factory.mktemp("out") / "clinic"
    clinic = opened_copy(template[0], place)
    ready_clinic(clinic)
    for name, days in (("Zoe", ("11/10/2026",)), ("Ada", ("11/11/2026", "11/17/2026"))):
        case = billable_client(clinic, name).case
        for day in days:
            issue(clinic, [ready_visit(clinic, case, day)])
    clinic.close()
    return place


@pytest.fixture
def out(prepared: Path, tmp_path: Path, open_clinic: Opener) -> Clinic:
    """A copy of it, open."""
    copytree(prepared, tmp_path / "out")
    return open_clinic(ClinicFolder(tmp_path / "out"))


def outline(pdf: bytes) -> list[object]:
    """The bookmarks as titles, what stands below one as a list, each with its page."""
    found = reader(pdf)

    def told(items: object) -> list[object]:
        assert isinstance(items, list)
        return [
            told(one) if isinstance(one, list) else (one.title, found.get_destination_page_number(one)) for one in items
        ]

    return told(found.outline)


def test_the_print_run_goes_by_client(out: Clinic) -> None:
    found = swept(out)
    pdf = print_run_pdf(out.read, found, handed_bills(found))
    pages = viewed_pages(pdf)
    assert [next(one for one in ("1001", "1002", "1003") if f"No. {one}" in page) for page in pages] == [
        *("1002", "1003", "1001"),
    ]
    assert outline(pdf) == [
        ("Nguyễn, Ada (Zuzu)", 0),
        [("Superbill no. 1002", 0), ("Superbill no. 1003", 1)],
        ("Nguyễn, Zoe (Zuzu)", 2),
        [("Superbill no. 1001", 2)],
    ]
    assert reader(pdf).page_labels == ["1002-1", "1003-1", "1001-1"]
    assert reader(pdf).metadata["/Title"] == "Superbills, November 2026"  # type: ignore[index]
    assert pdf == print_run_pdf(out.read, found, handed_bills(found))


def test_an_address_page_stands_in_front_of_each_client(out: Clinic) -> None:
    found = swept(out)
    pages = viewed_pages(print_run_pdf(out.read, found, handed_bills(found), "covers"))
    assert len(pages) == 5
    assert [page.split("\n")[0].strip() for page in (pages[0], pages[3])] == ["Ada Mae Nguyễn", "Zoe Mae Nguyễn"]
    assert "SUPERBILL" not in pages[0] and "208 Fir Avenue" in pages[0]


@pytest.mark.parametrize(
    ("known", "reached"),
    [
        ({"street": "208 Fir Avenue", "zip": "98405"}, True),
        ({"street": "208 Fir Avenue", "city": "Tacoma", "state": "WA"}, True),
        ({"street": "208 Fir Avenue", "city": "Tacoma"}, False),
        ({"city": "Tacoma", "state": "WA", "zip": "98405"}, False),
        ({}, False),
    ],
)
def test_an_address_is_one_that_a_letter_reaches(out: Clinic, known: dict[str, Any], reached: bool) -> None:
    row = out.do(AddClient(replace(CLIENT, given_name="May", **known))).row
    assert addressee(out.read, ClientId(row), TOMORROW).can_be_mailed == reached


def test_mail_about_a_minor_goes_to_who_acts_for_them(out: Clinic) -> None:
    row = out.read.one("SELECT id, version FROM clients WHERE given_name = 'Ada'")
    child = replace(CLIENT, given_name="Ada", birth_date="3/4/2019", guardian_name="Pat Lee")
    child = replace(child, street="208 Fir Avenue", city="Tacoma", state="WA", zip="98405")
    out.do(ChangeClient(row["id"], row["version"], child))
    found = swept(out)
    bills = handed_bills(found)
    expected = "Pat Lee\nParent or guardian of Ada Mae Nguyễn\n208 Fir Avenue"
    covers = viewed_pages(print_run_pdf(out.read, found, bills, "covers"))
    assert expected in "\n".join(one.strip() for one in covers[0].split("\n"))
    labels = labels_pdf(out.read, found, bills, 1)
    assert labels and "Parent or guardian of Ada" in viewed_pages(labels)[0]
    grown = addressee(out.read, ClientId(row["id"]), date(2037, 3, 4))
    assert grown.lines[0] == "Ada Mae Nguyễn"
    out.do(ChangeClient(row["id"], row["version"] + 1, replace(child, guardian_name="")))
    assert addressee(out.read, ClientId(row["id"]), TOMORROW).lines[0] == "Parent or guardian of Ada Mae Nguyễn"


def test_a_paper_that_was_voided_says_so_in_the_folder(out: Clinic, tmp_path: Path) -> None:
    (tmp_path / "f").mkdir()
    write_month(out, tmp_path / "f", Mailed("labels", 1))
    bill = out.read.one("SELECT id, version, kind FROM bills WHERE number = 1001")
    out.do(VoidBill(bill["id"], bill["version"], "Wrong member ID"))
    issue_month(out)
    run = write_month(out, tmp_path / "f")
    # 1004 and the run and list are new; 1002 and 1003 are there; of labels that nobody asked for it is told.
    assert (run.written, run.there, run.voided, run.old) == (3, 2, (1001,), ("labels.pdf",))
    there = {name.rpartition("/")[2]: content for name, content in files_in(tmp_path / "f").items()}
    assert "VOID" in words(there["superbill-1001.pdf"]) and "VOID" not in words(there["superbill-1004.pdf"])
    assert "1001" not in [page.split("No. ")[1][:4] for page in viewed_pages(there["print-run.pdf"]) if "No. " in page]
    assert "labels.pdf" in there
    said = files_words(run, "2026-11 month end")
    assert "No. 1001 was voided after its file was written: the file says VOID now." in said
    assert "labels.pdf is from an earlier run and was not made anew." in said
    again = write_month(out, tmp_path / "f")
    assert (again.written, again.there, again.voided) == (0, 5, ())


def test_a_voided_paper_that_is_damaged_stops_no_other(out: Clinic, tmp_path: Path) -> None:
    (tmp_path / "f").mkdir()
    write_month(out, tmp_path / "f")
    bill = out.read.one("SELECT id, version FROM bills WHERE number = 1001")
    out.do(VoidBill(bill["id"], bill["version"], "Wrong member ID"))
    found = issued_bill(out.read, bill["id"])
    damage_papers(out, f"UPDATE contents SET bytes = x'00' WHERE digest = '{found.void_digest}'")
    run = write_month(out, tmp_path / "f")
    assert (run.damaged, run.voided, run.is_whole) == ((1001,), (), True)


def test_who_has_no_address_gets_no_label_and_no_page(out: Clinic) -> None:
    row = out.read.one("SELECT id, version FROM clients WHERE given_name = 'Ada'")
    out.do(ChangeClient(row["id"], row["version"], replace(CLIENT, given_name="Ada")))
    found = swept(out)
    bills = handed_bills(found)
    assert len(viewed_pages(print_run_pdf(out.read, found, bills, "covers"))) == 4
    labels = labels_pdf(out.read, found, bills, 1)
    assert labels
    (page,) = viewed_pages(labels)
    assert "Zoe" in page and "Ada" not in page
    assert labels_pdf(out.read, found, bills[:2], 1) is None


def places(pdf: bytes) -> list[tuple[int, float, float, str]]:
    """Where each text begins: the page, inches from its left and its top edge."""
    found: list[tuple[int, float, float, str]] = []
    for at, page in enumerate(reader(pdf).pages):

        def visit(text: str, _cm: object, tm: list[float], *_: object, at: int = at) -> None:
            if text.strip():
                found.append((at, tm[4] / INCH, 11 - tm[5] / INCH, text.strip()))

        page.extract_text(visitor_text=visit)
    return found


def test_labels_stand_where_the_sheet_has_them() -> None:
    pdf = label_sheets([ADDRESS] * 31, 1, PAPER)
    names = [(page, across, down) for page, across, down, text in places(pdf) if text == ADDRESS[0]]
    assert [page for page, _, _ in names] == [0] * LABELS_A_SHEET + [1]
    for at, (_, across, down) in enumerate(names[:LABELS_A_SHEET]):
        left, top = 0.1875 + 2.75 * (at % 3), 0.5 + at // 3
        assert left + 0.1 < across < left + 0.2
        assert top + 0.1 < down < top + 0.5
    assert names[30][1:] == names[0][1:]


@pytest.mark.parametrize(("first", "pages"), [(1, 1), (4, 1), (30, 2)])
def test_labels_that_were_used_are_left_free(first: int, pages: int) -> None:
    names = [one for one in places(label_sheets([ADDRESS] * 2, first, PAPER)) if one[3] == ADDRESS[0]]
    assert names[-1][0] == pages - 1
    begun = places(label_sheets([ADDRESS] * first, 1, PAPER))
    # Where the label of that number is on a whole sheet.
    assert names[0][1:3] == [one for one in begun if one[3] == ADDRESS[0]][-1][1:3]


@pytest.mark.parametrize("first", [0, 31, -1])
def test_there_is_no_other_label(first: int) -> None:
    with pytest.raises(ValueError, match=str(first)):
        label_sheets([ADDRESS], first, PAPER)


@pytest.mark.parametrize(
    "address",
    [
        ADDRESS,
        ("W" * 60, "208 Fir Avenue", "Apartment 12, second floor, behind the garden", "Tacoma, WA 98405"),
        *((name, "208 Fir Avenue", "Tacoma, WA 98405") for name in HOSTILE_NAMES),
    ],
)
def test_an_address_stays_in_its_window_and_on_its_label(address: tuple[str, ...]) -> None:
    for _, across, down, _ in places(window_page(address, PAPER)):
        assert 0.875 <= across < 4.375
        # 0.458 inches up or down in the envelope, and still inside.
        assert 2.5 <= down <= 3.167
    for _, across, down, _ in places(label_sheets([address], 1, PAPER)):
        assert 0.2 < across < 2.8
        assert 0.5 < down < 1.5


def rows_of(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_list_has_a_line_a_document(out: Clinic) -> None:
    head, *lines = rows_of(month_csv(swept(out)))
    assert head == ["Number", "Client", "Kind", "First day", "Last day", "Payer", "Charged", "Paid", "Status", "Reason"]
    assert lines[0] == ["1002", "Nguyễn, Ada (Zuzu)", "Superbill", "2026-11-11", "2026-11-11", "Cascade Mutual",
                        "140.00", "140.00", "Issued", ""]  # fmt: skip
    assert [line[0] for line in lines] == ["1002", "1003", "1001"]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "  @"])
def test_no_cell_is_run_by_a_spreadsheet(begin: str) -> None:
    name = f'{begin}HYPERLINK("http://evil.example","x")'
    row = MonthRow("skipped", "superbill", 1, name, 1, "", payer_name=name, why=name)  # type: ignore[arg-type]
    cells = rows_of(month_csv(MonthEnd("month", NOVEMBER, (row,))))[1]
    assert cells[1] == cells[5] == cells[9] == f"'{name}"
    assert not any(cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


@pytest.mark.parametrize("name", [*HOSTILE_NAMES, "O’Brien, Anne", 'a,"b"\nc'])
def test_a_name_is_a_cell_whatever_it_is(name: str) -> None:
    row = MonthRow("ready", "superbill", 1, name, 1, "", first_day=date(2026, 11, 1))  # type: ignore[arg-type]
    cells = rows_of(month_csv(MonthEnd("month", NOVEMBER, (row,))))[1]
    assert cells[1] == harmless(name)


def test_a_run_lists_what_it_issued(out: Clinic) -> None:
    ready_visit(out, billable_client(out, "May").case, "11/12/2026")
    assert [line[8] for line in rows_of(month_csv(swept(out)))[1:]].count("Ready") == 1
    issue_month(out)
    assert {line[8] for line in rows_of(month_csv(swept(out)))[1:]} == {"Issued"}
