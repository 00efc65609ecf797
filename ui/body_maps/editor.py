"""The editor of a body map: drawn new, started from the last one, or changed."""

from collections.abc import Callable

from clinic_desktop.body_maps import commands, queries
from clinic_desktop.body_maps.loader import figure_trouble
from clinic_desktop.body_maps.model.maps import BodyMap, BodyMapDraft
from clinic_desktop.body_maps.rules.typed import map_draft, mark_drafts
from clinic_desktop.cases.model import CaseId
from clinic_desktop.errors import Missing
from clinic_desktop.store.command import Command
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.body_maps.field import BodyMapField, marks_text
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.editor import Editor
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.session import Session


def body_map_editor(session: Session, case: int, found: BodyMap | None, back: Back, *, starts: str = "") -> Editor:
    """One map of a case; a new one is drawn today, from the last one's marks where `starts` is "last". Raises Missing
    where there is no figure."""
    if trouble := figure_trouble():
        raise Missing(trouble)
    read, today = session.clinic.read, session.clinic.clock.today
    held = Held(found)
    field = BodyMapField("marks")
    form = _form(field)

    def show() -> None:
        draft = map_draft(held.row) if held.row else BodyMapDraft()
        form.fill({"drawn_on": draft.drawn_on, "marks": marks_text(draft.marks)})

    def command() -> Command:
        draft, row = BodyMapDraft(form.values()["drawn_on"], field.marks), held.row
        return commands.ChangeBodyMap(row.id, row.version, draft) if row else commands.AddBodyMap(case, draft)

    show()
    name = f"body-map:{found.id}" if found else f"body-map:new:{case}"
    editor = row_editor(session, form, command, back, name)
    editor.setFocusProxy(field.canvas)
    if found is None:
        last = queries.last_body_map(read, CaseId(case)) if starts else None
        marks = mark_drafts(last.marks, as_new=True) if last else ()
        form.begin_with({"drawn_on": dates.printed(today()), "marks": marks_text(marks)})
    held.reread(editor, lambda row: queries.body_map(read, row.id), show)
    gone: Callable[[BodyMap], Command] = lambda row: commands.RetireBodyMap(row.id, row.version)  # noqa: E731
    add_gone_button(session, editor, held, say("Remove body map"), gone, back)
    return editor


def _form(field: BodyMapField) -> Form:
    day = TextField("drawn_on", say("Found on"), example="11/24/2026")
    form = Form([(field, 1), (day, 0)])
    # Beside the figure, where there is room; the form knows it all the same.
    field.above.addWidget(day)
    return form
