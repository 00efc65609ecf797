"""What is said of the place an export is to lie in, before it is written: a cloud’s folder, the disk of the backups."""

from clinic_desktop.store.beside.whereabouts import Site
from clinic_desktop.wording import say


def place_words(found: Site | None, *, has_backups: bool) -> str:
    """Why somebody may want another place; "" for none."""
    if found is not None and found.kind == "cloud":
        return say(
            "This folder is copied to the internet by {service}, and the export is not encrypted: every client’s "
            "record would leave the house.",
            service=found.service,
        )
    if found is not None and found.kind == "network":
        return say(
            "This folder lies on another computer in the network, and the export is not encrypted: whoever may read "
            "that folder can read every client’s record."
        )
    if has_backups:
        return say(
            "Backups of this clinic lie here. They are encrypted and the export is not: whoever finds the stick could "
            "read every client’s record. Put it on another one."
        )
    return ""
