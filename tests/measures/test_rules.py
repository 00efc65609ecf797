"""How measures are scored and what a change comes to, against what their papers say, and for every score there is."""

from dataclasses import replace
from datetime import date

import pytest
from factories import refused
from hypothesis import given
from hypothesis import strategies as some
from scoring import ACTIVITIES, NPRS, PEG, PSFS, measure, rmdq, typed

from clinic_desktop.cases.model import CaseId
from clinic_desktop.measures.loader import catalogue
from clinic_desktop.measures.model import Measure, Score, ScoreAnswer, ScoreDraft, ScoreId
from clinic_desktop.measures.rules.changes import activity_changes, change
from clinic_desktop.measures.rules.scores import mean_tenths, parse_score, score_problem, share_tenths
from clinic_desktop.measures.rules.typed import live_score, score_values
from clinic_desktop.measures.rules.words import letter_sentence, matters_words, meaning_words, score_words
from clinic_desktop.values.problems import Unreadable

TODAY = date(2026, 11, 24)
MEASURES = some.sampled_from(sorted(catalogue())).map(measure)


def scored(key: str, draft: ScoreDraft) -> int:
    return int(score_values(measure(key), draft, TODAY, None)["tenths"])


def where_refused(key: str, draft: ScoreDraft) -> list[str]:
    return refused(lambda: score_values(measure(key), draft, TODAY, None))


def kept(day: date, answers: tuple[ScoreAnswer, ...]) -> Score:
    points = [one.points for one in answers]
    return Score(ScoreId(1), 1, CaseId(1), "psfs", day, mean_tenths(points), answers, "", "")


@some.composite
def scores(draw: some.DrawFn) -> tuple[Measure, int, int]:
    """A measure and two scores that it can have."""
    one = draw(MEASURES)
    unit = 10 if one.digits == "whole" else 1
    tenths = some.integers(one.least // unit, one.most // unit).map(lambda value: value * unit)
    return one, draw(tenths), draw(tenths)


def test_peg_is_the_mean_of_its_three_items() -> None:
    # Krebs and others, J Gen Intern Med 2009; 24: 733: the mean of the three items, 0 to 10.
    assert scored("peg", replace(PEG, answers=("7", "8", "6"))) == 70
    assert scored("peg", PEG) == 73
    assert where_refused("peg", replace(PEG, answers=("7", "", "6"))) == ["answers/1"]


def test_psfs_is_the_mean_of_three_to_five_activities_of_the_client() -> None:
    # Stratford and others, Physiother Can 1995; 47: 258: sum of the activity scores / number of activities.
    assert scored("psfs", PSFS) == 37
    five = replace(PSFS, activities=(*ACTIVITIES, "Sleep", "Run"), answers=("3", "4", "4", "10", "0"))
    assert scored("psfs", five) == 42
    four = replace(PSFS, activities=(*ACTIVITIES, "Sleep"), answers=("5", "6", "7", "7"))
    # 25 / 4 is 6.25: a half goes up.
    assert scored("psfs", four) == 63


def test_rmdq_counts_the_statements_that_apply() -> None:
    # Roland and Morris, Spine 1983; 8: 141: the number of items ticked, 0 to 24.
    assert [scored("rmdq", rmdq(applies)) for applies in (0, 14, 24)] == [0, 140, 240]
    assert len(measure("rmdq").questions) == 24
    # As its users are told: from 12 to 2 is an improvement of 10 points, or 83 %.
    assert change(measure("rmdq"), 120, 20).percent == 83


def test_the_rmdq_stands_word_for_word_as_its_authors_hand_it_out() -> None:
    statements = [one.words for one in measure("rmdq").questions]
    assert statements[3] == "Because of my back I am not doing any of the jobs that I usually do around the house."
    assert statements[8] == "I get dressed more slowly then usual because of my back."
    assert statements[23] == "I stay in bed most of the time because of my back."
    assert all("back" in one for one in statements) and len(set(statements)) == 24


@pytest.mark.parametrize(
    ("text", "tenths"),
    [
        # Fairbank and Pynsent, Spine 2000; 25: 2940: 16 / 50 x 100 = 32 %; one section left out, 16 / 45 x 100 = 35.5 %
        # (there cut off; here to the nearest tenth).
        ("16/50", 320), ("16/45", 356), ("32", 320), ("32 %", 320), ("42.5%", 425), ("0", 0), ("100", 1000),
    ],
)  # fmt: skip
def test_odi_in_percent_or_in_points(text: str, tenths: int) -> None:
    assert scored("odi", typed(text)) == tenths


@pytest.mark.parametrize(
    ("key", "text", "tenths"),
    [
        # Vernon and Mior, J Manipulative Physiol Ther 1991; 14: 409: of 50, or twice that in percent.
        ("ndi", "24", 240), ("ndi", "24/50", 240), ("ndi", "48%", 240), ("ndi", "24.5", 245), ("ndi", "49%", 245),
        ("quickdash", "34.1", 341), ("quickdash", "34,1", 341), ("quickdash", "34/100", 340),
        ("lefs", "45", 450), ("lefs", "45 / 80", 450),
        ("hit6", "36", 360), ("hit6", "78", 780),
        ("promis_pi", "58.2", 582), ("promis_pf", "41", 410),
    ],
)  # fmt: skip
def test_a_score_is_typed_as_it_stands_on_its_paper(key: str, text: str, tenths: int) -> None:
    assert scored(key, typed(text)) == tenths


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("ndi", "51", "NDI goes from 0 to 50."),
        ("ndi", "51/50", "NDI goes from 0 to 50."),
        ("ndi", "24/45", "NDI is not counted out of 45."),
        ("lefs", "81", "LEFS goes from 0 to 80."),
        ("lefs", "45.5", "LEFS is a whole number."),
        ("lefs", "45%", "LEFS is not in percent: type the points."),
        ("hit6", "35", "HIT-6 goes from 36 to 78."),
        ("promis_pf", "19.9", "PROMIS PF goes from 20 to 80."),
        ("quickdash", "100.1", "QuickDASH goes from 0 to 100."),
        ("quickdash", "-1", "QuickDASH goes from 0 to 100."),
        ("odi", "60/50", "ODI goes from 0 to 100."),
        ("odi", "16/0", "ODI is not counted out of 0."),
        ("odi", "", "Type the score as a number, with one decimal at most."),
        ("odi", "3.25", "Type the score as a number, with one decimal at most."),
        ("odi", "٣", "Type the score as a number, with one decimal at most."),
    ],
)
def test_what_no_score_can_be_is_said(key: str, text: str, words: str) -> None:
    with pytest.raises(Unreadable, match=f"^{words}$".replace(".", r"\.")) as found:
        parse_score(measure(key), text)
    assert found.value.words == words
    assert where_refused(key, typed(text)) == ["score"]


def test_what_is_missing_or_out_of_range_is_named_at_its_field() -> None:
    assert where_refused("nprs", replace(NPRS, answers=("11",))) == ["answers/0"]
    assert where_refused("nprs", replace(NPRS, answers=("6.5",))) == ["answers/0"]
    assert where_refused("groc", replace(NPRS, answers=("−8",))) == ["answers/0"]
    assert where_refused("nprs", replace(NPRS, taken_on="11/25/2026")) == ["taken_on"]
    assert where_refused("nprs", replace(NPRS, taken_on="")) == ["taken_on"]
    born = date(2026, 11, 3)
    assert refused(lambda: score_values(measure("nprs"), NPRS, TODAY, born)) == ["taken_on"]
    two = replace(PSFS, activities=(*ACTIVITIES[:2], "", "", ""), answers=("3", "4", "", "", ""))
    assert where_refused("psfs", two) == ["activities/2"]
    assert where_refused("psfs", replace(PSFS, answers=("3", "", "4"))) == ["answers/1"]
    assert where_refused("psfs", replace(PSFS, activities=(*ACTIVITIES[:2], " "))) == ["activities/2"]
    twice = replace(PSFS, activities=(*ACTIVITIES[:2], "carry  GROCERIES"))
    assert where_refused("psfs", twice) == ["activities/2"]
    assert where_refused("psfs", replace(PSFS, activities=(*ACTIVITIES[:2], "x" * 201))) == ["activities/2"]


def test_groc_says_itself_how_much_changed() -> None:
    groc = measure("groc")
    # Jaeschke and others, Control Clin Trials 1989; 10: 407: seven words for better, seven for worse.
    assert (
        meaning_words(groc, 70) == "a very great deal better" and meaning_words(groc, -70) == "a very great deal worse"
    )
    assert meaning_words(groc, 0) == "about the same" and meaning_words(groc, -40) == "moderately worse"
    assert (
        scored("groc", replace(NPRS, answers=("−3",))) == -30 and scored("groc", replace(NPRS, answers=("+5",))) == 50
    )
    found = change(groc, 60, 50)
    assert (found.points, found.percent, found.verdict) == (50, None, "better")
    assert change(groc, 0, -50).verdict == "worse" and change(groc, 0, 40).verdict == "none"


@pytest.mark.parametrize(
    ("key", "first", "last", "verdict"),
    [
        # Farrar 2001: 2 points or 30 %; Ostelo 2008: RMDQ 5, ODI 10 points or 30 %; Krebs 2010: PEG 30 %.
        ("nprs", 70, 50, "better"), ("nprs", 80, 70, "none"), ("nprs", 50, 70, "worse"), ("nprs", 30, 20, "better"),
        ("peg", 73, 52, "none"), ("peg", 73, 51, "better"), ("peg", 0, 10, "worse"), ("peg", 0, 0, "none"),
        ("rmdq", 140, 90, "better"), ("rmdq", 140, 100, "none"), ("rmdq", 100, 70, "better"),
        ("rmdq", 70, 120, "worse"), ("rmdq", 30, 20, "none"), ("rmdq", 0, 10, "none"),
        ("odi", 420, 320, "better"), ("odi", 420, 330, "none"), ("odi", 200, 140, "better"),
        # Stratford 1995: 2 points of the mean. Binkley 1999: 9 points.
        ("psfs", 37, 57, "better"), ("psfs", 37, 56, "none"), ("psfs", 57, 37, "worse"),
        ("lefs", 450, 540, "better"), ("lefs", 450, 530, "none"), ("lefs", 540, 450, "worse"),
        ("ndi", 240, 140, "better"), ("quickdash", 450, 300, "better"), ("quickdash", 450, 301, "none"),
        ("hit6", 640, 580, "better"), ("promis_pi", 650, 600, "better"), ("promis_pf", 400, 450, "better"),
    ],
)  # fmt: skip
def test_the_change_that_matters(key: str, first: int, last: int, verdict: str) -> None:
    assert change(measure(key), first, last).verdict == verdict


@pytest.mark.parametrize(
    ("key", "first", "last", "words"),
    [
        ("rmdq", 140, 70, "RMDQ 14 → 7, a drop of 7; 5 points is the change that matters."),
        ("rmdq", 70, 120, "RMDQ 7 → 12, a rise of 5 for the worse; 5 points is the change that matters."),
        ("rmdq", 100, 70, "RMDQ 10 → 7, a drop of 3, 30% of the first score; 30% is the change that matters."),
        (
            "rmdq", 140, 140,
            "RMDQ 14 → 14, no change; less than the change that matters, 5 points or 30%.",
        ),
        (
            "rmdq", 80, 30,
            "RMDQ 8 → 3, a drop of 5; 5 points is the change that matters. "
            "RMDQ hardly shows a change below 4 and above 20.",
        ),
        ("peg", 73, 47, "PEG 7.3 → 4.7, a drop of 2.6, 36% of the first score; 30% is the change that matters."),
        ("psfs", 37, 60, "PSFS 3.7 → 6.0, a rise of 2.3 for the better; 2 points is the change that matters."),
        ("ndi", 240, 140, "NDI 24/50 → 14/50, a drop of 10; 10 points is the change that matters."),
        ("odi", 425, 300, "ODI 42.5% → 30%, a drop of 12.5; 10 points is the change that matters."),
        ("groc", 0, 50, "GROC +5: a good deal better since treatment began; 5 points is the change that matters."),
        ("nprs", 0, 0, "NPRS 0 → 0, no change; less than the change that matters, 2 points or 30%."),
    ],
)  # fmt: skip
def test_the_sentence_for_letters_claims_no_more_than_the_figures(key: str, first: int, last: int, words: str) -> None:
    assert letter_sentence(measure(key), change(measure(key), first, last)) == words


def test_the_sentence_names_the_days_where_that_is_asked_for() -> None:
    first = replace(kept(date(2026, 9, 2), (ScoreAnswer(1),)), tenths=140)
    last = replace(kept(date(2026, 11, 20), (ScoreAnswer(1),)), tenths=70)
    rmdq_sentence = letter_sentence(measure("rmdq"), change(measure("rmdq"), 140, 70), (first, last))
    assert rmdq_sentence == (
        "RMDQ 14 (2 Sep 2026) → 7 (20 Nov 2026), a drop of 7; 5 points is the change that matters."
    )
    groc = letter_sentence(measure("groc"), change(measure("groc"), 10, 60), (first, last))
    assert groc.startswith("GROC +6 (20 Nov 2026): a great deal better since treatment began;")


def test_each_activity_is_also_compared_singly() -> None:
    first = kept(
        date(2026, 11, 2),
        (ScoreAnswer(3, "Sit at the desk"), ScoreAnswer(4, "Run"), ScoreAnswer(6, "Swim"), ScoreAnswer(1, "X")),
    )
    last = kept(
        date(2026, 11, 20),
        (ScoreAnswer(9, "Swim"), ScoreAnswer(6, "sit at  the desk"), ScoreAnswer(1, "Run"), ScoreAnswer(5, "Y")),
    )
    found = [(one.activity, one.first, one.last, one.verdict) for one in activity_changes(measure("psfs"), first, last)]
    # Stratford 1995: 3 points for a single activity.
    assert found == [("Sit at the desk", 3, 6, "better"), ("Run", 4, 1, "worse"), ("Swim", 6, 9, "better")]
    almost = replace(last, answers=(ScoreAnswer(5, "Run"),))
    assert [one.verdict for one in activity_changes(measure("psfs"), first, almost)] == ["none"]


def test_a_score_has_the_words_of_its_paper() -> None:
    assert [meaning_words(measure("odi"), one) for one in (200, 201, 600, 601)] == [
        "minimal disability", "moderate disability", "severe disability", "",
    ]  # fmt: skip
    assert [meaning_words(measure("ndi"), one) for one in (40, 50, 240, 340, 350)] == [
        "no disability", "mild disability", "moderate disability", "severe disability", "complete disability",
    ]  # fmt: skip
    assert [meaning_words(measure("hit6"), one) for one in (490, 500, 560, 600)] == [
        "little or no impact", "some impact", "substantial impact", "severe impact",
    ]  # fmt: skip
    assert meaning_words(measure("peg"), 73) == ""


@given(some.lists(some.integers(0, 10), min_size=3, max_size=5))
def test_a_mean_lies_between_its_answers_and_is_right_to_half_a_tenth(points: list[int]) -> None:
    tenths = mean_tenths(points)
    assert 10 * min(points) <= tenths <= 10 * max(points)
    assert abs(tenths * len(points) - 10 * sum(points)) * 2 <= len(points)


@given(some.lists(some.integers(0, 10), min_size=3, max_size=5), some.data())
def test_one_answer_more_is_never_a_lower_score(points: list[int], data: some.DataObject) -> None:
    at = data.draw(some.integers(0, len(points) - 1))
    more = [min(10, one + (place == at)) for place, one in enumerate(points)]
    assert mean_tenths(more) >= mean_tenths(points)


@given(some.integers(0, 50), some.integers(1, 10))
def test_a_share_is_right_to_half_a_tenth(points: int, answered: int) -> None:
    of = 5 * answered
    points = min(points, of)
    assert abs(share_tenths(points, of) * of - 1000 * points) * 2 <= of


@given(scores())
def test_a_score_is_read_back_as_it_is_written(found: tuple[Measure, int, int]) -> None:
    one, tenths, _ = found
    assert score_problem(one, tenths) == ""
    assert parse_score(one, score_words(one, tenths)) == tenths
    assert score_problem(one, one.most + 10) and score_problem(one, one.least - 10)


@given(scores())
def test_there_and_back_is_better_one_way_alone(found: tuple[Measure, int, int]) -> None:
    one, first, last = found
    there, back = change(one, first, last), change(one, last, first)
    if not one.is_change:
        assert there.points == -back.points == last - first
        assert {there.verdict, back.verdict} not in ({"better"}, {"worse"})
        assert (there.verdict == "better") <= ((last < first) == one.falls)
    assert there.matters or not one.points or abs(there.points) < one.points


@given(scores(), some.integers(0, 1000))
def test_going_further_the_same_way_matters_no_less(found: tuple[Measure, int, int], more: int) -> None:
    one, first, last = found
    further = max(one.least, min(one.most, last + (more if last >= first else -more)))
    if not one.is_change and change(one, first, last).matters:
        assert change(one, first, further).verdict == change(one, first, last).verdict


@given(scores())
def test_a_sentence_ends_as_one(found: tuple[Measure, int, int]) -> None:
    one, first, last = found
    words = letter_sentence(one, change(one, first, last))
    assert words.startswith(f"{one.name} ") and words.endswith(".") and "  " not in words
    assert matters_words(one) != ""


def test_the_score_is_known_as_soon_as_all_is_answered() -> None:
    assert live_score(measure("peg"), ScoreDraft(answers=("7", "8", ""))) is None
    assert live_score(measure("peg"), ScoreDraft(answers=("7", "8", "6"))) == 70
    assert live_score(measure("rmdq"), ScoreDraft()) == 0
    assert live_score(measure("odi"), ScoreDraft(score="120")) is None
