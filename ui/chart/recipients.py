"""Who may have been told of a client: those the record knows, with where things go to, and anybody else."""

from collections.abc import Mapping

from clinic_desktop.chart.model import Glance
from clinic_desktop.contacts.model import KINDS
from clinic_desktop.disclosures.model import RECIPIENTS, WAYS
from clinic_desktop.store.reader import Reader
from clinic_desktop.wording import say
from ui.chart.parties import parties_of
from ui.contacts.forms import Party
from ui.disclosures.forms import Recipient

# A way that something went by the way a contact is made.
_AS_CONTACTED = {"phone": "call", "mail": "letter"} | {way: way for way in WAYS if way in KINDS and way != "in_person"}


def recipients_of(read: Reader, glance: Glance) -> tuple[Recipient, ...]:
    """Whom a contact can be with, then those whom nobody calls: an adjuster is told for the payer."""
    known = tuple(_recipient(one) for one in parties_of(read, glance) if one.key not in ("client", "other"))
    client = next(one for one in parties_of(read, glance) if one.key == "client")
    rest = (Recipient(key, say(RECIPIENTS[key])) for key in ("employer", "state", "other"))
    own = Recipient("client", say(RECIPIENTS["client"]), client.name, _reach(client.reach))
    return (*known, own, *rest)


def _recipient(one: Party) -> Recipient:
    key = "payer" if one.key == "adjuster" else one.key
    return Recipient(key, one.words, one.name, _reach(one.reach))


def _reach(reach: Mapping[str, str]) -> dict[str, str]:
    return {way: reach[kind] for way, kind in _AS_CONTACTED.items() if reach.get(kind)}
