"""A finding typed in a few letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.assessments.model import Palpation
from clinic_desktop.assessments.rules.anatomy import MUSCLES
from clinic_desktop.assessments.rules.shorthand import finding, finding_words
from clinic_desktop.values.problems import Unreadable


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("r ut 3/2 tp", "Upper trapezius, right: tone 3, tenderness 2, trigger points."),
        ("tp UT 3/2 R", "Upper trapezius, right: tone 3, tenderness 2, trigger points."),
        ("ql l 2 sp", "Quadratus lumborum (QL), left: tone 2, spasm."),
        ("scm both 4/4", "Sternocleidomastoid (SCM), both sides: tone 4, tenderness 4."),
        ("lev r", "Levator scapulae, right."),
        ("low back 1/0", "Low back: tone 1, tenderness 0."),
        ("scar at the knee", "scar at the knee."),
    ],
)
def test_what_is_written_out(typed: str, words: str) -> None:
    assert finding_words(finding(typed)) == words


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "Name a muscle or a region"),
        ("r 3/2", "Name a muscle or a region"),
        ("r ut 5/2", "Tone and tenderness go from 0 to 4."),
        ("r gm 3", "Which one: Gluteus maximus, Gluteus medius, Gluteus minimus? Type a few letters more."),
        ("x" * 101, "This is too long"),
    ],
)
def test_what_cannot_be_read_says_why(typed: str, why: str) -> None:
    with pytest.raises(Unreadable) as caught:
        finding(typed)
    assert why in caught.value.words


@given(
    st.sampled_from(MUSCLES),
    st.sampled_from(["", "left", "right"]),
    st.one_of(st.none(), st.integers(0, 4)),
    st.one_of(st.none(), st.integers(0, 4)),
    st.booleans(),
)
def test_a_finding_typed_by_its_name_reads_back(
    name: str, side: str, tone: int | None, tenderness: int | None, is_spasm: bool
) -> None:
    grades = "" if tone is None else f"{tone}/{tenderness}" if tenderness is not None else str(tone)
    found = finding(f"{side[:1]} {name} {grades} {'sp' if is_spasm else ''}")
    wanted = Palpation(name, side, tone, tenderness if tone is not None else None, False, is_spasm)  # type: ignore[arg-type]
    assert found == wanted
