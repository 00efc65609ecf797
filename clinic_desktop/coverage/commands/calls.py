"""Logs calls to the plan with what was answered, settles what they left open, takes one away."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from clinic_desktop.coverage.commands.answers import Source, read_answers, write_answers
from clinic_desktop.coverage.loader.vocabulary import KINDS
from clinic_desktop.coverage.model.fact import UNKNOWN
from clinic_desktop.coverage.model.kept import BenefitCallDraft
from clinic_desktop.coverage.queries.kept import kept_answers, questions_of
from clinic_desktop.coverage.rules.calls import call_values, question_values
from clinic_desktop.store.command import Command
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import is_blank
from clinic_desktop.wording import mark, say
from clinic_desktop.written.writing import spelled


@dataclass(frozen=True)
class LogBenefitCall(Command):
    """Keep a call as it was, and take what was said in it for the answers of the case.

    An answer that somebody gave after the day of the call stays. What nobody knew on the phone leaves an answer that is
    there as it is.
    """

    case: int
    draft: BenefitCallDraft
    label: ClassVar[str] = mark("Log benefit call")

    def perform(self, tx: Transaction) -> int:
        """Insert the call, its open questions and its answers; returns the call. Raises Refused, with answers at fields
        like "answers/network", or Missing."""
        tx.active("cases", self.case)
        today = tx.clock.today()
        found = Problems()
        values = call_values(found, self.draft, today)
        questions = question_values(found, self.draft, today)
        said = _answers(found, self.draft.answers, today)
        policy = _policy(tx, found, self.case, self.draft)
        found.refuse()
        answers = {key: spelled(UNKNOWN if value is None else value) for key, value in said.items()}
        row = tx.insert("benefit_calls", {"case_id": self.case, **policy, **values, "answers": json.dumps(answers)})
        for one in questions:
            tx.insert("call_questions", {"call_id": row} | one)
        day = date.fromisoformat(values["called_on"])
        newer = {one.key for one in kept_answers(tx, self.case) if one.answered_on > day}
        known = {key: value for key, value in said.items() if value is not None and key not in newer}
        write_answers(tx, self.case, known, Source("call", day, row))
        become_contact(tx, row)
        return row


@dataclass(frozen=True)
class SettleQuestion(Command):
    """Say that a question which a call left open is settled."""

    id: int
    version: int
    label: ClassVar[str] = mark("Settle open question")

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Missing or ChangedSince."""
        tx.active("call_questions", self.id)
        settled = {"settled_on": tx.clock.today().isoformat()}
        return tx.update("call_questions", self.id, settled, self.version)


@dataclass(frozen=True)
class RetireBenefitCall(Command):
    """Take away a call that was logged by mistake, with what it left open and the answers that stand on it."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove benefit call")

    def perform(self, tx: Transaction) -> int:
        """Retire the rows; raises Missing or ChangedSince."""
        call = tx.active("benefit_calls", self.id)
        for one in questions_of(tx, self.id):
            tx.retire("call_questions", one.id, one.version)
        for answer in kept_answers(tx, call["case_id"]):
            if answer.call == self.id:
                tx.retire("coverage_answers", answer.id, answer.version)
        return tx.retire("benefit_calls", self.id, self.version)


def become_contact(tx: Transaction, call: int) -> None:
    """The place where a call that was logged is put among the contacts of its client, in the same transaction. Until
    there is a log of contacts the call stands for itself."""


def _answers(found: Problems, typed: Mapping[str, str], today: date) -> dict[str, Any]:
    """What was said, by the keys of KINDS; None where it was asked and nobody knew."""
    asked = {key: text for key, text in typed.items() if not is_blank(text)}
    wrong = Problems()
    values = read_answers(wrong, asked, today)
    for one in wrong.found:
        found.add(f"answers/{one.field}", one.words)
    return {key: values[key] for key in KINDS if key in values}


def _policy(tx: Transaction, found: Problems, case: int, draft: BenefitCallDraft) -> dict[str, Any]:
    """The policy that was asked about, one of this case, and the payer by its name; none where none was chosen."""
    if not draft.policy:
        return {"policy_id": None, "payer": ""}
    row = tx.one(
        "SELECT policies.id, payers.name FROM policies JOIN payers ON payers.id = policies.payer_id"
        " WHERE policies.id = ? AND policies.case_id = ? AND policies.retired_at IS NULL",
        *(int(draft.policy), case),
    )
    if row is None:
        found.add("policy", say("This policy is not one of this case. Choose another one."))
        return {}
    return {"policy_id": row["id"], "payer": row["name"]}
