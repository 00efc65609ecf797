"""What a packet is for: that it is about something, that the case is of that kind, and that the client is still one."""

from clinic_desktop.packets.model.purposes import PURPOSES
from clinic_desktop.packets.model.view import PacketView
from clinic_desktop.packets.rules.checks.check import Sights
from clinic_desktop.superbills.model.findings import Finding
from clinic_desktop.wording import say

# What a packet of some purposes answers or stands on, by the source of that.
_STANDS_ON = {"appeal": "denial", "va": "authorization"}


def stands_on_something(view: PacketView) -> bool:
    """Whether its purpose is about a paper of the payer."""
    return view.packet.purpose in _STANDS_ON


def find_nothing(view: PacketView) -> Sights:
    """That an appeal answers a denial, or a bill that a payer was asked for; and that a packet for the VA stands on its
    authorization. A time alone, or a receipt, says neither."""
    about, source = view.about, _STANDS_ON[view.packet.purpose]
    if about and (about.key.startswith(f"{source}:") or (about.key.startswith("bill:") and about.payer)):
        return
    is_there = any(one.key.startswith(f"{source}:") for one in view.abouts)
    message = say("It is about no denial.")
    why = say("Choose the denial it answers.") if is_there else say("Enter the denial that it answers first.")
    if source == "authorization":
        message = say("It is about no authorization.")
        why = say("Choose the authorization that the visits stand on.")
        if not is_there:
            why = say("Add the authorization that the visits stand on first.")
    yield Finding("STOP", "packet-about", "packet/about" if is_there else f"packet/{source}", message, why)


def is_of_a_kind(view: PacketView) -> bool:
    """Whether its purpose is of one kind of payer alone."""
    return view.packet.purpose in ("work", "va") and view.packet.to_kind == "payer"


def find_other_kind(view: PacketView) -> Sights:
    """That what it is for fits the case and its policies."""
    purpose, types = view.packet.purpose, view.plan_types
    is_work = view.case_kind == "work" or any(one.startswith("work") for one in types)
    if is_work if purpose == "work" else "va" in types:
        return
    message = say("This case has no policy of workers’ compensation.")
    if purpose == "va":
        message = say("This case has no policy with VA Community Care.")
    why = say("A packet for “{purpose}” holds what that payer asks for. Is it the right one?",
              purpose=say(PURPOSES[purpose]))  # fmt: skip
    yield Finding("ASK", "packet-purpose", "packet/purpose", message, why, f"{view.packet.case}:{purpose}")


def find_retired(view: PacketView) -> Sights:
    """That the client is still one of the clinic."""
    if view.is_retired:
        message = say("This client was retired.")
        why = say("Bring the client back before anything is issued.")
        yield Finding("STOP", "packet-retired", "packet/client", message, why)
