"""Whether every criterion is answered, by something that is in the packet."""

from clinic_desktop.packets.model.view import PacketView
from clinic_desktop.packets.rules.checks.check import Sights
from clinic_desktop.packets.rules.evidence import answered, is_left_out
from clinic_desktop.superbills.model.findings import Finding
from clinic_desktop.wording import say


def find_unanswered(view: PacketView) -> Sights:
    """Each criterion that nothing answers, and each whose answer stands in a paper that is not in the packet."""
    keys = [part.key for _, part in view.present]
    for one in view.criteria:
        if is_left_out(one, view.packet.criteria):
            continue
        words, part, _ = answered(one, view.packet.criteria, keys)
        fact = f"{view.packet.id}:{one.key}"
        if not words:
            message = say("Not answered: {criterion}", criterion=one.words)
            yield Finding("ASK", "packet-criterion", f"criteria/{one.key}", message, one.missing, fact)
        elif not part:
            message = say("The answer stands in no part that is in it: {criterion}", criterion=one.words)
            why = say("Add the part that it stands in, or choose another one.")
            yield Finding("ASK", "packet-criterion", f"criteria/{one.key}", message, why, f"{fact}:part")


def asks_criteria(view: PacketView) -> bool:
    """Whether something is to be proved."""
    return bool(view.criteria)


def find_no_rules(view: PacketView) -> Sights:
    """That the file of packets could be read."""
    if view.trouble:
        yield Finding("NOTE", "packet-rules", "packet/rules", view.trouble)
