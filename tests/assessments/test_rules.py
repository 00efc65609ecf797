"""What is read of an assessment as typed, what a joint can do, and which muscle a few letters mean."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from assessing import FIRST, said
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.assessments.loader import FILE, read_motions, usual_motions
from clinic_desktop.assessments.model import (
    AssessmentDraft,
    LimitLine,
    MotionLine,
    PalpationLine,
    SpecialTestLine,
    StrengthLine,
    UsualMotion,
)
from clinic_desktop.assessments.rules.anatomy import JOINTS, MOVEMENTS, MUSCLES, REGIONS, known_part, movements_of
from clinic_desktop.assessments.rules.lines import parse_count
from clinic_desktop.assessments.rules.motion import (
    more_than_usual,
    most_degrees,
    parse_degrees,
    share_of_usual,
    typed_degrees,
)
from clinic_desktop.assessments.rules.typed import AssessmentFacts, assessment_values, diagnosis_in
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.written.file import BadFile

TODAY = date(2026, 11, 24)
DAY = date(2026, 11, 23)
SPANS = st.tuples(st.integers(1, 288), st.integers(1, 288)).map(sorted)
USUAL = SPANS.map(lambda ends: UsualMotion(ends[0], ends[1], "a table", DAY))


def wrong(draft: AssessmentDraft) -> dict[str, str]:
    return said(lambda: assessment_values(draft, AssessmentFacts(TODAY, date(1985, 3, 4), usual_motions())))


@given(USUAL, st.integers(0, 400), st.booleans(), st.sampled_from(["{}", " {} ", "{}°"]))
def test_no_more_is_taken_than_five_quarters_of_the_usual(usual: UsualMotion, degrees: int, p: bool, way: str) -> None:
    text = way.format(degrees).rstrip() + ("p" if p else "")
    if degrees * 4 <= usual.high * 5:
        assert parse_degrees(text, usual) == (degrees, p)
        assert parse_degrees(typed_degrees(degrees, hurts=p), usual) == (degrees, p)
    else:
        with pytest.raises(Unreadable, match="more than this joint can"):
            parse_degrees(text, usual)


@given(USUAL, st.integers(0, 360), st.integers(0, 360))
def test_the_share_rises_with_the_degrees_and_is_full_inside_the_usual_range(
    usual: UsualMotion, one: int, other: int
) -> None:
    shares = [share_of_usual(degrees, usual) for degrees in sorted((one, other))]
    assert shares[0] is not None and shares[1] is not None and shares[0] <= shares[1]
    share = share_of_usual(one, usual)
    assert share is not None
    assert (share == 100) is (usual.low <= one <= usual.high)
    assert (share > 100) is bool(more_than_usual(one, usual)) is (one > usual.high)
    assert not more_than_usual(most_degrees(usual) + 1, None) and share_of_usual(one, None) is None


@pytest.mark.parametrize("text", ["", "-5", "4.5", "40 degrees", "forty", "1000", "p", "40pp", "４０"])
def test_what_are_no_degrees(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_degrees(text)


@pytest.mark.parametrize(("text", "count"), [("20", 20), (" 4,000 ", 4000), ("0", 0), ("99,999", 99_999)])
def test_how_much_of_an_activity(text: str, count: int) -> None:
    assert parse_count(text) == count


@pytest.mark.parametrize("text", ["-1", "1.5", "100,000", "4,00", "20 min", "many", "²"])
def test_what_is_no_count(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_count(text)


def test_the_shipped_file_knows_every_movement() -> None:
    found = usual_motions()
    assert set(found) == set(MOVEMENTS)
    assert (found["neck_rotation"].low, found["neck_rotation"].high) == (60, 80)
    assert all(one.source and one.checked_on.year == 2026 for one in found.values())
    assert all(movements_of(joint) for joint in JOINTS)


def test_without_the_file_degrees_are_kept_and_nothing_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for bad in ("", "[[tables]]\nsource = 3\n"):
        path = tmp_path / f"{len(bad)}.toml"
        if bad:
            path.write_text(bad, encoding="utf-8")
        monkeypatch.setattr("clinic_desktop.assessments.loader.FILE", path)
        assert usual_motions() == {}
    draft = replace(FIRST, motions=(MotionLine("neck_flexion", "200"),))
    assert '"degrees": 200' in assessment_values(draft, AssessmentFacts(TODAY))["motions"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("neck_flexion = [45, 50]", "neck_flexion = [50, 45]", "neck_flexion: Write the smaller end first"),
        ("neck_flexion = [45, 50]", 'neck_flexion = "45"', "neck_flexion: Write the two ends in degrees"),
        ("neck_flexion = [45, 50]", "neck_flexion = [45, 50, 60]", "neck_flexion: Write the two ends in degrees"),
        ("neck_flexion = [45, 50]", "neck_flexion = [0, 50]", "neck_flexion: Write the smaller end first"),
        ("neck_flexion =", "neck_flection =", "no key “neck_flection” here. Did you mean “neck_flexion”?"),
        ("checked_on = 2026-11-23", "", "The key “checked_on” is missing."),
        ("recheck = true", "rechek = true", "There is no key “rechek” here. Did you mean “recheck”?"),
    ],
)
def test_a_mistake_in_the_file_is_said_with_its_line(tmp_path: Path, old: str, new: str, words: str) -> None:
    whole = FILE.read_text(encoding="utf-8")
    assert old in whole
    path = tmp_path / "motion.toml"
    path.write_text(whole.replace(old, new), encoding="utf-8")
    with pytest.raises(BadFile, match=r"motion\.toml:[0-9]+: ") as bad:
        read_motions(path)
    assert words in str(bad.value)


def test_one_number_is_both_ends(tmp_path: Path) -> None:
    path = tmp_path / "motion.toml"
    path.write_text('[[tables]]\nsource = "x"\nchecked_on = 2026-11-23\n[tables.degrees]\nhip_flexion = 110\n')
    assert read_motions(path) == {"hip_flexion": UsualMotion(110, 110, "x", DAY)}


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("piri", "Piriformis"),
        ("scm", "Sternocleidomastoid (SCM)"),
        ("QL", "Quadratus lumborum (QL)"),
        ("ql)", "ql)"),
        ("quad", "Quadratus lumborum (QL)"),
        ("LEVATOR", "Levator scapulae"),
        ("scapulae", "Levator scapulae"),
        ("upper trap", "Upper trapezius"),
        # Of two, and of none, what was typed stays.
        ("trapezius", "trapezius"),
        ("gluteus", "gluteus"),
        ("pes anserinus", "pes anserinus"),
        ("hip", "Hip"),
        ("", ""),
    ],
)
def test_a_few_letters_mean_one_muscle(typed: str, name: str) -> None:
    assert known_part(typed) == name


@given(st.sampled_from((*REGIONS, *MUSCLES)))
def test_every_name_on_the_list_means_itself(name: str) -> None:
    assert known_part(name) == known_part(name.upper()) == name


@pytest.mark.parametrize(
    "words", ["M54.5", "Looks like M54.50.", "S13.4XXA", "Headache, R51", "M545 again", "G43.909", "m54.5"]
)
def test_a_code_is_asked_back(words: str) -> None:
    assert "reads like the code of a diagnosis" in diagnosis_in(words)
    assert list(wrong(replace(FIRST, impression=words))) == ["impression"]


@pytest.mark.parametrize("words", ["Diagnosis: strain", "diagnosed with sciatica", "Dx frozen shoulder", "DIAGNOSES"])
def test_a_diagnosis_is_asked_back(words: str) -> None:
    assert "reads like a diagnosis" in diagnosis_in(words)


@pytest.mark.parametrize(
    "words",
    ["", "Tight from C5 to T1, worst at L4-L5", "T12 and T10 are tender", "Takes B12",
     "t12 is tender", "Grade 3 of 5.", "Guarded; 40% of rotation left",
     "I-70 drive", "Walks 2x a day", "Less pain than on 10/6"],
)  # fmt: skip
def test_what_was_found_is_no_diagnosis(words: str) -> None:
    assert diagnosis_in(words) == ""


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"day": "11/25/2026"}, "day"),
        ({"day": "1/1/1980"}, "day"),
        ({"day": "someday"}, "day"),
        ({"therapist": ""}, "therapist"),
        ({"pain_now": "11"}, "pain_now"),
        ({"pain_now": "4-5"}, "pain_now"),
        ({"pain_best": "9"}, "pain_best"),
        ({"pain_average": "1"}, "pain_average"),
        ({"pain_average": "9"}, "pain_average"),
        ({"posture": "x" * 4001}, "posture"),
        ({"motions": (MotionLine("neck_flexion", "63"),)}, "motions/neck_flexion/left"),
        ({"motions": (MotionLine("neck_side", "", "", "", "57"),)}, "motions/neck_side/passive_right"),
        ({"limits": (LimitLine("", "minutes", "5", "9"),)}, "limits/0/activity"),
        ({"limits": (LimitLine("Sit", "minutes", "", "9"),)}, "limits/0/now"),
        ({"limits": (LimitLine(), LimitLine("Sit", "minutes", "5"))}, "limits/1/needed"),
        ({"limits": (LimitLine("Sit", "hours", "1", "2"), LimitLine("SIT", "hours", "1", "2"))}, "limits/1/activity"),
        ({"palpations": (PalpationLine("Psoas", "", "5"),)}, "palpations/0/tone"),
        ({"palpations": (PalpationLine("Psoas", "", "", "-1"),)}, "palpations/0/tenderness"),
        ({"palpations": (PalpationLine("", "left", "3"),)}, "palpations/0/name"),
        ({"palpations": (PalpationLine("x" * 101, "", "3"),)}, "palpations/0/name"),
        ({"strengths": (StrengthLine("Deltoid"),)}, "strengths/0/left"),
        ({"strengths": (StrengthLine("Deltoid", "6"),)}, "strengths/0/left"),
        ({"tests": (SpecialTestLine("Spurling"),)}, "tests/0/result"),
        ({"tests": (SpecialTestLine("", "", "negative"),)}, "tests/0/name"),
    ],
)
def test_what_is_wrong_is_named_at_its_field(typed: dict[str, object], field: str) -> None:
    found = wrong(replace(FIRST, **typed))  # type: ignore[arg-type]
    assert list(found) == [field] and found[field].endswith((".", "?")), found


def test_an_empty_sheet_is_none() -> None:
    empty = AssessmentDraft(day="today", therapist="1", motions=(MotionLine("neck_flexion"),), limits=(LimitLine(),))
    assert wrong(empty) == {"pain_now": "Nothing is written yet. Type what was found."}


def test_more_than_usual_is_kept() -> None:
    draft = replace(FIRST, motions=(MotionLine("neck_flexion", "62p"),))
    assert (
        '"degrees": 62, "hurts": true'
        in assessment_values(draft, AssessmentFacts(TODAY, None, usual_motions()))["motions"]
    )
