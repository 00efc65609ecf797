"""What somebody typed into a form that came too late: kept, and put into the one that is there only where asked."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from PySide6.QtWidgets import QFrame

from clinic_desktop.errors import StoreTrouble
from clinic_desktop.wording import say
from ui.kit.buttons import button
from ui.kit.form import DraftKeeper, Form, TypedOver, has_offer
from ui.kit.layout import column, row
from ui.kit.text import Text


class LeftOver(QFrame):
    """Says what is kept, with two buttons: it is put in, or thrown away. Hidden where nothing of it was typed. Where
    the form that it was typed into can be opened, that stands for the first: what that one began with is kept nowhere
    else."""

    def __init__(
        self, form: Form, kept: tuple[DraftKeeper, str], words: str, go_on: Callable[[], object] | None = None
    ) -> None:
        """`kept` says where it is; `words` say how that came about; `go_on` opens the form that it was typed into."""
        super().__init__()
        self._form, (self._keeper, self._name), self._words = form, kept, words
        self._thrown: dict[str, Any] = {}
        self.setProperty("banner", "note")
        self._text = Text()
        self.put_button = button(say("Go on with it"), go_on) if go_on else button(say("Put it in"), self.put_in)
        self.throw_button = button(say("Throw it away"), self.throw_away)
        self.take_button = button(say("Take it back"), self._take_back)
        acts = row(self.put_button, self.throw_button, self.take_button, None)
        self.setLayout(column(self._text, acts, margin=2))
        self._say()

    def put_in(self) -> None:
        """Put it into the fields where nothing else is typed; what has no room stays kept."""
        body = self._body()
        left = self._form.put_in(self._typed(body))
        # On a full disk both stay, here and there.
        with suppress(StoreTrouble):
            if self._form.keep_draft():
                self._keep({key: body[key] for key in left})
        self._say()
        self._form.fields[next(iter(self._form.fields))].box.setFocus()

    def throw_away(self) -> None:
        """Forget it; until the form is left it can be taken back."""
        with suppress(StoreTrouble):
            self._thrown = self._body()
            self._keep({})
        self._say()
        self.take_button.setFocus()

    def _take_back(self) -> None:
        with suppress(StoreTrouble):
            self._keep(self._thrown)
            self._thrown = {}
        self._say()

    def _keep(self, body: dict[str, Any]) -> None:
        if body:
            self._keeper.keep(self._name, body)
        else:
            self._keeper.forget(self._name)

    def _body(self) -> dict[str, Any]:
        return self._keeper.kept(self._name) or {}

    def _typed(self, body: Mapping[str, Any]) -> dict[str, TypedOver]:
        """What a person typed: what the program had put there is left out."""
        known = {key: entry for key, entry in body.items() if key in self._form.fields}
        # Else what was saved when it was typed: what begins a form may be that, too.
        over = {key: _over(entry) for key, entry in known.items()}
        texts = {key: str(entry[0]) if isinstance(entry, list) else str(entry) for key, entry in known.items()}
        return {key: (text, over[key]) for key, text in texts.items() if text != over[key]}

    def _say(self) -> None:
        typed = self._typed(self._body())
        names = ", ".join(self._form.fields[key].label for key in typed)
        if self._thrown:
            self._text.setText(say("What you typed is thrown away."))
        else:
            self._text.setText(say("{why} It is kept, and not in here: {fields}.", why=self._words, fields=names))
        self.setAccessibleName(self._text.text())
        for one in (self.put_button, self.throw_button):
            one.setVisible(not self._thrown)
        self.take_button.setVisible(bool(self._thrown))
        self.setVisible(bool(typed or self._thrown))


def _over(entry: object) -> str:
    if has_offer(entry):
        assert isinstance(entry, list)
        return str(entry[2])
    return str(entry[1]) if isinstance(entry, list) else ""
