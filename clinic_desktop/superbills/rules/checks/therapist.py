"""Who treats: name, NPI, license and taxonomy."""

from clinic_desktop.practice.rules import is_expired
from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.model.findings import Circumstances
from clinic_desktop.superbills.rules.checks.check import Seen, Sight
from clinic_desktop.superbills.rules.checks.clinic import npi_seen
from clinic_desktop.superbills.rules.checks.words import said, therapist_words
from clinic_desktop.superbills.rules.professions import contradicts, is_massage
from clinic_desktop.values import dates
from clinic_desktop.values.identifiers import parse_taxonomy
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.text import is_blank
from clinic_desktop.wording import mark, say, say_many

_KINDS = {
    "license": mark("license"),
    "registration": mark("registration"),
    "certification": mark("certification"),
}


def no_name(bill: Bill, _: Circumstances) -> Sight:
    """The therapist has no name."""
    if is_blank(bill.therapist.name):
        why = say("The person who gave the treatment is always printed. Type the name, as registered for the NPI.")
        yield Seen("therapist/name", say("The therapist has no name."), why)


def npi_malformed(bill: Bill, _: Circumstances) -> Sight:
    """The therapist's NPI cannot be one."""
    if not is_blank(bill.therapist.npi):
        yield from npi_seen("therapist/npi", bill.therapist.npi, therapist_words(bill))


def npi_missing(bill: Bill, _: Circumstances) -> Sight:
    """The therapist has no NPI."""
    if is_blank(bill.therapist.npi):
        message = say("{who} has no NPI.", who=therapist_words(bill))
        why = say("Most payers send a superbill back without one. It is free from NPPES.")
        yield Seen("therapist/npi", message, why, f"therapist:{bill.therapist.row}:no-npi")


def license_missing(bill: Bill, _: Circumstances) -> Sight:
    """No license number is known; where the state offers none, none is asked for."""
    held, row = bill.therapist.credential, bill.therapist.row
    why = say("Many payers ask for the number. Where the state offers no license, say so there.")
    if held is None:
        message = say("No license of {who} is on record.", who=therapist_words(bill))
        yield Seen("therapist/credential", message, why, f"therapist:{row}:no-license")
    elif held.kind != "none" and is_blank(held.number):
        message = say("The {kind} of {who} has no number.", kind=_kind(held.kind), who=therapist_words(bill))
        yield Seen("therapist/credential/number", message, why, f"therapist:{row}:no-number:{held.row}")


def license_expired(bill: Bill, _: Circumstances) -> Sight:
    """The license had ended before a visit."""
    held = bill.therapist.credential
    if held is None or held.kind == "none" or held.expires_on is None:
        return
    days = sorted({one.date_of_service for one in bill.visits if one.date_of_service})
    late = [day for day in days if is_expired(held.expires_on, day)]
    if late:
        message = say_many(
            "{who}’s {kind} ended on {end}, before the visit of {day}.",
            "{who}’s {kind} ended on {end}, before the visits from {day} on.",
            len(late),
            who=therapist_words(bill),
            kind=_kind(held.kind),
            end=dates.shown(held.expires_on),
            day=dates.shown(late[0]),
        )
        yield Seen("therapist/credential/expires_on", message, say("Was it renewed? Then type the new last day."))


def taxonomy_malformed(bill: Bill, _: Circumstances) -> Sight:
    """The taxonomy cannot be one."""
    typed = bill.therapist.taxonomy
    try:
        if not is_blank(typed):
            parse_taxonomy(typed)
    except Unreadable as unreadable:
        message = say("{typed} is not a taxonomy of {who}.", typed=said(typed), who=therapist_words(bill))
        yield Seen("therapist/taxonomy", message, unreadable.words)


def taxonomy_contradicts(bill: Bill, _: Circumstances) -> Sight:
    """The taxonomy is that of another profession than the letters behind the name."""
    one = bill.therapist
    if contradicts(one):
        letters = one.designation or one.name.partition(",")[2].strip()
        facts = {"typed": said(one.taxonomy), "who": therapist_words(bill), "letters": said(letters)}
        message = say("The taxonomy {typed} of {who} does not go with {letters}.", **facts)
        why = (
            say("What is checked is what a massage therapist may bill. Correct one of the two.")
            if is_massage(one)
            else say("A payer may ask who treated. Correct one of the two.")
        )
        yield Seen("therapist/taxonomy", message, why)


def _kind(kind: str) -> str:
    return say(_KINDS.get(kind, _KINDS["license"]))
