"""Who referred a client or ordered a visit, as another program names them: for the note, and for the list of
prescribers where it is somebody who prescribes, and no website or friend."""

from clinic_desktop.errors import Refused
from clinic_desktop.imports.rules.cells import RowReader
from clinic_desktop.referrals.model import PrescriberDraft
from clinic_desktop.referrals.rules.names import read_name, untitled
from clinic_desktop.referrals.rules.prescribers import prescriber_values
from clinic_desktop.values.identifiers import parse_npi
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say


def referred(reader: RowReader) -> tuple[str, PrescriberDraft | None]:
    """The line for the note, "" for nobody; and the prescriber, None where nothing tells that it is one: no NPI, no
    credential and no title. An NPI that cannot be one is a problem at its column."""
    who, npi = " ".join(reader.text("referrer").split()), reader.text("referrer_npi")
    if npi:
        try:
            npi = parse_npi(npi)
        except Unreadable as unreadable:
            reader.found.add("referrer_npi", unreadable.words)
            npi = ""
    return _line(who, npi), _prescriber(who, npi)


def _line(who: str, npi: str) -> str:
    if who and npi:
        return say("Referred by: {who}, NPI {npi}", who=who, npi=npi)
    if who:
        return say("Referred by: {who}", who=who)
    return say("Referred by: NPI {npi}", npi=npi) if npi else ""


def _prescriber(who: str, npi: str) -> PrescriberDraft | None:
    given, family, credential = read_name(who)
    is_one = bool(npi or credential or untitled(who) != who)
    made = PrescriberDraft(given, family, credential, npi)
    if not (is_one and family):
        return None
    try:
        prescriber_values(made)
    except Refused:
        return None
    return made
