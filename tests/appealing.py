"""Denials for tests: a superbill that the plan did not pay, its notice, and the steps against it."""

from dataclasses import replace

from answering import DENIED, Answerable, answerable, new_statement

from clinic_desktop.appeals.commands.denials import AddDenial
from clinic_desktop.appeals.commands.steps import AnswerAppeal, OpenAppeal, SendAppeal
from clinic_desktop.appeals.model import AnswerDraft, AppealDraft, AppealId, DenialDraft, DenialId, SentDraft
from clinic_desktop.appeals.queries.denials import appeal
from clinic_desktop.clinic import Clinic
from clinic_desktop.paths import MIGRATIONS

# Today is 23 Nov 2026; the visits of the superbill are of 10 and 17 Nov.
NOTICE = DenialDraft(
    policy="1",
    noticed_on="11/20/2026",
    received_on="11/22/2026",
    claim_number="C-4471",
    amount="140",
    codes="CO-50 N130",
    quoted="The service is not medically necessary under your plan.",
)
SENT = SentDraft(sent_on="11/23/2026", sent_how="fax", confirmation="FX-88213")
LOST = AnswerDraft(answered_on="11/23/2026", outcome="lost")


def denied(clinic: Clinic) -> Answerable:
    """A clinic with a superbill that waits for its answer; nothing is denied yet."""
    return answerable(clinic)


def denied_by_statement(clinic: Clinic) -> tuple[Answerable, int]:
    """The same with a benefit statement whose first line was not paid, and its row."""
    found = answerable(clinic)
    return found, int(new_statement(clinic, found, DENIED))


def about(found: Answerable, draft: DenialDraft = NOTICE) -> DenialDraft:
    """A notice about the first visit of the superbill."""
    return replace(draft, bill=str(found.bill), visits=(str(found.visits[0]),))


def new_denial(clinic: Clinic, found: Answerable, draft: DenialDraft = NOTICE) -> DenialId:
    """A denial on record."""
    return DenialId(clinic.do(AddDenial(found.whose.case, about(found, draft))).row)


def new_appeal(clinic: Clinic, denial: DenialId, draft: AppealDraft | None = None) -> AppealId:
    """A step that was begun."""
    return AppealId(clinic.do(OpenAppeal(denial, draft or AppealDraft())).row)


def sent(clinic: Clinic, step: AppealId, draft: SentDraft = SENT) -> AppealId:
    """The step, sent."""
    clinic.do(SendAppeal(step, appeal(clinic.read, step).version, draft))
    return step


def answered(clinic: Clinic, step: AppealId, draft: AnswerDraft = LOST) -> AppealId:
    """The step, answered."""
    clinic.do(AnswerAppeal(step, appeal(clinic.read, step).version, draft))
    return step


def statements_of(words: str) -> list[str]:
    """The statements of a migration by the words of its name, without its comments."""
    (path,) = MIGRATIONS.glob(f"*_{words}.sql")
    told = "\n".join(line for line in path.read_text("utf-8").splitlines() if not line.startswith("--"))
    return [one.strip() for one in told.split(";\n")]
