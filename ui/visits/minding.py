"""What is to be minded in a visit: the open flags of the client, and what was done otherwise written by one key."""

from clinic_desktop.cases.model import CaseId
from clinic_desktop.cases.queries import case as read_case
from clinic_desktop.intake.model.flags import OpenFlag
from clinic_desktop.intake.queries.flags import open_flags
from clinic_desktop.wording import say
from ui.kit.editor import Editor
from ui.kit.fields import NoteField
from ui.kit.keys import on_key
from ui.kit.text import Text
from ui.session import Session


def mind_flags(session: Session, editor: Editor, case: CaseId) -> None:
    """Say above a note what is open; Ctrl+M writes into Objective what was done otherwise for it."""
    read = session.clinic.read
    flags = [one for one in open_flags(read, read_case(read, case).client) if one.modification]
    if not flags:
        return
    names = ", ".join(_name(one) for one in flags)
    editor.put_above(Text(say("To mind: {flags}. Ctrl+M notes what was done otherwise.", flags=names), "muted"))
    field = editor.form.fields["objective"]
    assert isinstance(field, NoteField)

    def write() -> None:
        lines = [f"{_name(one)}: {one.modification}" for one in flags]
        before = field.value()
        wanted = [line for line in lines if line not in before]
        if wanted:
            field.add("\n".join(wanted))

    on_key(editor, "Ctrl+M", write)


def _name(one: OpenFlag) -> str:
    return f"{one.words} ({one.region})" if one.region else one.words
