"""Do what a scheduler’s file says: plan visits, move planned ones, take cancelled ones away; taken back as one."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from clinic_desktop.cases.commands import OpenCase
from clinic_desktop.cases.model import CaseDraft
from clinic_desktop.clients.commands import AddClient
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clients.rules import typed_name
from clinic_desktop.errors import Refused
from clinic_desktop.schedule.model import ScheduleStep
from clinic_desktop.schedule.queries.known import why_it_stays
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.reader import inside
from clinic_desktop.store.transaction import Transaction
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import folded, plain
from clinic_desktop.visits.commands.visits import ChangeVisit, RecordVisit, RetireVisit
from clinic_desktop.wording import mark, say

_ENTRY = "SELECT * FROM schedule_entries WHERE entry_key = ? AND retired_at IS NULL"
_COLUMNS = "SELECT * FROM schedule_columns WHERE headings = ? AND retired_at IS NULL"
_LETTERS_CALLED = 200
_FIRST = ("remove", "move")
_NONE = "-"


@dataclass(frozen=True)
class ReadSchedule(Command):
    """Do the steps of a file. What is given already is never touched: the checks of a visit’s own commands see to it.

    `source` tells the files of this scheduler from those of others, "" where that is not known.
    `headings` is the hash of the headings of a table whose columns were chosen, "" where nobody chose; `chosen` are
    these columns by their headings.
    """

    steps: tuple[ScheduleStep, ...]
    headings: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    source: str = ""
    label: ClassVar[str] = mark("Read appointments from a file")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Write the rows; raises Refused with problems at the numbers of the appointments, Missing or ChangedSince."""
        row = 0
        new: dict[str, int] = {}
        # A place that one visit leaves is free for the next one: so what goes or moves comes first, and what was in the
        # way of each other is tried again.
        left = sorted(self.steps, key=lambda step: _FIRST.index(step.doing) if step.doing in _FIRST else len(_FIRST))
        while left:
            problems, refused_now = Problems(), []
            for step in left:
                try:
                    row = self._do(tx, step, new) or row
                except Refused as refused:
                    problems.add(str(step.appointment.number), refused.problems[0].words)
                    refused_now.append(step)
            if len(refused_now) == len(left) or not any(step.doing == "move" for step in refused_now):
                problems.refuse()
            left = refused_now
        if self.headings:
            self._remember(tx)
        return row

    def _do(self, tx: Transaction, step: ScheduleStep, new: dict[str, int]) -> int:
        if step.doing == "plan":
            return self._note(tx, step, RecordVisit(_case(tx, step, new), step.draft).perform(tx))
        if step.doing in ("move", "remove"):
            _refuse_given(tx, step)
        if step.doing == "move":
            return self._note(tx, step, ChangeVisit(step.visit, step.version, step.draft).perform(tx))
        if step.doing == "remove":
            return self._note(tx, step, RetireVisit(step.visit, step.version).perform(tx))
        # What stands there already was perhaps typed by hand: from now on the file knows it.
        return self._note(tx, step, step.visit) if step.doing == "there" and step.visit else 0

    def _note(self, tx: Transaction, step: ScheduleStep, visit: int) -> int:
        """Keep which line of the file the visit is from, and what it says now."""
        one = step.appointment
        values: dict[str, object] = {
            "visit_id": visit,
            "said": one.said,
            "called": folded(plain(one.name))[:_LETTERS_CALLED],
        }
        if self.source:
            values["source"] = self.source
        kept = tx.one(_ENTRY, one.key)
        if kept and step.doing != "plan":
            # Whom a name means was answered when it was planned: a line that is called otherwise now says nothing.
            del values["called"]
        if kept:
            tx.update("schedule_entries", kept["id"], values, kept["version"])
        else:
            tx.insert("schedule_entries", values | {"entry_key": one.key})
        return visit

    def _remember(self, tx: Transaction) -> None:
        chosen = json.dumps(dict(self.chosen), ensure_ascii=False, sort_keys=True)
        kept = tx.one(_COLUMNS, self.headings)
        if kept:
            tx.update("schedule_columns", kept["id"], {"chosen": chosen}, kept["version"])
        else:
            tx.insert("schedule_columns", {"headings": self.headings, "chosen": chosen})


def _case(tx: Transaction, step: ScheduleStep, new: dict[str, int]) -> int:
    """The case of a visit that is planned; one is opened where the client has none, and the client added where they are
    new. One who comes twice in the file is added once."""
    if step.case:
        return step.case
    who = str(step.client or folded(step.client_name))
    if who not in new:
        client = step.client or AddClient(_client(step.client_name)).perform(tx)
        new[who] = OpenCase(client, CaseDraft(reason=say("Not asked yet"))).perform(tx)
    return new[who]


def _client(name: str) -> ClientDraft:
    given, family = typed_name(name)
    return ClientDraft(given_name=given or _NONE, family_name=family)


def _refuse_given(tx: Transaction, step: ScheduleStep) -> None:
    problems = Problems()
    if tx.active("visits", step.visit)["status"] != "planned":
        problems.add("", say("The visit was given meanwhile."))
    elif step.doing == "remove" and (stays := why_it_stays(inside(tx), step.visit)):
        problems.add("", stays)
    problems.refuse()
