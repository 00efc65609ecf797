"""The section of the backups in the settings: which there are, one more at once, one on a stick, and the way back."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from clinic_desktop.staff.rules.roles import may
from clinic_desktop.store.backups.manifest import Backup
from clinic_desktop.store.paging import Page
from clinic_desktop.values.moments import listed_moment
from clinic_desktop.wording import mark, say
from ui.backups import size_words
from ui.drills.page import DrillCard, SecondPlaceCard
from ui.drills.words import content_words, last_words, lost_words, why_words
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.files import ask_folder
from ui.kit.layout import card, column, row
from ui.kit.paged_model import Column, PagedModel
from ui.kit.table import Table
from ui.kit.text import Text
from ui.session import Session
from ui.settings.moving import MoveCard
from ui.settings.tools import Tools

_MOST_SHOWN = 12


class BackupLine(NamedTuple):
    """A backup as it stands in the list: its place there, when it was made in words, and itself."""

    id: int
    when: str
    backup: Backup


BACKUP_COLUMNS: tuple[Column[BackupLine], ...] = (
    Column(mark("Made"), lambda one: one.when, share=5, least="24 Nov 2026, 12:30 PM", firm=True),
    Column(mark("Why"), lambda one: why_words(one.backup), share=6, least="Before an import", spare=1),
    Column(mark("What is in it"), lambda one: content_words(one.backup), share=10, least="44 clients · 552 visits"),
    Column(
        mark("Size"),
        lambda one: size_words(one.backup.size) if one.backup.size else "",
        right=True,
        share=2,
        least="999.9 MB",
        spare=2,
    ),
)


class BackupsSection(QWidget):
    """Reads itself again when another backup is there."""

    def __init__(self, session: Session, tools: Tools) -> None:
        """The demo clinic is made new by its Reset, so it offers no restore."""
        super().__init__()
        self._session, self._keeper = session, tools.backups
        self._state, self._banner, self._says_trouble = Text(role="strong"), Banner(), False
        self._model = PagedModel(lambda _: Page(self._lines(), None), BACKUP_COLUMNS)
        words = say("The first one is made a few minutes after the first change.")
        self.table = Table(say("Backups on this computer"), self._model, words, rows=_MOST_SHOWN)
        self.now_button = button(say("Back up now"), self._back_up, "main", "save")
        self.stick_button = button(say("Back up to a stick…"), self._ask_place)
        self.second, self.drill = SecondPlaceCard(session, self._keeper.second), DrillCard(self._keeper.drills)
        cards = [self._here(), self.second, self._elsewhere(), self.drill, self._restore(session, tools)]
        self.moving = None if session.is_demo else MoveCard(session, self._keeper)
        cards += [self.moving] if self.moving else []
        self.setLayout(column(*cards, gap=2))
        self.setFocusProxy(self.now_button)
        self._keeper.changed.connect(self.reload)
        # After the cards themselves have heard it.
        self._keeper.second.changed.connect(self._lead)
        if self.moving:
            self.moving.stepped.connect(self._lead)
        self.reload()

    def reload(self) -> None:
        """Read the list again."""
        self._state.setText(last_words(self._keeper.newest, self._session.clinic.clock.today()))
        trouble = self._keeper.trouble or self._keeper.late_words() or lost_words(self._keeper.newest)
        if trouble and self._session.clinic.world.why:
            trouble = say("{trouble} On a stick one can be made: press “Back up to a stick…”.", trouble=trouble)
        if trouble:
            self._banner.show_words("warning", trouble)
        elif self._says_trouble:
            self._banner.hide()
        self._says_trouble = bool(trouble)
        self._model.reload()
        self._lead()

    def _lead(self) -> None:
        """One main button of the page: what is to be done next."""
        moves = self.moving is not None and self.moving.is_ready
        # Everybody in the demo clinic is invented: nobody has to keep them in two places.
        is_needed = may(self._session.clinic.person, "owner") and not self._session.is_demo
        is_alone = self._keeper.second.place is None and is_needed
        self.second.choose_button.stand_out(is_alone and not moves)
        self.now_button.stand_out(not is_alone and not moves)
        if self.moving:
            self.moving.leave_button.stand_out(moves)

    def copy_to(self, place: Path) -> None:
        """Make a backup in this place, and say what came of it."""
        self._banner.hide()
        self.stick_button.rest(True)
        self._keeper.back_up_to(place, self._on_copied, self._on_not_copied)

    def _here(self) -> QWidget:
        why = say(
            "While you work, a backup of the record and all its files is made every half hour in which something "
            "changed, and one more when the program is closed. Each is opened and checked before it counts. Kept are "
            "all of the last 24 hours, then one a day for seven days with changes, one a week for five weeks, one a "
            "month for twelve months, and one of every year."
        )
        heading = row(Text(say("Backups"), "heading", wrap=False), None, self.now_button)
        return card("", heading, self._banner, self._state, Text(why), self.table, gap=2)

    def _elsewhere(self) -> QWidget:
        why = say(
            "Besides, a backup can be put on any stick at any time, as to keep one in a safe. Nothing that lies there "
            "is thrown away. It opens with the password of that day, or with the recovery key."
        )
        return card(say("One more on a USB stick"), Text(why), row(self.stick_button, None))

    def _restore(self, session: Session, tools: Tools) -> QWidget:
        if session.is_demo:
            words = say("The demo clinic is not restored: “Reset demo clinic”, under “This computer”, makes it new.")
            return card(say("Restore"), Text(words))
        words = say(
            "Puts a backup in the place of what is here. What is here is kept among the backups, so that it can be "
            "taken back. The clinic is closed for it, and asks for your password."
        )
        return card(say("Restore"), Text(words), row(button(say("Restore a backup"), tools.restore), None))

    def _lines(self) -> tuple[BackupLine, ...]:
        today = self._session.clinic.clock.today()
        found = enumerate(self._keeper.kept())
        return tuple(BackupLine(at, listed_moment(one.manifest.made(), today), one) for at, one in found)

    def _back_up(self) -> None:
        self._banner.hide()
        self._keeper.back_up(self._on_backed_up)

    def _on_backed_up(self, is_new: bool) -> None:
        words = say("The backup is made and checked.")
        if not is_new:
            words = say("Nothing changed since the last backup, so it still has everything.")
        # What no backup has is said by then, and is more than that one was made.
        if not self._says_trouble:
            self._banner.show_words("good", words)

    def _ask_place(self) -> None:
        ask_folder(self, say("Where shall the backup be put?"), self.copy_to)

    def _on_copied(self, made: Backup) -> None:
        self.stick_button.rest(False)
        lost = lost_words(made)
        words = say(
            "The backup is made and checked: {folder}. Take the stick out as the computer asks you to, and keep it in "
            "another place.",
            folder=made.folder.path,
        )
        self._banner.show_words("warning" if lost else "good", f"{words} {lost}".strip())

    def _on_not_copied(self, words: str) -> None:
        self.stick_button.rest(False)
        if words:
            self._banner.show_words("stop", words)
