"""What is left in the memory of the program: whether anything still refers to a secret, or to a word of a client."""

import gc
from collections.abc import Iterable, Iterator

from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import Object, isValid


def referred() -> Iterator[object]:
    """Everything that the collector knows, and what those refer to directly: texts and bytes among it."""
    gc.unfreeze()
    gc.collect()
    for holder in gc.get_objects():
        yield holder
        yield from gc.get_referents(holder)


def still_there(secrets: Iterable[bytes | str], kinds: Iterable[type]) -> set[str]:
    """Which of the secrets are referred to still, and which kinds of objects live; a secret as a part of a text or of
    bytes counts. Only a word about it is returned, for the answer would refer to it too."""
    wanted, classes, found = tuple(secrets), tuple(kinds), set[str]()
    texts = tuple(one for one in wanted if isinstance(one, str))
    raw = tuple(one for one in wanted if isinstance(one, bytes))
    ours = {id(wanted), id(texts), id(raw)}
    for one in referred():
        if isinstance(one, classes) and not is_shell(one):
            found.add(type(one).__name__)
        elif isinstance(one, str):
            found.update(f"text {at}" for at, secret in enumerate(texts) if secret in one and one is not secret)
        elif isinstance(one, (bytes, bytearray)) and id(one) not in ours:
            found.update(f"bytes {at}" for at, secret in enumerate(raw) if secret in one and one is not secret)
    return found


def is_shell(one: object) -> bool:
    """Whether Qt has destroyed what this stood for, and nothing hangs on it any more: Python may count it for ever."""
    return isinstance(one, Object) and not isValid(one) and not vars(one)


def words_of_widgets() -> list[str]:
    """All that any widget of the program holds: what it shows, its names and hints, its actions and its windows."""
    said = list[str]()
    for one in QApplication.allWidgets():
        said += [one.windowTitle(), one.accessibleName(), one.accessibleDescription(), one.toolTip(), one.objectName()]
        said += [action.text() for action in one.actions()]
        said += _own_words(one)
    return [words for words in said if words]


def _own_words(one: QWidget) -> list[str]:
    if isinstance(one, (QLabel, QLineEdit)):
        return [one.text()]
    if isinstance(one, (QPlainTextEdit, QTextEdit)):
        return [one.toPlainText()]
    if isinstance(one, QComboBox):
        return [one.itemText(at) for at in range(one.count())]
    if isinstance(one, QAbstractItemView) and one.model():
        model = one.model()
        places = ((down, right) for down in range(model.rowCount()) for right in range(model.columnCount()))
        return [str(model.index(down, right).data() or "") for down, right in places]
    text = getattr(one, "text", None)
    return [str(text())] if callable(text) else []
