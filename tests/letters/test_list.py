"""The list of letters, a page at a time; and what stands in the way of issuing one, or comes of it elsewhere."""

from collections.abc import Callable
from pathlib import Path

import pytest
from appealing import new_appeal
from lettering import TITLES, accept_all, draft_of, issued, with_whole_case, written

from clinic_desktop.appeals.model import DenialId
from clinic_desktop.appeals.queries.denials import appeals_of
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.commands import RetireClient
from clinic_desktop.clients.queries import client
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Refused
from clinic_desktop.letters.commands.letters import IssueLetter
from clinic_desktop.letters.queries.letters import letter_page, letters_of
from clinic_desktop.store.keys.keyring import ClinicFolder

CASE = CaseId(1)
DENIAL = DenialId(1)


@pytest.fixture
def clinic(tmp_path: Path, open_clinic: Callable[[ClinicFolder], Clinic]) -> Clinic:
    return open_clinic(with_whole_case(tmp_path / "whole"))


def test_drafts_stand_on_top_and_the_list_goes_on_page_by_page(clinic: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    first, out, last = (
        written(clinic, CASE, draft_of("payer_reply")),
        issued(clinic, CASE, draft_of("thank_you")),
        written(clinic, CASE, draft_of("records_cover")),
    )
    assert [one.id for one in letters_of(clinic.read, CASE)] == [last, first, out]
    monkeypatch.setattr("clinic_desktop.store.paging.PAGE_ROWS", 2)
    page = letter_page(clinic.read, CASE)
    assert [one.id for one in page.rows] == [last, first] and page.after
    rest = letter_page(clinic.read, CASE, page.after)
    assert [one.id for one in rest.rows] == [out] and rest.after is None
    assert letter_page(clinic.read, CaseId(0)).rows == ()


def test_for_a_client_who_was_retired_none_is_issued(clinic: Clinic) -> None:
    draft = draft_of("thank_you")
    accept_all(clinic, CASE, draft)
    clinic.do(RetireClient(1, client(clinic.read, 1).version))
    with pytest.raises(Refused, match="This client was retired"):
        clinic.do(IssueLetter(CASE, 0, 0, draft, TITLES))
    assert letters_of(clinic.read, CASE) == ()


def test_a_letter_about_a_denial_that_is_no_appeal_is_not_that_of_its_step(clinic: Clinic) -> None:
    new_appeal(clinic, DENIAL)
    other = issued(clinic, CASE, draft_of("payer_reply", DENIAL))
    assert [one.letter for one in appeals_of(clinic.read, DENIAL)] == [None]
    own = issued(clinic, CASE, draft_of("appeal_internal", DENIAL))
    assert [one.letter for one in appeals_of(clinic.read, DENIAL)] == [own]
    assert own != other
