"""The one search box of the window: clients, payers, prescribers, and bills by their number, as one types."""

from PySide6.QtCore import QTimer

from clinic_desktop.search.queries import hits
from clinic_desktop.wording import say
from ui.kit.finder import Choice, Finder
from ui.kit.icons import icon
from ui.session import Session

# Where each kind of hit is opened: the place, and the part of it before the row.
_PLACES = {
    "bill": ("superbills", ""),
    "client": ("clients", ""),
    "payer": ("payers", ""),
    "prescriber": ("payers", "prescriber/"),
}


class FindAnywhere(Finder):
    """Opens what is chosen, and is empty again; what was typed is never written down."""

    topic = "65-keyboard#search"

    def __init__(self, session: Session) -> None:
        """Asks every room."""
        super().__init__(self._hits)
        self._session = session
        words = say("Find a client, payer, prescriber or document")
        self.setPlaceholderText(say("{words}   Ctrl+K", words=words))
        self.setAccessibleName(words)
        self.addAction(icon("search"), Finder.ActionPosition.LeadingPosition)
        self.chosen.connect(self._on_chosen)
        self.returnPressed.connect(self._on_return)

    def _hits(self, typed: str) -> list[Choice]:
        clinic = self._session.clinic
        found = hits(clinic.read, typed, clinic.clock.today())
        return [Choice(f"{hit.kind}/{hit.row}", hit.title, hit.detail) for hit in found]

    def _on_return(self) -> None:
        """Enter takes the best one, as in the search line of a list."""
        best = next(iter(self._hits(self.text())), None)
        if best:
            self._on_chosen(best.key, best.title)

    def _on_chosen(self, key: str, _: str) -> None:
        kind, _, row = key.partition("/")
        # The completer puts the title into the line after this.
        QTimer.singleShot(0, self, self.clear)
        place, part = _PLACES[kind]
        self._session.go(place, f"{part}{row}")
