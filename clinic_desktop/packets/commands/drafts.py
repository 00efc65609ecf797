"""Begin a packet, change what is in it, take a draft away. Each choice is kept at once, and can be undone."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from clinic_desktop.cases.model import CaseId
from clinic_desktop.packets.loader.gathering import packet_view
from clinic_desktop.packets.model.packet import PacketDraft
from clinic_desktop.packets.model.purposes import PURPOSES
from clinic_desktop.packets.model.view import About, PacketView
from clinic_desktop.packets.queries.packets import draft_instead_of, packet, replaced_by
from clinic_desktop.packets.queries.recipients import reach_of
from clinic_desktop.packets.queries.surroundings import payers_of_case
from clinic_desktop.packets.rules.names import replaced_words
from clinic_desktop.packets.rules.proposing import proposed, taken_in
from clinic_desktop.packets.rules.typed import Values, packet_values
from clinic_desktop.referrals.queries import prescription_page
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.reader import inside
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say

# What a packet is about, by what it is for, the best first.
_ABOUT = {
    "reimbursement": ("bill",),
    "extension": ("authorization",),
    "appeal": ("denial", "bill"),
    "work": ("bill",),
    "va": ("authorization",),
}
# Whoever is told of a time without a paper gets its last days.
_LAST_DAYS = 90
# What changes which parts fit.
_SCOPE = ("purpose", "to_kind", "payer_id", "about", "from_on", "until_on")

# What a packet that comes instead of another one takes over.
_CHOSEN = (
    *("client_id", "case_id", "purpose", "to_kind", "payer_id", "prescriber_id", "to_name", "to_address", "to_fax"),
    *("reference", "message", "way", "about", "from_on", "until_on", "tells_left_out", "parts", "known", "criteria"),
)


@dataclass(frozen=True)
class BeginPacket(Command):
    """Begin a packet of a case: whom it goes to, what it is about and its parts are proposed. `about` is what it is
    about, where that is known."""

    case: int
    purpose: str
    about: str = ""
    label: ClassVar[str] = mark("Begin packet")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused or Missing."""
        case = tx.active("cases", self.case)
        problems = Problems()
        if self.purpose not in PURPOSES:
            problems.add("purpose", say("Choose one of these."))
        problems.refuse()
        read = inside(tx)
        to_kind = "client" if self.purpose == "records" else "payer"
        payers = payers_of_case(read, CaseId(self.case)) if to_kind == "payer" else ()
        payer = payers[0][0] if payers else None
        name, address, fax = reach_of(read, self.case, self.purpose, to_kind, payer or 0)
        way = "in_person" if to_kind == "client" else "fax" if fax else "mail"
        values: Values = {
            "client_id": case["client_id"],
            "case_id": self.case,
            "purpose": self.purpose,
            "to_kind": to_kind,
            "payer_id": payer,
            "to_name": name,
            "to_address": address,
            "to_fax": fax,
            "way": way,
            "about": self.about,
        }
        row = tx.insert("packets", values)
        _settle(tx, row, self.purpose, is_chosen=bool(self.about))
        return row


@dataclass(frozen=True)
class ChangePacket(Command):
    """Choose or type something of a packet that is not issued. Where another purpose, recipient or time was chosen, the
    parts are proposed again."""

    id: int
    version: int
    draft: PacketDraft
    label: ClassVar[str] = mark("Change packet")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        now = draft_row(tx, self.id)
        values = packet_values(self.draft, tx.clock.today(), now) | _whom(tx, now, self.draft)
        if values.get("about"):
            values |= {"from_on": "", "until_on": ""}
        elif self.draft.since is not None or self.draft.until is not None:
            values |= {"about": ""}
        if self.draft.parts is not None:
            values |= _known(now, (one.key for one in self.draft.parts))
        tx.update("packets", self.id, values, self.version)
        changed = any(name in values and values[name] != now[name] for name in _SCOPE)
        if changed and self.draft.parts is None:
            _propose(tx, self.id)
        return self.id


@dataclass(frozen=True)
class ReplacePacket(Command):
    """Begin the packet that comes instead of a void one, with what that one held as far as it is still on record. Where
    one was begun already, it is gone on with."""

    id: int
    label: ClassVar[str] = mark("Replace packet")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Insert the row, or find it; raises Refused or Missing."""
        now = tx.active("packets", self.id)
        problems = Problems()
        instead = replaced_by(inside(tx), now["number"] or 0)
        if instead:
            problems.add("", replaced_words(now["number"], instead))
        if not now["voided_on"]:
            problems.add("", say("Void the packet first: then another one can come instead of it."))
        problems.refuse()
        tx.active("cases", now["case_id"])
        begun = draft_instead_of(inside(tx), now["number"])
        return begun or tx.insert("packets", {name: now[name] for name in _CHOSEN} | {"replaces": now["number"]})


@dataclass(frozen=True)
class ProposeParts(Command):
    """Choose the parts again that are proposed, whatever was chosen since."""

    id: int
    version: int
    label: ClassVar[str] = mark("Propose the parts again")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        now = draft_row(tx, self.id)
        tx.update("packets", self.id, {"parts": now["parts"]}, self.version)
        _propose(tx, self.id)
        return self.id


@dataclass(frozen=True)
class TakeFreshParts(Command):
    """Take into a draft what is proposed since its parts were chosen, or with `is_in` False leave it out for good. What
    was chosen stays, in its order."""

    id: int
    version: int
    keys: tuple[str, ...]
    is_in: bool = True
    label: ClassVar[str] = mark("Choose among new parts")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        now = draft_row(tx, self.id)
        view = packet_view(inside(tx), self.id, tx.clock.today())
        keys = [one.part.key for one in view.fresh if one.part.key in self.keys]
        values = _known(now, keys)
        if self.is_in:
            parts = taken_in(view.packet.parts, view.offered, keys)
            values |= packet_values(PacketDraft(parts=parts), tx.clock.today())
        return tx.update("packets", self.id, values, self.version)


@dataclass(frozen=True)
class RetirePacket(Command):
    """Take a draft away; what was issued stays."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove draft of packet")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Refused, Missing or ChangedSince."""
        draft_row(tx, self.id)
        return tx.retire("packets", self.id, self.version)


def draft_row(tx: Transaction, row: int) -> Row:
    """The packet while it can still be changed; raises Refused once it is issued, or Missing."""
    now = tx.active("packets", row)
    problems = Problems()
    if now["number"]:
        problems.add("", say("Packet no. {number} was issued meanwhile, so it stays as it is.", number=now["number"]))
    problems.refuse()
    return now


def _whom(tx: Transaction, now: Row, draft: PacketDraft) -> Values:
    """Whom it goes to, where that was chosen: with name, address and fax as the record has them."""
    if draft.to_kind is None and draft.payer is None and draft.prescriber is None:
        return {}
    read, case = inside(tx), CaseId(now["case_id"])
    to_kind = draft.to_kind or now["to_kind"]
    purpose = draft.purpose or now["purpose"]
    payer = draft.payer if draft.payer is not None else now["payer_id"]
    who = draft.prescriber if draft.prescriber is not None else now["prescriber_id"]
    if to_kind == "payer" and not payer:
        payers = payers_of_case(read, case)
        payer = payers[0][0] if payers else None
    if to_kind == "prescriber" and not who:
        rows = prescription_page(read, packet(read, int(now["id"])).case).rows
        who = rows[0].prescriber if rows else None
    row = payer if to_kind == "payer" else who if to_kind == "prescriber" else 0
    name, address, fax = reach_of(read, case, purpose, to_kind, int(row or 0))
    return {
        "to_kind": to_kind,
        "payer_id": payer if to_kind == "payer" else None,
        "prescriber_id": who if to_kind == "prescriber" else None,
        "to_name": name,
        "to_address": address,
        "to_fax": fax,
    }


def _settle(tx: Transaction, row: int, purpose: str, *, is_chosen: bool) -> None:
    """Say what a new packet is about, and propose its parts."""
    view = packet_view(inside(tx), row, tx.clock.today())
    about = None if is_chosen else _best(view, purpose)
    values: Values = {"about": about.key} if about else {}
    if not about and not is_chosen and view.visits and purpose != "authorization":
        first = view.visits[0].day if purpose == "records" else view.today - timedelta(_LAST_DAYS)
        values = {"from_on": max(first, view.visits[0].day).isoformat(), "until_on": view.today.isoformat()}
    tx.update("packets", row, values, None)
    _propose(tx, row)


def _best(view: PacketView, purpose: str) -> About | None:
    payer, kept = int(view.packet.payer or 0), set(view.kept)
    for source in _ABOUT.get(purpose, ()):
        fitting = [one for one in view.abouts if one.key.startswith(f"{source}:") and one.payer in (None, payer)]
        # A receipt is for nobody but the client.
        fitting = [one for one in fitting if source != "bill" or one.payer]
        # Nor is what the client keeps from the payer a subject to begin with.
        fitting = [one for one in fitting if not one.told & kept]
        if fitting:
            return fitting[0]
    return None


def _propose(tx: Transaction, row: int) -> None:
    view = packet_view(inside(tx), row, tx.clock.today())
    parts = proposed(view.offered)
    values = packet_values(PacketDraft(parts=parts), tx.clock.today())
    values |= _known({"known": json.dumps(view.packet.known)}, (one.key for one in parts))
    tx.update("packets", row, values, None)


def _known(now: Mapping[str, Any], keys: Iterable[str]) -> Values:
    """What was proposed or chosen once is not offered as new again."""
    return {"known": json.dumps(list(dict.fromkeys([*json.loads(now["known"]), *keys])))}
