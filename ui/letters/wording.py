"""The clinic's own words for its letters: a list of the kinds, and for each the words beside the letter they make."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import Missing, Refused
from clinic_desktop.letters.commands.wordings import KeepWording, RetireWording
from clinic_desktop.letters.document.paper import paper_pdf
from clinic_desktop.letters.loader import clinic_template, shipped, templates
from clinic_desktop.letters.model import LETTER_KINDS, LetterTemplate
from clinic_desktop.letters.queries import own_wordings
from clinic_desktop.letters.rules.composing import own_key
from clinic_desktop.letters.rules.invented import invented_paper
from clinic_desktop.letters.rules.placeholders import PLACEHOLDERS
from clinic_desktop.letters.rules.typed import wording_values
from clinic_desktop.letters.rules.when import when_words
from clinic_desktop.store.paging import Page
from clinic_desktop.wording import mark, say
from ui.kit.banner import Banner
from ui.kit.buttons import button
from ui.kit.editor import Editor
from ui.kit.fields import ChoiceField, NoteField
from ui.kit.form import Form
from ui.kit.grid import step
from ui.kit.layout import card, column, holder, row, scrolled
from ui.kit.paged_model import Column, PagedModel
from ui.kit.pdf_view import PdfView
from ui.kit.records import Records
from ui.kit.table import Table
from ui.kit.text import Text
from ui.letters.form import lines_of
from ui.session import Session

_PAPER_MILLISECONDS = 250
_LETTERS_A_LINE = 56
_VOICES = {"clinic": mark("clinic"), "member": mark("client"), "prescriber": mark("prescriber")}


@dataclass(frozen=True, slots=True)
class WordingRow:
    """A kind of letter as listed: its number from 1, and whether the clinic has words of its own."""

    id: int
    template: LetterTemplate
    is_own: bool


_COLUMNS: tuple[Column[WordingRow], ...] = (
    Column(mark("Letter"), lambda one: say(one.template.title), share=5),
    Column(mark("Words"), lambda one: say("Our own") if one.is_own else say("Of the program"), share=3),
)


def wording_list(session: Session) -> Records:
    """The kinds of letters, each opening its words."""

    def rows(_: object) -> Page[WordingRow]:
        own = own_wordings(session.clinic.read)
        found = [WordingRow(LETTER_KINDS.index(one.kind) + 1, one, one.kind in own) for one in templates()]
        return Page(tuple(found), None)

    def find(number: int) -> WordingRow:
        for one in rows(None).rows:
            if one.id == number:
                return one
        raise Missing(say("There is no such letter in this program."))

    model = PagedModel(rows, _COLUMNS)
    table = Table(say("Letters"), model, "")

    def build(found: object) -> QWidget:
        # Nothing is added to this list: the button opens the row that is chosen, else the first.
        at = max(table.currentIndex().row(), 0)
        row = found if isinstance(found, WordingRow) else rows(None).rows[at]
        return WordingEditor(session, row.template.kind, records)

    records = Records(
        say("Letters"),
        say("Change the words of a letter once here: every letter that is not issued yet follows."),
        table,
        model,
        say("Open"),
        build,
        find=find,
    )
    records.topic = "66-letters#wording"
    session.keep_fresh(records, "letter_wordings")
    return records


class WordingEditor(QWidget):
    """The words of one kind of letter, with a letter to nobody beside them that shows what they make."""

    topic = "66-letters#wording"

    def __init__(self, session: Session, kind: str, records: Records) -> None:
        """Opens with the clinic's words where it has some, else with those of the program."""
        super().__init__()
        self._session, self._kind, self._records = session, kind, records
        self._shipped = shipped(kind)
        found = clinic_template(session.clinic.read, kind)
        own = own_wordings(session.clinic.read).get(kind)
        fields, values = _fields(found.template)
        self._form = Form(*fields)
        self._form.fill(values)
        self.editor = Editor(
            "", self._form, lambda: session.run(KeepWording(kind, own.version if own else 0, self._form.values()))
        )
        self.editor.keep_drafts(session.clinic.drafts, f"letter-wording:{kind}")
        self.editor.saved.connect(lambda: records.back(LETTER_KINDS.index(kind) + 1))
        self.editor.left.connect(lambda: records.back(LETTER_KINDS.index(kind) + 1))
        if own:
            gone = button(say("Use the words of the program"), lambda: self._use_shipped(own.id, own.version))
            self.editor.add_button(gone)
        self.note = Banner()
        self._tell(found.moved, found.broken)
        self.facts = ChoiceField("fact", say("Put in a fact"), [("", say("Choose a fact")), *_facts()])
        # Its entries are long: the box itself is as wide as the form.
        self.facts.box.setMinimumWidth(step(20))
        self.facts.changed.connect(self._put_in)
        self.preview = PdfView(say("What these words make, with invented facts"))
        self._soon = QTimer(self, singleShot=True, interval=_PAPER_MILLISECONDS)
        self._soon.timeout.connect(self.look)
        self._form.edited.connect(self._soon.start)
        self._last: NoteField | None = None
        for one in fields:
            one.box.cursorPositionChanged.connect(partial(self._note_place, one))
        left = card(say(self._shipped.title), Text(self._shipped.about, "muted"), self.note, self.facts, self.editor)
        whole = row(scrolled(holder(column(left, None))), self.preview, gap=2)
        whole.setStretch(0, 3)
        whole.setStretch(1, 2)
        self.setLayout(whole)
        self.setFocusProxy(self.editor)
        self.look()

    def look(self) -> None:
        """Check what is typed, and show the letter it makes; a mistake is said at its field at once."""
        try:
            own = wording_values(self._shipped, self._form.values())
        except Refused as refused:
            self._form.show_problems(refused.problems)
            return
        self.preview.show_pdf(paper_pdf(invented_paper(self._shipped, own)))

    def _tell(self, moved: tuple[str, ...], broken: tuple[str, ...]) -> None:
        if broken:
            self.note.show_words("warning", " ".join(broken))
        elif moved:
            names = {own_key(one.key, voice): one.name for one in self._shipped.paragraphs for voice in one.texts}
            told = ", ".join(say("“{part}”", part=names[key]) for key in moved)
            words = say("The program has other words now for {parts}. Yours stay until you change them.", parts=told)
            self.note.show_words("note", words)

    def _use_shipped(self, row_id: int, version: int) -> None:
        if self.editor.attempt(lambda: self._session.run(RetireWording(row_id, version))):
            self._form.forget_draft()
            self._records.back(LETTER_KINDS.index(self._kind) + 1)

    def _note_place(self, field: NoteField) -> None:
        if field.box.hasFocus():
            self._last = field

    def _put_in(self) -> None:
        """The fact stands where the cursor was last."""
        key = self.facts.value()
        if not key:
            return
        field = self._last or next(one for one in self._form.fields.values() if isinstance(one, NoteField))
        field.box.insertPlainText("{" + key + "}")
        self.facts.set_value("")
        field.box.setFocus()


def _fields(template: LetterTemplate) -> tuple[list[NoteField], dict[str, str]]:
    """A field for each paragraph, and for each voice where it has words of its own; and what stands in them."""
    fields, values = [], {}
    for paragraph in template.paragraphs:
        for voice, text in paragraph.texts.items():
            key = own_key(paragraph.key, voice)
            label = f"{paragraph.name} ({say(_VOICES[voice])})" if voice in _VOICES else paragraph.name
            fields.append(NoteField(key, label, when_words(paragraph.when), lines=lines_of(text, _LETTERS_A_LINE)))
            values[key] = text
    return fields, values


def _facts() -> list[tuple[str, str]]:
    """Every fact by its name, with an example."""
    shown = [(key, say(one.name), one.example.split("\n")[0]) for key, one in PLACEHOLDERS.items()]
    return [(key, say("{name}: {example}", name=name, example=example)) for key, name, example in shown]
