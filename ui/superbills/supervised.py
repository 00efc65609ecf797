"""Who supervised the visits of a superbill: nobody, or one of those on record."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import Missing
from clinic_desktop.store.reader import Reader
from clinic_desktop.supervision.queries import supervisor, supervisor_page
from clinic_desktop.wording import say
from ui.kit.choice_box import ChoiceBox, NoWheel
from ui.kit.layout import row
from ui.kit.text import Text, isolated


class SupervisorChoice(QWidget):
    """`chosen` when somebody else, or nobody, is named. Hidden where nobody supervises here."""

    chosen = Signal()

    def __init__(self) -> None:
        """Empty before `offer`."""
        super().__init__()
        self.box = ChoiceBox()
        self.box.setAccessibleName(say("Supervised by"))
        self.box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box.installEventFilter(NoWheel(self.box))
        self.box.currentIndexChanged.connect(lambda *_: self.chosen.emit())
        line = row(Text(say("Supervised by"), "muted", wrap=False), self.box, gap=2)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.hide()

    def offer(self, read: Reader, now: int) -> None:
        """Offer all who are on record, and whoever is named now: one who was removed since is not dropped unseen."""
        known = [(int(one.id), one.name) for one in supervisor_page(read).rows]
        known += [] if now in dict(known) else _named(read, now)
        quiet = QSignalBlocker(self.box)
        self.box.clear()
        self.box.addItem(say("Nobody"), 0)
        for wanted, name in known:
            self.box.addItem(isolated(name), wanted)
        self.box.setCurrentIndex(max(0, self.box.findData(now)))
        quiet.unblock()
        self.setVisible(bool(known))

    def supervisor(self) -> int:
        """The row of who is named, 0 for nobody."""
        return int(self.box.currentData() or 0)


def _named(read: Reader, row: int) -> list[tuple[int, str]]:
    try:
        found = supervisor(read, row) if row else None
    except Missing:
        return []
    return [(found.id, found.name)] if found else []
