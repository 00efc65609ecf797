"""A payer's page: its facts, its departments, and the merge with a duplicate."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import Missing
from clinic_desktop.payers import commands, queries
from clinic_desktop.payers.model import Department, DepartmentDraft, Payer, PayerDraft
from clinic_desktop.store.command import Command
from clinic_desktop.wording import say
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.buttons import button
from ui.kit.drafts import draft_text, read_draft
from ui.kit.editor import Editor
from ui.kit.layout import card, column, holder, row, scrolled
from ui.kit.paged_model import PagedModel
from ui.kit.records import Records
from ui.kit.table import Table
from ui.kit.text import ChipText, Text, isolated
from ui.payers import forms
from ui.payers.columns import DEPARTMENT_COLUMNS
from ui.payers.merge import MergePanel
from ui.session import Session

_MOST_DEPARTMENTS = 7
# A card about a payer that another room has; it stands below the departments.
PayerCard = Callable[[Session, Payer], QWidget]


def payer_page(session: Session, payer: Payer | None, back: Back, also: Sequence[PayerCard] = ()) -> QWidget:
    """A payer's form, and below it its departments and what else there is of it once it is saved; a retired one can be
    changed and brought back, one that was merged into another says so."""
    form, held = forms.payer_form(), Held(payer)

    def show() -> None:
        form.fill(draft_text(PayerDraft, held.row or PayerDraft()))

    def command() -> Command:
        draft, row = read_draft(PayerDraft, form), held.row
        return commands.ChangePayer(row.id, row.version, draft) if row else commands.AddPayer(draft)

    show()
    editor = row_editor(session, form, command, back, f"payer:{payer.id}" if payer else "payer:new")
    if payer is None:
        return scrolled(holder(column(card(say("New payer"), editor), None, gap=2)))
    held.reread(editor, lambda row: queries.payer(session.clinic.read, row.id), show)
    if payer.is_retired:
        merged = queries.merged(session.clinic.read, payer.id)
        if not merged:
            _add_back_button(session, editor, held, back)
        chip = ChipText(say("Merged") if merged else say("Retired"))
        title = row(Text(isolated(payer.name), "heading", wrap=False), chip, None, gap=2)
        why = [Text(merged)] if merged else []
        page = scrolled(holder(column(card("", title, *why, editor), None, gap=2)))
        page.setFocusProxy(editor)
        return page
    gone = say("Retire payer")
    add_gone_button(session, editor, held, gone, lambda row: commands.RetirePayer(row.id, row.version), back)
    merge = MergePanel(session, payer, back)
    merge_card = card(say("Merge with another payer"), merge)
    merge_card.hide()

    def show_merge() -> None:
        merge_card.show()
        merge.setFocus()

    editor.add_button(button(say("Merge…"), show_merge))
    more = [build(session, payer) for build in also]
    parts = column(card(payer.name, editor), merge_card, departments(session, payer), *more, None, gap=2)
    page = scrolled(holder(parts))
    page.setFocusProxy(editor)
    return page


def _add_back_button(session: Session, editor: Editor, held: Held[Payer], back: Back) -> None:
    """A button that puts a retired payer on the list again; what stands in the form stays a draft."""

    def bring_back() -> None:
        now = held.row
        if now is None or not editor.form.keep_draft():
            return
        if editor.attempt(lambda: session.run(commands.BringPayerBack(now.id, now.version))):
            back(now.id)

    editor.add_button(button(say("Bring payer back"), bring_back))


def departments(session: Session, payer: Payer) -> QWidget:
    """A payer's departments."""
    model = PagedModel(lambda after: queries.department_page(session.clinic.read, payer.id, after), DEPARTMENT_COLUMNS)
    table = Table(
        say("Departments"),
        model,
        say("No department yet. Copy the phone numbers from the back of a card, and the claims address."),
        rows=_MOST_DEPARTMENTS,
    )

    def build(found: object) -> QWidget:
        assert found is None or isinstance(found, Department)
        return department_editor(session, payer, found, records.back)

    records = Records(
        say("Departments"),
        say(
            "Whom to call and where to write: member services, provider services, prior authorization, appeals, claims."
        ),
        table,
        model,
        say("Add department"),
        build,
        find=lambda row: _of(payer, queries.department(session.clinic.read, row)),
        key="department",
    )
    records.topic = "30-coverage#departments"
    session.keep_fresh(records, "departments")
    return card("", records)


def _of(payer: Payer, found: Department) -> Department:
    """The department, where it is this payer’s: a merge may have moved it. Raises Missing."""
    if found.payer != payer.id:
        raise Missing(say("This is no longer there."))
    return found


def department_editor(session: Session, payer: Payer, found: Department | None, back: Back) -> Editor:
    """One department."""
    form, held = forms.department_form(), Held(found)

    def show() -> None:
        form.fill(draft_text(DepartmentDraft, held.row or DepartmentDraft()))

    def command() -> Command:
        draft, row = read_draft(DepartmentDraft, form), held.row
        if row is None:
            return commands.AddDepartment(payer.id, draft)
        return commands.ChangeDepartment(row.id, row.version, draft)

    show()
    name = f"department:{found.id}" if found else f"department:new:{payer.id}"
    editor = row_editor(session, form, command, back, name, say("Department") if found else say("New department"))
    held.reread(editor, lambda row: queries.department(session.clinic.read, row.id), show)
    gone = say("Remove department")
    add_gone_button(session, editor, held, gone, lambda row: commands.RetireDepartment(row.id, row.version), back)
    return editor
