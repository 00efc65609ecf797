"""Who supervised: on record on every date, and the payer's rule about it logged (domain 1.8)."""

from collections.abc import Iterator
from datetime import date

from clinic_desktop.practice.rules import is_expired
from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.model.findings import Circumstances
from clinic_desktop.superbills.model.parties import BilledAnswer, BilledSupervisor
from clinic_desktop.superbills.rules.checks.check import Seen, Sight
from clinic_desktop.superbills.rules.checks.clinic import npi_seen
from clinic_desktop.superbills.rules.checks.words import payer_words, said
from clinic_desktop.supervision.model import PROFESSIONS
from clinic_desktop.supervision.rules import answer_for, last_said, professions_words
from clinic_desktop.values import dates
from clinic_desktop.values.text import is_blank
from clinic_desktop.wording import say


def is_supervised(bill: Bill, _: Circumstances) -> bool:
    """Whether the bill names a supervisor."""
    return bill.supervisor is not None


def not_on_record(bill: Bill, _: Circumstances) -> Sight:
    """A supervisor who is not on record with all that a payer asks for, or was not on a date of service."""
    one = bill.supervisor
    if one is None:
        return
    if is_blank(one.name):
        why = say("The supervisor stands on a line of their own. Type the name, as registered for the NPI.")
        yield Seen("supervisor/name", say("The supervisor has no name."), why)
    if one.profession not in PROFESSIONS:
        message = say("{who} is not on record as a PT, OT, DC or MD.", who=_who(one))
        yield Seen("supervisor/profession", message, say("Nobody else can supervise. Choose the profession."))
    yield from _without_npi(bill, one)
    if is_blank(one.license_number):
        message = say("No license number of {who} is on record.", who=_who(one))
        yield Seen(
            "supervisor/license_number", message, say("A supervisor counts only with a license. Type its number.")
        )
    yield from _on_other_days(one, _days(bill))


def not_logged(bill: Bill, circumstances: Circumstances) -> Sight:
    """The payer's rule about supervision is not logged for a date of service, or it is a no. Each reason once, with the
    first date that it is about."""
    one = bill.supervisor
    if one is None:
        return
    if bill.policy is None:
        message = say("A supervisor is named, and no payer that was asked about it.")
        yield Seen(
            "policy", message, say("Supervision counts only by the rule of a payer. Add the policy, or name nobody.")
        )
        return
    found: dict[str, Seen] = {}
    for day in _days(bill):
        answer = answer_for(one.answers, day, circumstances.today)
        seen = _of_answer(bill, one, answer) if answer else _of_none(bill, one, day, circumstances.today)
        if seen:
            found.setdefault(seen.field, seen)
    yield from found.values()


def _without_npi(bill: Bill, one: BilledSupervisor) -> Iterator[Seen]:
    if is_blank(one.npi):
        message = say("{who} has no NPI.", who=_who(one))
        yield Seen("supervisor/npi", message, say("A supervisor counts only with an NPI. It is free from NPPES."))
        return
    yield from npi_seen("supervisor/npi", one.npi, _who(one))
    if one.npi == bill.therapist.npi:
        message = say("{who} has the NPI of the person who treated.", who=_who(one))
        yield Seen(
            "supervisor/npi", message, say("Nobody supervises their own treatment. Name somebody else, or nobody.")
        )


def _on_other_days(one: BilledSupervisor, days: list[date]) -> Iterator[Seen]:
    """Days before or after the time of supervising, and after the license ended."""
    if one.from_on is None:
        message = say("{who} is not on record as supervising here.", who=_who(one))
        yield Seen("supervisor", message, say("Add who really supervised, or name nobody."))
        return
    facts = {"who": _who(one)}
    early = [day for day in days if one.from_on > day]
    if early:
        facts |= {"begin": dates.shown(one.from_on), "day": dates.shown(early[0])}
        message = say("{who} supervises here since {begin}, after the visit of {day}.", **facts)
        yield Seen("supervisor/from_on", message, say("Name who supervised that day, or nobody."))
    late = [day for day in days if one.to_on and one.to_on < day]
    if one.to_on and late:
        facts |= {"end": dates.shown(one.to_on), "day": dates.shown(late[0])}
        message = say("{who} stopped supervising here on {end}, before the visit of {day}.", **facts)
        yield Seen("supervisor/to_on", message, say("Name who supervised that day, or nobody."))
    expired = [day for day in days if is_expired(one.expires_on, day)]
    if one.expires_on and expired:
        facts |= {"end": dates.shown(one.expires_on), "day": dates.shown(expired[0])}
        message = say("{who}’s license expired on {end}, before the visit of {day}.", **facts)
        yield Seen("supervisor/expires_on", message, say("Was it renewed? Then type the new last day."))


def _of_answer(bill: Bill, one: BilledSupervisor, answer: BilledAnswer) -> Seen | None:
    """What stands against an answer that counts; None where it is a yes with a reference, for this profession."""
    at = one.answers.index(answer)
    facts = {"payer": payer_words(bill), "day": dates.shown(answer.asked_on) if answer.asked_on else ""}
    if answer.accepts != "yes":
        message = say("{payer} said on {day} that it does not accept massage under a supervisor.", **facts)
        why = say(
            "Choose “Nobody”. If the payer changed its rule before the visit, type until when this answer counted."
        )
        return Seen(f"supervisor/answers/{at}/accepts", message, why)
    if is_blank(answer.reference):
        message = say("The call to {payer} on {day} has no reference number.", **facts)
        return Seen(
            f"supervisor/answers/{at}/reference",
            message,
            say("Without it nobody can show what the payer said. Type the number."),
        )
    if one.profession not in answer.professions:
        facts |= {"professions": professions_words(answer.professions), "who": _who(one)}
        message = say("{payer} accepts only {professions} as supervisor. {who} is none of these.", **facts)
        return Seen(
            f"supervisor/answers/{at}/professions", message, say("Name somebody whom the payer accepts, or nobody.")
        )
    return None


def _of_none(bill: Bill, one: BilledSupervisor, day: date, today: date) -> Seen:
    """That nothing the payer said counts for a day."""
    facts, last = {"payer": payer_words(bill), "day": dates.shown(day)}, last_said(one.answers, today)
    why = say("Call, ask whether massage under a supervisor is accepted, and log the answer with the reference number.")
    if last and last.valid_until:
        facts["end"] = dates.shown(last.valid_until)
        message = say("What {payer} said about supervision counted until {end}, before the visit of {day}.", **facts)
    else:
        message = say("No answer of {payer} about supervision is on record.", **facts)
    return Seen("supervisor/answers", message, why)


def _days(bill: Bill) -> list[date]:
    return sorted({one.date_of_service for one in bill.visits if one.date_of_service})


def _who(one: BilledSupervisor) -> str:
    """The supervisor's name without what stands behind it."""
    return said(one.name.partition(",")[0]) or say("The supervisor")
