"""Consents: signed by whom, until when, withdrawn why; which ones are missing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from asking import CONSENT, MINOR, signed
from factories import CLIENT, new_client, refused
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.clients.commands import ChangeClient
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clients.queries import client as client_of
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Missing
from clinic_desktop.intake.commands.consents import AddConsent, ChangeConsent, RetireConsent
from clinic_desktop.intake.model.consents import CONSENTS, Consent, ConsentId
from clinic_desktop.intake.queries.consents import consent, consent_page
from clinic_desktop.intake.queries.glance import health_glance
from clinic_desktop.intake.rules.consents import consent_state, counts, missed_words, missing_consents

TODAY = date(2026, 11, 24)


@pytest.fixture
def client(clinic: Clinic) -> ClientId:
    return new_client(clinic)


def test_a_consent_is_kept_with_who_signed(clinic: Clinic, client: ClientId) -> None:
    row = signed(clinic, client)
    found = consent(clinic.read, row)
    assert (found.kind, found.signed_on, found.signed_by, found.signer) == (
        "informed", date(2026, 11, 13), "client", "Rosalind Mae Nguyễn",
    )  # fmt: skip
    later = signed(clinic, client, replace(CONSENT, kind="photo", signed_on="11/20/2026", until_on="1/1/2027"))
    assert [one.id for one in consent_page(clinic.read, client).rows] == [later, row]
    # A name that changes later leaves who signed as they were.
    clinic.do(ChangeClient(client, 1, replace(CLIENT, family_name="Okafor")))
    clinic.do(ChangeConsent(row, 1, replace(CONSENT, words="Also in writing")))
    assert consent(clinic.read, row).signer == "Rosalind Mae Nguyễn"


def test_who_saw_it_signed_is_kept(clinic: Clinic, client: ClientId) -> None:
    draft = replace(CONSENT, kind="special_area", region="Jaw", witness="Ann Okafor")
    row = signed(clinic, client, draft)
    assert consent(clinic.read, row).witness == "Ann Okafor"
    assert refused(lambda: clinic.do(ChangeConsent(row, 1, replace(draft, witness="x" * 201)))) == ["witness"]


def test_the_guardian_signs_for_a_minor(clinic: Clinic) -> None:
    minor = new_client(clinic, MINOR)
    assert refused(lambda: signed(clinic, minor)) == ["signed_by"]
    assert refused(lambda: signed(clinic, minor, replace(CONSENT, kind="minor"))) == ["signed_by"]
    row = signed(clinic, minor, replace(CONSENT, kind="minor", signed_by="guardian"))
    assert consent(clinic.read, row).signer == "June Larkin"
    clinic.do(ChangeClient(minor, 1, replace(MINOR, guardian_name="", guardian_relationship="")))
    assert refused(lambda: signed(clinic, minor, replace(CONSENT, signed_by="guardian"))) == ["signed_by"]
    # What was signed before is still put right.
    draft = replace(CONSENT, kind="minor", signed_by="guardian", words="Stays in the room")
    assert refused(lambda: clinic.do(ChangeConsent(row, 1, draft))) == []
    assert consent(clinic.read, row).signer == "June Larkin"


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"kind": ""}, ["kind"]),
        ({"kind": "oath"}, ["kind"]),
        ({"signed_on": ""}, ["signed_on"]),
        ({"signed_on": "tomorrow"}, ["signed_on"]),
        ({"signed_on": "3/3/1985"}, ["signed_on", "signed_by"]),
        ({"until_on": "11/12/2026"}, ["until_on"]),
        ({"until_on": "never"}, ["until_on"]),
        ({"withdrawn_on": "11/12/2026", "withdrawn_why": "Changed her mind"}, ["withdrawn_on"]),
        ({"withdrawn_on": "11/25/2026", "withdrawn_why": "Changed her mind"}, ["withdrawn_on"]),
        ({"withdrawn_on": "11/20/2026"}, ["withdrawn_why"]),
        ({"withdrawn_why": "Changed her mind"}, ["withdrawn_on"]),
        ({"kind": "special_area"}, ["region"]),
        ({"kind": "release"}, ["words"]),
        ({"signed_by": "guardian"}, ["signed_by"]),
        ({"kind": "minor"}, ["signed_by"]),
        ({"words": "x" * 2001, "region": "x" * 121}, ["words", "region"]),
    ],
)
def test_a_consent_is_read(clinic: Clinic, client: ClientId, typed: dict[str, str], fields: list[str]) -> None:
    assert sorted(refused(lambda: signed(clinic, client, replace(CONSENT, **typed)))) == sorted(fields)


def test_each_command_is_undone(clinic: Clinic, client: ClientId) -> None:
    row = signed(clinic, client)
    clinic.do(ChangeConsent(row, 1, replace(CONSENT, withdrawn_on="11/20/2026", withdrawn_why="Moves away")))
    assert consent_state(consent(clinic.read, row), TODAY) == "Withdrawn on 20 Nov 2026"
    with pytest.raises(ChangedSince):
        clinic.do(ChangeConsent(row, 1, CONSENT))
    clinic.do(RetireConsent(row, 2))
    for command in (ChangeConsent(row, 3, CONSENT), RetireConsent(row, 3), AddConsent(99, CONSENT)):
        with pytest.raises(Missing):
            clinic.do(command)
    for label in ("Remove consent", "Change consent"):
        assert clinic.undo() == label
    assert consent_state(consent(clinic.read, row), TODAY) == "Counts"
    assert clinic.undo() == "Add consent"
    assert consent_page(clinic.read, client).rows == ()


def test_what_is_missing(clinic: Clinic, client: ClientId) -> None:
    def missing(owner: ClientId) -> tuple[str, ...]:
        return missing_consents(client_of(clinic.read, owner), health_glance(clinic.read, owner, TODAY).consents, TODAY)

    assert missing(client) == ("informed", "privacy")
    assert missed_words(missing(client)) == "informed consent, privacy notice"
    signed(clinic, client)
    signed(clinic, client, replace(CONSENT, kind="privacy", until_on="11/23/2026"))
    assert missing(client) == ("privacy",)
    signed(clinic, client, replace(CONSENT, kind="privacy"))
    assert missing(client) == ()
    assert missing(new_client(clinic, MINOR)) == ("informed", "privacy", "minor")


DAYS = some.integers(-30, 30).map(lambda days: TODAY + timedelta(days))


@given(DAYS, some.none() | DAYS, some.none() | DAYS, DAYS)
def test_it_counts_from_its_day_to_its_end(
    signed_on: date, until: date | None, withdrawn: date | None, day: date
) -> None:
    found = Consent(ConsentId(1), 1, ClientId(1), "informed", signed_on, "client", "Ann", "", "", until, withdrawn, "")
    ends = min(until or date.max, (withdrawn or date.max) - timedelta(1))
    assert counts(found, day) == (signed_on <= day <= ends)
    words = consent_state(found, day)
    assert words.startswith("Counts") == (day <= ends)


@pytest.mark.parametrize("kind", CONSENTS)
def test_the_glance_counts_as_the_rule_does(clinic: Clinic, client: ClientId, kind: str) -> None:
    if kind == "minor":
        return
    draft = replace(CONSENT, kind=kind, words="To Dr. Lee", region="Chest", until_on="11/24/2026")
    row = signed(clinic, client, draft)
    for days in range(-20, 20):
        day = TODAY + timedelta(days)
        held = {kind} if counts(consent(clinic.read, row), day) else set()
        assert health_glance(clinic.read, client, day).consents == held
    clinic.do(ChangeConsent(row, 1, replace(draft, withdrawn_on="11/20/2026", withdrawn_why="Moves away")))
    assert health_glance(clinic.read, client, date(2026, 11, 19)).consents == {kind}
    assert health_glance(clinic.read, client, date(2026, 11, 20)).consents == set()
