"""Reads and names the place of service."""

import re

from clinic_desktop.codes.model import PLACES_OF_SERVICE
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say

# [0-9] and not \d, which also takes the digits of other scripts.
_PLACE = r"([0-9]{2})(?:[\s,:(\-\u2013]+[^\W\d_].*)?"


def parse_place_of_service(text: str) -> str:
    """The two digits of a place of service, on our list or not; "11 Office" is read as 11. Raises Unreadable."""
    typed = " ".join(text.split())
    found = re.fullmatch(_PLACE, typed)
    if found:
        return found[1]
    if re.fullmatch(r"[0-9]", typed):
        raise Unreadable(
            say("A place of service has two digits, and {digit} is only one: 11 is an office.", digit=typed)
        )
    raise Unreadable(say("A place of service has two digits, like 11 for an office."))


def place_words(code: str) -> str:
    """A place of service as people read it: "11 Office"; the digits alone where our list does not have it."""
    label = PLACES_OF_SERVICE.get(code)
    return f"{code} {say(label)}" if label else code
