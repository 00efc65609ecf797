"""The check in the settings: when it was made, what each part found, what that means and what can be done about it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.checkup.document import checkup_pdf
from clinic_desktop.checkup.model import PARTS, Checkup, Repair
from clinic_desktop.checkup.queries.last import last_checked
from clinic_desktop.checkup.rules import counted, left_over_words, outcome, repair_of, where
from clinic_desktop.practice.queries import practice
from clinic_desktop.store.check.model import PartFound
from clinic_desktop.store.paging import Page
from clinic_desktop.values.moments import told_moment
from clinic_desktop.wording import say, say_many
from ui.checkup.columns import CHECK_COLUMNS, CheckLine
from ui.checkup.keeper import CheckKeeper
from ui.handing import paper_bar
from ui.jobs import Jobs
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.layout import Part, card, column, emptied, row
from ui.kit.leaving import OF_CLINIC
from ui.kit.paged_model import PagedModel
from ui.kit.paper_bar import Handout
from ui.kit.table import Table
from ui.kit.text import ChipText, Text
from ui.session import Session

_MOST_SHOWN = 20


class CheckSection(QWidget):
    """Reads itself again when a check was made."""

    def __init__(self, session: Session, jobs: Jobs, keeper: CheckKeeper, restore: Callable[[], object]) -> None:
        """`restore` leaves the clinic for the page that restores a backup, and saves what can be read."""
        super().__init__()
        self._session, self._keeper, self._restore = session, keeper, restore
        self._banner, self._state = Banner(), Text(role="strong")
        self._model = PagedModel(lambda _: Page(self._lines(), None), CHECK_COLUMNS)
        self.table = Table(say("Parts of the check"), self._model, "", rows=_MOST_SHOWN)
        self.check_button = button(say("Check now"), keeper.check, "main", "check")
        self.bar = paper_bar(self, self._banner, jobs)
        self._findings = QVBoxLayout()
        why = say(
            "Every page, key, paper and sum of the record is looked at. Nothing is changed by it, and nobody’s work "
            "waits for it. A quick part of it is done by itself once a day, and whenever the program or the computer "
            "was stopped in the middle of something."
        )
        heading = row(Text(say("Check"), "heading", wrap=False), None, self.check_button)
        self._parts = card("", self.table)
        self._report = card(say("Report"), Text(_report_words()), self.bar)
        self.setLayout(
            column(
                card("", heading, self._banner, self._state, Text(why), gap=2),
                # What is wrong comes first, all that is well behind it.
                self._findings,
                self._parts,
                self._report,
                gap=2,
            )
        )
        self.setFocusProxy(self.check_button)
        keeper.changed.connect(self.reload)
        self.reload()

    def reload(self) -> None:
        """Show the last check of this session, and when the one before was."""
        made, busy = self._keeper.last, self._keeper.is_busy
        self.check_button.rest(busy)
        self.check_button.setText(say("Checking") if busy else say("Check now"))
        self._state.setText(self._state_words(made))
        if self._keeper.trouble:
            self._banner.show_words("stop", self._keeper.trouble)
        self._model.reload()
        emptied(self._findings)
        for one in made.found if made else ():
            finding = self._finding(one, made)
            if finding:
                self._findings.addWidget(finding)
        for shown in (self._parts, self._report):
            shown.setVisible(made is not None)
        self.bar.offer(self._handout(made) if made else None)

    def _state_words(self, made: Checkup | None) -> str:
        today = self._session.clinic.clock.today()
        if made:
            return outcome(made)
        at = last_checked(self._session.clinic.read)
        if at is None:
            return say("The record was not checked yet.")
        return say("Last checked: {when}", when=told_moment(at.astimezone(), today))

    def _lines(self) -> tuple[CheckLine, ...]:
        made = self._keeper.last
        return tuple(CheckLine(at, one) for at, one in enumerate(made.found)) if made else ()

    def _finding(self, one: PartFound, made: Checkup | None) -> QWidget | None:
        """What a part found, what it means and what to do; None where all is well."""
        part, repair = PARTS[one.key], repair_of(one)
        if not (one.wrong or one.is_unread):
            # Files that nothing names are no mistake.
            words = left_over_words(one)
            ask = self._mend_button("orphans") if repair == "orphans" else None
            return card(say(part.title), Text(words), *((row(ask, None),) if ask else ())) if words else None
        told = say(part.meaning) if one.wrong else say("It could not be read, so nothing is known of it.")
        heading = row(Text(say(part.title), "heading", wrap=False), ChipText(counted(one), "stop"), None, gap=2)
        said: list[Part] = [heading, Text(told), Text(say(part.todo))]
        if where(one):
            said.append(Text(say("Where: {rows}", rows=where(one)), "small"))
        if repair:
            said.append(row(self._mend_button(repair), None))
        elif part.way == "restore" and not self._session.is_demo:
            said.append(row(button(say("Restore a backup"), self._restore), None))
        elif part.way == "people":
            said.append(row(button(say("Open People"), partial(self._session.go, "settings", "people")), None))
        return card("", *said, gap=1)

    def _mend_button(self, repair: Repair) -> QWidget:
        words = {
            "index": say("Build the search anew"),
            "vault": say("Write the key file anew"),
            "files": say("Put files back from backups"),
            "orphans": say("Remove what is old enough"),
        }
        made = button(words[repair], lambda: self._mend(repair))
        made.setEnabled(not self._keeper.is_busy)
        return made

    def _mend(self, repair: Repair) -> None:
        self._banner.hide()
        self._keeper.repair(repair, lambda count: self._banner.show_words("good", _mended_words(repair, count)))

    def _handout(self, made: Checkup) -> Handout:
        clinic = self._session.clinic
        name, today, is_demo = practice(clinic.read).name, clinic.clock.today(), self._session.is_demo
        title = say("Check of the record")
        return Handout("check.pdf", title, lambda: checkup_pdf(made, name, today, is_demo=is_demo), OF_CLINIC)


def _report_words() -> str:
    return say("For whoever helps you. It names rows by their table and number: no client’s name stands in it.")


def _mended_words(repair: Repair, count: int) -> str:
    if repair == "index":
        return say("The search was built anew.")
    if repair == "vault":
        return say("Both copies of the key file are the same again.")
    if repair == "files":
        return say_many("{count} file was put back.", "{count} files were put back.", count)
    return say_many("{count} file was removed.", "{count} files were removed.", count)
