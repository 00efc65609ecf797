"""Payers and their policies, what they say on the phone, what comes of it, and the papers that go to them."""

from dataclasses import replace
from datetime import date

from bench.safety.desk import OTHER, Desk, prepared
from bench.safety.work.course import Workload, last, newest, version
from factories import CASE, DEPARTMENT, PAYER, POLICY, VISIT
from lettering import TITLES, draft_of
from own_rules import QUIET, own
from scoring import PEG

from clinic_desktop.appeals.commands.denials import AddDenial
from clinic_desktop.appeals.model import DenialDraft
from clinic_desktop.cases.commands import ChangeCase, OpenCase, RetireCase
from clinic_desktop.clients.commands import AddAlert, ChangeAlert, RetireAlert
from clinic_desktop.clients.model import AlertDraft
from clinic_desktop.codes.commands import LoadRelease, RemoveRelease
from clinic_desktop.codes.loader import packed_table
from clinic_desktop.codes.model import CodeLine, CodeTable
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.coverage.commands.answers import AnswerCoverage
from clinic_desktop.coverage.commands.calls import LogBenefitCall, RetireBenefitCall, SettleQuestion
from clinic_desktop.coverage.commands.contacts import CorrectContact, FinishContact
from clinic_desktop.coverage.commands.determinations import KeepDetermination
from clinic_desktop.coverage.commands.follow_ups import (
    ChangeFollowUpDay,
    FinishStep,
    FollowUp,
    FollowUpAll,
    RetireFollowUp,
)
from clinic_desktop.coverage.commands.packs import AddRulePack, RemoveRulePack
from clinic_desktop.coverage.model.kept import BenefitCallDraft, OpenQuestionDraft
from clinic_desktop.coverage.model.outcome import Step
from clinic_desktop.disclosures.model import DisclosureDraft
from clinic_desktop.letters.commands.letters import IssueLetter, RetireLetter, VoidLetter, WriteLetter
from clinic_desktop.letters.commands.sendings import LogLetterSent
from clinic_desktop.letters.commands.wordings import KeepWording, RetireWording
from clinic_desktop.measures.commands import RecordScore
from clinic_desktop.packets.commands.criteria import AddCriterion, ChangeCriterion, RetireCriterion
from clinic_desktop.packets.commands.drafts import (
    BeginPacket,
    ChangePacket,
    ProposeParts,
    ReplacePacket,
    RetirePacket,
    TakeFreshParts,
)
from clinic_desktop.packets.commands.issuing import IssuePacket, VoidPacket, kept_volumes
from clinic_desktop.packets.commands.sending import MarkPacketAnswered, MarkPacketSent
from clinic_desktop.packets.loader.gathering import packet_view
from clinic_desktop.packets.model.criteria import PayerCriterionDraft
from clinic_desktop.packets.model.packet import PacketAnswerDraft, PacketDraft, SendingDraft
from clinic_desktop.packets.queries.packets import packet
from clinic_desktop.payers.commands import (
    AddDepartment,
    AddPayer,
    BringPayerBack,
    ChangeDepartment,
    ChangePayer,
    MergePayers,
    RetireDepartment,
    RetirePayer,
)
from clinic_desktop.payers.model import DepartmentDraft
from clinic_desktop.policies.commands import AddPolicy, ChangePolicy, CopyPolicies, MovePolicy, RetirePolicy
from clinic_desktop.visits.commands.visits import RecordVisit

# Who pays for both clients, by its row.
PLAN = 1
_CRITERION = PayerCriterionDraft("Two measures", "progress", "Medical policy 12.34", "11/20/2026")
_HARBOR = replace(PAYER, name="Harbor Health", payer_number="HH001")
_BOX = {"street": "PO Box 100", "city": "Seattle", "state": "WA", "zip": "98101"}
_APPEALS = DepartmentDraft("appeals", "Appeals department", "2065550150", **_BOX)

_payers = Workload(
    "payers: departments, off the list and back, merged",
    (
        lambda desk: desk.clinic.do(AddPayer(_HARBOR)),
        lambda desk: desk.clinic.do(ChangePayer(*newest(desk, "payers"), replace(_HARBOR, unit_rule="cms"))),
        lambda desk: desk.clinic.do(AddDepartment(last(desk, "payers"), DEPARTMENT)),
        lambda desk: desk.clinic.do(
            ChangeDepartment(*newest(desk, "departments"), replace(DEPARTMENT, hours="8 to 5"))
        ),
        lambda desk: desk.clinic.do(RetirePayer(*newest(desk, "payers"))),
        lambda desk: desk.clinic.do(BringPayerBack(*newest(desk, "payers"))),
        # The same as one of the other payer, one of its own, and one that is gone before they are merged.
        lambda desk: desk.clinic.do(AddDepartment(PLAN, DEPARTMENT)),
        lambda desk: desk.clinic.do(AddDepartment(PLAN, _APPEALS)),
        lambda desk: desk.clinic.do(AddDepartment(PLAN, replace(DEPARTMENT, kind="claims"))),
        lambda desk: desk.clinic.do(RetireDepartment(*newest(desk, "departments"))),
        lambda desk: desk.clinic.do(AddCriterion(PLAN, _CRITERION)),
        lambda desk: desk.clinic.do(MergePayers(last(desk, "payers"), PLAN, version(desk, "payers", PLAN))),
        lambda desk: desk.clinic.undo(),
    ),
)
_policies = Workload(
    "policies in their order, copied; a case taken away; alerts",
    (
        lambda desk: desk.clinic.do(AddAlert(OTHER, AlertDraft("health", "Blood thinner"))),
        lambda desk: desk.clinic.do(ChangeAlert(*newest(desk, "alerts"), AlertDraft("health", "Light pressure"))),
        lambda desk: desk.clinic.do(RetireAlert(*newest(desk, "alerts"))),
        lambda desk: desk.clinic.do(AddPolicy(prepared().other_case, replace(POLICY, payer_name="Harbor Health"))),
        lambda desk: desk.clinic.do(MovePolicy(*newest(desk, "policies"), up=True)),
        # The payer that is typed comes with it.
        lambda desk: desk.clinic.do(ChangePolicy(*newest(desk, "policies"), replace(POLICY, payer_name="Sound Life"))),
        lambda desk: desk.clinic.do(OpenCase(OTHER, CASE)),
        lambda desk: desk.clinic.do(CopyPolicies(last(desk, "cases"), prepared().other_case)),
        lambda desk: desk.clinic.do(RetirePolicy(*newest(desk, "policies"))),
        lambda desk: desk.clinic.do(
            RecordVisit(last(desk, "cases"), replace(VISIT, status="planned", date_of_service="12/1/2026"))
        ),
        lambda desk: desk.clinic.do(ChangeCase(*newest(desk, "cases"), replace(CASE, plan_wish="self"))),
        lambda desk: desk.clinic.do(RetireCase(*newest(desk, "cases"))),
    ),
)

_SAID = {"benefit.massage_covered": "yes", "cost_share.copay": "$30", "funding": "unknown"}
_CALL = BenefitCallDraft(
    policy="1",
    rep="Kim",
    reference="R-4471",
    called_on="11/20/2026",
    answers=_SAID,
    questions=(OpenQuestionDraft("Which page excludes it?", "12/1/2026"), OpenQuestionDraft("Self-funded?")),
)
_CORRECTED = ContactDraft(
    contacted_on="11/20/2026",
    party=f"payer/{PLAN}",
    said="She will send the page",
    todo="Ask for the page",
    due_on="12/1/2026",
    done_on="11/23/2026",
)
_calls = Workload(
    "answers about coverage, calls and what they left open",
    (
        lambda desk: desk.clinic.do(AnswerCoverage(prepared().case, {"network": "in", "hsa": "yes"}, "client")),
        lambda desk: desk.clinic.do(LogBenefitCall(prepared().case, _CALL)),
        lambda desk: desk.clinic.do(SettleQuestion(*newest(desk, "call_questions"))),
        lambda desk: desk.clinic.do(FinishContact(*newest(desk, "contacts"))),
        lambda desk: desk.clinic.do(LogBenefitCall(prepared().case, replace(_CALL, called_on="11/23/2026"))),
        lambda desk: desk.clinic.do(CorrectContact(*newest(desk, "contacts"), _CORRECTED)),
        lambda desk: desk.clinic.do(RetireBenefitCall(*newest(desk, "benefit_calls"))),
        lambda desk: desk.clinic.do(AnswerCoverage(prepared().case, {"hsa": ""})),
    ),
)

_SOON = Step("Print a prescription request.", date(2026, 12, 1), "rx")
_LATER = Step("Appeal within 180 days.", date(2027, 3, 1), "appeal")
_DAYLESS = Step("Refer to such a clinic.", None, "supervision")
_DENIED = {"denial": "authorization", "denied_on": "11/20/2026"}
_follow_ups = Workload(
    "next steps followed up, done, put off, taken off the list",
    (
        lambda desk: desk.clinic.do(AnswerCoverage(prepared().other_case, _DENIED, "paper")),
        # Those of its steps that have a day are taken on with it.
        lambda desk: desk.clinic.do(KeepDetermination(prepared().other_case)),
        lambda desk: desk.clinic.do(FollowUp(prepared().case, _DAYLESS)),
        lambda desk: desk.clinic.do(ChangeFollowUpDay(*newest(desk, "follow_ups"), "11/30/2026")),
        lambda desk: desk.clinic.do(FinishStep(*newest(desk, "follow_ups"))),
        lambda desk: desk.clinic.do(FollowUpAll(prepared().case, (_SOON, _LATER, _DAYLESS))),
        lambda desk: desk.clinic.do(RetireFollowUp(*newest(desk, "follow_ups"))),
    ),
)


def _load_codes(desk: Desk) -> object:
    day, line = date(2026, 10, 1), CodeLine("M54.2", True, "Cervicalgia")
    return desk.clinic.do(LoadRelease(day, "icd10cm_order_2027.txt", 1, packed_table(CodeTable(day, (line,)))))


_rules = Workload(
    "rules of the clinic, determinations by them, diagnosis codes",
    (
        lambda desk: desk.clinic.do(AddRulePack(own(), "cascade.toml")),
        lambda desk: desk.clinic.do(KeepDetermination(prepared().case)),
        lambda desk: desk.clinic.do(AddRulePack(own(rule=QUIET, version=2), "cascade.toml")),
        lambda desk: desk.clinic.do(KeepDetermination(prepared().case, 1)),
        lambda desk: desk.clinic.do(RemoveRulePack(*newest(desk, "rule_packs"))),
        _load_codes,
        lambda desk: desk.clinic.do(RemoveRelease(*newest(desk, "code_releases"))),
    ),
)


def _deny(desk: Desk) -> object:
    known = prepared()
    notice = DenialDraft(
        bill=str(known.bill),
        visits=(str(known.visits[1]),),
        policy="1",
        noticed_on="11/20/2026",
        received_on="11/22/2026",
        claim_number="C-4471",
        amount="140",
        codes="CO-50",
        quoted="Not medically necessary.",
    )
    return desk.clinic.do(AddDenial(known.case, notice))


def _issue_appeal(desk: Desk) -> object:
    draft = draft_of("appeal_internal", last(desk, "denials"), "member")
    return desk.clinic.do(IssueLetter(prepared().case, 0, 0, draft, TITLES))


_SENT = DisclosureDraft(
    told_on="11/24/2026",
    party=f"payer/{PLAN}",
    name="Cascade Mutual",
    purpose="payment",
    how="fax",
    confirmation="FX 7",
)
_letters = Workload(
    "own words of letters; an appeal issued, sent, void",
    (
        lambda desk: desk.clinic.do(KeepWording("thank_you", 0, {"thanks": "Thank you."})),
        lambda desk: desk.clinic.do(
            KeepWording("thank_you", newest(desk, "letter_wordings")[1], {"thanks": "Thank you, {prescriber.called}."})
        ),
        lambda desk: desk.clinic.do(WriteLetter(prepared().case, 0, 0, draft_of("thank_you"), TITLES)),
        lambda desk: desk.clinic.do(RetireLetter(*newest(desk, "letters"))),
        lambda desk: desk.clinic.do(RetireWording(*newest(desk, "letter_wordings"))),
        _deny,
        lambda desk: desk.clinic.do(AddDepartment(PLAN, _APPEALS)),
        _issue_appeal,
        lambda desk: desk.clinic.do(LogLetterSent(last(desk, "letters"), _SENT, sends_step=True)),
        lambda desk: desk.clinic.do(VoidLetter(*newest(desk, "letters"), "Wrong claim number")),
    ),
)


def _issue_packet(desk: Desk) -> object:
    row, bound = prepared().packet, prepared().bound
    kept = kept_volumes(desk.clinic.blobs, bound)
    seen = packet(desk.clinic.read, row).version
    return desk.clinic.do(IssuePacket(row, seen, bound.number, bound.initials, bound.seen_as, kept))


def _mark_sent(desk: Desk, draft: SendingDraft) -> object:
    row = prepared().packet
    return desk.clinic.do(MarkPacketSent(row, version(desk, "packets", row), draft))


def _mark_answered(desk: Desk) -> object:
    row = prepared().packet
    draft = PacketAnswerDraft("11/24/2026", "They pay")
    return desk.clinic.do(MarkPacketAnswered(row, version(desk, "packets", row), draft))


def _void_packet(desk: Desk) -> object:
    row = prepared().packet
    return desk.clinic.do(VoidPacket(row, version(desk, "packets", row), "A page was missing"))


_packets = Workload(
    "packets: issued, sent, answered, another one instead",
    (
        _issue_packet,
        lambda desk: _mark_sent(desk, SendingDraft("11/24/2026", "fax", "FX 41", "12/8/2026")),
        lambda desk: _mark_sent(desk, SendingDraft("11/24/2026", "mail", "FX 42", "12/9/2026")),
        _mark_answered,
        _void_packet,
        lambda desk: desk.clinic.do(ReplacePacket(prepared().packet)),
        lambda desk: desk.clinic.do(RetirePacket(*newest(desk, "packets"))),
    ),
)


def _take_fresh(desk: Desk) -> object:
    row, seen = newest(desk, "packets")
    found = packet_view(desk.clinic.read, row, desk.clinic.clock.today()).fresh
    return desk.clinic.do(TakeFreshParts(row, seen, tuple(one.part.key for one in found)))


def _leave_one(desk: Desk) -> object:
    row, seen = newest(desk, "packets")
    return desk.clinic.do(ChangePacket(row, seen, PacketDraft(parts=packet(desk.clinic.read, row).parts[:1])))


_packet_drafts = Workload(
    "what a payer wants proved, and the parts of a packet",
    (
        lambda desk: desk.clinic.do(AddCriterion(PLAN, _CRITERION)),
        lambda desk: desk.clinic.do(
            ChangeCriterion(*newest(desk, "payer_criteria"), replace(_CRITERION, words="Three measures"))
        ),
        lambda desk: desk.clinic.do(BeginPacket(prepared().other_case, "appeal")),
        lambda desk: desk.clinic.do(ChangePacket(*newest(desk, "packets"), PacketDraft(message="As you asked"))),
        lambda desk: desk.clinic.do(RecordScore(prepared().other_case, "peg", PEG)),
        _take_fresh,
        _leave_one,
        lambda desk: desk.clinic.do(ProposeParts(*newest(desk, "packets"))),
        lambda desk: desk.clinic.do(RetireCriterion(*newest(desk, "payer_criteria"))),
        lambda desk: desk.clinic.do(RetirePacket(*newest(desk, "packets"))),
    ),
)

PAYERS = (_payers, _policies, _calls, _follow_ups, _rules, _letters, _packets, _packet_drafts)
