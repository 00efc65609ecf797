"""The owner says what is behind something wrong with the trail: the banner goes, and the reason stays in the trail."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clinic_desktop.audit.commands import SettleTrail
from clinic_desktop.wording import say
from ui.kit.editor import Editor
from ui.kit.fields import TextField
from ui.kit.form import Form
from ui.kit.layout import card, column
from ui.kit.text import Text
from ui.session import Session


class SettlePage(QWidget):
    """A form for the reason."""

    def __init__(self, session: Session, flaws: int, trouble: str, done: Callable[[], object]) -> None:
        """`flaws` is how many wrong entries are known of by now."""
        super().__init__()
        why = TextField(
            "why", say("What you found out"), say("As: the computer was broken, and we went on from an older copy.")
        )
        self.form = Form(why)

        def save() -> object:
            return session.run(SettleTrail(self.form.values()["why"], flaws))

        editor = Editor("", self.form, save, save_words=say("Keep it in the trail"))
        editor.put_above(Text(trouble))
        editor.saved.connect(lambda *_: done())
        editor.left.connect(done)
        self.setLayout(column(card(say("Say what it was"), editor), None))
        self.setFocusProxy(why)
