"""The call sheet that a client takes home: one page, their numbers filled in, and each blank by its number."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from charting import TODAY, answer, full_case, plain_case
from factories import POLICY, new_policy
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfs import as_viewed, reader, viewed_pages, words

from clinic_desktop.cases.model import CaseDraft, CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.commands.calls import LogBenefitCall
from clinic_desktop.coverage.document import call_sheet
from clinic_desktop.coverage.document.blanks import _CALLED, _LABEL, _TEXT, SheetColumns, _height, columns_of
from clinic_desktop.coverage.document.call_sheet import call_sheet_pdf
from clinic_desktop.coverage.loader.call_paper import call_sheet_facts
from clinic_desktop.coverage.model.call_paper import CallSheetFacts, PaperBlank, PaperGroup
from clinic_desktop.coverage.model.call_sheet import CALL_SHEET
from clinic_desktop.coverage.model.kept import BenefitCallDraft
from clinic_desktop.coverage.model.paper import PaperFacts, PaperLine
from clinic_desktop.coverage.model.question import Question
from clinic_desktop.coverage.rules.answer_words import input_label
from clinic_desktop.errors import Missing
from clinic_desktop.press.text import set_line

LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh " * 8
EVERYTHING = tuple(PaperGroup(one.label, tuple(map(PaperBlank, one.blanks))) for one in CALL_SHEET)


@pytest.fixture
def case(clinic: Clinic) -> CaseId:
    return full_case(clinic)


def facts_of(clinic: Clinic, case: CaseId) -> CallSheetFacts:
    return call_sheet_facts(clinic.read, case, TODAY)


def numbers(facts: CallSheetFacts) -> list[int]:
    return [one.blank.number for group in facts.groups for one in group.blanks]


def full_of(name: str) -> CallSheetFacts:
    shared = PaperFacts(
        clinic_name=name, clinic_address=(name, name), clinic_phone=name, clinic_email=name, therapist_name=name,
        client_name=name, payer_name=name, plan_type="ppo", plan_name=name, member_id=name, group_number=name,
        lines=(PaperLine("member", name, name),),
    )  # fmt: skip
    known = [PaperGroup(g.label, tuple(PaperBlank(b.blank, name) for b in g.blanks)) for g in EVERYTHING]
    return CallSheetFacts(
        TODAY, shared, True, name, name, name, name, TODAY, "spouse", name, TODAY, name, name,
        (name,) * 20, (name,) * 20, tuple(known),
    )  # fmt: skip


def test_it_says_whom_to_call_with_the_client_s_numbers(clinic: Clinic, case: CaseId) -> None:
    text = words(call_sheet_pdf(facts_of(clinic, case)))
    for said in (
        "Call sheet", "Printed 11/24/2026", "Alder & Rowe Massage", "Quillaby Mae Zathroth", "03/04/1985",
        "Cascade Mutual", "ABC 123 456 789", "Maya Ortiz, LMT", "2999999990", "91-1144442", "M54.2, S13.4XXA",
        "Representative", "Reference no.", "Bring this sheet to your next visit. Or call (253) 555-0142",
        "Page 1 of 1",
    ):  # fmt: skip
        assert said in text, said


def test_the_blanks_stand_on_it_by_their_numbers_those_that_do_not_matter_left_out(
    clinic: Clinic, case: CaseId
) -> None:
    found = facts_of(clinic, case)
    text = words(call_sheet_pdf(found))
    by_number = {one.number: one for group in CALL_SHEET for one in group.blanks}
    assert 6 in numbers(found) and 1 not in numbers(found)
    for number, blank in by_number.items():
        names = (blank.asked.label, input_label(blank.key), _CALLED.get(blank.key, "\0"))
        assert any(f"{number} {one}" in text for one in names) == (number in numbers(found)), names
    # What only a neighbor makes plain on the screen stands for itself on paper.
    assert "Deductible met" in text and "Met of it" not in text


@pytest.mark.parametrize("words", _CALLED.values())
def test_a_name_that_is_the_paper_s_own_fits_one_line(words: str) -> None:
    assert set_line(words, _TEXT).width <= _LABEL


def test_a_claim_has_other_blanks_than_a_plan(clinic: Clinic) -> None:
    draft = CaseDraft("work", "Neck", "9/1/2026", "WA", claim_number="WC-77", adjuster_name="Kim Bell",
                      adjuster_phone="(253) 555-0199")  # fmt: skip
    case = plain_case(clinic, draft)
    new_policy(clinic, case, replace(POLICY, plan_type="work"))
    found = facts_of(clinic, case)
    text = words(call_sheet_pdf(found))
    assert {1, 2, 5} <= set(numbers(found)) and not {6, 11, 24, 40} & set(numbers(found))
    assert "WC-77" in text and "Kim Bell" in text and "(253) 555-0199 · adjuster" in text
    assert "what my claim pays" in text
    # With so few blanks there is room for the questions, word by word.
    assert "Is the claim accepted" in text or "How many" in text


def test_what_is_known_is_filled_in_to_be_asked_again(clinic: Clinic, case: CaseId) -> None:
    answer(clinic, case, benefit__massage_covered="no", cost_share__copay="$30", benefit__dollar_cap="none",
           cost_share__coinsurance="12.5%", cost_share__plan_year_ends="12/31/2026")  # fmt: skip
    clinic.do(LogBenefitCall(case, BenefitCallDraft(called_on="11/20", told={"paid_to": "The member"})))
    text = words(call_sheet_pdf(facts_of(clinic, case)))
    for said in ("$30.00", "12.5%", "12/31/2026", "× No limit", "The member"):
        assert said in text, said
    assert re.search("11 Massage benefit Yes × No Unknown", text)


def test_a_social_security_number_is_never_on_it(clinic: Clinic, case: CaseId) -> None:
    clinic._writer._database.execute("UPDATE practice SET tax_id = '123-45-6789', tax_id_kind = 'SSN', prints_ssn = 1")
    found = facts_of(clinic, case)
    assert found.ein == "" and "6789" not in words(call_sheet_pdf(found))


def test_a_case_that_is_gone_has_none(clinic: Clinic, case: CaseId) -> None:
    with pytest.raises(Missing):
        facts_of(clinic, CaseId(99))


def test_nothing_known_is_a_sheet_of_blanks() -> None:
    text = words(call_sheet_pdf(CallSheetFacts(TODAY, PaperFacts())))
    assert "Member ID" in text and "Phone to call" in text
    # “None” stands only beside boxes to check: three of the blanks have one.
    choices = [one.asked for group in CALL_SHEET for one in group.blanks]
    boxes = sum("none" in one.choices and one.choices["none"] == "None" for one in choices if isinstance(one, Question))
    assert words(call_sheet_pdf(CallSheetFacts(TODAY, PaperFacts(), groups=EVERYTHING))).count("None") == boxes == 3


def test_all_blanks_fit_below_the_highest_head(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Sequence[PaperGroup], float]] = []

    def noting(groups: Sequence[PaperGroup], room: float) -> SheetColumns:
        asked.append((groups, room))
        return columns_of(groups, room)

    monkeypatch.setattr(call_sheet, "columns_of", noting)
    for facts in (full_of(LONG), replace(full_of("Ann"), groups=EVERYTHING)):
        call_sheet_pdf(facts)
        groups, room = asked.pop()
        found = columns_of(groups, room)
        assert max(_height(found.left, found.pitch), _height(found.right, found.pitch)) <= room


@given(
    st.one_of(
        st.text(max_size=400), st.sampled_from([LONG, "王小明" * 60, "שרה כהן " * 30, "مريم " * 40, "a\nb\n" * 9])
    )
)
@settings(max_examples=30, deadline=None)
def test_it_is_one_page_whatever_stands_on_it(name: str) -> None:
    facts = full_of(name)
    pdf = call_sheet_pdf(facts)
    assert len(viewed_pages(pdf)) == 1
    assert pdf == call_sheet_pdf(facts)


def test_names_of_other_scripts_are_found_in_it() -> None:
    for name in ("王小明", "Rosalind Nguyễn", "שרה כהן", "محمد علي"):
        found = as_viewed(call_sheet_pdf(CallSheetFacts(TODAY, PaperFacts(client_name=name))))
        # Behind a label a viewer may give the words of a name from the right in another order.
        assert all(word in found for word in name.split()), name


def test_a_demo_says_so_across_and_in_black() -> None:
    text = words(call_sheet_pdf(CallSheetFacts(TODAY, PaperFacts(is_demo=True))))
    assert "DEMO" in text and "everybody here is invented" in text


def test_its_properties_name_no_client(clinic: Clinic, case: CaseId) -> None:
    about = reader(call_sheet_pdf(facts_of(clinic, case))).metadata
    assert about and about.title == "Call sheet" and "Zathroth" not in str(dict(about))
