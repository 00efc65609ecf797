"""Asks why something that a payer may bounce is issued anyway."""

from collections.abc import Callable, Collection
from contextlib import suppress
from hashlib import sha256

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.wording import say
from ui.kit.editor import Editor
from ui.kit.fields import TextField
from ui.kit.form import DraftKeeper, Form
from ui.kit.layout import column
from ui.superbills.entries import Entry, Key, key_of

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

    def __init__(self, keep: Callable[[str], object], keeper: DraftKeeper, drafts: str, key: Key) -> None:
        """About one finding, or those that are one matter with it: `stand_for` says which. `keep` gets the reason, and
        raises what is wrong with it; what is half typed is kept under a name that begins with `drafts`."""
        super().__init__()
        self.key, self._drafts = key, drafts
        self._all: tuple[Key, ...] = (key,)
        self.field = TextField("reason", say("Reason"), say("Kept with the client, not printed."))
        self.form = Form(self.field)
        self.form.fill({"reason": ""})
        self.editor = Editor("", self.form, lambda: keep(self.field.value()), save_words=say("Keep reason"))
        self.form.keep_drafts(keeper, reason_draft(drafts, key))
        self.editor.left.connect(self.left)
        self.setLayout(column(1, self.editor))
        self.setFocusProxy(self.field)

    def stand_for(self, entry: Entry) -> None:
        """It is one reason for all of these findings, and says so."""
        self._all = tuple(map(key_of, entry))
        words = say("Reason for going on with these {count}", count=len(entry)) if len(entry) > 1 else say("Reason")
        if words != self.field.label:
            self.field.relabel(words)

    def follow(self, asked: Collection[Key]) -> bool:
        """Stay with what is still asked of those it stands for, and what is typed too; False when nothing of it is."""
        if self.key in asked:
            return True
        left = next((key for key in self._all if key in asked), None)
        if left:
            self.key = left
            # On a full disk it stays in the window.
            with suppress(StoreTrouble):
                self.form.move_draft(reason_draft(self._drafts, left))
        return left is not None
