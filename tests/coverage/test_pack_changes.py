"""What differs between two rule packs, in words: nothing that a rule says is left out."""

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from own_rules import own

from clinic_desktop.coverage.loader.packs import pack_in, program_packs
from clinic_desktop.coverage.model.fact import WHOM
from clinic_desktop.coverage.model.outcome import CoverageVerdict
from clinic_desktop.coverage.model.packs import BASES, FIXES, STAGES, WHEN_UNKNOWN, Pack, Rule, RuleStep
from clinic_desktop.coverage.rules.dates import NAMES
from clinic_desktop.coverage.rules.pack_changes import pack_changes, rule_note
from clinic_desktop.coverage.rules.pack_words import FIELDS, condition_words
from clinic_desktop.values.identifiers import STATES

PACK = pack_in(own(), Path("own.toml"))
(RULE,) = PACK.rules
IN = ({"network": frozenset({"in"})},)
OTHERWISE = {
    "title": "Another title",
    "stage": "money",
    "when": IN,
    "needs": IN,
    "verdict": None,
    "verdicts": frozenset({CoverageVerdict.LIKELY}),
    "unknown": "note",
    "have": "A letter",
    "missing": "a newer letter",
    "ask": "Is there a letter?",
    "whom": "claims",
    "next": (RuleStep("Call.", "ask_again"),),
    "traps": ("Slow.",),
    "documents": ("Letter",),
    "is_stale": True,
    "fix": "money",
    "source": "A call",
    "section": "2",
    "checked_on": date(2026, 1, 2),
    "basis": "recheck",
    "waits": True,
}


def changed(**values: object) -> Pack:
    return replace(PACK, rules=(replace(RULE, **values),))  # type: ignore[arg-type]


def test_no_pack_before_is_all_new_and_none_after_is_all_gone() -> None:
    found = pack_changes(None, PACK)
    assert [one.id for one in found.added] == ["cascade-letter"]
    assert not (found.head or found.changed or found.removed)
    gone = pack_changes(PACK, None)
    assert gone.removed == found.added
    assert not gone.added
    assert pack_changes(PACK, PACK).is_empty
    assert pack_changes(None, None).is_empty


def test_a_rule_says_what_it_asks_for_and_what_comes_of_it() -> None:
    assert rule_note(RULE).lines == (
        "Otherwise at best: Unlikely",
        "Says what is missing: a letter of the plan",
        "Source: A letter of the plan",
    )


@pytest.mark.parametrize("name", [one.name for one in fields(Rule) if one.name not in ("id", "pack")])
def test_whatever_changes_in_a_rule_is_said(name: str) -> None:
    (found,) = pack_changes(PACK, changed(**{name: OTHERWISE[name]})).changed
    (line,) = found.lines
    assert line.startswith(FIELDS[name][0])
    # Either what it is now and was before, or that it came or went.
    assert " Before: " in line or ", new: " in line or ", no longer: " in line


def test_what_it_was_stands_behind_what_it_is() -> None:
    (found,) = pack_changes(PACK, changed(verdict=CoverageVerdict.POSSIBLE_VERIFY, when=IN)).changed
    assert found.lines == (
        "Counts where, new: Network: In network",
        "Otherwise at best: Possible, ask the plan. Before: Unlikely",
    )


def test_the_head_of_the_pack_is_said_and_the_spelling_of_the_payer_is_not() -> None:
    after = replace(PACK, title="New title", payer_name="Quillfern Health Plan", version=2, dated=date(2026, 11, 21))
    assert pack_changes(PACK, after).head == (
        "Title: New title. Before: Our rules",
        "Payer: Quillfern Health Plan. Before: Cascade Mutual",
    )
    assert pack_changes(PACK, replace(PACK, payer_name="cascade  MUTUAL")).is_empty
    assert pack_changes(PACK, replace(PACK, payer_name="")).head == ("Payer: every payer. Before: Cascade Mutual",)


def test_conditions_are_read_as_people_say_them() -> None:
    some_states, most = frozenset({"WA", "OR"}), frozenset(STATES) - {"WA"}
    both = {"state": some_states, "network": frozenset({"in"})}
    assert condition_words((both,)) == "State of the treatment: Oregon or Washington; Network: In network"
    assert condition_words(({"state": most},)) == "State of the treatment: any but Washington"
    assert condition_words((*IN, {"network": frozenset({"out"})})) == "Network: In network or Network: Out of network"
    assert condition_words(({"network": frozenset({"in", "out"})},)) == "Network: any answer"
    assert condition_words(None) == ""


def test_every_word_of_a_file_has_words_for_people() -> None:
    for name, known in (("stage", STAGES), ("unknown", WHEN_UNKNOWN), ("basis", BASES), ("fix", FIXES), ("whom", WHOM)):
        for word in known:
            said = FIELDS[name][1](word)
            assert said and "_" not in said, word
    for day in NAMES:
        assert "_" not in FIELDS["next"][1]((RuleStep("Call.", day),))


def test_every_rule_of_the_program_can_be_told() -> None:
    for pack in program_packs().read:
        for one in pack_changes(None, pack).added:
            assert one.lines and all(": " in line for line in one.lines), one.id
