"""A backup of another clinic than the one that is here: it is said plainly, and one of the owners here has to agree."""

from collections.abc import Mapping

from clinic_desktop.errors import WrongPassword
from clinic_desktop.restoring import Agreement, NotAgreed, clinic_in_the_way
from clinic_desktop.store.backups.manifest import Backup
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.keys.recovery_key import recovery_letters
from clinic_desktop.store.keys.vault import RECOVERY_SLOT
from clinic_desktop.wording import say
from ui.kit.banner import Banner
from ui.kit.fields import ChoiceField, PasswordField


class AgreementFields:
    """Two fields of the form that restores, and a banner above it; all are shown for such a backup alone."""

    def __init__(self, folder: ClinicFolder) -> None:
        """`folder` is the clinic's own."""
        self._folder = folder
        self.banner = Banner(stays=True)
        self.person = ChoiceField("here", say("Who agrees for the clinic that is here now?"), [])
        self.secret = PasswordField("agreed", say("The password of that person, or that recovery key"))

    def look_at(self, backup: Backup) -> None:
        """Ask for what this backup asks for."""
        here, chosen = clinic_in_the_way(self._folder, backup), self.person.value()
        self.person.box.clear()
        if here:
            for slot in here.people():
                self.person.box.addItem(slot.name, slot.id)
            self.person.box.addItem(say("Whoever has its recovery key"), RECOVERY_SLOT)
            self.person.set_value(chosen)
        self.person.setVisible(bool(here))
        self.secret.setVisible(bool(here))
        self.banner.setVisible(bool(here))
        if here:
            words = say(
                "This backup is of another clinic than the one on this computer, whose place it takes. An owner of the "
                "clinic that is here now has to agree."
            )
            self.banner.show_words("warning", words)

    def given(self, values: Mapping[str, str]) -> Agreement | None:
        """What was typed, None where nobody is asked; raises NotAgreed for what is no recovery key."""
        if self.person.isHidden():
            return None
        if values["here"] != RECOVERY_SLOT:
            return Agreement(values["here"], values["agreed"])
        try:
            return Agreement(RECOVERY_SLOT, recovery_letters(values["agreed"]))
        except WrongPassword as wrong:
            raise NotAgreed(wrong.words) from wrong

    def slots(self) -> tuple[str, ...]:
        """Whose next try this is."""
        return () if self.person.isHidden() else (self.person.value(),)
