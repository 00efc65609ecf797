"""The packets of the demo: bound, issued and sent on their day."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from clinic_desktop.clinic import Clinic
from clinic_desktop.demo.facts import Typed
from clinic_desktop.demo.visiting import CaseKey, EveningClock, Rows
from clinic_desktop.jobs import Progress
from clinic_desktop.packets.commands.drafts import BeginPacket, ChangePacket
from clinic_desktop.packets.commands.issuing import IssuePacket, kept_volumes
from clinic_desktop.packets.commands.sending import MarkPacketSent
from clinic_desktop.packets.document.making import bind_packet
from clinic_desktop.packets.loader.gathering import packet_view
from clinic_desktop.packets.model.packet import PacketDraft, SendingDraft
from clinic_desktop.packets.rules.proposing import taken_in
from clinic_desktop.values.dates import printed


def send_packets(clinic: Clinic, clock: EveningClock, typed: Sequence[Typed], rows: Rows) -> None:
    """Issue the packets of `packets.toml`, each in the evening of its day, and note that it was sent."""
    today = clock.today()
    for one in typed:
        clock.turn_to(today - timedelta(one["issued_days_ago"]))
        _send(clinic, one, rows.cases, clock)
        clock.turn_to(today)


def _send(clinic: Clinic, one: Typed, cases: Mapping[CaseKey, int], clock: EveningClock) -> None:
    row = clinic.do(BeginPacket(cases[one["client"], one["case"]], one["purpose"])).row
    view = packet_view(clinic.read, row, clock.today())
    chosen = {part.key for part in view.packet.parts}
    offered = [each.part for each in view.offered if each.part.key not in chosen]
    more = [part.key for part in offered if part.kind in one["also"]]
    draft = PacketDraft(parts=taken_in(view.packet.parts, view.offered, more), message=one["message"])
    clinic.do(ChangePacket(row, view.packet.version, draft))
    bound = bind_packet(clinic.read, clinic.blobs, row, clock.today(), Progress())
    version = packet_view(clinic.read, row, clock.today()).packet.version
    kept = kept_volumes(clinic.blobs, bound)
    clinic.do(IssuePacket(row, version, bound.number, bound.initials, bound.seen_as, kept))
    version = packet_view(clinic.read, row, clock.today()).packet.version
    day = clock.today()
    due = printed(day + timedelta(one["answer_within_days"]))
    clinic.do(MarkPacketSent(row, version, SendingDraft(printed(day), "fax", one["confirmation"], due)))
