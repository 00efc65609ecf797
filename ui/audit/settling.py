"""The owner says what is behind something wrong with the trail: the banner goes, and the reason stays in the trail."""

from collections.abc import Callable

from clinic_desktop.audit.commands import SettleTrail
from clinic_desktop.wording import say
from ui.kit.editor import Editor
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.text import Text
from ui.session import Session


def settle_editor(session: Session, flaws: int, trouble: str, done: Callable[[], object]) -> Editor:
    """A form for the reason; `flaws` is how many wrong entries are known of by now."""
    why = TextField(
        "why", say("What you found out"), say("As: the computer was broken, and we went on from an older copy.")
    )
    form = Form(why)

    def save() -> object:
        return session.run(SettleTrail(form.values()["why"], flaws))

    editor = Editor(say("Say what it was"), form, save, save_words=say("Keep it in the trail"))
    editor.put_above(Text(trouble))
    editor.saved.connect(lambda *_: done())
    editor.left.connect(done)
    return editor
