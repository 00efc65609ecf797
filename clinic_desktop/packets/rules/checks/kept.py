"""What a client keeps from their plan never reaches it: nobody can take that upon them (45 CFR 164.522(a)(1)(vi))."""

from datetime import date
from hashlib import sha256

from clinic_desktop.packets.model.parts import ChosenPart, Part
from clinic_desktop.packets.model.view import PacketView
from clinic_desktop.packets.rules.checks.check import Sights
from clinic_desktop.superbills.model.findings import Finding
from clinic_desktop.values import dates
from clinic_desktop.wording import say

_LETTERS = 32


def find_kept(view: PacketView) -> Sights:
    """Each part that tells the payer of a visit that is kept from it, whatever else it tells."""
    for chosen, part in view.present:
        for day in sorted(_told(view, chosen, part) & set(view.kept)):
            message = say("{part} tells of the visit of {day}.", part=part.on_screen, day=dates.shown(day))
            why = say("{why} Take it out, or choose other visits.", why=view.kept[day])
            yield Finding("STOP", "packet-kept", f"parts/{part.key}", message, why, f"{part.key}:{day}")


def find_about_kept(view: PacketView) -> Sights:
    """What it is about stands on its cover: a bill, or a denial, of a visit that is kept from the payer names it there
    with its days."""
    about = view.about
    if about is None:
        return
    for day in sorted(about.told & set(view.kept)):
        message = say("{about} is of the visit of {day}.", about=about.on_screen, day=dates.shown(day))
        why = say("{why} Choose another subject, or somebody else it goes to.", why=view.kept[day])
        yield Finding("STOP", "packet-kept-about", "packet/about", message, why, f"about:{day}")


def find_kept_words(view: PacketView) -> Sights:
    """Each part whose words no program reads, where the client keeps something from this payer."""
    for chosen, part in view.present:
        if part.may_tell and view.is_restricted:
            message = say("Read {part}: does it tell of a visit that is kept from this payer?", part=part.on_screen)
            why = say("The client asked that {payer} not be told of some visits.", payer=view.payer_name())
            yield Finding("ASK", "packet-kept-words", f"parts/{part.key}", message, why,
                          f"{view.packet.id}:{part.key}:{_said(chosen, part)}")  # fmt: skip


def keeps_something(view: PacketView) -> bool:
    """Whether there is anything that the payer must not be told."""
    return view.is_restricted


def _said(chosen: ChosenPart, part: Part) -> str:
    """What tells whether its words are still those that somebody read."""
    return sha256(repr((part.mark, chosen.visits)).encode()).hexdigest()[:_LETTERS]


def _told(view: PacketView, chosen: ChosenPart, part: Part) -> set[date]:
    # Both: of the notes those that are in, and all that it tells of anyway. The day of a call is no day of service.
    return {*(view.days_of(chosen, part) if part.kind == "notes" else ()), *part.told}
