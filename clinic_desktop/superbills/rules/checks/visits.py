"""The visits: their dates, where they took place, whether they were given, written about, and billed before."""

import re
from collections.abc import Iterator
from datetime import date

from clinic_desktop.payments.model import BOUGHT_BEFORE
from clinic_desktop.superbills.model.bill import FOR_PAYERS, Bill, BilledService, BilledVisit
from clinic_desktop.superbills.model.findings import Circumstances
from clinic_desktop.superbills.rules.checks.check import Seen, Sight
from clinic_desktop.superbills.rules.checks.words import of_visit, said, service_words, the_visit
from clinic_desktop.superbills.rules.orders import cited
from clinic_desktop.values import dates
from clinic_desktop.values.times import minutes_between, shown_time
from clinic_desktop.wording import mark, say

# CMS: telehealth, the second one in the client's home.
_TELEHEALTH = ("02", "10")
_DAY = 24 * 60
_BILLED = {
    "superbill": mark("{visit} is on superbill {number} already."),
    "receipt": mark("{visit} is on receipt {number} already."),
    "statement": mark("{visit} is on statement {number} already."),
}
_TIME = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"


def notes_in_program(_: Bill, circumstances: Circumstances) -> bool:
    """Whether notes are kept here, and not on paper."""
    return not circumstances.notes_on_paper


def none(bill: Bill, _: Circumstances) -> Sight:
    """A bill of nothing."""
    if not bill.visits:
        yield Seen("visits", say("There is no visit on the document."), say("Choose a visit that was given."))


def no_date(bill: Bill, _: Circumstances) -> Sight:
    """A visit without a date."""
    for at, visit in enumerate(bill.visits):
        if visit.date_of_service is None:
            message = say("{visit} has no date of service.", visit=the_visit(visit, at))
            yield Seen(f"visits/{at}/date_of_service", message, say("Each line needs its own day. Type the date."))


def in_future(bill: Bill, circumstances: Circumstances) -> Sight:
    """A visit, a payment, or another date of the paper, that lies ahead."""
    today = circumstances.today
    if bill.kind in FOR_PAYERS:
        yield from _facts_in_future(bill, today)
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
    """A visit, or a payment on the spot, before the client was born; a package may have been bought for a baby."""
    born = bill.client.birth_date
    why = say("One of the two dates is wrong. Correct it.")
    for at, visit in enumerate(bill.visits):
        day = visit.date_of_service
        if born and day and day < born:
            facts = {"visit": the_visit(visit, at), "born": dates.shown(born)}
            message = say("{visit} is before the client’s birth on {born}.", **facts)
            yield Seen(f"visits/{at}/date_of_service", message, why)
        for place, payment in enumerate(visit.payments):
            if born and payment.paid_on and payment.paid_on < born and payment.method not in BOUGHT_BEFORE:
                facts = {"day": dates.shown(payment.paid_on), "born": dates.shown(born)}
                message = say("A payment of {day} is before the client’s birth on {born}.", **facts)
                yield Seen(f"visits/{at}/payments/{place}/paid_on", message, why)


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
            message = say(_BILLED[bill.kind], **facts)
            why = say("It would be billed twice. Void that one first, or leave the visit out.")
            yield Seen(f"visits/{at}/billed_on", message, why)
        elif visit.row and visit.row in before:
            message = say("{visit} stands on this document twice.", visit=the_visit(visit, at))
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
    why = say("A payer that asks for notes pays nothing without one. Sign it tonight.")
    for field, message, visit in unsigned(bill, circumstances):
        yield Seen(field, message, why, f"visit:{visit.row}:{visit.note[:20]}")


def unsigned(bill: Bill, circumstances: Circumstances) -> Iterator[tuple[str, str, BilledVisit]]:
    """Each visit whose note is not signed, with its field and what is said of it; none where notes are on paper."""
    if circumstances.notes_on_paper:
        return
    for at, visit in enumerate(bill.visits):
        if visit.note != "signed":
            words = (
                say("The note of {visit} is written, not signed.", visit=of_visit(visit, at))
                if visit.note == "written"
                else say("There is no note of {visit}.", visit=of_visit(visit, at))
            )
            yield f"visits/{at}/note", words, visit


def impossible_times(bill: Bill, _: Circumstances) -> Sight:
    """A visit or a service that ends before it starts, or a day with more minutes than it has."""
    why = say("A day goes from midnight to midnight. Correct the times.")
    for at, visit in enumerate(bill.visits):
        if (_lasts(visit) or 0) < 0:
            message = say("{visit} ends before it starts.", visit=the_visit(visit, at))
            yield Seen(f"visits/{at}/ends_at", message, why)
        for place, service in enumerate(visit.services):
            if (_lasts(service) or 0) < 0:
                facts = {"service": service_words(service, place), "visit": of_visit(visit, at)}
                message = say("{service} of {visit} ends before it starts.", **facts)
                yield Seen(f"visits/{at}/services/{place}/ends_at", message, why)
        minutes = _timed_minutes(visit)
        if minutes > _DAY:
            facts = {"visit": the_visit(visit, at), "minutes": str(minutes)}
            message = say("{visit} has {minutes} minutes, more than a day.", **facts)
            yield Seen(f"visits/{at}/services/0/minutes", message, say("Nobody can give them. Correct the minutes."))


def overlapping(bill: Bill, _: Circumstances) -> Sight:
    """Two visits of one day at the same time; one that is there twice is said there."""
    for at, visit in enumerate(bill.visits):
        for before, other in enumerate(bill.visits[:at]):
            if visit.date_of_service is None or visit.date_of_service != other.date_of_service:
                continue
            is_same = bool(visit.row) and visit.row == other.row
            if is_same or (_lasts(visit) or 0) <= 0 or (_lasts(other) or 0) <= 0:
                continue
            if visit.starts_at < other.ends_at and other.starts_at < visit.ends_at:
                facts = {"visit": of_visit(visit, at), "start": shown_time(visit.starts_at)}
                message = say("At {start} another visit was not over yet: {visit}.", **facts)
                why = say("A payer sees two at once. Correct the times, or say why both took place.")
                yield Seen(f"visits/{at}/starts_at", message, why, f"overlap:{other.row or before}:{visit.row or at}")
                break


def longer_than_visit(bill: Bill, _: Circumstances) -> Sight:
    """More hands-on minutes than the visit lasted (domain 8.1); a visit on record cannot be so."""
    for at, visit in enumerate(bill.visits):
        lasts, minutes = _lasts(visit), _timed_minutes(visit)
        if lasts is not None and 0 <= lasts < minutes <= _DAY:
            facts = {"visit": the_visit(visit, at), "lasts": lasts, "minutes": minutes}
            message = say("{visit} lasted {lasts} minutes, and its services {minutes}.", **facts)
            why = say("A payer may not believe the minutes. Correct the times or the minutes.")
            yield Seen(f"visits/{at}/ends_at", message, why, f"visit:{visit.row}:lasts:{lasts}:{minutes}")


def _facts_in_future(bill: Bill, today: date) -> Sight:
    """The days of diagnoses and of what is cited, and the birth of a subscriber."""
    why = say("The paper would say what has not taken place. Correct the date.")
    born = bill.policy.subscriber_birth_date if bill.policy and bill.policy.relationship != "self" else None
    if born and born > today:
        message = say("The subscriber’s birth date, {day}, is in the future.", day=dates.shown(born))
        yield Seen("policy/subscriber_birth_date", message, why)
    kept = cited(bill)
    for at, order in enumerate(bill.orders):
        if order in kept and order.ordered_on and order.ordered_on > today:
            message = say("What was ordered on {day} is in the future.", day=dates.shown(order.ordered_on))
            yield Seen(f"orders/{at}/ordered_on", message, why)
    for at, one in enumerate(bill.diagnoses):
        if one.source_on and one.source_on > today:
            facts = {"code": said(one.code), "day": dates.shown(one.source_on)}
            message = say("The diagnosis {code} is of {day}, in the future.", **facts)
            yield Seen(f"diagnoses/{at}/source_on", message, why)


def _lasts(timed: BilledVisit | BilledService) -> int | None:
    """The minutes between begin and end, below 0 where the end is earlier; None where one is missing or no time."""
    if re.fullmatch(_TIME, timed.starts_at) and re.fullmatch(_TIME, timed.ends_at):
        return minutes_between(timed.starts_at, timed.ends_at)
    return None


def _timed_minutes(visit: BilledVisit) -> int:
    return sum(one.minutes or 0 for one in visit.services if one.is_timed)
