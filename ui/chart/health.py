"""The health page of a chart: flags on top, then the health history and the consents."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.chart.model import Glance
from clinic_desktop.intake.commands.flags import NoteFlags, NoteModified
from clinic_desktop.intake.commands.history import KeepHistory
from clinic_desktop.intake.model.consents import Consent
from clinic_desktop.intake.model.flags import HealthFlag
from clinic_desktop.intake.model.history import HealthHistory
from clinic_desktop.intake.queries.consents import consent_page
from clinic_desktop.intake.queries.flags import flag_page, last_answers
from clinic_desktop.intake.queries.history import history_page, newest_history, told_since
from clinic_desktop.intake.rules.consents import missed_words, missing_consents
from clinic_desktop.intake.rules.history import hinted_flags
from clinic_desktop.intake.rules.words import called, is_cleared, stands_words
from clinic_desktop.store.paging import Cursor, Page
from clinic_desktop.wording import say
from ui.chart.closed import ClosedCard
from ui.intake.columns import FLAG_COLUMNS, HISTORY_COLUMNS, consent_columns
from ui.intake.history import history_facts
from ui.kit.buttons import button
from ui.kit.flow import flow
from ui.kit.grid import step
from ui.kit.head_line import HeadLine
from ui.kit.keys import on_key
from ui.kit.layout import card, column, emptied, holder, row, scrolled
from ui.kit.paged_model import PagedModel
from ui.kit.pair import Pair
from ui.kit.picture import picture
from ui.kit.table import Table
from ui.kit.text import Text
from ui.session import Session

Go = Callable[[str], object]
# Narrower than this, in steps, the history and the consents stand below each other: a list would cut its texts.
_ROOM = 96
_MOST_FLAGS, _MOST_HISTORIES, _MOST_CONSENTS = 8, 4, 8


class FlagSection(QWidget):
    """The flags of a client: what stops, what is open, what was."""

    def __init__(self, session: Session, go: Go) -> None:
        """Shows nothing before `show_glance`; `go` leads to a part of the chart."""
        super().__init__()
        self._session, self._go = session, go
        self._glance: Glance | None = None
        self._model = PagedModel(self._fetch, FLAG_COLUMNS)
        self.table = Table(say("Flags"), self._model, "", rows=_MOST_FLAGS)
        empty = say("No flag. Ask the questions before the first treatment: what a yes means is said with each.")
        self.table.say_empty(empty, (say("Ask the questions"), partial(go, "checklist/new")))
        self.table.opened.connect(lambda found: go(f"flag/{found.id}"))
        self.table.chosen.connect(self._on_chosen)
        self.ask = button(say("Ask the questions"), partial(go, "checklist/new"), "main")
        self.raising = button(say("Raise a flag"), partial(go, "flag/new"), picture="plus")
        self.all_still = button(say("All still so today"), self._note_all, picture="check")
        self.still = button(say("Still so today"), self._note_still)
        self.modified = button(say("Modified today"), self._note_modified)
        self.resolve = button(say("Resolve"), self._resolve)
        self._keys = Text(say("In the list, S and M do the same; Enter opens."), "small", wrap=False)
        self._acts = holder(flow(self.still, self.modified, self.resolve, self._keys))
        for key, act in (("S", self._note_still), ("M", self._note_modified)):
            on_key(self.table, key, act)
        self._stops, self._hints = QVBoxLayout(), QVBoxLayout()
        heading = HeadLine([Text(say("Flags"), "heading", wrap=False)], [self.all_still, self.raising, self.ask])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card("", heading, self._stops, self._hints, self.table, self._acts, gap=2))

    def show_glance(self, glance: Glance) -> None:
        """Show what the chart says now; the flag that was chosen stays so."""
        same = self._glance is not None
        self._glance = glance
        self._show_stops(glance)
        self._show_hints(glance)
        if same:
            self.table.reload()
        else:
            self._model.reload()
        milder = [one for one in glance.health.flags if one.level != "urgent"]
        self.all_still.setVisible(len(milder) > 1)
        if not self.table.currentIndex().isValid() and self._model.rowCount():
            self.table.selectRow(0)
        self._on_chosen()

    def _show_stops(self, glance: Glance) -> None:
        emptied(self._stops)
        today = self._session.clinic.clock.today()
        for one in glance.health.flags:
            if one.level != "urgent":
                continue
            kind = "warning" if is_cleared(one, today) else "stop"
            resolve = button(say("Resolve it"), partial(self._go, f"resolve/{one.id}"))
            resolve.setAccessibleName(say("Resolve it: {what}", what=called(one)))
            words = Text(stands_words(one, today))
            # A word that cannot be broken may be cut; the button stays in sight.
            words.setMinimumWidth(step(20))
            line = row(picture(kind), words, resolve, gap=2)
            line.setStretch(1, 1)
            line.setContentsMargins(step(2), step(1), step(2), step(1))
            made = holder(line)
            made.setProperty("banner", kind)
            self._stops.addWidget(made)

    def _show_hints(self, glance: Glance) -> None:
        """What the history speaks of and no flag stands for."""
        emptied(self._hints)
        read, client = self._session.clinic.read, glance.client.id
        history = newest_history(read, client)
        last, since = (last_answers(read, client), told_since(read, history)) if history else ({}, date.max)
        denied = {key for key, one in last.items() if one.answers[key] == "no" and one.asked_on >= since}
        for kind in hinted_flags(history, {one.key for one in glance.health.flags}, denied):
            words = Text(say("The health history speaks of this: {what}.", what=say(kind.words)))
            add = button(say("Raise the flag"), partial(self._go, f"flag/new/{kind.key}"), "link")
            add.setAccessibleName(say("Raise the flag: {what}", what=say(kind.words)))
            line = row(picture("warning"), words, add, gap=2)
            line.setStretch(1, 1)
            self._hints.addWidget(holder(line))

    def _fetch(self, after: Cursor | None) -> Page[HealthFlag]:
        if self._glance is None:
            return Page((), None)
        return flag_page(self._session.clinic.read, self._glance.client.id, after)

    def _chosen(self) -> HealthFlag | None:
        index = self.table.currentIndex()
        found = self._model.row(index.row()) if index.isValid() else None
        return found if isinstance(found, HealthFlag) and found.is_open else None

    def _on_chosen(self) -> None:
        chosen = self._chosen()
        self._acts.setVisible(chosen is not None)
        for made in (self.still, self.modified, self._keys):
            made.setVisible(chosen is not None and chosen.level != "urgent")

    def _note_still(self) -> None:
        chosen = self._chosen()
        if chosen and chosen.level != "urgent":
            self._session.attempt(NoteFlags((chosen.id,)))

    def _note_modified(self) -> None:
        chosen = self._chosen()
        if chosen and chosen.level != "urgent":
            self._session.attempt(NoteModified((chosen.id,)))

    def _note_all(self) -> None:
        flags = self._glance.health.flags if self._glance else ()
        self._session.attempt(NoteFlags(tuple(one.id for one in flags if one.level != "urgent")))

    def _resolve(self) -> None:
        chosen = self._chosen()
        if chosen:
            self._go(f"resolve/{chosen.id}")


class HistorySection(QWidget):
    """The health history that counts, and those before it."""

    def __init__(self, session: Session, go: Go) -> None:
        """Shows nothing before `show_glance`; `go` leads to a part of the chart."""
        super().__init__()
        self._session, self._go = session, go
        self._glance: Glance | None = None
        self._model = PagedModel(self._fetch, HISTORY_COLUMNS)
        self.table = Table(say("Health histories"), self._model, "", rows=_MOST_HISTORIES)
        empty = say("Not taken yet. What the client tells once is gone over in seconds at the next visits.")
        self.table.say_empty(empty, (say("Take the first one"), partial(go, "history/new")))
        self.table.opened.connect(lambda found: go(f"history/{found.id}"))
        self.keep = button(say("Nothing changed"), self._keep, picture="check")
        self.again = button(say("Go over it"), partial(go, "history/new"), picture="edit")
        self._told = QVBoxLayout()
        heading = HeadLine([Text(say("Health history"), "heading", wrap=False)], [self.keep, self.again])
        self._all = Text(say("Every time it was taken; Enter opens one."), "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card("", heading, self._told, self._all, self.table, None, gap=2))

    def show_glance(self, glance: Glance) -> None:
        """Show what the chart says now."""
        self._glance = glance
        self._model.reload()
        emptied(self._told)
        newest = self._newest()
        self.keep.setVisible(newest is not None and newest.taken_on != self._session.clinic.clock.today())
        self.again.setText(say("Go over it") if newest else say("Take history"))
        self.again.setAccessibleName(say("Go over the health history") if newest else say("Take the health history"))
        self._all.setVisible(self._model.rowCount() > 1)
        # Of one there is all above; without one the list says what belongs there.
        self.table.setVisible(self._model.rowCount() != 1)
        if newest is None:
            return
        known = ", ".join(one.words for one in glance.alerts if one.kind == "allergy")
        none = say("None, as the client says") if newest.no_allergies else say("Not asked")
        told = history_facts(newest, known or none)
        told.setContentsMargins(0, 0, 0, 0)
        self._told.addWidget(holder(told))

    def _fetch(self, after: Cursor | None) -> Page[HealthHistory]:
        if self._glance is None:
            return Page((), None)
        return history_page(self._session.clinic.read, self._glance.client.id, after)

    def _newest(self) -> HealthHistory | None:
        found = self._model.row(0) if self._model.rowCount() else None
        return found if isinstance(found, HealthHistory) else None

    def _keep(self) -> None:
        if self._glance and self._session.attempt(KeepHistory(self._glance.client.id)):
            # The button goes with what it does.
            self.again.setFocus()


class ConsentSection(QWidget):
    """What the client agreed to."""

    def __init__(self, session: Session, go: Go) -> None:
        """Shows nothing before `show_glance`; `go` leads to a part of the chart."""
        super().__init__()
        self._session = session
        self._glance: Glance | None = None
        self._model = PagedModel(self._fetch, consent_columns(session.clinic.clock.today))
        self.table = Table(say("Consents"), self._model, "", rows=_MOST_CONSENTS)
        empty = say("No consent on record. Write down here what the client signed, and when.")
        self.table.say_empty(empty, (say("Add the first consent"), partial(go, "consent/new/informed")))
        self.table.opened.connect(lambda found: go(f"consent/{found.id}"))
        self.add = button(say("Add consent"), partial(go, "consent/new"), picture="plus")
        self._missing = Text(role="muted")
        heading = row(Text(say("Consents"), "heading", wrap=False), None, self.add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card("", heading, self._missing, self.table, gap=2))
        layout.addStretch(1)

    def show_glance(self, glance: Glance) -> None:
        """Show what the chart says now."""
        self._glance = glance
        self._model.reload()
        missing = missing_consents(glance.client, glance.health.consents, self._session.clinic.clock.today())
        self._missing.setText(say("Not on record: {what}.", what=missed_words(missing)) if missing else "")
        self._missing.setVisible(bool(missing))

    def _fetch(self, after: Cursor | None) -> Page[Consent]:
        if self._glance is None:
            return Page((), None)
        return consent_page(self._session.clinic.read, self._glance.client.id, after)


class HealthPage(QWidget):
    """`go` leads to a part of the chart, as "checklist/new"."""

    def __init__(self, session: Session, go: Go) -> None:
        """Shows nothing before `show_glance`."""
        super().__init__()
        self.flags, self.history = FlagSection(session, go), HistorySection(session, go)
        self.consents = ConsentSection(session, go)
        beside = Pair(self.history, self.consents, (4, 5), room=_ROOM)
        self.closed = ClosedCard(session)
        self.setLayout(column(scrolled(holder(column(self.closed, self.flags, beside, None, gap=2, margin=3)))))

    def show_glance(self, glance: Glance) -> None:
        """Show what the chart says now."""
        closed = self.closed.look()
        for section in (self.flags, self.history):
            section.setVisible(not closed)
            if not closed:
                section.show_glance(glance)
        self.consents.show_glance(glance)
