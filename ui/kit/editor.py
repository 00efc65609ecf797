"""The frame around every form that saves: heading, banner, fields, Save and Cancel; errors find their place."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from clinic_desktop.errors import ChangedSince, ClinicError, Missing, Refused
from clinic_desktop.wording import say
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.foot import Foot
from ui.kit.form import DraftKeeper, Form
from ui.kit.grid import step
from ui.kit.layout import row
from ui.kit.lead import lead, on_form_hidden, on_form_shown
from ui.kit.text import Text

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent

# What `save` returns when a job answers later: nothing is saved yet, nothing is wrong either.
LATER = object()


class Editor(QWidget):
    """Shows a form and saves it. Enter saves; Esc goes back and keeps what was typed, only Cancel gives it up."""

    saved = Signal()
    left = Signal()
    # What is edited is called otherwise now: for the heading that stands around it.
    titled = Signal(str)

    def __init__(self, title: str, form: Form, save: Callable[[], object], *, save_words: str = "") -> None:
        """`save` performs the command and raises what it refuses."""
        super().__init__()
        self.form, self._save = form, save
        self.banner = Banner()
        self.save_button = button(save_words or say("Save"), self.save, "main")
        self.cancel_button = button(say("Cancel"), self.leave)
        self._reload: Callable[[], object] | None = None
        self._too_late: tuple[str, Callable[[], object]] | None = None
        self._standing: tuple[str, tuple[str, Callable[[], object]]] | None = None
        # The form, or the two columns in which it stands at the left.
        self._body: QWidget = form
        self._buttons = row(self.save_button, self.cancel_button, None)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(step(2))
        if title:
            layout.addWidget(Text(title, "heading"))
        layout.addWidget(self.banner)
        layout.addWidget(form)
        layout.addWidget(Foot(self._buttons))
        layout.addStretch(1)
        form.not_kept.connect(self._on_not_kept)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)

    def only_to_read(self) -> None:
        """There is nothing to save: what is put above is read, and Back leads away."""
        self.save_button.setEnabled(False)
        self.save_button.hide()
        self.cancel_button.setText(say("Back"))
        self.setFocusProxy(self.cancel_button)

    def add_button(self, made: QPushButton, *, beside_save: bool = False) -> None:
        """A further button at the right end of the row, or another way to finish beside Save, which always stands
        first: the main button is where the eye and the Tab key come first, and what Enter does."""
        if not beside_save:
            self._buttons.addWidget(made)
            return
        self._buttons.insertWidget(self._buttons.indexOf(self.save_button) + 1, made)
        QWidget.setTabOrder(self.save_button, made)

    def add_button_before_last(self, made: QPushButton) -> None:
        """One at the right end that stands before what takes the row away, which is always the last."""
        last = self._buttons.itemAt(self._buttons.count() - 1)
        self._buttons.insertWidget(self._buttons.count() - 1, made)
        taking_away = last.widget() if last else None
        if taking_away:
            QWidget.setTabOrder(made, taking_away)

    def put_at_foot(self, made: QWidget, share: int = 0) -> None:
        """Something to read beside the buttons, in view as long as they are; with a `share` of the room that is free
        there, for a sentence that would break into lines before it is needed."""
        self._buttons.insertWidget(self._buttons.indexOf(self.cancel_button) + 1, made, share)

    def put_above(self, made: QWidget) -> None:
        """Something to read above the form."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(layout.indexOf(self._body), made)

    def put_beside(self, made: QWidget, *below: QWidget) -> None:
        """Something to read beside the form, at its right where there is room, else below it; and what comes last."""
        # Imported here: most forms stand alone, that of signing in too.
        from ui.kit.beside import Beside

        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        at, sides = layout.indexOf(self._body), Beside()
        layout.removeWidget(self._body)
        sides.left.addWidget(self.form)
        sides.right.addWidget(made)
        for one in below:
            sides.below.addWidget(one)
        layout.insertWidget(at, sides)
        self._body = sides
        sides.arrange()

    def keep_drafts(self, keeper: DraftKeeper, name: str) -> None:
        """Keep what is typed; says so when something from before was put back."""
        if self.form.keep_drafts(keeper, name):
            self.banner.show_words(
                "note",
                say("This was typed before and not saved yet. Save keeps it."),
                (say("Drop it"), self.leave),
            )

    def keep_saying(self, words: str, action: tuple[str, Callable[[], object]]) -> None:
        """What stops this form until something else is done, with the button that leads there: it stands there again
        after each try."""
        self._standing = words, action
        self._say_standing()

    def reload_with(self, reload: Callable[[], object]) -> None:
        """What fills the form with the row as it is now, for when somebody else changed it."""
        self._reload = reload

    def lead_to(self, words: str, act: Callable[[], object]) -> None:
        """The button of a new form that somebody was faster with, in place of the one that reads a row again."""
        self._too_late = words, act

    def save(self) -> bool:
        """Save; False when it was refused, and then everything typed is still there."""
        # Enter in a field comes here too, while what was begun before is still under way.
        if not self.save_button.isEnabled() or not self.attempt(self._save):
            return False
        self.form.forget_draft()
        self.saved.emit()
        return True

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do something with what is edited here; False when it was refused, and then the editor says why."""
        self._say_standing()
        self.form.show_problems(())
        try:
            if act() is LATER:
                return False
        except Refused as refused:
            homeless = self.form.show_problems(refused.problems)
            if homeless:
                self.banner.show_words("stop", " ".join(homeless))
            return False
        except ChangedSince as changed:
            action = self._too_late or ((say("Show what is there now"), self._on_reload) if self._reload else None)
            self.banner.show_words("warning", changed.words, action)
            return False
        except ClinicError as trouble:
            self.banner.show_words("stop", trouble.words)
            return False
        return True

    def showEvent(self, event: "QShowEvent") -> None:
        super().showEvent(event)
        on_form_shown(self)
        if self.save_button.held_back:
            self.banner.show_words("note", self.save_button.held_back)

    def hideEvent(self, event: "QHideEvent") -> None:
        super().hideEvent(event)
        on_form_hidden(self)

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        from PySide6.QtCore import Qt

        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            # A key held down since the button that opened this form must not save it.
            self.save()

    def go_back(self) -> None:
        """Leave the form with its draft kept; where that cannot be written the form stays and says so."""
        if self.form.keep_draft():
            self.left.emit()

    def leave(self) -> None:
        """Give up what was typed."""
        self.banner.hide()
        self.form.show_problems(())
        # A row that is gone meanwhile has nothing to show.
        with suppress(Missing):
            if self._reload:
                self._reload()
        self.form.forget_draft()
        self.left.emit()

    def _say_standing(self) -> None:
        if self._standing:
            self.banner.show_words("stop", *self._standing)
        else:
            self.banner.hide()

    def _on_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        if now and self.isAncestorOf(now):
            lead(self)

    def _on_reload(self) -> None:
        reload = self._reload
        if reload and self.attempt(lambda: self.form.fill_again(reload)):
            self.form.keep_draft()
            self.banner.show_words("note", say("This is what is there now, with what you typed. Save keeps it."))

    def _on_not_kept(self, words: str) -> None:
        self.banner.show_words("warning", say("{why} What you type is not on the disk yet.", why=words))
