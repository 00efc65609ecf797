"""Text as typed or pasted, without what no person means; and text as it is compared, sorted and searched."""

import re
import unicodedata

# C0 and C1 controls but tab and newline, and lone surrogates: SQLite ends a text at NUL, and nothing prints them.
_UNSEEN = "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]"
# Letters that Unicode does not take apart, as people without them on the keyboard type them.
_BARE_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
    | dict.fromkeys("‘’ʼʻ`´", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
)


def plain(text: str) -> str:
    """The text without control characters and without spaces at its ends; everything else stays as typed."""
    return re.sub(_UNSEEN, "", text).strip()


def folded(text: str) -> str:
    """The text as it is compared: no accents, no case, plain apostrophes and dashes, single spaces.

    "Søren  O’Brien-Nuñez" and "soren o'brien-nunez" fold to the same; letters of other scripts stay.
    """
    # Taken apart twice: some letters have a case only after the first time, some marks only after the second.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(bare.translate(_BARE_LETTERS).split())
