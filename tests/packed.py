"""A client of whom a packet can be made without a question: the record that tests of packets begin with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assessing import FIRST
from billable import billable_client, issue, ready_clinic, ready_visit
from planning import PLAN, signed_plan
from scoring import new_score, typed

from clinic_desktop.assessments.commands import SignAssessment
from clinic_desktop.assessments.model import LimitLine
from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.jobs import Progress
from clinic_desktop.packets.commands.drafts import BeginPacket, ChangePacket
from clinic_desktop.packets.commands.issuing import IssuePacket, kept_volumes
from clinic_desktop.packets.document.making import bind_packet
from clinic_desktop.packets.loader.gathering import packet_view
from clinic_desktop.packets.model.packet import PacketDraft, PacketId
from clinic_desktop.packets.model.view import PacketView
from clinic_desktop.packets.queries.packets import packet
from clinic_desktop.packets.rules.gate import packet_preflight
from clinic_desktop.plans.model import PhaseLine
from clinic_desktop.restrictions.commands import AddRestriction
from clinic_desktop.restrictions.model import RestrictionDraft
from clinic_desktop.superbills.commands.acceptances import AcceptFinding
from clinic_desktop.superbills.model.findings import Verdict
from clinic_desktop.superbills.model.issued import BillId
from clinic_desktop.superbills.queries.preflight import acceptances
from clinic_desktop.visits.model import VisitId

DAYS = ("11/4/2026", "11/10/2026", "11/17/2026")


@dataclass(frozen=True, slots=True)
class Packable:
    """A client with a case, its visits, and the bill of the last two of them."""

    client: ClientId
    case: CaseId
    visits: Sequence[VisitId]
    bill: BillId


def packable(clinic: Clinic) -> Packable:
    """Three visits with signed notes, a signed plan and assessment, NDI from 24 to 15, a superbill of two visits."""
    ready_clinic(clinic)
    own = billable_client(clinic)
    goals = tuple(replace(one, due_on="11/30/2026") for one in PLAN.goals)
    plan = replace(PLAN, starts_on="11/3/2026", phases=(PhaseLine("2", "4"),), goals=goals)
    signed_plan(clinic, own.case, plan)
    visits = [ready_visit(clinic, own.case, day) for day in DAYS]
    for score, day in (("24", DAYS[0]), ("15", DAYS[2])):
        new_score(clinic, own.case, "ndi", typed(score, day))
    limit = LimitLine("Sit at the desk", "minutes", "20", "60")
    clinic.do(SignAssessment(own.case, 0, 0, replace(FIRST, day=DAYS[0], limits=(limit,))))
    return Packable(own.client, own.case, visits, issue(clinic, visits[1:]))


def begun(clinic: Clinic, case: int, purpose: str = "reimbursement", about: str = "") -> PacketId:
    """A packet as it is proposed."""
    return PacketId(clinic.do(BeginPacket(case, purpose, about)).row)


def change(clinic: Clinic, row: int, draft: PacketDraft) -> PacketId:
    """A packet with something else chosen."""
    return PacketId(clinic.do(ChangePacket(row, packet(clinic.read, row).version, draft)).row)


def seen(clinic: Clinic, row: int) -> PacketView:
    """A packet with its surroundings."""
    return packet_view(clinic.read, row, clinic.clock.today())


def verdict(clinic: Clinic, row: int) -> Verdict:
    """What pre-flight says of it."""
    found = seen(clinic, row)
    return packet_preflight(found, acceptances(clinic.read, found.packet.client))


def rules(clinic: Clinic, row: int) -> list[str]:
    """What stands in the way, by the names of the rules."""
    return [one.rule for one in verdict(clinic, row).findings if one.stands_in_the_way]


def accept_all(clinic: Clinic, row: int) -> None:
    """Take upon oneself whatever can be taken upon oneself."""
    client = packet(clinic.read, row).client
    for one in verdict(clinic, row).findings:
        if one.grade == "ASK":
            clinic.do(AcceptFinding(client, one.rule, (one.fact,), "Known to the payer"))


def issue_packet(clinic: Clinic, row: int) -> PacketId:
    """Issue it as a page does: bound, its files kept, then one command."""
    bound = bind_packet(clinic.read, clinic.blobs, row, clinic.clock.today(), Progress())
    version = packet(clinic.read, row).version
    kept = kept_volumes(clinic.blobs, bound)
    return PacketId(clinic.do(IssuePacket(row, version, bound.number, bound.initials, bound.seen_as, kept)).row)


def keep_from_plan(clinic: Clinic, client: int, first: str, last: str = "") -> int:
    """The client asks that no payer be told of the visits of these days."""
    draft = RestrictionDraft("", first, last or first, "11/20/2026", "written")
    return clinic.do(AddRestriction(client, draft)).row
