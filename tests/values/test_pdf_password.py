"""The password of a PDF: prepared as readers do, refused where some reader would not take it."""

from io import BytesIO

import pikepdf
import pypdf
import pytest
from papers import paper

from clinic_desktop.press.output import protected
from clinic_desktop.values.pdf_password import MOST_BYTES, prepared
from clinic_desktop.values.problems import Unreadable


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("four words in a row", "four words in a row"),
        ("ﬁne four", "fine four"),
        ("plum\xa0tree", "plum tree"),
        ("plum\xadtree", "plumtree"),
        ("plum\u2060tree\ufe0f", "plumtree"),
        ("e\u0301tude 12", "étude 12"),
        ("Ａｎｎａ１２３４", "Anna1234"),
        ("\xad\xad", ""),
        ("סיסמה ארוכה", "סיסמה ארוכה"),
        ("12 ½ $%&/()=?", "12 1⁄2 $%&/()=?"),
    ],
)
def test_it_is_prepared_as_readers_do(typed: str, known: str) -> None:
    assert prepared(typed) == prepared(known) == known


@pytest.mark.parametrize(
    "typed", ["plum tree 1!", "ﬁne four", "plum\xa0tr\xadee", "e\u0301tude 12", "é" * 63, "ﬁ" * 40]
)
def test_the_file_opens_as_typed_and_as_prepared(typed: str) -> None:
    locked = protected(paper("One"), typed)
    for password in (typed, prepared(typed)):
        with pikepdf.open(BytesIO(locked), password=password) as opened:
            assert len(opened.pages) == 1
        assert pypdf.PdfReader(BytesIO(locked)).decrypt(password) != pypdf.PasswordType.NOT_DECRYPTED
    for wrong in ("", typed[:-1], f"{typed}x"):
        assert pypdf.PdfReader(BytesIO(locked)).decrypt(wrong) == pypdf.PasswordType.NOT_DECRYPTED
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(BytesIO(locked), password=wrong)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("plum\ttree", "U+0009"), ("plum\x00tree", "U+0000"), ("plum tree \U0001f600", "“\U0001f600”"),
        ("plum\u202etree", "U+202E"), ("plum\u200btree", "U+200B"), ("plum\ue000tree", "U+E000"),
        ("plum\ud800tree", "U+D800"), ("plum\ufffdtree", "“\ufffd”"), ("\u0378 plum tree", "U+0378"),
        ("plum tree שלום", "Hebrew or Arabic"), ("שלום1234", "Hebrew or Arabic"),
        ("x" * (MOST_BYTES + 1), "longer"), ("ﷺ" * 8, "longer"), ("é" * 64, "longer"),
        ("\xad" * 70 + "plum tree", "longer"),
    ],
)  # fmt: skip
def test_what_some_reader_does_not_take_is_refused(typed: str, told: str) -> None:
    with pytest.raises(Unreadable) as found:
        prepared(typed)
    assert told in found.value.words
    with pytest.raises(ValueError, match=r"."):
        protected(paper("One"), typed)


@pytest.mark.parametrize("typed", ["", "\xad"])
def test_nothing_protects_nothing(typed: str) -> None:
    with pytest.raises(ValueError, match="password"):
        protected(paper("One"), typed)
