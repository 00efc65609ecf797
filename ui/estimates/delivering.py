"""The log of how an estimate was delivered, and the form that adds to it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.clients.queries import client
from clinic_desktop.estimates.commands.deliveries import LogDelivery, RetireDelivery
from clinic_desktop.estimates.model.estimate import WAYS, DeliveryDraft, EstimateDelivery, IssuedEstimate
from clinic_desktop.values import dates
from clinic_desktop.values.addresses import address_lines
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.form import Form
from ui.kit.layout import column, emptied, holder, row
from ui.kit.text import Text, isolated
from ui.session import Session


class DeliveryLog(QWidget):
    """Entries with a way to take each back, and below them the form for the next one."""

    def __init__(self, session: Session, found: IssuedEstimate, left: Callable[[], object]) -> None:
        """`left` is called when the form is left by Esc."""
        super().__init__()
        self._session, self._found = session, found
        self._reached = _reached(session, found)
        self.form = Form(
            [
                (TextField("delivered_on", say("Delivered on")), 1),
                (ChoiceField("how", say("How"), [(key, say(words)) for key, words in WAYS.items()]), 1),
            ],
            TextField("delivered_to", say("To whom"), say("A name, an address, an email: as the client wished.")),
            NoteField("note", say("Note"), lines=1),
        )
        self.editor = Editor("", self.form, self._save, save_words=say("Write down delivery"))
        self.editor.cancel_button.hide()
        self.form.fields["how"].changed.connect(self._on_how)
        self._begin()
        self.editor.keep_drafts(session.clinic.drafts, f"delivery:new:{found.id}")
        self.editor.saved.connect(self._begin)
        self.editor.left.connect(left)
        self._entries = QVBoxLayout()
        self.more = button(say("Write down another"), self._show_form, "link", "plus")
        parts = (self._entries, holder(row(self.more, None)), self.editor)
        self.setLayout(column(Text(say("Delivered"), "strong"), *parts, gap=1))
        self.setFocusProxy(self.form.fields["delivered_on"])
        self.show_entries(found)

    def show_entries(self, found: IssuedEstimate) -> None:
        """Show what was written down, and no form for one that is void."""
        self._found = found
        emptied(self._entries)
        for one in found.deliveries:
            self._entries.addWidget(self._entry(one))
        if not found.deliveries:
            none = say("Not written down yet. What was due is settled only once the client has it.")
            self._entries.addWidget(Text(none, "muted"))
        # Once is enough for most: the form for another delivery stands there when it is asked for.
        self.editor.setVisible(found.is_live and not found.deliveries)
        self.more.setVisible(found.is_live and bool(found.deliveries))

    def _show_form(self) -> None:
        self.more.hide()
        self.editor.show()
        self.form.fields["delivered_on"].box.setFocus()

    def _entry(self, one: EstimateDelivery) -> QWidget:
        facts = {"how": say(WAYS[one.how]), "day": dates.shown(one.delivered_on)}
        first = say("{how}, {day}", **facts)
        whom = say("To {whom}, by {who}", whom=isolated(one.delivered_to), who=isolated(one.deliverer))
        gone = button(say("Remove"), partial(self._session.attempt, RetireDelivery(one.id, one.version)), "link")
        gone.setAccessibleName(say("Remove delivery: {what}", what=first))
        words = column(Text(first), Text(whom, "muted"), *([Text(one.note, "muted")] if one.note else []), gap=0)
        line = row(words, gone, gap=2)
        line.setStretch(0, 1)
        return holder(line)

    def _begin(self) -> None:
        today = self._session.clinic.clock.today()
        self.form.fill(draft_text(DeliveryDraft, DeliveryDraft()))
        self.form.begin_with({"delivered_on": dates.printed(today), "delivered_to": self._reached["handed"]})

    def _on_how(self) -> None:
        """Another way has another address, unless somebody typed one."""
        values = self.form.values()
        if values["delivered_to"] in ("", *self._reached.values()):
            self.form.fields["delivered_to"].set_value(self._reached.get(values["how"], self._found.facts.client_name))

    def _save(self) -> int:
        return self._session.run(LogDelivery(self._found.id, read_draft(DeliveryDraft, self.form)))


def _reached(session: Session, found: IssuedEstimate) -> dict[str, str]:
    """How the client is reached, by the way of delivery; by name where nothing else is known."""
    person = client(session.clinic.read, found.client)
    name = found.facts.client_name
    mail = ", ".join(address_lines(person))
    return {"handed": name, "mailed": mail or name, "email": person.email or name, "portal": name}
