"""A client's chart: its head, its pages, and the editors that open inside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.cases.model import CaseId
from clinic_desktop.chart.model import Glance
from clinic_desktop.chart.queries import glance
from clinic_desktop.clients.model import ClientId
from clinic_desktop.errors import ClinicError, Missing
from clinic_desktop.payments.queries import account
from clinic_desktop.wording import say
from ui.attachments.scan_folder import scan_folder_of
from ui.chart.closed import CLOSED_TAB, asks_to_save, is_closed_part
from ui.chart.editors.every import KINDS, opened
from ui.chart.editors.opening import OpenChart, Opened, Wanted, page_of
from ui.chart.header import ChartHeader
from ui.chart.papers import PAPER_OF_A_CASE, PAPER_TOPICS, AroundPaper, paper_page, tab_of
from ui.chart.parts import ELSEWHERE, NEW, RECORD, SHOWN, to_record
from ui.chart.retiring import bring_back_or_retire, editor_of_client
from ui.chart.sections import AroundSection
from ui.chart.tabs import SEEN, TAB_TOPICS, ChartTabs, TabbedChart
from ui.codes.shelf import Shelf
from ui.jobs import Jobs
from ui.kit.buttons import knows_who_may
from ui.kit.form import keep_all
from ui.kit.keys import on_key, on_new
from ui.kit.paper_page import PaperPage
from ui.preferences import Preferences
from ui.session import Session
from ui.staff.holding_back import HeldBack
from ui.superbills.making import Making
from ui.superbills.section import MAKING

_CLIENT_TOPIC = "20-clients#add"


class ChartPage(TabbedChart):
    """`left` when the person goes back to the list, or the client is no longer there."""

    left = Signal()

    def __init__(
        self, session: Session, codes: Shelf, jobs: Jobs, owner: ClientId, preferences: Preferences | None = None
    ) -> None:
        """Opens on the summary; without `preferences` those of this computer count."""
        super().__init__()
        self._session, self._codes, self._jobs, self._held_back = session, codes, jobs, HeldBack(session)
        self._preferences = preferences or Preferences()
        self.owner, self._case, self._tab = owner, 0, "summary"
        knows_who_may(self)
        self._goes_on, self._topic, self._opened = False, "", ""
        self.header = ChartHeader(session, self.left.emit, self.open_part)
        self._stack = ChartTabs(AroundSection(session, jobs, owner, self.open_part, self._preferences), codes)
        self._editor: QWidget | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self._stack, 1)
        self.header.tab.connect(self.show_tab)
        self.header.chosen.connect(self._on_case)
        self._stack.calling.connect(self._on_calling)
        self.setFocusProxy(self.header.tabs["summary"])
        # Not of the whole chart: in an editor the rows of a form have this key.
        on_new(self.header, self._on_new)
        self._stack.wanted.connect(self._on_new)
        # The head has the focus after it led to the wizard, or to the documents.
        on_key(self.header, "Ctrl+P", self._stack.sum_up)
        on_key(self.header, "Ctrl+V", self._stack.paste)
        # Here of the whole chart: a phone rings while something else is written, which is kept.
        on_key(self, "Ctrl+J", lambda: self.open_part("contact/new"))
        on_key(self, "Ctrl+R", lambda: self.open_part(RECORD))
        on_key(self, "Ctrl+B", lambda: self.open_part(MAKING))
        self._glance: Glance | None = None
        session.keep_fresh(self, *SHOWN)
        self.show_tab("summary")
        self.header.follow(scan_folder_of(session, jobs, self._preferences))

    @property
    def topic(self) -> str:
        """What is open, as the manual calls it."""
        return self._topic if self._editor else self._stack.topic_of(self._tab)

    def reload(self) -> None:
        """Read the chart again."""
        read, today = self._session.clinic.read, self._session.clinic.clock.today()
        try:
            self._glance = glance(read, self.owner, self._case, today)
        except Missing:
            self.left.emit()
            return
        self._case = self._glance.case.id if self._glance.case else 0
        self.header.show_glance(self._glance)
        if self._stack.take(self._glance):
            # Whatever is open may show what is closed now; what was typed is kept.
            self.show_tab(self._tab)
        self._stack.freshen(self._tab, self.header)

    def show_tab(self, key: str) -> None:
        """Open a page of the chart; what stands in an open editor is kept as a draft."""
        self._session.moved.emit()
        if not self._drop_editor():
            return
        self._stack.freshen(key, self.header)
        self._tab = key
        self._session.look(self.owner, SEEN[key])
        self._stack.turn_to(key)
        self.header.show_tab(key)
        self.setFocusProxy(self.header.tabs[key])
        # Also where the window is not shown yet and so has no focus to give.
        if self.focusWidget() in self.header.tabs.values():
            self.header.tabs[key].setFocus()

    def why_held_back(self, words: str) -> str:
        """What `HoldsBack` asks: to save asks for what the form that is open does."""
        saving = asks_to_save(self._opened.partition("/")[0]) if self._editor else None
        return self._held_back.why(words, saving)

    def _on_new(self) -> None:
        self.open_part(NEW.get(self._tab) or self.documents.new)

    def _on_calling(self) -> None:
        """A call began, or is over: the head leads to it."""
        if self._glance:
            self.header.show_glance(self._glance)

    def open_part(self, part: str) -> None:
        """Go to a page ("coverage"), an editor ("case/new", "policy/7") or a field in it ("edit/birth_date").

        "of/34/prescription/new" chooses the case first; "prescriber/5/npi" leads out of the chart.
        """
        self._session.moved.emit()
        what, _, rest = self._of_today(ELSEWHERE.get(part, part)).partition("/")
        if what == "of":
            case, _, rest = rest.partition("/")
            if int(case) != self._case:
                self._take_case(int(case))
            self.open_part(rest)
        elif is_closed_part(self._session, self._glance, what, rest):
            self.show_tab(CLOSED_TAB)
        elif what in TAB_TOPICS and not (rest and what in KINDS):
            # A page and what is made on it may be called alike: "assessment", and "assessment/new".
            self.show_tab(what)
            self._stack.show_part(what, rest)
        elif what == "back":
            if self._glance and self._glance.client.is_retired:
                self._bring_back_or_retire()
        elif what == "prescriber":
            self._session.go("payers", part)
        elif not self._case and (what in PAPER_OF_A_CASE or (what in KINDS and KINDS[what].of_a_case)):
            self._open_editor("case", f"new/{what}")
        elif what in PAPER_TOPICS:
            self._open_paper(what, rest)
        else:
            self._open_editor(what, rest)

    def _of_today(self, part: str) -> str:
        if part != RECORD or self._glance is None:
            return part
        return to_record(self._glance, self._session.clinic.clock.today())

    def _open_paper(self, what: str, rest: str) -> None:
        if not self._drop_editor():
            return
        assert self._glance
        tab = tab_of(what, self._tab)
        making = Making(self._session, self._jobs, self._codes, self.owner, CaseId(self._case))
        try:
            page = paper_page(AroundPaper(making, self._glance, tab, self._preferences), what, rest)
        except ClinicError as trouble:
            self.show_tab(tab)
            self._session.trouble.emit(trouble.words)
            return
        page.left.connect(lambda: self.show_tab(tab))
        page.wanted.connect(self.open_part)
        self._tab, self._opened = tab, f"{what}/{rest}"
        self._show_editor(page, PAPER_TOPICS[what])
        page.setFocus()

    def _open_editor(self, what: str, rest: str) -> None:
        # First: a new form reads the draft that the old one keeps.
        if not self._drop_editor():
            return
        row, _, field = ("", "", rest) if what == "edit" else rest.partition("/")
        try:
            found = self._built(Wanted(what, 0 if row in ("", "new") else int(row), field))
        except Missing as missing:
            self.show_tab(self._tab)
            self._session.trouble.emit(missing.words)
            return
        self._opened = f"{what}/{rest}"
        # Whatever it is called: it stands back from who may not save this form.
        found.editor.save_button.does = say("Save")
        self._open(found, KINDS[what].topic if what in KINDS else _CLIENT_TOPIC)
        if found.field:
            found.editor.form.go_to(found.field)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _built(self, wanted: Wanted) -> Opened:
        assert self._glance
        if wanted.what == "edit":
            client, leave = self._glance.client, self._bring_back_or_retire
            return Opened(editor_of_client(self._session, client, self._back, leave), say("Client"), field=wanted.field)
        back = {
            **{"case": self._case_saved, "visit": self._visit_saved, "note": self._to_visit},
            **dict.fromkeys(("contact", "strike"), self._to_contact),
            "call": lambda _: self.open_part("wizard/call"),
        }.get(wanted.what, self._back)
        return opened(OpenChart(self._session, self._codes, self._glance, back, self.open_part), wanted)

    def _bring_back_or_retire(self) -> None:
        assert self._glance
        # As the chart stands now: it is read again after every change.
        bring_back_or_retire(self, self._session, self._glance, lambda: self.show_tab(self._tab))

    def _open(self, found: Opened, topic: str) -> None:
        # A payment or a visit that was opened on the page Money comes back to it.
        stays = self._tab == "money" and found.tab == "visits"
        self._tab = self._tab if stays else found.tab or self._tab
        self._goes_on = found.goes_on
        self._show_editor(page_of(found), topic)
        found.editor.setFocus()

    def _show_editor(self, page: QWidget, topic: str) -> None:
        self._editor, self._topic = page, topic
        self._session.look(self.owner, SEEN[self._tab])
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        # The page that it belongs to stays marked: there it comes back to.
        self.header.show_tab(self._tab)

    def _back(self, _: int) -> None:
        self.show_tab(self._tab)

    def _to_visit(self, row: int) -> None:
        self.show_tab("visits")
        if row:
            self.visits.select(row)

    def _to_contact(self, row: int) -> None:
        self.show_tab("coverage")
        if row:
            self.coverage.contacts.select(row)

    def _visit_saved(self, row: int) -> None:
        """A visit that was just given goes on to its payment."""
        found = account(self._session.clinic.read, row) if row else None
        goes_on = self._goes_on
        if found and found.visit.case != self._case:
            self._take_case(found.visit.case)
        self._to_visit(row)
        is_asked = found is not None and found.open_cents > 0 and not found.is_never_billed
        if found and goes_on and is_asked and found.visit.status == "given":
            self.open_part(f"payment/new/{row}")

    def _case_saved(self, row: int) -> None:
        if row:
            self._case = row
            self.reload()
        self.show_tab(self._tab)

    def _on_case(self, chosen: int) -> None:
        """Another case was chosen in the head: a bill that is being made is made of that one."""
        again = self._editor.again if isinstance(self._editor, PaperPage) else ""
        self._take_case(chosen)
        if again and self._case == chosen:
            self.open_part(again)

    def _take_case(self, chosen: int) -> None:
        # An editor that is open belongs to the case before.
        if self._editor and not self._drop_editor():
            self.reload()
            return
        self._case = chosen
        self.reload()
        self.show_tab(self._tab)

    def _drop_editor(self) -> bool:
        """Let go of the open editor; False when what stands in it cannot be kept, and then it stays and says so."""
        if self._editor is None:
            return True
        if not keep_all(self._editor):
            return False
        # Else Qt would give the focus to whatever stands first in the window.
        if self._editor.isAncestorOf(self.focusWidget() or self):
            self.header.tabs[self._tab].setFocus()
        gone, self._editor = self._editor, None
        self._stack.removeWidget(gone)
        gone.deleteLater()
        if isinstance(gone, PaperPage):
            gone.let_go()
        return True
