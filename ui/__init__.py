"""The faces of the clinic; everything Qt."""

import builtins

# The first of Qt, so that what follows finds it there.
import PySide6.QtCore  # noqa: F401


def _import_plainly() -> None:
    """Give `import` back to Python.

    PySide puts a function of its own in its place, which reads the source of every module that is imported from then
    on, of the standard library too, and keeps all its lines in memory: it looks for `from __feature__ import`, other
    spellings of Qt's names that this program does not use. That is a tenth of the time to sign-in beyond Qt's own, and
    megabytes.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


_import_plainly()
