"""S7: names that are hard to set, of clients of a real clinic: each is read back from a paper as it was typed."""

import random
import unicodedata
from collections import Counter
from typing import Literal, NamedTuple

from bench.safety.desk import home
from bench.safety.score import Score
from factories import CASE, HOSTILE_NAMES, make_clinic, new_case, new_client
from hostile_words import HOSTILE, TRAP
from pdfs import as_viewed
from watched import active_in

from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clients.queries import client
from clinic_desktop.clinic import Clinic
from clinic_desktop.contacts.document import call_log_pdf
from clinic_desktop.contacts.queries import call_log
from clinic_desktop.press.fonts import MISSING, lacks

# Letters of which names of clients are made, a word of one script at a time.
_SCRIPTS = (
    *("abcdefghijklmnopqrstuvwxyz", "àáâãäåæçèéêëìíîïñòóôõöøùúûüýþÿßāčđēğīłńőřśşţūůźž"),
    *("ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹơưđ", "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώ"),
    *("абвгдежзийклмнопрстуфхцчшщъыьэюяёєіїґћђљњџ", "אבגדהוזחטיכלמנסעפצקרשת", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"),
    *("王小明李陈張伟芳娜秀英强磊洋艳", "さくらたろうはなこひろし", "김이박최정강조윤장임서연민준"),
)
_MARKS = (
    "<b>{}</b>",
    "<img src='x'>{}",
    "{}&amp;",
    "AT&T {}",
    "{} <!-- c -->",
    "O'{}",
    "{}-{}",
    '"{}"',
    "({})",
    "{}; --",
)
# No name of a client is longer; those by chance stay on two lines.
_MOST, _LONGEST = 100, 60


# What stands before the name on this paper, and behind it.
_BEFORE, _BEHIND = "Patient", "Treated for"
# A bracket beside letters from the right is drawn turned, and a viewer that reads back cannot tell whose it was.
_PAIRS = str.maketrans(")]>", "([<")
How = Literal["equal", "turned", "no letter", "wrong"]


class _Told(NamedTuple):
    """What became of one name: equal; with brackets or signs between both directions, whose letters are all there in
    the order of whoever reads it back; with letters that are in no font, which the program says; or wrong."""

    how: How
    words: str


def told(count: int, seed: int) -> Score:
    """So many names: the hostile ones first, then some by chance of many scripts, bare and in markup."""
    clinic, _ = make_clinic(home() / "hard-names")
    chance = random.Random(seed)
    try:
        found = [_told(clinic, name) for name in _names(count, chance)]
    finally:
        clinic.close()
    many = Counter(one.how for one in found)
    words = (
        f"{len(found)} hostile and foreign names set on paper and read back: equal {many['equal']}, with signs between "
        f"letters of both directions and every letter there {many['turned']}, with letters that no font has and said "
        f"so {many['no letter']}, wrong {many['wrong']}"
    )
    bad = [one.words for one in found if one.how == "wrong"]
    return Score(len(found) - len(bad), len(found), words + (f"; first: {bad[0]}" if bad else ""))


def _names(count: int, chance: random.Random) -> list[str]:
    known = [one.replace(TRAP, "/trap.png")[:_MOST] for one in (*HOSTILE_NAMES, *HOSTILE)]
    made = [_by_chance(chance) for _ in range(max(0, count - len(known)))]
    return [*chance.sample(known, min(count, len(known))), *made]


def _by_chance(chance: random.Random) -> str:
    words = ["".join(chance.choices(chance.choice(_SCRIPTS), k=chance.randrange(2, 9))) for _ in range(2)]
    if chance.random() < 0.5:
        words = [chance.choice(_MARKS).replace("{}", one) for one in words]
    return " ".join(words)[:_LONGEST]


def _told(clinic: Clinic, name: str) -> _Told:
    row = new_client(clinic, ClientDraft("-", "", name))
    case, today = new_case(clinic, row, CASE), clinic.clock.today()
    pdf = call_log_pdf(call_log(clinic.read, case, (today, today)))
    text, kept = as_viewed(pdf), client(clinic.read, row).family_name
    shown = text.partition(_BEFORE)[2].partition(_BEHIND)[0]
    says = f"{name!r}: the paper says {shown!r}"
    if active_in(pdf) or "■" in text:
        return _Told("wrong", f"{says}, and has {active_in(pdf) or 'boxes'}")
    if missing := lacks(kept):
        return _Told("no letter" if MISSING in shown else "wrong", f"{says} without {missing!r}")
    if _plain(shown) == _plain(kept):
        return _Told("equal", "")
    is_turned = any(unicodedata.bidirectional(one) in ("R", "AL") for one in kept)
    has_all = Counter(_plain(shown).translate(_PAIRS)) == Counter(_plain(kept).translate(_PAIRS))
    return _Told("turned" if is_turned and has_all else "wrong", says)


def _plain(text: str) -> str:
    """Without spaces and what is not seen; letters that were joined as they are typed."""
    composed = unicodedata.normalize("NFKC", text)
    return "".join(one for one in composed if unicodedata.category(one)[0] not in "ZC")
