"""How rules come to a verdict: what is unknown, what is presumed, what each rule says, and in which order."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from rule_files import pack_file, packs_of

from clinic_desktop.coverage.loader.packs import read_packs
from clinic_desktop.coverage.model.outcome import Contradiction, CoverageOutcome, CoverageVerdict
from clinic_desktop.coverage.model.packs import Pack, Packs
from clinic_desktop.coverage.rules.changes import changes, difference
from clinic_desktop.coverage.rules.judging import JudgedCase, judge

TODAY = date(2026, 11, 24)
PLAN = (
    'id = "benefit"\nwhen = { payer = "commercial" }\nneeds = { massage = "yes" }\nmissing = "a massage benefit"\n'
    'verdict = "NOT_COVERED"\nhave = "Massage is a benefit"\nnext = ["Call the plan."]\ntraps = ["Plans change."]\n'
    'documents = ["Call note"]\n'
)


def case(facts: dict[str, str], *contradictions: Contradiction) -> JudgedCase:
    return JudgedCase(TODAY, facts, {"state": "Oregon"}, {"ask_again": date(2026, 12, 1)}, contradictions)


def judged(folder: Path, facts: dict[str, str], *rules: str) -> CoverageOutcome:
    return judge(case(facts), packs_of(folder, *rules))


def words(outcome: CoverageOutcome, state: str) -> list[str]:
    return [one.words for one in outcome.those(state)]


def test_a_rule_is_kept_broken_or_open(tmp_path: Path) -> None:
    kept = judged(tmp_path, {"payer": "commercial", "massage": "yes"}, PLAN)
    assert (kept.verdict, words(kept, "have"), kept.steps) == (CoverageVerdict.LIKELY, ["Massage is a benefit"], ())
    broken = judged(tmp_path, {"payer": "commercial", "massage": "no"}, PLAN)
    assert (broken.verdict, words(broken, "missing")) == (CoverageVerdict.NOT_COVERED, ["a massage benefit"])
    assert [step.words for step in broken.steps] == ["Call the plan."]
    unknown = judged(tmp_path, {"payer": "commercial"}, PLAN)
    assert (unknown.verdict, words(unknown, "missing")) == (CoverageVerdict.POSSIBLE_VERIFY, [])
    assert words(unknown, "ask") == ["Is massage therapy a benefit of this plan, and under which benefit?"]
    assert unknown.those("ask")[0].whom == "member"
    for outcome, holds in ((kept, True), (broken, False), (unknown, None)):
        assert [(one.id, one.holds) for one in outcome.rules] == [("benefit", holds)]
        assert outcome.traps == ("Plans change.",) and outcome.documents == ("Call note",)
    assert unknown.rules[0].because == ("Payer: Health plan", "Massage benefit: unknown")


def test_a_rule_for_another_payer_says_nothing(tmp_path: Path) -> None:
    other = judged(tmp_path, {"payer": "medicare"}, PLAN)
    assert (other.verdict, other.rules, other.evidence, other.traps) == (CoverageVerdict.LIKELY, (), (), ())
    # While nobody knows the payer, no rule about payers has anything to ask.
    assert judged(tmp_path, {}, PLAN).rules == ()


@pytest.mark.parametrize(
    ("unknown", "verdict", "missing", "asked", "steps"),
    [
        ("ask", CoverageVerdict.POSSIBLE_VERIFY, 0, 1, 1),
        ("missing", CoverageVerdict.POSSIBLE_VERIFY, 1, 1, 1),
        ("presume", CoverageVerdict.NOT_COVERED, 1, 1, 1),
        ("note", CoverageVerdict.LIKELY, 0, 1, 0),
        ("silent", CoverageVerdict.LIKELY, 0, 0, 0),
    ],
)
def test_what_is_unknown_does_what_the_rule_says(
    tmp_path: Path, unknown: str, verdict: CoverageVerdict, missing: int, asked: int, steps: int
) -> None:
    found = judged(tmp_path, {"payer": "commercial"}, f'{PLAN}unknown = "{unknown}"\n')
    assert found.verdict is verdict
    assert (len(words(found, "missing")), len(words(found, "ask")), len(found.steps)) == (missing, asked, steps)


def test_whether_it_applies_is_asked_first_and_nothing_presumed(tmp_path: Path) -> None:
    rule = (
        'id = "out"\nwhen = { payer = "commercial", network = "out" }\nneeds = { oon_benefit = "yes" }\n'
        'missing = "a benefit out of network"\nverdict = "UNLIKELY"\nunknown = "presume"\nnext = ["Ask."]\n'
    )
    found = judged(tmp_path, {"payer": "commercial"}, rule)
    assert found.verdict is CoverageVerdict.POSSIBLE_VERIFY
    assert words(found, "ask") == ["Is this therapist in the network of this plan?"]
    assert (words(found, "missing"), found.steps, found.traps) == ([], (), ())
    assert judged(tmp_path, {"payer": "commercial", "network": "in"}, rule).verdict is CoverageVerdict.LIKELY


def test_the_worst_counts_and_another_payer_comes_before_all(tmp_path: Path) -> None:
    def broken(name: str, verdict: str) -> str:
        return f'id = "{name}"\nverdict = "{verdict}"\n'

    order = ["WRONG_PAYER", "SELF_PAY", "NOT_COVERED", "UNLIKELY", "COVERABLE_MISSING", "POSSIBLE_VERIFY"]
    for worse, better in pairwise(order):
        rules = (broken("a", better), broken("b", worse))
        assert judged(tmp_path, {}, *rules).verdict.value == worse
        assert judged(tmp_path, {}, *reversed(rules)).verdict.value == worse


def test_the_order_of_packs_and_rules_makes_no_difference(tmp_path: Path) -> None:
    rules = [PLAN, PLAN.replace('"benefit"', '"again"', 1), 'id = "a"\nnext = ["B."]', 'id = "z"\nnext = ["A.", "B."]']
    one, other = packs_of(tmp_path, *rules), packs_of(tmp_path, *reversed(rules))
    facts = {"payer": "commercial", "massage": "no"}
    assert judge(case(facts), one) == judge(case(facts), other)
    # What two rules say is said once.
    assert [step.words for step in judge(case(facts), one).steps] == ["B.", "Call the plan.", "A."]


def test_a_saying_rule_speaks_only_at_its_verdicts(tmp_path: Path) -> None:
    rule = 'id = "schedule"\nstage = "after"\nnext = ["Schedule the visits."]\nverdicts = ["LIKELY"]\n'
    rule = rule.replace('stage = "after"\n', "")
    likely = judged(tmp_path, {"payer": "commercial", "massage": "yes"}, PLAN, rule)
    assert [step.words for step in likely.steps] == ["Schedule the visits."]
    assert judged(tmp_path, {"payer": "commercial"}, PLAN, rule).steps[0].words == "Call the plan."


def test_where_another_payer_comes_first_the_plan_is_not_asked(tmp_path: Path) -> None:
    work = (
        'id = "work"\nwhen = { accident = "work", payer = "commercial" }\nneeds = { claim_status = "denied" }\n'
        'verdict = "WRONG_PAYER"\nunknown = "presume"\nmissing = "a claim"\nnext = ["File the claim."]\n'
    )
    facts = {"payer": "commercial", "accident": "work"}
    found = judged(tmp_path, facts, PLAN, work)
    assert (found.verdict, [one.id for one in found.rules]) == (CoverageVerdict.WRONG_PAYER, ["work"])
    assert [step.words for step in found.steps] == ["File the claim."]
    then = judged(tmp_path, facts | {"claim_status": "denied"}, PLAN, work)
    assert "benefit" in [one.id for one in then.rules]


def test_places_and_dates_are_filled_and_what_is_not_known_is_not_said(tmp_path: Path) -> None:
    rule = (
        'id = "a"\nnext = [{ words = "Ask in {state}.", on = "ask_again" }, "Visit {after_rx}.",'
        ' { words = "Later.", on = "appeal_by" }]'
    )
    steps = judged(tmp_path, {}, rule).steps
    assert [(step.words, step.on) for step in steps] == [("Ask in Oregon.", date(2026, 12, 1)), ("Later.", None)]


def test_places_of_documents_are_filled_and_double_braces_are_braces(tmp_path: Path) -> None:
    found = judged(tmp_path, {}, 'id = "a"\ndocuments = ["Form of {state}"]\ntraps = ["A }} and a {{."]')
    assert (found.documents, found.traps) == (("Form of Oregon",), ("A } and a {.",))


def test_stale_evidence_is_told_from_missing(tmp_path: Path) -> None:
    rule = (
        'id = "stale"\nneeds = { verification = ["fresh", "not_said"] }\nmissing = "a new call"\n'
        'verdict = "POSSIBLE_VERIFY"\nis_stale = true\n'
    )
    found = judged(tmp_path, {"verification": "stale"}, rule)
    assert (words(found, "stale"), words(found, "missing")) == (["a new call"], [])


def test_nothing_is_likely_that_contradicts_itself_or_ran_without_a_pack(tmp_path: Path) -> None:
    facts = {"payer": "commercial", "massage": "yes"}
    packs = packs_of(tmp_path, PLAN)
    contradiction = Contradiction("pa_dates", "It ends before it starts.")
    assert judge(case(facts, contradiction), packs).verdict is CoverageVerdict.POSSIBLE_VERIFY
    broken = read_packs([pack_file(tmp_path, PLAN), pack_file(tmp_path, 'id = "x"', name="bad")])
    found = judge(case(facts), broken)
    assert (found.verdict, len(found.without)) == (CoverageVerdict.POSSIBLE_VERIFY, 1)
    assert "bad.toml:" in found.without[0]
    assert judge(case(facts), Packs(())).verdict is CoverageVerdict.POSSIBLE_VERIFY
    # It makes nothing better either.
    assert judge(case(facts | {"massage": "no"}, contradiction), broken).verdict is CoverageVerdict.NOT_COVERED


def test_what_would_change_it_is_the_smallest_sets_that_do(tmp_path: Path) -> None:
    order = (
        'id = "order"\nwhen = { payer = "commercial" }\nneeds = { prescription = "held" }\n'
        'missing = "a prescription"\nverdict = "COVERABLE_MISSING"\n'
    )
    way = (
        'id = "way"\nwhen = { network = "out" }\nneeds = [{ oon_benefit = "yes" }, { gap_exception = "yes" }]\n'
        'missing = "a way"\nverdict = "UNLIKELY"\nunknown = "presume"\n'
    )
    packs = packs_of(tmp_path, PLAN, order, way)
    facts = {"payer": "commercial", "massage": "yes", "network": "out", "prescription": "none"}
    found = [(one.verdict, dict(one.facts)) for one in changes(facts, packs.rules)]
    held = {"prescription": "held"}
    assert found == [
        (CoverageVerdict.LIKELY, {"gap_exception": "yes"} | held),
        (CoverageVerdict.LIKELY, {"oon_benefit": "yes"} | held),
        (CoverageVerdict.COVERABLE_MISSING, {"gap_exception": "yes"}),
        (CoverageVerdict.COVERABLE_MISSING, {"oon_benefit": "yes"}),
    ]
    # What the plan said no to is nothing that the clinic can bring about.
    assert changes({"payer": "commercial", "massage": "no", "prescription": "none"}, packs.rules) == ()
    assert changes({"payer": "commercial", "massage": "yes", "network": "in"} | held, packs.rules) == ()


def test_a_change_says_what_came_and_what_went(tmp_path: Path) -> None:
    before = judged(tmp_path, {"payer": "commercial"}, PLAN)
    after = judged(tmp_path, {"payer": "commercial", "massage": "yes"}, PLAN)
    found = difference(before, after)
    assert (found.before, found.after) == (CoverageVerdict.POSSIBLE_VERIFY, CoverageVerdict.LIKELY)
    assert found.came == ("Have: Massage is a benefit",)
    assert [one.partition(":")[0] for one in found.went] == ["To ask", "Next"]


def test_a_change_says_a_new_day_and_a_contradiction(tmp_path: Path) -> None:
    packs = packs_of(tmp_path, 'id = "a"\nnext = [{ words = "Ask.", on = "ask_again" }]')
    before, wrong = case({}), Contradiction("rx", "It ends before its date.")
    later = JudgedCase(TODAY, {}, {}, {"ask_again": date(2026, 12, 8)}, (wrong,))
    found = difference(judge(before, packs), judge(later, packs))
    assert found.went == ("Next: Ask. By 1 Dec 2026.",)
    assert found.came == ("Cannot both be true: It ends before its date.", "Next: Ask. By 8 Dec 2026.")


def test_a_pack_has_its_version(tmp_path: Path) -> None:
    (pack,) = packs_of(tmp_path, PLAN).read
    assert isinstance(pack, Pack) and (pack.version, pack.dated) == (1, date(2026, 11, 23))
