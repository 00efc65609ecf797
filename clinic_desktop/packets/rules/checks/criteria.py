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


def find_named_table(view: PacketView) -> Sights:
    """Each letter that speaks of a table of the payer’s own criteria, where the packet holds none."""
    keys = [part.key for _, part in view.present]
    shown = (
        one
        for one in view.criteria
        if one.key.startswith("payer:")
        and not is_left_out(one, view.packet.criteria)
        and answered(one, view.packet.criteria, keys)[0]
    )
    if any(shown):
        return
    for _, part in view.present:
        if part.names_criteria:
            message = say("{part}: it names a table of criteria that is not in this packet.", part=part.title)
            why = say("Answer one of the payer’s criteria here, or write the letter anew without that paragraph.")
            yield Finding("STOP", "packet-criteria-named", f"parts/{part.key}", message, why)


def names_criteria(view: PacketView) -> bool:
    """Whether a letter in it speaks of the table."""
    return any(part.names_criteria for _, part in view.present)


def asks_criteria(view: PacketView) -> bool:
    """Whether something is to be proved."""
    return bool(view.criteria)


def find_no_rules(view: PacketView) -> Sights:
    """That the file of packets could be read."""
    if view.trouble:
        yield Finding("NOTE", "packet-rules", "packet/rules", view.trouble)
