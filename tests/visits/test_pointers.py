"""Which diagnoses a service treats: letters of the case as typed, codes as kept, letters again as shown."""

import json
from dataclasses import replace

import pytest
from factories import VISIT, new_case, new_diagnosis, new_service, new_visit, signing
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.cases.model import CaseDraft, CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Refused
from clinic_desktop.referrals.commands.diagnoses import RetireDiagnosis
from clinic_desktop.referrals.model import MOST_DIAGNOSES, DiagnosisDraft
from clinic_desktop.referrals.queries import codes_of
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.visits.commands.visits import AmendVisit, ChangeVisit, RecordVisit
from clinic_desktop.visits.model import MOST_POINTERS, ServiceLine, VisitDraft, VisitId, VisitNoteDraft
from clinic_desktop.visits.queries.visits import visit
from clinic_desktop.visits.rules.pointers import (
    as_codes,
    lettered_codes,
    parse_pointers,
    shown_pointers,
    usual_pointers,
)

FIVE = ("M54.50", "M62.830", "S13.4XXA", "M54.2", "M79.18")
NONE_YET = "The case has no diagnosis yet. Add it on the page Plan, then choose it here."
KNOWN = "A\u00a0M54.50 · B\u00a0M62.830"


def said(typed: str, codes: tuple[str, ...] = FIVE[:2]) -> str:
    with pytest.raises(Unreadable) as answer:
        parse_pointers(typed, codes)
    return answer.value.words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("A", "M54.50"),
        ("A B", "M54.50 M62.830"),
        ("b,a", "M62.830 M54.50"),
        ("AB", "M54.50 M62.830"),
        (" b ; a,", "M62.830 M54.50"),
        ("m6283 A".replace("6283", "62830"), "M62.830 M54.50"),
        ("M54.50, b", "M54.50 M62.830"),
        ("EDCB", "M79.18 M54.2 S13.4XXA M62.830"),
    ],
)
def test_letters_and_codes_are_read_in_the_order_that_was_typed(typed: str, kept: str) -> None:
    assert parse_pointers(typed, FIVE) == kept


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("C", f"The case has no diagnosis C. It has {KNOWN}."),
        ("ABL", f"The case has no diagnosis L. It has {KNOWN}."),
        ("A A", "M54.50 stands here twice. Keep one of them."),
        ("A, m5450", "M54.50 stands here twice. Keep one of them."),
        ("M54.2", f"M54.2 is not among the diagnoses of this case. It has {KNOWN}."),
        ("neck", "“neck” is neither the letter of a diagnosis nor its code."),
        ("A-B", "“A-B” is neither the letter of a diagnosis nor its code."),
        ("Ａ", "“Ａ” is neither the letter of a diagnosis nor its code."),
        ("1", "“1” is neither the letter of a diagnosis nor its code."),
        (",", "Type the letters of the diagnoses that this treats, like A B."),
    ],
)
def test_what_points_to_nothing_is_said(typed: str, words: str) -> None:
    assert said(typed) == words


def test_more_than_four_are_too_many_and_a_case_without_diagnoses_has_none_to_choose() -> None:
    assert said("ABCDE", FIVE) == "A service treats at most four diagnoses. Keep the four that matter most."
    assert said("A", ()) == NONE_YET
    assert said("M54.50", ()) == NONE_YET


CODES = some.builds("M{:02d}.{:d}".format, some.integers(0, 99), some.integers(0, 9))
CASES = some.lists(CODES, min_size=1, max_size=MOST_DIAGNOSES, unique=True).map(tuple)


@given(some.data(), CASES, some.sampled_from((" ", ",", ", ", "", " ; ")), some.booleans())
def test_what_is_shown_is_read_back(data: some.DataObject, codes: tuple[str, ...], apart: str, small: bool) -> None:
    chosen = data.draw(some.lists(some.sampled_from(codes), min_size=1, max_size=MOST_POINTERS, unique=True))
    shown = shown_pointers(chosen, codes)
    typed = apart.join(shown.split())
    assert parse_pointers(typed.lower() if small else typed, codes) == " ".join(chosen)
    assert all(len(letter) == 1 for letter in shown.split())
    assert parse_pointers(" ".join(chosen), codes) == " ".join(chosen)


@given(some.text(), some.lists(CODES, max_size=MOST_DIAGNOSES, unique=True).map(tuple))
def test_whatever_is_typed_is_read_or_answered(typed: str, codes: tuple[str, ...]) -> None:
    try:
        kept = parse_pointers(typed, codes)
    except Unreadable as unreadable:
        assert unreadable.words
        return
    found = kept.split()
    assert 1 <= len(found) == len(set(found)) <= MOST_POINTERS
    assert set(found) <= set(codes)
    assert len(kept) <= 40


@given(some.text(), CASES)
def test_letters_become_codes_and_what_cannot_be_read_stays(typed: str, codes: tuple[str, ...]) -> None:
    kept = as_codes(typed, codes)
    assert as_codes(kept, codes) == kept
    assert as_codes(shown_pointers(kept.split(), codes), codes) == kept
    try:
        assert parse_pointers(typed, codes) == kept
    except Unreadable as unreadable:
        if kept:
            assert said(kept, codes) == unreadable.words


def test_what_cannot_be_read_stands_beside_what_can() -> None:
    assert as_codes("b, K neck ab", FIVE[:2]) == "M62.830 K neck M54.50 M62.830"
    assert as_codes("A", ()) == "A"


def test_a_code_that_left_the_case_is_shown_as_it_is() -> None:
    assert shown_pointers(("M62.830", "M54.2"), FIVE[:2]) == "B M54.2"
    assert shown_pointers((), FIVE) == ""


def test_the_first_four_stand_where_nobody_types_any() -> None:
    assert (usual_pointers(FIVE), usual_pointers(FIVE[:2]), usual_pointers(())) == ("A B C D", "A B", "")
    assert lettered_codes(FIVE[:2]) == KNOWN


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    """A case with two diagnoses."""
    new_service(clinic)
    return with_codes(clinic, new_case(clinic), FIVE[:2])


def with_codes(clinic: Clinic, case: CaseId, codes: tuple[str, ...]) -> CaseId:
    for code in codes:
        new_diagnosis(clinic, case, DiagnosisDraft(code, source="phone", source_name="Ana", source_on="11/20/2026"))
    return case


def pointing(pointers: str, **more: str) -> VisitDraft:
    return replace(VISIT, services=(ServiceLine("1", "60", pointers=pointers),), **more)


def kept(clinic: Clinic, row: VisitId) -> tuple[str, ...]:
    return visit(clinic.read, row).services[0].diagnoses


def change(clinic: Clinic, row: VisitId, draft: VisitDraft) -> None:
    clinic.do(ChangeVisit(row, visit(clinic.read, row).version, draft))


def wrong(clinic: Clinic, case: CaseId, pointers: str) -> dict[str, str]:
    with pytest.raises(Refused) as answer:
        clinic.do(RecordVisit(case, pointing(pointers)))
    return {problem.field: problem.words for problem in answer.value.problems}


def test_codes_are_kept_and_a_change_of_them_is_one_of_the_services(clinic: Clinic, case: CaseId) -> None:
    assert codes_of(clinic.read, case) == FIVE[:2]
    row = new_visit(clinic, case, pointing("ba"))
    assert kept(clinic, row) == ("M62.830", "M54.50")
    change(clinic, row, pointing("b, A"))
    assert visit(clinic.read, row).version == 1
    change(clinic, row, pointing("b"))
    assert (kept(clinic, row), visit(clinic.read, row).version) == (("M62.830",), 2)
    clinic.undo()
    assert kept(clinic, row) == ("M62.830", "M54.50")
    change(clinic, row, pointing(""))
    assert kept(clinic, row) == ()


def test_the_sentence_stands_at_its_own_field(clinic: Clinic, case: CaseId) -> None:
    assert wrong(clinic, case, "C") == {"services/0/pointers": f"The case has no diagnosis C. It has {KNOWN}."}
    other = new_case(clinic, ClientId(1), CaseDraft("health", "Knee"))
    assert wrong(clinic, other, "A") == {"services/0/pointers": NONE_YET}


def test_a_code_that_left_the_case_is_asked_for_when_the_visit_is_saved(clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case, pointing("A B"))
    clinic.do(RetireDiagnosis(1, 1))
    assert kept(clinic, row) == ("M54.50", "M62.830")
    with pytest.raises(Refused) as answer:
        change(clinic, row, pointing(shown_pointers(kept(clinic, row), codes_of(clinic.read, case))))
    (problem,) = answer.value.problems
    assert (problem.field, problem.words) == (
        "services/0/pointers",
        "M54.50 is not among the diagnoses of this case. It has A\u00a0M62.830.",
    )


def test_letters_are_those_of_the_case_that_the_visit_moves_to(clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case, pointing("A"))
    other = with_codes(clinic, new_case(clinic, ClientId(1), CaseDraft("health", "Knee")), ("M25.561",))
    change(clinic, row, pointing("A", case=str(other)))
    assert kept(clinic, row) == ("M25.561",)


def test_a_signed_note_keeps_them_and_they_may_change_as_modifiers_do(clinic: Clinic, case: CaseId) -> None:
    row = new_visit(clinic, case, pointing("A"))
    clinic.do(signing(clinic, row, VisitNoteDraft("Stiff")))
    facts = json.loads(clinic.read.one("SELECT signed_facts FROM visit_notes")["signed_facts"])
    assert facts["services"][0]["diagnoses"] == "M54.50"
    clinic.do(AmendVisit(row, visit(clinic.read, row).version, pointing("B")))
    assert kept(clinic, row) == ("M62.830",)
    assert clinic.read.all("SELECT 1 FROM addenda") == []
