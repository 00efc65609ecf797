"""Asks why something that a payer may bounce is issued anyway."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.wording import say
from ui.kit.editor import Editor
from ui.kit.fields import TextField
from ui.kit.form import DraftKeeper, Form
from ui.kit.layout import column


class ReasonForm(QWidget):
    """Enter keeps the reason; Esc closes it and what was typed stays for later, only Cancel gives it up."""

    topic = "60-superbills#anyway"

    left = Signal()

    def __init__(self, keep: Callable[[str], object], keeper: DraftKeeper, draft: str) -> None:
        """`keep` gets the reason, and raises what is wrong with it; `draft` is the name of what is half typed."""
        super().__init__()
        self.field = TextField("reason", say("Reason"), say("Kept with the client, not printed."))
        self.form = Form(self.field)
        self.form.fill({"reason": ""})
        self.editor = Editor("", self.form, lambda: keep(self.field.value()), save_words=say("Keep reason"))
        self.form.keep_drafts(keeper, draft)
        self.editor.left.connect(self.left)
        self.setLayout(column(1, self.editor))
        self.setFocusProxy(self.field)
