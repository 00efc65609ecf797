"""What the lists of packets show, and the words that go with them."""

from clinic_desktop.packets.model.packet import STATES, PacketRow
from clinic_desktop.packets.model.purposes import PURPOSES, WAYS
from clinic_desktop.packets.model.size import PacketSize
from clinic_desktop.packets.rules.estimating import size_words
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say, say_many
from ui.kit.paged_model import Column


def state_words(row: PacketRow) -> str:
    """How far it is: "Draft", "Sent 20 Nov 2026", "Answer due 20 Dec 2026"."""
    if row.state == "sent" and row.sent_on:
        if row.answer_due_on:
            return say("Answer due {day}", day=dates.shown(row.answer_due_on))
        return say("Sent {day}", day=dates.shown(row.sent_on))
    if row.state == "answered" and row.answered_on:
        return say("Answered {day}", day=dates.shown(row.answered_on))
    return say(STATES[row.state])


def volumes_words(pages: int, size: int, count: int) -> str:
    """What goes out: "10 pages, 0.3 MB", "120 pages, 24.0 MB, in 3 volumes"."""
    counted = say_many("{count} page", "{count} pages", pages)
    words = say("{pages}, {size}", pages=counted, size=size_words(size))
    return words if count == 1 else say("{what}, in {count} volumes", what=words, count=count)


def estimate_words(guess: PacketSize) -> str:
    """What will go out, before it is bound: "about 10 pages, about 0.3 MB"."""
    counted = say_many("about {count} page", "about {count} pages", guess.pages)
    words = say("{pages}, about {size}", pages=counted, size=size_words(guess.size))
    if guess.volumes == 1:
        return words
    return say("{what}, in about {count} volumes", what=words, count=guess.volumes)


_NUMBER: Column[PacketRow] = Column(
    mark("No."), lambda row: str(row.number) if row.number else "", right=True, least="10001"
)
_STATE: Column[PacketRow] = Column(mark("State"), state_words, share=4, least="Answer due 20 Dec 2026")
_PURPOSE: Column[PacketRow] = Column(
    mark("Purpose"), lambda row: say(PURPOSES[row.purpose]), share=4, least="Prior authorization"
)
_CLIENT: Column[PacketRow] = Column(mark("Client"), lambda row: row.client_name, share=6, least="Nguyen, Rosalind")
_CASE: Column[PacketRow] = Column(mark("Case"), lambda row: row.reason, share=4, least="Neck and shoulder", spare=1)
_REST: tuple[Column[PacketRow], ...] = (
    Column(mark("To"), lambda row: row.to_name, share=6, least="Cascade Mutual Health"),
    Column(mark("How"), lambda row: say(WAYS[row.way]), share=2, least="In person", spare=2),
    Column(mark("Pages"), lambda row: str(row.pages) if row.pages else "", right=True, share=1, least="1,000", spare=3),
    Column(
        mark("Issued"),
        lambda row: dates.shown(row.issued_on) if row.issued_on else "",
        share=2,
        least="20 Nov 2026",
    ),
)
PACKET_COLUMNS: tuple[Column[PacketRow], ...] = (_NUMBER, _PURPOSE, _CLIENT, _CASE, *_REST, _STATE)
# Inside a chart everybody knows whose they are.
PACKET_COLUMNS_OF_CLIENT: tuple[Column[PacketRow], ...] = (_NUMBER, _PURPOSE, _CASE, *_REST, _STATE)
