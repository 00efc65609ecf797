"""The diagnoses of a case: their list, their form, their editor. Each says where it comes from."""

from collections.abc import Sequence
from dataclasses import replace

from clinic_desktop.referrals import queries
from clinic_desktop.referrals.commands.diagnoses import AddDiagnosis, ChangeDiagnosis, RetireDiagnosis
from clinic_desktop.referrals.model import PAPERS, SOURCES, Diagnosis, DiagnosisDraft, DiagnosisRow, PrescriptionRow
from clinic_desktop.referrals.rules.diagnoses import diagnosis_values
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say
from ui.codes.fields import CodeField, as_value, written
from ui.codes.shelf import Shelf
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.form import Form
from ui.kit.paged_model import Column
from ui.session import Session

_BY_PAPER = "paper:"


def diagnosis_columns(shelf: Shelf) -> tuple[Column[DiagnosisRow], ...]:
    """Rank, code, title and source; the titles, and what is wrong with a code, come from the loaded release."""
    return (
        Column("", lambda row: say("Primary") if row.rank == 1 else str(row.rank), share=2),
        Column(mark("Code"), lambda row: row.code, share=2),
        Column(mark("Diagnosis"), lambda row: _title(shelf, row), share=8),
        Column(mark("Source"), source_words, share=7),
    )


def source_words(row: DiagnosisRow) -> str:
    """Where a diagnosis comes from: "Prescription, Maria Lee, MD, 1 Oct 2026"."""
    day = dates.shown(row.source_on) if row.source_on else ""
    return ", ".join(part for part in (say(SOURCES[row.source]), row.source_name, day) if part)


def diagnosis_form(shelf: Shelf, papers: Sequence[PrescriptionRow]) -> Form:
    """Code and source. The papers of the case stand among the sources, so that one choice says all of it."""
    kept = [(f"{_BY_PAPER}{one.kind}:{one.id}", _paper_words(one)) for one in papers]
    others = [(key, say(words)) for key, words in SOURCES.items()]
    why = say("A massage therapist copies a diagnosis and never makes one.")
    form = Form(
        CodeField("code", shelf),
        [
            (ChoiceField("source", say("Source"), [*kept, *others], why), 3),
            (TextField("source_name", say("Who"), example=say("Ana at Dr. Lee’s office")), 3),
            (TextField("source_on", say("When"), example="10/1/2026"), 2),
        ],
        NoteField("note", say("Note"), lines=2),
    )
    form.edited.connect(lambda: show_what_counts(form))
    return form


def show_what_counts(form: Form) -> None:
    """Who and when are asked for where no paper of this case says it."""
    source = form.values()["source"]
    for key in ("source_name", "source_on"):
        form.fields[key].setVisible(bool(source) and not source.startswith(_BY_PAPER))


def diagnosis_editor(
    session: Session, shelf: Shelf, case: int, papers: Sequence[PrescriptionRow], found: Diagnosis | None, back: Back
) -> Editor:
    """A diagnosis of this case, or a new one."""
    form, held = diagnosis_form(shelf, papers), Held(found)
    code = form.fields["code"]
    assert isinstance(code, CodeField)

    def show() -> None:
        row = held.row
        form.fill(draft_text(DiagnosisDraft, row or DiagnosisDraft()) | _as_shown(shelf, row))
        show_what_counts(form)

    def command() -> Command:
        source, paper = _read_source(form.values()["source"])
        draft = read_draft(DiagnosisDraft, form, code=code.code(), source=source, prescription=paper)
        today = session.clinic.clock.today()
        unknown = written(shelf, "code", [draft.code], lambda: diagnosis_values(draft, None, today))
        draft = replace(draft, as_written=bool(unknown))
        row = held.row
        return ChangeDiagnosis(row.id, row.version, draft) if row else AddDiagnosis(case, draft)

    show()
    name = f"diagnosis:{found.id}" if found else f"diagnosis:new:{case}"
    editor = row_editor(session, form, command, back, name)
    held.reread(editor, lambda row: queries.diagnosis(session.clinic.read, row.id), show)
    show_what_counts(form)
    gone = say("Remove diagnosis")
    add_gone_button(session, editor, held, gone, lambda row: RetireDiagnosis(row.id, row.version), back)
    return editor


def _as_shown(shelf: Shelf, row: Diagnosis | None) -> dict[str, str]:
    if row is None:
        # Not the newest paper: what stands on it came to the case with it.
        return {"source": ""}
    source = f"{_BY_PAPER}{row.source}:{row.prescription}" if row.prescription else row.source
    who = {"source_name": "", "source_on": ""} if row.prescription else {}
    return {"code": as_value(shelf, row.code), "source": source} | who


def _read_source(value: str) -> tuple[str, str]:
    """The source and the id of its paper, "" without one."""
    if not value.startswith(_BY_PAPER):
        return value, ""
    source, _, paper = value.removeprefix(_BY_PAPER).partition(":")
    return source, paper


def _paper_words(paper: PrescriptionRow) -> str:
    kind, day = say(PAPERS[paper.kind]), dates.shown(paper.ordered_on)
    return say("{kind} of {who}, {day}", kind=kind, who=paper.prescriber_name, day=day)


def _title(shelf: Shelf, row: DiagnosisRow) -> str:
    """The title of its code, or what is wrong with it: one may have been saved before it could be checked."""
    title = shelf.title(row.code)
    if row.as_written:
        # That was said when it was saved, and what the prescriber wrote is kept.
        return title or say("As written by the prescriber")
    standing = shelf.check(row.code).standing
    if standing == "heading":
        return say("{title} (a heading, not billable)", title=title) if title else say("Not complete, not billable")
    if standing in ("unknown", "as_written"):
        return say("Not in the {here} release: look at the paper again", here=shelf.chosen().release.name)
    return title
