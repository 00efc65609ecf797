"""Take a health history, go over it again, put it right."""

from dataclasses import dataclass
from typing import ClassVar

from clinic_desktop.clients.model import AlertDraft
from clinic_desktop.clients.rules import alert_values
from clinic_desktop.intake.model.history import HistoryDraft
from clinic_desktop.intake.rules import history as rules
from clinic_desktop.store.command import Command, Permission
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import mark, say


@dataclass(frozen=True)
class TakeHistory(Command):
    """Keep a health history. Each new allergy in it becomes an alert on the chart."""

    client: int
    draft: HistoryDraft
    label: ClassVar[str] = mark("Take health history")
    permission: ClassVar[Permission] = "people"

    def perform(self, tx: Transaction) -> int:
        """Insert the rows; raises Refused or Missing."""
        values = _values(tx, self.client, self.draft, 0)
        return tx.insert("health_histories", {"client_id": self.client} | values)


@dataclass(frozen=True)
class ChangeHistory(Command):
    """Put right the history that counts; the ones before it stay as they were taken."""

    id: int
    version: int
    draft: HistoryDraft
    label: ClassVar[str] = mark("Change health history")
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Update the row; raises Refused, also for one that a newer one came after, Missing or ChangedSince."""
        now = tx.active("health_histories", self.id)
        newest = _newest(tx, now["client_id"])
        problems = Problems()
        if newest and newest["id"] != self.id:
            problems.add("", say("A newer history is on record; this one stays as it was taken."))
        problems.refuse()
        values = _values(tx, now["client_id"], self.draft, self.id)
        return tx.update("health_histories", self.id, values, self.version)


@dataclass(frozen=True)
class KeepHistory(Command):
    """Note that the history was gone over today and nothing changed: it stands again, with the day of today."""

    client: int
    label: ClassVar[str] = mark("Go over health history")
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Insert the row, or leave the one of today as it is; raises Refused where there is none, or Missing."""
        tx.current("clients", self.client)
        last, today = _newest(tx, self.client), tx.clock.today().isoformat()
        problems = Problems()
        if last is None:
            problems.add("", say("No history was taken yet."))
        problems.refuse()
        assert last
        if last["taken_on"] == today:
            return int(last["id"])
        same = {name: value for name, value in last.items() if name not in ("id", "version", "retired_at")}
        # An alert that came since says otherwise.
        is_free = bool(last["no_allergies"]) and not _allergies(tx, self.client)
        return tx.insert("health_histories", same | {"taken_on": today, "no_allergies": int(is_free)})


@dataclass(frozen=True)
class RetireHistory(Command):
    """Take away a history that stands in the wrong chart."""

    id: int
    version: int
    label: ClassVar[str] = mark("Remove health history")
    permission: ClassVar[Permission] = "clinical"

    def perform(self, tx: Transaction) -> int:
        """Retire the row; raises Missing or ChangedSince."""
        tx.active("health_histories", self.id)
        return tx.retire("health_histories", self.id, self.version)


def _values(tx: Transaction, client: int, draft: HistoryDraft, own: int) -> rules.Values:
    """The columns of a history; its new allergies are written as alerts. Raises Refused."""
    born, known = dates.kept(tx.current("clients", client)["birth_date"]), _allergies(tx, client)
    values = rules.history_values(draft, known, born, tx.clock.today())
    sql = "SELECT 1 FROM health_histories WHERE client_id = ? AND taken_on = ? AND id <> ? AND retired_at IS NULL"
    problems = Problems()
    if tx.one(sql, client, values["taken_on"], own):
        problems.add("taken_on", say("A history of this day is on record already. Change that one."))
    problems.refuse()
    for words in rules.new_allergies(draft.allergies, known):
        tx.insert("alerts", {"client_id": client} | alert_values(AlertDraft("allergy", words)))
    return values


def _allergies(tx: Transaction, client: int) -> list[str]:
    sql = "SELECT words FROM alerts WHERE client_id = ? AND kind = 'allergy' AND retired_at IS NULL ORDER BY id"
    return [row["words"] for row in tx.all(sql, client)]


def _newest(tx: Transaction, client: int) -> Row | None:
    return tx.one(
        "SELECT * FROM health_histories WHERE client_id = ? AND retired_at IS NULL"
        " ORDER BY taken_on DESC, id DESC LIMIT 1",
        client,
    )
