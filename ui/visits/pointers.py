"""The field of the diagnoses that a service treats: a person reads and types letters, the form keeps codes."""

from collections.abc import Sequence

from clinic_desktop.visits.rules.pointers import as_codes, shown_pointers, usual_pointers
from clinic_desktop.wording import say
from ui.kit.fields import TextField


class PointersField(TextField):
    """Its value are codes, also in a draft: another order of the diagnoses changes the letters and nothing else.

    What is no letter of the case stays as it was typed.
    """

    def __init__(self) -> None:
        """Knows no diagnosis before `show_codes`."""
        super().__init__("pointers", say("Diagnoses (A–L)"))
        self._codes: tuple[str, ...] = ()

    def value(self) -> str:
        """The codes, "M54.50 M62.830"."""
        return as_codes(self.box.text(), self._codes)

    def set_value(self, value: str) -> None:
        """Show codes as letters."""
        super().set_value(shown_pointers(as_codes(value, self._codes).split(), self._codes))

    def show_codes(self, codes: Sequence[str]) -> None:
        """Go by these diagnoses from now on, and show which stand where nobody types any."""
        if self._codes != tuple(codes):
            chosen = self.value()
            self._codes = tuple(codes)
            self.set_value(chosen)
        self.box.setPlaceholderText(usual_pointers(codes))
