"""The documents page of a chart: its sections, each with one kind of paper; the bills stand first."""

from functools import partial
from typing import cast

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from clinic_desktop.cases.model import CaseId
from clinic_desktop.chart.model import Glance
from clinic_desktop.claims.queries import proposed_for
from clinic_desktop.wording import say
from ui.attachments.incoming import FileDrop, Incoming, pasted
from ui.attachments.scan_folder import counted
from ui.attachments.section import AttachmentsSection
from ui.chart.sections import FILES, SECTIONS, AroundSection, ShowsCase
from ui.kit.buttons import button
from ui.kit.flow import flow
from ui.kit.keys import on_key
from ui.kit.layout import column, holder, row, scrolled
from ui.superbills.instead import proposal_words
from ui.superbills.kinds import MAKE
from ui.superbills.section import MAKING, BillsSection

_BILLS = "bills"
_TOPICS = {_BILLS: "60-superbills"} | {one.key: one.topic for one in SECTIONS}
_NEW = {_BILLS: MAKING} | {one.key: one.new for one in SECTIONS}


def making_words(glance: Glance) -> str:
    """What a button says that leads to MAKING."""
    return say(MAKE[glance.proposal.kind if glance.proposal else "superbill"])


class DocumentsPage(QWidget):
    """`go` leads to a part of the chart, as "superbill/new", "bill/12" or "determination/7"."""

    def __init__(self, around: AroundSection) -> None:
        """Opens on the bills of the client; the other sections are built when they are gone to."""
        super().__init__()
        self._around, self._session, self._owner = around, around.session, around.client
        self._glance: Glance | None = None
        self.bills = BillsSection(around.session, around.client, around.go)
        self._shown, self._stack = _BILLS, QStackedWidget()
        self._pages: dict[str, QWidget] = {_BILLS: scrolled(holder(column(self.bills, None)))}
        self._sections: dict[str, QWidget] = {_BILLS: self.bills}
        self._stack.addWidget(self._pages[_BILLS])
        titles = {_BILLS: say("Bills")} | {one.key: say(one.title) for one in SECTIONS}
        self.switches = {key: button(title, partial(self.show_section, key), "tab") for key, title in titles.items()}
        self.record = button(say("Print the record"), lambda: around.go("client-record/new"), "link", "print")
        above = row(holder(flow(*self.switches.values())), self.record, gap=2)
        above.setStretch(0, 1)
        whole = column(above, self._stack, gap=1, margin=3)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.show_section(_BILLS)
        # Anywhere on the page: nobody looks for the right section with a file in the hand.
        self._drop = FileDrop(self, self.take_files)
        on_key(self, "Ctrl+V", self.paste)

    @property
    def files(self) -> AttachmentsSection:
        """The section with the files of the client, built by now."""
        found = self.section(FILES)
        assert isinstance(found, AttachmentsSection)
        return found

    @property
    def shown(self) -> str:
        """The section that is open, by its key."""
        return self._shown

    @property
    def topic(self) -> str:
        """What the section that is open is about."""
        return _TOPICS[self._shown]

    @property
    def new(self) -> str:
        """The part of the chart where one more is made of what the section that is open shows."""
        return _NEW[self._shown]

    def section(self, key: str) -> QWidget:
        """A section by its key, built by now; it shows what the chart showed last."""
        if key not in self._sections:
            kind = next(one for one in SECTIONS if one.key == key)
            made = self._sections[key] = kind.build(self._around)
            self._pages[key] = scrolled(holder(column(made, None)))
            self._stack.addWidget(self._pages[key])
            self._tell(made)
            if isinstance(made, AttachmentsSection):
                made.waiting.counted.connect(self._on_scans)
                made.waiting.reload()
        return self._sections[key]

    def show_section(self, key: str) -> None:
        """Open a section as it was left."""
        self.section(key)
        self._shown = key
        self._stack.setCurrentWidget(self._pages[key])
        for one, made in self.switches.items():
            made.setChecked(one == key)
        self.setFocusProxy(self.switches[key])

    def paste(self) -> None:
        """File what the clipboard holds."""
        self.take_files(pasted())

    def take_files(self, came: Incoming) -> None:
        """File what was dropped or pasted, and show where."""
        self.show_section(FILES)
        self.files.take(came)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Whatever section is open: a scan that waits is said beside the word for the files.
        if self._around.preferences.scan_folder() or FILES in self._sections:
            self.files.waiting.wake()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if FILES in self._sections:
            self.files.waiting.rest()

    def show_glance(self, glance: Glance) -> None:
        """A bill belongs to a case: what it asks for comes first, with the reason."""
        self._glance = glance
        for key, made in self._sections.items():
            if key != _BILLS:
                self._tell(made)
        self._show_bills(glance)

    def _on_scans(self, count: int) -> None:
        words = counted(say("Files"), count)
        self.switches[FILES].setText(words)
        self.switches[FILES].setAccessibleName(words)

    def _tell(self, section: QWidget) -> None:
        if self._glance:
            case = self._glance.case.id if self._glance.case else CaseId(0)
            cast("ShowsCase", section).show_case(self._owner, case)

    def _show_bills(self, glance: Glance) -> None:
        shown, words = self.bills, making_words(glance)
        self._show_claim(glance)
        shown.make.setText(words)
        shown.make.setAccessibleName(words)
        shown.make.setEnabled(glance.case is not None)
        shown.receipt.setEnabled(glance.case is not None)
        kind = glance.proposal.kind if glance.proposal else "superbill"
        shown.receipt.setVisible(kind != "receipt" and glance.program is None)
        # Where a claim pays, the client may still want one for a health plan.
        shown.superbill.setVisible(kind == "statement" and glance.program is None)
        shown.why.setText(proposal_words(glance.proposal) if glance.proposal else "")
        shown.why.setVisible(glance.proposal is not None)
        if shown.bills.making != words:
            shown.bills.making = words
            shown.bills.reload()

    def _show_claim(self, glance: Glance) -> None:
        """A claim form is proposed, with the reason, where the payer of the case wants one."""
        self.bills.claim.setEnabled(glance.case is not None)
        read, today = self._session.clinic.read, self._session.clinic.clock.today()
        told = proposed_for(read, glance.case.id, glance.case.kind, today) if glance.case else None
        self.bills.claim_why.setVisible(told is not None and told.is_proposed)
        if told:
            self.bills.claim_why.setText(say("Claim worksheet: {why}", why=told.words))
