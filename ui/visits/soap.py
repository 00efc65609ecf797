"""What a visit note is written in: pain before and after, the four parts, the techniques; the last note beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from clinic_desktop.practice.model import Service
from clinic_desktop.values.dates import shown
from clinic_desktop.visits.model import NOTE_PARTS, Visit, VisitNote, VisitNoteDraft
from clinic_desktop.wording import say
from ui.kit.drafts import draft_text, read_draft
from ui.kit.field import Field
from ui.kit.fields import NoteField, TextField
from ui.kit.form import Form
from ui.kit.keys import on_key
from ui.kit.text import tip
from ui.visits.findings import FindingField, with_pending
from ui.visits.techniques import as_lines, lines_value, technique_lines, techniques_field

Rows = list[Field | list[tuple[Field | None, int]]]
_LINES = 3
_HINT_LETTERS = 160
SAME_KEY = "Ctrl+Shift+D"
# The one of the digits too.
SIGN_KEYS = ("Ctrl+Shift+Return", "Ctrl+Shift+Enter")
# All that a note is made of, as the fields of a form are called.
NOTE_FIELDS = ("pain_before", "pain_after", "finding", *NOTE_PARTS, "techniques")


def said_and_found() -> Rows:
    """Pain, and what the client says and what is found, beside each other."""
    pain = say("0 to 10.")
    return [
        [
            (TextField("pain_before", say("Pain before"), pain), 1),
            (TextField("pain_after", say("Pain after"), pain), 1),
            (FindingField(), 4),
        ],
        _beside("subjective", "objective"),
    ]


def done(services: Sequence[Service]) -> Rows:
    """The techniques."""
    return [techniques_field(services)]


def concluded() -> Rows:
    """What it means and what comes next, beside each other."""
    return [_beside("assessment", "plan")]


def fill_note(note: VisitNote | None) -> Mapping[str, str]:
    """A note as its fields show it."""
    texts = draft_text(VisitNoteDraft, note or VisitNoteDraft())
    return texts | {"techniques": lines_value(as_lines(note.techniques) if note else ())}


def note_draft(form: Form) -> VisitNoteDraft:
    """The note as typed."""
    typed = read_draft(VisitNoteDraft, form, techniques="")
    lines = technique_lines(form.fields["techniques"])
    return replace(typed, objective=with_pending(form, typed.objective), techniques=lines)


def show_last(form: Form, last: VisitNote | None, visit: Visit | None) -> None:
    """Show below each part what stood there last time; a key takes it over. `visit` is the one of that note."""
    if last is None or visit is None:
        return
    for part in NOTE_PARTS:
        words = str(getattr(last, part))
        if words:
            field = form.fields[part]
            said = " ".join(words.split())
            short = said if len(said) <= _HINT_LETTERS else f"{said[:_HINT_LETTERS].rstrip()}…"
            day = shown(visit.date_of_service)
            field.show_hint(say("{day}: {words} (Ctrl+D takes it)", day=day, words=short))
            on_key(field, "Ctrl+D", partial(_take, field, words))
    for name, pain in (("pain_before", last.pain_before), ("pain_after", last.pain_after)):
        if pain is not None:
            form.fields[name].show_hint(say("0 to 10. Last time {pain}.", pain=pain))


def take_all(form: Form, last: VisitNote) -> None:
    """Take over all that was written last time, behind what stands there; not the pain, which is asked anew."""
    for part in NOTE_PARTS:
        words = str(getattr(last, part))
        if words:
            _take(form.fields[part], words)
    techniques = form.fields["techniques"]
    if not technique_lines(techniques):
        techniques.set_value(lines_value(as_lines(last.techniques)))


def write_findings(form: Form) -> None:
    """Findings typed in a few letters go into what is found."""
    field, found = form.fields["finding"], form.fields["objective"]
    assert isinstance(field, FindingField)
    assert isinstance(found, NoteField)
    field.write_into(found)


def tip_of_signing(signing: QWidget) -> None:
    """Say at the button that signs by which key it goes, and what it means."""
    tip(signing, say("Ctrl+Shift+Enter. Signed, a note stays as it is; what is missing then goes into an addendum."))


def keys_to_parts(page: QWidget, form: Form) -> None:
    """Alt+1 to Alt+4 go to the four parts of the note."""
    for at, part in enumerate(NOTE_PARTS, 1):
        on_key(page, f"Alt+{at}", partial(form.go_to, part))


def _take(field: Field, words: str) -> None:
    """Put it behind what stands there already; once is enough where the key is pressed twice."""
    assert isinstance(field, NoteField)
    if not field.value().rstrip().endswith(words):
        field.add(words)


def _beside(left: str, right: str) -> list[tuple[Field | None, int]]:
    return [(NoteField(part, say(NOTE_PARTS[part]), lines=_LINES), 1) for part in (left, right)]
