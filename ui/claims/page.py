"""Where a claim is made: its visits, what is chosen for it, and its boxes, each copied by one key."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from clinic_desktop.claims.model import ACCEPTS, RESUBMISSIONS, Box, ClaimFacts, ClaimSheet
from clinic_desktop.claims.rules.claims import claims
from clinic_desktop.claims.rules.fixes import way
from clinic_desktop.claims.rules.proposal import first_choices, kept_words, proposal
from clinic_desktop.errors import ClinicError
from clinic_desktop.superbills.model.findings import Verdict
from clinic_desktop.superbills.model.issued import waits_since
from clinic_desktop.superbills.rules.fixes import Fix
from clinic_desktop.superbills.rules.parcels import Parcel
from clinic_desktop.values import money
from clinic_desktop.wording import say
from ui.claims.boxes import BoxList, missing_words
from ui.claims.kept import KeptClaim
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.choice_box import ChoiceBox
from ui.kit.fields import ChoiceField, TextField
from ui.kit.form import Form
from ui.kit.head_line import HeadLine
from ui.kit.keys import is_escape
from ui.kit.layout import card, column, holder, row, scrolled, tab_through
from ui.kit.text import Text
from ui.session import Errand
from ui.superbills.choosing import VisitChoices
from ui.superbills.making import Making
from ui.superbills.supervised import SupervisorChoice
from ui.superbills.tables import SHOWN
from ui.superbills.words import apart_words, parcel_words

# Of the width: what goes on the claim, and its boxes.
_SHARES = (2, 3)


class ClaimPage(QWidget):
    """`wanted` carries the part of the chart to go to, `left` when the person goes back."""

    topic = "61-claims#make"

    wanted = Signal(str)
    left = Signal()

    def __init__(self, making: Making) -> None:
        """Opens with the visits that were checked before, else with those that no superbill has."""
        super().__init__()
        self._making, self._session = making, making.session
        self._kept = KeptClaim(making)
        self._parcels: tuple[Parcel, ...] = ()
        self._at = self._sheet = 0
        self._facts: ClaimFacts | None = None
        self._claims: tuple[ClaimSheet, ...] = ()
        self.banner = Banner()
        # No banner: its sentence would stand beside its button, and the column is narrow.
        self._kept_why = Text(role="strong")
        self.kept = button("", self._on_kept, "link")
        self.choices, self.under = VisitChoices(), SupervisorChoice()
        accepts = [(key, say(words)) for key, words in ACCEPTS.items()]
        again = [(key, say(words)) for key, words in RESUBMISSIONS.items()]
        self.form = Form(
            ChoiceField("accepts", say("Accepts assignment (box 27)"), accepts),
            ChoiceField("resubmission", say("Sent before (box 22)"), again),
            TextField("original", say("Number of the earlier claim"), say("As the payer’s answer has it.")),
        )
        self.boxes = BoxList(self._fix_of, ("clients", making.client))
        self.sheets = ChoiceBox()
        self.sheets.setAccessibleName(say("Which claim"))
        self._why, self._state = Text(role="muted"), Text(role="strong", wrap=False)
        self.next_missing = button(say("Next one"), self.boxes.go_to_missing, "link")
        self.worksheet = button(say("Worksheet on paper"), lambda: self.wanted.emit("claim-worksheet/new"), "main")
        self.on_form = button(say("Print on forms"), lambda: self.wanted.emit("claim-form/new"), picture="print")
        self.back = button(say("Documents"), self.left.emit, "link", "back")
        self._build()
        self.choices.chosen.connect(self._on_chosen)
        self.choices.folded.connect(lambda: tab_through(self))
        self.under.chosen.connect(self._on_supervisor)
        self.form.edited.connect(self._on_edited)
        self.sheets.currentIndexChanged.connect(self._on_sheet)
        self.boxes.fixed.connect(self._on_fix)
        self.setFocusProxy(self.boxes)
        self._session.keep_fresh(self, *SHOWN, "consents", "contracts")

    def reload(self) -> None:
        """Read everything again; what is checked stays so."""
        read = self._session.clinic.read
        self._parcels = self._kept.parcels()
        self._at = self._kept.visits.index(self._parcels)
        words = [parcel_words(read, "superbill", one) for one in self._parcels]
        self.choices.offer(words, apart_words(self._parcels), self._at)
        has_some = bool(self._parcels)
        for part in (self.choices, self._asked):
            part.setVisible(has_some)
        if has_some:
            self._show_parcel()
        else:
            self._why.setText(say("No visit of this case was given yet, so there is nothing to claim."))
            self.under.hide()
            self._show_facts(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        visits = card(
            say("Claim worksheet"),
            self.banner,
            self._kept_why,
            row(self.kept, None),
            self._why,
            self.choices,
            self.under,
        )
        self._asked = card(say("Your choices"), self.form)
        left = column(scrolled(holder(column(visits, self._asked, None, gap=2, margin=3))), gap=0)
        state = row(self.sheets, self._state, self.next_missing, None, gap=2)
        right = column(state, self.boxes, HeadLine([self.back], [self.on_form, self.worksheet]), gap=2, margin=3)
        right.setStretch(1, 1)
        whole = row(left, right, gap=0)
        for at, share in enumerate(_SHARES):
            whole.setStretch(at, share)
        self.setLayout(whole)

    def _show_parcel(self) -> None:
        parcel = self._parcels[self._at]
        self.under.offer(self._session.clinic.read, self._kept.visits.supervisor(parcel))
        whole = self._kept.facts(parcel, frozenset(parcel.visits))
        told = proposal(whole.bill.case.kind, in_network=whole.in_network)
        self._why.setText(told.words)
        _, why = first_choices(whole.bill.case.kind, in_network=whole.in_network)
        self.form.fields["accepts"].show_hint(why)
        chosen = self._kept.choices(whole)
        self.form.fill({"accepts": chosen.accepts, "resubmission": chosen.resubmission, "original": chosen.original})
        ticked = self._kept.ticked(parcel)
        since = waits_since(self._session.clinic.clock.today())
        self.choices.show_visits(whole.bill, Verdict((), ()), ticked, since)
        self._show_ticked(ticked)

    def _show_ticked(self, ticked: frozenset[int]) -> None:
        self._show_facts(self._kept.facts(self._parcels[self._at], ticked) if ticked else None)

    def _show_facts(self, facts: ClaimFacts | None) -> None:
        self._facts = facts
        told = kept_words(facts.bill) if facts else ""
        self._claims = claims(facts, self._kept.choices(facts)) if facts and not told else ()
        self._show_kept(told)
        self._sheet = min(self._sheet, max(0, len(self._claims) - 1))
        quiet = QSignalBlocker(self.sheets)
        self.sheets.clear()
        count = len(self._claims)
        self.sheets.addItems([say("Claim {number} of {count}", number=at, count=count) for at in range(1, count + 1)])
        self.sheets.setCurrentIndex(self._sheet if count else -1)
        quiet.unblock()
        self.sheets.setVisible(count > 1)
        self.form.fields["original"].fold(away=not self.form.values()["resubmission"])
        for made in (self.worksheet, self.on_form):
            made.setEnabled(bool(count))
        self._show_sheet()

    def _show_kept(self, words: str) -> None:
        """Say why there is no claim: the client keeps these visits from the plan."""
        where = self._fix_of("client/keeps_from_plan") if words else None
        self._kept_why.setText(words)
        self._why.setVisible(not words)
        for part in (self._kept_why, self.kept):
            part.setVisible(where is not None)
        if where:
            self.kept.setText(where.verb)
            self.kept.setAccessibleName(where.verb)

    def _on_kept(self) -> None:
        if where := self._fix_of("client/keeps_from_plan"):
            self._send(where, self._kept_why.text())

    def _show_sheet(self) -> None:
        shown = self._claims[self._sheet] if self._claims else None
        self.boxes.show_claim(shown)
        state = missing_words(self._claims, self._sheet) if shown else ""
        total = say("Charges {amount}", amount=money.shown(shown.charged_cents)) if shown else ""
        self._state.setText(" · ".join(one for one in (total, state) if one))
        self.next_missing.setVisible(bool(shown and any(one.missing for one in shown.boxes)))
        tab_through(self)

    def _on_sheet(self, at: int) -> None:
        self._sheet = max(0, at)
        self._show_sheet()

    def _on_chosen(self) -> None:
        if not self._parcels:
            return
        if self.choices.bills.currentIndex() != self._at:
            self._at = self.choices.bills.currentIndex()
            self._kept.visits.show(self._parcels[self._at])
            self._guarded(self._show_parcel)
        else:
            ticked = self.choices.ticked()
            self._kept.visits.keep(self._parcels[self._at], ticked)
            self._guarded(lambda: self._show_ticked(ticked))

    def _on_supervisor(self) -> None:
        self._kept.visits.name_supervisor(self._parcels[self._at], self.under.supervisor())
        self._guarded(lambda: self._show_ticked(self.choices.ticked()))

    def _on_edited(self) -> None:
        self._kept.keep_choices(self.form.values())
        self._show_facts(self._facts)

    def _guarded(self, show: Callable[[], None]) -> None:
        """A visit may have been taken away elsewhere since it was shown."""
        try:
            show()
        except ClinicError as trouble:
            self.reload()
            self.banner.show_words("warning", trouble.words)

    def _fix_of(self, field: str) -> Fix | None:
        return way(self._facts.bill, field) if self._facts else None

    def _on_fix(self, box: Box) -> None:
        where = self._fix_of(box.field)
        if where:
            self._send(where, box.missing or say("Box {number} comes from here.", number=box.number))

    def _send(self, where: Fix, words: str) -> None:
        """Go to where something is put right, with the way back."""
        home = f"{self._making.client}/of/{self._making.case}/claim/new"
        self._session.send(Errand(where.place, where.part, "clients", home, words, say("Back to the claim")))
