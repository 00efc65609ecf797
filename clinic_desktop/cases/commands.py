"""Open cases, change and close them, take away one that was opened by mistake."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from clinic_desktop.cases import rules
from clinic_desktop.cases.model import CaseDraft
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say

# What goes with a case: the rooms above this one keep it, so it is known here by its tables alone.
_OF_A_CASE = {
    "coverage_answers": "SELECT id, version FROM coverage_answers WHERE case_id = ? AND retired_at IS NULL",
    "assessments": "SELECT id, version FROM assessments WHERE case_id = ? AND retired_at IS NULL",
    "authorizations": "SELECT id, version FROM authorizations WHERE case_id = ? AND retired_at IS NULL",
    "policies": "SELECT id, version FROM policies WHERE case_id = ? AND retired_at IS NULL",
    "diagnoses": "SELECT id, version FROM diagnoses WHERE case_id = ? AND retired_at IS NULL",
    "prescription_diagnoses": "SELECT id, version FROM prescription_diagnoses WHERE retired_at IS NULL"
    " AND prescription_id IN (SELECT id FROM prescriptions WHERE case_id = ? AND retired_at IS NULL)",
    "prescriptions": "SELECT id, version FROM prescriptions WHERE case_id = ? AND retired_at IS NULL",
    "visit_services": "SELECT id, version FROM visit_services WHERE retired_at IS NULL"
    " AND visit_id IN (SELECT id FROM visits WHERE case_id = ? AND retired_at IS NULL)",
    "visit_notes": "SELECT id, version FROM visit_notes WHERE retired_at IS NULL"
    " AND visit_id IN (SELECT id FROM visits WHERE case_id = ? AND retired_at IS NULL)",
    "visits": "SELECT id, version FROM visits WHERE case_id = ? AND retired_at IS NULL",
    "estimate_requests": "SELECT id, version FROM estimate_requests WHERE case_id = ? AND retired_at IS NULL",
}
# What a case stays for: a visit that was given, that has a signed note, or that was paid for.
_STAYS = (
    "SELECT 1 FROM visits WHERE case_id = ? AND retired_at IS NULL AND (status = 'given'"
    " OR EXISTS (SELECT 1 FROM visit_notes WHERE visit_id = visits.id AND retired_at IS NULL AND signed_at <> '')"
    " OR EXISTS (SELECT 1 FROM payment_shares WHERE visit_id = visits.id AND retired_at IS NULL)) LIMIT 1"
)
# And for an assessment that somebody signed.
_HAS_SIGNED = "SELECT 1 FROM assessments WHERE case_id = ? AND retired_at IS NULL AND signed_at <> '' LIMIT 1"
# Nor does the log of contacts leave the record, with what is struck out in it.
_HAS_LOG = "SELECT 1 FROM contacts WHERE case_id = ? AND retired_at IS NULL LIMIT 1"
# What was issued stays, void or not.
_HAS_ESTIMATE = "SELECT 1 FROM estimates WHERE case_id = ? LIMIT 1"

_SPAN = (
    "SELECT min(date_of_service) AS first, max(date_of_service) AS last FROM visits"
    " WHERE case_id = ? AND retired_at IS NULL"
)


@dataclass(frozen=True)
class OpenCase(Command):
    """Open a case of a client."""

    client: int
    draft: CaseDraft
    label: ClassVar[str] = mark("New case")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Insert the row; raises Refused or Missing."""
        values = rules.case_values(self.draft, _birth_date(tx, self.client), tx.clock.today())
        return tx.insert("cases", {"client_id": self.client} | values)


@dataclass(frozen=True)
class ChangeCase(Command):
    """Change a case, or close it by a last day."""

    id: int
    version: int
    draft: CaseDraft
    label: ClassVar[str] = mark("Change case")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, Missing or ChangedSince."""
        born = _birth_date(tx, tx.current("cases", self.id)["client_id"])
        values = rules.case_values(self.draft, born, tx.clock.today())
        span = tx.one(_SPAN, self.id) or {}
        rules.refuse_beside_visits(values, dates.kept(span.get("first") or ""), dates.kept(span.get("last") or ""))
        return tx.update("cases", self.id, values, self.version)


@dataclass(frozen=True)
class RetireCase(Command):
    """Take away a case that was opened by mistake, with its policies, authorizations, prescriptions, diagnoses,
    answers about its coverage, planned visits, requests for estimates and assessments that nobody signed."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove case")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Retire the rows; raises Refused where visits, contacts or estimates are on record, Missing, ChangedSince."""
        problems = Problems()
        if tx.one(_STAYS, self.id):
            problems.add("", say("This case has visits on record. Close it instead: nothing clinical is deleted."))
        elif tx.one(_HAS_SIGNED, self.id):
            words = say("This case has a signed assessment on record. Close it instead: nothing clinical is deleted.")
            problems.add("", words)
        elif tx.one(_HAS_LOG, self.id):
            problems.add("", say("This case has contacts on record. Close it instead: the log is kept."))
        elif tx.one(_HAS_ESTIMATE, self.id):
            problems.add("", say("An estimate was issued for this case. Close it instead: what was issued is kept."))
        problems.refuse()
        for table, rows in _OF_A_CASE.items():
            for one in tx.all(rows, self.id):
                tx.retire(table, one["id"], one["version"])
        return tx.retire("cases", self.id, self.version)


def _birth_date(tx: Transaction, client: int) -> date | None:
    return dates.kept(tx.current("clients", client)["birth_date"])
