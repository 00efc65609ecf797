"""The time before the next try: said while it lasts, and gone by itself."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QTimer
from shiboken6 import isValid

from clinic_desktop.store.keys.attempts import attempts_at, wait_words
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.kit.editor import Editor
from ui.kit.text import Text

# So often it is looked whether the time before the next try is over.
_LOOKED_MILLISECONDS = 250
# Against the one of what keeps the buttons apart.
_ALL_ROOM = 100


class TryLater:
    """Holds back the button of a form while a key is derived, and while a slot waits for its next try: says calmly how
    long."""

    def __init__(self, editor: Editor, folder: ClinicFolder, slots: Callable[[], Iterable[str]]) -> None:
        """`slots` names those that are tried next; none where a key is only made."""
        self._editor, self._slots = editor, slots
        self._attempts = attempts_at(folder.attempts)
        self.is_busy = False
        self.words = Text(role="muted")
        editor.put_at_foot(self.words, _ALL_ROOM)
        self._timer = QTimer(editor, interval=_LOOKED_MILLISECONDS)
        self._timer.timeout.connect(self.look)
        self.look()

    def look(self) -> None:
        """Look how long it still is; somebody may have left the form while a key was made."""
        if not isValid(self._editor):
            return
        left = max(map(self._attempts.seconds_left, self._slots()), default=0)
        self.words.setText(wait_words(left) if left else "")
        self._editor.save_button.rest(bool(left) or self.is_busy)
        if left and not self._timer.isActive():
            self._timer.start()
        elif not left:
            self._timer.stop()

    def busy(self, busy: bool) -> None:
        """A try goes on, or is over."""
        self.is_busy = busy
        self.look()
