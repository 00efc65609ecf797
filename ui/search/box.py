"""The one search box of the window: clients, payers and prescribers, papers by their number or title, as one types."""

from PySide6.QtCore import QPoint, Qt, QTimer

from clinic_desktop.search.model import Hit
from clinic_desktop.search.queries.hits import hits
from clinic_desktop.wording import say
from ui.kit.finder import Choice, Finder
from ui.kit.grid import step
from ui.kit.icons import icon
from ui.search.lines import HIT, HitLines, kind_word
from ui.session import Session

# Where each kind of hit is opened: the place, and the part of it before the row.
_PLACES = {
    "superbill": ("superbills", ""),
    "receipt": ("superbills", ""),
    "statement": ("superbills", ""),
    "year_receipt": ("superbills", ""),
    "client": ("clients", ""),
    "payer": ("payers", ""),
    "prescriber": ("payers", "prescriber/"),
    "contact": ("clients", ""),
    "estimate": ("clients", ""),
    "benefit_statement": ("clients", ""),
    **dict.fromkeys(("gift_card", "packet", "denial", "file", "letter", "imported_visit"), ("clients", "")),
    # Of nobody on record.
    "sold_card": ("reports", ""),
}


class FindAnywhere(Finder):
    """Opens what is chosen, and is empty again; what was typed is never written down."""

    topic = "65-keyboard#search"

    def __init__(self, session: Session) -> None:
        """Asks every room."""
        super().__init__(self._hits)
        self._known: dict[str, Hit] = {}
        self._session = session
        words = say("Find a client, payer, prescriber or document")
        self.setPlaceholderText(say("{words}   Ctrl+K", words=words))
        self.setAccessibleName(words)
        self.addAction(icon("search"), Finder.ActionPosition.LeadingPosition)
        self._lines = HitLines(self)
        self._popup.setItemDelegate(self._lines)
        self.chosen.connect(self._on_chosen)
        self.returnPressed.connect(self._on_return)

    def _hits(self, typed: str) -> list[Choice]:
        clinic = self._session.clinic
        found = hits(clinic.read, typed, clinic.clock.today())
        if not clinic.allows("read_clinical"):
            # They are found by their notes, too: whoever reads none learns of none.
            found = tuple(hit for hit in found if hit.kind != "imported_visit")
        self._known = {f"{hit.kind}/{hit.row}": hit for hit in found}
        return [Choice(key, hit.title, hit.detail) for key, hit in self._known.items()]

    def _look(self, typed: str) -> None:
        super()._look(typed)
        for choice, at in zip(self._found(typed), range(self._choices.rowCount()), strict=True):
            hit, item = self._known[choice.key], self._choices.item(at)
            item.setData(hit, HIT)
            spoken = say("{kind}: {what}", kind=kind_word(hit.kind), what=item.text())
            item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
        # As wide as what was found needs: a phone number that is cut off tells nobody apart.
        window = self.window()
        room = window.width() - self.mapTo(window, QPoint(0, 0)).x() - step(3)
        completer = self.completer()
        assert completer
        # Asked for anew: what was asked for once is forgotten by Qt’s binding when somebody else asks too.
        popup = completer.popup()
        assert popup
        wanted = self._lines.wanted_width(self._choices, popup.font())
        popup.setMinimumWidth(max(self.width(), min(wanted, room)))

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
        hit = self._known.get(key)
        self._session.go(place, (hit and hit.part) or f"{part}{row}")
