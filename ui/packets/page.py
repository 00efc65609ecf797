"""The place of the packets: those of all clients, each opened in the chart of its client."""

from PySide6.QtWidgets import QWidget

from clinic_desktop.packets.model.packet import PacketRow
from clinic_desktop.wording import say
from ui.kit.layout import column
from ui.kit.text import Text
from ui.packets.packet_list import PacketList
from ui.session import Session


class PacketsPage(QWidget):
    """A list; what it opens stands in a chart, beside all that it is made from."""

    topic = "67-packets"

    def __init__(self, session: Session) -> None:
        """All packets, drafts on top."""
        super().__init__()
        self._session = session
        self.listed = PacketList(session)
        self.listed.opened.connect(self._on_opened)
        self.listed.wanted.connect(lambda: session.go("clients"))
        heading = Text(say("Packets"), "title", wrap=False)
        whole = column(heading, self.listed, gap=2, margin=3)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.listed)

    def _on_opened(self, found: PacketRow) -> None:
        self._session.go("clients", f"{found.client}/of/{found.case}/packet/{found.id}")
