"""How the columns of a list share its width."""

from collections.abc import Sequence


def widths(whole: int, shares: Sequence[int], least: Sequence[int]) -> list[int]:
    """The widths by shares, none below its least, which add up to the whole; no least counts where not all fit."""
    held: dict[int, int] = {}
    # A page that is not shown yet may be narrower than the gaps between its fields.
    whole = max(0, whole)
    while True:
        room = whole - sum(held.values())
        free = {at: share for at, share in enumerate(shares) if at not in held}
        parts = sum(free.values())
        short = {at: least[at] for at, share in free.items() if least[at] * parts > room * share}
        if room < 0:
            return widths(whole, shares, [0] * len(shares))
        if not short:
            break
        held |= short
    made, before = [], 0
    for at, share in enumerate(shares):
        if at in held:
            made.append(held[at])
            continue
        before += share
        # From what lies before it: the parts that are dropped one by one would leave a gap at the end.
        made.append(room * before // parts - room * (before - share) // parts)
    return made


def fitting(whole: int, least: Sequence[int], firm: Sequence[bool]) -> list[int]:
    """The leasts as they fit into the whole: where they do not, those that are not firm give, the widest first.

    Firm is a day, a number or a state: half of one says nothing. Where the firm ones would leave the others less than
    half of an even share each, all give.
    """
    if sum(least) <= whole:
        return list(least)
    loose = [at for at, keeps in enumerate(firm) if not keeps]
    room = whole - sum(one for one, keeps in zip(least, firm, strict=True) if keeps)
    if 2 * room * len(least) < whole * len(loose) or not loose:
        loose, room = [*range(len(least))], whole
    made = list(least)
    for place, at in enumerate(sorted(loose, key=lambda one: least[one])):
        # What a narrow one does not take is shared by the wider ones.
        made[at] = min(least[at], room // (len(loose) - place))
        room -= made[at]
    return made


def passed_on(made: Sequence[int], needed: Sequence[int]) -> list[int]:
    """The widths once the room a column has beyond its need went to those that need more; they add up as before.

    Who lacks little gets it all before anyone gets more, so that as many as can be are whole.
    """
    spare = [max(0, width - need) for width, need in zip(made, needed, strict=True)]
    lacks = [max(0, need - width) for width, need in zip(made, needed, strict=True)]
    moved = left = min(sum(spare), sum(lacks))
    grown = list(made)
    by_lack = sorted((lack, at) for at, lack in enumerate(lacks) if lack)
    for place, (lack, at) in enumerate(by_lack):
        gets = min(lack, left // (len(by_lack) - place))
        grown[at] += gets
        left -= gets
    given = before = 0
    for at, one in enumerate(spare):
        before += one
        # From what lies before it, as above.
        gives = moved * before // sum(spare) - given if one else 0
        given += gives
        grown[at] -= gives
    return grown
