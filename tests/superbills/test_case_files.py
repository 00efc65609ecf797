"""Case files: what a short one comes to, and what is said of a wrong one, with its line."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from clinic_desktop.superbills.loader.cases import Accepted, CaseFile, Expected, read_case
from clinic_desktop.superbills.model.bill import Bill, BilledPayment, BilledService, BilledVisit, Stamp
from clinic_desktop.superbills.model.parties import BilledCredential, BilledTherapist
from clinic_desktop.written.file import BadFile

Written = Callable[..., Path]
VISIT = "today = 2026-11-23\n[[visits]]\ndate_of_service = 2026-11-02\n[[visits.services]]\n"


@pytest.fixture
def write(tmp_path: Path) -> Written:
    def written(text: str | bytes) -> Path:
        path = tmp_path / "case.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return written


def wrong(path: Path) -> list[str]:
    """Lines and sentences, without the path in front."""
    with pytest.raises(BadFile) as refused:
        read_case(path)
    assert all(one.startswith(str(path)) for one in refused.value.problems)
    return [one.removeprefix(f"{path}:") for one in refused.value.problems]


def test_the_day_is_all_that_a_case_needs(write: Written) -> None:
    assert read_case(write("today = 2026-11-23")) == CaseFile(
        Bill(), date(2026, 11, 23), Stamp(), notes_on_paper=False, accepted=(), expected=None
    )


def test_a_short_case_is_filled_up(write: Written) -> None:
    case = read_case(
        write(
            VISIT + 'name = "Massage"\nprocedure_code = "MT001"\nprice = 35.10\nminutes = 53\n'
            '[[visits.payments]]\npaid = "140.40"\n[therapist]\nname = "Maya Ortiz, LMT"\n'
            "[therapist.credential]\nexpires_on = 2027-01-31\n"
        )
    )
    service = BilledService(
        name="Massage", procedure_code="MT001", price_cents=3510, minutes=53, units=4, fee_cents=14040
    )
    payment = BilledPayment(paid_on=date(2026, 11, 2), cents=14040)
    visit = BilledVisit(
        row=1, date_of_service=date(2026, 11, 2), charged_cents=14040, services=(service,), payments=(payment,)
    )
    credential = BilledCredential(expires_on=date(2027, 1, 31))
    assert case.bill == Bill(
        therapist=BilledTherapist(name="Maya Ortiz, LMT", designation="LMT", credential=credential), visits=(visit,)
    )


@pytest.mark.parametrize(
    ("lines", "units", "fee"),
    [
        ("price = 35\nminutes = 60", 4, 14000),
        ("price = 35\nminutes = 60\nunits = 3", 3, 10500),
        ("price = 35\nminutes = 60\nfee = 99.99", 4, 9999),
        ('price = 120\npriced_by = "visit"\nminutes = 60', 4, 12000),
        ("fee = 120\nminutes = 60", 4, 12000),
        ("price = 15\nis_timed = false", 1, 1500),
        ("price = 35", 0, 0),
    ],
)
def test_units_and_fees_follow_where_they_are_not_given(write: Written, lines: str, units: int, fee: int) -> None:
    (visit,) = read_case(write(VISIT + lines)).bill.visits
    assert [(one.units, one.fee_cents) for one in visit.services] == [(units, fee)]
    assert visit.charged_cents == fee


def test_units_are_counted_by_the_rule_of_the_visit(write: Written) -> None:
    two = 'procedure_code = "MT001"\nminutes = 20\n[[visits.services]]\nprocedure_code = "MT002"\nminutes = 20\n'
    for rule, units in (("cms", [2, 1]), ("midpoint", [1, 1])):
        (visit,) = read_case(
            write(
                VISIT.replace("[[v", f'unit_rule = "{rule}"\n[[v', 2).replace(
                    f'unit_rule = "{rule}"\n[[visits]]', "[[visits]]"
                )
                + two
            )
        ).bill.visits
        assert [one.units for one in visit.services] == units


def test_two_of_the_same_day_times_and_services_are_one_visit(write: Written) -> None:
    hour = '[[visits]]\ndate_of_service = 2026-11-02\nstarts_at = "{}:00"\n[[visits.services]]\nfee = {}\n'
    visits = [hour.format(*one) for one in (("10", 80), ("11", 80), ("10", 80), ("10", 90))]
    paid = "[[visits.payments]]\npaid = 80\n"
    case = read_case(write("today = 2026-11-23\n" + paid.join(visits)))
    assert [one.row for one in case.bill.visits] == [1, 2, 1, 3]


def test_a_discount_is_taken_off_the_charge(write: Written) -> None:
    case = read_case(write(VISIT.replace("[[visits.s", "discount = 10.01\n[[visits.s") + "fee = 120"))
    assert case.bill.visits[0].charged_cents == 10999


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("35", 3500), ("35.1", 3510), ("0.07", 7), ("1_000.10", 100010), ("+4.35", 435), ("2.675e", None),
        ('"35.00"', 3500), ('"$1,234.50"', 123450), ("1.005", None), ("-1.00", None), ("-1", None), ("nan", None),
        ("inf", None), ("1e2", None), ("true", None), ("1000000.01", None), ("9" * 400, None), ('"a lot"', None),
        ("[1]", None), ("2026-01-01", None),
    ],
)  # fmt: skip
def test_amounts_are_read_to_the_cent(write: Written, written: str, cents: int | None) -> None:
    path = write(VISIT + f"fee = {written}")
    if cents is None:
        assert wrong(path)[0].startswith("5: ")
    else:
        assert read_case(path).bill.visits[0].services[0].fee_cents == cents


@given(cents=some.integers(0, 100_000_000))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_no_amount_is_ever_rounded(write: Written, cents: int) -> None:
    (visit,) = read_case(write(VISIT + f"fee = {cents // 100}.{cents % 100:02d}")).bill.visits
    assert visit.services[0].fee_cents == cents


def test_words_stand_in_a_list_or_in_a_text(write: Written) -> None:
    case = read_case(
        write(
            VISIT + 'modifiers = "59 GP"\npointers = ["A", "M54.2"]\n'
            '[policy]\nclaims_address = """\nClaims\nPO Box 1"""\n[expect]\nstop = "totals, no-font"\nask = []\n'
        )
    )
    service = case.bill.visits[0].services[0]
    assert (service.modifiers, service.pointers) == (("59", "GP"), ("A", "M54.2"))
    assert case.bill.policy and case.bill.policy.claims_address == ("Claims", "PO Box 1")
    assert case.expected == Expected(stop=("totals", "no-font"))


def test_a_number_makes_a_document_of_a_draft(write: Written) -> None:
    case = read_case(
        write(
            'number = 1002\nreplaces = 1001\nkind = "receipt"\nnotes_on_paper = true\ntoday = 2026-11-23\n'
            '[[accepted]]\nrule = "unpaid"\nreason = "because"\n'
        )
    )
    assert case.stamp == Stamp(1002, date(2026, 11, 23), (1001,))
    assert (case.bill.kind, case.notes_on_paper) == ("receipt", True)
    assert case.accepted == (Accepted("unpaid", "because"),)


def test_everything_wrong_is_said_at_once_with_its_line(write: Written) -> None:
    path = write(
        '# A comment\n[clinic]\nname = "A"\norganisation_npi = "1"\nxyzzy = 1\n'
        "\n[[visits]]\ndate_of_service = 2026-11-02\n"
        '[[visits.services]]\nname = """\nof\nthree lines"""\nminuts = 60\n'
        "[[visits.services]]\nminutes = 60.5\n[cleint]\n"
    )
    said = wrong(path)
    assert said[0] == "1: The key “today” is missing."
    assert said[1] == "4: There is no key “organisation_npi” here. Did you mean “organization_npi”?"
    assert said[2].startswith("5: There is no key “xyzzy” here. There are name, legal_name, street,")
    assert said[3:] == [
        "13: There is no key “minuts” here. Did you mean “minutes”?",
        "15: minutes: Write a whole number, 0 or more.",
        "16: There is no key “cleint” here. Did you mean “client”?",
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("number = -1", "number: Write a whole number, 0 or more."),
        ("number = true", "number: Write a whole number, 0 or more."),
        ("notes_on_paper = 1", "notes_on_paper: Write true or false."),
        (
            'kind = "superbil"',
            "kind: Did you mean “superbill”? It is one of superbill, receipt, statement, year_receipt.",
        ),
        ("kind = 1", "kind: Write one of superbill, receipt, statement, year_receipt."),
        ("row = 1", "There is no key “row” here."),
        ("price_cents = 1", "There is no key “price_cents” here."),
        ("clinic = 1", "“clinic” is one table: write [clinic] on a line of its own."),
        ("visits = 1", "There can be several of “visits”: write [[visits]] above each."),
        ("visits = [1]", "There can be several of “visits”: write [[visits]] above each."),
        ("[visits]", "There can be several of “visits”: write [[visits]] above each."),
        ("[[clinic]]", "“clinic” is one table: write [clinic] on a line of its own."),
        ("[therapist]\ncredential = 1", "“credential” is one table: write [therapist.credential]"),
        ("[client]\nname = 1", "name: Write text in quotes."),
        ("[client]\nname = 1.5", "name: Write text in quotes."),
        ('[client]\nbirth_date = "1985-03-12"', "birth_date: Write a date without quotes, like 2026-11-23."),
        ("[client]\nbirth_date = 1985-03-12 10:00:00", "birth_date: Write a date without quotes, like 2026-11-23."),
        ("[client]\nbirth_date = 0001-01-01", "birth_date: Check the year: it can be from 1900 to 2199."),
        ("[expect]\nstops = []", "There is no key “stops” here. Did you mean “stop”?"),
        ("[expect]\nstop = [1]", 'stop: Write a list like ["A", "B"], or "A B".'),
        ('[[visits]]\nstarts_at = "2:30 pm"', 'starts_at: Write a time like "14:30".'),
        ("[[visits]]\nservices = [{price = 1, proced_code = 'x'}]", "There is no key “proced_code” here."),
        ('[[visits]]\n[[visits.services]]\npriced_by = "unit"\nfee = 1', "A service priced by unit needs a “price”"),
        ('[[accepted]]\nreason = "x"\nrule = "unpayed"', "rule: There is no rule “unpayed”. Did you mean “unpaid”?"),
        ('[[accepted]]\nreason = "x"\nrule = ""', "rule: There is no rule “”."),
        ('[expect]\nask = ["unpaid"]\nstop = ["xyzzy"]', "stop: There is no rule “xyzzy”."),
        ('[expect]\nask = [\n"unpaid",\n"po_box"\n]', "ask: There is no rule “po_box”. Did you mean “po-box”?"),
        (
            '[expect]\nnote = "totals, code-unusal"',
            "note: There is no rule “code-unusal”. Did you mean “code-unusual”?",
        ),
        ("number = 7\nreplaces = 7", "A bill does not replace itself."),
        ("[[visits]]\n[[visits.services]]\npointers = []", "pointers: Write one at least, or leave the key out"),
        ('[[visits]]\n[[visits.services]]\npointers = " "', "pointers: Write one at least, or leave the key out"),
        ("clinic.nam = 'x'", "There is no key “nam” here. Did you mean “name”?"),
        ("orders = [\n{npi = '1'},\n{nip = '1'}\n]", "There is no key “nip” here. Did you mean “npi”?"),
    ],
)
def test_what_is_not_meant_is_said_with_its_line(write: Written, line: str, words: str) -> None:
    (said,) = wrong(write(f"today = 2026-11-23\n{line}\n"))
    number, _, sentence = said.partition(": ")
    last = line.count("\n") + 2 - line.endswith("\n]")
    assert sentence.startswith(words)
    assert int(number) == last


def test_numbers_and_codes_are_read_as_a_form_reads_them(write: Written) -> None:
    bill = read_case(
        write(
            VISIT + 'procedure_code = " mt0 01"\nmodifiers = "gp 59"\npointers = ["a", "m54.2 "]\n'
            '[[diagnoses]]\ncode = " m54.2"\n[[orders]]\nnpi = "123-456-7893"\n'
            '[therapist]\nnpi = "2999 999 990"\ntaxonomy = "225700000x"\n'
            '[clinic]\norganization_npi = "1999999992 "\ntax_id = "910000000"\n'
        )
    ).bill
    service = bill.visits[0].services[0]
    assert (service.procedure_code, service.modifiers, service.pointers) == ("MT001", ("GP", "59"), ("A", "M54.2"))
    assert (bill.diagnoses[0].code, bill.orders[0].npi) == ("M54.2", "1234567893")
    assert (bill.therapist.npi, bill.therapist.taxonomy) == ("2999999990", "225700000X")
    assert (bill.clinic.organization_npi, bill.clinic.tax_id) == ("1999999992", "91-0000000")


def test_what_cannot_be_right_stays_as_it_is_written(write: Written) -> None:
    bill = read_case(
        write(
            VISIT + 'procedure_code = "mt-1"\nmodifiers = ["gıp"]\n[[diagnoses]]\ncode = "neck paın"\n'
            '[therapist]\nnpi = "12-34"\n[clinic]\ntax_id = "123-45-6789"\n'
        )
    ).bill
    service = bill.visits[0].services[0]
    assert (service.procedure_code, service.modifiers, bill.diagnoses[0].code) == ("mt-1", ("gıp",), "neck paın")
    assert (bill.therapist.npi, bill.clinic.tax_id) == ("12-34", "123-45-6789")


def test_an_ssn_is_read_as_one(write: Written) -> None:
    typed = 'today = 2026-11-23\n[clinic]\ntax_id = "123456789"\ntax_id_kind = "SSN"'
    assert read_case(write(typed)).bill.clinic.tax_id == "123-45-6789"


@pytest.mark.parametrize(
    ("lines", "designation"),
    [
        ('name = "Lee Park, DC"', "DC"), ('name = "Lee Park"', "LMT"), ('name = "Lee Park, "', "LMT"), ("", "LMT"),
        ('name = "Lee Park, DC, LMT"', "DC, LMT"), ('name = "Lee Park, DC"\ndesignation = "LMT"', "LMT"),
        ('name = "Lee Park, DC"\ndesignation = ""', ""),
    ],
)  # fmt: skip
def test_what_stands_behind_the_name_says_what_they_are(write: Written, lines: str, designation: str) -> None:
    bill = read_case(write(f"today = 2026-11-23\n[therapist]\n{lines}")).bill
    assert bill.therapist.designation == designation


def test_a_first_bill_replaces_another(write: Written) -> None:
    assert read_case(write("today = 2026-11-23\nnumber = 7\nreplaces = 6")).stamp.replaces == (6,)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"today = 2026-11-23\na = \n", "2: This is not valid TOML: Invalid value."),
        (b"today = 2026-02-30\n", "1: This is not valid TOML: Invalid date or datetime."),
        (b"today = 2026-11-23\ntoday = 2026-11-23", "2: This is not valid TOML: Cannot overwrite a value."),
        (b"a = 1\nb = '\xff'", "2: This is not text in UTF-8."),
        (b"a = 1\nb = " + b"[" * 100_000, "2: This is not valid TOML: too much lies in one another."),
        (b"a = 1\nb = " + b"9" * 10_000, "2: This is not valid TOML: a number is too long."),
        (b"\x00", "1: This is not valid TOML: Invalid statement."),
        (b"\x89PNG\r\n\x1a\n", "1: This is not text in UTF-8."),
    ],
)
def test_what_is_no_toml_is_said(write: Written, content: bytes, words: str) -> None:
    (said,) = wrong(write(content))
    assert said.startswith(words)


def test_a_file_that_is_no_case_is_not_read(tmp_path: Path, write: Written) -> None:
    with pytest.raises(BadFile, match="cannot be read: No such file or directory"):
        read_case(tmp_path / "nowhere.toml")
    with pytest.raises(BadFile, match="cannot be read: Is a directory"):
        read_case(tmp_path)
    with pytest.raises(BadFile, match="is too big: "):
        read_case(write(b"#" * 1_000_001))
    with pytest.raises(BadFile, match="cannot be read"):
        read_case(Path("a\0b"))


def test_what_is_missing_is_said_at_the_head_of_its_table(write: Written) -> None:
    path = write("today = 2026-11-23\n\n[[accepted]]\nreason = 'x'\n[[accepted]]\nrule = 'unpaid'\n")
    assert wrong(path) == ["3: The key “rule” is missing.", "5: The key “reason” is missing."]


def test_too_many_tables_are_refused(write: Written) -> None:
    assert wrong(write("today = 2026-11-23\n" + "[[visits]]\n" * 201)) == ["202: There are more than 200 of “visits”."]


def test_a_mark_at_the_beginning_of_the_file_is_no_letter(write: Written) -> None:
    assert read_case(write(b"\xef\xbb\xbftoday = 2026-11-23")).today == date(2026, 11, 23)


@given(some.text(max_size=80))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_any_text_is_read_or_said_to_be_wrong(write: Written, text: str) -> None:
    try:
        read_case(write(f"today = 2026-11-23\n{text}"))
    except BadFile as refused:
        assert refused.problems
