"""The visits: their dates, where they took place, whether they were given, written about, and billed before."""

import re

from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.model.findings import Circumstances
from clinic_desktop.superbills.rules.checks.check import Seen, Sight
from clinic_desktop.superbills.rules.checks.words import of_visit, said, the_visit
from clinic_desktop.values import dates
from clinic_desktop.values.times import minutes_between
from clinic_desktop.wording import say

# CMS: telehealth, the second one in the client's home.
_TELEHEALTH = ("02", "10")
_TIME = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"


def notes_in_program(_: Bill, circumstances: Circumstances) -> bool:
    """Whether notes are kept here, and not on paper."""
    return not circumstances.notes_on_paper


def none(bill: Bill, _: Circumstances) -> Sight:
    """A bill of nothing."""
    if not bill.visits:
        yield Seen("visits", say("There is no visit on the bill."), say("Choose a visit that was given."))


def no_date(bill: Bill, _: Circumstances) -> Sight:
    """A visit without a date."""
    for at, visit in enumerate(bill.visits):
        if visit.date_of_service is None:
            message = say("{visit} has no date of service.", visit=the_visit(visit, at))
            yield Seen(f"visits/{at}/date_of_service", message, say("Each line needs its own day. Type the date."))


def in_future(bill: Bill, circumstances: Circumstances) -> Sight:
    """A visit, or a payment, that lies ahead."""
    today = circumstances.today
    why = say("Only what has taken place can be billed. Correct the date, or wait for the day.")
    for at, visit in enumerate(bill.visits):
        day = visit.date_of_service
        if day and day > today:
            message = say("{visit} is in the future.", visit=the_visit(visit, at))
            yield Seen(f"visits/{at}/date_of_service", message, why)
        for place, payment in enumerate(visit.payments):
            if payment.paid_on and payment.paid_on > today:
                message = say("A payment of {day} is in the future.", day=dates.shown(payment.paid_on))
                yield Seen(f"visits/{at}/payments/{place}/paid_on", message, why)


def before_birth(bill: Bill, _: Circumstances) -> Sight:
    """A visit before the client was born."""
    born = bill.client.birth_date
    for at, visit in enumerate(bill.visits):
        day = visit.date_of_service
        if born and day and day < born:
            facts = {"visit": the_visit(visit, at), "born": dates.shown(born)}
            message = say("{visit} is before the client’s birth on {born}.", **facts)
            yield Seen(f"visits/{at}/date_of_service", message, say("One of the two dates is wrong. Correct it."))


def not_given(bill: Bill, _: Circumstances) -> Sight:
    """A visit that is only planned."""
    for at, visit in enumerate(bill.visits):
        if visit.status != "given":
            message = say("{visit} is not recorded as given.", visit=the_visit(visit, at))
            yield Seen(f"visits/{at}/status", message, say("Only what has taken place can be billed. Record it first."))


def billed_already(bill: Bill, _: Circumstances) -> Sight:
    """A visit that is on another live bill of the kind, or on this one twice."""
    before: set[int] = set()
    for at, visit in enumerate(bill.visits):
        if visit.billed_on:
            facts = {"visit": the_visit(visit, at), "number": visit.billed_on}
            message = (
                say("{visit} is on receipt {number} already.", **facts)
                if bill.kind == "receipt"
                else say("{visit} is on superbill {number} already.", **facts)
            )
            why = say("It would be billed twice. Void that one first, or leave the visit out.")
            yield Seen(f"visits/{at}/billed_on", message, why)
        elif visit.row and visit.row in before:
            message = say("{visit} stands on this bill twice.", visit=the_visit(visit, at))
            yield Seen(f"visits/{at}/date_of_service", message, say("It would be billed twice. Leave one of them out."))
        before.add(visit.row)


def no_place(bill: Bill, _: Circumstances) -> Sight:
    """A visit without a place of service, or with one that is none."""
    for at, visit in enumerate(bill.visits):
        place = visit.place_of_service.strip()
        if not re.fullmatch("[0-9]{2}", place):
            message = (
                say(
                    "{visit} has “{place}” for its place of service.",
                    visit=the_visit(visit, at),
                    place=said(place),
                )
                if place
                else say("{visit} has no place of service.", visit=the_visit(visit, at))
            )
            why = say("Payers ask where it was. The two digits of an office are 11.")
            yield Seen(f"visits/{at}/place_of_service", message, why, f"visit:{visit.row}:no-place")


def telehealth(bill: Bill, _: Circumstances) -> Sight:
    """Hands on, at a distance."""
    for at, visit in enumerate(bill.visits):
        if visit.place_of_service.strip() in _TELEHEALTH and visit.services:
            message = say("{visit} says that it took place at a distance.", visit=the_visit(visit, at))
            yield Seen(f"visits/{at}/place_of_service", message, say("Hands-on services cannot. Correct the place."))


def note_not_signed(bill: Bill, circumstances: Circumstances) -> Sight:
    """A visit whose note is not signed; nothing is asked where notes are kept on paper."""
    if circumstances.notes_on_paper:
        return
    for at, visit in enumerate(bill.visits):
        if visit.note != "signed":
            message = (
                say("The note of {visit} is written, not signed.", visit=of_visit(visit, at))
                if visit.note == "written"
                else say("There is no note of {visit}.", visit=of_visit(visit, at))
            )
            why = say("A payer that asks for notes pays nothing without one. Sign it tonight.")
            yield Seen(f"visits/{at}/note", message, why, f"visit:{visit.row}:{visit.note[:20]}")


def longer_than_visit(bill: Bill, _: Circumstances) -> Sight:
    """More hands-on minutes than the visit lasted (domain 8.1); a visit on record cannot be so."""
    for at, visit in enumerate(bill.visits):
        if not (re.fullmatch(_TIME, visit.starts_at) and re.fullmatch(_TIME, visit.ends_at)):
            continue
        lasts = minutes_between(visit.starts_at, visit.ends_at)
        minutes = sum(one.minutes or 0 for one in visit.services if one.is_timed)
        if minutes > lasts:
            facts = {"visit": the_visit(visit, at), "lasts": lasts, "minutes": minutes}
            message = say("{visit} lasted {lasts} minutes, and its services {minutes}.", **facts)
            why = say("A payer may not believe the minutes. Correct the times or the minutes.")
            yield Seen(f"visits/{at}/ends_at", message, why, f"visit:{visit.row}:lasts:{lasts}:{minutes}")
