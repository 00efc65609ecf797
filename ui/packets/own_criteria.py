"""What a payer wants proved, written down by the clinic from its policies: a list with its form."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clinic_desktop.packets.commands.criteria import AddCriterion, ChangeCriterion, RetireCriterion
from clinic_desktop.packets.model.criteria import EVIDENCE, PayerCriterion, PayerCriterionDraft
from clinic_desktop.packets.queries.criteria import criterion_page
from clinic_desktop.payers.queries import payer
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.flow import flow
from ui.kit.form import Form, keep_all
from ui.kit.keys import is_escape, on_new
from ui.kit.layout import card, column, emptied, holder, row, scrolled, tab_through
from ui.kit.text import Text
from ui.session import Session


class OwnCriteriaPage(QWidget):
    """`left` is called when the person goes back to the packet."""

    topic = "67-packets#own-criteria"

    def __init__(self, session: Session, payer_id: int, left: Callable[[], object]) -> None:
        """Raises Missing where there is no such payer."""
        super().__init__()
        self._session, self._payer, self._left = session, payer_id, left
        name = payer(session.clinic.read, payer_id).name
        self._place, self._form = column(gap=2), column(gap=2)
        self._none = Text(say("None is written down: a packet answers what payers commonly ask."), "muted")
        self.editor: Editor | None = None
        self.buttons: dict[int, QWidget] = {}
        self._is_empty = False
        self.add = button(say("Add a criterion"), partial(self.open_editor, None), picture="plus")
        back = button(say("Back to the packet"), self._go_back, "link", "back")
        why = say(
            "What its medical policy asks for, point by point. A packet to this payer then answers these, and not the"
            " ones that payers commonly have."
        )
        title = say("What {payer} wants", payer=name)
        self._offer = holder(flow(self.add))
        whole = card(title, Text(why, "muted"), self._form, self._none, self._place, self._offer, gap=2)
        inner = holder(column(row(back, None), whole, None, gap=1, margin=3))
        self.setLayout(column(scrolled(inner)))
        self.setFocusProxy(self.add)
        on_new(self, partial(self.open_editor, None))
        session.keep_fresh(self, "payer_criteria")

    def reload(self) -> None:
        """Read the list again."""
        emptied(self._place)
        self.buttons = {}
        found = criterion_page(self._session.clinic.read, self._payer).rows
        self._is_empty = not found
        self._show_offer()
        for one in found:
            made = self._line(one)
            self._place.addWidget(made)
            # At once, and not by an event: the page would be without its rows for a moment.
            made.show()
        tab_through(self)

    def open_editor(self, found: PayerCriterion | None) -> None:
        """Write a new one, or correct one."""
        if not keep_all(self):
            return
        emptied(self._form)
        form = _criterion_form()
        editor = Editor("", form, partial(self._save, form, found), save_words=say("Keep the criterion"))
        if found:
            form.fill(draft_text(PayerCriterionDraft, found))
        else:
            form.begin_with({"checked_on": dates.printed(self._session.clinic.clock.today())})
        name = f"criterion:{found.id}" if found else f"criterion:new:{self._payer}"
        editor.keep_drafts(self._session.clinic.drafts, name)
        editor.saved.connect(lambda *_: self._drop())
        editor.left.connect(lambda *_: self._drop())
        self.editor = editor
        self._form.addWidget(editor)
        editor.show()
        self._show_offer()
        tab_through(self)
        form.fields["words"].box.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event):
            self._go_back()
        else:
            super().keyPressEvent(event)

    def _line(self, one: PayerCriterion) -> QWidget:
        change = button(say("Change"), partial(self.open_editor, one), "link")
        change.setAccessibleName(say("Change: {what}", what=one.words))
        gone = button(say("Remove"), partial(self._remove, one), "link")
        gone.setAccessibleName(say("Remove: {what}", what=one.words))
        self.buttons[one.id] = change
        facts = {"source": one.source, "day": dates.shown(one.checked_on), "what": say(EVIDENCE[one.evidence])}
        told = say("{source}, read {day}. Answered by: {what}.", **facts)
        return holder(column(Text(one.words, "strong"), Text(told, "muted"), holder(flow(change, gone)), gap=0))

    def _save(self, form: Form, found: PayerCriterion | None) -> int:
        draft = read_draft(PayerCriterionDraft, form)
        if found:
            return self._session.run(ChangeCriterion(found.id, found.version, draft))
        return self._session.run(AddCriterion(self._payer, draft))

    def _remove(self, one: PayerCriterion) -> None:
        self._session.attempt(RetireCriterion(one.id, one.version))
        self.add.setFocus()

    def _show_offer(self) -> None:
        """One thing at a time: while one is written no other is offered."""
        self._none.setVisible(self._is_empty and self.editor is None)
        self._offer.setVisible(self.editor is None)

    def _drop(self) -> None:
        self.editor = None
        emptied(self._form)
        self._show_offer()
        self.add.setFocus()

    def _go_back(self) -> None:
        if keep_all(self):
            self._left()


def _criterion_form() -> Form:
    evidence = [(key, say(words)) for key, words in EVIDENCE.items()]
    hint = say("A packet proposes this of the record, with its numbers, and you may change it.")
    return Form(
        NoteField("words", say("What it wants proved"), say("In its own words, as far as they fit here."), lines=2),
        ChoiceField("evidence", say("Answered by"), evidence, hint),
        [
            (TextField("source", say("Where it says so"), example="Medical policy 8.03.502"), 3),
            (TextField("checked_on", say("Read on"), example="11/20/2026"), 1),
        ],
    )
