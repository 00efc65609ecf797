"""The modifiers of one service, typed in one field."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop import wording
from clinic_desktop.values.identifiers import parse_modifiers
from clinic_desktop.values.problems import Unreadable

GAPS = some.sampled_from([" ", ",", ", ", "-", " - ", "\u2013", ";", "/", "\n", " + ", "."])
MODIFIERS = some.lists(some.from_regex(r"[0-9A-Z]{2}", fullmatch=True), min_size=1, max_size=4, unique=True)


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        *(("59", "59"), ("gp", "GP"), ("59 gp", "59 GP"), ("gp,59", "GP 59"), ("59-GP", "59 GP"), ("59, GP;", "59 GP")),
        *((" 59  gp rt\txs ", "59 GP RT XS"), ("-59", "59"), ("59 \u2013 gp", "59 GP"), ("59/gp", "59 GP")),
    ],
)
def test_modifiers_are_read_in_their_order(typed: str, normal: str) -> None:
    assert parse_modifiers(typed) == normal


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        *((text, "A modifier has two letters or digits.") for text in ("", "  ", ",", " - ")),
        ("5", "“5” is not a modifier: each has two letters or digits."),
        ("59 G", "“G” is not a modifier: each has two letters or digits."),
        ("59GP", "“59GP” is not a modifier: each has two letters or digits."),
        ("59 G\u017f", "“G\u017f” is not a modifier: each has two letters or digits."),
        ("\u0665\u0669", "“\u0665\u0669” is not a modifier: each has two letters or digits."),
        ("{a}", "“{a}” is not a modifier: each has two letters or digits."),
        ("x" * 99, f"“{'x' * 20}” is not a modifier: each has two letters or digits."),
        ("gp 59 GP", "“GP” stands here twice. Keep one of them."),
        ("59 GP RT LT XS", "A service has at most four modifiers. Keep the four that matter most."),
    ],
)
def test_what_are_no_modifiers_is_refused(typed: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Unreadable) as unreadable:
        parse_modifiers(typed)
    assert unreadable.value.words == words
    monkeypatch.setattr(wording, "_single", lambda sentence: f"<{sentence}>")
    with pytest.raises(Unreadable) as unreadable:
        parse_modifiers(typed)
    assert unreadable.value.words == f"<{words}>"


@given(MODIFIERS, some.data())
def test_modifiers_are_the_same_however_they_are_parted(modifiers: list[str], data: some.DataObject) -> None:
    typed = "".join(one.lower() + data.draw(GAPS) for one in modifiers)
    assert parse_modifiers(typed) == " ".join(modifiers)


@given(some.text(max_size=20) | some.text(alphabet="59gpGPxs ,-\u017f", max_size=16))
def test_any_text_has_one_normal_form_or_is_unreadable(typed: str) -> None:
    try:
        normal = parse_modifiers(typed)
    except Unreadable as unreadable:
        assert unreadable.words.endswith(".")
        return
    assert parse_modifiers(normal) == normal
    assert all(len(one) == 2 and one.isascii() and one.isalnum() and one == one.upper() for one in normal.split())
    assert len(normal) <= 11
