"""Search: any three letters, the first one or two, in any order; never by what is no longer so, never an exception."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from factories import CASE, CLIENT, HOSTILE_NAMES, POLICY, new_case, new_client, new_policy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from clinic_desktop.cases import queries as cases
from clinic_desktop.cases.commands import ChangeCase, RetireCase
from clinic_desktop.clients import queries
from clinic_desktop.clients.commands import BringClientBack, ChangeClient, RetireClient
from clinic_desktop.clients.model import ClientDraft, ClientId, Found
from clinic_desktop.clinic import Clinic
from clinic_desktop.policies import queries as policies
from clinic_desktop.policies.commands import ChangePolicy, RetirePolicy
from clinic_desktop.policies.model import PolicyRow
from clinic_desktop.search.queries.hits import hits
from clinic_desktop.values.text import folded, plain

SOREN = ClientDraft("Søren", "Ek", "O’Brien-Nuñez", birth_date="12/31/1950", other_phone="206.555.0107 x12")
LINH = ClientDraft("Linh", "", "Đặng", birth_date="5/1/2015", guardian_name="Bao Đặng", guardian_phone="5095550111")
MEMBER_IDS = ("ABC 123 456 789", "W-771/02", "TGX9988776")


def search(clinic: Clinic, typed: str, *, retired: bool = False) -> list[ClientId]:
    found = queries.clients_found(clinic.read, typed, clinic.clock.today(), retired=retired)
    return [row.id for row in found.rows]


def policies_of(clinic: Clinic, client: ClientId) -> tuple[PolicyRow, ...]:
    return policies.policy_page(clinic.read, cases.case_page(clinic.read, client).rows[0].id).rows


def misses(clinic: Clinic, client: int | None, *typed: str) -> dict[str, list[ClientId]]:
    """The lines that do not find exactly this client (or nobody), and whom they find instead."""
    found = {one: search(clinic, one) for one in typed}
    return {one: clients for one, clients in found.items() if clients != ([client] if client else [])}


@pytest.fixture
def roz(clinic: Clinic) -> ClientId:
    """Rosalind Mae "Zuzu" Nguyễn, among others with whom she shares nothing that the tests type."""
    roz, others = new_client(clinic), [new_client(clinic, SOREN), new_client(clinic, LINH)]
    for client, member_id in zip((roz, *others), MEMBER_IDS, strict=True):
        new_policy(clinic, new_case(clinic, client), replace(POLICY, member_id=member_id))
    return roz


def test_a_client_is_found_by_any_three_letters_of_any_name(clinic: Clinic, roz: ClientId) -> None:
    typed = ("ros", "sal", "lind", "rosalind", "mae", "ngu", "guy", "yen", "zuz", "uzu")
    assert not misses(clinic, roz, *typed)


def test_a_client_is_found_by_one_or_two_letters_at_the_start_of_any_name(clinic: Clinic, roz: ClientId) -> None:
    assert not misses(clinic, roz, "r", "ro", "m", "ma", "ng", "z", "zu")
    # Søren O'Brien-Nuñez has it too, behind the dash.
    assert roz in search(clinic, "n")
    assert len(search(clinic, "n")) == 2
    # Inside of a word they would fit too many.
    assert not misses(clinic, None, "os", "nd", "gu", "u", "ae")


def test_words_are_typed_in_any_order_and_all_have_to_fit(clinic: Clinic, roz: ClientId) -> None:
    typed = ("rosalind nguyen", "nguyen rosalind", "ng r", "zu yen mae", "1985 ros", "abc123 n", "0142 zuzu", "r r r")
    assert not misses(clinic, roz, *typed)
    assert not misses(clinic, None, "rosalind dang", "ros 1986", "ros xyz", "mae 12/31/1950")


def test_accents_and_case_make_no_difference(clinic: Clinic, roz: ClientId) -> None:
    soren = ("soren", "SØREN", "so\u0308ren", "nunez", "Nuñez", "o'brien", "O’BRIEN", "o`brien-nunez", "ek")
    assert not misses(clinic, roz + 1, *soren)
    assert not misses(clinic, roz + 2, "dang", "Đặng", "đang", "DANG")


def test_a_client_is_found_by_phone_with_and_without_its_marks(clinic: Clinic, roz: ClientId) -> None:
    whole = ("2535550142", "(253) 555-0142", "253-555-0142", "253.555.0142", "253/555-0142", "253 555 0142")
    longer = ("+1 253 555 0142", "1-253-555-0142", "12535550142", "2535550142 x7")
    pieces = ("(253)", "555-0142", "5550142", "0142", "253-555")
    assert not misses(clinic, roz, *whole, *longer, *pieces)
    assert not misses(clinic, roz + 1, "2065550107", "206-555-0107", "206 555 0107 x12")
    assert not misses(clinic, roz + 2, "(509) 555-0111")


def test_a_phone_number_finds_its_client_at_every_digit_on_the_way(clinic: Clinic, roz: ClientId) -> None:
    for written in ("253 555 0142", "(253) 555-0142", "253.555.0142", "1 253 555 0142", "+1 (253) 555 0142"):
        begun = [written[:end] for end in range(5, len(written) + 1)]
        assert not misses(clinic, roz, *(one for one in begun if sum(map(str.isdigit, one)) >= 4)), written
    assert not misses(clinic, None, "253 555 02", "1 253 555 015")
    assert not misses(clinic, roz, "123 4")


def test_a_client_is_found_by_birth_date_in_several_forms(clinic: Clinic, roz: ClientId) -> None:
    whole = ("3/4/1985", "03/04/1985", "1985-03-04", "mar 4 1985", "March 4, 1985", "4 mar 85", "3/4/85", "03041985")
    pieces = ("3/4", "03/04", "-03-04", "1985", "/1985", "3/4 ros")
    assert not misses(clinic, roz, *whole, *pieces, "3-4-1985", "3.4.1985")
    assert not misses(clinic, None, "3/5/1985", "4/3/1985", "mar 4", "3/4 soren")


def test_a_client_is_found_by_member_id_with_and_without_spaces(clinic: Clinic, roz: ClientId) -> None:
    typed = ("ABC 123 456 789", "abc123456789", "AbC123", "abc-123-456-789", "123 456", "bc1", "56789", "789 abc")
    assert not misses(clinic, roz, *typed)
    assert not misses(clinic, roz + 1, "W-771/02", "w77102", "w-77102", "771/02")
    assert not misses(clinic, roz + 2, "TGX9988776", "tgx9988776", "tgx-998-8776")


@pytest.mark.parametrize("typed", ["", "   ", "\x00", "\ud800", "\u0301"])
def test_nothing_to_see_finds_nobody(clinic: Clinic, roz: ClientId, typed: str) -> None:
    assert queries.clients_found(clinic.read, typed, clinic.clock.today()) == Found((), False)


def test_an_old_name_is_forgotten_and_known_again_after_undo(clinic: Clinic, roz: ClientId) -> None:
    old, new = ("nguyen", "2535550142", "3/4/1985"), ("ortega", "2535550199", "3/5/1985")
    clinic.do(ChangeClient(roz, 1, replace(CLIENT, family_name="Ortega", phone="2535550199", birth_date="3/5/1985")))
    assert not misses(clinic, None, *old)
    # What the change did not touch stays.
    assert not misses(clinic, roz, *new, "zuzu", "abc123")
    clinic.undo()
    assert not misses(clinic, None, *new)
    assert not misses(clinic, roz, *old, "zuzu", "abc123")
    clinic.redo()
    assert not misses(clinic, None, *old)
    assert not misses(clinic, roz, *new)


def test_an_old_member_id_is_forgotten_and_known_again_after_undo(clinic: Clinic, roz: ClientId) -> None:
    policy = policies_of(clinic, roz)[0]
    clinic.do(ChangePolicy(policy.id, policy.version, replace(POLICY, member_id="QRS 555")))
    assert not misses(clinic, None, "abc123")
    assert not misses(clinic, roz, "qrs555", "zuzu")
    clinic.undo()
    assert not misses(clinic, None, "qrs555")
    assert not misses(clinic, roz, "abc123", "zuzu")


def test_a_retired_policy_is_forgotten_and_known_again_after_undo(clinic: Clinic, roz: ClientId) -> None:
    policy = policies_of(clinic, roz)[0]
    new_policy(clinic, cases.case_page(clinic.read, roz).rows[0].id, replace(POLICY, member_id="QRS 555"))
    clinic.do(RetirePolicy(policy.id, policy.version))
    assert not misses(clinic, None, "abc123")
    assert not misses(clinic, roz, "qrs555", "zuzu")
    clinic.undo()
    assert not misses(clinic, roz, "abc123", "qrs555")


def test_a_removed_case_is_forgotten_and_known_again_after_undo(clinic: Clinic, roz: ClientId) -> None:
    case = cases.case_page(clinic.read, roz).rows[0]
    clinic.do(RetireCase(case.id, case.version))
    assert not misses(clinic, None, "abc123")
    assert not misses(clinic, roz, "zuzu")
    clinic.undo()
    assert not misses(clinic, roz, "abc123")


def test_a_closed_case_is_still_known(clinic: Clinic, roz: ClientId) -> None:
    case = cases.case_page(clinic.read, roz).rows[0]
    clinic.do(ChangeCase(case.id, case.version, replace(CASE, closed_on="10/1/2026")))
    assert search(clinic, "abc123") == [roz]


def test_the_retired_are_found_only_among_the_retired(clinic: Clinic, roz: ClientId) -> None:
    clinic.do(RetireClient(roz, 1))
    # By the beginning of a name, by pieces and by birth date: each is a way of its own.
    typed = ("nguyen", "rosalind", "guy", "3/4/1985", "2535550142", "abc123")
    assert not misses(clinic, None, *typed)
    assert [search(clinic, one, retired=True) for one in typed] == [[roz]] * len(typed)
    assert [search(clinic, one, retired=True) for one in ("soren", "dang")] == [[], []]
    clinic.do(BringClientBack(roz, 2))
    assert not misses(clinic, roz, *typed)
    assert search(clinic, "nguyen", retired=True) == []


def test_more_than_fifty_ask_for_more_letters(clinic: Clinic) -> None:
    for number in range(50):
        new_client(clinic, ClientDraft("Ann", "", f"Lee{number}", birth_date=f"1/{number % 28 + 1}/1970"))
    found = queries.clients_found(clinic.read, "ann", clinic.clock.today())
    assert (len(found.rows), found.more) == (50, False)
    new_client(clinic, ClientDraft("Bo", "Ann", "Zorn", birth_date="2/2/1970"))
    for typed in ("ann", "an", "a", "1970"):
        found = queries.clients_found(clinic.read, typed, clinic.clock.today())
        assert (len(found.rows), found.more) == (50, True)
        assert len({row.id for row in found.rows}) == 50
    assert [row.given_name for row in queries.clients_found(clinic.read, "ann bo", clinic.clock.today()).rows] == ["Bo"]


def test_names_that_begin_with_what_was_typed_come_first(clinic: Clinic) -> None:
    people = [("Marian", "Abe"), ("Zoe", "Anders"), ("Anna", "Zorn"), ("Bo", "Andal"), ("Dan", "Hanley")]
    for given_name, family_name in people:
        new_client(clinic, ClientDraft(given_name, "", family_name))
    new_client(clinic, ClientDraft("Cy", "Ann", "Aaron"))
    found = queries.clients_found(clinic.read, "an", clinic.clock.today()).rows
    assert [row.name for row in found] == ["Andal, Bo", "Anders, Zoe", "Zorn, Anna", "Aaron, Cy"]
    found = queries.clients_found(clinic.read, "anders z", clinic.clock.today()).rows
    assert [row.name for row in found] == ["Anders, Zoe"]
    found = queries.clients_found(clinic.read, "ann", clinic.clock.today()).rows
    assert [row.name for row in found] == ["Zorn, Anna", "Aaron, Cy"]
    found = queries.clients_found(clinic.read, "ian", clinic.clock.today()).rows
    assert [row.name for row in found] == ["Abe, Marian"]


def fits(typed: str, name: str) -> bool:
    """The rule, said once more without a search table: marks inside a name may be typed or left out."""
    words = set()
    for word in folded(plain(name)).split():
        bare = word.replace("'", "")
        words |= {word, bare, bare.replace("-", ""), *bare.split("-")}
    pieces = folded(plain(typed)).split()
    return all(any(word.startswith(one) or (len(one) >= 3 and one in word) for word in words) for one in pieces)


def test_a_hostile_name_is_found_literally(clinic: Clinic) -> None:
    added = {name: new_client(clinic, ClientDraft("Ann", "", name)) for name in ("Lee", *HOSTILE_NAMES)}
    for typed, client in added.items():
        found = search(clinic, typed)
        assert client in found
        assert set(found) == {other for name, other in added.items() if fits(typed, f"Ann {name}")}


@contextmanager
def on_the_list(clinic: Clinic, drafts: list[ClientDraft]) -> Iterator[list[ClientId]]:
    """The clients, for one example: the next one finds none of them."""
    clients = [new_client(clinic, draft) for draft in drafts]
    try:
        yield clients
    finally:
        for client in clients:
            clinic.do(RetireClient(client, 1))


def is_a_name(text: str) -> bool:
    return plain(text) not in ("", "-", "–", "—")


# Of any script; without the points that are no characters, which the search table takes for one and the same.
NAMES = some.text(some.characters(codec="utf-8", exclude_categories=["Cn"]), min_size=1, max_size=9).filter(is_a_name)
CLIENTS = some.builds(ClientDraft, NAMES, NAMES, NAMES, NAMES)
WORDS = some.text("abAøé'-(", min_size=1, max_size=5).filter(is_a_name)
ONE_CLINIC = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@ONE_CLINIC
@given(drafts=some.lists(CLIENTS, min_size=1, max_size=4))
def test_every_piece_of_every_name_finds_its_client(clinic: Clinic, drafts: list[ClientDraft]) -> None:
    with on_the_list(clinic, drafts) as clients:
        for client, draft in zip(clients, drafts, strict=True):
            names = (draft.given_name, draft.middle_name, draft.family_name, draft.preferred_name)
            for word in " ".join(folded(plain(name)) for name in names).split():
                pieces = {word[:1], word[:2]} | {word[a:b] for b in range(len(word) + 1) for a in range(b - 2)}
                assert not [piece for piece in pieces if client not in search(clinic, piece)]


@ONE_CLINIC
@given(names=some.lists(some.tuples(WORDS, WORDS), min_size=1, max_size=8), typed=some.lists(WORDS, max_size=2))
def test_who_is_found_is_exactly_who_fits(clinic: Clinic, names: list[tuple[str, str]], typed: list[str]) -> None:
    drafts = [ClientDraft(given_name, "", family_name) for given_name, family_name in names]
    with on_the_list(clinic, drafts) as clients:
        line = " ".join(typed)
        fitting = {client for client, name in zip(clients, names, strict=True) if typed and fits(line, " ".join(name))}
        assert set(search(clinic, line)) == fitting


@ONE_CLINIC
@given(typed=some.text(some.characters(codec=None) | some.sampled_from('"*()-+^:{}%_.,/ 0123456789'), max_size=40))
def test_any_text_is_answered(clinic: Clinic, typed: str) -> None:
    assert search(clinic, typed) == []


@pytest.mark.parametrize("typed", ["a " * 20_000, "rosalind " * 2_000, "x" * 100_000, '"' * 20_000, "(" * 20_000])
def test_an_endless_line_is_answered(clinic: Clinic, roz: ClientId, typed: str) -> None:
    assert set(search(clinic, typed)) <= {roz}


@pytest.mark.parametrize(
    ("given_name", "family_name", "typed"),
    [("Ann", "O'Brien-Nuñez", "obrien"), ("Ann", "O'Brien-Nuñez", "nu"), ("Ann", "O’Dwyer", "odwyer"),
     ("Kaʻimi", "Kealoha", "ka'imi"), ("Kaʻimi", "Kealoha", "kaimi"), ("小明", "王", "王小明"),
     ("서연", "김", "김서연"), ("Anne-Marie", "Lee", "mar"), ("Anne-Marie", "Lee", "annemarie")],
)  # fmt: skip
def test_marks_and_spaces_may_be_left_out(clinic: Clinic, given_name: str, family_name: str, typed: str) -> None:
    client = new_client(clinic, ClientDraft(given_name, "", family_name))
    assert search(clinic, typed) == [client]


def test_the_box_above_finds_the_retired_behind_the_others(clinic: Clinic, roz: ClientId) -> None:
    left = new_client(clinic, ClientDraft("Rosa", "", "Abel", birth_date="1/1/1970"))
    clinic.do(RetireClient(left, 1))
    found = hits(clinic.read, "ros", clinic.clock.today())
    assert [(hit.row, "retired" in hit.detail) for hit in found] == [(roz, False), (left, True)]
    for number in range(8):
        new_client(clinic, ClientDraft("Rosalie", "", f"Lee{number}"))
    found = hits(clinic.read, "ros", clinic.clock.today())
    assert (len(found), left in [hit.row for hit in found]) == (8, False)


def test_no_look_up_reads_all_clients(clinic: Clinic, roz: ClientId) -> None:
    ran: list[tuple[str, Any]] = []
    with clinic.read._database.tracer(lambda sql, values: ran.append((sql, values))):
        hits(clinic.read, "3/4/1985", clinic.clock.today())
        queries.namesakes(clinic.read, "nguyen rosalind", roz, retired=True)
        for retired in (None, False, True):
            queries.clients_found(clinic.read, "ros 1", clinic.clock.today(), retired=retired)
    for sql, values in ran:
        plan = [str(row["detail"]) for row in clinic.read.all(f"EXPLAIN QUERY PLAN {sql}", *values)]
        assert not [step for step in plan if re.match("SCAN (clients|cases|policies)", step)], plan
    assert len(ran) >= 6


def test_a_write_reads_only_what_belongs_to_its_client(clinic: Clinic) -> None:
    for sql in ("SELECT words FROM client_words WHERE client_id = 1", "SELECT * FROM client_rows WHERE id = 1"):
        plan = [str(row["detail"]) for row in clinic.read.all(f"EXPLAIN QUERY PLAN {sql}")]
        assert plan
        assert not [step for step in plan if step.startswith("SCAN")], plan
