"""The clinic's phrases on record: one for each shortcut, undone like anything else."""

import pytest
from factories import HOSTILE_NAMES, refused
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ChangedSince, Missing
from clinic_desktop.phrases.commands import AddPhrase, ChangePhrase, RetirePhrase
from clinic_desktop.phrases.model import PhraseDraft
from clinic_desktop.phrases.queries import phrase, phrase_page, phrases_by_shortcut
from clinic_desktop.phrases.rules import shortcut_of
from clinic_desktop.values.problems import Unreadable

NECK = PhraseDraft(".Neck", "Neck is stiff on waking.")


def test_a_phrase_is_kept_by_its_shortcut(clinic: Clinic) -> None:
    row = clinic.do(AddPhrase(NECK)).row
    assert (phrase(clinic.read, row).shortcut, phrase(clinic.read, row).words) == ("neck", "Neck is stiff on waking.")
    clinic.do(ChangePhrase(row, 1, PhraseDraft("n", "Neck.")))
    assert phrases_by_shortcut(clinic.read) == {"n": "Neck."}
    clinic.undo()
    clinic.do(RetirePhrase(row, 3))
    assert not phrase_page(clinic.read).rows
    with pytest.raises(Missing):
        phrase(clinic.read, row)


def test_two_have_not_one_shortcut_but_one_that_is_free_again(clinic: Clinic) -> None:
    row = clinic.do(AddPhrase(NECK)).row
    assert refused(lambda: clinic.do(AddPhrase(PhraseDraft("NECK", "Other")))) == ["shortcut"]
    other = clinic.do(AddPhrase(PhraseDraft("back", "Back."))).row
    assert refused(lambda: clinic.do(ChangePhrase(other, 1, NECK))) == ["shortcut"]
    clinic.do(ChangePhrase(row, 1, PhraseDraft("neck", "Same shortcut, other words.")))
    with pytest.raises(ChangedSince):
        clinic.do(ChangePhrase(row, 1, NECK))
    clinic.do(RetirePhrase(row, 2))
    clinic.do(AddPhrase(NECK))


def test_slips_are_named_at_their_fields(clinic: Clinic) -> None:
    assert refused(lambda: clinic.do(AddPhrase(PhraseDraft()))) == ["shortcut", "words"]
    assert refused(lambda: clinic.do(AddPhrase(PhraseDraft("two words", "x")))) == ["shortcut"]
    assert refused(lambda: clinic.do(AddPhrase(PhraseDraft("x" * 21, "y" * 2001)))) == ["shortcut", "words"]


def test_they_are_listed_by_shortcut_and_any_words_are_kept(clinic: Clinic) -> None:
    for at, words in enumerate(HOSTILE_NAMES):
        clinic.do(AddPhrase(PhraseDraft(f"p{at:02d}", words)))
    found = phrase_page(clinic.read).rows
    assert [one.shortcut for one in found] == [f"p{at:02d}" for at in range(len(HOSTILE_NAMES))]
    assert found[0].words == HOSTILE_NAMES[0]


@given(st.text(max_size=30))
def test_a_shortcut_reads_back_as_itself(typed: str) -> None:
    try:
        found = shortcut_of(typed)
    except Unreadable:
        return
    assert shortcut_of(found) == found
    assert not any(letter.isspace() for letter in found)
