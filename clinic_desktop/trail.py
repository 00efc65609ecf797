"""What is done for the audit trail around a sitting: at sign-in its end is compared with the anchors, the sign-in is
noted, and the anchors are set anew; now and then the whole of it is read.
"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from clinic_desktop.audit.commands import (
    NoteAnchors,
    NoteClock,
    NoteLoss,
    NoteProof,
    NoteSignIn,
)
from clinic_desktop.audit.model import BEGINNINGS
from clinic_desktop.audit.queries.known import kept_here, last_check, newest_moment
from clinic_desktop.clinic import Clinic
from clinic_desktop.jobs import Progress
from clinic_desktop.origins import workstation
from clinic_desktop.practice.commands import NoteRestore
from clinic_desktop.store.backups.copies import opened
from clinic_desktop.store.backups.vouching import anchors_of_backups
from clinic_desktop.store.beside.anchors import Anchored, Anchors, Loss, Place, loss, restores
from clinic_desktop.store.chain import LAST, Head, Proof, head_in, verified
from clinic_desktop.store.command import Command
from clinic_desktop.store.keys.keyring import KeyRing
from clinic_desktop.store.reader import Reader

# Clocks of computers are set right by seconds; more than that is somebody's doing, or a battery's.
_BACK = timedelta(minutes=2)
_BETWEEN_CHECKS = timedelta(days=1)


class Greeting(NamedTuple):
    """What was found at sign-in: what is missing of the trail, where its anchors were missing or damaged and are made
    anew, and the moment that the computer's clock was set back behind, "" where it was not; where anchors are kept
    from now on; and where the trail ended once that was written down, None where it was only looked at."""

    loss: Loss | None
    missing: tuple[Place, ...]
    damaged: tuple[Place, ...]
    clock_was: str
    places: tuple[Place, ...] = ()
    end: Head | None = None

    def notes(self) -> tuple[Command, ...]:
        """What is written down of it."""
        notes: list[Command] = [NoteSignIn(self.places)]
        if self.loss:
            notes.append(NoteLoss(self.loss))
        if self.missing or self.damaged:
            notes.append(NoteAnchors(self.missing, self.damaged))
        if self.clock_was:
            notes.append(NoteClock("back", self.clock_was))
        return tuple(notes)


def greet(clinic: Clinic, own: Path | None) -> Greeting:
    """Note who signed in, and look whether the trail still has what it ended with; `own` is this person's folder.

    Raises StoreTrouble where nothing can be written: then the anchors stay as they were, and what was found is found
    again.
    """
    found = look_at_end(clinic, own)
    for note in found.notes():
        clinic.do(note)
    end = end_of(clinic.read)
    anchors_of(clinic.keys, own).write(end, clinic.clock.now())
    return found._replace(end=end)


def look_at_end(clinic: Clinic, own: Path | None) -> Greeting:
    """The same without writing anything. That the clock was set forward cannot be told from a long weekend, so only a
    step back is. Raises StoreTrouble where nothing can be read."""
    anchors = anchors_of(clinic.keys, own)
    found, expected = anchors.read(), kept_here(clinic.read, clinic.person.id, workstation())
    lost = _loss(clinic.keys, found)
    there = {anchor.place for anchor in found.anchors} | set(found.damaged)
    missing = tuple(place for place in anchors.places if place in expected and place not in there)
    was = newest_moment(clinic.read)
    is_back = bool(was) and clinic.clock.now() < datetime.fromisoformat(was) - _BACK
    return Greeting(lost, missing, found.damaged, was if is_back else "", anchors.places)


def keep_end(clinic: Clinic, own: Path | None) -> tuple[Place, ...]:
    """Set the anchors to where the trail ends now; returns where they could not be written. Raises StoreTrouble."""
    return anchors_of(clinic.keys, own).write(end_of(clinic.read), clinic.clock.now())


def end_of(read: Reader) -> Head:
    """Where the trail ends now; raises StoreTrouble."""
    return head_in(next(iter(read.rows(LAST)), None))


def is_check_due(clinic: Clinic) -> bool:
    """Whether the whole trail was not read for a day."""
    last = last_check(clinic.read)
    return last is None or clinic.clock.now() >= datetime.fromisoformat(last.at) + _BETWEEN_CHECKS


def read_whole(keys: KeyRing, progress: Progress) -> tuple[Proof, Loss | None]:
    """Read the whole trail and compare it with all anchors, those of the backups too. Slow, so a window runs it in a
    job; raises StoreTrouble, and Cancelled. `note_proof` writes down what was found."""
    with opened(keys.folder.database, keys.key, "read") as database:
        proof = verified(database, keys.key, progress, BEGINNINGS)
        anchors = anchors_of_backups(keys.folder, keys.clinic, keys.key)
        return proof, loss(database, anchors, restores(database, NoteRestore.label))


def note_proof(clinic: Clinic, found: tuple[Proof, Loss | None]) -> None:
    """Note in the trail what reading it came to; raises StoreTrouble."""
    proof, lost = found
    clinic.do(NoteProof(proof))
    if lost:
        clinic.do(NoteLoss(lost))


def anchors_of(keys: KeyRing, own: Path | None) -> Anchors:
    """Where this clinic's anchors lie."""
    return Anchors(keys.folder, keys.clinic, keys.key, own)


def _loss(keys: KeyRing, found: Anchored) -> Loss | None:
    if not found.anchors:
        return None
    with opened(keys.folder.database, keys.key, "read") as database:
        return loss(database, found.anchors, restores(database, NoteRestore.label))


def newest_with(keys: KeyRing, entries: int) -> str:
    """When the newest backup here was made whose trail has so many entries, "" where none has: that is the one to
    restore."""
    found = [one for one in anchors_of_backups(keys.folder, keys.clinic, keys.key) if one.head.entries >= entries]
    return max((one.at for one in found), default="")
