"""Text as typed or pasted, without what no person means; and text as it is compared, sorted and searched."""

import re
import unicodedata

# C0 and C1 controls but tab and newline, and lone surrogates: SQLite ends a text at NUL, and nothing prints them.
_UNSEEN = "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]"
# Blanks, all of the above, and what has no width: soft hyphen, joiners, marks of direction, fillers, selectors.
_NOTHING = (
    r"[\s\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\u2800\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
# Letters that Unicode does not take apart, as people without them on the keyboard type them.
_BARE_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
    | dict.fromkeys("‘’ʼʻ`´", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
)


def plain(text: str) -> str:
    """The text without control characters and without spaces at its ends; everything else stays as typed."""
    return re.sub(_UNSEEN, "", text).strip()


def is_blank(text: str) -> bool:
    """Whether nobody sees anything of a text: blanks, controls, letters without a width, fillers."""
    return not re.sub(_NOTHING, "", text)


def folded(text: str) -> str:
    """The text as it is compared: no accents, no case, plain apostrophes and dashes, single spaces.

    "Søren  O’Brien-Nuñez" and "soren o'brien-nunez" fold to the same; letters of other scripts stay.
    """
    if text.isascii():
        # What the rest would come to, in a tenth of the time.
        return " ".join(text.lower().replace("`", "'").split())
    # Taken apart twice: some letters have a case only after the first time, some marks only after the second.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(bare.translate(_BARE_LETTERS).split())
