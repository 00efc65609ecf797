"""What the trail says of itself: when it was read last, what was found missing, where its end is kept."""

from typing import Literal, get_args

from clinic_desktop.audit.model import LOST, PROVED, RESTORED, SETTLED, SIGNED_IN, KnownLoss, TrailCheck
from clinic_desktop.audit.rules.facts import count_in, facts_in, is_moment
from clinic_desktop.store.chain import Wrong
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row

_OF_CLINIC = "SELECT id, at, label, after FROM audit WHERE table_name = 'practice' AND row_id = 1 AND label = ?"


def newest_moment(read: Reader) -> str:
    """When the last entry was written (UTC, ISO 8601), "" where there is none, or it says no moment."""
    found = read.all("SELECT at FROM audit ORDER BY id DESC LIMIT 1")
    at = str(found[0]["at"]) if found else ""
    return at if is_moment(at) else ""


def kept_here(read: Reader, person: int, workstation: str) -> frozenset[str]:
    """Where this computer keeps the end of the trail since this person signed in here last; empty where they never
    did."""
    found = read.all(
        "SELECT after FROM audit WHERE table_name = 'staff' AND row_id = ? AND label = ? AND workstation = ?"
        " ORDER BY id DESC LIMIT 1",
        person,
        SIGNED_IN,
        workstation,
    )
    kept = facts_in(found[0]["after"]).get("kept") if found else ()
    return frozenset(kept) if isinstance(kept, list) else frozenset()


def last_check(read: Reader) -> TrailCheck | None:
    """The last time the whole trail was read; None where it never was."""
    found = _newest(read, PROVED)
    if found is None or not is_moment(found["at"]):
        return None
    facts = facts_in(found["after"])
    wrong: Wrong | Literal[""] = next((one for one in get_args(Wrong) if one == facts.get("wrong")), "")
    return TrailCheck(
        found["at"],
        count_in(facts, "entries"),
        count_in(facts, "flaw"),
        wrong,
        count_in(facts, "flaws"),
    )


def known_loss(read: Reader) -> KnownLoss | None:
    """What the trail lost and nobody settled since, nor restored a backup; None where nothing is."""
    found = _newest(read, LOST)
    if found is None or any(_number(_newest(read, label)) > found["id"] for label in (SETTLED, RESTORED)):
        return None
    facts = facts_in(found["after"])
    at = str(facts.get("at"))
    return KnownLoss(count_in(facts, "entries"), at if is_moment(at) else found["at"], count_in(facts, "ended_with"))


def settled_flaws(read: Reader) -> int:
    """How many wrong entries the owner knows of and settled."""
    found = _newest(read, SETTLED)
    return count_in(facts_in(found["after"]), "flaws") if found else 0


def _newest(read: Reader, label: str) -> Row | None:
    return next(iter(read.all(f"{_OF_CLINIC} ORDER BY id DESC LIMIT 1", label)), None)


def _number(row: Row | None) -> int:
    return int(row["id"]) if row else 0
