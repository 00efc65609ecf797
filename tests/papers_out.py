"""Papers that are issued and lie ready to be sent: what a demand that comes afterwards finds."""

from dataclasses import replace

from lettering import draft_of
from lettering import issued as issued_letter
from packed import DAYS, Packable, accept_all, begun, change, issue_packet

from clinic_desktop.clinic import Clinic
from clinic_desktop.letters.loader import shipped
from clinic_desktop.letters.model import LetterId
from clinic_desktop.packets.model.packet import PacketDraft, PacketId
from clinic_desktop.packets.model.parts import ChosenPart
from clinic_desktop.payers.commands import AddDepartment
from clinic_desktop.payers.model import DepartmentDraft

TO = PacketDraft(way="mail", to_address="PO Box 12\nTacoma, WA 98402")


def out(clinic: Clinic, own: Packable, *parts: ChosenPart, of_a_time: bool = False) -> PacketId:
    """An issued packet to the plan about the bill, or about a time alone, which names no visit by itself; with these
    parts alone where there are any."""
    row = begun(clinic, own.case, "reimbursement", f"bill:{own.bill}")
    change(clinic, row, replace(TO, about="", since=DAYS[0], until=DAYS[2]) if of_a_time else TO)
    if parts:
        change(clinic, row, PacketDraft(parts=parts))
    accept_all(clinic, row)
    return issue_packet(clinic, row)


def letter_out(clinic: Clinic, own: Packable, kind: str = "payer_reply", voice: str = "") -> LetterId:
    """A letter to the plan; a reply tells of all visits that were given."""
    box = {"street": "PO Box 12", "city": "Tacoma", "state": "WA", "zip": "98402"}
    clinic.do(AddDepartment(1, DepartmentDraft(shipped(kind).department, "Letters", **box)))
    return issued_letter(clinic, own.case, draft_of(kind, voice=voice))
