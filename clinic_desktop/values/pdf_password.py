"""The password of a PDF: made the same by everybody who types it, and none that some reader does not take."""

import stringprep
from unicodedata import ucd_3_2_0

from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say

# More than this many bytes no reader of PDFs takes (ISO 32000-2, 7.6.4.3.3); the rest would not count.
MOST_BYTES = 127
# A space to some readers, nothing to others (RFC 3454 has it in both tables).
_TWOFOLD = "\u200b"
_NEVER = (
    *(stringprep.in_table_a1, stringprep.in_table_c21_c22, stringprep.in_table_c3, stringprep.in_table_c4),
    *(stringprep.in_table_c5, stringprep.in_table_c6, stringprep.in_table_c7, stringprep.in_table_c8),
    stringprep.in_table_c9,
)


def prepared(typed: str) -> str:
    """The password as readers compare it (SASLprep, RFC 4013, as ISO 32000-2 asks): in its compatibility form, each
    kind of space a plain one, without what is mapped to nothing.

    Raises Unreadable for what has no such form, or too long a one: no reader would open the file.
    """
    spaced = (" " if stringprep.in_table_c12(sign) and sign != _TWOFOLD else sign for sign in typed)
    kept = (sign for sign in spaced if sign == _TWOFOLD or not stringprep.in_table_b1(sign))
    known = ucd_3_2_0.normalize("NFKC", "".join(kept))
    _refuse_unknown(known)
    _refuse_mixed(known)
    # As typed too: a reader that compares letter by letter is to take it.
    if max(len(known.encode()), len(typed.encode())) > MOST_BYTES:
        raise Unreadable(say("This is longer than a PDF takes. Use fewer characters."))
    return known


def _refuse_unknown(known: str) -> None:
    """No character that has no place in a password."""
    for sign in known:
        if sign == _TWOFOLD or any(within(sign) for within in _NEVER):
            shown = f"“{sign}”" if sign.isprintable() else f"U+{ord(sign):04X}"
            raise Unreadable(say("Not every program that opens a PDF takes {sign} in a password.", sign=shown))


def _refuse_mixed(known: str) -> None:
    """Right to left and left to right in one password are refused by readers, and so is a digit at its edge (RFC 3454,
    6)."""
    from_right = [stringprep.in_table_d1(sign) for sign in known]
    if any(from_right) and (any(map(stringprep.in_table_d2, known)) or not (from_right[0] and from_right[-1])):
        raise Unreadable(
            say(
                "A password in Hebrew or Arabic begins and ends with a letter of that script, and has no Latin letter: "
                "not every program that opens a PDF takes another."
            )
        )
