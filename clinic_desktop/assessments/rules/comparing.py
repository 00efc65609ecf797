"""What changed between two assessments, then and now: better, worse, the same, or not measured again."""

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import TypeVar

from clinic_desktop.assessments.model import (
    PAINS,
    STORY,
    Assessment,
    AssessmentChange,
    ChangeKind,
    FunctionalLimit,
    MeasuredMotion,
    Palpation,
    SpecialTest,
)
from clinic_desktop.assessments.rules import words
from clinic_desktop.assessments.rules.motion import degrees_words
from clinic_desktop.values.text import folded
from clinic_desktop.wording import mark, say

# When it began does not change.
_TOLD = {"pain_quality": mark("Pain is like")} | {key: name for key, name in STORY.items() if key != "since"}
K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


def compared(first: Assessment, last: Assessment) -> tuple[AssessmentChange, ...]:
    """Everything that was measured at either, in the order of the sheet; `first` is the earlier one."""
    return (
        *_pains(first, last),
        *_limits(first, last),
        *_motions(first, last),
        *_palpations(first, last),
        *_strengths(first, last),
        *_tests(first, last),
        *_told(first, last),
    )


def _pains(first: Assessment, last: Assessment) -> Iterator[AssessmentChange]:
    for key, name in PAINS.items():
        before, now = getattr(first, key), getattr(last, key)
        if before is None and now is None:
            continue
        kind = _kind(before, now, falls=True)
        shown = _shown(before, now, words.pain_words)
        yield AssessmentChange("pain", say(name), *shown, kind, _by(before, now))


def _limits(first: Assessment, last: Assessment) -> Iterator[AssessmentChange]:
    def keyed(one: Assessment) -> dict[tuple[str, str], FunctionalLimit]:
        return {(folded(limit.activity), limit.unit): limit for limit in one.limits}

    for before, now in _paired(keyed(first), keyed(last)):
        one = now or before
        assert one
        # More may be done now than is needed: which way is better stood there first.
        decides = before if before and before.needed != before.now else one
        was, is_now = before.now if before else None, now.now if now else None
        kind = _kind(was, is_now, falls=decides.falls)
        shown = _shown(before, now, words.limit_words)
        is_reached = now is not None and (now.now <= now.needed if decides.falls else now.now >= now.needed)
        yield AssessmentChange("limits", one.activity, *shown, kind, _by(was, is_now), one.unit, is_reached)


def _motions(first: Assessment, last: Assessment) -> Iterator[AssessmentChange]:
    def keyed(one: Assessment) -> dict[tuple[str, bool, str], MeasuredMotion]:
        return {(motion.motion, motion.is_active, motion.side): motion for motion in one.motions}

    for before, now in _paired(keyed(first), keyed(last)):
        one = now or before
        assert one
        shown = _shown(before, now, _degrees)
        kind: ChangeKind = "gone" if before else "new"
        by = None
        if before and now:
            kind = _together((now.degrees - before.degrees, int(before.hurts) - int(now.hurts)))
            by = _by(before.degrees, now.degrees)
        yield AssessmentChange("motions", words.motion_name(one), *shown, kind, by)


def _palpations(first: Assessment, last: Assessment) -> Iterator[AssessmentChange]:
    def keyed(one: Assessment) -> dict[tuple[str, str], Palpation]:
        return {(folded(felt.name), felt.side): felt for felt in one.palpations}

    for before, now in _paired(keyed(first), keyed(last)):
        one = now or before
        assert one
        shown = _shown(before, now, words.palpation_words)
        kind: ChangeKind = "gone" if before else "new"
        if before and now:
            pairs = zip(_felt(before), _felt(now), strict=True)
            kind = _together(tuple(was - is_now for was, is_now in pairs if was is not None and is_now is not None))
        yield AssessmentChange("palpations", words.palpation_name(one), *shown, kind)


def _strengths(first: Assessment, last: Assessment) -> Iterator[AssessmentChange]:
    olds, news = ({(folded(one.name), one.side): one for one in found.strengths} for found in (first, last))
    for before, now in _paired(olds, news):
        one = now or before
        assert one
        was, is_now = before.grade if before else None, now.grade if now else None
        shown = _shown(before, now, words.strength_words)
        kind = _kind(was, is_now, falls=False)
        name = say("Strength of {what}", what=words.strength_name(one))
        yield AssessmentChange("strengths", name, *shown, kind, _by(was, is_now))


def _tests(first: Assessment, last: Assessment) -> Iterator[AssessmentChange]:
    olds, news = ({(folded(one.name), one.side): one for one in found.tests} for found in (first, last))
    for before, now in _paired(olds, news):
        one = now or before
        assert one
        shown = _shown(before, now, words.test_words)
        yield AssessmentChange("tests", words.sided(one.name, one.side), *shown, _outcome(before, now))


def _told(first: Assessment, last: Assessment) -> Iterator[AssessmentChange]:
    """The client’s own words: nobody measured them, so that they are the same or they changed."""
    for key, name in _TOLD.items():
        before, now = (words.told_words(one, key) for one in (first, last))
        if before or now:
            kind: ChangeKind = "same" if folded(before) == folded(now) else "other"
            if not (before and now):
                kind = "gone" if before else "new"
            yield AssessmentChange("told", say(name), before, now, kind)


def _degrees(one: MeasuredMotion) -> str:
    return degrees_words(one.degrees, hurts=one.hurts)


def _outcome(before: SpecialTest | None, now: SpecialTest | None) -> ChangeKind:
    if before is None or now is None:
        return "gone" if before else "new"
    if before.result == now.result:
        return "same"
    # Between a clear result and one that was not clear nothing is known.
    if "unclear" in (before.result, now.result):
        return "other"
    return "better" if now.result == "negative" else "worse"


def _felt(one: Palpation) -> tuple[int | None, ...]:
    return one.tone, one.tenderness, int(one.trigger_points), int(one.spasm)


def _shown(before: T | None, now: T | None, told: Callable[[T], str]) -> tuple[str, str]:
    return "" if before is None else told(before), "" if now is None else told(now)


def _paired(olds: Mapping[K, T], news: Mapping[K, T]) -> Iterator[tuple[T | None, T | None]]:
    """What was found then with what was found now, in the order of then; what is new behind it."""
    for key in dict.fromkeys((*olds, *news)):
        yield olds.get(key), news.get(key)


def _kind(before: int | None, now: int | None, *, falls: bool) -> ChangeKind:
    if before is None or now is None:
        return "new" if before is None else "gone"
    return _together((before - now if falls else now - before,))


def _together(gains: tuple[int, ...]) -> ChangeKind:
    """Better where nothing of it got worse, worse where nothing got better; some of each is neither."""
    is_better, is_worse = any(gain > 0 for gain in gains), any(gain < 0 for gain in gains)
    if is_better and is_worse:
        return "other"
    return "better" if is_better else "worse" if is_worse else "same"


def _by(before: int | None, now: int | None) -> int | None:
    return None if before is None or now is None else abs(now - before) or None
