"""Voids an issued bill: says what that means, and asks why."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clinic_desktop.superbills.commands.bills import VoidBill
from clinic_desktop.superbills.model.issued import IssuedBill
from clinic_desktop.superbills.queries.issued import is_whole
from clinic_desktop.wording import say
from ui.kit.editor import Editor
from ui.kit.fields import NoteField
from ui.kit.form import Form
from ui.kit.layout import card, column
from ui.kit.text import Text
from ui.session import Session
from ui.superbills.kinds import VOID, VOID_THIS


class VoidForm(QWidget):
    """Nothing is void before its button is pressed: Enter only makes a new line of the reason."""

    topic = "60-superbills#void"

    def __init__(
        self, session: Session, found: IssuedBill, then: tuple[Callable[[], object], Callable[[], object]], why: str
    ) -> None:
        """`then` is done once it is void, and when it is given up; a reason half typed is kept as a draft. `why` is the
        reason that is proposed, "" without one."""
        super().__init__()
        self.form = Form(NoteField("why", say("Why is it void?"), say("It is kept, not printed."), lines=2))
        self.editor = Editor(
            "",
            self.form,
            lambda: session.run(VoidBill(found.id, found.version, self.form.values()["why"])),
            save_words=say(VOID[found.kind]),
        )
        # Not the look of what one is here to do: it cannot be taken back.
        self.editor.save_button.setProperty("main", "false")
        if why:
            self.form.fill({"why": why})
        self.editor.keep_drafts(session.clinic.drafts, f"void:{found.id}")
        self.editor.saved.connect(then[0])
        self.editor.left.connect(then[1])
        means = say("The paper says VOID from now on, and its visits can be billed again. This cannot be undone.")
        if not is_whole(session.clinic.read, found):
            means = say(
                "The paper that was handed out is damaged: the one that says VOID is made from the record. Its visits"
                " can be billed again. This cannot be undone."
            )
        title = say(VOID_THIS[found.kind])
        self.setLayout(column(card(title, Text(means), self.editor)))
        self.setFocusProxy(self.form.fields["why"])
