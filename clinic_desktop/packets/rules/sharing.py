"""How small each scan of a packet has to be, so that the whole of it passes through a portal."""

from collections.abc import Callable, Sequence

# Shares are a round number of bytes: where a letter gets a line longer, the scans beside it are not made anew.
_ROUND = 50_000


def shares(sizes: Sequence[int], room: int, shrink: Callable[[int, int], int]) -> tuple[int, ...]:
    """The most bytes of each scan, in proportion to its size, so that all of them fit into `room` where they can.

    `shrink` makes the scan at a place so small, or as small as it gets, and says how large it is then. What stays above
    its share gets no smaller: the others share what that leaves. Where even the smallest of all are too many bytes,
    each is as small as it gets.
    """
    given, made = [0] * len(sizes), [0] * len(sizes)
    stuck: set[int] = set()
    while True:
        free = [at for at in range(len(sizes)) if at not in stuck]
        left = max(0, room - sum(made[at] for at in stuck))
        whole = sum(sizes[at] for at in free)
        for at in free:
            given[at] = _rounded(left * sizes[at] // whole) if whole else 0
            made[at] = shrink(at, given[at])
        over = {at for at in free if made[at] > given[at]}
        if not over or sum(made[at] for at in free) <= left:
            return tuple(given)
        stuck |= over


def _rounded(share: int) -> int:
    return share - share % _ROUND if share > _ROUND else share
