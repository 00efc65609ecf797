"""Whom a packet goes to: the right payer, and a way that leads there."""

from clinic_desktop.packets.model.view import PacketView
from clinic_desktop.packets.rules.checks.check import Sights
from clinic_desktop.superbills.model.findings import Finding
from clinic_desktop.values import dates
from clinic_desktop.values.text import folded
from clinic_desktop.wording import say

# The rules about a release, as what was accepted names them.
NO_RELEASE, NAMED_IN_RELEASE = "packet-release", "packet-release-names"
_LONGEST_QUOTE = 240


def find_nobody(view: PacketView) -> Sights:
    """That it says who it is for."""
    packet = view.packet
    if packet.to_kind == "payer" and not packet.payer and not view.payers:
        message = say("This case has no policy that names a payer.")
        why = say("Add the policy, or choose somebody else as whom it goes to.")
        yield Finding("STOP", "packet-nobody", "packet/policy", message, why)
    elif packet.to_kind == "payer" and not packet.payer:
        yield Finding("STOP", "packet-nobody", "packet/payer", say("Choose the payer."))
    elif not packet.to_name:
        yield Finding("STOP", "packet-nobody", "packet/to_name", say("Type whom it goes to."))


def find_unnamed_payer(view: PacketView) -> Sights:
    """That no payer of the case is told as if it were somebody else: what the client keeps from it is only looked at
    where it is chosen as the payer."""
    packet = view.packet
    said = folded(packet.to_name)
    meant = next((name for _, name in view.payers if folded(name) in said), "")
    if packet.to_kind not in ("payer", "client") and meant:
        message = say("{payer} is a payer of this case.", payer=meant)
        why = say("Choose the payer as whom it goes to: then it is looked at what the client keeps from it.")
        yield Finding("STOP", "packet-named-payer", "packet/to_kind", message, why)


def find_wrong_payer(view: PacketView) -> Sights:
    """That the payer is one of this case, and that neither what it is about nor a bill in it is another one's."""
    packet, about = view.packet, view.about
    names = dict(view.payers)
    if packet.payer and packet.payer not in names:
        listed = ", ".join(names.values())
        message = say("{payer} is not a payer of this case.", payer=packet.to_name)
        why = say("Its policies are with {payers}.", payers=listed) if listed else say("It has no policy at all.")
        told = say("{why} Choose another payer, or add the policy.", why=why)
        yield Finding("STOP", "packet-wrong-payer", "packet/payer", message, told)
    elif packet.payer and about and about.payer and about.payer != packet.payer:
        message = say("{what} is not by {payer}.", what=about.on_screen, payer=packet.to_name)
        if not about.key.startswith("denial:"):
            message = say("{what} is for another payer than {payer}.", what=about.on_screen, payer=packet.to_name)
        why = say("Choose the payer whose it is, or something else that the packet is about.")
        yield Finding("STOP", "packet-wrong-payer", "packet/payer", message, why)
    for _, part in view.present:
        if packet.payer and part.payer and part.payer != packet.payer:
            other = names.get(part.payer, "")
            facts = {"part": part.on_screen, "payer": packet.to_name}
            message = say("{part} is for another payer than {payer}.", **facts)
            why = say("It was made for {other}. Take it out.", other=other) if other else say("Take it out.")
            yield Finding("STOP", "packet-wrong-payer", f"parts/{part.key}", message, why)


def find_no_way(view: PacketView) -> Sights:
    """That there is a number or an address for the way it goes."""
    packet = view.packet
    if packet.way == "fax" and not packet.to_fax:
        yield Finding("STOP", "packet-way", "packet/to_fax", say("Type the fax number, or send it another way."))
    if packet.way == "mail" and not packet.to_address:
        yield Finding("STOP", "packet-way", "packet/to_address", say("Type the address, or send it another way."))


def find_no_release(view: PacketView) -> Sights:
    """That who is neither payer nor prescriber nor the client gets it by a signed release, and that it names them (45
    CFR 164.508(c)(1)(iii))."""
    release, who = view.release, view.packet.to_name
    if release is None:
        message = say("No signed release of records is on file.")
        why = say("What goes to somebody else needs the client’s signed authorization, or a law that asks for it.")
        fact = f"{view.packet.id}:{view.packet.to_kind}:{folded(who)}"
        yield Finding("ASK", NO_RELEASE, "packet/release", message, why, fact)
        return
    day = dates.shown(release.signed_on)
    if release.words:
        facts = {"day": day, "words": _short(release.words), "who": who}
        message = say("The release of {day} says: “{words}”. Is {who} named in it?", **facts)
    else:
        message = say("Is {who} named in the release of {day}?", who=who, day=day)
    why = say("A release counts for those whom it names. Where it does not name them, add the one that does.")
    # Another release, or somebody else: asked again.
    fact = f"{release.id}:{release.version}:{view.packet.to_kind}:{folded(who)}"
    yield Finding("ASK", NAMED_IN_RELEASE, "packet/release", message, why, fact)


def _short(words: str) -> str:
    """In one line, as it stands in a question."""
    line = " ".join(words.split()).rstrip(".")
    return line if len(line) <= _LONGEST_QUOTE else f"{line[:_LONGEST_QUOTE].rstrip()}…"


def goes_elsewhere(view: PacketView) -> bool:
    """Whether it goes to somebody who needs a release: who is neither payer nor prescriber nor the client, and the
    insurer of who is liable, which is on the other side."""
    packet = view.packet
    return packet.to_kind in ("attorney", "other") or (packet.to_kind == "payer" and packet.payer in view.liable)


def find_late(view: PacketView) -> Sights:
    """That what it answers can still be answered."""
    about = view.about
    if about and about.due_on and about.due_on < view.today and view.packet.purpose == "appeal":
        message = say("The last day for this appeal was {day}.", day=dates.shown(about.due_on))
        why = say("Say in the letter why it comes late, or ask the plan whether it still takes it.")
        yield Finding("ASK", "packet-late", "packet/about", message, why, f"{about.key}:{about.due_on}")
