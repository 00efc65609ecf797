"""Letters over random records: no braces, no blanks, nothing made up."""

import re
from dataclasses import replace
from datetime import date, timedelta

from factories import HOSTILE_NAMES
from hypothesis import given, settings
from hypothesis import strategies as some

from clinic_desktop.clients.model import ClientId
from clinic_desktop.letters.loader import shipped
from clinic_desktop.letters.model import LETTER_KINDS, LetterDraft, LetterEdit, LetterFacts, LetterRows
from clinic_desktop.letters.rules.checks import all_lines, letter_checks
from clinic_desktop.letters.rules.composing import composed, paper_of
from clinic_desktop.letters.rules.filling import filled, marker, missing_in
from clinic_desktop.letters.rules.fixes import letter_fix
from clinic_desktop.letters.rules.placeholders import CONDITIONS, PLACEHOLDERS
from clinic_desktop.restrictions.model import Restriction, RestrictionId

EXAMPLES = {key: one.example for key, one in PLACEHOLDERS.items()}
ROWS = LetterRows(client=1, case=1)
TODAY = date(2026, 11, 24)

known = some.sets(some.sampled_from(sorted(PLACEHOLDERS)))
holding = some.sets(some.sampled_from(sorted(CONDITIONS)))


@settings(max_examples=70)
@given(some.sampled_from(LETTER_KINDS), known, holding, some.sampled_from(("clinic", "member", "representative")))
def test_no_letter_has_braces_or_blanks(kind: str, there: set[str], holds: set[str], voice: str) -> None:
    facts = LetterFacts({key: EXAMPLES[key] for key in there}, frozenset(holds), ROWS)
    letter = composed(shipped(kind), LetterDraft(kind=kind, voice=voice), facts)
    paper = paper_of(letter)
    words = all_lines(paper)
    assert not re.search(r"[{}]| {2}|,,|\(\)|\$0| [.,;:]|“”|^[,.;]", words, re.MULTILINE), words
    # A fact is in its place, or its marker is: never nothing, and never what nobody said.
    verdict = letter_checks(letter, (), ())
    lacking = {
        key for one in verdict.findings if one.rule.startswith("letter-fact-missing") for key in one.fact.split()
    }
    assert lacking == set(missing_in(words))
    assert lacking <= set(PLACEHOLDERS) - there
    assert verdict.is_stopped == bool(lacking)
    # Each can be put right.
    assert all(letter_fix(facts, one.field) for one in verdict.findings if one.grade == "STOP")


@settings(max_examples=50)
@given(some.sampled_from(LETTER_KINDS), some.sampled_from(HOSTILE_NAMES))
def test_a_hostile_name_is_a_name(kind: str, name: str) -> None:
    facts = LetterFacts(EXAMPLES | {"client.name": name}, frozenset(), ROWS)
    letter = composed(shipped(kind), LetterDraft(kind=kind), facts)
    assert name in all_lines(paper_of(letter)).replace("\n", " ") or not name.strip()
    assert not [one for one in letter_checks(letter, (), ()).findings if one.rule == "letter-fact-unknown"]


def test_braces_in_a_name_are_no_placeholder() -> None:
    facts = LetterFacts(EXAMPLES | {"client.name": "{member.id}"}, frozenset(), ROWS)
    paper = paper_of(composed(shipped("thank_you"), LetterDraft(kind="thank_you"), facts))
    assert "Your patient {member.id}" in paper.subject[0]


@given(some.text(alphabet=some.characters(exclude_categories=["Cs"]), max_size=60))
def test_what_is_typed_is_taken_letter_for_letter(typed: str) -> None:
    if "{" not in typed and "}" not in typed:
        assert filled(typed, EXAMPLES) == typed


def test_a_placeholder_that_a_person_types_is_filled_and_an_unknown_one_stops() -> None:
    facts = LetterFacts(EXAMPLES, frozenset(), ROWS)

    def found(text: str) -> list[str]:
        draft = LetterDraft(kind="thank_you", edits={"reach": LetterEdit(text, "")})
        letter = composed(shipped("thank_you"), draft, facts)
        assert "Call (253) 555-0140" in " ".join(paper_of(letter).paragraphs) or "clinic.phone}" not in text
        return [one.message for one in letter_checks(letter, (), ()).findings if one.grade == "STOP"]

    assert found("Call {clinic.phone}.") == []
    assert found("Call {clinic.fone}.") == ["Nobody knows the fact “clinic.fone”. Did you mean “clinic.phone”?"]
    assert found("Call {}.") == ["A brace stands alone here. A fact is written in two: {client.name}."]
    assert found("Call {clinic.phone.")[0].startswith("A brace stands alone here")


def test_a_marker_typed_over_still_stops() -> None:
    facts = LetterFacts({key: words for key, words in EXAMPLES.items() if key != "visits.first"}, frozenset(), ROWS)
    typed = f"Thank you. First visit: {marker('visits.first')}."
    letter = composed(
        shipped("thank_you"), LetterDraft(kind="thank_you", edits={"thanks": LetterEdit(typed, "")}), facts
    )
    assert letter_checks(letter, (), ()).is_stopped


def test_kept_visits_stop_what_tells_a_plan_of_them_and_no_more() -> None:
    kept = Restriction(RestrictionId(1), 1, ClientId(1), None, "", TODAY, None, TODAY, "written", "", None)
    rows = replace(ROWS, restriction=1, payer=3)

    def stops(kind: str, day: date, restriction: Restriction = kept, **edits: str) -> list[str]:
        days = {"visits": (day,), "measure": (day,), "assessment": (), "denial": ()}
        facts = LetterFacts(EXAMPLES, frozenset(), rows, days)
        typed = {key: LetterEdit(text, "") for key, text in edits.items()}
        letter = composed(shipped(kind), LetterDraft(kind=kind, edits=typed), facts)
        found = letter_checks(letter, (restriction,), ()).findings
        assert all(letter_fix(facts, one.field) for one in found if one.rule == "letter-kept-visits")
        return [one.fact for one in found if one.rule == "letter-kept-visits"]

    assert stops("progress_cover", TODAY) == ["1:measure", "1:visits"]
    # A day before is told; what was taken back keeps nothing; another payer is told.
    assert stops("progress_cover", TODAY - timedelta(1)) == []
    assert stops("progress_cover", TODAY, replace(kept, taken_back_on=TODAY)) == []
    assert stops("progress_cover", TODAY, replace(kept, payer=4)) == []  # type: ignore[arg-type]
    assert stops("progress_cover", TODAY, replace(kept, payer=3)) == ["1:measure", "1:visits"]  # type: ignore[arg-type]
    # A prescriber’s draft ends at the plan, and so does what a prescriber says on the phone; a thank-you does not.
    assert stops("medical_necessity", TODAY) == ["1:measure"]
    assert stops("peer_to_peer", TODAY) == ["1:measure"]
    assert stops("thank_you", TODAY) == []
    # Emptied, a paragraph tells nothing.
    assert stops("progress_cover", TODAY, scores="") == ["1:visits"]
