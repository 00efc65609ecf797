"""The pages about packets that open inside a chart."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import ClinicError, Missing
from clinic_desktop.packets.commands.drafts import BeginPacket, RetirePacket
from clinic_desktop.packets.queries.fitting import fitting_purposes
from clinic_desktop.packets.queries.packets import draft_about, packet, unsent_about
from clinic_desktop.wording import say
from ui.kit.paper_page import PaperPage
from ui.packets.builder import PacketBuilder
from ui.packets.issued import IssuedPacketPage
from ui.packets.own_criteria import OwnCriteriaPage
from ui.packets.purposes import PurposeChooser
from ui.session import Session
from ui.superbills.making import Making

_LIST = "documents/packets"


def packet_page_in_chart(making: Making, rest: str) -> PaperPage:
    """Where a packet is begun: "new" asks what for, "new/appeal" begins one, "new/appeal/denial:3" about something; or
    one of this client by its row: "12" as it is made, or as it was issued. Raises ClinicError."""
    what, _, purpose = rest.partition("/")
    if what != "new":
        return PaperPage(lambda page: _shown(making, int(what), page))
    if not making.case:
        raise Missing(say("A case comes first: a packet is about what the client is treated for."))
    if not purpose:
        return PaperPage(partial(_chooser, making), "packet/new")
    kind, _, about = purpose.partition("/")
    known = _known(making, kind, about) if about else 0
    if known:
        return PaperPage(lambda page: _shown(making, known, page))
    row, drop = making.session.begin(BeginPacket(making.case, kind, about))
    made = PaperPage(lambda page: _shown(making, row, page))
    made.here = f"packet/{row}"
    version = packet(making.session.clinic.read, row).version
    made.only_looked_at(partial(_drop_untouched, making.session, row, partial(drop, RetirePacket(row, version))))
    making.session.performed.connect(made.note_work)
    return made


def criteria_page(making: Making, rest: str) -> PaperPage:
    """What a payer wants proved, "3/12": of the payer in row 3, and back to the packet in row 12."""
    payer, _, row = rest.partition("/")
    return PaperPage(
        lambda page: OwnCriteriaPage(making.session, int(payer), lambda: page.wanted.emit(f"packet/{row}"))
    )


def _known(making: Making, kind: str, about: str) -> int:
    """The packet that was begun about this before, or is issued and waits to be sent; 0 without one. About one thing
    one is enough: whoever comes again goes on with it."""
    asked = making.session.clinic.read, making.case, kind, about
    return draft_about(*asked) or unsent_about(*asked)


def _shown(making: Making, row: int, page: PaperPage) -> QWidget:
    read = making.session.clinic.read

    def leave() -> None:
        # What is about a denial comes home to it, also where that was chosen only here; a draft may be gone by now.
        about = 0
        with suppress(Missing):
            about = packet(read, row).denial
        page.wanted.emit(f"denial/{about}" if about else _LIST)

    if packet(read, row).number:
        return IssuedPacketPage(making, row, leave, page.wanted.emit)
    made = PacketBuilder(making, row)
    # As to the criteria of the payer, and back.
    made.wanted.connect(lambda _: page.keep())
    made.wanted.connect(page.wanted)
    made.left.connect(leave)
    return made


def _chooser(making: Making, page: PaperPage) -> QWidget:
    clinic = making.session.clinic
    fitting = fitting_purposes(clinic.read, making.case, clinic.clock.today())
    return PurposeChooser(
        lambda purpose: page.wanted.emit(f"packet/new/{purpose}"), lambda: page.wanted.emit(_LIST), fitting
    )


def _drop_untouched(session: Session, row: int, drop: Callable[[], object]) -> None:
    """Take a draft away that was only looked at: nothing was chosen or half typed in it, and nobody comes back."""
    if session.is_sending or session.clinic.drafts.names(f"packet:{row}:"):
        return
    # Changed meanwhile, or gone, or the disk is full: then it stays as it is.
    with suppress(ClinicError):
        drop()
