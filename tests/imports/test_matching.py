"""What a column is: by its heading, by its values, remembered by the headings, in any order."""

from dataclasses import replace
from pathlib import Path

import pytest
from imported import read

from clinic_desktop.imports.loader.words import heading_trouble, heading_words, read_heading_words
from clinic_desktop.imports.model.fields import FIELDS, KINDS
from clinic_desktop.imports.model.sheet import Matching
from clinic_desktop.imports.rules.matching import (
    chosen_for,
    headings_hash,
    kept_matching,
    known_matching,
    proposed,
)
from clinic_desktop.values.text import folded
from clinic_desktop.written.file import BadFile


def test_every_field_is_known_by_words_of_its_own() -> None:
    words = heading_words()
    assert not heading_trouble()
    for kind, fields in FIELDS.items():
        assert set(words[kind]) == set(fields)
        for known in words[kind].values():
            assert all(one == folded(one) and one.replace(" ", "").isalnum() for one in known)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        (
            "Client ID,FirstName,last_name,D.O.B.,Gender,Mobile Phone,Home phone,E-mail,Address,City,ST,Zip,Payer\n"
            "7,Ann,Lee,3/14/1980,F,2535550142,2535550143,a@x.com,1 Elm,Kent,WA,98030,Cascade\n",
            "number given_name family_name birth_date sex phone other_phone email street city state zip payer_name",
        ),
        ("Name,Address,Comments,Allergies\nAnn Lee,1 Elm Kent WA 98030,x,y\n", "name address note note"),
        # A phone is one by what stands there; by its heading alone only where no other column will do.
        ("Name,Phone,Cell\nAnn Lee,yes,2535550142\nBen Ray,no,2535550143\n", "name - phone"),
        ("Name,Phone,Called\nAnn Lee,yes,no\nBen Ray,no,no\n", "name phone preferred_name"),
        ("Ann Lee,2535550142,3/14/1980,a@x.com\nBen Ray,2535550143,4/15/1981,b@x.com\n", "name phone birth_date email"),
        ("Color,Shoe size\nred,9\n", "- -"),
    ],
)
def test_columns_are_proposed(text: str, columns: str) -> None:
    found = proposed(read(text), "clients", heading_words())
    assert [one or "-" for one in found] == columns.split()


def test_payers_and_visits_have_columns_of_their_own() -> None:
    payers = read(
        "Company,Payer ID,Phone,Fax,Claims Address,City,State,Zip\nCascade,1,2535550142,2535550143,PO 1,K,WA,98030\n"
    )
    wanted = ("payer_name", "payer_number", "phone", "fax", "street", "city", "state", "zip")
    assert proposed(payers, "payers", heading_words()) == wanted
    visits = read(
        "Date,Start Time,Client Name,Duration,Service,Staff,Price,Status\n"
        "3/14/2025,2:30 PM,Ann Lee,60,M,Sam,$80.00,Done\n"
    )
    wanted = ("date_of_service", "starts_at", "name", "minutes", "service", "therapist", "fee", "status")
    assert proposed(visits, "visits", heading_words()) == wanted


def test_a_choice_is_remembered_by_headings_in_any_order() -> None:
    matching = Matching(("given_name", "", "phone", "other_phone"), True, reads_short_years=True)
    kept = kept_matching(("First", "Color", "Phone", "Phone"), matching)
    assert known_matching(kept, ("Color", "phone", "Phone:", "FIRST", "New"), "clients") == replace(
        matching, columns=("", "phone", "other_phone", "given_name", "")
    )
    assert headings_hash(("A", "B")) == headings_hash(("b", "a")) != headings_hash(("A", "C"))
    assert headings_hash(("", "")) == ""


def test_a_field_is_one_column_and_notes_are_several() -> None:
    matching = Matching(("phone", "note", ""), None)
    assert chosen_for(matching, 2, "phone").columns == ("", "note", "phone")
    assert chosen_for(matching, 2, "note").columns == ("phone", "note", "note")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[[column]]\nkind = "cats"\nfield = "name"\nwords = ["a"]', "clients, payers"),
        ('[[column]]\nkind = "clients"\nfield = "name"\nwords = "a"', "Write a list"),
        ('[[column]]\nkind = "clients"\nfield = 3\nwords = ["a"]', "text in quotes"),
        ("x", ""),
    ],
)
def test_a_file_of_words_with_a_mistake_says_where(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadFile) as bad:
        read_heading_words(path)
    assert words in bad.value.first(path)


def test_kinds_are_three() -> None:
    assert set(KINDS) == set(FIELDS)
