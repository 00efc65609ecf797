"""Where a packet is begun: what is it for?"""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clinic_desktop.packets.model.purposes import PURPOSES
from clinic_desktop.wording import mark, say
from ui.kit.buttons import button
from ui.kit.keys import is_escape
from ui.kit.layout import card, column, holder, row, scrolled
from ui.kit.text import Text

_MEANT: Mapping[str, str] = MappingProxyType(
    {
        "reimbursement": mark("The payer wants to see what stands behind a bill."),
        "authorization": mark("Before the first visit, or before the visits that need an authorization."),
        "extension": mark("More visits than were authorized."),
        "appeal": mark("The payer said no, and somebody asks it to look again."),
        "records": mark("The client, or somebody with their signed release, asked for records."),
        "work": mark("For the claim manager: orders, plan and progress."),
        "va": mark("For the VA: the authorized visits, and what comes after them."),
    }
)


class PurposeChooser(QWidget):
    """`chosen` gets the purpose; `left` is called when the person goes back."""

    topic = "67-packets#begin"

    def __init__(self, chosen: Callable[[str], object], left: Callable[[], object]) -> None:
        """A button for each purpose, with what it means."""
        super().__init__()
        self._left = left
        self.buttons = {key: button(say(words), partial(chosen, key)) for key, words in PURPOSES.items()}
        lines = []
        widest = max(made.sizeHint().width() for made in self.buttons.values())
        for key, made in self.buttons.items():
            made.setMinimumWidth(widest)
            line = row(made, Text(say(_MEANT[key])), gap=3)
            line.setStretch(1, 1)
            lines.append(holder(line))
        back = button(say("Documents"), left, "link", "back")
        why = say("It proposes which parts belong in it, and of which days: no more than it needs.")
        inner = column(row(back, None), card(say("What is the packet for?"), Text(why, "muted"), *lines), None,
                       gap=1, margin=3)  # fmt: skip
        self.setLayout(column(scrolled(holder(inner))))
        self.setFocusProxy(next(iter(self.buttons.values())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event):
            self._left()
        else:
            super().keyPressEvent(event)
