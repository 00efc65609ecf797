"""The audit trail as a chain: whatever is done to it past the program is found, and what it is."""

import dataclasses
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import ClassVar

import pytest
from factories import SERVICE, opened
from hypothesis import given, settings
from hypothesis import strategies as some
from tampering import Trails, score, unchained

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import Damaged
from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.practice.commands import AddService
from clinic_desktop.store import chain
from clinic_desktop.store.chain import Chain, Head, head_of, holds, verified
from clinic_desktop.store.changes import Changes
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.connection import driver, open_encrypted, store_trouble
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.transaction import Transaction


@dataclass(frozen=True)
class Glance(Command):
    """Looks at a service and changes nothing."""

    service: int
    label: ClassVar[str] = "Look"
    permission: ClassVar[Permission] = "anyone"

    def perform(self, tx: Transaction) -> int:
        return tx.look("services", self.service, {"part": "price"})


@pytest.fixture(scope="module")
def trails() -> Iterator[Trails]:
    made = Trails(60)
    with closing(made.database):
        yield made


def test_a_trail_as_it_was_written_is_whole(clinic: Clinic) -> None:
    for _ in range(3):
        clinic.do(AddService(SERVICE))
    with closing(open_encrypted(clinic.keys.folder.database, clinic.keys.key, "read")) as database:
        proof = verified(database, clinic.keys.key, Progress())
        assert (proof.flaw, proof.flaws, proof.chained_from) == (None, 0, 1)
        assert proof.head == head_of(database) == Head(6, proof.head.mac)
        # Without the clinic's own key nothing fits.
        assert verified(database, bytes(32), Progress()).flaws == 6


def test_every_way_of_tampering_is_found() -> None:
    assert [(one.kind, one.total - one.found) for one in score(12, entries=40)] == [
        ("single-byte tampers", 0),
        ("entries deleted", 0),
        ("entries deleted, the rest numbered anew", 0),
        ("entries swapped", 0),
        ("entries inserted", 0),
        ("ends cut off, with an anchor", 0),
    ]


@pytest.mark.parametrize("number", [1, 2, 59, 60])
def test_a_change_is_said_to_be_one(trails: Trails, number: int) -> None:
    assert trails.tampered(lambda: trails.change_a_byte(number)) == (number, "changed")


def test_the_first_flaw_is_told_and_all_are_counted(trails: Trails) -> None:
    trails.database.execute("BEGIN")
    trails.change_a_byte(20)
    trails.change_a_byte(40)
    trails.database.execute("DELETE FROM audit WHERE id IN (50, 51)")
    proof = verified(trails.database, trails.key, Progress())
    trails.database.execute("ROLLBACK")
    assert (proof.flaw, proof.flaws) == ((20, "changed"), 3)


def test_what_was_done_is_told(trails: Trails) -> None:
    for do, wrong in ((trails.delete, "missing"), (lambda: trails.delete(renumber=True), "missing"),
                      (trails.swap, "moved"), (trails.insert, "inserted")):  # fmt: skip
        at: list[int] = []
        flaw = trails.tampered(lambda do=do, at=at: at.append(do()))  # type: ignore[misc]
        # One that was last, or before the last, has no neighbor that tells what it was.
        assert flaw == (at[0], wrong) or (flaw == (at[0], "changed") and at[0] >= 59)


def test_neighbors_that_changed_places_are_told(trails: Trails) -> None:
    def swap() -> None:
        for source, target in ((30, -1), (31, 30), (-1, 31)):
            trails.database.execute("UPDATE audit SET id = ? WHERE id = ?", (target, source))

    assert trails.tampered(swap) == (30, "moved")


def test_an_entry_without_a_digest_is_none_of_ours(trails: Trails) -> None:
    def strip() -> None:
        trails.database.execute("UPDATE audit SET mac = NULL WHERE id = 30")

    def strip_the_beginning() -> None:
        trails.database.execute("UPDATE audit SET mac = NULL WHERE id <= 30")
        trails.change_a_byte(12)

    assert trails.tampered(strip) == (30, "unchained")
    assert trails.tampered(strip_the_beginning) == (31, "early")


@pytest.mark.parametrize("early", [1, 7])
def test_what_was_written_before_the_chain_is_vouched_for_by_its_first_entry(early: int) -> None:
    made = Trails(12, early=early)
    with closing(made.database):
        assert made.flaw() is None
        for number in range(1, early + 1):
            assert made.tampered(lambda number=number: made.change_a_byte(number)) is not None  # type: ignore[misc]
        assert made.tampered(lambda: made.change_a_byte(early + 2)) == (early + 2, "changed")


def test_a_record_of_an_earlier_version_is_chained_from_its_next_entry_on(folder: ClinicFolder) -> None:
    clinic = opened(folder)
    folder, key = clinic.keys.folder, clinic.keys.key
    clinic.close()
    unchained(folder, key)
    with closing(opened(folder)) as clinic, closing(open_encrypted(folder.database, key, "read")) as database:
        assert head_of(database) == Head(3, "")
        assert verified(database, key, Progress()) == (Head(3, ""), None, 0, 0)
        clinic.do(AddService(SERVICE))
        assert verified(database, key, Progress()) == (head_of(database), None, 0, 4)
        assert holds(database, Head(3, ""))


def test_a_head_is_held_by_the_trail_it_was_of(trails: Trails) -> None:
    database = trails.database
    for head, is_held in (
        (trails.head, True),
        (Head(0, ""), True),
        (Head(61, trails.head.mac), False),
        (Head(59, trails.head.mac), False),
    ):
        assert holds(database, head) is is_held


_VALUES = some.none() | some.integers(0, 1 << 62) | some.text(some.characters(exclude_categories=["Cs"]))


@settings(max_examples=40)
@given(some.lists(_VALUES, min_size=10, max_size=10))
def test_the_program_and_the_database_say_the_same_of_an_entry(values: list[object]) -> None:
    with closing(driver().connect(":memory:")) as connection:
        connection.execute(f"CREATE TABLE audit (id, {', '.join(chain._COLUMNS)}, mac)")
        connection.execute(f"INSERT INTO audit VALUES (1, {', '.join('?' * 10)}, NULL)", values)
        assert connection.execute(chain._LINKS).fetchone()[2] == chain.said(values)


@pytest.mark.parametrize("text", ["", "-", "3:abc", "0:", "nul\x00l", "\x00", "王小明", "e\u0301"])
def test_no_text_is_taken_for_another(text: str) -> None:
    values = [text] * 10
    others = [
        chain.said([*values[:place], other, *values[place + 1 :]]) for place in range(10) for other in (None, "x")
    ]
    assert len({chain.said(values), *others}) == 21


def test_the_key_is_never_shown() -> None:
    assert repr(Chain(bytes(32))) == "Chain()"


def test_verifying_can_be_stopped() -> None:
    made, progress = Trails(2_000), Progress()
    progress.stop()
    with closing(made.database), pytest.raises(Cancelled):
        verified(made.database, made.key, progress)


def test_several_who_write_make_one_chain(clinic: Clinic) -> None:
    theirs = Clinic.open(clinic.keys.folder, clinic.keys.key, clinic.person.slot, clinic.clock, clinic.keys.cost)
    for _ in range(3):
        clinic.do(AddService(SERVICE))
        theirs.do(AddService(SERVICE))
    with clinic.together():
        clinic.do(AddService(SERVICE))
        clinic.do(AddService(dataclasses.replace(SERVICE, name="Other")))
    theirs.close()
    with closing(open_encrypted(clinic.keys.folder.database, clinic.keys.key, "read")) as database:
        assert verified(database, clinic.keys.key, Progress())[:2] == (Head(11, head_of(database).mac), None)


def test_what_is_no_text_is_read_as_far_as_it_is_one_and_is_damage_to_whoever_checks(clinic: Clinic) -> None:
    row = clinic.do(AddService(SERVICE)).row
    with closing(open_encrypted(clinic.keys.folder.database, clinic.keys.key, "write")) as database:
        database.execute("UPDATE services SET name = CAST(x'41ff42' AS TEXT) WHERE id = ?", (row,))
        for _ in range(2):
            assert clinic.read.one("SELECT name FROM services WHERE id = ?", row)["name"] == "A\ufffdB"
            with pytest.raises(Damaged), store_trouble():
                database.execute("SELECT name FROM services WHERE id = ?", (row,)).fetchall()


def test_a_look_is_an_entry_and_no_change(clinic: Clinic) -> None:
    row = clinic.do(AddService(SERVICE)).row
    clinic.undo()
    heard: list[Changes] = []
    clinic.hear(heard.append)
    outcome = clinic.do(Glance(row))
    entry = clinic.read.one("SELECT verb, table_name, row_id, before, after, label FROM audit ORDER BY id DESC LIMIT 1")
    assert tuple(entry.values()) == ("note", "services", row, None, '{"part":"price"}', "Look")
    assert (outcome.changes, outcome.entries, heard) == (Changes(), (), [])
    assert clinic.redo() == "Add service"


def test_a_look_at_a_table_that_is_none_stops_here(clinic: Clinic) -> None:
    @dataclass(frozen=True)
    class Astray(Glance):
        def perform(self, tx: Transaction) -> int:
            return tx.look("servicse", self.service, {})

    with pytest.raises(LookupError, match="no such table"):
        clinic.do(Astray(1))
