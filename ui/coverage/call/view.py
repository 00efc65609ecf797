"""A call that was logged, to read: all that was said in it, what it left open, and the way to take it away."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QWidget

from clinic_desktop.coverage.commands.calls import RetireBenefitCall
from clinic_desktop.coverage.queries.kept import benefit_call, questions_of
from clinic_desktop.errors import Missing
from clinic_desktop.wording import say
from ui.coverage.call.open_rows import OpenRows
from ui.coverage.call.words import head_pairs, said_pairs
from ui.coverage.rows import breakable
from ui.editing import Back
from ui.kit.buttons import button
from ui.kit.confirm import ask
from ui.kit.editor import Editor
from ui.kit.facts import facts
from ui.kit.form import Form
from ui.kit.grid import step
from ui.kit.layout import column, holder
from ui.kit.text import Text
from ui.session import Session


def call_view(session: Session, row: int, back: Back, correct: Callable[[int], object]) -> Editor:
    """A call by its row; `correct` opens its entry in the contact log. Raises Missing."""
    call = benefit_call(session.clinic.read, row)
    editor = Editor("", Form(), lambda: None)
    editor.put_above(CallView(session, row))
    editor.save_button.hide()
    editor.cancel_button.setText(say("Back"))
    editor.cancel_button.setAccessibleName(say("Back"))
    editor.left.connect(lambda: back(0))
    editor.setFocusProxy(editor.cancel_button)

    def remove() -> None:
        if editor.attempt(lambda: session.run(RetireBenefitCall(call.id, call.version))):
            back(0)

    def asked() -> None:
        ask(
            editor,
            say("Remove this call?"),
            say("The answers that stand on it go with it, and what it left open. In the contact log it is struck out."),
            say("Remove"),
            remove,
        )

    editor.add_button(button(say("Open in the contact log"), lambda: correct(int(call.contact))))
    editor.add_button(button(say("Remove…"), asked))
    return editor


# In steps of the grid.
_LABELS = 28


class CallView(QFrame):
    """Reads itself again when one of its questions is settled."""

    def __init__(self, session: Session, row: int) -> None:
        """Raises Missing."""
        super().__init__()
        self.setProperty("surface", "none")
        self._session, self._row = session, row
        call = benefit_call(session.clinic.read, row)
        self.open = OpenRows(session)
        parts: list[QWidget] = [_facts(head_pairs(call))]
        for title, pairs in said_pairs(call):
            parts.append(holder(column(Text(title, "heading"), _facts(pairs), gap=1)))
        if not call.answers and not call.told:
            parts.append(Text(say("Nothing was answered in this call."), "muted"))
        read_back = say("Yes, and their disclaimer was heard") if call.read_back else ""
        ending = [(say("Read back"), read_back), (say("Note"), call.note)]
        self.setLayout(column(*parts, self.open, _facts(ending), gap=2))
        session.keep_fresh(self, "call_questions", "benefit_calls")

    def reload(self) -> None:
        """Show what is still open by now."""
        try:
            benefit_call(self._session.clinic.read, self._row)
        except Missing:
            # Removed, here or by undo: the page around it leads back.
            return
        self.open.show_questions(questions_of(self._session.clinic.read, self._row))


def _facts(pairs: list[tuple[str, str]]) -> QWidget:
    made = facts([(label, breakable(value)) for label, value in pairs])
    made.setContentsMargins(0, 0, 0, 0)
    # What was said begins at one line in all groups.
    made.setColumnMinimumWidth(0, step(_LABELS))
    return holder(made)
