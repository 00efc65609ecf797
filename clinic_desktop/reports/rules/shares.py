"""Shares of a whole, as reports tell them."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

# Of a visit without a service on record.
NO_SERVICE = 0


def percent(part: int, whole: int) -> int | None:
    """A share in whole percent, halves up; None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None


def split(cents: int, fees: Sequence[int]) -> tuple[int, ...]:
    """Cents split in proportion to fees, in their order: each gets the whole cents of its proportion, and what is left
    goes by one cent to those with the largest remainders, of equal ones to the first. Where no fee is above zero, all
    goes to the first. Below zero they are split as the same above it: a refund as its payment was."""
    amount, whole = abs(cents), sum(fees)
    if whole <= 0:
        return (cents, *[0] * (len(fees) - 1)) if fees else ()
    parts = [amount * fee // whole for fee in fees]
    largest = sorted(range(len(fees)), key=lambda at: -(amount * fees[at] % whole))
    for at in largest[: amount - sum(parts)]:
        parts[at] += 1
    return tuple(part if cents >= 0 else -part for part in parts)


@lru_cache(maxsize=4_096)
def split_of(cents: int, lines: str) -> Mapping[int, int]:
    """What was paid for each service of a visit, in cents, by its row: "1 7 3500,2 9 1250" are the place, the service
    and the fee of two. A visit without one is paid for NO_SERVICE."""
    read = sorted((tuple(map(int, one.split())) for one in lines.split(",") if one), key=lambda one: one[0])
    found: dict[int, int] = {}
    for (_, service, _), part in zip(read, split(cents, [one[2] for one in read]), strict=True):
        found[service] = found.get(service, 0) + part
    return found or {NO_SERVICE: cents}
