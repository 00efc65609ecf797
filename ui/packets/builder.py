"""Where a packet is made: what for and to whom, its parts, what pre-flight says of it, and the whole beside it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import Missing
from clinic_desktop.packets.commands.drafts import ChangePacket, ProposeParts, RetirePacket, TakeFreshParts
from clinic_desktop.packets.loader.gathering import packet_view
from clinic_desktop.packets.model.criteria import AnsweredCriterion
from clinic_desktop.packets.model.packet import PacketDraft
from clinic_desktop.packets.model.parts import ChosenPart
from clinic_desktop.packets.model.purposes import PURPOSES
from clinic_desktop.packets.model.view import PacketView
from clinic_desktop.packets.queries.packets import next_number
from clinic_desktop.packets.queries.sizes import lost_scans, scan_sizes
from clinic_desktop.packets.rules.estimating import estimated
from clinic_desktop.packets.rules.gate import packet_preflight
from clinic_desktop.packets.rules.seen import seen_as
from clinic_desktop.superbills.commands.acceptances import AcceptFinding, AskAgain
from clinic_desktop.superbills.model.findings import Finding
from clinic_desktop.superbills.queries.preflight import acceptances
from clinic_desktop.superbills.rules.fixes import Fix
from clinic_desktop.wording import say, say_many
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.form import keep_all
from ui.kit.grid import step
from ui.kit.head_line import HeadLine
from ui.kit.keys import is_escape, on_key
from ui.kit.layout import bring_into_view, card, column, holder, scrolled, tab_through
from ui.kit.text import Text
from ui.packets.columns import estimate_words
from ui.packets.criteria_sheet import CriteriaSheet
from ui.packets.findings import PacketFindings
from ui.packets.fixes import HERE, fix_of
from ui.packets.halves import Halves, paged
from ui.packets.issuing import issue_in_job
from ui.packets.parts_list import PartsList
from ui.packets.preview import PacketPreview
from ui.packets.whom import KeptForm, cover_form, whom_form
from ui.session import Errand
from ui.superbills.entries import Entry
from ui.superbills.making import Making

# All that a packet is made of.
_SHOWN = (
    *("packets", "payer_criteria", "acceptances", "restrictions", "policies", "payers", "departments", "clients"),
    *("cases", "diagnoses", "prescriptions", "authorizations", "treatment_plans", "plan_goals", "assessments"),
    *("scores", "visits", "visit_notes", "addenda", "progress_reports", "bills", "bill_visits", "contacts"),
    *("therapists", "credentials", "practice", "consents", "letters", "attachments", "denials", "plan_copies"),
)


class PacketBuilder(QWidget):
    """`wanted` carries the part of the chart to go to, `left` when the person goes back."""

    topic = "67-packets#build"

    wanted = Signal(str)
    left = Signal()

    def __init__(self, making: Making, packet_id: int) -> None:
        """Opens a draft of this client; raises Missing."""
        super().__init__()
        self._making, self._session, self._row = making, making.session, packet_id
        self._view = self._read()
        drafts = self._session.clinic.drafts
        self.banner = Banner()
        self.whom = KeptForm(self._change, drafts, whom_form(self._view), self._view)
        self.cover = KeptForm(self._change, drafts, cover_form(), self._view)
        for form in (self.whom, self.cover):
            form.trouble.connect(lambda words: self.banner.show_words("warning", words))
        self.parts = PartsList(self._keep_parts, self._propose, self._take)
        self.findings = PacketFindings(self._fix, self._accept, drafts, f"packet:{packet_id}:reason")
        self.criteria = CriteriaSheet(self._keep_answers, drafts, self._own_criteria)
        self.preview = PacketPreview(self._session, making.jobs, packet_id)
        self._state = Text(role="muted", wrap=False)
        self.issue = button(say("Issue packet"), self._on_issue, "main")
        self.back = button(say("Packets"), self._leave, "link", "back")
        self.remove = button(say("Remove draft"), self._on_remove, "link")
        self._build()
        self.preview.bound.connect(self._say_found)
        self.findings.fixed.connect(self._on_fix)
        self.findings.asked_again.connect(self._on_again)
        self.findings.emptied.connect(self.issue.setFocus)
        for one in (self.findings.rebuilt, self.parts.rebuilt, self.criteria.rebuilt):
            one.connect(lambda: tab_through(self))
        on_key(self, "Ctrl+Shift+V", partial(self.show_tab, "preview"))
        self.show_tab("findings")
        self._session.keep_fresh(self, *_SHOWN)

    def reload(self) -> None:
        """Read everything again; what is half typed stays, and the focus where it is."""
        try:
            view = self._read()
        except Missing:
            self.left.emit()
            return
        if view.packet.number:
            self.wanted.emit(f"packet/{self._row}")
            return
        before, self._view = seen_as(self._view), view
        if before != seen_as(view):
            self.preview.forget()
            if self.preview.isVisible():
                self.preview.ask()
        self.whom.show_view(view)
        self.cover.show_view(view)
        self.parts.show_view(view)
        self.criteria.show_view(view)
        self._title.setText(self._title_words())
        self._say_home()
        self._say_found()

    def show_tab(self, key: str) -> None:
        """Show pre-flight, the criteria, or the packet itself."""
        self.halves.show_page(key)

    def go_to(self, field: str) -> None:
        """Go to a field of the builder, as "packet/to_fax", "parts/plan:3" or "criteria/generic:progress"."""
        what, _, rest = field.partition("/")
        if what == "criteria":
            self.show_tab("criteria")
            self.criteria.open_criterion(rest)
            return
        self.halves.show_fields()
        if what == "days":
            self.parts.open_days(rest)
        elif what == "gone":
            self._keep_parts(tuple(one for one, part in self._view.chosen if part is not None))
        elif what == "parts":
            self._to_part(rest)
        elif rest in self.whom.form.fields:
            self.whom.form.go_to(rest)
        elif rest in self.cover.form.fields:
            self.cover.form.go_to(rest)
        else:
            self.parts.go_to_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event):
            self._leave()
        else:
            super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        # It scrolls: the head of the chart gives no room up for it.
        return False

    def _build(self) -> None:
        self._title = Text(self._title_words(), "heading")
        first = card("", self._title, self.banner, self.whom, gap=2)
        second = card(say("Parts"), self.parts, gap=2)
        third = card(say("Cover"), self.cover, gap=2)
        left = scrolled(holder(column(first, second, third, None, gap=2, margin=3)))
        beside = {
            "findings": (say("Pre-flight"), paged(self.findings)),
            "criteria": (say("Criteria"), paged(self.criteria)),
            "preview": (say("Preview"), self.preview),
        }
        self.halves = Halves(left, say("What goes in"), beside)
        self.halves.turned.connect(self._on_turned)
        buttons = HeadLine([self.back, self.remove], [self._state, self.issue])
        buttons.setContentsMargins(step(3), 0, step(3), step(2))
        whole = column(self.halves, buttons, gap=1)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.whom)

    def _say_home(self) -> None:
        words = say("Denial") if self._view.packet.denial else say("Packets")
        self.back.setText(words)
        self.back.setAccessibleName(words)

    def _on_turned(self, key: str) -> None:
        if key == "preview" and self.preview.packet is None:
            self.preview.ask()
        tab_through(self)

    def _title_words(self) -> str:
        packet = self._view.packet
        facts = {"purpose": say(PURPOSES[packet.purpose]), "who": packet.to_name}
        return say("{purpose}, to {who}", **facts) if packet.to_name else facts["purpose"]

    def _read(self) -> PacketView:
        clinic = self._session.clinic
        view = packet_view(clinic.read, self._row, clinic.clock.today())
        if view.packet.client != self._making.client:
            raise Missing(say("This packet is another client’s."))
        return view

    def _say_found(self) -> None:
        """What pre-flight says, also of how large it came out where it is bound; and what will go out."""
        view, bound = self._view, self.preview.packet
        known = acceptances(self._session.clinic.read, view.packet.client)
        lost = lost_scans(self._session.clinic.read, self._session.clinic.blobs, view)
        verdict = packet_preflight(view, known, bound.size if bound else None, lost)
        self.findings.show_verdict(verdict, [])
        self.issue.setEnabled(verdict.is_ready)
        parts = say_many("{count} part", "{count} parts", len(view.packet.parts))
        size = self.preview.size_words() or self._guess_words()
        self._state.setText(say("{parts}: {size}", parts=parts, size=size) if size else parts)

    def _guess_words(self) -> str:
        if not self._view.present:
            return ""
        sizes = scan_sizes(self._session.clinic.read, self._session.clinic.blobs, self._view)
        return estimate_words(estimated(self._view, sizes, self.preview.counted))

    def _keep_typed(self) -> None:
        for one in (self.whom, self.cover):
            one.keep_now()

    def _change(self, draft: PacketDraft) -> None:
        self._session.run(ChangePacket(self._row, self._view.packet.version, draft))

    def _attempt(self, draft: PacketDraft) -> None:
        self._keep_typed()
        self._session.attempt(ChangePacket(self._row, self._view.packet.version, draft))

    def _keep_parts(self, parts: tuple[ChosenPart, ...]) -> None:
        self._attempt(PacketDraft(parts=parts))

    def _keep_answers(self, answers: tuple[AnsweredCriterion, ...]) -> None:
        self._change(PacketDraft(criteria=answers))

    def _propose(self) -> None:
        self._session.attempt(ProposeParts(self._row, self._view.packet.version))

    def _take(self, keys: tuple[str, ...], is_in: bool) -> None:
        self._keep_typed()
        self._session.attempt(TakeFreshParts(self._row, self._view.packet.version, keys, is_in))

    def _own_criteria(self) -> None:
        self.wanted.emit(f"criteria/{self._view.packet.payer}/{self._row}")

    def _fix(self, field: str) -> Fix | None:
        return fix_of(self._view, field)

    def _to_part(self, key: str) -> None:
        part = next((one for one in self._view.parts if one.key == key), None)
        if part and self._view.kept.keys() & set(part.told):
            self._keep_parts(tuple(one for one in self._view.packet.parts if one.key != key))
        elif part and part.days:
            self.parts.open_days(key)
        else:
            self.parts.go_to(key)

    def _on_fix(self, found: Finding) -> None:
        where = self._fix(found.field)
        if where is None:
            return
        self._keep_typed()
        if where.place == HERE:
            self.go_to(where.part)
            return
        packet = self._view.packet
        home = f"{packet.client}/of/{packet.case}/packet/{self._row}"
        self._session.send(Errand(where.place, where.part, "clients", home, found.message, say("Back to the packet")))

    def _accept(self, entry: Entry, reason: str) -> None:
        facts = tuple(one.fact for one in entry)
        self._session.run(AcceptFinding(self._view.packet.client, entry[0].rule, facts, reason))

    def _on_again(self, entry: Entry) -> None:
        facts = tuple(one.fact for one in entry)
        self._session.attempt(AskAgain(self._view.packet.client, entry[0].rule, facts))

    def _leave(self) -> None:
        self._keep_typed()
        if keep_all(self):
            self.left.emit()

    def _on_remove(self) -> None:
        if self._session.attempt(RetirePacket(self._row, self._view.packet.version)):
            self._session.told.emit(say("The draft was removed. Undo brings it back."))

    def _on_issue(self) -> None:
        self._keep_typed()
        self.banner.hide()
        self.issue.setEnabled(False)
        ready = self.preview.packet
        number = next_number(self._session.clinic.read)
        # Its number is stamped on every page: taken by another packet meanwhile, this one is bound again.
        if ready and (ready.seen_as, ready.number) != (seen_as(self._view), number):
            ready = None
        around, preview = (self._session, self._making.jobs), (ready, self.preview.scans)
        issue_in_job(self, around, self._view.packet, preview, self._say_not_issued)

    def _say_not_issued(self, words: str) -> None:
        self.reload()
        if words:
            self.banner.show_words("warning", words)
            bring_into_view(self.banner)
