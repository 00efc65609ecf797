"""Whether what a manifest says was said by somebody who had the clinic's key. A manifest lies open, so that backups can
be listed without a password, and whoever finds a stick can write into it."""

import contextlib
import hmac
import json

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.store.backups.copies import opened
from clinic_desktop.store.backups.manifest import Backup, Manifest, backups_in, body_of
from clinic_desktop.store.beside.anchors import Anchor
from clinic_desktop.store.chain import Head, holds
from clinic_desktop.store.keys.derived import derived
from clinic_desktop.store.keys.keyring import ClinicFolder


def sealed(manifest: Manifest, key: bytes) -> Manifest:
    """The same with a seal over all that it says, by a key that is derived from the database key."""
    return manifest._replace(seal=_seal(manifest, key))


def vouched_head(backup: Backup, key: bytes) -> Head | None:
    """Where the trail ended when the backup was made, as far as that can be believed; None where it cannot.

    What is not sealed, as by an earlier program, or does not fit its seal, is believed where the backup's own file
    bears it out: nobody without the key writes into that. Raises nothing.
    """
    manifest = backup.manifest
    head = manifest.head
    if head is None or (manifest.seal and hmac.compare_digest(manifest.seal, _seal(manifest, key))):
        return head
    with contextlib.suppress(StoreTrouble), opened(backup.folder.database, key, "read") as database:
        if holds(database, head):
            return head
    return None


def anchors_of_backups(folder: ClinicFolder, clinic: str, key: bytes) -> tuple[Anchor, ...]:
    """What the clinic's own backups say of where the trail ended when they were made, as far as it can be believed."""
    own = (one for one in backups_in(folder.backups) if one.manifest.clinic == clinic)
    heads = ((vouched_head(one, key), one.manifest.made_at) for one in own)
    return tuple(Anchor(head, made_at, "backup") for head, made_at in heads if head)


def _seal(manifest: Manifest, key: bytes) -> str:
    said = json.dumps(body_of(manifest._replace(seal="")), sort_keys=True).encode()
    return hmac.digest(derived(key, b"backup manifests"), said, "sha256").hex()
