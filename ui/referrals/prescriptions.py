"""Prescriptions and referrals of a case: their list, their form, their editor."""

from dataclasses import replace

from clinic_desktop.referrals import queries
from clinic_desktop.referrals.commands.prescriptions import AddPrescription, ChangePrescription, RetirePrescription
from clinic_desktop.referrals.model import (
    LAST_VISITS,
    PAPERS,
    SIGNATURES,
    Prescription,
    PrescriptionDraft,
    PrescriptionRow,
)
from clinic_desktop.referrals.rules.frequency import rate_words, read_rate
from clinic_desktop.referrals.rules.prescriptions import parse_until, prescription_values
from clinic_desktop.referrals.rules.windows import days_left, window
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.regions import read_regions, shown_regions
from clinic_desktop.wording import mark, say, say_many
from ui.codes.fields import CodesField, as_value, written
from ui.codes.shelf import Shelf
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.form import Form
from ui.kit.paged_model import Column
from ui.kit.pick import PickField, picked
from ui.referrals.picker import prescriber_choices, who_is_meant
from ui.session import Session


def span_words(row: PrescriptionRow) -> str:
    """How many visits, from when until when: "8 visits, 1 Oct 2026 – 14 Dec 2026"."""
    visits = say_many("{count} visit", "{count} visits", row.visits_ordered) if row.visits_ordered else ""
    first = dates.shown(row.starts_on or row.ordered_on)
    days = f"{first} – {dates.shown(row.expires_on)}" if row.expires_on else say("since {day}", day=first)
    return ", ".join(part for part in (visits, days) if part)


PRESCRIPTION_COLUMNS: tuple[Column[PrescriptionRow], ...] = (
    Column(mark("Ordered"), lambda row: dates.shown(row.ordered_on), share=3, least="20 Nov 2026"),
    Column(mark("Paper"), lambda row: say(PAPERS[row.kind]), share=3),
    Column(mark("By"), lambda row: row.prescriber_name, share=5),
    Column(mark("Good for"), span_words, share=7, least="12 visits, 20 Nov 2026 – 20 Nov 2027"),
    Column(mark("Diagnoses"), lambda row: ", ".join(row.diagnoses), share=5),
)


def chip_words(session: Session, row: PrescriptionRow, given: int, next_on: str = "") -> tuple[str, bool]:
    """The window of a prescription in a few words, and whether it is worth a warning: "6 of 8 visits, until …".

    `given` visits were made on it; the last two are worth a warning, and so is a paper that is not signed. `next_on`
    says when the next visit may be, where that is not today.
    """
    today = session.clinic.clock.today()
    state, left = window(row, today), days_left(row, today)
    facts = {"who": row.called, "day": dates.shown(row.expires_on) if row.expires_on else ""}
    if state == "ended":
        return say("{who}: ended {day}", **facts), True
    if state == "not_yet":
        return say("{who}: from {day}", who=row.called, day=dates.shown(row.starts_on or row.ordered_on)), True
    ordered = row.visits_ordered
    visits = (
        say("{given} of {ordered} visits", given=given, ordered=ordered)
        if ordered
        else say_many("{count} visit given, no number ordered", "{count} visits given, no number ordered", given)
    )
    is_short = ordered is not None and ordered - given <= LAST_VISITS
    is_unsigned = row.signature == "missing"
    until = say("until {day}", day=facts["day"]) if row.expires_on else say("no last day")
    words = f"{visits}, {until}"
    if state == "ends_soon" and left is not None:
        words = say_many("{words} (in {count} day)", "{words} (in {count} days)", left, words=words)
    unsigned = say("not signed yet") if is_unsigned else ""
    words = ", ".join(part for part in (words, next_on, unsigned) if part)
    return f"{row.called}: {words}", state == "ends_soon" or is_short or is_unsigned


def prescription_form(session: Session, shelf: Shelf) -> Form:
    """The paper, copied from top to bottom."""
    prescriber = PickField(
        "prescriber",
        say("Ordered by"),
        lambda typed: prescriber_choices(session, typed),
        say("Type a few letters and choose, or the whole name of a new one: “Maria Lee, MD”."),
        new=lambda typed: who_is_meant(session, typed),
    )
    until = TextField("expires_on", say("Good until"), _until_hint())
    form = Form(
        [
            (prescriber, 8),
            (ChoiceField("kind", say("Kind of paper"), [(key, say(words)) for key, words in PAPERS.items()]), 4),
        ],
        [
            (TextField("ordered_on", say("Date on the paper"), example="10/1/2026"), 4),
            (TextField("starts_on", say("Starts on"), say("If another day than that.")), 4),
            (until, 4),
        ],
        # What it says about how often, and beside it the number by which visits are checked.
        [
            (TextField("visits_ordered", say("Visits ordered"), example="8"), 2),
            (TextField("frequency", say("How often"), example=say("2 times a week")), 3),
            (TextField("rate", say("At most"), example=say("2 a week")), 3),
            (TextField("visit_minutes", say("Minutes a visit")), 2),
            (TextField("visit_units", say("Units a visit")), 2),
        ],
        CodesField("diagnoses", shelf),
        [
            (TextField("order_text", say("What is ordered"), example=say("Manual therapy, neck and shoulders")), 4),
            (TextField("regions", say("Regions"), _regions_hint(), example=say("Neck, both shoulders")), 4),
            (ChoiceField("signature", say("Signature"), [(key, say(words)) for key, words in SIGNATURES.items()]), 2),
            (TextField("signed_on", say("Signed on")), 2),
        ],
        NoteField("note", say("Note"), lines=2),
    )
    form.edited.connect(lambda: show_meanings(session, form))
    return form


def prescription_editor(session: Session, shelf: Shelf, case: int, found: Prescription | None, back: Back) -> Editor:
    """A prescription of this case, or a new one; its new diagnoses go to the case with it."""
    form, held = prescription_form(session, shelf), Held(found)
    codes = form.fields["diagnoses"]
    assert isinstance(codes, CodesField)

    def show() -> None:
        row = held.row
        typed = draft_text(PrescriptionDraft, row or PrescriptionDraft())
        prescriber = f"{row.prescriber}\t{row.prescriber_name}" if row else ""
        listed = "\n".join(as_value(shelf, code) for code in row.diagnoses) if row else ""
        regions = shown_regions(row.regions) if row else ""
        rate = rate_words(row.rate) if row and row.rate else ""
        form.fill(typed | {"prescriber": prescriber, "diagnoses": listed, "regions": regions, "rate": rate})
        show_meanings(session, form)

    def command() -> Command:
        key, name = picked(form.values()["prescriber"])
        draft = read_draft(PrescriptionDraft, form, prescriber=key, prescriber_name=name)
        draft, today = replace(draft, diagnoses=codes.codes()), session.clinic.clock.today()
        unknown = written(shelf, "diagnoses", draft.diagnoses, lambda: prescription_values(draft, None, today))
        draft = replace(draft, as_written=unknown)
        row = held.row
        return ChangePrescription(row.id, row.version, draft) if row else AddPrescription(case, draft)

    show()
    name = f"prescription:{found.id}" if found else f"prescription:new:{case}"
    editor = row_editor(session, form, command, back, name)
    held.reread(editor, lambda row: queries.prescription(session.clinic.read, row.id), show)
    gone = say("Remove prescription")
    add_gone_button(session, editor, held, gone, lambda row: RetirePrescription(row.id, row.version), back)
    return editor


def show_meanings(session: Session, form: Form) -> None:
    """Say below what was typed how it is read: the day a span ends on, the number in the words, the regions."""
    _show_until(session, form)
    values = form.values()
    read = read_rate(values["frequency"])
    meant = ""
    if read:
        meant = say("{often}, as under How often.", often=rate_words(read))
    elif values["frequency"].strip():
        meant = say("How often says no plain number. Type one, and visits are checked by it.")
    form.fields["rate"].show_hint("" if values["rate"].strip() else meant)
    known, unknown = read_regions(values["regions"])
    form.fields["regions"].show_hint(shown_regions(known) if known and not unknown else _regions_hint())


def _show_until(session: Session, form: Form) -> None:
    """Say which day a typed span ends on."""
    values, today = form.values(), session.clinic.clock.today()
    typed = values["expires_on"].strip()
    meant = ""
    if typed:
        try:
            start = dates.parse_date(values["starts_on"].strip() or values["ordered_on"].strip(), today)
            meant = say("Until {day}.", day=dates.shown(parse_until(typed, start, today)))
        except Unreadable:
            # Said at the field when it is saved; on the way there it is nobody's mistake.
            meant = ""
    form.fields["expires_on"].show_hint(meant or _until_hint())


def _until_hint() -> str:
    return say("A day, or “6 weeks”, “90 days”.")


def _regions_hint() -> str:
    return say("If it names some. Empty, it is for any.")
