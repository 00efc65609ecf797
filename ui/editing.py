"""How a form becomes an editor of the open clinic: its draft, the command it makes, and the way back."""

from collections.abc import Callable

from clinic_desktop.store.command import Command
from clinic_desktop.wording import say
from ui.kit.editor import Editor
from ui.kit.form import Form
from ui.session import Session

# Called with the id of the row that was saved, or 0.
Back = Callable[[int], object]


def row_editor(
    session: Session, form: Form, command: Callable[[], Command], back: Back, name: str, title: str = ""
) -> Editor:
    """An editor of one row, new or not; `name` is its draft's. Leaves by `back` when it is saved or given up."""
    saved_row = [0]

    def save() -> None:
        saved_row[0] = session.run(command())

    editor = Editor(title, form, save)
    editor.keep_drafts(session.clinic.drafts, name)
    editor.saved.connect(lambda: back(saved_row[0]))
    editor.left.connect(lambda: back(0))
    editor.setFocusProxy(next(iter(form.fields.values())))
    return editor


def kept_editor(editor: Editor, session: Session, name: str, load: Callable[[], object]) -> Editor:
    """An editor that stays open: it says "Saved." and shows what is kept."""
    editor.keep_drafts(session.clinic.drafts, name)
    editor.reload_with(load)

    def on_saved() -> None:
        load()
        editor.banner.show_words("good", say("Saved."))

    editor.saved.connect(on_saved)
    return editor
