"""Logs calls to the plan with what was answered, settles what they left open, takes one away."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from clinic_desktop.contacts.commands import insert_contact
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.contacts.rules.typed import struck_values
from clinic_desktop.coverage.commands.answers import Source, read_answers, write_answers
from clinic_desktop.coverage.loader.vocabulary import KINDS
from clinic_desktop.coverage.model.fact import UNKNOWN
from clinic_desktop.coverage.model.kept import BenefitCallDraft, KeptAnswer
from clinic_desktop.coverage.queries.kept import kept_answers, questions_of
from clinic_desktop.coverage.rules.calls import Values, call_values, contact_draft, question_values, told_values
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import is_blank
from clinic_desktop.wording import mark, say
from clinic_desktop.written.writing import spelled


@dataclass(frozen=True)
class LogBenefitCall(Command):
    """Keep a call as it was, and take what was said in it for the answers of the case.

    An answer that somebody gave after the day of the call stays, unless it is the very one that was said in it: whoever
    types a call in afterwards answers on that day. What nobody knew on the phone leaves an answer that is there as it
    is.
    """

    case: int
    draft: BenefitCallDraft
    label: ClassVar[str] = mark("Log benefit call")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Insert the call, its open questions and its answers; returns the call. Raises Refused, with answers at fields
        like "answers/network", or Missing."""
        tx.active("cases", self.case)
        today = tx.clock.today()
        found = Problems()
        values = call_values(found, self.draft, today)
        day = date.fromisoformat(values["called_on"])
        questions = question_values(found, self.draft, day, today)
        told = told_values(found, self.draft)
        said = _answers(found, self.draft.answers, today)
        policy = _policy(tx, found, self.case, self.draft)
        found.refuse()
        answers = {key: spelled(UNKNOWN if value is None else value) for key, value in said.items()}
        known = {key: value for key, value in said.items() if value is not None}
        contact = become_contact(tx, self.case, contact_draft(values, _party(policy, values), len(known), questions))
        asked = {"policy_id": policy["id"], "payer": policy["name"]}
        row = tx.insert(
            "benefit_calls",
            {"case_id": self.case, "contact_id": contact, **asked, **values}
            | {"answers": json.dumps(answers), "told": json.dumps(told, ensure_ascii=False)},
        )
        for one in questions:
            tx.insert("call_questions", {"call_id": row} | one)
        newer = {one.key for one in kept_answers(tx, self.case) if _stays(one, day, answers)}
        current = {key: value for key, value in known.items() if key not in newer}
        write_answers(tx, self.case, current, Source("call", day, row))
        return row


@dataclass(frozen=True)
class SettleQuestion(Command):
    """Say that a question which a call left open is settled; with the last one the follow-up of the call is done."""

    id: int
    version: int
    label: ClassVar[str] = mark("Settle open question")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Missing or ChangedSince."""
        call = tx.active("call_questions", self.id)["call_id"]
        today = tx.clock.today().isoformat()
        tx.update("call_questions", self.id, {"settled_on": today}, self.version)
        contact = _contact(tx, call)
        waits = contact["todo"] and not contact["done_on"] and not contact["struck_on"]
        if waits and all(one.settled_on for one in questions_of(tx, call)):
            tx.update("contacts", contact["id"], {"done_on": today}, contact["version"])
        return self.id


@dataclass(frozen=True)
class RetireBenefitCall(Command):
    """Take away a call that was logged by mistake, with what it left open and the answers that stand on it. In the
    contact log it is struck out."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove benefit call")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Retire the rows; raises Missing or ChangedSince."""
        call = tx.active("benefit_calls", self.id)
        for one in questions_of(tx, self.id):
            tx.retire("call_questions", one.id, one.version)
        for answer in kept_answers(tx, call["case_id"]):
            if answer.call == self.id:
                tx.retire("coverage_answers", answer.id, answer.version)
        contact = _contact(tx, self.id)
        if not contact["struck_on"]:
            struck = struck_values(say("The benefit call was removed."), tx.clock.today())
            tx.update("contacts", contact["id"], struck, contact["version"])
        return tx.retire("benefit_calls", self.id, self.version)


def become_contact(tx: Transaction, case: int, draft: ContactDraft) -> int:
    """Put the call among the contacts of the case, in the same transaction, and return the row there."""
    return insert_contact(tx, case, draft)


def _stays(one: KeptAnswer, day: date, said: Mapping[str, str]) -> bool:
    """Whether an answer counts before what was said in a call of that day."""
    return one.answered_on > day and (bool(one.origin) or said.get(one.key) != one.spelled)


def _answers(found: Problems, typed: Mapping[str, str], today: date) -> dict[str, Any]:
    """What was said, by the keys of KINDS; None where it was asked and nobody knew."""
    asked = {key: text for key, text in typed.items() if not is_blank(text)}
    wrong = Problems()
    values = read_answers(wrong, asked, today)
    for one in wrong.found:
        found.add(f"answers/{one.field}", one.words)
    return {key: values[key] for key in KINDS if key in values}


def _policy(tx: Transaction, found: Problems, case: int, draft: BenefitCallDraft) -> Row:
    """The policy that was asked about, and its payer by row and name. Without one chosen it is the one that is billed
    first; an adjuster is asked about none."""
    none: Row = {"id": None, "payer_id": None, "name": ""}
    if not draft.policy and draft.department == "adjuster":
        return none
    # The row as text: what is no number is that of no policy.
    row = tx.one(
        "SELECT policies.id, policies.payer_id, payers.name FROM policies JOIN payers ON payers.id = policies.payer_id"
        " WHERE policies.case_id = ?1 AND policies.retired_at IS NULL AND (?2 = '' OR policies.id = ?2)"
        " ORDER BY policies.place, policies.id LIMIT 1",
        *(case, draft.policy),
    )
    if row is None and draft.policy:
        found.add("policy", say("This policy is not one of this case. Choose another one."))
    return row or none


def _party(policy: Row, values: Values) -> str:
    """Whom the contact is with; without a policy somebody who is named by the department alone."""
    if values["department"] == "adjuster":
        return "adjuster"
    return f"payer/{policy['payer_id']}" if policy["payer_id"] else "other"


def _contact(tx: Transaction, call: int) -> Row:
    return tx.current("contacts", tx.current("benefit_calls", call)["contact_id"])
