"""How the columns of a list share its width."""

from collections.abc import Sequence


def widths(whole: int, shares: Sequence[int], least: Sequence[int]) -> list[int]:
    """The widths by shares, none below its least, which add up to the whole; no least counts where not all fit."""
    held: dict[int, int] = {}
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
