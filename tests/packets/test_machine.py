"""Packets under random work, with undo and redo between: what was issued stays as it went out, and the log with it."""

from typing import ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import invariant, precondition, rule
from machine import ClinicMachine
from packed import Packable, accept_all, begun, change, issue_packet, packable, rules, seen

from clinic_desktop.packets.commands.drafts import ReplacePacket, RetirePacket
from clinic_desktop.packets.commands.issuing import VoidPacket
from clinic_desktop.packets.commands.sending import MarkPacketSent
from clinic_desktop.packets.model.packet import PacketDraft, SendingDraft
from clinic_desktop.packets.queries.packets import volume_pdf, volumes_of
from clinic_desktop.store.transaction import Row

TO = PacketDraft(way="portal")
DRAFTS = "retired_at IS NULL AND number IS NULL"
ISSUED = "number IS NOT NULL AND voided_on = ''"
# What an issued packet never says otherwise.
_FROZEN = ("number", "client_id", "case_id", "payer_id", "to_name", "parts", "criteria", "facts", "pages", "issued_on")


class PacketMachine(ClinicMachine):
    tables: ClassVar[tuple[str, ...]] = ("packets", "packet_volumes", "packet_parts", "disclosures", "contacts")
    own: Packable

    def begin(self) -> None:
        self.own = packable(self.clinic)
        self.out: dict[int, tuple[object, ...]] = {}

    @rule(purpose=some.sampled_from(["appeal", "records", "reimbursement"]))
    def begin_one(self, purpose: str) -> None:
        change(self.clinic, begun(self.clinic, self.own.case, purpose), TO)

    @precondition(lambda self: self.rows("packets", DRAFTS))
    @rule(data=some.data())
    def choose(self, data: some.DataObject) -> None:
        row = self.draw(data, "packets", DRAFTS)["id"]
        parts = seen(self.clinic, row).packet.parts
        kept = data.draw(some.lists(some.sampled_from(parts), unique=True)) if parts else []
        change(self.clinic, row, PacketDraft(parts=tuple(kept)))

    @precondition(lambda self: self.rows("packets", DRAFTS))
    @rule(data=some.data())
    def issue(self, data: some.DataObject) -> None:
        row = self.draw(data, "packets", DRAFTS)["id"]
        accept_all(self.clinic, row)
        if not rules(self.clinic, row):
            issue_packet(self.clinic, row)
            self.out[row] = self.said(self.rows("packets", f"id = {row}")[0])

    @precondition(lambda self: self.rows("packets", DRAFTS))
    @rule(data=some.data())
    def remove(self, data: some.DataObject) -> None:
        row = self.draw(data, "packets", DRAFTS)
        self.clinic.do(RetirePacket(row["id"], row["version"]))

    @precondition(lambda self: self.rows("packets", ISSUED))
    @rule(data=some.data())
    def send(self, data: some.DataObject) -> None:
        row = self.draw(data, "packets", ISSUED)
        draft = SendingDraft("11/24/2026", "portal", "P-1", "12/1/2026")
        self.clinic.do(MarkPacketSent(row["id"], row["version"], draft))

    @precondition(lambda self: self.rows("packets", ISSUED))
    @rule(data=some.data())
    def void_and_replace(self, data: some.DataObject) -> None:
        row = self.draw(data, "packets", ISSUED)
        self.clinic.do(VoidPacket(row["id"], row["version"], "A page was missing"))
        self.clinic.do(ReplacePacket(row["id"]))

    @invariant()
    def what_went_out_stays_and_is_logged(self) -> None:
        if not hasattr(self, "own"):
            return
        issued = self.rows("packets", "number IS NOT NULL")
        assert [row["number"] for row in sorted(issued, key=lambda row: row["number"])] == [*range(1, len(issued) + 1)]
        assert {row["id"]: self.said(row) for row in issued} == self.out
        told = {(row["item_id"], row["digest"]) for row in self.rows("disclosures", "kind = 'packet'")}
        kept = {(row["id"], one.digest) for row in issued for one in volumes_of(self.clinic.read, row["id"])}
        assert told == kept
        for row in issued:
            assert all(volume_pdf(self.clinic.blobs, one) for one in volumes_of(self.clinic.read, row["id"]))

    @staticmethod
    def said(row: Row) -> tuple[object, ...]:
        return tuple(row[name] for name in _FROZEN)


TestPackets = PacketMachine.TestCase
TestPackets.settings = settings(
    max_examples=5, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)
