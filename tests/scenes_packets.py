"""The scenes of packets: the list, one begun and filled, its criteria, the whole of it, and the one that went out."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from scenes_superbills import save_paper

from clinic_desktop.packets.queries.packets import packet_page, volume_pdf, volumes_of
from ui.chart.page import ChartPage
from ui.main_window import MainWindow
from ui.packets.builder import PacketBuilder
from ui.packets.issued import IssuedPacketPage

Scene = tuple[str, QWidget]


def save_packet(main: MainWindow, folder: Path) -> None:
    """The demo’s packet as it went out."""
    clinic = main.session.clinic
    rows = packet_page(clinic.read, clinic.clock.today(), state="sent").rows
    # The one with criteria.
    row = next(one for one in rows if one.purpose == "authorization")
    save_paper(folder, "packet", volume_pdf(clinic.blobs, volumes_of(clinic.read, row.id)[0]))


def packet_scenes(main: MainWindow) -> Iterator[Scene]:
    """From the list to an appeal that is filled, and back to the packet that was faxed."""
    clinic = main.session.clinic
    sent = packet_page(clinic.read, clinic.clock.today()).rows[0]
    at = f"{sent.client}/of/{sent.case}"
    main.go("clients", f"{at}/documents")
    chart = main.findChildren(ChartPage)[-1]
    chart.documents.show_section("packets")
    yield "chart-packets", main
    main.go("clients", f"{at}/packet/new")
    yield "packet-purposes", main
    main.go("clients", f"{at}/packet/new/appeal")
    QApplication.processEvents()
    yield "packet-builder", main
    page = main.findChildren(PacketBuilder)[-1]
    page.parts.open_days(f"notes:{sent.case}")
    _bottom(page.parts)
    yield "packet-parts", main
    page.go_to("packet/message")
    page.show_tab("criteria")
    yield "packet-criteria", main
    page.criteria.open_criterion("generic:progress")
    yield "packet-criterion", main
    page.show_tab("preview")
    # Not in a moment, as after a choice: jobs of pictures run at once.
    page.preview._bind()
    QApplication.processEvents()
    yield "packet-preview", main
    main.go("clients", f"{at}/criteria/{page._view.packet.payer}/{page._row}")
    yield "packet-own-criteria", main
    main.go("packets", "")
    QApplication.processEvents()
    yield "packets", main
    main.go("clients", f"{at}/packet/{sent.id}")
    QApplication.processEvents()
    yield "packet-issued", main
    issued = main.findChildren(IssuedPacketPage)[-1]
    issued.ask_answer()
    yield "packet-answer", main
    issued.ask_void()
    yield "packet-void", main


def _bottom(inside: QWidget) -> None:
    """Scroll the page around to the middle of what is shown."""
    area = inside.parent()
    while not isinstance(area, QScrollArea):
        assert area
        area = area.parent()
    QApplication.processEvents()
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum() // 3)
