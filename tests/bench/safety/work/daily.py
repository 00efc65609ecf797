"""What a clinic does every day, in short courses of steps, each with what it needs before it."""

from dataclasses import replace

from asking import HISTORY, taken
from assessing import FIRST
from bench.safety.desk import ONE, OTHER, OTHER_PASSWORD, Desk, prepared
from bench.safety.work.course import Workload, last, version
from billable import drafted
from factories import CLIENT, POLICY, PRESCRIBER, PRESCRIPTION, VISIT, signing
from filing import came, leaves
from fixed import PASSWORD
from lettering import TITLES
from planning import PLAN
from scoring import PEG

from clinic_desktop.appeals.commands.denials import AddDenial
from clinic_desktop.appeals.commands.steps import OpenAppeal
from clinic_desktop.appeals.model import AppealDraft, DenialDraft
from clinic_desktop.assessments.commands import AddAssessment, RetireAssessment
from clinic_desktop.attachments.commands import (
    AddAttachments,
    JoinAttachments,
    RetireAttachment,
    SplitAttachment,
    TurnPages,
)
from clinic_desktop.attachments.model import AttachmentDraft
from clinic_desktop.cases.commands import OpenCase
from clinic_desktop.cases.model import CaseDraft
from clinic_desktop.clients.commands import AddAlert, AddClient, BringClientBack, ChangeClient, RetireClient
from clinic_desktop.clients.model import AlertDraft, ClientDraft
from clinic_desktop.contacts.commands import LogContact
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.coverage.commands.calls import LogBenefitCall
from clinic_desktop.coverage.model.kept import BenefitCallDraft
from clinic_desktop.letters.commands.letters import IssueLetter, WriteLetter
from clinic_desktop.letters.model import LetterDraft, LetterEdit
from clinic_desktop.letters.rules.filling import marker
from clinic_desktop.measures.commands import RecordScore
from clinic_desktop.packets.commands.issuing import IssuePacket, VoidPacket, kept_volumes
from clinic_desktop.packets.queries.packets import packet
from clinic_desktop.payments.commands.payments import TakePayment
from clinic_desktop.payments.commands.refunds import Refund, WriteOffVisit
from clinic_desktop.payments.commands.sales import SellPrepaid
from clinic_desktop.payments.commands.uses import UsePrepaid
from clinic_desktop.payments.model import PaymentDraft, RefundDraft, WriteOffDraft
from clinic_desktop.plans.commands.plans import WritePlan
from clinic_desktop.plans.model import PhaseLine
from clinic_desktop.policies.commands import AddPolicy
from clinic_desktop.practice.commands import AddService, ChangeService
from clinic_desktop.practice.model import ServiceDraft
from clinic_desktop.prepaid.model import PrepaidDraft
from clinic_desktop.referrals.commands.prescribers import AddPrescriber
from clinic_desktop.referrals.commands.prescriptions import AddPrescription
from clinic_desktop.staff.commands.people import AddPerson, ChangeKey, ChangePerson, DisablePerson, EnablePerson
from clinic_desktop.staff.model import PersonDraft
from clinic_desktop.superbills.commands.bills import IssueBill, VoidBill
from clinic_desktop.superbills.model.issued import BillId
from clinic_desktop.visits.commands.notes import AddAddendum, WriteNote
from clinic_desktop.visits.commands.visits import RecordVisit, RetireVisit
from clinic_desktop.visits.model import VisitNoteDraft

# The slot of whoever is added to the staff here.
FRONT_DESK = "0123456789abcdef"


_clients = Workload(
    "clients",
    (
        lambda desk: desk.clinic.do(AddClient(ClientDraft("Dewi", "", "Lestari", birth_date="3/4/1985"))),
        lambda desk: desk.clinic.do(AddAlert(3, AlertDraft("health", "Blood thinner"))),
        lambda desk: desk.clinic.do(
            ChangeClient(3, version(desk, "clients", 3), ClientDraft("Dewi", "", "Quartermain"))
        ),
        lambda desk: desk.clinic.do(RetireClient(3, version(desk, "clients", 3))),
        lambda desk: desk.clinic.do(BringClientBack(3, version(desk, "clients", 3))),
    ),
)
_undo = Workload(
    "undo and redo",
    (
        lambda desk: desk.clinic.do(AddClient(ClientDraft("Bo", "", "Larkin"))),
        lambda desk: desk.clinic.undo(),
        lambda desk: desk.clinic.redo(),
        lambda desk: desk.clinic.do(replace_client(desk)),
        lambda desk: desk.clinic.undo(),
    ),
)


def replace_client(desk: Desk) -> ChangeClient:
    """The client who was added last, under another name."""
    row = last(desk, "clients")
    return ChangeClient(row, version(desk, "clients", row), replace(CLIENT, given_name="Rosa"))


_cases = Workload(
    "cases",
    (
        lambda desk: desk.clinic.do(OpenCase(OTHER, CaseDraft("auto", "Rear-ended", "9/1/2026"))),
        lambda desk: desk.clinic.do(AddPolicy(last(desk, "cases"), replace(POLICY, payer_name="Harbor Health"))),
        lambda desk: desk.clinic.do(AddPrescriber(replace(PRESCRIBER, given_name="Ana", npi="2999999917"))),
        lambda desk: desk.clinic.do(AddPrescription(last(desk, "cases"), PRESCRIPTION)),
    ),
)
_visits = Workload(
    "visits and notes",
    (
        lambda desk: desk.clinic.do(RecordVisit(prepared().other_case, replace(VISIT, date_of_service="11/23/2026"))),
        lambda desk: desk.clinic.do(WriteNote(last(desk, "visits"), 0, VisitNoteDraft("Neck is stiff"))),
        lambda desk: desk.clinic.do(
            signing(desk.clinic, last(desk, "visits"), VisitNoteDraft("Stiff", "Tone", "Eased", "Again"), 1)
        ),
        lambda desk: desk.clinic.do(AddAddendum(last(desk, "visit_notes"), "Called in the evening: better")),
        lambda desk: desk.clinic.do(RecordVisit(prepared().other_case, replace(VISIT, date_of_service="11/24/2026"))),
        lambda desk: desk.clinic.do(RetireVisit(last(desk, "visits"), 1)),
    ),
)
_drafts = Workload(
    "drafts",
    (
        lambda desk: desk.clinic.drafts.keep("note:6", {"subjective": "Stiff on waking"}),
        lambda desk: desk.clinic.drafts.keep("note:6", {"subjective": "Stiff on waking, 王小明" * 400}),
        lambda desk: desk.clinic.drafts.keep("visit:new:2", {"date_of_service": "11/24/2026"}),
        lambda desk: desk.clinic.drafts.forget("note:6"),
    ),
)
_payments = Workload(
    "payments",
    (
        lambda desk: desk.clinic.do(
            TakePayment(prepared().other_visits[2:], PaymentDraft("11/20/2026", "check", "1042", "140", "20"))
        ),
        lambda desk: desk.clinic.do(
            Refund(
                last(desk, "payments"),
                RefundDraft("11/21/2026", "cash", visits=((prepared().other_visits[2], "40"),)),
            )
        ),
        lambda desk: desk.clinic.do(
            WriteOffVisit(prepared().other_visits[2], WriteOffDraft("40", "11/21/2026", "courtesy", "Came in vain"))
        ),
        lambda desk: desk.clinic.do(
            SellPrepaid(
                OTHER,
                PrepaidDraft(visits="5", price="475", sold_on="11/1/2026"),
                PaymentDraft("11/1/2026", "card", "4242", sold="475"),
            )
        ),
        lambda desk: desk.clinic.do(RecordVisit(prepared().other_case, replace(VISIT, date_of_service="11/21/2026"))),
        lambda desk: desk.clinic.do(UsePrepaid(last(desk, "prepaids"), (last(desk, "visits"),))),
    ),
)


def _issue(desk: Desk) -> object:
    found = drafted(desk.clinic, prepared().other_visits[:2])
    return desk.clinic.do(IssueBill("superbill", found.visits, found.codes, found.bill))


_bills = Workload(
    "bills: issue, void, replace",
    (
        _issue,
        lambda desk: desk.clinic.do(
            VoidBill(BillId(last(desk, "bills")), version(desk, "bills", last(desk, "bills")), "Wrong member ID")
        ),
        _issue,
    ),
)


def _paper(desk: Desk) -> tuple[int, int]:
    row = last(desk, "attachments")
    return row, version(desk, "attachments", row)


_files = Workload(
    "files of a client",
    (
        lambda desk: desk.clinic.do(
            AddAttachments(ONE, None, (came(desk.clinic, "card.pdf", "a", "b"),), AttachmentDraft())
        ),
        lambda desk: desk.clinic.do(TurnPages(*_paper(desk), leaves(desk.clinic, "a", "b", salt="turned"))),
        lambda desk: desk.clinic.do(SplitAttachment(*_paper(desk), leaves(desk.clinic, "a"), leaves(desk.clinic, "b"))),
        lambda desk: desk.clinic.do(
            JoinAttachments(
                1,
                ((1, version(desk, "attachments", 1)), (2, version(desk, "attachments", 2))),
                leaves(desk.clinic, *(f"{name}.pdf {page}" for name in ("first", "second") for page in (1, 2, 3))),
            )
        ),
        lambda desk: desk.clinic.do(RetireAttachment(*_paper(desk))),
    ),
)


def _issue_packet(desk: Desk) -> object:
    known = prepared()
    bound, version = known.bound, packet(desk.clinic.read, known.packet).version
    kept = kept_volumes(desk.clinic.blobs, bound)
    return desk.clinic.do(IssuePacket(known.packet, version, bound.number, bound.initials, bound.seen_as, kept))


_packets = Workload(
    "packets",
    (
        _issue_packet,
        lambda desk: desk.clinic.do(
            VoidPacket(prepared().packet, packet(desk.clinic.read, prepared().packet).version, "A page was missing")
        ),
    ),
)
_LETTER = LetterDraft(
    kind="employer", edits={"to": LetterEdit("Harbor Health\nPO Box 1\nSeattle, WA 98101", marker("addressee"))}
)
_letters = Workload(
    "letters",
    (
        lambda desk: desk.clinic.do(WriteLetter(prepared().case, 0, 0, _LETTER, TITLES)),
        lambda desk: desk.clinic.do(
            IssueLetter(
                prepared().case,
                last(desk, "letters"),
                version(desk, "letters", last(desk, "letters")),
                _LETTER,
                TITLES,
            )
        ),
    ),
)
_NOTICE = DenialDraft(
    policy="1",
    noticed_on="11/20/2026",
    received_on="11/22/2026",
    claim_number="C-4471",
    amount="140",
    codes="CO-50 N130",
    quoted="The service is not medically necessary under your plan.",
)
_payers = Workload(
    "payers: calls, denials, appeals, contacts",
    (
        lambda desk: desk.clinic.do(
            LogBenefitCall(
                prepared().case, BenefitCallDraft(policy="1", rep="Kim", reference="R-4471", called_on="10/2/2026")
            )
        ),
        lambda desk: desk.clinic.do(
            AddDenial(prepared().case, replace(_NOTICE, bill=str(prepared().bill), visits=(str(prepared().visits[1]),)))
        ),
        lambda desk: desk.clinic.do(OpenAppeal(last(desk, "denials"), AppealDraft())),
        lambda desk: desk.clinic.do(
            LogContact(prepared().case, ContactDraft(contacted_on="11/3/2026", party="payer/1", said="Asked"))
        ),
    ),
)
_PLAN = replace(
    PLAN,
    prescription="2",
    phases=(PhaseLine("2", "4"),),
    starts_on="11/12/2026",
    goals=tuple(replace(one, due_on="11/30/2026") for one in PLAN.goals),
)
_care = Workload(
    "histories, assessments, scores, plans",
    (
        lambda desk: taken(desk.clinic, OTHER, HISTORY),
        lambda desk: desk.clinic.do(AddAssessment(prepared().other_case, FIRST)),
        lambda desk: desk.clinic.do(RecordScore(prepared().other_case, "peg", PEG)),
        lambda desk: desk.clinic.do(WritePlan(prepared().other_case, 0, 0, _PLAN)),
        lambda desk: desk.clinic.do(RetireAssessment(last(desk, "assessments"), 1)),
    ),
)
_SERVICE = ServiceDraft("Hot stones", "MT007", True, "unit", "40.00")
_services = Workload(
    "services, and many in one go",
    (
        lambda desk: desk.clinic.do(AddService(_SERVICE)),
        lambda desk: desk.clinic.do(ChangeService(last(desk, "services"), 1, replace(_SERVICE, price="41.00"))),
        lambda desk: many(desk, 25),
    ),
)


def many(desk: Desk, count: int) -> None:
    """So many clients in one transaction."""
    with desk.clinic.together():
        for number in range(count):
            desk.clinic.do(AddClient(ClientDraft(f"Ada {number}", "", "Lovelace")))


def _second(desk: Desk) -> tuple[int, int, str]:
    """The row, the version and the slot of the second person, as their page has them whenever it is tried."""
    found = desk.clinic.read.one("SELECT version, slot FROM staff WHERE id = 2")
    assert found
    return 2, int(found["version"]), str(found["slot"])


def add_person(desk: Desk) -> object:
    """Somebody for the front desk."""
    # The slot's own name is in every trial the same: what is compared is what stands in the rows.
    slot = desk.clinic.keys.slot_for(FRONT_DESK, "Front Desk", OTHER_PASSWORD)
    return desk.clinic.do(AddPerson(PersonDraft("Front Desk", role="front_desk"), slot))


def _change_password(desk: Desk) -> object:
    person = desk.clinic.person
    return desk.clinic.do(ChangeKey(desk.clinic.keys.slot_for(person.slot, person.name, OTHER_PASSWORD)))


_staff = Workload(
    "people and passwords",
    (
        add_person,
        lambda desk: desk.clinic.do(ChangePerson(*_second(desk), PersonDraft("Night Desk", role="biller"))),
        _change_password,
        lambda desk: desk.clinic.do(DisablePerson(*_second(desk))),
        lambda desk: desk.clinic.do(
            EnablePerson(*_second(desk)[:2], desk.clinic.keys.slot_for("fedcba9876543210", "Night Desk", PASSWORD))
        ),
    ),
)

COMMANDS = (
    *(_clients, _undo, _cases, _visits, _drafts, _payments, _bills, _files, _packets, _letters, _payers, _care),
    *(_services, _staff),
)
