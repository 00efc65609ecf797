"""The section of the export in the settings: everything in open formats, at any time, without asking anyone."""

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import ClinicError, NotAllowed, StoreTrouble
from clinic_desktop.exports.commands import BeginExport, NoteExport
from clinic_desktop.exports.loader.exporting import export_beside
from clinic_desktop.exports.model import ExportRun
from clinic_desktop.exports.rules.places import place_words
from clinic_desktop.exports.rules.words import export_name, lost_words, written_words
from clinic_desktop.staff.rules.roles import why_not
from clinic_desktop.store.backups.manifest import backups_in
from clinic_desktop.store.backups.second_place import clinic_at
from clinic_desktop.store.beside.whereabouts import place_of_folder
from clinic_desktop.store.command import Command
from clinic_desktop.wording import say
from ui.backups import size_words
from ui.jobs import Jobs
from ui.kit import confirm
from ui.kit.banner import Banner, Kind
from ui.kit.buttons import button
from ui.kit.files import ask_folder
from ui.kit.layout import card, column, row
from ui.kit.text import Text
from ui.session import Session

_MOST_LINES = 8


class ExportSection(QWidget):
    """Says what is written and that it is not encrypted, and writes it where the person says."""

    def __init__(self, session: Session, jobs: Jobs) -> None:
        """It only reads the clinic, so it works also where nothing can be saved any more."""
        super().__init__()
        self._session, self._jobs, self._is_noted = session, jobs, True
        self._banner, self._lost = Banner(), Text(role="muted")
        self._lost.hide()
        self.export_button = button(say("Export everything…"), self._ask_place, "main", "save")
        self.setLayout(column(self._everything(), self._one_client(), gap=2))
        self.setFocusProxy(self.export_button)

    def consider(self, place: Path) -> None:
        """Ask first where the place is one that copies a folder away, or has the backups."""
        words = place_words(place_of_folder(place), has_backups=_has_backups(place))
        if not words:
            self.export_into(place)
            return
        asked, verb = say("Put it there all the same?"), say("Export it there")
        confirm.ask(self, asked, words, verb, lambda: self.export_into(place))

    def export_into(self, place: Path) -> None:
        """Write a new folder inside this one, and say what came of it."""
        self._banner.hide()
        self._lost.hide()
        self._is_noted = True
        if not self._note(BeginExport()):
            return
        clinic = self._session.clinic
        folder, key, today = clinic.keys.folder, clinic.keys.key, clinic.clock.today()
        target = _new_folder(place, [export_name(today, again) for again in range(1, 100)])
        self.export_button.rest(True)
        job = self._jobs.run(
            say("Exporting everything"),
            lambda progress: export_beside(folder, key, target, today, progress),
            self._on_written,
            self._on_failed,
        )
        job.stopped.connect(lambda: self._on_ended("note", say("Stopped. Nothing was left there.")))

    def _everything(self) -> QWidget:
        heading = row(Text(say("Export"), "heading", wrap=False), None, self.export_button)
        what = say(
            "Everything in this clinic, in formats that other programs read: each table for a spreadsheet (CSV), each "
            "client with all that belongs to them (JSON), every paper as it was issued, and every file. A page beside "
            "it says what is what. Nothing here changes by it."
        )
        if self._session.clinic.allows(BeginExport.permission):
            what = say("{what} The record is yours: nobody has to be asked.", what=what)
        warning = say("It is not encrypted: whoever can read the folder can read every client’s record.")
        where = say(
            "Put it on a disk or a stick that is encrypted by itself, never into a folder that is copied to the "
            "internet, and delete it when it is not needed any more. To keep a copy for yourself, make a backup "
            "instead: that one is encrypted."
        )
        told = column(Text(warning, "strong"), Text(where), gap=1)
        return card("", heading, self._banner, self._lost, Text(what), told, gap=2)

    def _one_client(self) -> QWidget:
        words = say(
            "One client’s whole record on paper, for the client or for the shelf: open the chart, then Documents, then "
            "“Print the record”."
        )
        return card(say("One client"), Text(words))

    def _ask_place(self) -> None:
        ask_folder(self, say("Where shall the folder of the export be made?"), self.consider)

    def _note(self, command: Command) -> bool:
        """Note it in the audit trail; False where this person may not. Where nothing can be saved now, or the clinic
        was moved to another computer and is only looked at, the way out stays open."""
        clinic = self._session.clinic
        if not clinic.allows(command.permission):
            self._banner.show_words("stop", why_not(clinic.person.role, command.permission))
            return False
        try:
            self._session.run(command)
        except StoreTrouble:
            # It waits, and is written once the disk takes something.
            self._session.note(command)
        except NotAllowed:
            self._is_noted = False
        return True

    def _noted_words(self) -> str:
        """What the trail does not have yet, or will not; "" where it has all."""
        if not self._is_noted:
            return say("The audit trail could not take a note of it.")
        if self._session.is_owing:
            return say("The audit trail takes a note of it once something can be saved again.")
        return ""

    def _on_written(self, run: ExportRun) -> None:
        self._note(NoteExport.of(run))
        facts = {"what": written_words(run), "size": size_words(run.size), "folder": run.folder}
        words = say("Written: {what}, {size}. It lies in {folder} and is not encrypted.", **facts)
        if unnoted := self._noted_words():
            words = f"{words} {unnoted}"
        lost = lost_words(run)
        if lost:
            words = say("{words} A part of the clinic’s file is damaged and could not be read.", words=words)
        self._on_ended("warning" if lost or unnoted else "good", words, lost)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, ClinicError):
            raise error
        self._on_ended("stop", error.words)

    def _on_ended(self, kind: Kind, words: str, lost: Sequence[str] = ()) -> None:
        self.export_button.rest(False)
        self._banner.show_words(kind, words)
        more = len(lost) - _MOST_LINES
        shown = [*lost[:_MOST_LINES], *([say("{count} more in README.txt", count=more)] if more > 0 else [])]
        self._lost.setText("\n".join(shown))
        self._lost.setVisible(bool(shown))


def _has_backups(place: Path) -> bool:
    """Whether this folder, or one that it lies in, has backups of a clinic."""
    return any(clinic_at(folder) or backups_in(folder) for folder in (place, *place.parents))


def _new_folder(place: Path, names: Sequence[str]) -> Path:
    """The first of these names that is free in that place; the last one where none is."""
    free = (place / name for name in names if not os.path.lexists(place / name))
    return next(free, place / names[-1])
