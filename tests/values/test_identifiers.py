"""Numbers and codes reach one normal form or are refused; only specimen and fixture numbers stand here."""

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clinic_desktop import wording
from clinic_desktop.values.identifiers import (
    STATES,
    bare_member_id,
    is_po_box,
    looks_like_ssn,
    parse_ein,
    parse_email,
    parse_extension,
    parse_member_id,
    parse_npi,
    parse_phone,
    parse_procedure_code,
    parse_ssn,
    parse_state,
    parse_taxonomy,
    parse_zip,
    split_phone,
)
from clinic_desktop.values.problems import Unreadable

# Fixtures: their check digits fit, and no provider in the registry has them.
VALID_NPIS = ("1999999992", "2999999990", "1234567893", "2999999909", "2999999917")
SPECIMEN_SSN = "078-05-1120"  # Printed in wallets of 1938 as an advertisement, void since.
PARSERS = (
    *(parse_npi, parse_ein, parse_ssn, parse_zip, parse_state, parse_phone),
    *(parse_taxonomy, parse_procedure_code, parse_email, parse_member_id, parse_extension),
)
DIGITS = "0123456789"
GAPS = st.sampled_from(["", " ", "-", ".", "\u2013", " - "])
NEARLY = st.text(alphabet=DIGITS + "-. ()+#@xXetaw\u0663\uff13\u017f\u212a\u0131\u2013", max_size=16)

NPI_LENGTH = "An NPI has ten digits: check the NPI once more."
NPI_START = "An NPI starts with 1 or 2: check the NPI once more."
NPI_CHECK = "The last digit does not fit: check the NPI once more."
EIN_SHAPE = "An EIN has nine digits, like 12-3456789."
EIN_IS_SSN = "This looks like a Social Security number. An EIN looks like 12-3456789."
SSN_SHAPE = "A Social Security number has nine digits, like 123-45-6789."
SSN_IS_EIN = "This looks like an EIN. A Social Security number looks like 123-45-6789."
SSN_START = "No Social Security number starts with 000, 666 or 9: check it on the card."
SSN_ZEROS = "No part of a Social Security number is all zeros: check it on the card."
ZIP_SHAPE = "A ZIP code has five digits, or nine: 98402 or 98402-1234."
STATE = "Type the state’s two letters, like WA, or its full name."
PHONE_SHAPE = "A phone number has ten digits, like (253) 555-0142 or (253) 555-0142 x12."
PHONE_AREA = "No area code starts with 0 or 1: check the first three digits."
PHONE_NEXT = "After the area code comes a digit from 2 to 9: check the phone number."
TAXONOMY = "A taxonomy code has ten letters or digits and ends in X, like 225700000X."
PROCEDURE = "A procedure code has five letters or digits."
MEMBER_LETTERS = "A member ID has only letters and digits: check it against the card."
MEMBER_LENGTH = "A member ID has 2 to 29 letters and digits: check it against the card."
EXTENSION = "An extension has one to six digits."
EMAIL = "Type one email address, like desk@clinic.com."

READ = [
    *((parse_npi, npi, npi) for npi in VALID_NPIS),
    (parse_npi, " 1234-567.893 ", "1234567893"),
    (parse_ein, "91-0000000", "91-0000000"),
    (parse_ein, "910000000", "91-0000000"),
    (parse_ein, " 91 0000000 ", "91-0000000"),
    (parse_ssn, "078-05-1120", SPECIMEN_SSN),
    (parse_ssn, "078 05 1120", SPECIMEN_SSN),
    (parse_ssn, "078.05.1120", SPECIMEN_SSN),
    (parse_ssn, "078051120", SPECIMEN_SSN),
    (parse_zip, "98402", "98402"),
    (parse_zip, " 98402-1234 ", "98402-1234"),
    (parse_zip, "984021234", "98402-1234"),
    (parse_zip, "98402 1234", "98402-1234"),
    (parse_zip, "00501", "00501"),
    (parse_state, "WA", "WA"),
    (parse_state, "wa", "WA"),
    (parse_state, "washington", "WA"),
    (parse_state, " New  YORK ", "NY"),
    (parse_state, "d.c.", "DC"),
    (parse_state, "District of Columbia", "DC"),
    (parse_state, "pr", "PR"),
    (parse_state, "ap", "AP"),
    (parse_phone, "2535550142", "(253) 555-0142"),
    (parse_phone, "253-555-0142", "(253) 555-0142"),
    (parse_phone, "253.555.0142", "(253) 555-0142"),
    (parse_phone, "253/555-0142", "(253) 555-0142"),
    (parse_phone, "+1 (253) 555-0142", "(253) 555-0142"),
    (parse_phone, "1-253-555-0142", "(253) 555-0142"),
    (parse_phone, "(253) 555-0142 x12", "(253) 555-0142 x12"),
    (parse_phone, "253 555 0142 ext. 12", "(253) 555-0142 x12"),
    (parse_phone, "253 555 0142, Ext 12", "(253) 555-0142 x12"),
    (parse_phone, "253 555 0142 extension 12", "(253) 555-0142 x12"),
    (parse_phone, "2535550142X0012", "(253) 555-0142 x0012"),
    (parse_phone, "2535550142 #7", "(253) 555-0142 x7"),
    (parse_taxonomy, "225700000x", "225700000X"),
    (parse_taxonomy, " 111n00000x ", "111N00000X"),
    (parse_procedure_code, "mt001", "MT001"),
    (parse_procedure_code, " MT 001 ", "MT001"),
    (parse_member_id, " abc 123 456 789 ", "ABC 123 456 789"),
    (parse_member_id, "W-771/02", "W-771/02"),
    (parse_member_id, "w\u2013771 -- 02", "W-771-02"),
    (parse_member_id, "-. A - B /", "A-B"),
    (parse_member_id, "zgx\t\n998", "ZGX 998"),
    (parse_member_id, "12", "12"),
    (parse_member_id, " ".join("a" * 29), " ".join("A" * 29)),
    (parse_extension, "12", "12"),
    (parse_extension, " x12 ", "12"),
    (parse_extension, "Ext. 0012", "0012"),
    (parse_extension, "extension: 7", "7"),
    (parse_extension, "#123456", "123456"),
    (parse_email, " Desk@Alder-Rowe.EXAMPLE ", "Desk@alder-rowe.example"),
    (parse_email, "a+b@mail.clinic.example", "a+b@mail.clinic.example"),
]
REFUSED = [
    *((parse_npi, text, NPI_LENGTH) for text in ("", "123456789", "12345678933", "123456789X", "\uff11234567893")),
    *((parse_npi, text, NPI_START) for text in ("3" + VALID_NPIS[0][1:], "0" + VALID_NPIS[0][1:])),
    *((parse_npi, text, NPI_CHECK) for text in ("1234567890", "2123456789")),
    *((parse_ein, text, EIN_SHAPE) for text in ("", "91-000000", "91-00000000", "9-10000000", "91-000000A")),
    (parse_ein, "\u0669\u0661-0000000", EIN_SHAPE),
    (parse_ein, SPECIMEN_SSN, EIN_IS_SSN),
    *((parse_ssn, text, SSN_SHAPE) for text in ("", "078-05-112", "078-05-11200", "078-05-112A", "0-7805-1120")),
    (parse_ssn, "91-0000000", SSN_IS_EIN),
    *((parse_ssn, text, SSN_START) for text in ("000-05-1120", "666-05-1120", "900-05-1120", "999051120")),
    *((parse_ssn, text, SSN_ZEROS) for text in ("078-00-1120", "078-05-0000")),
    *((parse_zip, text, ZIP_SHAPE) for text in ("", "9840", "984022", "98402-123", "9840A", "\uff198402")),
    *((parse_state, text, STATE) for text in ("", "W", "ZZ", "Wash", "Cascadia", "wa\u017fhington", "k\u017f")),
    *((parse_phone, text, PHONE_SHAPE) for text in ("", "5550142", "25355501422", "253555014", "call me")),
    *((parse_phone, text, PHONE_SHAPE) for text in ("253555O142", "2535550142 x", "2535550142 x1234567")),
    (parse_phone, "\u0662\u0665\u06635550142", PHONE_SHAPE),
    *((parse_phone, text, PHONE_AREA) for text in ("053 555 0142", "1535550142", "1 153 555 0142")),
    *((parse_phone, text, PHONE_NEXT) for text in ("253 055 0142", "253-155-0142")),
    *((parse_taxonomy, text, TAXONOMY) for text in ("", "225700000", "225700000XX", "225700000Y", "22570000\u017fX")),
    *((parse_procedure_code, text, PROCEDURE) for text in ("", "MT01", "MT0011", "MT/01", "MT00\u0131", "\u00df0000")),
    *((parse_member_id, text, MEMBER_LETTERS) for text in ("AB#1", "AB\x001", "ab\u0131", "\u0661\u0662", "\u00df9")),
    *((parse_member_id, text, MEMBER_LENGTH) for text in ("", "A", " - ", "A--", "A" * 30, "-".join("A" * 30))),
    *((parse_extension, text, EXTENSION) for text in ("", "x", "1234567", "1 2", "twelve", "12x", "\u0661\u0662")),
    *((parse_email, text, EMAIL) for text in ("", "desk", "desk@clinic", "@clinic.com", "a b@clinic.com", "a@@b.com")),
    *((parse_email, text, EMAIL) for text in ("a@b@c.com", "a@.com", "a@b..com", "a@b.com.", "a@b.com,c@d.com")),
    *((parse_email, text, EMAIL) for text in ("<a@b.com>", "a\x00@b.com", "a\n@b.com", "a" * 250 + "@b.com")),
]


def _name(value: object) -> str:
    return str(getattr(value, "__name__", "")) or ascii(value)[1:-1][:24]


@pytest.mark.parametrize(("parser", "text", "normal"), READ, ids=_name)
def test_reads(parser: Callable[[str], str], text: str, normal: str) -> None:
    assert parser(text) == normal


@pytest.mark.parametrize(("parser", "text", "words"), REFUSED, ids=_name)
def test_refuses(parser: Callable[[str], str], text: str, words: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        parser(text)
    assert unreadable.value.words == words


@pytest.mark.parametrize(("parser", "text", "words"), REFUSED, ids=_name)
def test_every_sentence_is_translated_when_it_is_raised(
    parser: Callable[[str], str], text: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wording, "_single", lambda sentence: f"<{sentence}>")
    with pytest.raises(Unreadable) as unreadable:
        parser(text)
    assert unreadable.value.words == f"<{words}>"


@given(st.sampled_from(VALID_NPIS), st.integers(0, 9), st.sampled_from(DIGITS))
def test_an_npi_with_one_digit_changed_is_refused(npi: str, place: int, digit: str) -> None:
    assume(npi[place] != digit)
    with pytest.raises(Unreadable):
        parse_npi(npi[:place] + digit + npi[place + 1 :])


@given(st.sampled_from(VALID_NPIS), st.lists(GAPS, min_size=11, max_size=11))
def test_an_npi_may_be_typed_with_gaps_anywhere(npi: str, gaps: str) -> None:
    assert parse_npi("".join(gap + digit for gap, digit in zip(gaps, npi, strict=False)) + gaps[-1]) == npi


@given(st.text(DIGITS, min_size=9, max_size=9), GAPS)
def test_an_ein_keeps_its_digits(digits: str, gap: str) -> None:
    assert parse_ein(f"{digits[:2]}{gap}{digits[2:]}") == f"{digits[:2]}-{digits[2:]}"


@given(GAPS, GAPS)
def test_an_ssn_may_be_typed_with_gaps(first: str, second: str) -> None:
    assert parse_ssn(f"078{first}05{second}1120") == SPECIMEN_SSN


@given(st.integers(900, 999) | st.sampled_from([0, 666]), st.text(DIGITS, min_size=6, max_size=6))
def test_no_ssn_starts_with_000_666_or_9(area: str, rest: str) -> None:
    with pytest.raises(Unreadable):
        parse_ssn(f"{area:03d}{rest}")


@given(st.text(DIGITS, min_size=5, max_size=5), st.text(DIGITS, min_size=4, max_size=4), GAPS)
def test_a_zip_keeps_its_digits(five: str, four: str, gap: str) -> None:
    assert parse_zip(five) == five
    assert parse_zip(five + gap + four) == f"{five}-{four}"


# 555-0100 to 555-0199 are kept free for examples.
@given(st.integers(200, 999), st.integers(0, 99), st.lists(GAPS, min_size=3, max_size=3))
def test_a_phone_number_keeps_its_digits(area: str, last: str, gaps: str) -> None:
    normal = f"({area}) 555-01{last:02d}"
    assert parse_phone(f"{area}{gaps[0]}555{gaps[1]}01{last:02d}{gaps[2]}") == normal
    assert parse_phone(f"1{gaps[0]}{normal} x{last}") == f"{normal} x{last}"


@pytest.mark.parametrize(("code", "name"), STATES.items())
def test_a_state_is_known_by_code_and_name_in_any_case(code: str, name: str) -> None:
    for text in (code, code.lower(), name, name.upper(), name.lower()):
        assert parse_state(text) == code


def test_the_table_of_states_is_whole_and_fixed() -> None:
    assert len(STATES) == 50 + 1 + 5 + 3
    assert len(set(STATES.values())) == len(STATES)
    with pytest.raises(TypeError):
        STATES["XX"] = "Nowhere"  # type: ignore[index]


@pytest.mark.parametrize("parser", PARSERS, ids=_name)
@given(text=st.text() | NEARLY)
def test_any_text_has_one_normal_form_or_is_unreadable(parser: Callable[[str], str], text: str) -> None:
    try:
        normal = parser(text)
    except Unreadable as unreadable:
        assert unreadable.words.endswith(".")
        assert "!" not in unreadable.words
    else:
        assert parser(normal) == normal
        assert parser is parse_email or normal.isascii()


@pytest.mark.parametrize(
    "street",
    [
        *("PO Box 5", "P.O. Box 5", "p.o.box 5", "P O Box 5", "POBox 5", "POB 5", "P.O.B. 5", "PO BX 5"),
        *("post office box 5", "Post Office Box 5", "14 Elm Street, PO Box 5", "PO Drawer 9", "P. O. BOX B"),
        *("p.o. box12", "Postal Box 7", "Box 12", "BOX #12", "Apartado 7", "Apartado Postal 1234"),
    ],
)
def test_a_post_office_box(street: str) -> None:
    assert is_po_box(street)


@pytest.mark.parametrize(
    "street",
    [
        *(
            "",
            "14 Elm Street",
            "14 Post Office Road",
            "14 Boxwood Lane",
            "3 Depot Box Road",
            "14 Po Boyle Road",
        ),
        *("Suite 5, Box Building", "RR 2 Box 5", "14 Poboxer Street", "Postbox Inn, 5 Main Street"),
        *("Box Elder Road 5", "12 Box 5 Road", "Boxer 5", "5 Postal Boxing Club Lane", "Apartado Street"),
    ],
)
def test_a_street_is_no_post_office_box(street: str) -> None:
    assert not is_po_box(street)


@given(st.lists(st.sampled_from("aZ09"), min_size=2, max_size=29), st.data())
def test_a_member_id_is_the_same_however_it_is_spaced(letters: list[str], data: st.DataObject) -> None:
    gaps = data.draw(st.lists(GAPS, min_size=len(letters), max_size=len(letters)))
    typed = "".join(letter + gap for letter, gap in zip(letters, gaps, strict=True))
    normal = parse_member_id(typed)
    assert bare_member_id(normal) == bare_member_id(typed) == "".join(letters).upper()
    # What the clinic's file has room for.
    assert len(normal) <= 60


@given(st.text(DIGITS, min_size=8, max_size=10) | st.from_regex(r"[0-9]{3}-[0-9]{2}-[0-9]{4}", fullmatch=True))
def test_what_can_be_read_as_an_ssn_looks_like_one(text: str) -> None:
    try:
        parse_ssn(text)
    except Unreadable:
        assert not looks_like_ssn(text)
    else:
        assert looks_like_ssn(text)
        assert looks_like_ssn(f" {text[:3]} {text[3:]}")
        assert not looks_like_ssn(f"W{text}")


@given(st.integers(100, 199), st.text(DIGITS, max_size=6))
def test_a_phone_number_is_split_from_its_extension(last: int, extension: str) -> None:
    typed = f"253-555-0{last}" + (f" x{extension}" if extension else "")
    number, split = split_phone(parse_phone(typed))
    assert (number, split) == (f"(253) 555-0{last}", extension)
    assert not split or parse_extension(split) == split
    assert split_phone("") == ("", "")
