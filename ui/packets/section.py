"""The packets of a client, as a section of the chart."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.packets.model.packet import PacketRow
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.head_line import HeadLine
from ui.kit.layout import card, column
from ui.kit.text import Text
from ui.packets.packet_list import PacketList
from ui.session import Session

# Where the next one is begun.
BEGIN = "packet/new"


class PacketsSection(QWidget):
    """`go` leads to a part of the chart, as "packet/new" or "packet/12"."""

    def __init__(self, session: Session, client: ClientId, go: Callable[[str], object]) -> None:
        """The packets of all cases of the client."""
        super().__init__()
        self._go, self._has_case = go, False
        self.listed = PacketList(session, client)
        self.listed.opened.connect(self._on_opened)
        self.listed.wanted.connect(lambda: go(BEGIN if self._has_case else "case/new"))
        self.begin = button(say("Begin a packet"), partial(go, BEGIN), "main", "plus")
        heading = HeadLine([Text(say("Packets"), "heading", wrap=False)], [self.begin])
        why = say(
            "Everything a payer asked for in one document: in order, with an index, stamped page by page, and kept as"
            " it went out."
        )
        self.setLayout(column(card("", heading, Text(why, "muted"), self.listed, gap=2)))
        self.setFocusProxy(self.begin)

    def show_case(self, _: ClientId, case: CaseId) -> None:
        """A packet belongs to a case; those of all of them are listed."""
        self._has_case = case != 0
        self.begin.setEnabled(self._has_case)
        self.listed.show_case(has_case=self._has_case)

    def _on_opened(self, found: PacketRow) -> None:
        self._go(f"of/{found.case}/packet/{found.id}")
