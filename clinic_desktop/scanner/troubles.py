"""Why a stranger’s file is not taken: the child names a reason and a number, and only the parent has words for them."""

import re
from collections.abc import Callable

from clinic_desktop.errors import Refused
from clinic_desktop.scanner.limits import (
    MOST_BYTES,
    MOST_CLEAN_BYTES,
    MOST_PAGES,
    MOST_PIXELS,
    MOST_POINTS,
    SECONDS,
)
from clinic_desktop.values.problems import Problem
from clinic_desktop.wording import say

_MEGABYTE = 1024 * 1024
_MILLION = 1_000_000
_INCH = 72


class NotTaken(Exception):
    """The file is not taken; `why` is a key of what can be said, `number` what its sentence counts."""

    def __init__(self, why: str, number: int = 0) -> None:
        """Keep both; an unknown `why` is a bug."""
        super().__init__(why)
        if why not in _SENTENCES:
            raise ValueError(why)
        self.why = why
        self.number = number


def too_many_dots(told: Exception) -> NotTaken:
    """What Pillow says of a picture that is too large, with its number."""
    found = re.search(r"\((\d+) pixels\)", str(told))
    return NotTaken("pixels", int(found[1]) if found else MOST_PIXELS + 1)


def refused(why: str, number: int = 0) -> Refused:
    """The reason as one plain sentence about the file. A reason that nobody knows is said as that of a dead child: the
    child read a stranger’s file, and nothing that it sends is believed."""
    return Refused([Problem("", _SENTENCES.get(why, _SENTENCES["died"])(number))])


def _kinds(_: int) -> str:
    return say(
        "This file is no PDF, JPEG, PNG, TIFF or HEIC, whatever its name says. Save or print it as a PDF, and add that."
    )


def _empty(_: int) -> str:
    return say("The file is empty. Wait until it is written, or scan it again.")


def _large(number: int) -> str:
    return say(
        "The file has {size} MB; {most} MB are taken at most. Scan it with fewer dots per inch, or in parts.",
        size=-(-number // _MEGABYTE),
        most=MOST_BYTES // _MEGABYTE,
    )


def _password(_: int) -> str:
    return say("The file opens only with a password. Open it with its password, print it to a new PDF, and add that.")


def _damaged(_: int) -> str:
    return say("The file is damaged and cannot be read. Ask for it again, or scan it again.")


def _no_pages(_: int) -> str:
    return say("The file has no pages. Ask for it again, or scan it again.")


def _many(number: int) -> str:
    return say(
        "The file has {count} pages; {most} are taken at most. Split it, and add the parts that are needed.",
        count=f"{number:,}",
        most=MOST_PAGES,
    )


def _pixels(number: int) -> str:
    return say(
        "A picture in the file has {count} million dots; {most} million are taken at most. Scan it at 300 dots per"
        " inch.",
        count=f"{-(-number // _MILLION):,}",
        most=MOST_PIXELS // _MILLION,
    )


def _swells(_: int) -> str:
    return say(
        "The file unfolds to far more than its size tells, as harmful files do, so it is not taken. If you know where"
        " it comes from, print it to a new PDF, and add that."
    )


def _tangled(_: int) -> str:
    return say(
        "The file is built of too many parts to read safely. Print it to a new PDF where it opens, and add that."
    )


def _page(number: int) -> str:
    return say(
        "Page {number} of the file cannot be shown, so the file is not taken. Ask for it again, or scan it again.",
        number=number,
    )


def _sheet(number: int) -> str:
    return say(
        "Page {number} of the file is larger than {most} by {most} inches. Print it to a new PDF on Letter, and add"
        " that.",
        number=number,
        most=int(MOST_POINTS) // _INCH,
    )


def _form(_: int) -> str:
    return say("The file is a form that only Adobe Reader can show (XFA). Print it to a PDF there, and add that PDF.")


def _clean(_: int) -> str:
    return say(
        "The clean copy of the file would have more than {most} MB. Split the file, and add its parts.",
        most=MOST_CLEAN_BYTES // _MEGABYTE,
    )


def _slow(_: int) -> str:
    return say(
        "The file could not be read within {seconds} seconds, so that was stopped. Print it to a new PDF, and add"
        " that.",
        seconds=SECONDS,
    )


def _memory(_: int) -> str:
    return say("The file needs more memory than it is given. Scan it with fewer dots per inch, or split it.")


def _died(_: int) -> str:
    return say(
        "The file could not be read: what reads files stopped at it, and nothing else did. Print it to a new PDF, and"
        " add that."
    )


_SENTENCES: dict[str, Callable[[int], str]] = {
    "kind": _kinds,
    "empty": _empty,
    "large": _large,
    "password": _password,
    "damaged": _damaged,
    "no_pages": _no_pages,
    "many": _many,
    "pixels": _pixels,
    "swells": _swells,
    "tangled": _tangled,
    "page": _page,
    "sheet": _sheet,
    "form": _form,
    "clean": _clean,
    "slow": _slow,
    "memory": _memory,
    "died": _died,
}
