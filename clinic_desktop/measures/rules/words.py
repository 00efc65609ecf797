"""Scores and changes in words: for lists, for the screen, and for letters."""

from clinic_desktop.measures.model import Measure, Score, ScoreChange
from clinic_desktop.values import dates
from clinic_desktop.wording import say, say_many

_ONE_POINT = 10


def number(tenths: int) -> str:
    """Tenths as a number, with a decimal only where there is one: "7", "6.3", "−7"."""
    sign = "−" if tenths < 0 else ""
    units, tenth = divmod(abs(tenths), 10)
    return f"{sign}{units}.{tenth}" if tenth else f"{sign}{units}"


def points_words(tenths: int) -> str:
    """So many points: "1 point", "2.5 points"."""
    return say_many("{shown} point", "{shown} points", 1 if tenths == _ONE_POINT else 2, shown=number(tenths))


def score_words(measure: Measure, tenths: int) -> str:
    """A score as it is written: "14", "6.0", "24/50", "42%", "+5"."""
    always = ".0" if measure.digits == "tenths" and tenths % 10 == 0 else ""
    sign = "+" if measure.is_change and tenths > 0 else ""
    return f"{sign}{number(tenths)}{always}{measure.suffix}"


def meaning_words(measure: Measure, tenths: int) -> str:
    """What the paper calls such a score: "moderate disability", "a good deal better"; "" where it has no word."""
    if measure.choices:
        return measure.choices[(tenths - measure.least) // 10]
    return next((band.words for band in measure.bands if tenths <= band.most), "")


def matters_words(measure: Measure) -> str:
    """The change that matters: "5 points or 30%", "30%"; "" where none is published."""
    share = f"{measure.percent}%" if measure.percent else ""
    if not measure.points:
        return share
    points = points_words(measure.points)
    return say("{points} or {share}", points=points, share=share) if share else points


def step_words(change: ScoreChange) -> str:
    """How far it went: "a drop of 7", "a rise of 2.6", "no change"."""
    if not change.points:
        return say("no change")
    far = number(abs(change.points))
    return say("a drop of {far}", far=far) if change.points < 0 else say("a rise of {far}", far=far)


def letter_sentence(measure: Measure, change: ScoreChange, days: tuple[Score, Score] | None = None) -> str:
    """The sentence for letters: "RMDQ 14 → 7, a drop of 7; 5 points is the change that matters." It claims no more than
    the figures. With `days`, the first score and the last, it names when each was taken, as the screen writes it."""
    first, last = score_words(measure, change.first), score_words(measure, change.last)
    if measure.is_change:
        return _since_words(measure, change, dates.shown(days[1].taken_on) if days else "") + _blind(measure, change)
    if days:
        first = say("{score} ({day})", score=first, day=dates.shown(days[0].taken_on))
        last = say("{score} ({day})", score=last, day=dates.shown(days[1].taken_on))
    words = say(
        "{name} {first} → {last}, {step}", name=measure.name, first=first, last=last, step=_far(measure, change)
    )
    return words + _against(measure, change) + _blind(measure, change)


def on_paper(sentence: str) -> str:
    """A sentence for letters as it is printed: its days as US paper has them, and a word for the arrow, which the fonts
    of paper do not have."""
    return dates.printed_within(sentence).replace("→", say("to"))


def _far(measure: Measure, change: ScoreChange) -> str:
    """The step, with its share of the first score where only that reaches what matters, and whether it is for the
    better where a drop alone would not tell."""
    words = step_words(change)
    if not change.points:
        return words
    if change.percent is not None and measure.percent and not change.by_points:
        words = say("{step}, {percent}% of the first score", step=words, percent=change.percent)
    if not measure.falls and change.points > 0:
        return say("{step} for the better", step=words)
    is_worse = (change.points > 0) == measure.falls
    return say("{step} for the worse", step=words) if is_worse else words


def _against(measure: Measure, change: ScoreChange) -> str:
    """The end of the sentence: the change that matters."""
    if not matters_words(measure):
        return "."
    if not change.matters:
        return say("; less than the change that matters, {matters}.", matters=matters_words(measure))
    what = points_words(measure.points) if change.by_points else f"{measure.percent}%"
    return say("; {matters} is the change that matters.", matters=what)


def _since_words(measure: Measure, change: ScoreChange, day: str) -> str:
    """The sentence of a measure that itself says how much changed."""
    score = score_words(measure, change.last)
    shown = say("{score} ({day})", score=score, day=day) if day else score
    meaning = meaning_words(measure, change.last)
    words = say("{name} {score}: {meaning} since treatment began", name=measure.name, score=shown, meaning=meaning)
    return words + _against(measure, change)


def _blind(measure: Measure, change: ScoreChange) -> str:
    """Where the measure hardly shows a change, that it does."""
    below, above = measure.blind_below, measure.blind_above
    if below is None or above is None or all(below <= one <= above for one in (change.first, change.last)):
        return ""
    words = say(
        "{name} hardly shows a change below {below} and above {above}.",
        name=measure.name,
        below=number(below),
        above=number(above),
    )
    return f" {words}"
