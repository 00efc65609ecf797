"""What became of a packet: that it was sent, and what came back. Sending is logged among the contacts of the case,
whose follow-up says by when to ask."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from clinic_desktop.appeals.commands.carried import send_with_packet
from clinic_desktop.appeals.loader.sending import sending_of
from clinic_desktop.appeals.model import STEP_LETTERS, SentDraft
from clinic_desktop.appeals.queries.denials import appeals_of
from clinic_desktop.cases.queries import case as case_of
from clinic_desktop.contacts.commands import insert_contact, party_to_log
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.coverage.model.kept import CALLED
from clinic_desktop.packets.model.packet import Packet, PacketAnswerDraft, SendingDraft
from clinic_desktop.packets.model.purposes import PURPOSES
from clinic_desktop.packets.queries.packets import packet, void_letters_in
from clinic_desktop.packets.rules.standing import void_letters_words
from clinic_desktop.packets.rules.typed import Values, answer_values, sending_values
from clinic_desktop.payers.model import Department
from clinic_desktop.payers.queries import department_page
from clinic_desktop.restrictions.commands import refuse_kept
from clinic_desktop.restrictions.queries import paper_telling
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.reader import inside
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values.dates import parse_date, printed
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say, say_many

# The letters about that denial that an issued packet holds.
_LETTERS_ABOUT = (
    "SELECT letters.id, letters.kind FROM packet_parts JOIN letters ON letters.id = packet_parts.source_id"
    " WHERE packet_parts.packet_id = ? AND packet_parts.source = 'letter' AND letters.denial_id = ?"
    " ORDER BY packet_parts.place"
)
# Among the contacts of a case.
_KINDS = {"fax": "fax", "portal": "portal", "mail": "letter", "in_person": "in_person", "email": "email"}


@dataclass(frozen=True)
class MarkPacketSent(Command):
    """Note that an issued packet was sent: when, how, under which confirmation number, and by when to ask. The step
    against the denial that it is about went out with it."""

    id: int
    version: int
    draft: SendingDraft
    label: ClassVar[str] = mark("Mark packet sent")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Update the row, and log the contact; raises Refused, Missing or ChangedSince."""
        now = _issued(tx, self.id)
        assert now.issued_on
        values = sending_values(self.draft, now.issued_on, tx.clock.today())
        if now.sent_on is None or values["sent_on"] != now.sent_on.isoformat():
            self._refuse_told(tx, date.fromisoformat(values["sent_on"]))
        due = self._send_step(tx, now, values)
        # The day of the step stands with the step; what was typed otherwise is the packet’s own.
        own = due is None or values["answer_due_on"] != due.isoformat()
        tx.update("packets", self.id, values if own else values | {"answer_due_on": ""}, self.version)
        # Corrected later, it is the same contact, which can be corrected too.
        if now.sent_on is None:
            # By that day the denial itself is on Today: it is followed up once.
            contact = insert_contact(tx, now.case, _contact(tx, now, values, followed=not own))
            tx.update("packets", self.id, {"contact_id": contact}, None)
            if now.denial:
                tx.insert("denial_contacts", {"denial_id": now.denial, "contact_id": contact})
        else:
            _follow(tx, self.id, _contact(tx, now, values, followed=not own))
        return self.id

    def _refuse_told(self, tx: Transaction, on: date) -> None:
        """Raises Refused for what must not go out: what the client keeps from the payer, a letter that is void."""
        todo = say("Void this packet. If it went there all the same, log that in Disclosures.")
        refuse_kept(tx, paper_telling(tx, "packet", self.id, on), "sent_on", todo)
        problems, gone = Problems(), void_letters_in(tx, self.id)
        if gone:
            problems.add("", void_letters_words(gone))
        problems.refuse()

    def _send_step(self, tx: Transaction, now: Packet, values: Values) -> date | None:
        """By when the plan has to answer the step that went out with it; None without one."""
        if not now.denial or now.purpose != "appeal" or now.to_kind != "payer":
            return None
        sent = SentDraft(
            sent_on=printed(date.fromisoformat(values["sent_on"])),
            sent_how=values["sent_how"],
            confirmation=values["confirmation"],
            late_why=self.draft.late_why,
            letter=self._letter(tx, now.denial),
            packet=str(self.id),
        )
        return send_with_packet(tx, now.denial, sent)

    def _letter(self, tx: Transaction, denial: int) -> str:
        """The row of the letter that asks for the step that goes out, "" without one: what was asked before may lie in
        it too."""
        read, today = inside(tx), tx.clock.today()
        level = sending_of(read, denial, today, today, packet=self.id).level
        done = {one.letter for one in appeals_of(read, denial) if one.outcome and one.packet != self.id}
        held = (one for one in tx.all(_LETTERS_ABOUT, self.id, denial) if one["id"] not in done)
        return next((str(one["id"]) for one in held if level in STEP_LETTERS.get(one["kind"], (level,))), "")


@dataclass(frozen=True)
class MarkPacketAnswered(Command):
    """Note that an answer came to a packet that was sent."""

    id: int
    version: int
    draft: PacketAnswerDraft
    label: ClassVar[str] = mark("Mark packet answered")
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        now = _issued(tx, self.id)
        problems = Problems()
        if now.sent_on is None:
            problems.add("", say("Note first that it was sent."))
        problems.refuse()
        assert now.sent_on
        tx.update("packets", self.id, answer_values(self.draft, now.sent_on, tx.clock.today()), self.version)
        settle_contact(tx, self.id)
        return self.id


def settle_contact(tx: Transaction, row: int) -> None:
    """What was to follow the sending of a packet is done: it was answered, or is void."""
    contact = _waiting(tx, row)
    if contact:
        tx.update("contacts", contact, {"done_on": tx.clock.today().isoformat()}, None)


def _follow(tx: Transaction, row: int, draft: ContactDraft) -> None:
    """The day of the answer was put right, or left away: what follows the sending goes with it, while it waits."""
    contact = _waiting(tx, row)
    if contact:
        due = parse_date(draft.due_on, tx.clock.today()).isoformat() if draft.due_on else ""
        tx.update("contacts", contact, {"todo": draft.todo, "due_on": due}, None)


def _waiting(tx: Transaction, row: int) -> int:
    """The contact that the packet was logged with, where its follow-up still waits; 0 without one."""
    contact = tx.active("packets", row)["contact_id"]
    if contact is None:
        return 0
    found = tx.current("contacts", contact)
    waits = found["todo"] and not (found["done_on"] or found["struck_on"] or found["retired_at"])
    return int(contact) if waits else 0


def _issued(tx: Transaction, row: int) -> Packet:
    tx.active("packets", row)
    found = packet(inside(tx), row)
    problems = Problems()
    if not found.number:
        problems.add("", say("Issue the packet first."))
    if found.voided_on:
        problems.add("", say("Packet no. {number} is void.", number=found.number))
    problems.refuse()
    return found


def _with(tx: Transaction, now: Packet) -> tuple[str, str]:
    """Party and name as the contacts of the case call whom it went to: the adjuster of the claim where it went to
    their fax, else the department of the payer."""
    read = inside(tx)
    case = case_of(read, now.case)
    if now.to_kind != "payer" or not now.payer:
        return now.to_kind, now.to_name
    if case.adjuster_fax and case.adjuster_fax == now.to_fax:
        return "adjuster", case.adjuster_name
    party = party_to_log(tx, now.payer)
    if party == "other":
        return party, now.to_name
    departments = department_page(read, now.payer).rows
    reached = (one for one in departments if now.to_fax and one.fax == now.to_fax)
    named = (one for one in departments if one.name and one.name in now.to_address)
    found = next(reached, None) or next(named, None)
    return party, (_department(found) if found else "")


def _department(one: Department) -> str:
    """As a form of contacts calls it, so that it finds it again."""
    if one.kind == "other":
        return one.name
    kind = say(CALLED[one.kind])
    return f"{kind}: {one.name}" if one.name else kind


def _contact(tx: Transaction, now: Packet, values: Values, *, followed: bool) -> ContactDraft:
    party, name = _with(tx, now)
    facts = {"number": now.number, "purpose": say(PURPOSES[now.purpose])}
    said = say_many("Packet no. {number} sent: {purpose}, {count} page.",
                    "Packet no. {number} sent: {purpose}, {count} pages.", now.pages, **facts)  # fmt: skip
    due = date.fromisoformat(values["answer_due_on"]) if values["answer_due_on"] and not followed else None
    return ContactDraft(
        kind=_KINDS[values["sent_how"]],
        direction="out",
        contacted_on=printed(date.fromisoformat(values["sent_on"])),
        party=party,
        name=name,
        reach=now.to_fax if values["sent_how"] == "fax" else "",
        reference=values["confirmation"],
        said=said,
        todo=say("Ask what became of packet no. {number}", number=now.number) if due else "",
        due_on=printed(due) if due else "",
    )
