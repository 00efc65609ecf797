"""Chooses what a month end is about: what goes out for a month, or for any days, or the receipts of a year."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.month_end.model import Batch, MonthSpan
from clinic_desktop.month_end.rules import spans
from clinic_desktop.store.clock import Clock
from clinic_desktop.wording import say
from ui.kit.boxes import Check
from ui.kit.buttons import button
from ui.kit.choice_box import ChoiceBox, NoWheel
from ui.kit.editor import Editor
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.layout import column, row
from ui.kit.text import Text


class SpanBar(QWidget):
    """`chosen` when it is another batch or other days."""

    topic = "60-superbills#month-end"

    chosen = Signal()

    def __init__(self, clock: Clock) -> None:
        """Begins with the last month that is over."""
        super().__init__()
        self._clock = clock
        self.batch: Batch = "month"
        self.span = spans.last_span(self.batch, clock.today())
        self.which = ChoiceBox()
        self.which.setAccessibleName(say("What is issued"))
        self.which.addItem(say("Superbills and statements of a month"), "month")
        self.which.addItem(say("Year receipts"), "year")
        self.which.installEventFilter(NoWheel(self.which))
        self.which.activated.connect(lambda _: self._on_batch())
        self._name = Text("", "heading", wrap=False)
        self.earlier = button(say("Earlier"), self._on_earlier)
        self.later = button(say("Later"), self._on_later)
        self.other = button(say("Other days"), self._on_other, "link")
        self.form = Form(
            [
                (TextField("first", say("First day"), example="10/1/2026"), 1),
                (TextField("last", say("Last day"), example="10/31/2026"), 1),
            ]
        )
        self.editor = Editor("", self.form, self._on_typed, save_words=say("Show these days"))
        self.editor.save_button.setProperty("main", "false")
        self.editor.saved.connect(self.editor.hide)
        self.editor.left.connect(self.editor.hide)
        self.editor.hide()
        self.receipts = Check(say("Receipts for clients who pay by themselves"))
        self.receipts.setAccessibleName(self.receipts.text())
        self.receipts.toggled.connect(lambda _: self.chosen.emit())
        line = row(self.which, self.earlier, self._name, self.later, self.other, None, self.receipts, gap=2)
        self.setLayout(column(line, self.editor, gap=1))
        self.setFocusProxy(self.which)
        self._show()

    @property
    def with_receipts(self) -> bool:
        """Whether receipts are made for clients who pay by themselves."""
        return self.batch == "month" and self.receipts.isChecked()

    def set_span(self, batch: Batch, span: MonthSpan) -> None:
        """Show a batch and its days; a year receipt is of a whole year."""
        self.batch, self.span = batch, spans.year_of(span.last) if batch == "year" else span
        if batch == "year":
            self.editor.hide()
        self.which.setCurrentIndex(self.which.findData(batch))
        self._show()
        self.chosen.emit()

    def _show(self) -> None:
        self._name.setText(spans.span_words(self.span))
        is_of_days = self.batch == "month"
        self.other.setVisible(is_of_days)
        self.receipts.setVisible(is_of_days)
        is_whole = spans.is_month(self.span) or spans.is_year(self.span)
        for made, words in ((self.earlier, say("Earlier")), (self.later, say("Later"))):
            made.setEnabled(is_whole)
            made.setAccessibleName(words)
        self.later.setEnabled(is_whole and self.span.last < self._clock.today())

    def _on_batch(self) -> None:
        batch: Batch = "year" if self.which.currentData() == "year" else "month"
        self.set_span(batch, spans.last_span(batch, self._clock.today()))

    def _on_earlier(self) -> None:
        self.set_span(self.batch, spans.before(self.span))

    def _on_later(self) -> None:
        self.set_span(self.batch, spans.after(self.span))

    def _on_other(self) -> None:
        self.form.fill({"first": f"{self.span.first:%m/%d/%Y}", "last": f"{self.span.last:%m/%d/%Y}"})
        self.editor.show()
        self.form.fields["first"].setFocus()

    def _on_typed(self) -> None:
        typed = self.form.values()
        found = spans.typed_span(typed["first"], typed["last"], self._clock.today())
        self.set_span(self.batch, found)
