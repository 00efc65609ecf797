"""What is typed about the clinic: every problem at its field, everything else in one form."""

from dataclasses import replace
from datetime import date

import pytest
from factories import PRACTICE, SERVICE, THERAPIST

from clinic_desktop.errors import Refused
from clinic_desktop.practice import rules
from clinic_desktop.practice.model import BillingDraft, CredentialDraft, PracticeDraft, ServiceDraft, TherapistDraft

TODAY = date(2026, 11, 24)


def fields(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.field for problem in refused.value.problems]


def test_an_empty_clinic_is_refused_at_each_field_at_once() -> None:
    with pytest.raises(Refused) as refused:
        rules.practice_values(PracticeDraft())
    assert fields(refused) == ["name", "street", "city", "state", "zip"]


def test_a_clinic_is_kept_in_one_form() -> None:
    values = rules.practice_values(replace(PRACTICE, state="washington", phone="253.555.0142 x5"))
    assert (values["state"], values["phone"]) == ("WA", "(253) 555-0142 x5")


def test_a_wrong_npi_is_said_at_its_field() -> None:
    with pytest.raises(Refused) as refused:
        rules.therapist_values(replace(THERAPIST, npi="1234567890", taxonomy="1"))
    assert fields(refused) == ["npi", "taxonomy"]


def test_npi_and_taxonomy_may_come_later() -> None:
    assert rules.therapist_values(TherapistDraft("Ann", "O'Brien"))["npi"] == ""


def test_an_organization_npi_counts_only_for_a_corporation() -> None:
    draft = BillingDraft(tax_id="910000000", organization_npi="not one")
    assert rules.billing_values(draft)["organization_npi"] == ""
    with pytest.raises(Refused) as refused:
        rules.billing_values(replace(draft, is_incorporated=True))
    assert fields(refused) == ["organization_npi"]


def test_an_ssn_prints_only_when_chosen() -> None:
    draft = BillingDraft(tax_id_kind="SSN", tax_id="078-05-1120")
    assert rules.billing_values(draft)["prints_ssn"] == 0
    assert rules.billing_values(replace(draft, prints_ssn=True))["prints_ssn"] == 1
    assert rules.billing_values(BillingDraft(prints_ssn=True))["prints_ssn"] == 0


def test_a_therapist_who_bills_has_to_be_chosen() -> None:
    with pytest.raises(Refused) as refused:
        rules.billing_values(BillingDraft(bills_as="therapist"))
    assert fields(refused) == ["billing_therapist"]


def test_a_state_without_licenses_needs_no_number() -> None:
    values = rules.credential_values(CredentialDraft("none", "WY", "", "nonsense"), TODAY)
    assert (values["state"], values["number"], values["expires_on"]) == ("WY", "", "")


def test_a_license_needs_its_number_and_a_real_last_day() -> None:
    with pytest.raises(Refused) as refused:
        rules.credential_values(CredentialDraft("license", "WA", "", "2/30/2027"), TODAY)
    assert fields(refused) == ["number", "expires_on"]


@pytest.mark.parametrize(
    ("on", "expired"), [(date(2027, 8, 31), False), (date(2027, 9, 1), True), (date(2020, 1, 1), False)]
)
def test_the_last_day_of_a_license_still_counts(on: date, expired: bool) -> None:
    assert rules.is_expired(date(2027, 8, 31), on) is expired
    assert not rules.is_expired(None, on)


def test_only_timed_services_are_priced_by_the_unit() -> None:
    with pytest.raises(Refused) as refused:
        rules.service_values(replace(SERVICE, is_timed=False))
    assert fields(refused) == ["priced_by"]
    assert rules.service_values(ServiceDraft("Packs", "", False, "visit", "$12"))["price_cents"] == 1200


def test_ten_thousand_letters_end_in_a_sentence() -> None:
    with pytest.raises(Refused, match="too long"):
        rules.service_values(replace(SERVICE, name="x" * 10_000))


@pytest.mark.parametrize("name", ["\x00", " \u0007 ", "\ud800"])
def test_a_name_of_nothing_to_see_is_no_name(name: str) -> None:
    with pytest.raises(Refused) as refused:
        rules.service_values(replace(SERVICE, name=name))
    assert fields(refused) == ["name"]
