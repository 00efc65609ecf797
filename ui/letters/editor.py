"""Where a letter is written: its parts made from the record, what pre-flight says of them, and the paper beside it."""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.errors import ClinicError
from clinic_desktop.letters.commands.letters import IssueLetter, RetireLetter, WriteLetter
from clinic_desktop.letters.document.paper import paper_pdf
from clinic_desktop.letters.loader import clinic_template
from clinic_desktop.letters.model import LETTER_KINDS, ComposedLetter, LetterDraft, LetterId
from clinic_desktop.letters.queries.letters import letter
from clinic_desktop.letters.queries.record import record_of, verdict_of
from clinic_desktop.letters.rules.composing import composed, paper_of
from clinic_desktop.letters.rules.fixes import HERE, letter_fix
from clinic_desktop.letters.rules.record import LetterRecord
from clinic_desktop.letters.rules.values import facts_of
from clinic_desktop.referrals.queries import codes_of
from clinic_desktop.superbills.commands.acceptances import AcceptFinding, AskAgain
from clinic_desktop.superbills.model.findings import Finding
from clinic_desktop.superbills.rules.fixes import Fix
from clinic_desktop.superbills.rules.ready import grouped
from clinic_desktop.wording import say
from ui.jobs import LatestJob
from ui.kit.buttons import button
from ui.kit.editor import Editor
from ui.kit.grid import step
from ui.kit.head_line import HeadLine
from ui.kit.keys import is_escape
from ui.kit.layout import beside_cards, bring_into_view, card, column, emptied, holder, row, scrolled, tab_through
from ui.kit.pdf_view import PdfView
from ui.kit.text import Text, tip
from ui.letters.form import choices_of, form_values, key_in_focus, letter_form, on_choice, part_fields, typed_draft
from ui.session import Errand
from ui.superbills.entries import Entry, waiting_words
from ui.superbills.findings import FindingsList
from ui.superbills.making import Making, only_while

SHOWN = (
    *("letters", "letter_wordings", "acceptances", "clients", "cases", "policies", "payers", "departments", "practice"),
    *("therapists", "credentials", "prescribers", "prescriptions", "diagnoses", "treatment_plans", "plan_goals"),
    *("scores", "assessments", "visits", "authorizations", "contacts", "benefit_calls", "coverage_answers"),
    *("health_histories", "restrictions", "denials", "bills", "submissions", "packets", "payer_criteria"),
)
# Typing makes the paper once it pauses.
_PAPER_MILLISECONDS = 250
_SHARES, _NARROW_SHARES, _ROOM = (11, 9), (7, 3), 90


class LetterFindings(FindingsList):
    """What pre-flight says of a letter."""

    topic = "66-letters#pre-flight"


class LetterMaker(QWidget):
    """`wanted` carries the part of the chart to go to, as the letter that was issued; `left` when the person goes
    back."""

    topic = "66-letters#write"

    wanted = Signal(str)
    left = Signal()

    def __init__(self, making: Making, row_id: LetterId) -> None:
        """Opens with the draft as it stands, and what was typed into it before. Raises Missing."""
        super().__init__()
        self._making, self._session, self._row = making, making.session, row_id
        self._kept = letter(self._session.clinic.read, row_id)
        self._letter, self._record = self._read(self._kept.draft)
        self._papers = LatestJob()
        self._chosen: tuple[str, ...] = ()
        self._paper = QTimer(self, singleShot=True, interval=_PAPER_MILLISECONDS)
        self._paper.timeout.connect(self.look)
        self._place = QVBoxLayout()
        self._show_form()
        keeper = self._session.clinic.drafts
        self.findings = LetterFindings(self._fix_of, self._accept, keeper, f"letter-anyway:{row_id}")
        self.findings.fixed.connect(self._on_fix)
        self.findings.asked_again.connect(self._on_again)
        self.preview = PdfView(say("The letter as it would be issued"))
        self.issue = button(say("Issue letter"), self._on_issue, "main")
        tip(self.issue, say("Issued, a letter stays as it is, and prints the same each time."))
        self.save = button(say("Save draft"), self._on_save)
        home = say("Denial") if self._kept.draft.denial else say("Letters")
        self.back = button(home, self._go_back, "link", "back")
        self.missing = button("", self._to_findings, "link", "warning")
        self._build()
        self._session.keep_fresh(self, *SHOWN)

    def reload(self) -> None:
        """Read draft and record again; what is typed stays, and says what was put there meanwhile."""
        read = self._session.clinic.read
        try:
            self._kept = letter(read, self._row)
        except ClinicError:
            self.left.emit()
            return
        if self._kept.row.issued_on:
            self.wanted.emit(f"letter/{self._row}")
            return
        shown = self._parts()
        self._letter, self._record = self._read(typed_draft(self.editor.form, self._letter, self._kept.draft))
        if self._parts() != shown:
            self._rebuild()
            return
        saved = composed(self._letter.template, self._kept.draft, self._letter.facts)
        form = self.editor.form
        form.fill_again(lambda: form.fill(form_values(saved)))
        self.look()

    def look(self) -> None:
        """Show what pre-flight says of what is typed, and the paper of it."""
        self._letter = composed(self._letter.template, self._typed(), self._letter.facts)
        for key, field in part_fields(self.editor.form).items():
            field.show_part(self._letter.part(key))
        verdict = verdict_of(self._session.clinic.read, self._letter, self._record)
        self.findings.show_verdict(verdict, ())
        self.issue.setEnabled(verdict.is_ready)
        self.missing.setVisible(not verdict.is_ready)
        self.missing.setText(waiting_words(grouped(verdict.findings)))
        self.missing.setAccessibleName(self.missing.text())
        self._show_paper()
        # Where one begins: with what stands in the way, else with what is typed.
        first = self.findings.first() or next(iter(self.editor.form.fields.values()))
        if self.focusProxy() is not first:
            self.setFocusProxy(first)
        tab_through(self)

    def go_to(self, field: str) -> None:
        """Put the focus on a part of the letter, where it has it."""
        if field in self.editor.form.fields:
            self.editor.form.go_to(field)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_escape(event):
            self._go_back()
        elif event.matches(QKeySequence.StandardKey.Print):
            words = say("It is not issued yet: issue it, then print it. A draft is never handed out.")
            self.editor.banner.show_words("note", words)
            bring_into_view(self.editor.banner)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        # The paper is read at any width; what is typed is not.
        for at, share in enumerate(_SHARES if self.width() >= step(_ROOM) else _NARROW_SHARES):
            self._whole.setStretch(at, share)
        super().resizeEvent(event)

    def hasHeightForWidth(self) -> bool:
        # It scrolls: the head of the chart gives no room up for it.
        return False

    def _build(self) -> None:
        template = self._letter.template
        number = LETTER_KINDS.index(template.kind) + 1
        wording = button(say("Our wording"), lambda: self._session.go("settings", f"letters/{number}"), "link")
        gone = button(say("Remove draft"), self._on_remove, "link")
        head = HeadLine([Text(say(template.title), "heading", wrap=False)], [wording, gone])
        made = card("", head, Text(template.about, "muted"), self._place, gap=2)
        left = scrolled(holder(column(card("", self.findings), made, None, gap=2, margin=3)))
        foot = HeadLine([self.back], [self.missing, self.save, self.issue])
        foot.setContentsMargins(step(3), step(1), step(3), step(2))
        self._whole = row(column(left, foot, gap=0), beside_cards(self.preview), gap=0)
        self.setLayout(self._whole)

    def _rebuild(self) -> None:
        """A form for the parts that the letter has now; what was typed into the one before is kept and put back."""
        self.editor.form.keep_draft()
        self.editor.form.let_go()
        emptied(self._place)
        self._show_form()
        self.look()

    def _show_form(self) -> None:
        form = letter_form(self._making, self._letter)
        self.editor = Editor("", form, self._save)
        # Its buttons stand at the foot of the page, in view while one scrolls.
        foot = self.editor.save_button.parentWidget()
        assert foot
        foot.hide()
        saved = composed(self._letter.template, self._kept.draft, self._letter.facts)
        form.fill(form_values(saved))
        self.editor.keep_drafts(self._session.clinic.drafts, f"letter:{self._row}")
        self.editor.left.connect(self.left)
        form.edited.connect(self._edited)
        self._chosen = choices_of(self._typed())
        on_choice(form, lambda _: self._on_choice())
        self._place.addWidget(self.editor)

    def _edited(self) -> None:
        self._paper.start()

    def _on_save(self) -> None:
        if self.editor.save():
            self.editor.banner.show_words("good", say("The draft is saved."))

    def _read(self, draft: LetterDraft) -> tuple[ComposedLetter, LetterRecord]:
        clinic, making = self._session.clinic, self._making
        template = clinic_template(clinic.read, draft.kind).template
        titles = {code: making.codes.title(code) for code in codes_of(clinic.read, making.case)}
        record = record_of(clinic.read, making.case, clinic.clock.today(), draft, titles, template.department)
        return composed(template, draft, facts_of(record)), record

    def _parts(self) -> tuple[str, ...]:
        return tuple(one.key for one in self._letter.parts)

    def _typed(self) -> LetterDraft:
        return typed_draft(self.editor.form, self._letter, self._kept.draft)

    def _save(self) -> object:
        return self._session.run(self._writing(self._typed()))

    def _writing(self, draft: LetterDraft) -> WriteLetter:
        titles, case = self._record.titles, self._making.case
        return WriteLetter(case, self._row, self._kept.row.version, draft, titles)

    def _on_choice(self) -> None:
        """Another voice has other words, and another therapist other facts: the letter is made again."""
        # Told from the words of before: those that nobody changed follow.
        draft = self._typed()
        if choices_of(draft) == self._chosen:
            return
        self._chosen = choices_of(draft)
        # Not while the field that was chosen in is still at it.
        QTimer.singleShot(0, self, partial(self._take_choice, draft))

    def _take_choice(self, draft: LetterDraft) -> None:
        """What was chosen is the draft from now on."""
        if self.editor.attempt(lambda: self._session.run(self._writing(draft))):
            self.editor.form.forget_draft()
            self._letter, self._record = self._read(draft)
            at = key_in_focus(self.editor.form)
            self._rebuild()
            # Once the new form has its place.
            QTimer.singleShot(0, self, lambda: self.go_to(at))

    def _on_issue(self) -> None:
        seen, titles = paper_of(self._letter), self._record.titles
        command = IssueLetter(self._making.case, self._row, self._kept.row.version, self._typed(), titles, seen)
        issued: list[int] = []
        form = self.editor.form
        if self.editor.attempt(lambda: issued.append(self._session.run(command))):
            form.forget_draft()
            self.wanted.emit(f"letter/{issued[0]}")

    def _on_remove(self) -> None:
        gone = RetireLetter(self._row, self._kept.row.version)
        if self._session.attempt(gone):
            self.left.emit()

    def _fix_of(self, field: str) -> Fix | None:
        return letter_fix(self._letter.facts, field, self._letter.template.department)

    def _on_fix(self, found: Finding) -> None:
        where = self._fix_of(found.field)
        if where is None:
            return
        if where.place == HERE:
            self.go_to(where.part)
            return
        home = f"{self._making.client}/of/{self._making.case}/letter/{self._row}"
        why, words = found.message, say("Back to the letter")
        self.editor.form.keep_draft()
        self._session.send(Errand(where.place, where.part, "clients", home, why, words))

    def _accept(self, entry: Entry, reason: str) -> None:
        facts = tuple(one.fact for one in entry)
        self._session.run(AcceptFinding(self._making.client, entry[0].rule, facts, reason))

    def _on_again(self, entry: Entry) -> None:
        facts = tuple(one.fact for one in entry)
        self._session.attempt(AskAgain(self._making.client, entry[0].rule, facts))

    def _to_findings(self) -> None:
        first = self.findings.first()
        if first:
            first.setFocus()
            bring_into_view(first)

    def _go_back(self) -> None:
        self.editor.go_back()

    def _show_paper(self) -> None:
        paper, shown = paper_of(self._letter), only_while(self, self.preview.show_pdf)
        self._papers.ask(self._making.jobs, say("Making the letter"), lambda _: paper_pdf(paper), shown)
