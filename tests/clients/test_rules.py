"""What is typed about a client, and to find one: every problem at its field, the birthday exact, any text harmless."""

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest
from factories import CLIENT, HOSTILE_NAMES, refused
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.clients import rules
from clinic_desktop.clients.model import AlertDraft, Client, ClientDraft, ClientId, ClientRow
from clinic_desktop.values.text import folded, plain
from ui.clients.columns import guardian_role

TODAY = date(2026, 11, 24)
DAYS = some.dates(date(1900, 1, 1), date(2150, 12, 31))


def born(day: date | None, guardian: str = "") -> Client:
    blank: dict[str, Any] = dict.fromkeys((field.name for field in fields(Client)), "")
    return Client(**blank | {"birth_date": day, "guardian_name": guardian})


def problems(draft: ClientDraft) -> list[str]:
    return refused(lambda: rules.client_values(draft, TODAY))


def test_only_the_name_is_needed() -> None:
    assert problems(ClientDraft()) == ["given_name", "family_name"]
    assert problems(ClientDraft("Rosalind", "", "Nguyễn")) == []


def test_every_problem_is_said_at_its_field_at_once() -> None:
    typed = ClientDraft(
        *("", "M" * 101, " ", "Z" * 101, "p" * 41, "2/30/1985", "F", "555", "call me", "nobody"),
        *("s" * 201, "s" * 201, "c" * 101, "Cascadia", "9840", "", "r" * 101, "911", "n" * 10_001),
    )
    found = problems(typed)
    assert len(found) == len(set(found))
    assert set(found) == {field.name for field in fields(ClientDraft)} - {"sex", "is_other_person"}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ({"birth_date": "11/25/2026"}, ["birth_date"]),
        ({"birth_date": "3/4"}, ["birth_date"]),
        ({"birth_date": "today"}, ["birth_date"]),
        ({"birth_date": "11/24/2026"}, []),
        ({"note": "n" * 10_001}, ["note"]),
        ({"note": "n" * 10_000}, []),
        ({"family_name": "\x00\x07"}, ["family_name"]),
        ({"guardian_phone": "2535550143"}, ["guardian_name"]),
        ({"guardian_relationship": "Mother"}, ["guardian_name"]),
        ({"guardian_relationship": "Mother", "guardian_name": "Linh Nguyễn"}, []),
    ],
)
def test_one_wrong_thing_is_said_at_its_field(typed: dict[str, Any], found: list[str]) -> None:
    assert problems(replace(CLIENT, **typed)) == found


@pytest.mark.parametrize("dash", ["-", "–", "—", " - "])
def test_a_dash_stands_for_no_first_name(dash: str) -> None:
    values = rules.client_values(ClientDraft(dash, "", "Prinsha"), TODAY)
    assert (values["given_name"], values["sort_name"], values["given_key"]) == ("", "prinsha", "")


def test_a_double_name_keeps_its_dash() -> None:
    assert rules.client_values(ClientDraft("Anne-Marie", "", "-"), TODAY)["given_name"] == "Anne-Marie"


def test_a_client_is_kept_in_one_form() -> None:
    typed = replace(
        CLIENT, given_name=" Rosalind ", phone="253.555.0142 ext 7", email="Roz@Clinic.EXAMPLE", state="wash"
    )
    assert problems(typed) == ["state"]
    values = rules.client_values(replace(typed, state="washington", zip="984021234"), TODAY)
    kept = {name: values[name] for name in ("given_name", "birth_date", "phone", "email", "state", "zip")}
    assert kept == {
        "given_name": "Rosalind",
        "birth_date": "1985-03-04",
        "phone": "(253) 555-0142 x7",
        "email": "Roz@clinic.example",
        "state": "WA",
        "zip": "98402-1234",
    }


def test_an_alert_needs_words_and_not_many() -> None:
    assert refused(lambda: rules.alert_values(AlertDraft("desk", " \x00"))) == ["words"]
    assert refused(lambda: rules.alert_values(AlertDraft("desk", "w" * 121))) == ["words"]
    assert rules.alert_values(AlertDraft("desk", "w" * 120)) == {"kind": "desk", "words": "w" * 120}


@given(DAYS)
def test_a_client_is_a_minor_until_the_eighteenth_birthday(day: date) -> None:
    # Who was born on a leap day has the birthday on 1 Mar in common years.
    leap = (day.month, day.day) == (2, 29)
    birthday = date(day.year + 18, 3, 1) if leap and (day.year + 18) % 4 else day.replace(year=day.year + 18)
    assert rules.is_minor(born(day), birthday - timedelta(days=1))
    assert not rules.is_minor(born(day), birthday)


@given(DAYS, DAYS)
def test_who_is_a_minor_was_one_on_every_earlier_day(day: date, on: date) -> None:
    if rules.is_minor(born(day), on):
        assert rules.is_minor(born(day), on - timedelta(days=1))
        assert on.year - day.year <= 18


def test_whose_birth_date_is_unknown_counts_as_an_adult() -> None:
    assert not rules.is_minor(born(None), TODAY)


def test_only_a_minor_has_a_guardian_an_adult_is_represented() -> None:
    day = date(2012, 2, 1)
    assert guardian_role(born(day), date(2030, 1, 31)) == "Guardian"
    assert guardian_role(born(day), date(2030, 2, 1)) == "Representative"
    assert guardian_role(born(None), TODAY) == "Representative"
    assert not rules.lacks_guardian(born(None), TODAY)


@pytest.mark.parametrize(
    ("day", "guardian", "lacks"),
    [
        (date(2015, 5, 1), "", True),
        (date(2015, 5, 1), "Linh Nguyễn", False),
        (date(2008, 11, 25), "", True),
        (date(2008, 11, 24), "", False),
    ],
)
def test_only_a_minor_lacks_a_guardian(day: date, guardian: str, lacks: bool) -> None:
    assert rules.lacks_guardian(born(day, guardian), TODAY) is lacks


def test_a_client_is_searched_by_name_phone_and_birth_date() -> None:
    values = rules.client_values(CLIENT, TODAY)
    assert values["sort_name"] == "nguyen rosalind"
    assert values["given_key"] == "rosalind"
    words = ["rosalind", "mae", "nguyen", "zuzu", "(253)", "555-0142", "2535550142"]
    words += ["03/04/1985", "3/4/1985", "3/4/85", "1985-03-04"]
    assert values["search_text"] == "".join(f"  {word}" for word in words)


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("Rös", '("ros")'),
        ("ro", '(" ro")'),
        ("R", '("  r")'),
        ("ng ros", '(" ng") AND ("ros")'),
        ("ros ros", '("ros")'),
        ('a"b', '("a""b")'),
        ('"', '("  """)'),
        ("555-0142", '("555-0142" OR "5550142")'),
        ("w-12", '("w-12" OR "w12")'),
        ("-", '("  -")'),
        ("3/4", '("3/4")'),
        ("+1 (253) 555-0142", '("2535550142")'),
        ("253 555 0142 x7", '("2535550142")'),
    ],
)
def test_what_is_typed_becomes_quoted_pieces(typed: str, match: str) -> None:
    assert rules.search_terms(typed, TODAY).match == match


@pytest.mark.parametrize("typed", ["3/4/1985", "03/04/1985", "3/4/85", "1985-03-04", "03041985", "mar 4 1985"])
def test_a_whole_date_is_read_in_any_form(typed: str) -> None:
    assert rules.search_terms(typed, TODAY).birth_date == "1985-03-04"


@pytest.mark.parametrize("typed", ["", "3/4", "today", "2/30/1985", "rosalind", "11/25/2026"])
def test_half_a_date_is_no_birth_date(typed: str) -> None:
    assert rules.search_terms(typed, TODAY).birth_date == ""


@given(some.text(alphabet=some.characters(codec=None), max_size=60))
def test_nothing_typed_stands_outside_of_quotes(typed: str) -> None:
    terms = rules.search_terms(typed, TODAY)
    outside = terms.match.replace('""', "").split('"')[::2]
    assert set("".join(outside)) <= set("() ANDOR")
    assert bool(terms.match) == bool(folded(plain(typed)))


@pytest.mark.parametrize(
    ("day", "phone", "retired", "words"),
    [
        (date(1980, 1, 2), "(253) 555-0142", False, "2 Jan 1980 · (253) 555-0142 · Cascade"),
        (None, "", False, "Cascade"),
        (date(1980, 1, 2), "", True, "2 Jan 1980 · Cascade · retired"),
    ],
)
def test_namesakes_are_told_apart(day: date | None, phone: str, retired: bool, words: str) -> None:
    row = ClientRow(ClientId(1), retired, "Ana", "Lee", "", day, phone, "Cascade")
    assert rules.told_apart(row, row.payer_name) == words
    assert rules.told_apart(replace(row, birth_date=None, phone="")).startswith("no birth date, no phone")


@pytest.mark.parametrize(
    ("typed", "given", "family"),
    [
        ("ana lee", "Ana", "Lee"),
        ("Lee, Ana", "Ana", "Lee"),
        ("Ana María  Lee", "Ana María", "Lee"),
        ("lee", "", "Lee"),
        ("O'Brien", "", "O'Brien"),
        ("maria de la cruz", "Maria", "de la Cruz"),
        ("Maria De La Cruz", "Maria", "De La Cruz"),
        ("van der berg, jo", "Jo", "van der Berg"),
        ("de la cruz", "", "de la Cruz"),
        ("anh do", "Anh", "Do"),
        ("john smith jr.", "John", "Smith Jr."),
        ("smith iii, john", "John", "Smith III"),
        ("Lee,", "", "Lee"),
        ("٣٤٥", "", ""),
        ("( )", "", ""),
        ("253 555 0142", "", ""),
        ("3/14/1985", "", ""),
        ("QFH 104", "", ""),
        ("ana@lee.example", "", ""),
        ("  ", "", ""),
        (",", "", ""),
    ],
)
def test_a_name_is_taken_from_what_was_typed_to_find_somebody(typed: str, given: str, family: str) -> None:
    assert rules.typed_name(typed) == (given, family)


@pytest.mark.parametrize("text", HOSTILE_NAMES)
def test_hostile_text_is_a_name_to_the_letter_or_none(text: str) -> None:
    given, family = rules.typed_name(text)
    assert folded(f"{given} {family}").replace(" ", "") in (folded(plain(text)).replace(" ", "").replace(",", ""), "")
