"""Reads packets: the list, one of them, and the volumes that went out."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from clinic_desktop.appeals.model import LEVELS, OUTCOMES
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId, listed_name
from clinic_desktop.clients.queries import clients_found
from clinic_desktop.errors import Damaged
from clinic_desktop.packets.model.criteria import AnsweredCriterion
from clinic_desktop.packets.model.named import named_on_screen
from clinic_desktop.packets.model.packet import FIRST_NUMBER, KeptVolume, Packet, PacketId, PacketRow
from clinic_desktop.packets.model.parts import ChosenPart
from clinic_desktop.payers.model import PayerId
from clinic_desktop.store.blobs import Blobs
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates
from clinic_desktop.wording import say

DRAFTS_FIRST = Order(("listed_at",), descending=True)


def packet_page(
    read: Reader, today: date, after: Cursor | None = None, *, typed: str = "", state: str = ""
) -> Page[PacketRow]:
    """The packets of all clients, drafts on top, then the newest: those of a number or of clients who fit what was
    typed, and of one state, "" for every state."""
    where, values = _state(state)
    words = typed.strip()
    number = words.lower().removeprefix("no.").strip()
    if number.isascii() and number.isdecimal():
        return page(read, Listing("packet_rows", _listed, f"{where} AND number = ?", (*values, int(number))),
                    DRAFTS_FIRST, after)  # fmt: skip
    if words:
        # Bounded work for any words, as in the list of clients.
        who = [int(one.id) for one in clients_found(read, words, today, retired=None).rows]
        marks = ", ".join("?" * len(who))
        where, values = f"{where} AND client_id IN ({marks})", (*values, *who)
    return page(read, Listing("packet_rows", _listed, where, values), DRAFTS_FIRST, after)


def packets_of(read: Reader, client: int, after: Cursor | None = None, *, case: int = 0) -> Page[PacketRow]:
    """The packets of a client, or of one case of theirs; drafts on top, then the newest."""
    where, values = ("client_id = ? AND case_id = ?", (client, case)) if case else ("client_id = ?", (client,))
    return page(read, Listing("packet_rows", _listed, where, values), DRAFTS_FIRST, after)


def packet(read: Reader, row: int) -> Packet:
    """One packet; raises Missing, also for a draft that was taken away."""
    kept = read.one("SELECT * FROM packets WHERE id = ? AND retired_at IS NULL", row)
    # Of one that carried a step against a denial the step says how it went out, and what came of it.
    return _packet({**kept, **read.one("SELECT * FROM packets_told WHERE id = ?", row)})


def draft_about(read: Reader, case: int, purpose: str, about: str) -> int:
    """The newest draft of a case that is for this and about this ("denial:3"); 0 without one."""
    sql = (
        "SELECT id FROM packets WHERE case_id = ? AND purpose = ? AND about = ? AND number IS NULL"
        " AND retired_at IS NULL ORDER BY id DESC LIMIT 1"
    )
    return next((int(one["id"]) for one in read.all(sql, case, purpose, about)), 0)


def unsent_about(read: Reader, case: int, purpose: str, about: str) -> int:
    """The newest packet of a case for this and about this that is issued, and still to be sent; 0 without one. One that
    was issued before a step of its denial was answered was meant for that step."""
    sql = (
        "SELECT packets.id FROM packets JOIN packets_told ON packets_told.id = packets.id"
        " WHERE case_id = ? AND purpose = ? AND about = ? AND number IS NOT NULL AND voided_on = ''"
        " AND packets_told.sent_on = '' AND retired_at IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM appeals WHERE 'denial:' || appeals.denial_id = packets.about"
        " AND appeals.retired_at IS NULL AND appeals.answered_on > packets.issued_on)"
        " ORDER BY number DESC LIMIT 1"
    )
    return next((int(one["id"]) for one in read.all(sql, case, purpose, about)), 0)


def next_number(read: Reader) -> int:
    """The number of the next packet: one series, without a gap."""
    last = read.one("SELECT max(number) AS last FROM packets")["last"]
    return FIRST_NUMBER if last is None else int(last) + 1


def replaced_by(read: Reader, number: int) -> int:
    """The number of the packet that came instead of this one; 0 without one."""
    # Its index has only those that replace one.
    sql = "SELECT number FROM packets WHERE replaces = ? AND replaces <> 0 AND number IS NOT NULL LIMIT 1"
    found = read.all(sql, number)
    return int(found[0]["number"]) if found else 0


def draft_instead_of(read: Reader, number: int) -> int:
    """The row of the draft that is to come instead of a void packet; 0 without one."""
    sql = (
        "SELECT id FROM packets WHERE replaces = ? AND replaces <> 0 AND number IS NULL AND retired_at IS NULL"
        " ORDER BY id LIMIT 1"
    )
    return next((int(one["id"]) for one in read.all(sql, number)), 0)


def void_letters_in(read: Reads, packet_id: int) -> tuple[str, ...]:
    """The letters in an issued packet that were voided since, by name and day as a screen has them."""
    sql = (
        "SELECT packet_parts.source_id, packets.facts FROM packet_parts JOIN packets ON packets.id = packet_id"
        " JOIN letters ON letters.id = packet_parts.source_id"
        " WHERE packet_parts.packet_id = ? AND packet_parts.source = 'letter' AND letters.voided_on <> ''"
        " ORDER BY packet_parts.place"
    )
    void = {f"letter:{one['source_id']}": json.loads(one["facts"]) for one in read.all(sql, packet_id)}
    parts = (part for key, facts in void.items() for part in facts["parts"] if part["key"] == key)
    return tuple(named_on_screen(one["title"], _days(one)) for one in parts)


def volumes_of(read: Reader, packet_id: int) -> tuple[KeptVolume, ...]:
    """The volumes of an issued packet in their order."""
    rows = read.all("SELECT * FROM packet_volumes WHERE packet_id = ? ORDER BY place", packet_id)
    return tuple(
        KeptVolume(one["place"], one["blob"], one["digest"], one["first_page"], one["pages"], one["bytes"])
        for one in rows
    )


def parts_kept(read: Reader, packet_id: int) -> tuple[tuple[str, str], ...]:
    """Kind and name of each part of an issued packet in its order, with its days as a screen has them."""
    return tuple(
        (one["kind"], named_on_screen(one["title"], _days(one))) for one in facts_kept(read, packet_id)["parts"]
    )


def volume_pdf(blobs: Blobs, volume: KeptVolume) -> bytes:
    """The very bytes that went out; raises StoreTrouble where they are not there, Damaged where they are others."""
    content = blobs.get(volume.blob)
    if hashlib.sha256(content).hexdigest() != volume.digest:
        raise Damaged(say("A volume of this packet is damaged on the disk. A backup may have it whole."))
    return content


def facts_kept(read: Reader, packet_id: int) -> Mapping[str, Any]:
    """What an issued packet says of itself, as it was then."""
    found: Mapping[str, Any] = json.loads(read.one("SELECT facts FROM packets WHERE id = ?", packet_id)["facts"])
    return found


def _days(part: Mapping[str, Any]) -> tuple[date, ...]:
    """None of a packet that was issued when its titles had their days in them."""
    return tuple(date.fromisoformat(day) for day in part.get("dated", ()))


def _state(state: str) -> tuple[str, tuple[object, ...]]:
    return ("state = ?", (state,)) if state else ("1", ())


def _packet(row: Row) -> Packet:
    parts = tuple(ChosenPart(one["key"], tuple(one["visits"])) for one in json.loads(row["parts"]))
    criteria = tuple(AnsweredCriterion(**one) for one in json.loads(row["criteria"]))
    return Packet(
        id=PacketId(row["id"]),
        version=row["version"],
        client=ClientId(row["client_id"]),
        case=CaseId(row["case_id"]),
        purpose=row["purpose"],
        to_kind=row["to_kind"],
        payer=None if row["payer_id"] is None else PayerId(row["payer_id"]),
        prescriber=row["prescriber_id"],
        to_name=row["to_name"],
        to_address=tuple(row["to_address"].splitlines()),
        to_fax=row["to_fax"],
        reference=row["reference"],
        message=row["message"],
        way=row["way"],
        about=row["about"],
        since=dates.kept(row["from_on"]),
        until=dates.kept(row["until_on"]),
        tells_left_out=bool(row["tells_left_out"]),
        parts=parts,
        known=tuple(json.loads(row["known"])),
        criteria=criteria,
        number=row["number"] or 0,
        initials=row["initials"],
        issued_on=dates.kept(row["issued_on"]),
        issued_at=datetime.fromisoformat(row["issued_at"]) if row["issued_at"] else None,
        issued_by=row["issued_by"],
        pages=row["pages"],
        replaces=row["replaces"],
        sent_on=dates.kept(row["sent_on"]),
        sent_how=row["sent_how"],
        confirmation=row["confirmation"],
        answer_due_on=dates.kept(row["answer_due_on"]),
        answered_on=dates.kept(row["answered_on"]),
        answer=row["answer"] or _outcome_words(row),
        voided_on=dates.kept(row["voided_on"]),
        void_why=row["void_why"],
    )


def _outcome_words(row: Row) -> str:
    if not row["answered_outcome"]:
        return ""
    return say(
        "{level}: {outcome}", level=say(LEVELS[row["answered_level"]]), outcome=say(OUTCOMES[row["answered_outcome"]])
    )


def _listed(row: Row) -> PacketRow:
    return PacketRow(
        id=PacketId(row["id"]),
        version=row["version"],
        client=ClientId(row["client_id"]),
        client_name=listed_name(row["given_name"], row["family_name"], row["preferred_name"]),
        case=CaseId(row["case_id"]),
        reason=row["reason"],
        purpose=row["purpose"],
        to_kind=row["to_kind"],
        to_name=row["to_name"],
        way=row["way"],
        number=row["number"] or 0,
        pages=row["pages"],
        issued_on=dates.kept(row["issued_on"]),
        sent_on=dates.kept(row["sent_on"]),
        answer_due_on=dates.kept(row["answer_due_on"]),
        answered_on=dates.kept(row["answered_on"]),
        replaces=row["replaces"],
        state=row["state"],
    )
