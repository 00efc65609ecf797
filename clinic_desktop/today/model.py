"""What the start page tells."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SetUpStep:
    """One thing to do before the first superbill: its words, why, and where it is done (section and field)."""

    key: str
    words: str
    why: str
    section: str
    field: str
    done: bool
