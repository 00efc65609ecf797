"""Asks for the password of a PDF, twice, and says what it is for."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clinic_desktop.values.pdf_password import prepared
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import say
from ui.kit.editor import LATER, Editor
from ui.kit.fields import CheckField, PasswordField
from ui.kit.form import Form
from ui.kit.layout import column, holder
from ui.kit.text import Text

LEAST_LETTERS = 8


class ProtectForm(QWidget):
    """Shown when it is asked for. What is typed is nowhere kept, not even as a draft."""

    def __init__(self, chosen: Callable[[str], object], left: Callable[[], object]) -> None:
        """`chosen` gets the password, and calls `done` once the file is written; `left` when it is given up."""
        super().__init__()
        self._chosen = chosen
        self._password = PasswordField(
            "password", say("Password of the file"), say("At least {count} characters.", count=LEAST_LETTERS)
        )
        self._again = PasswordField("again", say("The same password again"))
        shown = CheckField("shown", say("Show the password"))
        shown.changed.connect(lambda: self._reveal(bool(shown.value())))
        self.form = Form([(self._password, 1), (self._again, 1)], shown)
        self.editor = Editor("", self.form, self._check, save_words=say("Choose where to save"))
        self.editor.left.connect(left)
        why = Text(
            say(
                "The client needs this password to open the file. It is not kept anywhere: tell it to them by phone or "
                "in person, not beside the file. If it is forgotten, save the file again with another one."
            )
        )
        words = Text(say("Save protected PDF"), "heading")
        # A draft would keep what must not be kept; Esc and Cancel both give up.
        self.setLayout(column(holder(column(words, why, self.editor, gap=2, margin=2), "card")))
        self.setFocusProxy(self._password)

    def forget(self) -> None:
        """Empty the form: the file is written, or nobody wants it."""
        self.form.fill({"password": "", "again": "", "shown": ""})
        self.form.show_problems(())
        self.editor.banner.hide()

    def _reveal(self, shown: bool) -> None:
        self._password.reveal(shown)
        self._again.reveal(shown)

    def again(self) -> None:
        """Ask once more where to save it, with the password that still stands here; it is kept nowhere else."""
        self.editor.save()

    def _check(self) -> object:
        typed = self._password.value()
        found = Problems()
        # Counted as readers do: what is nothing to them protects nothing.
        known = found.read("password", prepared, typed) or ""
        found.refuse()
        if len(known) < LEAST_LETTERS:
            found.add("password", say("Use at least {count} characters.", count=LEAST_LETTERS))
        elif len(set(known)) == 1:
            found.add("password", say("One character over and over is easily guessed. Choose another password."))
        elif self._again.value() != typed:
            found.add("again", say("The two are not the same. Type it once more."))
        found.refuse()
        self._chosen(typed)
        return LATER
