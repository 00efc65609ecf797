"""The files that were chosen for a packet and joined to another one since."""

from collections.abc import Iterable

from clinic_desktop.attachments.model import ATTACHMENT_KINDS
from clinic_desktop.packets.model.parts import SCANS, ChosenPart
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.wording import say

# Joined once more, the pages are in the last one of the chain.
_JOINED = (
    "WITH RECURSIVE chain (id, into_id) AS ("
    " SELECT id, into_id FROM attachments WHERE id = ?1 AND retired_at IS NOT NULL"
    " UNION SELECT attachments.id, attachments.into_id FROM attachments JOIN chain ON attachments.id = chain.into_id)"
    " SELECT was.title AS was_title, was.kind AS was_kind, last.title, last.kind FROM chain"
    " JOIN attachments AS last ON last.id = chain.id AND last.retired_at IS NULL"
    " JOIN attachments AS was ON was.id = ?1"
)


def joined_files(read: Reader, chosen: Iterable[ChosenPart]) -> dict[str, tuple[str, str]]:
    """What such a file was called, and what that is called which has its pages now, by the key of the part."""
    found: dict[str, tuple[str, str]] = {}
    for one in chosen:
        source, _, row = one.key.partition(":")
        for kept in read.all(_JOINED, int(row)) if source == SCANS else ():
            found[one.key] = (_name(kept, "was_"), _name(kept, ""))
    return found


def _name(kept: Row, of: str) -> str:
    return kept[f"{of}title"] or say(ATTACHMENT_KINDS[kept[f"{of}kind"]])
