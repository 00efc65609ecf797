"""Asks why a paper is void: the one form for it, whatever the paper."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from clinic_desktop.wording import say
from ui.kit.editor import Editor
from ui.kit.fields import NoteField
from ui.kit.form import DraftKeeper, Form
from ui.kit.layout import card, column
from ui.kit.text import Text


class AskVoid(QWidget):
    """Nothing is void before its button is pressed: Enter only makes a new line of the reason."""

    def __init__(
        self, words: tuple[str, str], void: Callable[[str], object], *, title: str = "", first: str = ""
    ) -> None:
        """`words` say what follows, and what stands on the button. `void` gets the reason, and raises what it refuses.
        With a title it stands in a card of its own; `first` is what has to be known before all."""
        super().__init__()
        means, verb = words
        self.form = Form(NoteField("why", say("Why is it void?"), say("It is kept, not printed."), lines=2))
        self.editor = Editor("", self.form, lambda: void(self.form.values()["why"]), save_words=verb)
        # Not the look of what one is here to do: it cannot be taken back.
        self.editor.save_button.setProperty("main", "false")
        said = [*([Text(first, "strong")] if first else ()), Text(means, "muted"), self.editor]
        self.setLayout(column(card(title, *said)) if title else column(*said, gap=1))
        self.setFocusProxy(self.form.fields["why"])

    def begin(self, keeper: DraftKeeper, name: str, voided: Callable[[], object], left: Callable[[], object]) -> None:
        """Keep a reason that is half typed, under this name. Then `voided` is called once it is void, `left` once it
        is given up."""
        self.editor.keep_drafts(keeper, name)
        self.editor.saved.connect(lambda *_: voided())
        self.editor.left.connect(lambda *_: left())
