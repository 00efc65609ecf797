"""Outcome measures as they are published, and what was scored with them when."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """An outcome measure. Scores are tenths of a point, so that means and T-scores stand exact: 63 is 6.3.

    `least` and `most` bound a score, in tenths. `falls` is True where less is better, as with pain. The change that
    matters is `points` (in tenths) or `percent` of the first score, whichever is reached; 0 where none is published.
    `asks` says whether its questions may be shipped; else only the score is typed. `source` cites it.
    """

    key: str
    name: str
    least: int
    most: int
    falls: bool
    points: int
    percent: int
    asks: bool
    source: str
