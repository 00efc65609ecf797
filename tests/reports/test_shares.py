"""How cents are split over what they paid for: none is lost, none is nearer to another than it has to be."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.reports.rules.shares import NO_SERVICE, split, split_of

FEES = some.lists(some.integers(0, 20_000), min_size=1, max_size=6)


@given(some.integers(0, 100_000), FEES)
def test_every_cent_is_in_one_part(cents: int, fees: list[int]) -> None:
    parts = split(cents, fees)
    assert sum(parts) == cents
    if not sum(fees):
        assert parts == (cents, *[0] * (len(fees) - 1))
        return
    exact = [Fraction(cents * fee, sum(fees)) for fee in fees]
    assert all(abs(part - one) < 1 for part, one in zip(parts, exact, strict=True))
    # Who got a cent more than another lost no less by the rounding; of equal ones the first got it.
    given_up = [one - int(one) for one in exact]
    more = [at for at, one in enumerate(exact) if parts[at] > int(one)]
    for at in more:
        for other in set(range(len(fees))) - set(more):
            assert given_up[at] > given_up[other] or (given_up[at] == given_up[other] and at < other)


@given(some.integers(0, 100_000), FEES)
def test_a_refund_is_split_as_its_payment_was(cents: int, fees: list[int]) -> None:
    assert split(-cents, fees) == tuple(-part for part in split(cents, fees))


def test_what_stands_in_a_line_is_read_by_its_place() -> None:
    assert split_of(10_001, "2 9 5000,1 7 5000") == {7: 5_001, 9: 5_000}
    # One service twice is one.
    assert split_of(100, "1 7 300,2 7 100") == {7: 100}
    assert split_of(-4_000, "") == {NO_SERVICE: -4_000}
    assert split(5, ()) == ()
