"""What of a chart is closed to a role that does not read clinical records, and the way in when somebody needs help."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from clinic_desktop.chart.model import Glance
from clinic_desktop.intake.queries.history import newest_history
from clinic_desktop.staff.commands.emergencies import BeginEmergency
from clinic_desktop.staff.rules.emergencies import MINUTES
from clinic_desktop.staff.rules.roles import why_not
from clinic_desktop.store.command import Permission
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.editor import Editor
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.layout import card, column, row
from ui.kit.text import Text
from ui.session import Session

# The parts of a chart that show what "clinical" writes: the forms, and the papers that print it. A letter and a packet
# are among them, for what of the notes one prints is chosen inside. Files and bills are not: a scan is filed at the
# desk, and a bill says what was done and not what was found.
_CLINICAL_PARTS = frozenset(
    (
        *("note", "checklist", "flag", "resolve", "history", "assessment", "measure", "score", "body-map"),
        *("treatment", "goal", "plan-sent", "report", "visit-notes", "assessment-paper", "outcome-chart"),
        *("treatment-plan", "progress-report", "body-map-paper", "letter", "packet", "client-record"),
    )
)
# Where it is said, and where the way in is.
CLOSED_TAB = "assessment"
# What saving a form of a chart asks for; of those that are not named it is "people".
_ASKS: Mapping[str, Permission] = {
    **dict.fromkeys(("note", "checklist", "flag", "resolve", "assessment", "score", "body-map"), "clinical"),
    **dict.fromkeys(("treatment", "goal", "report", "measure"), "clinical"),
    **dict.fromkeys(("denial", "appeal", "benefits", "disclosure", "strike-disclosure"), "billing"),
    **dict.fromkeys(("write-off", "plan-sent", "submission"), "billing"),
    **dict.fromkeys(
        ("payment", "refund", "credit", "prepaid", "sale", "sale-payment", "renewal", "ending"), "payments"
    ),
}


def asks_to_save(what: str) -> Permission:
    """What saving the form of a part of a chart asks for."""
    return _ASKS.get(what, "people")


def is_closed(session: Session) -> bool:
    """Whether who is signed in does not read clinical records now. The one door: every face of them asks here."""
    return not session.clinic.allows("read_clinical")


def is_closed_part(session: Session, glance: Glance | None, what: str, rest: str) -> bool:
    """Whether a part of a chart is closed, as "note" of a visit. The pages themselves are not: they say so in their
    place. What a client brings on paper for the first time is typed at the desk."""
    if not is_closed(session) or what not in _CLINICAL_PARTS or (what == CLOSED_TAB and not rest):
        return False
    if (what, rest) == ("history", "new") and glance:
        return newest_history(session.clinic.read, glance.client.id) is not None
    return True


class ClosedCard(QWidget):
    """Calm words in the place of what is closed, and a way to open it for a reason."""

    # Made when they are asked for: most charts are read by somebody who may.
    form: Form
    editor: Editor

    def __init__(self, session: Session) -> None:
        """Hidden until `look` finds that it is closed."""
        super().__init__()
        self._session = session
        self._why = Text()
        self.ask = button(say("Emergency access"), self._ask)
        words = say(
            "Where somebody needs help now and nobody who may can be reached, you can open it for {count} minutes. It "
            "is written down with your reason, and every owner is told.",
            count=MINUTES,
        )
        self._card = card(say("Clinical records"), self._why, Text(words, "muted"), row(self.ask, None))
        self.setLayout(column(self._card))
        self.hide()

    def look(self) -> bool:
        """Show itself where clinical records are closed; whether they are."""
        closed = is_closed(self._session)
        if closed:
            self._why.setText(why_not(self._session.clinic.person.role, "read_clinical"))
        self.setVisible(closed)
        return closed

    def _ask(self) -> None:
        if not self.findChild(Editor):
            self._build()
        self.ask.hide()
        self.editor.show()
        self.editor.setFocus()
        self.form.go_to("reason")

    def _build(self) -> None:
        hint = say("In a few words: every owner reads it.")
        self.form = Form(TextField("reason", say("Why do you need it now?"), hint))
        self.editor = Editor("", self.form, self._begin, save_words=say("Begin emergency access"))
        self.editor.left.connect(self._leave)
        layout = self._card.layout()
        assert layout
        layout.addWidget(self.editor)

    def _leave(self) -> None:
        self.form.fill({"reason": ""})
        self.editor.hide()
        self.ask.show()
        self.ask.setFocus()

    def _begin(self) -> object:
        clinic = self._session.clinic
        over = clinic.emergency.id if clinic.emergency and not clinic.emergency_seconds() else 0
        return self._session.run(BeginEmergency(self.form.values()["reason"], over))
