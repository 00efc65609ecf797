"""Whether a packet would still be the same: what its pages are made from, in one number."""

from hashlib import sha256

from clinic_desktop.packets.model.view import PacketView


def seen_as(view: PacketView) -> str:
    """What changes whenever a page of the packet would say something else: its choices, the parts as the record has
    them, what it says to each criterion, what its cover says, the clinic whose name stands on it, and the day."""
    parts = [(chosen, part.mark, part.on_paper, part.told) if part else (chosen,) for chosen, part in view.chosen]
    said = (
        view.packet,
        parts,
        view.criteria,
        view.left_out,
        view.about_words,
        view.limit,
        view.client_name,
        view.clinic,
        view.today,
    )
    return sha256(repr((*said, sorted(view.kept.items()))).encode()).hexdigest()
