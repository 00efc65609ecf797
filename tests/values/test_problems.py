"""The collector keeps problems in order, reads what it can and refuses once."""

import pytest

from clinic_desktop.errors import Refused
from clinic_desktop.values.money import parse_cents
from clinic_desktop.values.problems import Problem, Problems, Unreadable


def test_reading_returns_the_value_and_notes_nothing() -> None:
    problems = Problems()
    assert problems.read("price", parse_cents, "80") == 8000
    assert problems.found == ()
    problems.refuse()


def test_reading_notes_the_parsers_sentence_at_the_field() -> None:
    problems = Problems()
    assert problems.read("price", parse_cents, "-1") is None
    assert problems.found == (Problem("price", "Type the amount without a minus sign."),)


def test_reading_hands_further_arguments_to_the_parser() -> None:
    assert Problems().read("sum", lambda text, more, most: (text, more, most), "a", 1, 2) == ("a", 1, 2)


def test_reading_lets_a_bug_through() -> None:
    def broken(text: str) -> str:
        raise ValueError(text)

    problems = Problems()
    with pytest.raises(ValueError, match="bug"):
        problems.read("name", broken, "bug")
    assert problems.found == ()


def test_a_needed_text_is_stripped() -> None:
    problems = Problems()
    assert problems.need("name", "  Maya \n", "Type the name.") == "Maya"
    assert problems.found == ()


@pytest.mark.parametrize("text", ["", "   ", "\t\n"])
def test_a_needed_text_may_not_be_blank(text: str) -> None:
    problems = Problems()
    assert problems.need("name", text, "Type the name.") == ""
    assert problems.found == (Problem("name", "Type the name."),)


def test_refusing_raises_everything_in_the_order_found() -> None:
    problems = Problems()
    problems.need("name", "", "Type the name.")
    problems.read("price", parse_cents, "-1")
    problems.add("", "The form is odd.")
    with pytest.raises(Refused) as refused:
        problems.refuse()
    assert refused.value.problems == problems.found
    assert [problem.field for problem in problems.found] == ["name", "price", ""]


def test_what_was_found_cannot_be_changed_from_outside() -> None:
    problems = Problems()
    before = problems.found
    problems.add("name", "Type the name.")
    assert before == ()
    with pytest.raises(AttributeError):
        problems.found = ()  # type: ignore[misc]


def test_an_unreadable_text_carries_its_sentence() -> None:
    unreadable = Unreadable("Type the name.")
    assert unreadable.words == str(unreadable) == "Type the name."
