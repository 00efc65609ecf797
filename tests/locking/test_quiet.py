"""How long nobody was there: by the clock that only goes on, whatever is done to the one on the wall."""

from hypothesis import given
from hypothesis import strategies as st

from ui.locking.quiet import MINUTE, Moment, Quiet


class Clocks:
    """Both clocks, set by hand."""

    def __init__(self) -> None:
        self.steady, self.wall = 1_000.0, 1_700_000_000.0

    def __call__(self) -> Moment:
        return Moment(self.steady, self.wall)

    def run(self, seconds: float, *, asleep: float = 0, set_by: float = 0) -> None:
        self.steady += seconds
        self.wall += seconds + asleep + set_by


def ticked(quiet: Quiet, clocks: Clocks, seconds: int) -> int:
    """Let time go by as the window does, which looks every five seconds; what is left then."""
    left = quiet.left()
    for _ in range(seconds // 5):
        clocks.run(5)
        left = quiet.left()
    return left


def test_it_locks_after_the_minutes_and_not_before() -> None:
    clocks = Clocks()
    quiet = Quiet(10, clocks)
    assert ticked(quiet, clocks, 595) == 5
    clocks.run(4)
    assert quiet.left() == 1
    clocks.run(1)
    assert quiet.left() == 0


def test_a_touch_begins_anew_but_none_comes_back_from_a_lock() -> None:
    clocks = Clocks()
    quiet = Quiet(1, clocks)
    assert ticked(quiet, clocks, 55) == 5
    assert quiet.touch() and quiet.left() == MINUTE
    assert ticked(quiet, clocks, 60) == 0
    assert not quiet.touch() and quiet.left() == 0


def test_a_clock_that_is_set_back_keeps_nothing_open() -> None:
    clocks = Clocks()
    quiet = Quiet(5, clocks)
    for _ in range(59):
        clocks.run(5, set_by=-3_600)
        assert quiet.left() > 0
    clocks.run(5, set_by=-3_600)
    assert quiet.left() == 0


def test_a_sleep_locks_by_either_clock() -> None:
    standing, going = Clocks(), Clocks()
    quiet = Quiet(30, standing)
    # The steady clock stands still while the computer sleeps, as on Linux,
    standing.run(5, asleep=3_600)
    assert quiet.left() == 0
    # or goes on, as on Windows: then nobody looked at it for an hour.
    quiet = Quiet(90, going)
    going.run(3_600)
    assert quiet.left() == 0


def test_the_key_that_wakes_the_computer_comes_too_late() -> None:
    clocks = Clocks()
    quiet = Quiet(30, clocks)
    clocks.run(2, asleep=60)
    assert not quiet.touch()


STEP = st.tuples(
    st.floats(0.1, 29), st.floats(-90_000, 25), st.booleans()
)  # fmt: skip


@given(st.integers(1, 30), st.lists(STEP, max_size=60))
def test_whatever_the_clocks_do_it_is_open_as_long_as_somebody_is_there(
    minutes: int, steps: list[tuple[float, float, bool]]
) -> None:
    """Against the plain rule: so many seconds of the steady clock since the last touch, and once locked for good."""
    clocks = Clocks()
    quiet, touched, is_locked = Quiet(minutes, clocks), clocks.steady, False
    for seconds, set_by, touches in steps:
        clocks.run(seconds, set_by=set_by)
        is_locked = is_locked or clocks.steady - touched >= minutes * MINUTE
        if touches:
            assert quiet.touch() is not is_locked
            touched = touched if is_locked else clocks.steady
        assert (quiet.left() == 0) is is_locked


def test_other_minutes_count_from_the_last_touch() -> None:
    clocks = Clocks()
    quiet = Quiet(30, clocks)
    assert ticked(quiet, clocks, 125) > 1_600
    quiet.wait(2)
    assert quiet.left() == 0
