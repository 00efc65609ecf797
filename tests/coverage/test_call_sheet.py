"""The call sheet has every question of the call once, and its numbers never move."""

from charting import plain_case
from factories import refused

from clinic_desktop.clinic import Clinic
from clinic_desktop.coverage.commands.calls import LogBenefitCall
from clinic_desktop.coverage.loader.vocabulary import KINDS
from clinic_desktop.coverage.model.call_sheet import CALL_SHEET, HEAD, TOLD
from clinic_desktop.coverage.model.kept import BenefitCallDraft
from clinic_desktop.coverage.model.questions_call import CALL
from clinic_desktop.coverage.queries.kept import benefit_call
from clinic_desktop.coverage.rules.asking import CHART_ONLY
from clinic_desktop.coverage.rules.calls import MOST_TOLD, draft_body, draft_of

BLANKS = [blank for group in CALL_SHEET for blank in group.blanks]


def test_numbers_run_from_one_without_a_gap() -> None:
    assert [one.number for one in BLANKS] == list(range(1, len(BLANKS) + 1))


def test_every_question_of_the_call_stands_on_it_once() -> None:
    keys = [one.key for one in BLANKS]
    asked = {one.key for one in CALL.questions} - set(HEAD) - CHART_ONLY
    assert asked - set(keys) == set()
    assert len(keys) == len(set(keys))


def test_what_is_told_is_no_key_of_a_case_file() -> None:
    assert not set(TOLD) & set(KINDS)
    assert set(TOLD) == {one.key for one in BLANKS} - set(KINDS)


def test_what_was_told_is_kept_in_the_order_of_the_sheet(clinic: Clinic) -> None:
    told = {"paid_to": " The member ", "plan_name": "Gold 2500, group 88", "letter": " ", "of_yesterday": "?"}
    draft = BenefitCallDraft(called_by="client", told=told)
    assert draft_of(draft_body(draft)) == draft
    found = benefit_call(clinic.read, clinic.do(LogBenefitCall(plain_case(clinic), draft)).row)
    assert (found.called_by, list(found.told.items())) == (
        "client",
        [("plan_name", "Gold 2500, group 88"), ("paid_to", "The member")],
    )


def test_what_is_too_long_is_said_at_its_blank(clinic: Clinic) -> None:
    draft = BenefitCallDraft(called_by="nobody", told={"send_to": "x" * (MOST_TOLD + 1)})
    case = plain_case(clinic)
    assert refused(lambda: clinic.do(LogBenefitCall(case, draft))) == ["called_by", "told/send_to"]
