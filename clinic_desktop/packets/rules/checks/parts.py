"""The parts of a packet: there, signed, and the letter that it needs."""

from collections.abc import Collection

from clinic_desktop.packets.model.view import PacketView
from clinic_desktop.packets.rules.checks.check import Sights
from clinic_desktop.superbills.model.findings import Finding
from clinic_desktop.values import dates
from clinic_desktop.wording import say

# Whose packets begin with a letter.
_WITH_LETTER = ("authorization", "extension", "appeal")
_SIGNED_HERE = ("plan", "assessment", "report", "letter")


def find_empty(view: PacketView) -> Sights:
    """That there is something in it."""
    if not view.packet.parts:
        yield Finding("STOP", "packet-empty", "packet/parts", say("Choose at least one part."))


def find_gone(view: PacketView) -> Sights:
    """That every part, and every visit of one, is still on record."""
    for chosen, part in view.chosen:
        if part is None:
            yield _gone(view, chosen.key)
            continue
        known = {one.row for one in part.days}
        if part.days and not set(chosen.visits) <= known:
            message = say("{part}: a day that was chosen is no longer on record.", part=part.on_screen)
            yield Finding("STOP", "packet-gone", f"days/{part.key}", message, say("Choose the days again."))
        elif part.days and not chosen.visits:
            message = say("{part}: no day is chosen.", part=part.on_screen)
            yield Finding("STOP", "packet-gone", f"days/{part.key}", message, say("Choose days, or take it out."))


def find_lost(view: PacketView, lost: Collection[str]) -> Sights:
    """That the file of every scan is where it was kept."""
    for _, part in view.present:
        if part.key in lost:
            message = say("The file of “{part}” is not on the disk.", part=part.on_screen)
            why = say("Take it out, add it again, or restore a backup that has it.")
            yield Finding("STOP", "packet-lost", f"parts/{part.key}", message, why)


def _gone(view: PacketView, key: str) -> Finding:
    message = say("A part that was chosen is no longer on record.")
    why = say("It was taken away, or voided, since. Take it out.")
    if key in view.joined:
        was, now = view.joined[key]
        message = say("“{file}” was joined to “{other}” since.", file=was, other=now)
        # Its pages are not taken in by themselves: others came with them.
        why = say("Take it out, and choose “{other}” where all of its pages are to go.", other=now)
    return Finding("STOP", "packet-gone", f"gone/{key}", message, why)


def find_unsigned(view: PacketView) -> Sights:
    """That what somebody signs is signed."""
    for _, part in view.present:
        if part.signer:
            message = say("{part}: the prescriber signs it.", part=part.on_screen)
            if part.signer == "member":
                message = say("{part}: the client signs it.", part=part.on_screen)
            why = say("Send the packet once the page with the line to sign on is signed.")
            yield Finding("NOTE", "packet-signer", f"parts/{part.key}", message, why)
        if part.is_signed is not False:
            continue
        message = say("{part} is not signed.", part=part.on_screen)
        if part.source == "letter":
            message = say("{part} is not issued.", part=part.on_screen)
        if part.source in _SIGNED_HERE:
            why = say("A draft is no evidence. Sign it, or take it out.")
            if part.source == "letter":
                why = say("A draft is never sent. Issue it, or take it out.")
            yield Finding("STOP", "packet-unsigned", f"parts/{part.key}", message, why)
        else:
            why = say("A payer may send it back.")
            yield Finding("ASK", "packet-unsigned", f"parts/{part.key}", message, why, f"{part.key}:{part.mark}")


def find_unsigned_notes(view: PacketView) -> Sights:
    """That every note in it is signed."""
    for chosen, part in view.present:
        for one in part.days if part.kind == "notes" else ():
            if one.row not in chosen.visits or one.note == "signed":
                continue
            day = dates.shown(one.day)
            words = say("The note of {day} is not signed.", day=day)
            if one.note == "none":
                words = say("The visit of {day} has no note.", day=day)
            why = say("What is not signed does not count as a record.")
            # Where notes are kept on paper there is nothing of them here to send: that visit is left out.
            yield Finding("STOP", "packet-note", f"visits/{one.row}", words, why)


def find_no_letter(view: PacketView) -> Sights:
    """That a packet which asks for something says so in a letter: against a denial in the one of the step that goes out
    with it."""
    letters, there = view.letters, {part.key: part for _, part in view.present}
    meant = next((one for one in view.parts if one.key == letters.now), None)
    asks = [one for key, one in there.items() if one.kind == "letter" and key not in letters.before | letters.others]
    if meant and meant.key not in there:
        message = say("{letter} is not in it.", letter=meant.on_screen)
        why = say("It was issued for the step that goes out now. Take it in.")
        yield Finding("ASK", "packet-letter", f"parts/{meant.key}", message, why, f"{view.packet.id}:{meant.key}")
    elif not asks and letters.before & there.keys():
        message = say("Its letter is of an earlier step.")
        why = say("Whoever opens it looks first for what is asked now.")
        yield Finding("ASK", "packet-letter", "packet/letter", message, why, f"{view.packet.id}:earlier")
    elif not asks:
        message = say("There is no letter in it.")
        why = say("Whoever opens it looks first for what is asked.")
        yield Finding("ASK", "packet-letter", "packet/letter", message, why, f"{view.packet.id}:letter")


def needs_letter(view: PacketView) -> bool:
    """Whether a packet of this purpose asks for something."""
    return view.packet.purpose in _WITH_LETTER


def find_lapsed(view: PacketView) -> Sights:
    """That who treats has a license."""
    for words in view.lapsed:
        why = say("A payer that looks it up does not pay. Type the new end of it.")
        yield Finding("ASK", "packet-license", "packet/license", words, why, words)
