"""Reads the answers, calls and determinations of a case."""

import json
from datetime import date

from clinic_desktop.cases.model import CaseId
from clinic_desktop.contacts.model import ContactId
from clinic_desktop.coverage.model.kept import (
    AnswerId,
    BenefitCall,
    CallId,
    Determination,
    DeterminationId,
    DeterminationRow,
    KeptAnswer,
    OpenQuestion,
    QuestionId,
)
from clinic_desktop.policies.model import PolicyId
from clinic_desktop.store.paging import Cursor, Listing, Order, Page, page
from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.store.transaction import Row
from clinic_desktop.values import dates

NEWEST_CALL_FIRST = Order(("called_on", "id"), descending=True)
NEWEST_FIRST = Order(("made_on", "id"), descending=True)
_QUESTIONS = (
    "SELECT call_questions.* FROM call_questions JOIN benefit_calls ON benefit_calls.id = call_questions.call_id"
)
_LIVE = "call_questions.retired_at IS NULL AND benefit_calls.retired_at IS NULL"


def kept_answers(read: Reads, owner: int) -> tuple[KeptAnswer, ...]:
    """The answers of a case, by their keys."""
    rows = read.all("SELECT * FROM coverage_answer_rows WHERE case_id = ? ORDER BY key, id", owner)
    return tuple(map(_answer, rows))


def call_page(read: Reader, owner: CaseId, after: Cursor | None = None) -> Page[BenefitCall]:
    """A case's calls, the newest on top."""
    return page(read, Listing("benefit_call_rows", _call, "case_id = ?", (owner,)), NEWEST_CALL_FIRST, after)


def benefit_call(read: Reader, row: int) -> BenefitCall:
    """One call; raises Missing."""
    return _call(read.one("SELECT * FROM benefit_call_rows WHERE id = ?", row))


def call_of_contact(read: Reads, contact: int) -> CallId | None:
    """The call that an entry of the contact log is of; None for any other entry."""
    found = read.all("SELECT id FROM benefit_call_rows WHERE contact_id = ?", contact)
    return CallId(found[0]["id"]) if found else None


def newest_call(read: Reads, owner: int) -> BenefitCall | None:
    """The last call in which something was answered; None without one. Where nobody answered, nothing is verified."""
    sql = (
        "SELECT * FROM benefit_call_rows WHERE case_id = ? AND says_something ORDER BY called_on DESC, id DESC LIMIT 1"
    )
    return next(map(_call, read.all(sql, owner)), None)


def questions_of(read: Reads, call: int) -> tuple[OpenQuestion, ...]:
    """What a call left open, settled or not, in the order in which it was typed."""
    sql = f"{_QUESTIONS} WHERE call_questions.call_id = ? AND {_LIVE} ORDER BY call_questions.id"
    return tuple(map(_question, read.all(sql, call)))


def open_questions(read: Reads, owner: int) -> tuple[OpenQuestion, ...]:
    """What is still open of a case, the first to ask again on top."""
    sql = (
        f"{_QUESTIONS} WHERE benefit_calls.case_id = ? AND call_questions.settled_on = '' AND {_LIVE}"
        " ORDER BY call_questions.ask_again_on, call_questions.id"
    )
    return tuple(map(_question, read.all(sql, owner)))


def open_questions_of_contact(read: Reads, contact: int) -> tuple[OpenQuestion, ...]:
    """What is still open of the benefit call that an entry of the contact log is, in the order in which it was typed;
    nothing where it is none."""
    sql = (
        f"{_QUESTIONS} WHERE benefit_calls.contact_id = ? AND call_questions.settled_on = '' AND {_LIVE}"
        " ORDER BY call_questions.id"
    )
    return tuple(map(_question, read.all(sql, contact)))


def determination_page(read: Reader, owner: CaseId, after: Cursor | None = None) -> Page[DeterminationRow]:
    """A case's determinations, the newest on top."""
    return page(read, Listing("determinations", _listed, "case_id = ?", (owner,)), NEWEST_FIRST, after)


def determination(read: Reader, row: int) -> Determination:
    """One determination; raises Missing."""
    found = read.one("SELECT * FROM determinations WHERE id = ?", row)
    return Determination(
        id=DeterminationId(found["id"]),
        case=CaseId(found["case_id"]),
        therapist=found["therapist_id"],
        made_on=date.fromisoformat(found["made_on"]),
        verdict=found["verdict"],
        headline=found["headline"],
        inputs=json.loads(found["inputs"]),
        origins=json.loads(found["origins"]),
        outcome=json.loads(found["outcome"]),
        packs=tuple(json.loads(found["packs"])),
    )


def _answer(row: Row) -> KeptAnswer:
    call = row["call_id"]
    return KeptAnswer(
        AnswerId(row["id"]),
        row["version"],
        row["key"],
        row["value"],
        date.fromisoformat(row["answered_on"]),
        row["origin"],
        None if call is None else CallId(call),
        row["reference"],
    )


def _call(row: Row) -> BenefitCall:
    policy = row["policy_id"]
    return BenefitCall(
        id=CallId(row["id"]),
        version=row["version"],
        case=CaseId(row["case_id"]),
        policy=None if policy is None else PolicyId(policy),
        contact=ContactId(row["contact_id"]),
        payer=row["payer"],
        department=row["department"],
        phone=row["phone"],
        rep=row["rep"],
        reference=row["reference"],
        called_on=date.fromisoformat(row["called_on"]),
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        seconds=row["seconds"],
        answers=json.loads(row["answers"]),
        read_back=bool(row["read_back"]),
        note=row["note"],
        called_by=row["called_by"],
        told=json.loads(row["told"]),
    )


def _question(row: Row) -> OpenQuestion:
    return OpenQuestion(
        QuestionId(row["id"]),
        row["version"],
        CallId(row["call_id"]),
        row["words"],
        date.fromisoformat(row["ask_again_on"]),
        dates.kept(row["settled_on"]),
    )


def _listed(row: Row) -> DeterminationRow:
    return DeterminationRow(
        DeterminationId(row["id"]), date.fromisoformat(row["made_on"]), row["verdict"], row["headline"]
    )
