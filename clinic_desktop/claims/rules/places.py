"""Where the boxes of the form begin, by line and column: facts for a printer to be aligned with (domain 8.2)."""

from typing import NamedTuple


class BoxPlace(NamedTuple):
    """The first character of what is printed in a box."""

    number: str
    line: int
    column: int


PLACES: tuple[BoxPlace, ...] = (
    *(BoxPlace(*one) for one in (("", 2, 41), ("1", 8, 1), ("1a", 8, 50), ("2", 10, 1), ("3", 10, 31), ("4", 10, 50))),
    *(
        BoxPlace(*one)
        for one in (("5", 12, 1), ("6", 12, 33), ("7", 12, 50), ("9", 18, 1), ("9a", 20, 1), ("9d", 26, 1))
    ),
    *(BoxPlace(*one) for one in (("10a", 20, 35), ("10b", 22, 35), ("10c", 24, 35), ("11", 18, 50), ("11a", 20, 53))),
    *(BoxPlace(*one) for one in (("11b", 22, 50), ("11c", 24, 50), ("11d", 26, 52), ("12", 29, 7), ("13", 29, 55))),
    *(BoxPlace(*one) for one in (("14", 32, 2), ("15", 32, 31), ("17", 34, 1), ("17b", 34, 33), ("20", 36, 57))),
    *(BoxPlace("21", *one) for one in ((37, 42), (38, 3), (39, 3), (40, 3))),
    *(BoxPlace(*one) for one in (("22", 38, 50), ("23", 40, 50))),
    *(BoxPlace("24A", line, 1) for line in range(44, 55, 2)),
    *(BoxPlace(*one) for one in (("24B", 44, 19), ("24D", 44, 25), ("24E", 44, 45), ("24F", 44, 50), ("24G", 44, 59))),
    *(BoxPlace(*one) for one in (("24J", 44, 68), ("25", 56, 1), ("26", 56, 23), ("27", 56, 38), ("28", 56, 52))),
    *(BoxPlace(*one) for one in (("29", 56, 62), ("32", 58, 23), ("33", 57, 66), ("32a", 61, 23), ("33a", 61, 50))),
)
