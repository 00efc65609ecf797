"""What is written about the care of a client, and about what a plan said no to; as courses of steps like the others."""

from dataclasses import replace

from appealing import NOTICE, SENT
from asking import CLEARANCE, CONSENT, HISTORY, NOTED, RAISED, taken
from assessing import FIRST, LAST
from bench.safety.desk import ONE, OTHER, Desk, prepared
from bench.safety.work.course import Workload, last, newest, version
from billable import TITLES
from body_drawing import CALF, LOW_BACK, MAP
from factories import VISIT
from planning import PLAN
from reporting import REPORT
from scoring import PEG

from clinic_desktop.appeals.commands.denials import (
    AddDenial,
    ChangeDenial,
    CloseDenial,
    LogDenialContact,
    ReopenDenial,
    RetireDenial,
)
from clinic_desktop.appeals.commands.steps import AnswerAppeal, OpenAppeal, RetireAppeal, SendAppeal
from clinic_desktop.appeals.model import AnswerDraft, AppealDraft, DenialDraft
from clinic_desktop.assessments.commands import AddAssessment, ChangeAssessment, SignAssessment
from clinic_desktop.attachments.commands import ChangeAttachment
from clinic_desktop.attachments.model import AttachmentDraft
from clinic_desktop.authorizations.commands import AddAuthorization, ChangeAuthorization, RetireAuthorization
from clinic_desktop.authorizations.model import AuthorizationDraft
from clinic_desktop.body_maps.commands import AddBodyMap, ChangeBodyMap, RetireBodyMap
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.intake.commands.consents import AddConsent, ChangeConsent, RetireConsent
from clinic_desktop.intake.commands.flags import (
    ChangeFlag,
    GoOverFlags,
    NoteFlags,
    NoteModified,
    RaiseFlag,
    ResolveFlag,
)
from clinic_desktop.intake.commands.history import ChangeHistory, KeepHistory, RetireHistory
from clinic_desktop.intake.model.flags import FlagAnswerDraft, ScreeningDraft
from clinic_desktop.measures.commands import ChangeScore, RecordScore, RetireScore
from clinic_desktop.phrases.commands import AddPhrase, ChangePhrase, RetirePhrase
from clinic_desktop.phrases.model import PhraseDraft
from clinic_desktop.plans.commands.after import KeepSignedCopy, MarkGoal, SendPlan
from clinic_desktop.plans.commands.plans import PaperExtras, RetirePlan, SignPlan, WritePlan
from clinic_desktop.plans.model import GoalMarkDraft, PhaseLine, PlanSendingDraft
from clinic_desktop.progress.commands import RetireReport, SignReport, WriteReport
from clinic_desktop.visits.commands.notes import SignNotes, ToSign, WriteNote
from clinic_desktop.visits.commands.treatments import RecordTreatment, SignTreatment
from clinic_desktop.visits.commands.visits import AmendVisit, ChangeVisit, RecordVisit
from clinic_desktop.visits.model import ServiceLine, TechniqueLine, VisitNoteDraft


def _notice(visit: int = 1) -> DenialDraft:
    """A notice about one of the visits of the bill, by its place."""
    return replace(NOTICE, bill=str(prepared().bill), visits=(str(prepared().visits[visit]),))


_CONTACT = ContactDraft(
    *("call", "out", "11/24/2026"), party="payer/1", said="They look at it", reference="R-1", todo="Ask", due_on="+1w"
)
_denials = Workload(
    "denials: an appeal sent and won, opened again, given up",
    (
        lambda desk: desk.clinic.do(AddDenial(prepared().case, _notice())),
        lambda desk: desk.clinic.do(ChangeDenial(*newest(desk, "denials"), replace(_notice(), amount="120"))),
        lambda desk: desk.clinic.do(LogDenialContact(last(desk, "denials"), _CONTACT)),
        lambda desk: desk.clinic.do(OpenAppeal(last(desk, "denials"), AppealDraft())),
        lambda desk: desk.clinic.do(RetireAppeal(*newest(desk, "appeals"))),
        lambda desk: desk.clinic.do(OpenAppeal(last(desk, "denials"), AppealDraft())),
        lambda desk: desk.clinic.do(SendAppeal(*newest(desk, "appeals"), SENT)),
        lambda desk: desk.clinic.do(
            AnswerAppeal(*newest(desk, "appeals"), AnswerDraft("11/24/2026", "won", "120", note="Paid in full"))
        ),
        lambda desk: desk.clinic.do(ReopenDenial(*newest(desk, "denials"))),
        lambda desk: desk.clinic.do(CloseDenial(*newest(desk, "denials"), "given_up", "The client moved away")),
        lambda desk: desk.clinic.do(AddDenial(prepared().case, _notice(2))),
        lambda desk: desk.clinic.do(RetireDenial(*newest(desk, "denials"))),
    ),
)
_assessments = Workload(
    "assessments and reports: changed, signed, a draft taken away",
    (
        lambda desk: desk.clinic.do(AddAssessment(prepared().other_case, FIRST)),
        lambda desk: desk.clinic.do(ChangeAssessment(*newest(desk, "assessments"), replace(FIRST, pain_now="5"))),
        lambda desk: desk.clinic.do(SignAssessment(prepared().other_case, *newest(desk, "assessments"), FIRST)),
        lambda desk: desk.clinic.do(SignAssessment(prepared().other_case, 0, 0, LAST)),
        lambda desk: desk.clinic.do(WriteReport(prepared().case, 0, 0, replace(REPORT, ahead=""))),
        lambda desk: desk.clinic.do(RetireReport(*newest(desk, "progress_reports"))),
        lambda desk: desk.clinic.do(WriteReport(prepared().case, 0, 0, REPORT)),
        lambda desk: desk.clinic.do(
            WriteReport(prepared().case, *newest(desk, "progress_reports"), replace(REPORT, outlook="Six more visits."))
        ),
        lambda desk: desk.clinic.do(SignReport(prepared().case, *newest(desk, "progress_reports"), REPORT, TITLES)),
    ),
)
_GRANTED = AuthorizationDraft(number="PA-1042", granted="12", starts_on="11/1/2026", ends_on="12/31/2026")


def _say_what_a_file_is(desk: Desk) -> object:
    """That it is the letter of the authorization that was added last."""
    about = f"authorization:{last(desk, 'authorizations')}"
    draft = AttachmentDraft("authorization", "11/3/2026", "Approval", case=str(prepared().case), about=about)
    return desk.clinic.do(ChangeAttachment(1, version(desk, "attachments", 1), draft))


_authorizations = Workload(
    "authorizations, what a file is, phrases",
    (
        lambda desk: desk.clinic.do(
            AddAuthorization(prepared().case, AuthorizationDraft("1", "requested", asked_on="11/3/2026"))
        ),
        lambda desk: desk.clinic.do(ChangeAuthorization(*newest(desk, "authorizations"), _GRANTED)),
        _say_what_a_file_is,
        lambda desk: desk.clinic.do(RetireAuthorization(*newest(desk, "authorizations"))),
        lambda desk: desk.clinic.do(AddPhrase(PhraseDraft(".neck", "Neck is stiff on waking."))),
        lambda desk: desk.clinic.do(ChangePhrase(*newest(desk, "phrases"), PhraseDraft("nk", "Neck stiff on waking."))),
        lambda desk: desk.clinic.do(RetirePhrase(*newest(desk, "phrases"))),
    ),
)


def _redraw(desk: Desk) -> object:
    """One mark becomes another, one stays no longer, one is new."""
    row = last(desk, "body_maps")
    mark = desk.clinic.read.one("SELECT min(id) AS id FROM body_marks WHERE map_id = ?", row)
    assert mark
    milder = replace(LOW_BACK, id=str(mark["id"]), intensity="4")
    return desk.clinic.do(ChangeBodyMap(row, version(desk, "body_maps", row), replace(MAP, marks=(milder, CALF))))


_maps = Workload(
    "body maps and scores: changed, removed",
    (
        lambda desk: desk.clinic.do(AddBodyMap(prepared().other_case, MAP)),
        _redraw,
        lambda desk: desk.clinic.do(RetireBodyMap(*newest(desk, "body_maps"))),
        lambda desk: desk.clinic.do(RecordScore(prepared().other_case, "peg", PEG)),
        lambda desk: desk.clinic.do(ChangeScore(*newest(desk, "scores"), replace(PEG, answers=("6", "5", "5")))),
        lambda desk: desk.clinic.do(RetireScore(*newest(desk, "scores"))),
    ),
)
# A yes to the flag that is open, a yes that makes another, a no.
_GONE_OVER = ScreeningDraft(
    "11/24/2026",
    (
        FlagAnswerDraft("blood_thinner", "yes", note="Dose was raised"),
        FlagAnswerDraft("wound", "yes", region="left arm"),
        FlagAnswerDraft("chest", "no"),
    ),
)
_flags = Workload(
    "health flags: raised, asked about again, cleared, resolved",
    (
        lambda desk: desk.clinic.do(RaiseFlag(OTHER, RAISED)),
        lambda desk: desk.clinic.do(ChangeFlag(*newest(desk, "health_flags"), replace(RAISED, note="Since May"))),
        lambda desk: desk.clinic.do(NoteFlags((last(desk, "health_flags"),))),
        lambda desk: desk.clinic.do(NoteModified((last(desk, "health_flags"),))),
        lambda desk: desk.clinic.do(
            ResolveFlag(*newest(desk, "health_flags"), replace(CLEARANCE, until_on="12/31/2026"))
        ),
        lambda desk: desk.clinic.do(GoOverFlags(OTHER, _GONE_OVER)),
        lambda desk: desk.clinic.do(
            ResolveFlag(*newest(desk, "health_flags"), replace(NOTED, resolved_on="11/24/2026"))
        ),
    ),
)
_histories = Workload(
    "health histories and consents: put right, gone over, withdrawn, removed",
    (
        lambda desk: taken(desk.clinic, OTHER, HISTORY),
        lambda desk: desk.clinic.do(
            ChangeHistory(*newest(desk, "health_histories"), replace(HISTORY, allergies="Latex, arnica"))
        ),
        lambda desk: desk.clinic.do(KeepHistory(OTHER)),
        lambda desk: desk.clinic.do(RetireHistory(*newest(desk, "health_histories"))),
        lambda desk: desk.clinic.do(AddConsent(ONE, CONSENT)),
        lambda desk: desk.clinic.do(
            ChangeConsent(
                *newest(desk, "consents"), replace(CONSENT, withdrawn_on="11/20/2026", withdrawn_why="Moves away")
            )
        ),
        lambda desk: desk.clinic.do(RetireConsent(*newest(desk, "consents"))),
    ),
)
_PLAN = replace(
    PLAN,
    prescription="2",
    phases=(PhaseLine("2", "4"),),
    starts_on="11/12/2026",
    goals=tuple(replace(one, due_on="11/30/2026") for one in PLAN.goals),
)
_SENT = PlanSendingDraft("11/24/2026", "fax", "Dr. Lee, 253-555-0177")
_COPY = b"%PDF-1.7\n" + bytes(range(256)) * 40
_plans = Workload(
    "plans: a draft taken away, one signed, sent, come back, goals marked",
    (
        lambda desk: desk.clinic.do(WritePlan(prepared().other_case, 0, 0, _PLAN)),
        lambda desk: desk.clinic.do(RetirePlan(*newest(desk, "treatment_plans"))),
        lambda desk: desk.clinic.do(WritePlan(prepared().other_case, 0, 0, replace(_PLAN, goals=_PLAN.goals[:1]))),
        lambda desk: desk.clinic.do(
            SignPlan(prepared().other_case, *newest(desk, "treatment_plans"), _PLAN, PaperExtras(TITLES))
        ),
        lambda desk: desk.clinic.do(SendPlan(last(desk, "treatment_plans"), 0, _SENT)),
        lambda desk: desk.clinic.do(KeepSignedCopy(last(desk, "treatment_plans"), _COPY)),
        lambda desk: desk.clinic.do(
            SendPlan(
                last(desk, "treatment_plans"),
                newest(desk, "plan_sendings")[1],
                replace(_SENT, signed_on="11/24/2026"),
            )
        ),
        lambda desk: desk.clinic.do(MarkGoal(last(desk, "plan_goals"), 0, GoalMarkDraft("not_yet", "11/24/2026"))),
        lambda desk: desk.clinic.do(
            MarkGoal(
                last(desk, "plan_goals"),
                newest(desk, "goal_marks")[1],
                GoalMarkDraft("met", "11/24/2026", "Drives without a stop"),
            )
        ),
    ),
)
_NOTE = VisitNoteDraft(
    "Neck is stiff", "Tone", "Eased", "Again", "5", "3", techniques=(TechniqueLine("Stretching", "Neck", "60", "1"),)
)
_SEEN = replace(VISIT, date_of_service="11/23/2026")
_PLANNED = replace(VISIT, status="planned", date_of_service="11/24/2026")


def _to_sign(desk: Desk, visit: int) -> ToSign:
    """A visit and its note as they stand."""
    note = desk.clinic.read.one("SELECT version FROM visit_notes WHERE visit_id = ?", visit)
    return ToSign(visit, version(desk, "visits", visit), int(note["version"]) if note else 0)


_visits = Workload(
    "visits with their notes: recorded, changed, signed together, amended",
    (
        lambda desk: desk.clinic.do(RecordTreatment(RecordVisit(prepared().other_case, _SEEN), _NOTE)),
        lambda desk: desk.clinic.do(
            ChangeVisit(*newest(desk, "visits"), replace(_SEEN, starts_at="10:00", ends_at="11:00"))
        ),
        lambda desk: desk.clinic.do(WriteNote(prepared().other_visits[2], 0, _NOTE)),
        lambda desk: desk.clinic.do(
            SignNotes((_to_sign(desk, prepared().other_visits[2]), _to_sign(desk, last(desk, "visits"))))
        ),
        lambda desk: desk.clinic.do(
            AmendVisit(
                *newest(desk, "visits"),
                replace(_SEEN, services=(ServiceLine("1", "75"),), reason="Typed wrong"),
            )
        ),
        lambda desk: desk.clinic.do(RecordVisit(prepared().other_case, _PLANNED)),
        lambda desk: desk.clinic.do(
            RecordTreatment(ChangeVisit(*newest(desk, "visits"), replace(_PLANNED, status="given")), _NOTE)
        ),
        lambda desk: desk.clinic.do(
            SignTreatment(RecordVisit(prepared().other_case, replace(VISIT, date_of_service="11/20/2026")), _NOTE)
        ),
    ),
)

CARE = (_denials, _assessments, _authorizations, _maps, _flags, _histories, _plans, _visits)
