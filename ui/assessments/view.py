"""A signed assessment, to read: what was found, and what changed since the one before."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from clinic_desktop.assessments.loader import usual_motions
from clinic_desktop.assessments.model import STORY, Assessment, MeasuredMotion
from clinic_desktop.assessments.rules.motion import degrees_words, share_of_usual
from clinic_desktop.assessments.rules.words import (
    limit_words,
    motion_name,
    pains_words,
    palpation_name,
    palpation_words,
    sided,
    strength_name,
    strength_words,
    test_words,
    told_words,
)
from clinic_desktop.values.moments import shown_moment
from clinic_desktop.wording import say
from ui.assessments.changes import ChangesView
from ui.kit.facts import facts
from ui.kit.layout import Part, column, holder
from ui.kit.text import Text

_MOST_LINES = 60


def assessment_view(one: Assessment, before: Assessment | None) -> QWidget:
    """All of an assessment, and below it what changed since the one before."""
    parts: list[Part] = [facts(found_pairs(one))]
    if one.signed_at:
        words = say(
            "Signed by {who}, {when}. It stays as it is; a new assessment corrects it.",
            who=one.signer,
            when=shown_moment(one.signed_at),
        )
        parts.append(Text(words, "muted"))
    if before:
        changes = ChangesView(_MOST_LINES)
        changes.show_two(before, one)
        parts += [Text(say("Since the one before"), "heading"), changes]
    return holder(column(*parts, gap=2))


def found_pairs(one: Assessment) -> list[tuple[str, str]]:
    """What was found, as labels and values."""
    pain = "\n".join(filter(None, (pains_words(one), one.pain_quality)))
    return [
        (say("Therapist"), one.therapist_name),
        (say("Pain"), pain),
        *((say(words), told_words(one, key)) for key, words in STORY.items()),
        (say("Activities"), _lines((limit.activity, limit_words(limit)) for limit in one.limits)),
        (say("Range of motion"), _lines((motion_name(motion), _degrees(motion)) for motion in one.motions)),
        (say("Palpation"), _lines((palpation_name(felt), palpation_words(felt)) for felt in one.palpations)),
        (say("Strength"), _lines((strength_name(grade), strength_words(grade)) for grade in one.strengths)),
        (say("Special tests"), _lines((sided(test.name, test.side), test_words(test)) for test in one.tests)),
        (say("Posture"), one.posture),
        (say("Gait"), one.gait),
        (say("Impression"), one.impression),
    ]


def _degrees(one: MeasuredMotion) -> str:
    words, share = (
        degrees_words(one.degrees, hurts=one.hurts),
        share_of_usual(one.degrees, usual_motions().get(one.motion)),
    )
    return words if share is None else say("{degrees}, {share}% of the usual", degrees=words, share=share)


def _lines(found: Iterable[tuple[str, str]]) -> str:
    return "\n".join(say("{what}: {found}", what=what, found=words) for what, words in found)
