"""What was typed and a full disk did not take, over a lock: sealed in memory, where the key is no more."""

import json

from clinic_desktop.store.drafts import Drafts
from clinic_desktop.store.keys.keyring import KeyRing
from clinic_desktop.store.keys.sealed import seal, unsealed


def sealed_drafts(drafts: Drafts, keys: KeyRing) -> bytes:
    """What waits, for whoever locks the clinic to hold; empty where all is on the disk."""
    waiting = drafts.waiting
    return seal(keys.key, _about(drafts, keys), json.dumps(waiting).encode()) if waiting else b""


def take_sealed_drafts(drafts: Drafts, keys: KeyRing, sealed: bytes) -> None:
    """What waited over a lock, once somebody signed in again: only that of this very person opens."""
    found = unsealed(keys.key, _about(drafts, keys), sealed) if sealed else None
    if found:
        drafts.take_up(json.loads(found))


def _about(drafts: Drafts, keys: KeyRing) -> str:
    return f"drafts of {drafts.actor} in {keys.clinic}"
