"""Clients: kept as typed, told apart from their namesakes, taken off the list and brought back; their alerts."""

from dataclasses import replace
from typing import Any

import pytest
from factories import CASE, CLIENT, HOSTILE_NAMES, POLICY, new_case, new_client, new_policy, refused

from clinic_desktop.cases.model import CaseDraft
from clinic_desktop.clients import queries
from clinic_desktop.clients.commands import (
    AddAlert,
    AddClient,
    BringClientBack,
    ChangeAlert,
    ChangeClient,
    RetireAlert,
    RetireClient,
)
from clinic_desktop.clients.model import AlertDraft, ClientDraft, ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Missing, Refused
from clinic_desktop.policies.model import PolicyDraft
from clinic_desktop.store.paging import PAGE_ROWS

LIMITS = {
    **dict.fromkeys(("given_name", "middle_name", "family_name", "preferred_name", "city"), 100),
    **dict.fromkeys(("street", "street2", "guardian_name"), 200),
    **{"pronouns": 40, "guardian_relationship": 100, "note": 10_000},
}


def filled(more: int) -> ClientDraft:
    """A client with as many letters as fit, in letters that are longer as bytes, and some more."""
    typed: dict[str, Any] = {field: "王" * (most + more) for field, most in LIMITS.items()}
    return replace(CLIENT, email="a" * (242 + more) + "@clinic.exam", **typed)


def names(clinic: Clinic, *, retired: bool = False) -> list[str]:
    return [row.name for row in queries.client_page(clinic.read, retired=retired).rows]


def change(clinic: Clinic, client: ClientId, draft: ClientDraft) -> None:
    clinic.do(ChangeClient(client, queries.client(clinic.read, client).version, draft))


def asked(clinic: Clinic, client: ClientId, draft: ClientDraft) -> list[str]:
    return refused(lambda: change(clinic, client, draft))


def retire(clinic: Clinic, client: ClientId) -> None:
    clinic.do(RetireClient(client, queries.client(clinic.read, client).version))


def alerts(clinic: Clinic, client: ClientId) -> list[tuple[str, str]]:
    return [(alert.kind, alert.words) for alert in queries.alert_page(clinic.read, client).rows]


def test_a_client_is_kept_and_read(clinic: Clinic) -> None:
    found = queries.client(clinic.read, new_client(clinic))
    assert (found.name, found.preferred_name, found.phone) == ("Rosalind Mae Nguyễn", "Zuzu", "(253) 555-0142")
    assert str(found.birth_date) == "1985-03-04"
    assert (found.version, found.is_retired, found.note) == (1, False, "")


def test_a_person_with_one_name_has_no_comma(clinic: Clinic) -> None:
    client = new_client(clinic, ClientDraft("-", "", "Prinsha"))
    assert queries.client(clinic.read, client).name == "Prinsha"
    assert names(clinic) == ["Prinsha"]


def test_what_is_refused_writes_no_client(clinic: Clinic) -> None:
    assert refused(lambda: clinic.do(AddClient(ClientDraft(note="n" * 10_001)))) == [
        *("given_name", "family_name", "note"),
    ]
    assert names(clinic) == []


def test_the_longest_texts_fit_and_one_letter_more_is_refused(clinic: Clinic) -> None:
    found = queries.client(clinic.read, new_client(clinic, filled(0)))
    assert {field: len(getattr(found, field)) for field in LIMITS} == LIMITS
    assert len(found.email) == 254
    assert set(refused(lambda: new_client(clinic, filled(1)))) == {*LIMITS, "email"}


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_hostile_name_is_kept_to_the_letter(clinic: Clinic, name: str) -> None:
    found = queries.client(clinic.read, new_client(clinic, ClientDraft(name, name, name, name, note=name)))
    kept = name.replace("\x00", "")
    assert (found.given_name, found.middle_name, found.family_name) == (kept, kept, kept)
    assert (found.preferred_name, found.note) == (kept, kept)
    assert names(clinic) == [f"{kept}, {kept} ({kept})"]


def test_a_change_behind_somebodys_back_is_refused(clinic: Clinic) -> None:
    client = new_client(clinic)
    clinic.do(ChangeClient(client, 1, replace(CLIENT, city="Tacoma")))
    for command in (ChangeClient(client, 1, CLIENT), RetireClient(client, 1), BringClientBack(client, 1)):
        with pytest.raises(ChangedSince):
            clinic.do(command)
    assert queries.client(clinic.read, client).city == "Tacoma"


def test_who_is_not_there_is_missing(clinic: Clinic) -> None:
    with pytest.raises(Missing):
        queries.client(clinic.read, 7)
    with pytest.raises(Missing):
        clinic.do(ChangeClient(ClientId(7), 1, CLIENT))


def test_a_second_client_of_the_same_name_and_birth_date_is_asked_about(clinic: Clinic) -> None:
    new_client(clinic)
    again = replace(CLIENT, given_name="ROSALIND", middle_name="", family_name="Nguyen", birth_date="1985-03-04")
    assert refused(lambda: new_client(clinic, again)) == ["birth_date"]
    assert refused(lambda: new_client(clinic, replace(again, birth_date="3/5/1985"))) == []
    assert refused(lambda: new_client(clinic, replace(again, birth_date=""))) == []
    assert refused(lambda: new_client(clinic, replace(again, is_other_person=True))) == []
    assert len(names(clinic)) == 4


def test_a_namesake_is_not_asked_about_again_when_the_address_changes(clinic: Clinic) -> None:
    new_client(clinic)
    other = new_client(clinic, replace(CLIENT, is_other_person=True))
    change(clinic, other, replace(CLIENT, street="14 Elm Street", is_other_person=False))
    assert queries.client(clinic.read, other).street == "14 Elm Street"


def test_a_change_into_somebody_elses_name_or_birth_date_is_asked_about(clinic: Clinic) -> None:
    new_client(clinic)
    ann = replace(CLIENT, given_name="Ann")
    client = new_client(clinic, ann)
    assert asked(clinic, client, CLIENT) == ["birth_date"]
    twin = new_client(clinic, replace(CLIENT, birth_date="3/5/1985"))
    assert asked(clinic, twin, CLIENT) == ["birth_date"]
    change(clinic, client, replace(CLIENT, is_other_person=True))
    assert queries.client(clinic.read, client).given_name == "Rosalind"


def test_a_retired_client_of_the_same_name_and_birth_date_is_asked_about(clinic: Clinic) -> None:
    retire(clinic, new_client(clinic))
    with pytest.raises(Refused, match="retired client"):
        new_client(clinic)
    new_client(clinic, replace(CLIENT, is_other_person=True))
    # Of two, the one on the list is the one to speak of.
    with pytest.raises(Refused, match="There is a client"):
        new_client(clinic)


def test_namesakes_are_told_apart_by_their_birth_dates(clinic: Clinic) -> None:
    roz = new_client(clinic)
    older = new_client(clinic, replace(CLIENT, family_name="NGUYEN", birth_date="1/2/1960"))
    new_client(clinic, replace(CLIENT, given_name="Rosalinda"))
    left = new_client(clinic, replace(CLIENT, birth_date="1/2/1950"))
    retire(clinic, left)
    unknown = new_client(clinic, replace(CLIENT, birth_date=""))
    assert [row.id for row in queries.namesakes(clinic.read, "nguyen rosalind")] == [unknown, older, roz]
    with_left = queries.namesakes(clinic.read, "nguyen rosalind", roz, retired=True)
    assert [(row.id, row.is_retired) for row in with_left] == [(unknown, False), (older, False), (left, True)]
    others = queries.namesakes_of(clinic.read, queries.client(clinic.read, roz))
    assert [(row.id, str(row.birth_date)) for row in others] == [(unknown, "None"), (older, "1960-01-02")]


def test_a_retired_client_leaves_the_list_and_comes_back(clinic: Clinic) -> None:
    client = new_client(clinic)
    retire(clinic, client)
    assert (names(clinic), names(clinic, retired=True)) == ([], ["Nguyễn, Rosalind (Zuzu)"])
    assert queries.client(clinic.read, client).is_retired
    clinic.do(BringClientBack(client, queries.client(clinic.read, client).version))
    assert (names(clinic), names(clinic, retired=True)) == (["Nguyễn, Rosalind (Zuzu)"], [])
    assert [clinic.undo(), clinic.undo()] == ["Bring client back", "Retire client"]
    assert names(clinic) == ["Nguyễn, Rosalind (Zuzu)"]


def test_clients_are_listed_by_name_birth_date_or_newest_first(clinic: Clinic) -> None:
    for given, family, day in (("Bo", "Élan", "1/1/1990"), ("Cy", "Zorn", ""), ("Al", "elan", "1/1/1950")):
        new_client(clinic, ClientDraft(given, "", family, birth_date=day))
    listed = {
        order: [row.given_name for row in queries.client_page(clinic.read, order=order).rows]
        for order in (queries.BY_NAME, queries.BY_BIRTH, queries.BY_NEWEST)
    }
    assert listed == {
        queries.BY_NAME: ["Al", "Bo", "Cy"],
        queries.BY_BIRTH: ["Cy", "Al", "Bo"],
        queries.BY_NEWEST: ["Al", "Cy", "Bo"],
    }


def test_the_list_goes_on_where_the_page_ended(clinic: Clinic) -> None:
    # All of one name: only the order's last column tells them apart.
    for _ in range(PAGE_ROWS + 2):
        new_client(clinic, ClientDraft("Ann", "", "Lee"))
    first = queries.client_page(clinic.read)
    rest = queries.client_page(clinic.read, first.after)
    assert (len(first.rows), len(rest.rows), rest.after) == (PAGE_ROWS, 2, None)
    assert len({row.id for row in (*first.rows, *rest.rows)}) == PAGE_ROWS + 2
    assert queries.client_count(clinic.read) == PAGE_ROWS + 2


def test_only_clients_on_the_list_are_counted(clinic: Clinic) -> None:
    retire(clinic, new_client(clinic))
    assert queries.client_count(clinic.read) == 0
    clinic.undo()
    assert queries.client_count(clinic.read) == 1


def test_the_list_shows_the_first_payer_of_the_newest_open_case(clinic: Clinic) -> None:
    def payer() -> str:
        return queries.client_page(clinic.read).rows[0].payer_name

    client = new_client(clinic)
    old = new_case(clinic, client)
    assert payer() == ""
    new_policy(clinic, old)
    assert payer() == "Cascade Mutual"
    newest = new_case(clinic, client, CaseDraft("auto", "Whiplash"))
    assert payer() == "Cascade Mutual"
    new_policy(clinic, newest, PolicyDraft(payer_name="Olympic Auto"))
    new_policy(clinic, newest, POLICY)
    assert payer() == "Olympic Auto"
    closed = new_case(clinic, client, replace(CASE, closed_on="10/1/2026"))
    new_policy(clinic, closed, PolicyDraft(payer_name="Long ago"))
    assert payer() == "Olympic Auto"


def test_health_stands_first_among_the_alerts(clinic: Clinic) -> None:
    client, other = new_client(clinic), new_client(clinic, ClientDraft("Ann", "", "Lee"))
    clinic.do(AddAlert(client, AlertDraft("health", "Blood thinner: light pressure")))
    clinic.do(AddAlert(client, AlertDraft("desk", "Ask for the <b>new</b> card")))
    clinic.do(AddAlert(client, AlertDraft("allergy", "Nuts")))
    clinic.do(AddAlert(other, AlertDraft("desk", "Theirs")))
    assert alerts(clinic, client) == [
        ("health", "Blood thinner: light pressure"),
        ("allergy", "Nuts"),
        ("desk", "Ask for the <b>new</b> card"),
    ]


def test_an_alert_is_changed_and_taken_off_and_back(clinic: Clinic) -> None:
    client = new_client(clinic)
    alert = clinic.do(AddAlert(client, AlertDraft("health", "Pregnant"))).row
    clinic.do(ChangeAlert(alert, 1, AlertDraft("health", "Pregnant, third trimester")))
    with pytest.raises(ChangedSince):
        clinic.do(RetireAlert(alert, 1))
    clinic.do(RetireAlert(alert, 2))
    assert alerts(clinic, client) == []
    clinic.undo()
    assert alerts(clinic, client) == [("health", "Pregnant, third trimester")]


def test_an_alert_needs_words_and_a_client(clinic: Clinic) -> None:
    client = new_client(clinic)
    assert refused(lambda: clinic.do(AddAlert(client, AlertDraft("health", " ")))) == ["words"]
    with pytest.raises(Missing):
        clinic.do(AddAlert(ClientId(client + 1), AlertDraft("health", "Pregnant")))
    assert alerts(clinic, client) == []
