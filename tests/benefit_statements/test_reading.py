"""What is typed of a statement: read to the cent, and what cannot be said at its field."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desktop.benefit_statements.loader import known_reasons, read_reasons, reasons_trouble
from clinic_desktop.benefit_statements.model import AnsweredService, LineDraft, StatementDraft
from clinic_desktop.benefit_statements.rules.reading import keyed, statement_values
from clinic_desktop.benefit_statements.rules.reasons import parse_reasons, reason_words
from clinic_desktop.benefit_statements.rules.sums import adds_up, total_words, trouble_typed
from clinic_desktop.errors import Refused
from clinic_desktop.values.money import typed
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.visits.model import VisitId
from clinic_desktop.written.file import BadFile

TODAY = date(2026, 11, 23)
SERVICE = AnsweredService(VisitId(7), 3, date(2026, 11, 10), "Massage", "MT001", 4, 14_000)
LINE = LineDraft("7", "3", "MT001", "4", "140", "110", "50", "", "24", "30", "36", "CO-45")
DRAFT = StatementDraft("1", "11/20/2026", "11/22/2026", "C-1", lines=(LINE,))


def fields(draft: StatementDraft) -> list[str]:
    """Where a draft is refused."""
    try:
        statement_values(draft, keyed([SERVICE]), TODAY)
    except Refused as refused:
        return [one.field for one in refused.problems]
    return []


def of_line(**changes: Any) -> list[str]:
    return fields(replace(DRAFT, lines=(replace(LINE, **changes),)))


def test_a_whole_statement_is_read() -> None:
    read = statement_values(DRAFT, keyed([SERVICE]), TODAY)
    assert read.statement["paid_cents"] == 3_600
    assert read.lines[0]["allowed_cents"] == 11_000
    # Received on the day it is entered, where nothing else is said.
    bare = statement_values(replace(DRAFT, received_on=""), keyed([SERVICE]), TODAY)
    assert bare.statement["received_on"] == "2026-11-23"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"allowed": "140.01"}, "allowed"),
        ({"paid": "140.01"}, "paid"),
        ({"deductible": "110.01"}, "deductible"),
        ({"copay": "111"}, "copay"),
        ({"not_paid": "141"}, "not_paid"),
        ({"paid": "35"}, "paid"),
        ({"allowed": "", "paid": "139"}, "paid"),
        ({"allowed": "12,5"}, "allowed"),
        ({"coinsurance": "-24"}, "coinsurance"),
        ({"billed": "x"}, "billed"),
        ({"reasons": "see letter"}, "reasons"),
        ({"visit": "8"}, "allowed"),
    ],
)
def test_what_cannot_be_is_said_at_its_cell(changes: dict[str, str], field: str) -> None:
    assert of_line(**changes) == [f"lines/0/{field}"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"statement_on": ""}, "statement_on"),
        ({"statement_on": "11/24/2026"}, "statement_on"),
        ({"statement_on": "11/9/2026"}, "statement_on"),
        ({"received_on": "11/19/2026"}, "received_on"),
        ({"received_on": "11/24/2026"}, "received_on"),
        ({"paid_to": "nobody"}, "paid_to"),
        ({"claim_number": "x" * 61}, "claim_number"),
        ({"lines": (LineDraft("7", "3", billed="140"),)}, "lines/0/allowed"),
    ],
)
def test_what_cannot_be_of_the_whole_is_said_at_its_field(changes: dict[str, Any], field: str) -> None:
    assert fields(replace(DRAFT, **changes)) == [field]


def test_what_the_statement_itself_says_is_taken_with_a_reason() -> None:
    odd = replace(DRAFT, lines=(replace(LINE, paid="35"),))
    assert fields(odd) == ["lines/0/paid"]
    assert fields(replace(odd, differs_why="The plan took $1.00 off for an earlier payment")) == []
    # An amount above what was billed is a slip, whatever the reason.
    over = replace(odd, differs_why="So it says", lines=(replace(LINE, paid="200"),))
    assert fields(over) == ["lines/0/paid"]


def test_a_line_of_which_nothing_is_allowed_is_read() -> None:
    assert of_line(allowed="0", deductible="", coinsurance="", paid="", not_paid="140") == []
    # What is left out may be counted into what is allowed.
    assert of_line(allowed="140", deductible="", coinsurance="", paid="110", not_paid="30") == []


def test_the_sums_are_said_while_one_types() -> None:
    assert trouble_typed(LINE) == ""
    assert trouble_typed(replace(LINE, paid="35")).startswith("Paid and the client’s parts are $109.00, not the $110")
    assert trouble_typed(replace(LINE, paid="3.")) != "" and trouble_typed(replace(LINE, paid="3.x")) == ""
    assert trouble_typed(LineDraft(billed="140", allowed="110")) == ""
    words = total_words([LINE, replace(LINE, paid="66", deductible="", coinsurance="44")])
    assert words == "Together: billed $280.00, allowed $220.00, paid $102.00, the client’s parts $118.00."


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 20_000), min_size=5, max_size=5))
def test_every_line_that_adds_up_is_taken_to_the_cent(parts: list[int]) -> None:
    deductible, copay, coinsurance, paid, above = parts
    allowed = deductible + copay + coinsurance + paid
    cents = {"deductible": deductible, "copay": copay, "coinsurance": coinsurance, "paid": paid, "not_paid": above}
    billed = allowed + above
    text = {name: typed(amount) for name, amount in cents.items()}
    line = replace(LINE, billed=typed(billed), allowed=typed(allowed), **text)
    (read,) = statement_values(replace(DRAFT, lines=(line,)), keyed([SERVICE]), TODAY).lines
    assert {name: read[f"{name}_cents"] for name in cents} == cents
    assert read["allowed_cents"] == allowed
    off = cents | {"billed": billed, "paid": paid + 1}
    assert not adds_up(allowed, off)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("CO-45 PR-1, N130", "CO-45 PR-1 N130"),
        ("co45;pr 2 ma130", "CO-45 PR-2 MA130"),
        ("45 45 CO–50", "45 CO-50"),
        ("CO-A1 XX99", "CO-A1 XX99"),
        ("", ""),
    ],
)
def test_codes_are_read_as_people_type_them(text: str, kept: str) -> None:
    assert parse_reasons(text) == kept


def test_words_are_no_codes_and_too_many_do_not_fit() -> None:
    for text in ("denied", "CO-", "12345", " ".join(str(one) for one in range(100, 113))):
        with pytest.raises(Unreadable):
            parse_reasons(text)


def test_a_few_words_stand_for_the_one_reason_that_has_them() -> None:
    known = known_reasons()
    for text, kept in (
        ("medically necessary", "50"),
        ("CO-45, not Medically  necess.", "CO-45 50"),
        ("authorized before; deductible", "197 1"),
        ("PR-2 deductible", "PR-2 1"),
    ):
        assert parse_reasons(text, known) == kept
    with pytest.raises(Unreadable, match=r"Type the number of the right one: 4 the modifier .*; N822 a modifier"):
        parse_reasons("modifier missing", known)
    # Of nothing that is known, of nearly everything, and of what says nothing.
    for text in ("see letter", "the", "it was", "plan", "…"):
        with pytest.raises(Unreadable, match="like CO-45"):
            parse_reasons(text, known)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_codes_or_a_sentence(text: str) -> None:
    known = known_reasons()
    try:
        kept = parse_reasons(text, known)
    except Unreadable as unreadable:
        assert unreadable.words
    else:
        assert parse_reasons(kept, known) == parse_reasons(kept) == kept


def test_codes_are_said_in_our_words_and_unknown_ones_are_said_to_be() -> None:
    known = known_reasons()
    assert reasons_trouble() == "" and len(known) >= 60
    assert reason_words("PR-1", known) == "PR-1: goes to the deductible; the client bears it."
    assert reason_words("N130", known) == "N130: read the plan’s own documents about it."
    assert reason_words("XX99", known) == "XX99: not known here. Its words stand on the statement."
    assert reason_words("CO-999", known).endswith("What the number means is not known here.")


def test_a_file_of_codes_with_a_mistake_is_named_by_its_line(tmp_path: Path) -> None:
    file = tmp_path / "reasons.toml"
    entry = '[[reason]]\ncode = "45"\nwords = "above"\nsource = "s"\nchecked_on = 2026-11-23\n'
    file.write_text(entry, encoding="utf-8")
    assert [one.code for one in read_reasons(file)] == ["45"]
    file.write_text(entry * 2, encoding="utf-8")
    with pytest.raises(BadFile) as bad:
        read_reasons(file)
    assert "7:" in str(bad.value.first(file)) or "This code stands above already." in str(bad.value.first(file))
