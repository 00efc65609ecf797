"""What the payer wants proved, what of the record answers it, and on which page that stands."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from clinic_desktop.packets.model.criteria import AnsweredCriterion, ToAnswer
from clinic_desktop.packets.model.view import PacketView
from clinic_desktop.packets.rules.evidence import answered, is_left_out
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.editor import Editor
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.flow import flow
from ui.kit.form import DraftKeeper, Form
from ui.kit.grid import step
from ui.kit.layout import bring_into_view, column, emptied, holder
from ui.kit.text import ChipText, Text

Answers = tuple[AnsweredCriterion, ...]
_MOST_PAGES = 2_000


class CriteriaSheet(QWidget):
    """`keep` gets all answers after each of them, and raises what is wrong; `go` leads to a part of the chart.
    `rebuilt` when there are other buttons."""

    topic = "67-packets#criteria"

    rebuilt = Signal()

    def __init__(self, keep: Callable[[Answers], object], keeper: DraftKeeper, own: Callable[[], object]) -> None:
        """`own` leads to where the payer's own criteria are written down."""
        super().__init__()
        self._keep, self._keeper = keep, keeper
        self._view: PacketView | None = None
        self._editing, self.editor = "", None
        self.buttons: dict[str, QPushButton] = {}
        self._place = column(gap=2)
        self.own = button(say("What this payer wants"), own, "link", "edit")
        self._about = Text(role="muted")
        self.setLayout(column(self._about, self._place, holder(flow(self.own)), None, gap=2))

    editor: Editor | None

    def show_view(self, view: PacketView) -> None:
        """Show every criterion with its answer; one that is being changed stays."""
        self._view = view
        self.own.setVisible(view.packet.payer is not None)
        if self.editor is None:
            self._build()

    def open_criterion(self, key: str) -> None:
        """Change the answer to one criterion, where a Fix button leads."""
        self._editing = key
        self._build()
        if self.editor:
            self.editor.form.fields["words"].box.setFocus()
            bring_into_view(self.editor)

    def _build(self) -> None:
        view = self._view
        assert view
        emptied(self._place)
        self.editor, self.buttons = None, {}
        keys = [part.key for _, part in view.present]
        if view.criteria:
            words = say(
                "Each stands in the packet with what answers it, and the page. Nothing is claimed that the record does"
                " not say: what you type yourself, check against the part it stands in."
            )
        else:
            words = say("Nothing has to be proved for this purpose, or to this recipient.")
        self._about.setText(words)
        for one in view.criteria:
            made = self._form(one, keys) if one.key == self._editing else self._line(one, keys)
            self._place.addWidget(made)
            made.show()
        self.rebuilt.emit()

    def _line(self, one: ToAnswer, keys: Sequence[str]) -> QWidget:
        assert self._view
        answers = self._view.packet.criteria
        words, part, page = answered(one, answers, keys)
        titles = {found.key: found.on_screen for found in self._view.parts}
        is_out = is_left_out(one, answers)
        lines: list[QWidget] = [Text(one.words, "strong"), Text(one.source, "small")]
        if is_out:
            lines.append(Text(say("The packet does not speak of it."), "muted"))
        elif not words:
            lines += [_chip(say("Not answered")), Text(one.missing, "muted")]
        else:
            lines.append(Text(words))
            where = say("Stands in: {part}, page {page} of it", part=titles.get(part, ""), page=page)
            lines.append(Text(where, "muted") if part else _chip(say("In no part that is in it")))
        verb = say("Change the answer") if words else say("Answer it")
        change = button(verb, partial(self.open_criterion, one.key), "link")
        change.setAccessibleName(say("{verb}: {what}", verb=verb, what=one.words))
        verb = say("Speak of it") if is_out else say("Leave it out")
        out = button(verb, partial(self._leave_out, one), "link")
        out.setAccessibleName(say("{verb}: {what}", verb=verb, what=one.words))
        self.buttons[one.key] = change
        lines.append(holder(flow(change, out)))
        return holder(column(*lines, gap=0))

    def _form(self, one: ToAnswer, keys: Sequence[str]) -> QWidget:
        view = self._view
        assert view
        titles = {found.key: found.on_screen for found in view.parts}
        words, part, page = answered(one, view.packet.criteria, keys)
        parts = [(key, titles[key]) for key in keys]
        hint = say("Empty takes what the record says.")
        form = Form(
            NoteField("words", say("What answers it"), hint, lines=4),
            [
                (ChoiceField("part", say("Stands in"), [*parts, ("", say("No part"))]), 3),
                (TextField("page", say("Page of it")), 1),
            ],
        )
        form.fill({"words": words, "part": part, "page": str(page)})
        editor = Editor("", form, lambda: self._save(one, form), save_words=say("Keep the answer"))
        editor.keep_drafts(self._keeper, f"packet:{view.packet.id}:{one.key}")
        editor.saved.connect(self._on_left)
        editor.left.connect(self._on_left)
        self.editor = editor
        return holder(column(Text(one.words, "strong"), editor, gap=1))

    def _save(self, one: ToAnswer, form: Form) -> None:
        values, found = form.values(), Problems()
        typed = values["page"].strip() or "1"
        page = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= len(str(_MOST_PAGES)) else 0
        if not 1 <= page <= _MOST_PAGES:
            found.add("page", say("Type a page of that part, like 1."))
        found.refuse()
        own = values["words"].strip()
        if one.evidence and own == one.evidence.words:
            own = ""
        self._put(AnsweredCriterion(one.key, own, values["part"], page))

    def _leave_out(self, one: ToAnswer) -> None:
        assert self._view
        now = next((each for each in self._view.packet.criteria if each.key == one.key), AnsweredCriterion(one.key))
        self._put(replace(now, is_left_out=not now.is_left_out))

    def _put(self, answer: AnsweredCriterion) -> None:
        assert self._view
        others = tuple(each for each in self._view.packet.criteria if each.key != answer.key)
        self._keep((*others, answer))

    def _on_left(self, *_: object) -> None:
        key, self._editing, self.editor = self._editing, "", None
        self._build()
        made = self.buttons.get(key)
        if made:
            made.setFocus()


def _chip(words: str) -> QWidget:
    """A warning in a line of its own, with air above and below."""
    made = holder(flow(ChipText(words, "warning")))
    made.setContentsMargins(0, step(1) // 2, 0, step(1) // 2)
    return made
