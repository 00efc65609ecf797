"""What a role never may is no trap: its buttons stand back and say why. The command refuses all the same."""

from clinic_desktop.staff.rules.roles import why_not
from clinic_desktop.store.command import Permission
from clinic_desktop.wording import say
from ui.session import Session
from ui.staff.doing import ANY_CHANGE, DOING


class HeldBack:
    """Tells of any button, by its words, why it stands back; every one asks as it is shown."""

    def __init__(self, session: Session) -> None:
        """Of whoever is signed in, as their role is then."""
        self._session = session
        self._asks = {say(words): asks for words, asks in DOING.items()}

    def why(self, words: str, saving: Permission | None = None) -> str:
        """The sentence, "" where they may, and for a button that changes nothing. `saving` is what the part around it
        asks for, where its words alone do not tell: "Save"."""
        asks = self._asks.get(words, ())
        asks = (saving,) if saving and asks == ANY_CHANGE else asks
        clinic = self._session.clinic
        if not asks or any(clinic.allows(permission) for permission in asks):
            return ""
        return why_not(clinic.person.role, asks[0])
