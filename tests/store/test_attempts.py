"""Failed tries to sign in: counted, waited for, kept through a restart and a clock that somebody sets."""

from datetime import timedelta
from pathlib import Path

import pytest
from fixed import CHEAP, NOW
from hypothesis import given
from hypothesis import strategies as some

from clinic_desktop.errors import StoreTrouble, WrongPassword
from clinic_desktop.store.keys import vault
from clinic_desktop.store.keys.attempts import LONGEST_SECONDS, Attempts, Tries, opened, wait_seconds
from clinic_desktop.store.keys.vault import Vault


class Ticks:
    """Seconds that nobody can set, but a test."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "attempts.json"


def test_the_wait_doubles_up_to_a_minute() -> None:
    assert [wait_seconds(count) for count in range(9)] == [0, 1, 2, 4, 8, 16, 32, 60, 60]


@given(some.integers(0, 10**9), some.integers(0, 10**9))
def test_more_failures_never_wait_less(one: int, other: int) -> None:
    fewer, more = sorted((one, other))
    assert 0 <= wait_seconds(fewer) <= wait_seconds(more) <= LONGEST_SECONDS


def fail(attempts: Attempts, slot: str = "ana", times: int = 1) -> None:
    for _ in range(times):
        attempts.begin(slot, NOW)


@given(some.lists(some.sampled_from(["fail", "restart", "open", "clock", "pass"]), max_size=30))
def test_whatever_happens_as_many_seconds_pass_as_the_failures_ask_for(tmp_path_factory, steps: list[str]) -> None:  # type: ignore[no-untyped-def]
    path, ticks, now = tmp_path_factory.mktemp("tries") / "attempts.json", Ticks(), NOW
    attempts, failures, since = Attempts(path, ticks), 0, ticks.now
    for step in steps:
        if step == "fail":
            attempts.begin("ana", now)
            failures, since = failures + 1, ticks.now
        elif step == "restart":
            attempts, since = Attempts(path, ticks), ticks.now
        elif step == "open":
            attempts.begin("ana", now)
            attempts.drop("ana", has_opened=True)
            attempts.note_all()
            failures = 0
        elif step == "clock":
            now += timedelta(days=-400 if failures % 2 else 400)
        else:
            ticks.now += 7
        assert attempts.seconds_left("ana") == max(0, wait_seconds(failures) - int(ticks.now - since))
        assert attempts.seconds_left("somebody else") == 0


def test_a_restart_begins_the_wait_anew(path: Path, ticks: Ticks) -> None:
    fail(Attempts(path, ticks), times=4)
    again = Attempts(path, ticks)
    assert again.seconds_left("ana") == 8
    ticks.now += 7.5
    assert again.seconds_left("ana") == 1
    ticks.now += 0.5
    assert again.seconds_left("ana") == 0
    assert again.tries("ana") == Tries(4, NOW.isoformat(timespec="seconds"))


@pytest.mark.parametrize(
    "damage",
    [
        *(b"", b"{", b"[]", b'{"slots": {"ana": 3}}', b"\xff", b'{"slots": {"ana": {}}}', b"[" * 99_999),
        *(
            b'{"slots": {}, "series": 5}',
            b'{"slots": {}, "ever": []}',
            b'{"slots": {}, "series": "zz"}',
            b" " * 2_000_000,
        ),
    ],
    ids=range(11),
)
def test_a_damaged_file_keeps_nobody_out(path: Path, ticks: Ticks, damage: bytes) -> None:
    path.write_bytes(damage)
    attempts = Attempts(path, ticks)
    assert attempts.seconds_left("ana") == 0
    fail(attempts)
    assert Attempts(path, ticks).seconds_left("ana") == 1


def test_a_doctored_number_waits_a_minute_and_no_longer(path: Path, ticks: Ticks) -> None:
    path.write_text('{"slots": {"ana": {"failures": 1%s, "last": "2026-11-24", "noted": -5}}}' % ("0" * 300))
    assert Attempts(path, ticks).seconds_left("ana") == LONGEST_SECONDS


def test_a_disk_that_takes_nothing_still_waits(path: Path, ticks: Ticks, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreTrouble("full")

    monkeypatch.setattr("clinic_desktop.store.keys.attempts.write_beside", full)
    attempts = Attempts(path, ticks)
    fail(attempts, times=3)
    assert attempts.seconds_left("ana") == 4


def test_each_failure_is_noted_once(path: Path, ticks: Ticks) -> None:
    attempts = Attempts(path, ticks)
    fail(attempts, "ana", 3)
    fail(attempts, "recovery", 1)
    assert {slot: one.failures for slot, one in attempts.not_noted().items()} == {"ana": 3, "recovery": 1}
    attempts.note_all()
    assert attempts.not_noted() == {}
    # Noted, and still waited for: nobody opened it since.
    assert attempts.seconds_left("ana") == 4
    fail(Attempts(path, ticks), "ana", 2)
    again = Attempts(path, ticks)
    assert {slot: one.failures for slot, one in again.not_noted().items()} == {"ana": 2}
    assert again.seconds_left("ana") == 16


@pytest.fixture(scope="module")
def known() -> Vault:
    return Vault("one", (vault.wrap(vault.new_key(), "one", "ana", "Ana", "right words here", CHEAP),))


def test_a_try_counts_before_it_is_known_to_be_wrong(path: Path, ticks: Ticks, known: Vault) -> None:
    attempts = Attempts(path, ticks)
    kept = []

    def die(*_: object) -> bytes:
        kept.append(path.read_text())
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("clinic_desktop.store.keys.attempts.unwrap", die)
        with pytest.raises(KeyboardInterrupt):
            opened(attempts, known, "ana", "guess", NOW)
    assert '"failures": 1' in kept[0]
    # It ended for another reason than a wrong password, and that is no failure.
    assert attempts.tries("ana") is None


def test_nothing_is_derived_while_it_waits_and_the_right_one_ends_it(path: Path, ticks: Ticks, known: Vault) -> None:
    attempts = Attempts(path, ticks)
    for wait in (1, 2, 4):
        with pytest.raises(WrongPassword, match="Nothing was changed"):
            opened(attempts, known, "ana", "wrong words here", NOW)
        with pytest.raises(WrongPassword, match=f"try again in {wait} second"):
            opened(attempts, known, "ana", "right words here", NOW)
        ticks.now += wait
    assert len(opened(attempts, known, "ana", "right words here", NOW)) == 32
    assert attempts.not_noted()["ana"].failures == 3
    attempts.note_all()
    assert attempts.tries("ana") is None


def test_the_file_holds_no_name(path: Path, ticks: Ticks, known: Vault) -> None:
    fail(Attempts(path, ticks), "37b4e526492a5655")
    series = Attempts(path, ticks).mark.partition(":")[0]
    names = ["version", "slots", "37b4e526492a5655", "failures", "last", "noted", "series", "ever"]
    said = [*names, series, NOW.isoformat(timespec="seconds")]
    assert sorted(path.read_text().split('"')[1::2]) == sorted(said)
    assert path.stat().st_mode & 0o077 == 0


def test_who_is_no_more_there_is_not_counted(path: Path, ticks: Ticks, known: Vault) -> None:
    attempts = Attempts(path, ticks)
    with pytest.raises(WrongPassword, match="no longer sign in"):
        opened(attempts, known, "gone", "guess", NOW)
    assert attempts.tries("gone") is None


def test_a_count_that_was_taken_away_or_put_back_is_behind(path: Path, ticks: Ticks) -> None:
    attempts = Attempts(path, ticks)
    assert attempts.mark == ""
    assert not attempts.is_behind("")
    fail(attempts, times=2)
    older, known = path.read_bytes(), attempts.mark
    fail(attempts, times=2)
    attempts.drop("ana", has_opened=True)
    attempts.note_all()
    newer = attempts.mark
    assert not Attempts(path, ticks).is_behind(known)
    assert not Attempts(path, ticks).is_behind(newer)
    path.write_bytes(older)
    assert Attempts(path, ticks).is_behind(newer)
    path.unlink()
    assert Attempts(path, ticks).is_behind(newer)
    again = Attempts(path, ticks)
    fail(again, times=9)
    assert again.is_behind(newer)
    assert again.is_behind("no mark")


def test_who_signs_in_right_leaves_the_count_where_it_was(path: Path, ticks: Ticks, known: Vault) -> None:
    attempts = Attempts(path, ticks)
    opened(attempts, known, "ana", "right words here", NOW)
    # Nothing was counted, and nobody's record remembers it yet.
    assert not path.exists()
    assert attempts.mark == ""
    attempts.keep()
    mark = attempts.mark
    opened(attempts, known, "ana", "right words here", NOW)
    assert attempts.mark == mark != ""
    assert Attempts(path, ticks).mark == mark
