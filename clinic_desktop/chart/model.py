"""What the head of a chart shows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from clinic_desktop.authorizations.model import BurnDown
from clinic_desktop.cases.model import CaseRow
from clinic_desktop.clients.model import Alert, Client, ClientRow
from clinic_desktop.contacts.model import ContactRow
from clinic_desktop.coverage.model.follow_ups import StepFollowUp
from clinic_desktop.estimates.model.due import EstimateStanding
from clinic_desktop.estimates.model.estimate import IssuedEstimate
from clinic_desktop.intake.model.glance import HealthGlance
from clinic_desktop.payments.model import Balance
from clinic_desktop.plans.model import PlanProgress, TreatmentPlan
from clinic_desktop.policies.model import PolicyRow
from clinic_desktop.prepaid.model import Prepaid
from clinic_desktop.progress.model import ProgressReport
from clinic_desktop.referrals.model import DiagnosisRow, PrescriptionRow
from clinic_desktop.restrictions.model import Restriction
from clinic_desktop.superbills.rules.proposed import Proposal
from clinic_desktop.visits.model import OrderOutlook, OrderStanding, Use, VisitRow


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something to do: its words, why, the verb of its button, and where in the chart it is done."""

    words: str
    why: str
    verb: str
    part: str


@dataclass(frozen=True, slots=True)
class Glance:
    """A client's chart at a glance, spoken for one case: `case` is the chosen one, None where there is none yet.

    `prescriptions` are the newest first; `prescription` is the one that counts today, else the newest; `uses` says
    by their ids how many visits were made on each, `standings` what each visit stands on, `outlook` what one more
    would; None without a paper. Where the client pays in cash both are empty. `next_visit` is the next one that is
    planned, `last_visit` the newest that was given; `balance` is of all cases together. `program` pays today and
    bills the client nothing; `client_pays` says whether a visit of this case is paid at the desk. `authorizations`
    say how far each is used, the last to end on top. `follow_ups` are the contacts of an open case whose follow-up
    is overdue or due today, `followed_steps` the next steps of the wizard that were taken on, likewise;
    `care_days` are the days by which a report and a re-evaluation were due, today's too. `plans` are the versions of
    the treatment plan, the newest first; `progress` is that of the one that is shown first, None without one.
    `reports` are those of the case, the newest first, a draft on top; `report_due` says by when the next one is due,
    and why. `health` is of the client and not of a case: open flags, consents. `estimates` are the Good Faith
    Estimates of the case, void ones too, the newest first; `standing` says how they stand, None without a case.
    `proposal` is the document that the case asks for, None without a case; `restrictions` what the client asked to be
    kept from payers, the newest on top, also what was taken back. `prepaids` are all packages, memberships and gift
    cards of the client.
    """

    client: Client
    age: int | None
    lacks_guardian: bool
    namesakes: tuple[ClientRow, ...]
    alerts: tuple[Alert, ...]
    cases: tuple[CaseRow, ...]
    case: CaseRow | None
    policies: tuple[PolicyRow, ...]
    prescriptions: tuple[PrescriptionRow, ...]
    prescription: PrescriptionRow | None
    diagnoses: tuple[DiagnosisRow, ...]
    uses: Mapping[int, Use]
    next_visit: VisitRow | None
    last_visit: VisitRow | None
    balance: Balance
    notes_on_paper: bool
    program: PolicyRow | None
    client_pays: bool
    steps: tuple[NextStep, ...]
    health: HealthGlance
    authorizations: tuple[BurnDown, ...] = ()
    follow_ups: tuple[ContactRow, ...] = ()
    followed_steps: tuple[StepFollowUp, ...] = ()
    care_days: tuple[date, ...] = ()
    plans: tuple[TreatmentPlan, ...] = ()
    progress: PlanProgress | None = None
    reports: tuple[ProgressReport, ...] = ()
    report_due: tuple[date, str] | None = None
    standings: Mapping[int, OrderStanding] = field(default_factory=dict)
    outlook: OrderOutlook | None = None
    estimates: tuple[IssuedEstimate, ...] = ()
    standing: EstimateStanding | None = None
    proposal: Proposal | None = None
    restrictions: tuple[Restriction, ...] = ()
    prepaids: tuple[Prepaid, ...] = ()

    @property
    def never_billed(self) -> bool:
        """Whether the client is never billed for this case: a program pays, or the claim of a work injury does."""
        return self.program is not None or (self.case is not None and self.case.kind == "work")

    @property
    def due_days(self) -> tuple[date, ...]:
        """The days by which something was to be followed up, the first on top."""
        contacts = (one.due_on for one in self.follow_ups if one.due_on)
        return tuple(sorted((*contacts, *(one.due_on for one in self.followed_steps), *self.care_days)))

    @property
    def pays_alone(self) -> bool:
        """Whether nobody but the client pays for this case, so that it asks for receipts: self-pay, no policy."""
        return self.case is not None and self.case.kind == "cash" and not self.policies
