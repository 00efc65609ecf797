"""What a packet does not hold although the record has it, said in words."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from clinic_desktop.packets.model.packet import Packet
from clinic_desktop.packets.model.parts import ChosenPart, Omission, Part
from clinic_desktop.packets.model.purposes import PART_KINDS
from clinic_desktop.values.dates import shown
from clinic_desktop.wording import say, say_many


def left_out(packet: Packet, parts: Iterable[Part], kept: Mapping[date, str]) -> tuple[Omission, ...]:
    """What is left out, kind by kind, and why. What is kept from the payer is no word on the cover: to say that
    something is kept would tell of it."""
    chosen = {one.key: one for one in packet.parts}
    found = list(parts)
    return (*_kept(found, kept), *_days(found, chosen, kept), *_kinds(found, chosen, kept))


def _kept(parts: Iterable[Part], kept: Mapping[date, str]) -> Iterator[Omission]:
    days = sorted({one.day for part in parts if part.kind == "notes" for one in part.days if one.day in kept})
    for day in days:
        # For the screen alone: it is told to nobody else.
        yield Omission(say("Visit of {day}", day=shown(day)), kept[day], is_told=False)


def _days(parts: Iterable[Part], chosen: Mapping[str, ChosenPart], kept: Mapping[date, str]) -> Iterator[Omission]:
    for part in parts:
        if part.key not in chosen or part.kind != "notes":
            continue
        others = [one for one in part.days if one.row not in chosen[part.key].visits and one.day not in kept]
        if others:
            words = say_many("Note of {count} other visit", "Notes of {count} other visits", len(others))
            yield Omission(words, say("Not about what is asked for."))


def _kinds(parts: Iterable[Part], chosen: Mapping[str, ChosenPart], kept: Mapping[date, str]) -> Iterator[Omission]:
    held: dict[str, list[Part]] = {}
    found = list(parts)
    # A plan whose signed copy is in is not left out.
    there = {*chosen, *(one.stands_for for one in found if one.key in chosen)}
    for part in found:
        if part.key not in there and not set(part.told) & set(kept):
            held.setdefault(part.kind, []).append(part)
    for kind, words in PART_KINDS.items():
        some = held.get(kind, [])
        why = say("Not needed for this purpose.")
        if len(some) == 1:
            yield Omission(some[0].title, why, dated=some[0].dated)
        elif some:
            yield Omission(say("{kind}: {count}", kind=say(words), count=len(some)), why)
