"""Qt's own properties by the names of their values.

The first touch of the namespace `Qt` builds its 93 enumerations: 20 to 25 ms in which no window can be shown. What
is loaded before sign-in names their values instead; Qt itself turns the name into the value.
"""

from PySide6.QtCore import QObject


def named(target: QObject, **values: str) -> None:
    """Set each property to the value of that name; a name that Qt does not know is a bug and raises."""
    for name, value in values.items():
        if not target.setProperty(name, value):
            raise ValueError(f"{type(target).__name__} takes no {name}={value}")
