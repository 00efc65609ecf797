"""The parts of a check in the words of the clinic, and a check that was made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from clinic_desktop.store.check.model import PartFound
from clinic_desktop.wording import mark

# What can safely be put right by the program: each adds or builds anew, none takes anything away that a row names.
Repair = Literal["index", "vault", "files", "orphans"]
# What a person has to do where the program cannot.
Way = Literal["", "restore", "salvage", "people", "help"]


@dataclass(frozen=True, slots=True)
class CheckedPart:
    """A part of the check: what it looks at, what is wrong where something is, and what to do then."""

    title: str
    checks: str
    meaning: str
    todo: str
    repair: Repair | None = None
    way: Way = ""


_OUTSIDE = mark("It was changed by something else than this program, or its disk fails.")
_SHOW = mark("Nothing was changed by the check. Print the report and show it to whoever helps you.")

PARTS: Mapping[str, CheckedPart] = MappingProxyType(
    {
        "pages": CheckedPart(
            mark("Pages of the file"),
            mark("Each is compared with its own seal."),
            mark("Pages of the clinic’s file are damaged. That happens when a disk fails."),
            mark("Restore the newest backup. If none is new enough, save what can be read."),
            way="restore",
        ),
        "structure": CheckedPart(
            mark("Tables and indexes"),
            mark("Whether they are in order."),
            mark("Tables of the clinic’s file are not in order. That happens when a disk fails."),
            mark("Restore the newest backup. If none is new enough, save what can be read."),
            way="restore",
        ),
        "links": CheckedPart(
            mark("Links between rows"),
            mark("Whether what each row belongs to is there."),
            mark("Rows belong to something that is not there."),
            _SHOW,
            way="help",
        ),
        "build": CheckedPart(
            mark("Build of the file"),
            mark("Whether its rules are those of this program."),
            mark("Something is in the file that this program did not put there, or something of its own is missing."),
            mark("Do not go on working with this file. Restore the newest backup."),
            way="restore",
        ),
        "vault": CheckedPart(
            mark("Key file"),
            mark("Whether both copies are there and say the same."),
            mark("A copy of the key file is missing, damaged, or older than the other one."),
            mark("The copy that counts is whole. Write both anew from it."),
            repair="vault",
        ),
        "slots": CheckedPart(
            mark("Keys of people"),
            mark("Whether everybody who may sign in has a whole key, and nobody else."),
            mark("Somebody has no key or a damaged one, or a key is nobody’s."),
            mark(
                "Set a new password for whoever cannot sign in, or make a new recovery key; a key that is nobody’s "
                "opens nothing."
            ),
            way="people",
        ),
        "chain": CheckedPart(
            mark("Audit trail"),
            mark("Whether each entry follows from the one before."),
            mark("Entries of the trail were changed or taken out, outside this program."),
            mark("Keep this file and the backups as they are, and show the report to whoever helps you."),
            way="help",
        ),
        "trail": CheckedPart(
            mark("Rows and their entries"),
            mark("Whether each row is as its last entry in the trail says."),
            mark("Rows are not as their last entry says: they were changed or taken out, outside this program."),
            mark("Compare them with a backup, and show the report to whoever helps you."),
            way="help",
        ),
        "files": CheckedPart(
            mark("Files of clients"),
            mark("Whether each is there, opens, and is what was put there."),
            mark("Files of clients are missing or damaged on this computer."),
            mark("What a backup here has whole is put back. The rest has to be put into the charts again."),
            repair="files",
        ),
        "contents": CheckedPart(
            mark("Bytes of papers"),
            mark("Whether each paper is the very one that was kept."),
            mark("Papers are not as they were when they were issued."),
            mark("Restore a backup from before."),
            way="restore",
        ),
        "papers": CheckedPart(
            mark("Papers that were issued"),
            mark("Whether the paper of each document is there."),
            mark("Papers of documents are missing."),
            mark("Restore a backup from before."),
            way="restore",
        ),
        "totals": CheckedPart(
            mark("Totals"),
            mark("Whether lines add up to bills, shares to payments, and entries to balances."),
            mark("Sums are not what their parts come to."),
            _SHOW,
            way="help",
        ),
        "numbers": CheckedPart(
            mark("Numbers of documents"),
            mark("Whether each series goes on without a gap and no number is there twice."),
            mark("Numbers are missing in a series, or are there twice."),
            _SHOW,
            way="help",
        ),
        "dates": CheckedPart(
            mark("Dates"),
            mark("Whether each is a day of the calendar."),
            mark("Dates are no days of the calendar, or end before they begin."),
            _SHOW,
            way="help",
        ),
        "index": CheckedPart(
            mark("Search"),
            mark("Whether everything is found by its words."),
            mark("Some clients or papers are not found by their words, or by words they no longer have."),
            mark("Build the search anew. No record changes by that."),
            repair="index",
        ),
        "drafts": CheckedPart(
            mark("Drafts"),
            mark("Whether what was typed and not saved yet can be read."),
            mark("Drafts cannot be read."),
            mark("The forms open empty. What was saved is not touched."),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Checkup:
    """A check that was made: when (UTC), whether it was a quick one, and what each part found, in their order."""

    at: datetime
    is_quick: bool
    found: tuple[PartFound, ...]

    @property
    def wrong(self) -> tuple[PartFound, ...]:
        """The parts with something wrong, or that could not be looked at."""
        return tuple(one for one in self.found if one.wrong or one.is_unread)

    @property
    def checked(self) -> int:
        """How many things were looked at, all in all."""
        return sum(one.checked for one in self.found)

    @property
    def is_damaged(self) -> bool:
        """Whether the file itself cannot be trusted: pages or tables of it are damaged."""
        return any(one.key in ("pages", "structure") and one.wrong for one in self.found)


# What the tables of a record hold, in the words of the clinic; one that is new in none of them is under the last.
GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        mark("Clients"): ("clients", "alerts", "cases", "left_out_cases", "restrictions", "diagnoses"),
        mark("Health"): (
            *("health_histories", "health_flags", "flag_checks", "flag_clearances", "screenings", "consents"),
        ),
        mark("Prescriptions"): ("prescribers", "prescriptions", "prescription_diagnoses"),
        mark("Visits and notes"): (
            *("visits", "visit_services", "visit_notes", "addenda", "body_maps", "body_marks", "phrases"),
            *("schedule_entries", "schedule_columns", "imported_visits"),
        ),
        mark("Plans and measures"): (
            *("assessments", "treatment_plans", "plan_goals", "goal_marks", "plan_sendings", "plan_copies"),
            *("progress_reports", "scores"),
        ),
        mark("Payers and policies"): (
            *("payers", "departments", "contracts", "contract_fees", "payer_criteria", "policies"),
            *("supervision_answers", "rule_packs"),
        ),
        mark("Coverage"): (
            *("benefit_calls", "call_questions", "coverage_answers", "determinations", "authorizations"),
            *("contacts", "follow_ups"),
        ),
        mark("Payments"): ("payments", "payment_shares", "write_offs", "prepaids", "balances", "money_papers"),
        mark("Superbills and estimates"): (
            *("bills", "bill_visits", "acceptances", "submissions", "estimates", "estimate_deliveries"),
            "estimate_requests",
        ),
        mark("Answers of payers"): (
            *("benefit_statements", "benefit_lines", "denials", "denial_visits", "denial_contacts"),
            *("denial_letters", "appeals"),
        ),
        mark("Letters, packets and files"): (
            *("letters", "letter_wordings", "packets", "packet_volumes", "packet_parts", "disclosures", "attachments"),
        ),
        mark("Papers as they were issued"): ("contents",),
        mark("Imports"): ("imports", "import_rows", "import_columns"),
        mark("Audit trail"): ("audit",),
        mark("Drafts"): ("drafts",),
        mark("Clinic and people"): (
            *("practice", "therapists", "credentials", "services", "staff", "supervisors", "code_releases"),
            *("emergencies", "failed_tries", "alarms_seen", "drills", "recovery_drills"),
            *("notices", "notices_seen"),
        ),
    }
)
