"""What the start page tells."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SetUpStep:
    """One thing to do before the first superbill: its words, why, and where it is done (a place and a part of it)."""

    key: str
    words: str
    why: str
    place: str
    part: str
    done: bool
