"""What answers a denial: each code and reason leads to the action that was meant, and several go by their order."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desktop.appeals.loader import advice as advising
from clinic_desktop.appeals.loader import clocks as clocking
from clinic_desktop.appeals.loader.advice import advice, read_advice
from clinic_desktop.appeals.loader.clocks import clock_rules, read_clocks
from clinic_desktop.appeals.model import LEVELS, Level
from clinic_desktop.appeals.rules.advice import ACTIONS, LETTERS, AdviceBook
from clinic_desktop.appeals.rules.codes import says_do_not_bill, typed_codes
from clinic_desktop.appeals.rules.regimes import REGIMES
from clinic_desktop.appeals.rules.stepping import step_notes
from clinic_desktop.appeals.rules.triage import Triage, ask_words, letters_at, parts_for, triage
from clinic_desktop.benefit_statements.loader import known_reasons
from clinic_desktop.coverage.loader.denials import denial_kind
from clinic_desktop.letters.loader import shipped
from clinic_desktop.self_check import Tried, read_lists
from clinic_desktop.wording import say
from clinic_desktop.written.file import BadFile


def answered(codes: str, *reasons: str) -> Triage:
    return triage(codes, reasons, advice(), known_reasons())


@pytest.mark.parametrize(
    ("codes", "action"),
    (
        # The six groups of the brief.
        *((one, "explain") for one in ("PR-1", "PR-2", "PR-3", "CO-45")),
        *((one, "correct") for one in ("CO-16", "4", "5", "CO-11", "15", "18", "31", "MA130")),
        *((one, "other_payer") for one in ("19", "20", "21", "22", "109", "26", "27")),
        *((one, "appeal") for one in ("CO-50", "151", "CO-97")),
        *((one, "waive") for one in ("197", "198", "CO-29", "242", "243")),
        *((one, "exclusion") for one in ("96 N130", "204", "119", "170", "8", "PR-96")),
        *((one, "exclusion") for one in ("167", "185")),
        *((one, "correct") for one in ("146", "252")),
        # The remark codes of the brief, each by itself.
        *((one, "exclusion") for one in ("N95", "N130")),
        *((one, "appeal") for one in ("N115", "N386", "N362", "N20", "N19", "M86", "N640", "N435")),
        *((one, "correct") for one in ("N290", "N56", "N94", "M76", "M77", "M127", "N179", "N285", "N286")),
        *((one, "correct") for one in ("M51", "N382", "N706", "N822")),
        ("N30", "exclusion"),
        ("N54", "waive"),
        # Found missing by a reader who knows the trade.
        *((one, "appeal") for one in ("55", "56", "150", "216", "236")),
        *((one, "exclusion") for one in ("49", "B7")),
        *((one, "waive") for one in ("222", "288")),
        *((one, "correct") for one in ("163", "226", "227", "N4", "N479")),
        *((one, "explain") for one in ("23", "253", "100", "P12")),
        ("N418", "other_payer"),
        # The client’s share only where nothing else is said.
        ("CO-45 PR-1 PR-2", "explain"),
        ("CO-45 CO-50", "appeal"),
        # The right payer before a right claim, that before a waiver, that before the treatment.
        ("CO-16 22", "other_payer"),
        ("CO-16 197", "correct"),
        ("197 50", "waive"),
        ("50 204", "appeal"),
        # A remark says what 96 leaves open.
        ("CO-96 N115", "appeal"),
        # No right to appeal goes before all.
        ("22 MA130 50", "correct"),
        ("N1", ""),
        ("N211", ""),
        ("29 N211", "waive"),
        ("", ""),
        ("XYZ9 777", ""),
    ),
)
def test_codes_lead_to_their_action(codes: str, action: str) -> None:
    assert answered(codes).key == action


def test_each_reason_in_plain_words_is_a_code_that_is_known() -> None:
    book = advice()
    assert len(book.reasons) >= 20
    for key, one in book.reasons.items():
        found = answered("", key)
        assert found.key == book.codes[one.as_code].action and found.why[0].said == one.words
        assert found.why[0].decides and not found.do_not_bill


def test_the_reason_says_which_code_decides_and_what_to_do() -> None:
    found = answered("co 50, n130")
    assert [(one.said, one.decides) for one in found.why] == [("CO-50", True), ("N130", False)]
    assert "medically necessary" in found.why[0].means and "criteria" in found.why[0].advice
    assert found.letters == ("appeal_internal",) and "measures" in found.gather
    assert found.avoid and found.do_not_bill and found.can_be_appealed


def test_what_cannot_be_worked_on_is_sent_again_and_never_appealed() -> None:
    found = answered("CO-16 MA130")
    assert found.is_final and not found.can_be_appealed and found.key == "correct"
    assert "MA130" in {one.said for one in found.why if one.decides}


def test_a_code_with_a_letter_of_its_own_goes_first() -> None:
    assert answered("198").letters == ("extension", "appeal_internal")
    assert answered("242").letters == ("network_gap", "appeal_internal")
    assert answered("119").letters == ("benefits_exception", "appeal_internal")
    for asking in ("252", "M127", "N706"):
        asked = answered(asking)
        assert asked.letters == ("payer_reply",) and set(asked.parts) == {"bills", "letter", "notes"}
        assert "at least 45 days" in asked.why[0].advice
    # The plan asked the client: the clinic has no letter for that.
    assert answered("N179").letters == ()
    clinical = answered("50")
    assert letters_at(clinical, "internal", ("erisa",), is_expedited=True) == ("appeal_expedited",)
    assert letters_at(clinical, "external", ("insured",)) == ("external_review", "state_complaint")
    assert letters_at(answered("16"), "internal", ("insured",)) == ()


def test_once_a_step_is_begun_its_level_says_which_letter() -> None:
    for codes in ("16", "CO-252 M127", "1", "CO-16 CO-50"):
        found = answered(codes)
        assert letters_at(found, "internal", ("erisa",), is_begun=True)[0] == "appeal_internal", codes
        assert letters_at(found, "internal", ("erisa",), is_begun=True, is_expedited=True) == ("appeal_expedited",)
        assert letters_at(found, "external", ("erisa",), is_begun=True) == ("external_review",), codes
        assert {"assessment", "measures", "notes"} <= set(parts_for(found, advice(), is_begun=True)), codes
    assert parts_for(answered("16"), advice(), is_begun=False) == ("bills",)
    # The request that a code asks for stays beside the appeal.
    assert letters_at(answered("198"), "internal", (), is_begun=True) == ("appeal_internal", "extension")


@pytest.mark.parametrize(
    "regime",
    (
        *("medicare_advantage", "medicaid", "fehb", "wa_work", "wa_repayment", "ca_work", "ca_bill", "tricare"),
        *("medicare", "no_fault", "contract", "other"),
    ),
)
def test_a_review_from_outside_is_a_letter_to_the_plan_only_where_the_plan_takes_it(regime: str) -> None:
    assert "external_review" not in letters_at(answered("50"), "external", (regime,), is_begun=True)
    assert letters_at(answered("50"), "internal", (regime,)) == (() if regime == "ca_bill" else ("appeal_internal",))


def test_a_mistake_on_the_bill_silences_no_clinical_denial() -> None:
    for codes in ("CO-16 CO-50", "16 151", "CO-18 96"):
        found = answered(codes)
        assert found.key == "correct" and found.can_be_appealed and "appeal_internal" in found.letters, codes
    found = answered("CO-16 CO-50")
    assert [one.key for one in found.actions] == ["correct", "appeal"]
    assert {"claim_copy", "measures", "assessment"} <= set(found.gather)
    assert {"bills", "notes"} <= set(found.parts) and len(found.avoid) == 4
    assert {one.said: one.action for one in found.why} == {"CO-16": "correct", "CO-50": "appeal"}
    asked = answered("CO-252 50")
    assert asked.letters == ("payer_reply", "appeal_internal")
    # What is the client’s share is no work beside a denial.
    assert [one.key for one in answered("CO-45 50").actions] == ["appeal"]


def test_no_right_to_appeal_leaves_what_can_be_asked_for() -> None:
    found = answered("CO-29 N211")
    assert (found.key, found.is_final, found.can_be_appealed, found.letters) == ("waive", True, False, ())
    assert "N211" in {one.said for one in found.why if one.decides}
    assert answered("242 N211").letters == ("network_gap",)
    alone = answered("N211")
    assert alone.key == "" and alone.is_final and not alone.can_be_appealed and alone.letters == ()


@pytest.mark.parametrize(
    ("codes", "is_so"),
    (
        ("PR-204", True),
        ("PR-119", True),
        ("CO-29", True),
        ("96 N130", True),
        ("50", False),
        ("50 204", False),
        ("197", False),
    ),
)
def test_a_contract_is_no_medical_judgment(codes: str, is_so: bool) -> None:
    found = answered(codes)
    assert found.is_of_contract is is_so
    told = step_notes(found, "external", ("erisa",), "WA", clock_rules())
    assert any("medical judgment" in one for one in told) is is_so
    assert step_notes(found, "internal", ("erisa",), "WA", clock_rules()) == ()


@pytest.mark.parametrize(
    ("regimes", "level", "said"),
    (
        (("fehb",), "external", "Write to OPM"),
        (("medicaid",), "external", "fair hearing"),
        (("ca_work",), "external", "DWC Form IMR"),
        (("ca_bill",), "internal", "DWC Form SBR-1"),
        (("ca_bill",), "external", "independent review of the bill"),
        (("wa_work",), "external", "Board of Industrial Insurance Appeals"),
        (("insured",), "external", "In some states it goes to the state"),
        (("erisa", "insured"), "external", "In some states it goes to the state"),
        (("medicare",), "external", "Qualified Independent Contractor"),
        (("tricare",), "external", "who reviews it next"),
        (("no_fault",), "external", "The answer to the appeal says where it goes."),
        (("erisa", "insured", "medicaid"), "external", "depends on the kind of plan"),
    ),
)
def test_where_a_step_goes_is_said(regimes: tuple[str, ...], level: Level, said: str) -> None:
    assert any(said in one for one in step_notes(answered("50"), level, regimes, "OR", clock_rules()))


def test_a_letter_is_called_the_same_wherever_it_is_named() -> None:
    assert {key: say(words) for key, words in LETTERS.items()} == {key: shipped(key).title for key in LETTERS}


def test_what_is_no_code_is_kept_and_asked_about() -> None:
    found = answered("CO-50 ???, hello Q-9")
    assert [one.words for one in typed_codes("CO-50 ???, hello Q-9")] == ["CO-50", "???", "HELLO", "Q-9"]
    assert found.key == "appeal" and found.unknown == ("???", "HELLO", "Q-9")
    assert len(ask_words(found)) == 3 and "HELLO" in ask_words(found)[1]
    assert ask_words(answered("")) == (
        "No reason is known yet. Ask the payer for it in writing, with the rule behind it.",
    )


@pytest.mark.parametrize(
    ("codes", "is_so"), (("CO-50", True), ("co 45", True), ("PR-1 N130", False), ("50", False), ("COB", False))
)
def test_group_co_is_not_billed_to_the_client(codes: str, is_so: bool) -> None:
    assert says_do_not_bill(codes) is is_so and answered(codes).do_not_bill is is_so


@settings(max_examples=50)
@given(st.text(max_size=60), st.lists(st.text(max_size=10), max_size=3))
def test_no_text_at_all_breaks_it(codes: str, reasons: list[str]) -> None:
    found = triage(codes, reasons, advice(), known_reasons())
    assert found.key in ("", *ACTIONS)
    assert set(found.unknown) <= {one.words for one in typed_codes(codes)}


def test_the_file_says_of_every_code_that_has_words_what_to_do() -> None:
    book = advice()
    assert tuple(book.actions) == ACTIONS
    assert set(known_reasons()) == set(book.codes)
    assert all(one.source and one.checked_on for one in book.actions.values())
    assert all(one.source and one.checked_on for one in book.codes.values())


def test_the_wizard_and_the_triage_do_not_contradict_each_other() -> None:
    meant = {"other_payer": "other_payer", "necessity": "appeal", "late": "waive", "none": "explain"}
    for code, rule in advice().codes.items():
        kind = denial_kind(code) if code.isdecimal() else ""
        if kind in meant:
            assert rule.action == meant[kind], code


def test_without_its_file_nothing_is_proposed_and_it_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(advising, "FILE", tmp_path / "appeal_actions.toml")
    monkeypatch.setattr(clocking, "FILE", tmp_path / "appeal_clocks.toml")
    assert "is gone" in advising.advice_trouble() and "is gone" in clocking.clocks_trouble()
    assert advising.advice() == AdviceBook() and clocking.clock_rules() == ()
    found = triage("CO-50", (), advising.advice(), known_reasons())
    assert found.key == "" and found.do_not_bill and found.unknown == ("CO-50",)


@pytest.mark.parametrize(
    ("wrong", "said"),
    (
        ("x = [", "not valid TOML"),
        ('[[action]]\nkey = "appeals"', "Did you mean “appeal”"),
        ('[[code]]\ncode = "50"\naction = "appeal"', "The key “advice” is missing."),
        ('[[code]]\ncode = "co-50"', "Write the code alone"),
        ('[[reason]]\nas_code = "999"', "There is no such code above."),
        ("", "is missing"),
    ),
)
def test_a_broken_file_of_advice_is_said_with_its_line(tmp_path: Path, wrong: str, said: str) -> None:
    path = tmp_path / "actions.toml"
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(BadFile) as bad:
        read_advice(path)
    assert said in str(bad.value) and "actions.toml:" in str(bad.value)


GOOD = '[[clock]]\nregime = "erisa"\nlevel = "internal"\nsource = "x"\nchecked_on = 2026-11-29\n'


@pytest.mark.parametrize(
    ("wrong", "said"),
    (
        (GOOD + "days = 0", "from 1 to 3650"),
        (GOOD + "days = 5\nmonths = 1", "Write one of days, months and typed."),
        (GOOD + GOOD, "stand above already"),
        (GOOD.replace("erisa", "erissa"), "Did you mean “erisa”"),
        (GOOD + 'state = "XX"', "state"),
        ("", "There is no rule in this file."),
    ),
)
def test_a_broken_file_of_clocks_is_said_with_its_line(tmp_path: Path, wrong: str, said: str) -> None:
    path = tmp_path / "clocks.toml"
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(BadFile) as bad:
        read_clocks(path)
    assert said in str(bad.value)


def test_the_self_check_reads_both_files_and_says_when_one_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ", 82 codes of denials, 24 limits for appeals" in read_lists(Tried(tmp_path))
    monkeypatch.setattr(clocking, "FILE", tmp_path / "gone.toml")
    assert ", 82 codes of denials, 0 limits for appeals" in read_lists(Tried(tmp_path))
    broken = tmp_path / "broken.toml"
    broken.write_text("x = 1", encoding="utf-8")
    monkeypatch.setattr(advising, "FILE", broken)
    with pytest.raises(BadFile):
        read_lists(Tried(tmp_path))


def test_what_is_to_be_read_again_is_marked_and_every_clock_has_its_words() -> None:
    rules = read_clocks(clocking.FILE)
    assert {one.regime for one in rules} <= set(REGIMES) and {one.level for one in rules} <= set(LEVELS)
    marked = {one.regime for one in rules if one.recheck}
    assert marked == {"medicare_advantage", "medicaid", "fehb", "ca_bill", "tricare", "medicare"}
