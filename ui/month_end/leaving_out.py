"""Asks why a case is left out of every month end."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clinic_desktop.cases.model import CaseId
from clinic_desktop.month_end.commands.leaving_out import LeaveOutCase
from clinic_desktop.month_end.model import LEFT_OUT
from clinic_desktop.wording import say
from ui.kit.editor import Editor
from ui.kit.fields import ChoiceField, TextField
from ui.kit.form import Form
from ui.kit.layout import column
from ui.session import Session


class LeaveOutForm(QWidget):
    """Enter leaves it out, Esc keeps it in; what is half typed is kept as a draft."""

    topic = "60-superbills#left-out"

    def __init__(self, session: Session, case: CaseId, left: Callable[[], object]) -> None:
        """`left` once it is over."""
        super().__init__()
        choices = [(key, say(words)) for key, words in LEFT_OUT.items()]
        note = TextField("note", say("In your words"), say("Kept with the case, not printed."))
        self.form = Form([(ChoiceField("why", say("Why is it left out?"), choices), 1), (note, 1)])
        self.form.fill({"why": next(iter(LEFT_OUT)), "note": ""})

        def save() -> int:
            typed = self.form.values()
            return session.run(LeaveOutCase(case, typed["why"], typed["note"]))

        self.editor = Editor("", self.form, save, save_words=say("Leave it out"))
        # The page is here to issue, and its button says so.
        self.editor.save_button.setProperty("main", "false")
        self.editor.keep_drafts(session.clinic.drafts, f"left-out:{case}")
        self.editor.saved.connect(left)
        self.editor.left.connect(left)
        self.setLayout(column(1, self.editor))
        self.setFocusProxy(self.form.fields["why"])
