"""How large a packet came out: whether it goes through at once."""

from clinic_desktop.packets.model.size import PacketSize
from clinic_desktop.packets.model.view import PacketView
from clinic_desktop.packets.rules.checks.check import Sights
from clinic_desktop.packets.rules.estimating import size_words
from clinic_desktop.superbills.model.findings import Finding
from clinic_desktop.wording import mark, say

TITLE = mark("It goes through at once")


def find_split(view: PacketView, bound: PacketSize) -> Sights:
    """That it had to be split, as bound, and what of it weighs most."""
    if bound.volumes == 1:
        return
    most, limit = bound.heaviest, view.limit
    # The longest part where pages are counted, the heaviest where bytes are.
    counts_pages = bool(limit and limit.pages and not limit.size)
    if counts_pages:
        most = max(bound.weights, key=lambda one: one.pages, default=None)
    message = say("Too large for the portal even after shrinking: {count} volumes.", count=bound.volumes)
    if view.packet.way != "portal":
        message = say("Too large to be sent at once: {count} volumes.", count=bound.volumes)
    titles = {part.key: part.on_screen for _, part in view.present}
    if most is None:
        yield Finding("NOTE", "packet-split", "packet/parts", message)
        return
    facts = {"part": titles.get(most.key, ""), "size": size_words(most.size), "pages": most.pages}
    why = say("“{part}” weighs most: {size}. Take it out, or send them one after the other.", **facts)
    if counts_pages:
        why = say("“{part}” is longest: {pages} pages. Take it out, or send them one after the other.", **facts)
    yield Finding("NOTE", "packet-split", f"parts/{most.key}", message, why)
