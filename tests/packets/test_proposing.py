"""Which parts are proposed, of which days, and what is left out: rules alone."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desktop.packets.loader.rule_file import packet_rules
from clinic_desktop.packets.model.parts import Part, PartDay
from clinic_desktop.packets.model.purposes import PART_KINDS, PURPOSES
from clinic_desktop.packets.rules.proposing import Scope, in_scope, offers, proposed, wanted_parts

FIRST = date(2026, 11, 2)
DAYS = st.integers(0, 20).map(lambda days: FIRST + timedelta(days))
RULES = packet_rules()
SOURCES = {"bills": "bill", "notes": "notes", "calls": "calls", "measures": "measures", "license": "license"}


@st.composite
def some_parts(draw: st.DrawFn) -> tuple[list[Part], tuple[PartDay, ...]]:
    """Papers of every kind, and the visits of the case."""
    visits = tuple(PartDay(row, day) for row, day in enumerate(sorted(draw(st.lists(DAYS, max_size=6))), 1))
    parts = [Part("notes:1", "notes", "Visit notes", days=visits)] if visits else []
    for at, kind in enumerate(
        draw(st.lists(st.sampled_from(sorted(set(PART_KINDS) - {"notes", "calls"})), max_size=8))
    ):
        day = draw(DAYS)
        told = tuple(draw(st.lists(DAYS, max_size=3)))
        signed = draw(st.sampled_from([None, True, False]))
        payer = draw(st.sampled_from([None, 1, 2]))
        source = SOURCES.get(kind, kind)
        parts.append(
            Part(f"{source}:{at}", kind, kind, on=day, told=told, since=day, until=day, is_signed=signed, payer=payer)
        )
    return parts, visits


@given(found=some_parts(), purpose=st.sampled_from(sorted(PURPOSES)), kept=st.frozensets(DAYS, max_size=4),
       span=st.tuples(DAYS, DAYS))  # fmt: skip
@settings(max_examples=120)
def test_what_is_proposed_tells_of_the_scope_alone(
    found: tuple[list[Part], tuple[PartDay, ...]], purpose: str, kept: frozenset[date], span: tuple[date, date]
) -> None:
    parts, visits = found
    rows = in_scope(visits, *span)
    days = tuple(sorted({one.day for one in visits if one.row in rows}))
    scope = Scope(rows, days, payer=1, kept=kept)
    usual = RULES.packet(purpose)
    offered = offers(parts, usual, scope)
    # Nothing is hidden: every part is offered, each once, with a reason.
    assert sorted(one.part.key for one in offered) == sorted(one.key for one in parts)
    assert all(one.why for one in offered)
    known = {one.key: one for one in parts}
    for chosen in proposed(offered):
        part = known[chosen.key]
        assert usual
        assert usual.part(part.kind)
        assert not kept & set(part.told)
        told = {one.day for one in part.days if one.row in chosen.visits}
        assert not told & kept
        assert set(chosen.visits) <= rows
        if part.kind == "bills":
            assert part.payer == 1
            assert set(part.told) & set(days)


@given(found=some_parts(), kept=st.frozensets(DAYS, max_size=4))
@settings(max_examples=40)
def test_to_the_client_goes_everything_that_is_finished(
    found: tuple[list[Part], tuple[PartDay, ...]], kept: frozenset[date]
) -> None:
    parts, visits = found
    scope = Scope(frozenset(one.row for one in visits), tuple(one.day for one in visits), is_everything=True)
    chosen = {one.key for one in proposed(offers(parts, RULES.packet("records"), scope))}
    finished = {one.key for one in parts if one.is_signed is not False}
    assert finished <= chosen


def test_a_signed_paper_goes_before_a_newer_draft() -> None:
    draft = Part("plan:2", "plan", "Version 2", is_signed=False)
    signed = Part("plan:1", "plan", "Version 1", is_signed=True)
    offered = offers((draft, signed), RULES.packet("authorization"), Scope(payer=1))
    assert [one.key for one in proposed(offered)] == ["plan:1"]
    assert next(one.why for one in offered if one.part.key == "plan:2") == "It is not signed yet."


def test_what_coverage_rules_name_is_proposed_with_the_document_as_its_reason() -> None:
    measures = Part("measures:1", "measures", "Outcome chart")
    named = wanted_parts(("Baseline and progress measures", "Record of the benefit call"), RULES)
    assert named["measures"] == "Baseline and progress measures"
    assert "calls" in named
    plain = offers((measures,), RULES.packet("authorization"), Scope(payer=1))
    assert not plain[0].is_proposed
    (offered,) = offers((measures,), RULES.packet("authorization"), Scope(payer=1, wanted=named))
    assert offered.is_proposed
    assert offered.why == "The rules for this payer name it: Baseline and progress measures."


def test_a_card_and_a_letter_of_another_kind_are_offered_and_not_proposed() -> None:
    card = Part("attachment:1", "authorization", "Card", sort="card")
    thanks = Part("letter:1", "letter", "Thank you", is_signed=True, sort="thank_you")
    appeal = replace(thanks, key="letter:2", title="Appeal", sort="appeal_internal")
    offered = offers((thanks, appeal, card), RULES.packet("appeal"), Scope(payer=1))
    assert [one.key for one in proposed(offered)] == ["letter:2"]


def test_the_notice_of_a_denial_belongs_to_a_packet_about_it() -> None:
    notice = Part("attachment:3", "bills", "Denial letter", sort="denial", stands_for="denial:7")
    other = replace(notice, key="attachment:4", stands_for="denial:8")
    offered = offers((notice, other), RULES.packet("appeal"), Scope(payer=1, about="denial:7"))
    assert [one.key for one in proposed(offered)] == ["attachment:3"]


def test_a_denial_is_answered_with_what_answers_it_and_no_more() -> None:
    letter = Part("letter:1", "letter", "Reply", is_signed=True, sort="payer_reply")
    plan = Part("plan:1", "plan", "Plan", is_signed=True)
    notes = Part("notes:1", "notes", "Visit notes", days=(PartDay(1, FIRST),))
    notice = Part("attachment:3", "bills", "Denial letter", sort="denial", stands_for="denial:7")
    form = replace(notice, key="attachment:5", kind="authorization", sort="representative_form")
    parts = (letter, plan, notes, notice, form)
    scope = Scope(frozenset({1}), (FIRST,), payer=1, about="denial:7", answering=frozenset({"letter", "notes"}))
    asked = offers(parts, RULES.packet("reimbursement"), scope)
    assert {one.key for one in proposed(asked)} == {"letter:1", "notes:1", "attachment:3"}
    excluded = offers(parts, RULES.packet("appeal"), replace(scope, answering=frozenset({"bills"})))
    # The form of who represents the client goes with an appeal whatever answers it.
    assert {one.key for one in proposed(excluded)} == {"attachment:3", "attachment:5"}
    assert {one.part.key: one.why for one in excluded}["plan:1"] == "What the payer said is answered without it."
    # Where nothing says which parts answer it, all usual ones do.
    open_ended = proposed(offers(parts, RULES.packet("appeal"), replace(scope, answering=frozenset())))
    assert {"plan:1", "notes:1"} <= {one.key for one in open_ended}


def test_of_assessments_the_first_and_the_newest_go_with_an_appeal() -> None:
    made = [
        Part(f"assessment:{row}", "assessment", "Assessment", on=FIRST + timedelta(row), is_signed=row != 4)
        for row in (4, 3, 2, 1)
    ]
    for purpose in ("appeal", "va"):
        chosen = [one.key for one in proposed(offers(made, RULES.packet(purpose), Scope(payer=1)))]
        assert chosen == ["assessment:3", "assessment:1"], purpose
    # What comes before treatment has no other than its newest.
    assert [one.key for one in proposed(offers(made, RULES.packet("authorization"), Scope(payer=1)))] == [
        "assessment:3"
    ]


def test_forms_that_workers_compensation_wants_belong_to_the_authorization() -> None:
    for form in ("Form F245-417-000", "DWC Form RFA"):
        assert wanted_parts((form,), RULES) == {"authorization": form}


def test_of_papers_of_one_kind_the_newest_goes_wherever_they_come_from() -> None:
    ended = Part("prescription:1", "prescription", "Prescription", on=FIRST, since=FIRST)
    renewed = Part("attachment:4", "prescription", "Renewal", on=FIRST + timedelta(70), sort="prescription")
    undated = Part("attachment:5", "prescription", "Another one", sort="prescription")
    for parts in ((ended, renewed, undated), (renewed, undated, ended)):
        offered = offers(parts, RULES.packet("extension"), Scope(payer=1))
        assert [one.key for one in proposed(offered)] == ["attachment:4"]
        assert {one.part.key: one.why for one in offered}["prescription:1"] == "There is a newer one."
    # A copy of an old plan that the prescriber signed late is not the newer plan.
    later = Part("plan:2", "plan", "Version 2", on=FIRST + timedelta(30), since=FIRST + timedelta(30), is_signed=True)
    copy = Part("copy:1", "plan", "Copy", on=FIRST + timedelta(40), since=FIRST, is_signed=True, stands_for="plan:1")
    assert [one.key for one in proposed(offers((later, copy), RULES.packet("extension"), Scope(payer=1)))] == ["plan:2"]


def test_calls_are_those_with_the_payer_from_the_first_one_on() -> None:
    before = PartDay(1, FIRST - timedelta(30))
    with_attorney = PartDay(2, FIRST, is_theirs=False)
    calls = Part("calls:1", "calls", "Call log", days=(before, with_attorney, PartDay(3, FIRST)))
    scope = Scope(frozenset({7}), (FIRST,), payer=1)
    (offered,) = offers((calls,), RULES.packet("appeal"), scope)
    assert (offered.is_proposed, offered.visits) == (True, (1, 3))
    (own,) = offers((calls,), RULES.packet("records"), replace(scope, payer=0, is_everything=True))
    assert own.visits == (1, 2, 3)


def test_what_the_prescriber_signed_goes_beside_the_letter_where_need_is_asked() -> None:
    letter = Part("letter:1", "letter", "Appeal", on=FIRST, is_signed=True, sort="appeal_internal")
    need = Part("attachment:2", "letter", "Need", on=FIRST + timedelta(1), sort="medical_necessity")
    older = replace(need, key="attachment:3", on=FIRST)
    page = Part("attachment:4", "letter", "Page of the plan", sort="plan_page")
    parts = (letter, need, older, page)

    def keys(purpose: str, scope: Scope) -> list[str]:
        return [one.key for one in proposed(offers(parts, RULES.packet(purpose), scope))]

    assert keys("appeal", Scope(payer=1)) == ["letter:1", "attachment:2", "attachment:4"]
    prior = replace(letter, sort="prior_authorization")
    asked = proposed(offers((prior, *parts[1:]), RULES.packet("authorization"), Scope(payer=1)))
    assert [one.key for one in asked] == ["letter:1", "attachment:2"]
    assert keys("reimbursement", Scope(payer=1)) == []
    # What was left out by the plan is answered with its page, a late claim with neither.
    about = Scope(payer=1, about="denial:7", answering=frozenset({"letter", "bills"}))
    assert keys("appeal", replace(about, action="exclusion")) == ["letter:1", "attachment:4"]
    assert keys("appeal", replace(about, action="correct")) == ["letter:1"]
    assert keys("appeal", replace(about, action="appeal")) == ["letter:1", "attachment:2", "attachment:4"]


def test_without_a_denial_or_an_authorization_nothing_is_said_to_be_of_one() -> None:
    notes = Part("notes:1", "notes", "Visit notes", days=(PartDay(1, FIRST),))
    bill = Part("bill:1", "bills", "Superbill", told=(FIRST,), payer=1)
    scope = Scope(frozenset({1}), (FIRST,), payer=1)
    for purpose in ("appeal", "extension", "va"):
        offered = offers((notes, bill), RULES.packet(purpose), scope)
        told = {one.part.key: one.why for one in offered}
        assert told["notes:1"] == "It is about the days of this packet.", purpose
        assert "denied" not in told["bill:1"]
    about = offers((notes, bill), RULES.packet("appeal"), replace(scope, about="denial:7"))
    assert [one.why for one in about] == [
        "The denied visits, and no others.", "The denied bill, and the notice of the denial."
    ]  # fmt: skip
