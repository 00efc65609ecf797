"""The first run: name and address, who treats, a password. Everything else is asked when it is first needed."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.errors import ClinicError, FieldProblem, Refused
from clinic_desktop.making import NewClinic
from clinic_desktop.practice.model import PracticeDraft, TherapistDraft
from clinic_desktop.practice.rules import practice_values, therapist_values
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.drafts import read_draft
from ui.kit.editor import LATER, Editor
from ui.kit.form import Form
from ui.kit.text import Text
from ui.practice.forms import practice_rows, therapist_rows
from ui.staff.editors import checked_password, password_fields
from ui.start.frame import framed


class Ways(NamedTuple):
    """Where a first run leads instead: to the demo clinic, or to a backup of a clinic that there is already."""

    demo: Callable[[], object]
    restore: Callable[[], object]


class FirstRunPage(QWidget):
    """Checks everything at once, each sentence at its field, then hands the new clinic over."""

    topic = "10-first-day#first-run"

    def __init__(self, create: Callable[[NewClinic], object], ways: Ways) -> None:
        """`create` starts making the clinic."""
        super().__init__()
        self._create = create
        self.form = Form(*practice_rows(), *therapist_rows(), password_fields(self._names))
        self.editor = Editor("", self.form, self._try, save_words=say("Set up the clinic"))
        self.editor.cancel_button.hide()
        self.demo_button = button(say("Look at a demo clinic first"), ways.demo)
        self.editor.add_button(self.demo_button)
        self.editor.add_button(button(say("Restore a backup"), ways.restore, "link"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            framed(
                say("Set up your clinic"),
                say("Everything stays on this computer, encrypted. Nothing is ever sent anywhere."),
                self.editor,
                Text(say("The password cannot be looked up by anybody. A recovery key comes next."), "small"),
                width=84,
            )
        )
        self.setFocusProxy(self.form.fields["name"])

    def failed(self, error: Exception) -> None:
        """Making it did not work: say why, keep everything typed."""
        self._busy(False)
        if isinstance(error, Refused):
            self.form.show_problems(error.problems)
        elif isinstance(error, ClinicError):
            self.editor.banner.show_words("stop", error.words)
        else:
            raise error

    def _try(self) -> object:
        practice, therapist = read_draft(PracticeDraft, self.form), read_draft(TherapistDraft, self.form)
        problems: list[FieldProblem] = []
        for check in (
            lambda: practice_values(practice),
            lambda: therapist_values(therapist),
            lambda: checked_password(self.form, self._names()),
        ):
            try:
                check()
            except Refused as refused:
                problems.extend(refused.problems)
        if problems:
            raise Refused(problems)
        self._busy(True)
        self._create(NewClinic(practice, therapist, self.form.values()["password"]))
        return LATER

    def _names(self) -> list[str]:
        """What a thief knows: the clinic, and who treats there."""
        typed = self.form.values()
        return [typed["name"], f"{typed['given_name']} {typed['family_name']}"]

    def _busy(self, busy: bool) -> None:
        self.editor.save_button.setEnabled(not busy)
        self.demo_button.setEnabled(not busy)
