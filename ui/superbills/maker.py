"""Where a bill is made: its visits, what pre-flight says of them, and the paper beside it as it would be issued."""

from datetime import date
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import ClinicError, Missing
from clinic_desktop.superbills.commands.acceptances import AcceptFinding, AskAgain
from clinic_desktop.superbills.commands.bills import IssueBill
from clinic_desktop.superbills.model.bill import FOR_PAYERS, Kind
from clinic_desktop.superbills.model.findings import Finding
from clinic_desktop.superbills.model.issued import waits_since
from clinic_desktop.superbills.queries.draft import DraftBill
from clinic_desktop.superbills.queries.ready import unbilled
from clinic_desktop.superbills.rules.fixes import Fix, fix
from clinic_desktop.superbills.rules.parcels import Parcel
from clinic_desktop.superbills.rules.ready import ready_visits
from clinic_desktop.wording import say
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.grid import step
from ui.kit.head_line import HeadLine
from ui.kit.keys import is_escape, on_key
from ui.kit.layout import beside_cards, bring_into_view, card, column, holder, row, scrolled, tab_through
from ui.kit.text import Text, tip
from ui.session import Errand
from ui.superbills.choosing import VisitChoices
from ui.superbills.draft_paper import DraftPaper
from ui.superbills.entries import Entry
from ui.superbills.findings import FindingsList
from ui.superbills.instead import Instead, proposal_words
from ui.superbills.kinds import BACK, ISSUE, MAKE
from ui.superbills.making import Making
from ui.superbills.supervised import SupervisorChoice
from ui.superbills.tables import SHOWN
from ui.superbills.ways_on import WaysOn
from ui.superbills.words import apart_words, older_words, parcel_words, replaced_words, sum_words, unprinted_words

# Of the width: what goes on the bill, and the paper beside it. So many steps are room enough for both.
_SHARES, _NARROW_SHARES, _ROOM = (11, 9), (7, 3), 90


class BillMaker(QWidget):
    """`wanted` carries the part of the chart to go to: the bill that was issued, or the other kind of bill; `left` when
    the person goes back."""

    topic = "60-superbills#make"

    wanted = Signal(str)
    left = Signal()

    def __init__(self, making: Making, kind: Kind, replaced: int = 0) -> None:
        """Opens with all visits that are ready, or with those that were checked before; with those of the voided bill
        of the number `replaced`, where there is one to replace."""
        super().__init__()
        self._making, self._session, self._kind = making, making.session, kind
        self._parcels: tuple[Parcel, ...] = ()
        self._at = 0
        self._draft: DraftBill | None = None
        self._kept = making.kept_choice(kind)
        self.banner = Banner()
        self.choices, self.under = VisitChoices(), SupervisorChoice()
        drafts = self._session.clinic.drafts
        self.findings = FindingsList(self._fix_of, self._accept, drafts, making.reasons(kind))
        self.preview = DraftPaper(making.jobs)
        self._more = Text(role="muted")
        self.ways, self.others = (WaysOn(making, kind, self.wanted.emit) for _ in range(2))
        self._state, self._replaces = Text(role="muted", wrap=False), Text(role="muted")
        self.issue = button(say(ISSUE[kind]), self._on_issue, "main")
        self.issue_and_print = button(say("Issue and print"), partial(self._on_issue, then="/print"))
        tip(self.issue_and_print, say("Ctrl+Shift+P. Issues it, and opens the window of the printer."))
        on_key(self, "Ctrl+Shift+P", self.issue_and_print.click)
        self._proposal = making.proposed()
        self.instead = Instead(kind, self._proposal, self._on_other)
        self.other = self.instead.first
        on_key(self, "Ctrl+Shift+B", self.instead.turn)
        self.back = button(say("Documents"), self.left.emit, "link", "back")
        self._below = card("", self.findings)
        self._build(say(MAKE[kind]))
        self.choices.chosen.connect(self._on_chosen)
        self.under.chosen.connect(self._on_supervisor)
        self.choices.folded.connect(lambda: tab_through(self))
        self.findings.fixed.connect(self._on_fix)
        self.findings.asked_again.connect(self._on_again)
        self.findings.emptied.connect(lambda: self.first().setFocus())
        self.findings.rebuilt.connect(lambda: tab_through(self))
        making.codes.ready.connect(self.reload)
        if replaced:
            making.choose_replaced(self._kept, kind, replaced)
        self._session.keep_fresh(self, *SHOWN)
        # It has the focus, and may stand below many visits, whose rows have the height they need a moment later.
        QTimer.singleShot(0, self, lambda: bring_into_view(self.first()))

    def reload(self) -> None:
        """Read everything again; what is checked stays so, and the focus where it is."""
        read, making = self._session.clinic.read, self._making
        self._parcels = unbilled(read, self._kind, making.case)
        self._at = self._kept.index(self._parcels)
        self.choices.offer(
            [parcel_words(read, self._kind, one) for one in self._parcels], apart_words(self._parcels), self._at
        )
        self._show_parcel()

    def first(self) -> QWidget:
        """Where to begin: what can be issued is issued, else the first thing that stands in the way."""
        if self.issue.isEnabled():
            return self.issue
        found = self.findings.first() if self._draft else None
        return found or (self.choices.first() if self._parcels else self.ways.first()) or self.back

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event):
            self.left.emit()
        elif event.matches(QKeySequence.StandardKey.Print):
            self.banner.show_words("note", unprinted_words(self._draft))
            bring_into_view(self.banner)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # The paper is read at any width; what is checked and typed is not.
        for at, share in enumerate(_SHARES if self.width() >= step(_ROOM) else _NARROW_SHARES):
            self._whole.setStretch(at, share)
        super().resizeEvent(event)

    def hasHeightForWidth(self) -> bool:
        # It scrolls: the head of the chart gives no room up for it.
        return False

    def _build(self, title: str) -> None:
        why = Text(proposal_words(self._proposal), "muted")
        visits = card(title, self.banner, why, self._replaces, self.choices, self._more, self.under, self.ways)
        left = scrolled(holder(column(visits, self._below, self.others, None, gap=2, margin=3)))
        # In two lines where the letters are large: a window wider than the screen would be worse.
        buttons = HeadLine([self.back, *self.instead.buttons.values()], [self._state, self.issue_and_print, self.issue])
        buttons.setContentsMargins(step(3), step(1), step(3), step(2))
        self._whole = row(column(left, buttons, gap=0), beside_cards(self.preview), gap=0)
        self.setLayout(self._whole)

    def _show_parcel(self) -> None:
        """Show the visits of the chosen bill: checked are those of before, else all that are ready."""
        has_some = bool(self._parcels)
        self.choices.setVisible(has_some)
        for made in (self.issue, self.issue_and_print):
            made.setVisible(has_some)
        older = older_words(self._parcels[self._at].older) if has_some else ""
        self._more.setText(older)
        self._more.setVisible(bool(older))
        (self.others if not has_some else self.ways).hide()
        if not has_some:
            self._show_nothing()
            return
        self.others.show_others()
        parcel = self._parcels[self._at]
        if self._kind in FOR_PAYERS:
            self.under.offer(self._session.clinic.read, self._kept.supervisor(parcel))
        whole = self._making.drafted(self._kind, parcel.visits, self.under.supervisor())
        since = waits_since(self._session.clinic.clock.today()) if self._kind in FOR_PAYERS else date.min
        ticked = self._kept.ticked(
            parcel, ready_visits(whole.bill, whole.verdict, since, self._making.kept_visits(whole.bill))
        )
        self.choices.show_visits(whole.bill, whole.verdict, ticked, since)
        self._show_ticked(ticked, whole)

    def _show_nothing(self) -> None:
        # Somebody else may have issued it.
        self._making.forget_reasons(self._kind)
        self.under.hide()
        self.ways.show_none()
        self._show_draft(None, say("There is nothing to print yet."))

    def _show_ticked(self, ticked: frozenset[int], whole: DraftBill | None = None) -> None:
        """Show the bill of the visits that are checked; `whole` is that of all, where it was read already."""
        if not ticked:
            self._show_draft(None, say("Check the visits that go on it."))
        elif whole and len(ticked) == len(whole.visits):
            self._show_draft(whole)
        else:
            rows = tuple(one for one in self._parcels[self._at].visits if one in ticked)
            self._show_draft(self._making.drafted(self._kind, rows, self.under.supervisor()))

    def _show_draft(self, draft: DraftBill | None, words: str = "") -> None:
        """Show a bill as it would be issued; without one `words` stand in the place of the paper."""
        self._draft = draft
        had_issue = self.window().focusWidget() is self.issue
        for made in (self.issue, self.issue_and_print):
            made.setEnabled(draft is not None and draft.verdict.is_ready)
        self.instead.offer(draft, has_visits=bool(self._parcels))
        self._below.setVisible(draft is not None)
        replaced = replaced_words(draft.stamp.replaces if draft else ())
        self._replaces.setText(replaced)
        self._replaces.setVisible(bool(replaced))
        self._state.setText(sum_words(draft) if draft else "")
        if draft:
            self.findings.show_verdict(draft.verdict, [one.date_of_service for one in draft.bill.visits])
            self.preview.show_draft(draft)
        else:
            self.preview.say_instead(words)
        if self.focusProxy() is not self.first():
            self.setFocusProxy(self.first())
        if had_issue and not self.issue.isEnabled():
            self.first().setFocus()
        tab_through(self)

    def _on_chosen(self) -> None:
        if not self._parcels:
            return
        try:
            if self.choices.bills.currentIndex() != self._at:
                self._at = self.choices.bills.currentIndex()
                self._kept.show(self._parcels[self._at])
                self._show_parcel()
            else:
                ticked = self.choices.ticked()
                self._kept.keep(self._parcels[self._at], ticked)
                self._show_ticked(ticked)
        except Missing:
            self._say_gone()

    def _on_supervisor(self) -> None:
        self._kept.name_supervisor(self._parcels[self._at], self.under.supervisor())
        try:
            self._show_ticked(self.choices.ticked())
        except Missing:
            self._say_gone()

    def _say_gone(self) -> None:
        """A visit was taken away elsewhere since it was shown."""
        self.reload()
        self.banner.show_words("warning", say("The visits changed meanwhile. These are the ones there are now."))

    def _fix_of(self, field: str) -> Fix | None:
        return fix(self._draft.bill, field) if self._draft else None

    def _on_fix(self, found: Finding) -> None:
        where = self._fix_of(found.field)
        if where:
            # What is checked stays so, whatever is ready once the person is back.
            self._kept.hold(self._parcels[self._at], self.choices.ticked())
            # With a 0: this kind, whatever the chart would make for such a case.
            home = f"{self._making.client}/of/{self._making.case}/{self._kind}/new/0"
            self._session.send(Errand(where.place, where.part, "clients", home, found.message, say(BACK[self._kind])))

    def _accept(self, entry: Entry, reason: str) -> None:
        facts = tuple(one.fact for one in entry)
        self._session.run(AcceptFinding(self._making.client, entry[0].rule, facts, reason))

    def _on_again(self, entry: Entry) -> None:
        self._session.attempt(AskAgain(self._making.client, entry[0].rule, tuple(one.fact for one in entry)))

    def _on_other(self, other: Kind) -> None:
        """Make another kind of document, of the same visits as far as they wait for it."""
        if self._draft:
            self._making.carry_over(other, frozenset(self._draft.visits))
        self.wanted.emit(f"{other}/new/0")

    def _on_issue(self, *, then: str = "") -> None:
        draft = self._draft
        if draft is None:
            return
        # Once it is issued, the bills that can be made are others.
        parcel = self._parcels[self._at]
        self.banner.hide()
        try:
            under = draft.bill.supervisor.row if draft.bill.supervisor else 0
            issued = self._session.run(IssueBill(self._kind, draft.visits, draft.codes, draft.bill, under))
        except Missing:
            self._say_gone()
        except ClinicError as trouble:
            self.reload()
            self.banner.show_words("warning", trouble.words)
        else:
            self._kept.forget(parcel)
            self._making.forget_reasons(self._kind)
            self.wanted.emit(f"bill/{issued}{then}")
