"""Which parts a packet should hold, and of which days: no more than its purpose needs (45 CFR 164.502(b))."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from clinic_desktop.packets.model.parts import COPIES, SCANS, ChosenPart, OfferedPart, Part, PartDay, StepLetters
from clinic_desktop.packets.model.purposes import PART_KINDS, PacketRules, UsualPacket, UsualPart
from clinic_desktop.values.text import folded
from clinic_desktop.wording import mark, say

_ASIDE_WHY = mark("Look into it first: nothing says that this payer needs it.")
_ANSWERS_WHY = mark("It answers what the payer said.")
_UNASKED_WHY = mark("What the payer said is answered without it.")
# Where a purpose is about a paper of the payer and none is chosen, nothing is of that paper.
_OF_DAYS_WHY = mark("It is about the days of this packet.")
_ABOUT_A_PAPER = ("extension", "appeal", "va")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a packet may tell of: the rows of its visits with their days, the payer it goes to (0 for somebody else),
    and the days of service that are kept from that payer. `is_everything`: the client asked for their own record, of
    which nothing is held back. `about` is what it is about, as in Packet."""

    rows: frozenset[int] = frozenset()
    days: tuple[date, ...] = ()
    payer: int = 0
    kept: frozenset[date] = frozenset()
    is_everything: bool = False
    about: str = ""
    # The kinds of part that answer a denial; none where nothing says which.
    answering: frozenset[str] = frozenset()
    # The key of what is done about that denial.
    action: str = ""
    # By kind of part, what the rules of coverage call it.
    wanted: Mapping[str, str] = field(default_factory=dict)
    letters: StepLetters = field(default_factory=StepLetters)


def wanted_parts(documents: Iterable[str], rules: PacketRules) -> dict[str, str]:
    """The kinds of part that the rules of coverage name for a payer, each with the document as they call it."""
    found: dict[str, str] = {}
    for words in documents:
        small = folded(words)
        for one in rules.wanted:
            if any(folded(each) in small for each in one.words):
                found.setdefault(one.kind, words)
    return found


def in_scope(visits: Iterable[PartDay], since: date | None, until: date | None) -> frozenset[int]:
    """The rows of the visits from one day until another; none where neither is said."""
    if since is None and until is None:
        return frozenset()
    return frozenset(
        one.row for one in visits if (since is None or since <= one.day) and (until is None or one.day <= until)
    )


def offers(parts: Sequence[Part], usual: UsualPacket | None, scope: Scope) -> tuple[OfferedPart, ...]:
    """Every part in the order of the purpose, with whether it is proposed, and why or why not."""
    order = [one.kind for one in usual.parts] if usual else []
    order += [one for one in PART_KINDS if one not in order]
    placed = sorted(parts, key=lambda one: order.index(one.kind))
    elsewhere = scope.letters.before | scope.letters.others
    ends = _ends([one for one in placed if one.key not in elsewhere and not _is_aside(one, usual)], usual)
    found = tuple(_offer(part, _usual(part, usual, scope), scope, ends.get(_shelf(part), ())) for part in placed)
    copied = {one.part.stands_for for one in found if one.is_proposed and one.part.source == COPIES}
    return tuple(_of_copied(one) if one.part.key in copied and not one.is_proposed else one for one in found)


def _of_copied(one: OfferedPart) -> OfferedPart:
    return replace(one, why=say("The copy that the prescriber signed goes instead."))


def proposed(offered: Iterable[OfferedPart]) -> tuple[ChosenPart, ...]:
    """The parts that are in unless somebody takes them out."""
    return tuple(ChosenPart(one.part.key, one.visits) for one in offered if one.is_proposed)


def taken_in(
    parts: Sequence[ChosenPart], offered: Sequence[OfferedPart], keys: Iterable[str]
) -> tuple[ChosenPart, ...]:
    """The parts as they were chosen, with some that are offered besides: each before the first one that its purpose has
    behind it, so that the order that somebody chose stays."""
    order = {one.part.key: at for at, one in enumerate(offered)}
    visits = {one.part.key: one.visits for one in offered}
    found = list(parts)
    for key in sorted((one for one in keys if one in order), key=order.__getitem__):
        behind = (at for at, one in enumerate(found) if order.get(one.key, -1) > order[key])
        found.insert(next(behind, len(found)), ChosenPart(key, visits[key]))
    return tuple(found)


# Files that say nothing of what a payer asks; what is in them a person has to say first.
_ASIDE = ("card", "record", "other", "letter")
# Files that go beside the letter of the packet, each the newest of its own kind, with the reason.
_BESIDE: Mapping[str, str] = MappingProxyType(
    {
        "medical_necessity": mark("What the prescriber says of the need, signed."),
        "plan_page": mark("What the plan itself says, word for word."),
    }
)
# Where a denial is answered they belong to it only for a question of need, or of what the plan leaves out; by the key
# of what is done about the denial.
_BESIDE_ACTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"medical_necessity": ("appeal", "waive"), "plan_page": ("appeal", "exclusion")}
)


def _usual(part: Part, usual: UsualPacket | None, scope: Scope) -> UsualPart | None:
    found = usual.part(part.kind) if usual else None
    if part.source == SCANS and part.sort in _BESIDE:
        is_named = usual is not None and part.sort in usual.files
        return UsualPart(part.kind, is_named, "newest", _BESIDE[part.sort] if is_named else _ASIDE_WHY)
    if found and _is_aside(part, usual):
        return replace(found, is_usual=False, why=_ASIDE_WHY)
    if found and usual and usual.purpose in _ABOUT_A_PAPER and found.days == "about" and not scope.about:
        return replace(found, why=_OF_DAYS_WHY)
    return found


def _is_aside(part: Part, usual: UsualPacket | None) -> bool:
    """Whether a file or a letter is of no kind that this purpose has: it is offered, and never proposed."""
    if part.source == SCANS:
        return part.sort in _ASIDE
    return part.source == "letter" and (usual is None or part.sort not in usual.letters)


def _ends(parts: Sequence[Part], usual: UsualPacket | None) -> dict[str, tuple[str, ...]]:
    """Of each kind the key of its newest paper, and where the purpose wants it that of its first one too."""
    # Of papers of one day the one that stands first in its list is the newer one.
    newest = _firsts(sorted(parts, key=_age, reverse=True))
    first = _firsts(sorted(reversed(parts), key=_age))
    kinds = {one.kind for one in usual.parts if one.days == "ends"} if usual else set()
    return {kind: (key, first[kind]) if kind in kinds else (key,) for kind, key in newest.items()}


def _shelf(part: Part) -> str:
    """Among which papers it is the newest one: those of its kind, but that files beside the letter are no letters."""
    return part.sort if part.source == SCANS and part.sort in _BESIDE else part.kind


def _age(part: Part) -> date:
    """By which day one paper is newer than another of its kind, wherever the two come from. A plan goes by when it
    begins: the prescriber may sign a copy of an old one later."""
    return (part.since if part.kind == "plan" else part.on) or date.min


def _firsts(parts: Iterable[Part]) -> dict[str, str]:
    """Of each kind the key of the paper that stands first: a signed one goes before a draft."""
    found: dict[str, Part] = {}
    for one in parts:
        before = found.get(_shelf(one))
        if before is None or (before.is_signed is False and one.is_signed is not False):
            found[_shelf(one)] = one
    return {kind: one.key for kind, one in found.items()}


def _offer(part: Part, usual: UsualPart | None, scope: Scope, ends: tuple[str, ...]) -> OfferedPart:
    kept = _kept_why(part, scope)
    if kept:
        return OfferedPart(part, kept, is_proposed=False)
    visits, usual = _visits(part, scope), _answering(part, usual, scope)
    if scope.is_everything and part.is_signed is not False:
        return OfferedPart(part, say("The client may have all of their record."), is_proposed=True, visits=visits)
    why = _elsewhere_why(part, scope) or ("" if usual else say("Not usual for this purpose."))
    if usual is None or why:
        return OfferedPart(part, why, is_proposed=False, visits=visits)
    fits = _fits(part, usual, scope, ends, visits)
    named = "" if usual.why in (_ASIDE_WHY, _UNASKED_WHY) else scope.wanted.get(part.kind)
    if fits and named and not usual.is_usual:
        why = say("The rules for this payer name it: {what}.", what=named)
        return OfferedPart(part, why, is_proposed=True, visits=visits)
    if usual.is_usual and not fits:
        return OfferedPart(part, _unfit_why(part, usual), is_proposed=False, visits=visits)
    return OfferedPart(part, say(usual.why), is_proposed=usual.is_usual, visits=visits)


def _answering(part: Part, usual: UsualPart | None, scope: Scope) -> UsualPart | None:
    """What is usual of a part where a denial is answered: what answers it, and no more. The notice itself and the form
    of who represents the client belong to it anyway."""
    is_its_own = bool(part.stands_for) and part.stands_for == scope.about
    if not scope.answering or usual is None or usual.why == _ASIDE_WHY or is_its_own:
        return usual
    if part.source == SCANS and part.sort in _BESIDE:
        fits = scope.action in _BESIDE_ACTIONS[part.sort]
        return usual if fits else replace(usual, is_usual=False, why=_UNASKED_WHY)
    if part.kind in scope.answering:
        return usual if usual.is_usual else replace(usual, is_usual=True, why=_ANSWERS_WHY)
    return replace(usual, is_usual=False, why=_UNASKED_WHY)


def _visits(part: Part, scope: Scope) -> tuple[int, ...]:
    """What is chosen of a part with days, unless somebody chooses others."""
    if part.kind == "notes":
        return tuple(one.row for one in part.days if one.row in scope.rows and one.day not in scope.kept)
    # What was asked before the first visit, as of the benefits, belongs to it too.
    return tuple(one.row for one in part.days if scope.is_everything or one.is_theirs)


def _fits(part: Part, usual: UsualPart, scope: Scope, ends: tuple[str, ...], visits: tuple[int, ...]) -> bool:
    if part.days:
        return bool(visits)
    if part.stands_for and part.stands_for == scope.about:
        return True
    if part.kind == "bills":
        # A receipt, and what another payer was asked for, tell this one nothing that it has to know; of a file nobody
        # knows which days it is about.
        is_theirs = not scope.payer or part.payer == scope.payer
        return is_theirs and bool(set(part.told) & set(scope.days))
    if usual.days == "course":
        return True
    if usual.days == "about" and scope.days and part.since:
        return any(part.since <= day and (part.until is None or day <= part.until) for day in scope.days)
    return part.key in ends


def _kept_why(part: Part, scope: Scope) -> str:
    if scope.kept & set(part.told):
        return say("It tells of a visit that the client keeps from this payer.")
    return ""


def _elsewhere_why(part: Part, scope: Scope) -> str:
    """Of a letter that asks for nothing now: why not."""
    if part.key in scope.letters.before:
        return say("What was asked before.")
    return say("It is about another denial.") if part.key in scope.letters.others else ""


def _unfit_why(part: Part, usual: UsualPart) -> str:
    if part.is_signed is False:
        return say("It is not issued yet.") if part.source == "letter" else say("It is not signed yet.")
    if part.kind == "bills" or usual.days == "about":
        return say("It is about other days.")
    return say("There is a newer one.")
