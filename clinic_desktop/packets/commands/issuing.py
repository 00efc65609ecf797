"""Issue a packet, and void one. Neither can be undone: what went out is out."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar

from clinic_desktop.disclosures.commands import insert_disclosure
from clinic_desktop.disclosures.model import DisclosureDraft
from clinic_desktop.disclosures.rules.typed import MOST_PARTS, MOST_REACH
from clinic_desktop.errors import ChangedSince
from clinic_desktop.packets.commands.drafts import draft_row
from clinic_desktop.packets.commands.sending import settle_contact
from clinic_desktop.packets.document.making import BoundPacket
from clinic_desktop.packets.loader.gathering import packet_view
from clinic_desktop.packets.model.packet import KeptVolume
from clinic_desktop.packets.model.purposes import PURPOSES
from clinic_desktop.packets.model.view import PacketView
from clinic_desktop.packets.queries.packets import next_number, replaced_by
from clinic_desktop.packets.rules.checks.whom import NO_RELEASE, goes_elsewhere
from clinic_desktop.packets.rules.gate import packet_preflight
from clinic_desktop.packets.rules.names import replaced_words
from clinic_desktop.packets.rules.seen import seen_as
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.reader import Reader, inside
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.superbills.model.findings import Verdict
from clinic_desktop.superbills.queries.preflight import acceptances
from clinic_desktop.values.dates import printed
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say, say_many

_LONGEST_REASON = 500
# Why it is told, as the log of disclosures has it.
_TOLD_FOR = {
    "payer": "payment",
    "prescriber": "treatment",
    "client": "own_request",
}


def kept_volumes(blobs: Blobs, bound: BoundPacket) -> tuple[KeptVolume, ...]:
    """The volumes among the encrypted files: safe on the disk before any row speaks of them. Slow. Raises
    StoreTrouble, and then nothing speaks of those that were kept."""
    return tuple(
        KeptVolume(
            place=at,
            blob=blobs.put(one.pdf),
            digest=hashlib.sha256(one.pdf).hexdigest(),
            first_page=one.first_page,
            pages=one.pages,
            size=len(one.pdf),
        )
        for at, one in enumerate(bound.volumes, 1)
    )


@dataclass(frozen=True)
class IssuePacket(Command):
    """Issue a packet whose volumes are kept already, under the number that is stamped on them. `seen_as` is that of the
    record as it was bound, and no other packet is issued."""

    id: int
    version: int
    number: int
    initials: str
    seen_as: str
    volumes: tuple[KeptVolume, ...] = field(repr=False)
    label: ClassVar[str] = mark("Issue packet")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Write the packet with its volumes, its parts, and what was told to whom, all at once; raises Refused with
        what stands in the way, Missing, or ChangedSince where the record says something else than was bound."""
        draft_row(tx, self.id)
        read, today = inside(tx), tx.clock.today()
        view = packet_view(read, self.id, today)
        if seen_as(view) != self.seen_as:
            raise ChangedSince(say("The record changed while the packet was bound. Look at it once more."))
        if next_number(read) != self.number:
            raise ChangedSince(say("Another packet was issued meanwhile, with this number. Issue this one again."))
        verdict = packet_preflight(view, acceptances(read, view.packet.client))
        _refuse(verdict)
        _refuse_second(read, view.packet.replaces)
        who = tx.current("staff", tx.origin.actor or 0)["name"]
        values = {
            "number": self.number,
            "initials": self.initials,
            "issued_on": today.isoformat(),
            "issued_at": tx.origin.at,
            "issued_by": who,
            "pages": sum(one.pages for one in self.volumes),
            "facts": json.dumps(_facts(view, verdict), ensure_ascii=False, default=str),
        }
        tx.update("packets", self.id, values, self.version)
        for one in self.volumes:
            kept = {"blob": one.blob, "digest": one.digest, "first_page": one.first_page, "pages": one.pages}
            tx.insert("packet_volumes", {"packet_id": self.id, "place": one.place, "bytes": one.size} | kept)
        for at, (_, part) in enumerate(view.present, 1):
            named = {"kind": part.kind, "source": part.source, "source_id": part.row, "title": part.on_paper}
            tx.insert("packet_parts", {"packet_id": self.id, "place": at} | named)
        for draft in _disclosures(view, self, verdict):
            insert_disclosure(tx, draft)
        return self.id


@dataclass(frozen=True)
class VoidPacket(Command):
    """Void an issued packet: it stays, with its reason, and another one can come instead of it."""

    id: int
    version: int
    why: str
    label: ClassVar[str] = mark("Void packet")
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused without a reason, Missing or ChangedSince."""
        now = tx.active("packets", self.id)
        found = Problems()
        why = found.need("why", self.why, say("Type why, like “A page was missing”: whoever finds it later asks."))
        found.limit({"why": why}, {"why": _LONGEST_REASON})
        if not now["number"]:
            found.add("", say("This is a draft. Remove it instead."))
        if now["voided_on"]:
            found.add("", say("Packet no. {number} is void already.", number=now["number"]))
        found.refuse()
        values = {"voided_on": tx.clock.today().isoformat(), "void_why": why}
        tx.update("packets", self.id, values, self.version)
        settle_contact(tx, self.id)
        return self.id


def _refuse_second(read: Reader, number: int) -> None:
    """Of one void packet one other comes instead; with a number of 0 it comes instead of none."""
    found, instead = Problems(), replaced_by(read, number)
    if instead:
        found.add("", replaced_words(number, instead))
    found.refuse()


def _refuse(verdict: Verdict) -> None:
    found = Problems()
    for one in verdict.findings:
        if one.stands_in_the_way:
            found.add(one.field, one.message)
    found.refuse()


def _facts(view: PacketView, verdict: Verdict) -> dict[str, Any]:
    """All that can be known of it later without its pages."""
    return {
        "about": list(view.about_words),
        "parts": [asdict(part) for _, part in view.present],
        "left_out": [asdict(one) for one in view.left_out],
        "criteria": [asdict(one) for one in view.criteria],
        "accepted": [[one.message, one.accepted] for one in verdict.findings if one.accepted],
    }


def _told_for(view: PacketView, verdict: Verdict) -> tuple[str, str]:
    """What it is told for, and why in words, as the log has both. Only what the client signed for may be left out of
    the accounting (45 CFR 164.528(a)(1)(iv)): what went out for another reason is named there with that reason."""
    packet = view.packet
    why = say(PURPOSES[packet.purpose])
    asked = next((one.accepted for one in verdict.findings if one.rule == NO_RELEASE), "")
    if goes_elsewhere(view):
        if view.release:
            return "authorized", why
        return "other", say("{what}: {why}", what=why, why=asked) if asked else why
    if packet.to_kind == "payer" and packet.purpose == "work":
        return "compensation", why
    return _TOLD_FOR[packet.to_kind], why


def _disclosures(view: PacketView, issued: IssuePacket, verdict: Verdict) -> Sequence[DisclosureDraft]:
    """What was told: an entry for each volume, with the number of its bytes."""
    packet, count = view.packet, len(issued.volumes)
    party = f"payer/{packet.payer}" if packet.payer else packet.to_kind
    titles = _listed([part.on_screen for _, part in view.present])
    purpose, why = _told_for(view, verdict)
    made = []
    for one in issued.volumes:
        facts = {"number": issued.number, "place": one.place, "count": count}
        title = say("Packet no. {number}, volume {place} of {count}", **facts)
        if count == 1:
            title = say("Packet no. {number}", number=issued.number)
        made.append(
            DisclosureDraft(
                client=packet.client,
                case=packet.case,
                told_on=printed(view.today),
                party=party,
                name=packet.to_name,
                reach=packet.to_fax if packet.way == "fax" else _in_one_line(packet.to_address),
                kind="packet",
                item=issued.id,
                title=title,
                pages=str(one.pages),
                parts=titles,
                purpose=purpose,
                why=why,
                how=packet.way,
                digest=one.digest,
            )
        )
    return made


def _listed(titles: Sequence[str]) -> str:
    """The titles one below the other, as many as the log has room for; and how many more there are."""
    whole = "\n".join(titles)
    if len(whole) <= MOST_PARTS:
        return whole
    for count in range(len(titles) - 1, 0, -1):
        more = say_many("and {count} more", "and {count} more", len(titles) - count)
        listed = "\n".join((*titles[:count], more))
        if len(listed) <= MOST_PARTS:
            return listed
    return titles[0][: MOST_PARTS - 1] + "…"


def _in_one_line(address: Sequence[str]) -> str:
    line = ", ".join(address)
    return line if len(line) <= MOST_REACH else line[: MOST_REACH - 1] + "…"
