"""The field of the diagnoses that a service treats: a person reads and types letters, the form keeps codes."""

from collections.abc import Sequence

from clinic_desktop.visits.rules.pointers import as_codes, shown_pointers, usual_pointers
from clinic_desktop.wording import say
from ui.kit.usual_field import UsualField


class PointersField(UsualField):
    """Its value are codes, also in a draft: another order of the diagnoses changes the letters and nothing else.

    What is no letter of the case stays as it was typed.
    """

    def __init__(self) -> None:
        """Knows no diagnosis before `show_codes`."""
        self._codes: tuple[str, ...] = ()
        super().__init__("pointers", say("Diagnoses"))

    def value(self) -> str:
        """The codes, "M54.50 M62.830"."""
        return as_codes(super().value(), self._codes)

    def set_value(self, value: str) -> None:
        """Show codes as letters."""
        super().set_value(shown_pointers(as_codes(value, self._codes).split(), self._codes))

    def show_codes(self, codes: Sequence[str]) -> None:
        """Go by these diagnoses from now on, and show which stand where nobody types any."""
        if self._codes != tuple(codes):
            chosen = self.value()
            self._codes = tuple(codes)
            self.set_value(chosen)
        self.show_usual(usual_pointers(codes))
