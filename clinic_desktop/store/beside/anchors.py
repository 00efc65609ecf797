"""Anchors: where the audit trail ended, kept outside the clinic's file, so that an end that was cut off, or an older
folder put back in the place of this one, is found.

One lies beside the clinic's folder and one in this person's own folder of the computer; both are small files without a
word of a client, sealed with a key that is derived from the database key. Every backup has one in its manifest, sealed
likewise, and the trail's own printed list has one on paper.
"""

import contextlib
import hmac
import json
import math
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.chain import Head, holds
from clinic_desktop.store.connection import store_trouble
from clinic_desktop.store.files import is_file, read_file, write_beside
from clinic_desktop.store.keys.derived import derived
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.transaction import rows_of

if TYPE_CHECKING:
    from sqlite_utils import Database

# Beside the clinic's folder; in this person's own; in a backup.
Place = Literal["beside", "own", "backup"]
_MOST_BYTES = 4_096


class Anchor(NamedTuple):
    """Where the trail ended at a moment (UTC, ISO 8601), and where that is kept."""

    head: Head
    at: str
    place: Place


class Anchored(NamedTuple):
    """What was found: the anchors that can be read, and the places where one lies that cannot."""

    anchors: tuple[Anchor, ...]
    damaged: tuple[Place, ...]


class Restored(NamedTuple):
    """A restore that the trail itself tells of: which entry it is, when it was done, and which ends it left behind."""

    entry: int
    at: str
    left: frozenset[Head]


class Loss(NamedTuple):
    """Entries that were there once and are not any more: the newest anchor that is not held any more, and how many are
    missing at the least. 0 where others stand in their place, and nobody can count them."""

    anchor: Anchor
    entries: int


class Anchors:
    """The two files that hold one clinic's anchors; `own` is this person's folder, none where that has nothing of it,
    as in a test."""

    __slots__ = ("_clinic", "_key", "_paths")

    def __init__(self, folder: ClinicFolder, clinic: str, key: bytes, own: Path | None) -> None:
        """`clinic` is the clinic's name in its vault; the key of the seal is derived from the database key."""
        self._clinic, self._key = clinic, derived(key, b"audit anchors")
        beside = folder.path.with_name(f"{folder.path.name}.trail.json")
        self._paths: dict[Place, Path] = {"beside": beside}
        if own:
            # A name of our own making; what a vault says is not trusted to be one.
            self._paths["own"] = own / f"trail-{hmac.digest(self._key, b'name', 'sha256').hex()[:32]}.json"

    def __repr__(self) -> str:
        """Never show a key, not even in a crash report."""
        return "Anchors()"

    @property
    def places(self) -> tuple[Place, ...]:
        """Where anchors of this clinic are kept."""
        return tuple(self._paths)

    def read(self) -> Anchored:
        """What lies there. What cannot be read, or was not sealed by this clinic, is damaged; one of another clinic
        that was in this folder before is none. Raises nothing."""
        found: list[Anchor] = []
        damaged: list[Place] = []
        for place, path in self._paths.items():
            if not is_file(path):
                continue
            try:
                body = json.loads(read_file(path, _MOST_BYTES))
                if body["clinic"] != self._clinic:
                    continue
                found.append(self._opened(body, place))
            except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
                damaged.append(place)
        return Anchored(tuple(found), tuple(damaged))

    def write(self, head: Head, at: datetime) -> tuple[Place, ...]:
        """Keep this end of the trail in each place, each whole or not at all; returns where it could not be written.
        Raises nothing: a full disk keeps nobody from a clinic."""
        moment = at.isoformat(timespec="seconds")
        body = {"version": 1, "clinic": self._clinic, **head._asdict(), "at": moment, "seal": self._seal(head, moment)}
        failed: list[Place] = []
        for place, path in self._paths.items():
            try:
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                write_beside(path, json.dumps(body, indent=1).encode("ascii"))
            except (OSError, StoreTrouble):
                failed.append(place)
        return tuple(failed)

    def _opened(self, body: Mapping[str, Any], place: Place) -> Anchor:
        head = Head(body["entries"], body["mac"])
        if not hmac.compare_digest(str(body["seal"]), self._seal(head, body["at"])):
            raise ValueError("not ours")
        return Anchor(head, body["at"], place)

    def _seal(self, head: Head, at: str) -> str:
        said = f"{self._clinic}|{head.entries}|{head.mac}|{at}".encode()
        return hmac.digest(self._key, said, "sha256").hex()


def loss(database: "Database", anchors: Iterable[Anchor], restores: Iterable[Restored]) -> Loss | None:
    """What is missing of the trail by the newest anchor that it does not hold; None where it holds all.

    A restore steps back, and says so in the trail: the ends that it left behind are no loss, nor is what was anchored
    before it. Raises StoreTrouble.
    """
    excused = tuple(restores)
    with store_trouble():
        (last,) = database.execute("SELECT coalesce(max(id), 0) FROM audit").fetchone()
    for anchor in sorted(anchors, key=lambda one: (one.at, one.head.entries), reverse=True):
        if not holds(database, anchor.head) and not any(_left(anchor, one) for one in excused):
            return Loss(anchor, max(0, anchor.head.entries - int(last)))
    return None


def restores(database: "Database", label: str) -> tuple[Restored, ...]:
    """The restores that the trail tells of, by the label of their command; raises StoreTrouble."""
    with store_trouble():
        sql = "SELECT id, at, after FROM audit WHERE table_name = 'practice' AND row_id = 1 AND label = ?"
        found = rows_of(database, sql, (label,))
    return tuple(Restored(row["id"], row["at"], _left_behind(row["after"])) for row in found)


def _left(anchor: Anchor, restore: Restored) -> bool:
    """Whether a restore is why an anchor is not held: it knew of it, or it came later and went back before it."""
    return anchor.head in restore.left or (
        anchor.head.entries >= restore.entry and _moment(anchor.at) <= _moment(restore.at)
    )


def _left_behind(after: str) -> frozenset[Head]:
    # Before there were anchors a restore noted the clinic's row as it stood.
    with contextlib.suppress(ValueError, TypeError, AttributeError):
        return frozenset(Head(int(entries), str(mac)) for entries, mac in json.loads(after).get("left", ()))
    return frozenset()


def _moment(text: str) -> float:
    try:
        return datetime.fromisoformat(text).timestamp()
    except ValueError:
        # An entry that was tampered with excuses nothing.
        return -math.inf
