"""The page of a packet that was issued: what it holds, its volumes to hand out, and what became of it."""

from collections.abc import Callable

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from clinic_desktop.appeals.queries.denials import appeals_of
from clinic_desktop.errors import ClinicError, Missing
from clinic_desktop.packets.commands.drafts import ReplacePacket
from clinic_desktop.packets.model.packet import KeptVolume, Packet
from clinic_desktop.packets.model.purposes import PURPOSES, SENT_WAYS, WAYS
from clinic_desktop.packets.queries.packets import (
    packet,
    parts_kept,
    replaced_by,
    void_letters_in,
    volume_pdf,
    volumes_of,
)
from clinic_desktop.packets.rules.names import file_name, packet_name
from clinic_desktop.packets.rules.standing import void_letters_words
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.handing import paper_bar
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.choice_box import ChoiceBox
from ui.kit.facts import facts
from ui.kit.flow import flow
from ui.kit.form import keep_all
from ui.kit.keys import is_escape
from ui.kit.layout import bring_into_view, card, column, emptied, holder, row, scrolled, tab_through
from ui.kit.paper_bar import Handout
from ui.kit.pdf_view import PdfView
from ui.kit.text import ChipText, Text
from ui.packets.became import AnsweredForm, SentForm, VoidPacketForm
from ui.packets.columns import volumes_words
from ui.superbills.kept_paper import KEPT, KeptPaper
from ui.superbills.making import Making

_Back = Callable[[], object]


class IssuedPacketPage(QWidget):
    """`left` is called when the person goes back; `go` leads to another part of the chart."""

    topic = "67-packets#issued"

    def __init__(self, making: Making, packet_id: int, left: _Back, go: Callable[[str], object]) -> None:
        """Raises Missing where there is no such packet of this client."""
        super().__init__()
        self._making, self._session, self._row = making, making.session, packet_id
        self._left, self._go = left, go
        self._packet = self._read()
        self._volumes = volumes_of(self._session.clinic.read, packet_id)
        self.banner = Banner()
        self.bar = paper_bar(self, self.banner, making.jobs)
        self.preview = PdfView(say("The packet that was issued"))
        self.volumes = ChoiceBox()
        self.volumes.setAccessibleName(say("Which volume"))
        for one in self._volumes:
            words = say("Volume {at} of {count}: {pages} pages", at=one.place, count=len(self._volumes),
                        pages=one.pages)  # fmt: skip
            self.volumes.addItem(words)
        self.volumes.setVisible(len(self._volumes) > 1)
        self.volumes.currentIndexChanged.connect(lambda *_: self._show_volume())
        self.kept = KeptPaper(self._session, self.bar, (say("Void this packet"), self.ask_void))
        self.gone = Banner()
        self._head, self._about, self._doing = row(gap=2), QVBoxLayout(), QVBoxLayout()
        self.form: SentForm | AnsweredForm | VoidPacketForm | None = None
        self._build()
        self.setFocusProxy(self.bar.print_button)
        self._session.keep_fresh(self, "packets", "appeals", "letters", *KEPT)
        self._show_volume()

    def reload(self) -> None:
        """Read it again: only what became of it can be another thing."""
        before, self._packet = self._packet, self._read()
        self._show_head()
        self._show_about()
        self._show_stops()
        if before.version != self._packet.version:
            self._drop_form()
        tab_through(self)

    def go_back(self) -> None:
        """Leave; what is half typed is kept."""
        if keep_all(self):
            self._left()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event):
            self.go_back()
        else:
            super().keyPressEvent(event)

    def _read(self) -> Packet:
        found = packet(self._session.clinic.read, self._row)
        if found.client != self._making.client or not found.number:
            raise Missing(say("This packet is no longer there."))
        return found

    def _build(self) -> None:
        back = button(say("Denial") if self._packet.denial else say("Packets"), self.go_back, "link", "back")
        top = column(row(back, holder(self._head), gap=2), self.kept, self.gone, self.banner, gap=1)
        inner = holder(column(self.kept.asked, self._doing, self._about, None, gap=2))
        right = column(self.bar, self.volumes, self.preview, gap=1)
        right.setStretch(2, 1)
        below = row(scrolled(inner), holder(right), gap=3)
        below.setStretch(0, 2)
        below.setStretch(1, 3)
        whole = column(top, below, gap=2, margin=3)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _show_head(self) -> None:
        found = self._packet
        emptied(self._head)
        day = dates.shown(found.issued_on) if found.issued_on else ""
        self._head.addWidget(Text(packet_name(found.number), "title", wrap=False))
        self._head.addWidget(Text(say("issued {day}", day=day), "muted", wrap=False))
        if found.voided_on:
            self._head.addWidget(ChipText(say("Void"), "stop"))
        self._head.addStretch(1)
        for made in self._actions():
            self._head.addWidget(made)
        _show_all(self._head)

    def _show_stops(self) -> None:
        """Say what stands against its going out."""
        found = self._packet
        self.kept.look(found.client, "packet", self._row)
        void = void_letters_in(self._session.clinic.read, self._row)
        if void and found.sent_on is None and found.voided_on is None:
            self.gone.show_words("stop", void_letters_words(void), (say("Void this packet"), self.ask_void))
        else:
            self.gone.hide()

    def _actions(self) -> list[QWidget]:
        found = self._packet
        if found.voided_on:
            instead = replaced_by(self._session.clinic.read, found.number)
            return [] if instead else [button(say("Make the replacement"), self._replace, "main")]
        actions: list[QWidget] = []
        # What is being asked has its own button.
        if found.sent_on is None and not isinstance(self.form, SentForm):
            actions.append(button(say("Mark as sent"), self.ask_sent, "main"))
        elif found.sent_on and found.answered_on is None and not isinstance(self.form, AnsweredForm):
            actions.append(button(say("Enter the answer"), self.ask_answer, "main"))
        if not isinstance(self.form, VoidPacketForm):
            actions.append(button(say("Void this packet"), self.ask_void))
        return actions

    def _show_about(self) -> None:
        found, read = self._packet, self._session.clinic.read
        emptied(self._about)
        what = volumes_words(found.pages, sum(one.size for one in self._volumes), len(self._volumes))
        told = [
            (say("What for"), say(PURPOSES[found.purpose])),
            (say("To"), found.to_name),
            (say("How"), say(WAYS[found.way])),
            (say("What went out") if found.sent_on else say("What goes out"), what),
            (say("By"), found.issued_by),
        ]
        if found.sent_on:
            how = say("{day}, {way}", day=dates.shown(found.sent_on), way=say(SENT_WAYS[found.sent_how]))
            told.append((say("Sent"), how))
        if found.confirmation:
            told.append((say("Confirmation number"), found.confirmation))
        if found.answer_due_on:
            told.append((say("Answer due"), dates.shown(found.answer_due_on)))
        if found.answered_on:
            told.append((say("Answered"), say("{day}: {words}", day=dates.shown(found.answered_on),
                                              words=found.answer)))  # fmt: skip
        if found.voided_on:
            told.append((say("Void"), say("{day}: {words}", day=dates.shown(found.voided_on), words=found.void_why)))
        if found.replaces:
            told.append((say("Comes instead of"), packet_name(found.replaces)))
        instead = replaced_by(read, found.number)
        if instead:
            told.append((say("Replaced by"), packet_name(instead)))
        said = facts(tuple(told))
        said.setContentsMargins(0, 0, 0, 0)
        is_correctable = found.sent_on is not None and found.voided_on is None
        change = [holder(flow(button(say("Correct what was sent"), self.ask_sent, "link")))] if is_correctable else []
        self._about.addWidget(card("", holder(said), *change, gap=1))
        lines = [Text(title) for _, title in parts_kept(read, self._row)]
        self._about.addWidget(card(say("What it holds"), *lines, gap=1))
        _show_all(self._about)

    def ask_sent(self) -> None:
        """Ask when and how it was sent."""
        self._ask(SentForm(self._session, self._packet, self._drop_form))

    def ask_answer(self) -> None:
        """Ask what came back: of an appeal, once for its step and the packet."""
        step = self._step()
        if step:
            self._go(f"appeal/{step}/outcome")
            return
        self._ask(AnsweredForm(self._session, self._packet, self._drop_form))

    def _step(self) -> int:
        """The row of the step against a denial that went out with it and waits for its answer, 0 without one."""
        steps = appeals_of(self._session.clinic.read, self._packet.denial) if self._packet.denial else ()
        return next((one.id for one in steps if one.packet == self._row and not one.outcome), 0)

    def ask_void(self) -> None:
        """Ask why it is void."""
        self._ask(VoidPacketForm(self._session, self._packet, self._drop_form))

    def _ask(self, form: SentForm | AnsweredForm | VoidPacketForm) -> None:
        self._drop_form()
        self.form = form
        self._doing.addWidget(form)
        form.show()
        self._show_head()
        tab_through(self)
        form.setFocus()
        bring_into_view(form)

    def _drop_form(self) -> None:
        had_focus = self.form is not None and self.form.isAncestorOf(self.focusWidget() or self)
        self.form = None
        emptied(self._doing)
        self._show_head()
        if had_focus:
            self.bar.print_button.setFocus()

    def _replace(self) -> None:
        try:
            made = self._session.run(ReplacePacket(self._row))
        except ClinicError as trouble:
            self.banner.show_words("warning", trouble.words)
        else:
            self._go(f"packet/{made}")

    def _show_volume(self) -> None:
        at = max(0, self.volumes.currentIndex())
        if at >= len(self._volumes):
            return
        volume = self._volumes[at]
        number = self._packet.number
        name = file_name(number, volume.place if len(self._volumes) > 1 else 0)
        try:
            self.preview.show_pdf(self._content(volume))
        except ClinicError as trouble:
            self.preview.say(trouble.words)
            self.bar.offer(None)
        else:
            self.bar.offer(Handout(name, packet_name(number), lambda: self._content(volume), ("packets", self._row)))

    def _content(self, volume: KeptVolume) -> bytes:
        return volume_pdf(self._session.clinic.blobs, volume)


def _show_all(layout: QBoxLayout) -> None:
    """At once, and not by an event: a button just made would take no focus before that."""
    for at in range(layout.count()):
        item = layout.itemAt(at)
        made = item.widget() if item else None
        if made:
            made.show()
