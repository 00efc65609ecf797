"""The editors of a supervisor and of a payer's answer."""

from PySide6.QtWidgets import QWidget

from clinic_desktop.errors import Missing
from clinic_desktop.payers.model import Payer
from clinic_desktop.store.command import Command
from clinic_desktop.supervision import commands, queries
from clinic_desktop.supervision.model import SupervisionAnswer, SupervisionAnswerDraft, Supervisor, SupervisorDraft
from clinic_desktop.supervision.rules import why_not
from clinic_desktop.wording import say
from ui.editing import Back, Held, add_gone_button, row_editor
from ui.kit.drafts import read_draft
from ui.kit.editor import Editor
from ui.kit.layout import card, column, holder, scrolled
from ui.kit.text import isolated
from ui.session import Session
from ui.supervision.forms import answer_form, fill_answer, fill_supervisor, supervisor_form


def supervisor_editor(session: Session, found: Supervisor | None, back: Back) -> QWidget:
    """One supervisor; of one who does not count today it says why."""
    form, held = supervisor_form(), Held(found)

    def show() -> None:
        fill_supervisor(form, held.row)

    def command() -> Command:
        draft, row = read_draft(SupervisorDraft, form), held.row
        return commands.ChangeSupervisor(row.id, row.version, draft) if row else commands.AddSupervisor(draft)

    show()
    editor = row_editor(session, form, command, back, f"supervisor:{found.id}" if found else "supervisor:new")
    held.reread(editor, lambda row: listed(session, row.id), show)
    gone = say("Remove supervisor")
    add_gone_button(session, editor, held, gone, lambda row: commands.RetireSupervisor(row.id, row.version), back)
    why = why_not(found, session.clinic.clock.today()) if found else ""
    if why:
        words = say("{why} No superbill of such a day can name this supervisor.", why=why)
        editor.banner.show_words("warning", words)
    # A long name takes many lines, and the window stays as high as it is.
    page = scrolled(holder(column(card(isolated(found.name) if found else say("New supervisor"), editor), None, gap=2)))
    page.setFocusProxy(editor)
    return page


def answer_editor(session: Session, payer: Payer, found: SupervisionAnswer | None, back: Back) -> Editor:
    """One answer of a payer."""
    form, held = answer_form(), Held(found)

    def show() -> None:
        fill_answer(form, held.row)

    def command() -> Command:
        draft, row = read_draft(SupervisionAnswerDraft, form), held.row
        return (
            commands.ChangeSupervision(row.id, row.version, draft) if row else commands.LogSupervision(payer.id, draft)
        )

    show()
    name = f"supervision:{found.id}" if found else f"supervision:new:{payer.id}"
    title = say("Answer about supervision") if found else say("New answer about supervision")
    editor = row_editor(session, form, command, back, name, title)
    held.reread(editor, lambda row: queries.answer(session.clinic.read, row.id), show)
    gone = say("Remove answer")
    add_gone_button(session, editor, held, gone, lambda row: commands.RetireSupervision(row.id, row.version), back)
    return editor


def listed(session: Session, row: int) -> Supervisor:
    """A supervisor on the list; raises Missing for one who was removed."""
    found = queries.supervisor(session.clinic.read, row)
    if found.is_retired:
        raise Missing(say("This is no longer there."))
    return found
