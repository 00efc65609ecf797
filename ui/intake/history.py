"""The form of a health history, and one of an earlier day, to read."""

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout

from clinic_desktop.clients.model import ClientId
from clinic_desktop.intake.commands.history import ChangeHistory, RetireHistory, TakeHistory
from clinic_desktop.intake.model.history import HISTORY_TEXTS, PREGNANCIES, PRESSURES, HealthHistory, HistoryDraft
from clinic_desktop.intake.queries.history import health_history
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.intake.flags import read_only
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.facts import facts
from ui.kit.field import Field
from ui.kit.fields import CheckField, ChoiceField, NoteField, TextField
from ui.kit.form import Form
from ui.kit.layout import holder
from ui.session import Session


def history_form(allergies: Sequence[str]) -> Form:
    """`allergies` are on record already: new ones are typed."""
    pressures, pregnancies = (
        [("", say("Not asked")), *((key, say(words)) for key, words in one.items())] for one in (PRESSURES, PREGNANCIES)
    )
    known = say("On record: {what}.", what=", ".join(allergies)) if allergies else ""
    hint = say("With commas between them. Each becomes an alert in the head of the chart.")
    two_beside: list[list[tuple[Field, int]]] = [
        [(NoteField(key, say(words), lines=2), 1) for key, words in both] for both in HISTORY_TEXTS
    ]
    # The notes on surgery and care stand beside each other as on paper.
    return Form(
        [
            (TextField("taken_on", say("Taken on"), example="11/20/2026"), 2),
            (TextField("occupation", say("Occupation"), example=say("Florist, stands all day")), 4),
            (ChoiceField("pressure", say("Pressure"), pressures), 2),
            (ChoiceField("pregnancy", say("Pregnant"), pregnancies), 2),
        ],
        [
            (TextField("allergies", say("New allergies"), known or hint, example=say("latex, almond oil")), 6),
            (CheckField("no_allergies", say("Asked: no allergies")), 4),
        ],
        *two_beside,
        [
            (TextField("emergency_name", say("In an emergency, call"), example=say("June Larkin, sister")), 3),
            (TextField("emergency_phone", say("Their phone"), example="(253) 555-0142"), 2),
        ],
        NoteField("note", say("Note"), lines=2),
    )


def history_editor(
    session: Session, client: ClientId, found: HealthHistory | None, allergies: Sequence[str], back: Back
) -> Editor:
    """The history of today, or a correction of the one `found`."""
    return _editor(session, client, (found, found), allergies, back)


def again_editor(
    session: Session, client: ClientId, last: HealthHistory, allergies: Sequence[str], back: Back
) -> Editor:
    """The history gone over: a new one that begins with the last."""
    return _editor(session, client, (None, last), allergies, back)


def history_view(found: HealthHistory, back: Back) -> Editor:
    """A history that a newer one came after, to read."""
    told = history_facts(found, say("None, as the client says") if found.no_allergies else "")
    told.setContentsMargins(0, 0, 0, 0)
    return read_only(holder(told), back)


def history_facts(found: HealthHistory, allergies: str = "") -> QGridLayout:
    """A history as read on the page."""
    person = " · ".join(part for part in (found.emergency_name, found.emergency_phone) if part)
    pairs = (
        (say("Taken on"), dates.shown(found.taken_on)),
        (say("Allergies"), allergies),
        (say("Occupation"), found.occupation),
        (say("Pressure"), say(PRESSURES[found.pressure]) if found.pressure else ""),
        (say("Pregnant"), say(PREGNANCIES[found.pregnancy]) if found.pregnancy else ""),
        *((say(words), getattr(found, key)) for both in HISTORY_TEXTS for key, words in both),
        (say("In an emergency, call"), person),
        (say("Note"), found.note),
    )
    return facts(pairs)


def _editor(
    session: Session,
    client: ClientId,
    rows: tuple[HealthHistory | None, HealthHistory | None],
    allergies: Sequence[str],
    back: Back,
) -> Editor:
    """`rows` are the one that changes, None for a new one, and the one that it begins with."""
    found, begins_with = rows
    form, held = history_form(allergies), Held(found)
    today = dates.printed(session.clinic.clock.today())

    def show() -> None:
        text = draft_text(HistoryDraft, held.row or begins_with or HistoryDraft())
        form.fill(text if held.row else text | {"taken_on": today})

    def command() -> Command:
        draft, row = read_draft(HistoryDraft, form), held.row
        return ChangeHistory(row.id, row.version, draft) if row else TakeHistory(client, draft)

    show()
    editor = row_editor(session, form, command, back, f"history:{found.id}" if found else f"history:new:{client}")
    held.reread(editor, lambda row: health_history(session.clinic.read, row.id), show)
    gone = say("Remove history")
    add_gone_button(session, editor, held, gone, lambda row: RetireHistory(row.id, row.version), back)
    editor.setFocusProxy(form.fields["occupation"])
    return editor
