"""Keeps what was made of a case on a day."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from clinic_desktop.cases.model import CaseId
from clinic_desktop.coverage.commands.follow_ups import follow_up_on_dated
from clinic_desktop.coverage.document.plain import answer
from clinic_desktop.coverage.loader.gathering import coverage_of
from clinic_desktop.coverage.loader.own_packs import clinic_packs
from clinic_desktop.coverage.model.packs import Packs
from clinic_desktop.coverage.queries.papers import kept_facts, paper_facts
from clinic_desktop.coverage.rules.appraising import better
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.reader import inside
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.wording import mark


@dataclass(frozen=True)
class KeepDetermination(Command):
    """Judge the case as it stands and keep the verdict with all that it stood on, for good; its next steps that have a
    day become follow-ups. Where the last one of today says and stands on the very same, that one is kept already.
    Without `packs` by those of the clinic; `therapist` is who is to treat, None for who treated last."""

    case: int
    therapist: int | None = None
    packs: Packs | None = None
    label: ClassVar[str] = mark("Keep determination")
    # What was said to a client or a payer was said.
    undoable: ClassVar[bool] = False
    permission: ClassVar[Permission] = "billing"

    def perform(self, tx: Transaction) -> int:
        """Insert the row and return it, or the one that is there; raises Missing."""
        tx.active("cases", self.case)
        today, packs = tx.clock.today(), self.packs or clinic_packs(tx)
        found = coverage_of(inside(tx), CaseId(self.case), today, packs, self.therapist)
        outcome = answer(found.appraisal, better(found.appraisal, packs))
        row = {
            "case_id": self.case,
            "therapist_id": self.therapist,
            "made_on": today.isoformat(),
            "verdict": outcome["verdict"],
            "headline": outcome["headline"],
            "inputs": _json(found.gathered.content),
            "origins": _json(dict(found.gathered.origins)),
            "outcome": _json(outcome),
            "packs": _json(_named(packs.for_payer(found.gathered.answers.payer_name))),
            "paper": kept_facts(paper_facts(inside(tx), CaseId(self.case), today, self.therapist)),
        }
        same = _same(tx, row)
        if same:
            return same
        made = tx.insert("determinations", {**row, "made_at": tx.origin.at})
        # What was said to somebody with a day is not to be forgotten.
        follow_up_on_dated(tx, self.case, found.appraisal.outcome.steps)
        return made


def _same(tx: Transaction, row: Row) -> int:
    """The newest determination of the case where it is as this one would be, but for the time of the day; else 0."""
    newest = tx.one(
        "SELECT * FROM determinations WHERE case_id = ? ORDER BY made_on DESC, id DESC LIMIT 1", row["case_id"]
    )
    return int(newest["id"]) if newest and all(newest[name] == value for name, value in row.items()) else 0


def _named(packs: Packs) -> list[Mapping[str, Any]]:
    """The packs by which it was judged; those that could not be read by their file alone."""
    read = [
        {"id": one.id, "title": one.title, "version": one.version, "dated": one.dated.isoformat()} for one in packs.read
    ]
    return [*read, *({"file": one.file, "read": False} for one in packs.broken)]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_day)


def _day(value: object) -> str:
    """A day as a case file spells it; anything else is no part of one."""
    if not isinstance(value, date):
        raise TypeError(f"no case file has a {type(value).__name__}")
    return value.isoformat()
