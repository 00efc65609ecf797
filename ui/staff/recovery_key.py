"""Shows a recovery key, has it printed or saved, and asks for two of its groups before going on."""

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.staff.document import recovery_sheet
from clinic_desktop.store.beside.disks import is_on_same_disk
from clinic_desktop.store.files import write_beside
from clinic_desktop.values.problems import Problems
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.editor import Editor
from ui.kit.fields import TextField
from ui.kit.files import ask_where, print_text
from ui.kit.form import Form
from ui.kit.grid import step
from ui.kit.layout import column, holder, row
from ui.kit.leaving import Gone, tell_gone
from ui.kit.text import Text


class RecoveryKeyPanel(QWidget):
    """`done` is called once both groups were typed back right."""

    def __init__(
        self, clinic: str, key: str, today: date, done: Callable[[], object], *, folder: Path | None = None
    ) -> None:
        """`key` is the key as printed, in groups; `folder` that of the clinic: a sheet that is saved beside it says
        nothing to whoever has lost the computer, and everything to whoever has found it."""
        super().__init__()
        self._folder = folder
        self._sheet = recovery_sheet(clinic, key, today)
        self._shown: list[Text] = []
        self._groups, self._done = key.split("-"), done
        # Two of the first eight: the ninth only checks the others.
        self.asked = sorted(random.SystemRandom().sample(range(len(self._groups) - 1), 2))
        words = [say("Group {number}", number=at + 1) for at in self.asked]
        self.form = Form([(TextField(f"group{at}", words[place]), 1) for place, at in enumerate(self.asked)])
        self.editor = Editor("", self.form, self._check, save_words=say("Go on"))
        self.editor.cancel_button.hide()
        why = Text(
            say(
                "If every password is forgotten, only this key opens the clinic. Nobody else has it, and we cannot "
                "make it again. Print it or save it on a stick, and keep it away from this computer."
            )
        )
        printing = button(say("Print"), self._print, picture="print")
        self._printing = printing
        self._show_button = button(say("Show the key"), self._show_again, "link")
        self._show_button.hide()
        buttons = row(printing, button(say("Save"), self._ask_save, picture="save"), self._show_button, None)
        self.setLayout(
            column(
                why,
                self._shown_groups(),
                buttons,
                1,
                Text(say("Now type two of its groups from the paper"), "strong"),
                self.editor,
                gap=2,
            )
        )
        # Typed back from the paper, not from the screen: hidden before the first letter is typed.
        for field in self.form.fields.values():
            field.box.installEventFilter(self)
        self.form.edited.connect(lambda: self._show_asked(False))
        self.setFocusProxy(printing)

    def save_to(self, path: Path) -> None:
        """Save the sheet; what goes wrong is said in the banner."""
        try:
            write_beside(path, self._sheet.encode("utf-8"))
        except StoreTrouble as trouble:
            self.editor.banner.show_words("stop", trouble.words)
        else:
            tell_gone(Gone("file", say("Recovery key")))
            if self._folder and is_on_same_disk(path, self._folder):
                words = say(
                    "Saved, but on the disk of the clinic itself: whoever has the computer then has the key too, and a "
                    "broken disk takes both. Move the file to a stick, and keep that in another place."
                )
                self.editor.banner.show_words("warning", words)
                return
            self.editor.banner.show_words("good", say("Saved. Take the stick out and keep it in another place."))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._show_asked(False)
        return super().eventFilter(watched, event)

    def _shown_groups(self) -> QWidget:
        grid = QGridLayout()
        grid.setHorizontalSpacing(step(3))
        grid.setVerticalSpacing(step(1))
        for at, group in enumerate(self._groups):
            line, place = divmod(at, 3)
            number = Text(f"{at + 1}", "small", wrap=False)
            shown = Text(group, "key", wrap=False)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            self._shown.append(shown)
            self._show_group(at, True)
            # The number close to its own group.
            grid.addLayout(row(number, shown, None), line, place)
            grid.setColumnStretch(place, 1)
        grid.setContentsMargins(step(3), step(2), step(3), step(2))
        return holder(grid, "card")

    def _show_again(self) -> None:
        # First: the button goes, and the focus would go on to a field that hides them again.
        self._printing.setFocus()
        self._show_asked(True)

    def _show_asked(self, shown: bool) -> None:
        self._show_button.setVisible(not shown)
        for at in self.asked:
            self._show_group(at, shown)

    def _show_group(self, at: int, shown: bool) -> None:
        group, text = self._groups[at], self._shown[at]
        text.setText(group if shown else "\N{BULLET}" * len(group))
        name = say("Group {number}: hidden", number=at + 1)
        if shown:
            name = say("Group {number}: {letters}", number=at + 1, letters=" ".join(group))
        text.setAccessibleName(name)

    def _print(self) -> None:
        words = print_text(
            self,
            say("Recovery key"),
            self._sheet,
            self._on_printed,
            [at for at, line in enumerate(self._sheet.splitlines()) if any(one in line for one in self._groups)],
        )
        if words:
            self.editor.banner.show_words("warning", words)

    def _on_printed(self) -> None:
        tell_gone(Gone("print", say("Recovery key")))
        words = say("Sent to the printer. Check that the sheet can be read before you go on.")
        self.editor.banner.show_words("good", words)

    def _ask_save(self) -> None:
        ask_where(self, say("Save recovery key"), "clinic-recovery-key.txt", self.save_to)

    def _check(self) -> object:
        problems = Problems()
        for at in self.asked:
            typed = "".join(self.form.values()[f"group{at}"].split()).upper()
            typed = typed.replace("O", "0").replace("I", "1").replace("L", "1")
            if typed != self._groups[at]:
                problems.add(f"group{at}", say("This is not group {number}. Look at the paper again.", number=at + 1))
        problems.refuse()
        return self._done()
