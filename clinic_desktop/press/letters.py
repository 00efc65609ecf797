"""Text made fit for paper: nothing unseen in it, Arabic letters joined, lines in the order in which they are drawn.

No font is asked here. A PDF library draws what it is given from left to right, one sign a letter.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

# Between two texts it keeps each in its own direction, so that names from the right do not run into one another.
APART = "\u200e"
BETWEEN = " · "

# What starts a new line wherever it was typed.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Controls, halves of pairs, format characters (the directions U+202E and the like among them), variation selectors.
# The joiners U+200C and U+200D stay until Arabic is joined; U+0600 to 0605 and 06DD are seen, so they stay; APART is
# taken out when lines are turned.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_SPACES = re.compile("[\t\u1680\u2000-\u200a\u202f\u205f\u3000]")
_JOINERS = re.compile("[\u200c\u200d]")
# What the fonts do not have, and what a reader takes for the same.
_STANDS_IN = str.maketrans({"\u2212": "\u2013", "\u2010": "-", "\u2011": "-"})
_ARABIC = re.compile("[\u0620-\u06ff\u0750-\u077f]")
_FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
_TATWEEL, _JOIN = "\u0640", "\u200d"
_LAM = "\u0644"


def printable(text: str) -> str:
    """The text as its letters are set: composed, without what is not seen, Arabic joined; only "\\n" ends a line."""
    if text.isascii() and text.isprintable():
        return text
    composed = seen(text).translate(_STANDS_IN)
    return _JOINERS.sub("", _joined(composed) if _ARABIC.search(composed) else composed)


def seen(text: str) -> str:
    """The text composed and without what is not seen, its letters as they are typed: for what is not drawn."""
    return unicodedata.normalize("NFC", _SPACES.sub(" ", _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))))


def joined(parts: Iterable[str], between: str = BETWEEN) -> str:
    """What there is of the parts on one line."""
    found = [part for part in parts if part]
    return f"{APART}{between}".join(found) if any(map(is_from_the_right, found)) else between.join(found)


def is_from_the_right(text: str) -> bool:
    """Whether any of its letters are of a script that is read from the right."""
    return not text.isascii() and _FROM_THE_RIGHT.search(text) is not None


def in_reading_order(line: str) -> str:
    """One line of printable text with its letters from left to right, as they stand on paper.

    The line itself runs from the left, as the form around it does: only names within it are turned.
    """
    if not _FROM_THE_RIGHT.search(line):
        return line.replace(APART, "")
    # Imported here: few clinics ever need it. Of the two ways that the library has, only this one turns brackets too.
    from bidi.algorithm import get_display

    return str(get_display(line, base_dir="L")).replace(APART, "")


def _joined(text: str) -> str:
    """Arabic letters in the forms they have beside their neighbors; letters without such forms stay."""
    forms = _forms()
    made = list(text)
    # Points and vowel signs do not come between two letters.
    places = [place for place, letter in enumerate(text) if not unicodedata.combining(letter)]
    for index, place in enumerate(places):
        own = forms.get(text[place])
        if own is None:
            continue
        before = text[places[index - 1]] if index else ""
        after = text[places[index + 1]] if index + 1 < len(places) else ""
        joins_before = "final" in own and _reaches_on(before)
        joins_after = "initial" in own and _reaches_back(after)
        form = ("isolated", "final", "initial", "medial")[joins_before + 2 * joins_after]
        made[place] = own.get(form, text[place])
    result = "".join(made)
    for pair, one in _ligatures().items():
        result = result.replace(pair, one)
    return result


def _reaches_on(letter: str) -> bool:
    return letter in (_TATWEEL, _JOIN) or "initial" in _forms().get(letter, ())


def _reaches_back(letter: str) -> bool:
    return letter in (_TATWEEL, _JOIN) or "final" in _forms().get(letter, ())


@cache
def _forms() -> dict[str, dict[str, str]]:
    """The forms of each Arabic letter, out of Unicode's own compatibility characters."""
    found: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFBFF), *range(0xFE80, 0xFEFD)):
        form, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        if len(letters) == 1:
            found.setdefault(chr(int(letters[0], 16)), {})[form.strip("<>")] = chr(code)
    return found


@cache
def _ligatures() -> dict[str, str]:
    """Lam with the alef after it is one sign."""
    lam = _forms()[_LAM]
    found = {}
    for code in range(0xFEF5, 0xFEFD):
        form, _, alef = unicodedata.decomposition(chr(code)).split()
        start = lam["initial" if form == "<isolated>" else "medial"]
        found[start + _forms()[chr(int(alef, 16))]["final"]] = chr(code)
    return found
