"""When a paragraph is there: all of a list, one of what “or” joins; a wrong entry is refused with a sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from clinic_desktop.letters.loader import templates
from clinic_desktop.letters.rules.placeholders import CONDITIONS, PLACEHOLDERS
from clinic_desktop.letters.rules.when import alternatives, checked, holding, when_words
from clinic_desktop.values.problems import Unreadable

NAMES = sorted({*CONDITIONS, *PLACEHOLDERS})
entry = some.lists(
    some.tuples(some.sampled_from(NAMES), some.booleans()), min_size=1, max_size=3, unique_by=lambda one: one[0]
)


def written(names: list[tuple[str, bool]]) -> str:
    return " or ".join(f"not {name}" if is_not else name for name, is_not in names)


@settings(max_examples=60)
@given(some.lists(entry, max_size=3), some.sets(some.sampled_from(NAMES)))
def test_all_of_a_list_and_one_of_each_entry(entries: list[list[tuple[str, bool]]], true: set[str]) -> None:
    when = [written(one) for one in entries]
    assert [checked(one) for one in when] == when
    expected = all(any((name in true) is not is_not for name, is_not in one) for one in entries)
    assert holding(when, true.__contains__) is expected


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("late or", "Nobody knows “late or”"),
        ("late or  or minor", "A name stands on both sides of “or”"),
        (" or minor", "A name stands on both sides of “or”"),
        ("", "A name stands on both sides of “or”"),
        ("not ", "A name stands on both sides of “or”"),
        ("late OR minor", "Nobody knows “late OR minor”"),
        ("late | minor", "Nobody knows “late | minor”"),
        ("late and minor", "All of a list have to hold: write what “and” joins as two of them."),
        ("late or minr", "Did you mean “minor”?"),
        ("not not late", "Nobody knows “not late”"),
        ("late or minor or late", "“late” stands there twice."),
        ("late or not late", "“late” or not “late” is always so: leave it out."),
    ],
)
def test_a_wrong_entry_is_refused_with_a_sentence(typed: str, said: str) -> None:
    with pytest.raises(Unreadable) as found:
        checked(typed)
    assert said in str(found.value)


def test_it_is_told_in_plain_words() -> None:
    assert when_words(()) == ""
    assert (
        when_words(("erisa", "not late")) == "Only if the denial is under ERISA. Not if the last day to appeal is past."
    )
    told = when_words(("limits.list or not denied_time",))
    assert told == (
        "Only if one of these is so: functional limits known; not that the plan says that the claim came too late."
    )


def test_every_condition_is_used_and_every_entry_can_be_told() -> None:
    found = [part.when for template in templates() for part in template.paragraphs]
    found += [line.when for template in templates() for line in (*template.subject, *template.enclosures)]
    entries = {entry for when in found for entry in when}
    used = {one.name for entry in entries for one in alternatives(entry)}
    # Those that nothing of the program’s own asks for stay for who changes the files.
    assert set(CONDITIONS) - used <= {"wa_insured", "group_npi", "out_of_network", "insured"}
    assert all(when_words((one,)) for one in entries)
