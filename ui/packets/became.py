"""What became of a packet, asked for on its page: that it was sent, what came back, or why it is void."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date

from PySide6.QtWidgets import QWidget

from clinic_desktop.appeals.rules.sending import Sending
from clinic_desktop.appeals.rules.typed import late_words
from clinic_desktop.packets.commands.issuing import VoidPacket
from clinic_desktop.packets.commands.sending import MarkPacketAnswered, MarkPacketSent
from clinic_desktop.packets.loader.answering import answer_day, step_sent_with
from clinic_desktop.packets.model.packet import Packet, PacketAnswerDraft, SendingDraft
from clinic_desktop.packets.model.purposes import SENT_WAYS
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from ui.kit.ask_void import AskVoid
from ui.kit.drafts import read_draft
from ui.kit.editor import Editor
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.form import Form
from ui.kit.layout import card, column
from ui.kit.text import Text
from ui.session import Session

_Left = Callable[[], object]


class _Asked(QWidget):
    """A form in a card; what is half typed is kept as a draft."""

    def __init__(self, title: str, words: str, form: Form, save: str) -> None:
        super().__init__()
        self.form = form
        self.editor = Editor("", form, self._save, save_words=save)
        told = [Text(words, "muted")] if words else []
        self.setLayout(column(card(title, *told, self.editor)))
        self.setFocusProxy(next(iter(form.fields.values())))

    def begin(self, session: Session, name: str, left: _Left) -> None:
        """Keep what is typed under a name, and say when it is over."""
        self._session = session
        self.editor.keep_drafts(session.clinic.drafts, name)
        self.editor.saved.connect(lambda *_: left())
        self.editor.left.connect(lambda *_: left())

    def _command(self) -> Command:
        raise NotImplementedError

    def _save(self) -> int:
        return self._session.run(self._command())


class SentForm(_Asked):
    """When and how it was sent, and by when an answer is to come."""

    topic = "67-packets#sent"

    def __init__(self, session: Session, packet: Packet, left: _Left) -> None:
        """Begins with today, the way that was chosen, and the day that a rule says: it follows the day of sending until
        somebody types another one."""
        self._packet, self._around = packet, session
        today = session.clinic.clock.today()
        is_step = self._next(today) is not None
        self._told = say("Then it stands on Today, among the contacts of the case.")
        if is_step:
            self._told = say("Then it stands on Today, with the denial.")
        form = Form(
            [
                (TextField("sent_on", say("Sent on"), example="11/20/2026"), 1),
                (ChoiceField("sent_how", say("How"), [(key, say(words)) for key, words in SENT_WAYS.items()]), 1),
            ],
            TextField("confirmation", say("Confirmation number"), say("Of the fax, the portal or the post.")),
            TextField("answer_due_on", say("Answer due by"), self._told, example="12/20/2026"),
            TextField("late_why", say("Why it comes late all the same"), say("Only after its date: a good reason.")),
        )
        words = say("It is logged among the contacts of the case.") if packet.sent_on is None else ""
        if packet.sent_on is None and is_step:
            words = say("It is logged among the contacts of the case, and the step against the denial is sent with it.")
        super().__init__(say("Sent"), words, form, say("Save") if packet.sent_on else say("Mark as sent"))
        sent = packet.sent_on or today
        self._ruled = answer_day(session.clinic.read, packet, sent, today)
        due = packet.answer_due_on or (self._ruled.due_on if self._ruled else None)
        form.edited.connect(self._look)
        form.begin_with(
            {
                "sent_on": dates.printed(sent),
                "sent_how": packet.sent_how or packet.way,
                "confirmation": packet.confirmation,
                "answer_due_on": dates.printed(due) if due else "",
            }
        )
        form.fields["answer_due_on"].show_hint(self._due_words())
        form.fields["sent_on"].changed.connect(self._follow)
        self.begin(session, f"packet:{packet.id}:sent", left)
        self._look()

    def _next(self, there: date) -> Sending | None:
        """The step against a denial that goes out with it; None without one."""
        clinic = self._around.clinic
        return step_sent_with(clinic.read, self._packet, there, clinic.clock.today())

    def _look(self) -> None:
        """Ask why it comes late only where it does."""
        values, today = self.form.values(), self._around.clinic.clock.today()
        found = None
        with suppress(Unreadable):
            found = self._next(dates.parse_date(values["sent_on"], today))
        due = found.due_on if found else None
        is_late = due is not None and dates.parse_date(values["sent_on"], today) > due
        self.form.fields["late_why"].fold(not is_late and not values["late_why"])
        self.form.fields["late_why"].show_notice(late_words(due) if due and is_late else "")

    def _follow(self) -> None:
        """Reckon the day of the answer again, from the day that stands there now."""
        today, due = self._around.clinic.clock.today(), self.form.fields["answer_due_on"]
        try:
            sent = dates.parse_date(self.form.fields["sent_on"].value(), today)
        except Unreadable:
            return
        before, self._ruled = self._ruled, answer_day(self._around.clinic.read, self._packet, sent, today)
        due.show_hint(self._due_words())
        if self._ruled and before and due.value() == dates.printed(before.due_on):
            due.set_value(dates.printed(self._ruled.due_on))

    def _due_words(self) -> str:
        if self._ruled is None:
            return self._told
        facts = {"day": dates.shown(self._ruled.due_on), "source": self._ruled.source, "told": self._told}
        return say("{day} by the rule ({source}). {told}", **facts)

    def _command(self) -> Command:
        return MarkPacketSent(self._packet.id, self._packet.version, read_draft(SendingDraft, self.form))


class AnsweredForm(_Asked):
    """When an answer came, and what it says."""

    topic = "67-packets#sent"

    def __init__(self, session: Session, packet: Packet, left: _Left) -> None:
        """Begins with today."""
        self._packet = packet
        form = Form(
            [(TextField("answered_on", say("Answered on"), example="11/20/2026"), 1), (None, 1)],
            NoteField("answer", say("What came back"), lines=2),
        )
        super().__init__(say("Answer"), "", form, say("Keep the answer"))
        form.begin_with({"answered_on": dates.printed(session.clinic.clock.today())})
        self.begin(session, f"packet:{packet.id}:answer", left)

    def _command(self) -> Command:
        return MarkPacketAnswered(self._packet.id, self._packet.version, read_draft(PacketAnswerDraft, self.form))


class VoidPacketForm(AskVoid):
    """Why it is void."""

    topic = "67-packets#void"

    def __init__(self, session: Session, packet: Packet, left: _Left) -> None:
        """Empty, but for what was half typed before."""
        means = say(
            "The packet stays on record as it went out, and so does the entry that it was told. Another one can come"
            " instead of it. This cannot be undone."
        )
        super().__init__(
            (means, say("Void packet")),
            lambda why: session.run(VoidPacket(packet.id, packet.version, why)),
            title=say("Void this packet"),
        )
        self.begin(session.clinic.drafts, f"packet:{packet.id}:void", left, left)
