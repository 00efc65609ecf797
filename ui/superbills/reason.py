"""Asks why something that a payer may bounce is issued anyway."""

from collections.abc import Callable
from hashlib import sha256

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.wording import say
from ui.kit.editor import Editor
from ui.kit.fields import TextField
from ui.kit.form import DraftKeeper, Form
from ui.kit.layout import column
from ui.superbills.entries import Key

# The name of a draft has at most 100 letters, those before it included.
_MOST_TOLD, _MOST_OF_RULE, _LETTERS_APART = 65, 40, 16


def reason_draft(beginning: str, key: Key) -> str:
    """The name under which a half typed reason about a finding is kept."""
    told = ":".join(key)
    if len(told) > _MOST_TOLD:
        # What is known of a visit with many prescriptions is longer than a name may be.
        told = f"{key[0][:_MOST_OF_RULE]}:{sha256(told.encode()).hexdigest()[:_LETTERS_APART]}"
    return f"{beginning}:{told}"


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

    def stand_for(self, count: int) -> None:
        """It is one reason for so many findings, and says so."""
        words = say("Reason for going on with these {count}", count=count) if count > 1 else say("Reason")
        if words != self.field.label:
            self.field.relabel(words)
