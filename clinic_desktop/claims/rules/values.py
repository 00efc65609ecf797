"""How values stand in the form: upper case, no dots in codes, no decimal point in amounts (domain 8.2)."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from clinic_desktop.claims.model import PersonName

# What the record has and a typewriter does not.
_PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "Ø": "O", "Đ": "D", "Ł": "L", "Æ": "AE"}
)
# What else one letter becomes when it is a capital is said by Unicode itself: ß becomes SS.
_LEFT_OUT = re.compile(r"[.#]")
_FITTING = re.compile(r"[A-Z0-9 \-/&',]*")


def upper(text: str) -> str:
    """A text in capitals without accents, dots and number signs; letters that no form can have stay, to be told of."""
    taken = unicodedata.normalize("NFKD", text.upper().translate(_PLAIN))
    bare = "".join(one for one in taken if not unicodedata.combining(one))
    return " ".join(_LEFT_OUT.sub("", bare).split())


def address(text: str) -> str:
    """A line of an address: no punctuation but the hyphen and the slash."""
    return " ".join(re.sub(r"[,'\"]", " ", upper(text)).split())


def strange(text: str) -> str:
    """The characters that no form can have, each once; "" for a text that can stand there."""
    if _FITTING.fullmatch(text):
        return ""
    return "".join(dict.fromkeys(one for one in text if not _FITTING.fullmatch(one)))


def digits(text: str) -> str:
    """The digits of a number, whatever stands between them."""
    return "".join(one for one in text if one in "0123456789")


def identifier(text: str) -> str:
    """A number of letters and digits without spaces, hyphens and dots."""
    return re.sub(r"[\s.#\-]", "", upper(text))


def diagnosis(code: str) -> str:
    """A diagnosis code without its dot."""
    return upper(code).replace(" ", "")


def amount(cents: int) -> str:
    """Dollars and cents with a space between them, as the dotted line of the form parts them: "140 00"."""
    return f"{cents // 100} {cents % 100:02}"


def short_day(day: date) -> str:
    """A day with a year of two digits: "11 02 26"."""
    return f"{day:%m %d %y}"


def long_day(day: date) -> str:
    """A day with the whole year, as the form wants birth dates: "03 04 1985"."""
    return f"{day:%m %d} {day.year:04}"


def listed(name: PersonName) -> str:
    """Family name, given name, middle initial: "ORTIZ, MAYA, L"."""
    parts = (upper(name.family), upper(name.given), upper(name.middle)[:1])
    return ", ".join(part.replace(",", "") for part in parts if part)


def shares(whole: int, parts: Sequence[int]) -> tuple[int, ...]:
    """An amount in cents spread over parts in their proportion, so that the shares add up to it to the cent; in equal
    shares where all parts are 0."""
    weights = parts if sum(parts) else [1] * len(parts)
    total, before, passed, found = sum(weights), 0, 0, []
    for one in weights:
        passed += one
        reached = whole * passed // total
        found.append(reached - before)
        before = reached
    return tuple(found)
