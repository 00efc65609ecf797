"""What a form puts in by itself, by what was chosen in it."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject

from ui.kit.form import Form


class Prefill(QObject):
    """Puts in what is known of what was chosen; what a person typed over it stays."""

    def __init__(self, form: Form, by: Sequence[str], known: Callable[[Sequence[str]], Mapping[str, str]]) -> None:
        """Follows the fields `by` of the form; `known` gives by their values what to put into which field, always the
        same fields. Filled with a saved row it puts in first what the row then puts over it."""
        super().__init__(form)
        self._form, self._by, self._known = form, tuple(by), known
        self._chosen = ("",) * len(self._by)
        self._put: Mapping[str, str] = known(self._chosen)
        form.edited.connect(self._follow)

    def _follow(self) -> None:
        values = self._form.values()
        chosen = tuple(values[key] for key in self._by)
        if chosen == self._chosen:
            return
        before, self._chosen, self._put = self._put, chosen, self._known(chosen)
        for key, text in self._put.items():
            if values[key] in ("", before[key]) and values[key] != text:
                self._form.fields[key].set_value(text)
