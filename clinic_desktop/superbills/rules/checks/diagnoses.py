"""The diagnoses: where they come from, how they stand in the release of the date, and what they point to."""

from collections.abc import Iterator
from datetime import date

from clinic_desktop.codes.rules.codes import parse_diagnosis_code
from clinic_desktop.referrals.model import MOST_DIAGNOSES
from clinic_desktop.superbills.model.bill import Bill, BilledDiagnosis
from clinic_desktop.superbills.model.findings import Circumstances
from clinic_desktop.superbills.rules.checks.check import Seen, Sight
from clinic_desktop.superbills.rules.checks.prescriptions import has_orders
from clinic_desktop.superbills.rules.checks.words import keyed, said
from clinic_desktop.superbills.rules.diagnosed import has_source, is_own_diagnosis
from clinic_desktop.superbills.rules.professions import is_massage
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.text import is_blank
from clinic_desktop.wording import say, say_many

# Chapter 20 of ICD-10-CM: what caused it, never what is treated.
_EXTERNAL = tuple("VWXY")


def has_diagnoses(bill: Bill, _: Circumstances) -> bool:
    """Whether there is anything to look at."""
    return bool(bill.diagnoses)


def has_release(bill: Bill, circumstances: Circumstances) -> bool:
    """Whether a release was asked about any of the codes."""
    codes = circumstances.codes
    return bool(bill.diagnoses) and bool(codes.standings or codes.excludes or codes.lacking)


def is_treated_by_massage(bill: Bill, _: Circumstances) -> bool:
    """Whether somebody treats who may not diagnose."""
    return bool(bill.diagnoses) and is_massage(bill.therapist)


def none(bill: Bill, _: Circumstances) -> Sight:
    """There is no diagnosis."""
    if not bill.diagnoses:
        why = say("A payer needs one for every service. Add the one that was prescribed, or issue a receipt instead.")
        yield Seen("diagnoses", say("The case has no diagnosis."), why)


def too_many(bill: Bill, _: Circumstances) -> Sight:
    """More than the paper has lines for."""
    count = len(bill.diagnoses)
    if count > MOST_DIAGNOSES:
        message = say("There are {count} diagnoses, and {most} lines, A to L.", count=count, most=MOST_DIAGNOSES)
        yield Seen(
            f"diagnoses/{MOST_DIAGNOSES}/code", message, say("Remove those that no visit of the superbill treated.")
        )


def malformed(bill: Bill, _: Circumstances) -> Sight:
    """A code that cannot be one, or is not written as one is on a bill."""
    for at, one in enumerate(bill.diagnoses):
        typed = said(one.code)
        try:
            code = parse_diagnosis_code(one.code)
        except Unreadable as unreadable:
            message = say("“{code}” is not a diagnosis code.", code=typed) if typed else say("A diagnosis has no code.")
            yield Seen(f"diagnoses/{at}/code", message, unreadable.words)
        else:
            if code != one.code:
                message = say("“{code}” is not written as a diagnosis code is.", code=typed)
                yield Seen(
                    f"diagnoses/{at}/code", message, say("On a superbill this code is written {code}.", code=code)
                )


def given_twice(bill: Bill, _: Circumstances) -> Sight:
    """A code that stands there already."""
    before: set[str] = set()
    for at, one in enumerate(bill.diagnoses):
        code = _read(one)
        if code and code in before:
            message = say("{code} stands on the superbill twice.", code=code)
            yield Seen(f"diagnoses/{at}/code", message, say("Two letters would mean the same. Remove one of them."))
        before.add(code)


def heading(bill: Bill, circumstances: Circumstances) -> Sight:
    """A heading, or a code that is not complete."""
    yield from _unbillable(bill, circumstances, "heading")


def unknown(bill: Bill, circumstances: Circumstances) -> Sight:
    """A code that the release of the date does not have."""
    yield from _unbillable(bill, circumstances, "unknown")


def unchecked(bill: Bill, circumstances: Circumstances) -> Sight:
    """Codes that no release could be asked about."""
    missing = [
        one.code
        for one in bill.diagnoses
        if _read(one) == one.code and any(_of(circumstances, one, day) == "unchecked" for day in _days(bill))
    ]
    if missing:
        message = say_many(
            "{codes} was not checked: no release of the diagnosis codes can be asked.",
            "{codes} were not checked: no release of the diagnosis codes can be asked.",
            len(missing),
            codes=", ".join(map(said, missing[:MOST_DIAGNOSES])),
        )
        yield Seen("codes", message, say("Compare it with the paper. Load a release to have it checked."))


def release_older(bill: Bill, circumstances: Circumstances) -> Sight:
    """The release of the date is not loaded; the codes were checked against another one."""
    if bill.diagnoses and circumstances.codes.lacking:
        why = say("Codes that are new are issued as the prescriber wrote them. Load that release to have them checked.")
        yield Seen("codes", circumstances.codes.lacking, why)


def as_written(bill: Bill, circumstances: Circumstances) -> Sight:
    """A code that the nearest release lacks and a newer one may have: it is issued as the prescriber wrote it."""
    why = say("The paper says that it is as written by the prescriber. Load a newer release to have it checked.")
    for at, one, words in _standing(bill, circumstances, "as_written"):
        message = words or say("{code} is as the prescriber wrote it.", code=said(one.code))
        yield Seen(f"diagnoses/{at}/code", message, why)


def no_source(bill: Bill, _: Circumstances) -> Sight:
    """Nobody is named who made it, or a massage therapist is, who may not. By phone, who and when belong to it."""
    if not is_massage(bill.therapist):
        return
    for at, one in enumerate(bill.diagnoses):
        code = said(one.code) or say("A diagnosis")
        if not has_source(one):
            why = say("A massage therapist may not diagnose. Choose where it comes from.")
            yield Seen(f"diagnoses/{at}/source", _unsourced(one, code), why)
        elif is_own_diagnosis(bill, one):
            message = (
                say("{code} says that a massage therapist made the diagnosis.", code=code)
                if is_blank(one.source_name)
                else say("{code} was diagnosed by {who}.", code=code, who=said(one.source_name))
            )
            why = say("A massage therapist may not diagnose. Name the prescriber who did.")
            yield Seen(f"diagnoses/{at}/source", message, why)


def source_not_named(bill: Bill, _: Circumstances) -> Sight:
    """The kind of paper is there, and who made the diagnosis or when is not, which the paper states (domain 1.2)."""
    if not is_massage(bill.therapist):
        return
    for at, one in enumerate(bill.diagnoses):
        is_unnamed = is_blank(one.source_name)
        if not has_source(one) or is_own_diagnosis(bill, one) or (not is_unnamed and one.source_on):
            continue
        code = said(one.code) or say("A diagnosis")
        message = (
            say("{code} does not say who made the diagnosis.", code=code)
            if is_unnamed
            else say("{code} does not say when the diagnosis was made.", code=code)
        )
        why = say("A payer asks for the name and the day. Type both, as on the paper.")
        fact = f"diagnosis:{one.row}:{keyed(one.code)}:{one.source}:{int(is_unnamed)}:{int(one.source_on is None)}"
        yield Seen(f"diagnoses/{at}/{'source_name' if is_unnamed else 'source_on'}", message, why, fact)


def made_after_visits(bill: Bill, circumstances: Circumstances) -> Sight:
    """A diagnosis of a day after the last visit. One of a prescription that counted on no visit is said there."""
    last = max(_days(bill), default=None)
    said_already = {one.ordered_on for one in bill.orders} if has_orders(bill) else set()
    for at, one in enumerate(bill.diagnoses):
        made = one.source_on
        if last is None or made is None or not last < made <= circumstances.today or made in said_already:
            continue
        facts = {"code": said(one.code), "day": dates.shown(made), "visit": dates.shown(last)}
        message = say("The diagnosis {code} is of {day}, after the visit of {visit}.", **facts)
        why = say("A payer expects it before the treatment. Correct the date, or say why it came later.")
        fact = f"diagnosis:{one.row}:{keyed(one.code)}:{made}:{last}"
        yield Seen(f"diagnoses/{at}/source_on", message, why, fact)


def external_first(bill: Bill, _: Circumstances) -> Sight:
    """What caused it stands first, where what is treated belongs."""
    code = _read(bill.diagnoses[0]) if bill.diagnoses else ""
    if code.startswith(_EXTERNAL):
        message = say("{code} says what caused it, and stands first.", code=code)
        why = say("A payer wants to see first what is treated. Move it down.")
        yield Seen("diagnoses/0/code", message, why, f"primary:{keyed(code)}")


def excludes(bill: Bill, circumstances: Circumstances) -> Sight:
    """Two codes that a release says must not stand on one claim (Excludes1)."""
    codes = [one.code for one in bill.diagnoses]
    for first, second, note in circumstances.codes.excludes:
        places = [codes.index(one) for one in (first, second) if one in codes]
        pair = sorted((first, second))
        message = say("{first} and {second} exclude each other.", first=said(first), second=said(second))
        rest = say("A payer may send it back. Ask the prescriber which one is meant.")
        why = f"{note} {rest}" if note else rest
        field = f"diagnoses/{max(places)}/code" if places else "diagnoses"
        yield Seen(field, message, why, f"excludes:{keyed(pair[0])}:{keyed(pair[1])}")


def _unsourced(one: BilledDiagnosis, code: str) -> str:
    if one.source == "phone":
        return say("{code} was confirmed by phone, and by whom or when is missing.", code=code)
    if one.source == "clinician":
        return say("{code} is from somebody of this clinic, and who it was is missing.", code=code)
    return say("{code} does not say who made the diagnosis.", code=code)


def _unbillable(bill: Bill, circumstances: Circumstances, standing: str) -> Sight:
    why = say("The paper would be sent back. Choose the code that was prescribed, whole.")
    for at, one, words in _standing(bill, circumstances, standing):
        yield Seen(f"diagnoses/{at}/code", words or say("{code} cannot be billed.", code=said(one.code)), why)


def _standing(bill: Bill, circumstances: Circumstances, standing: str) -> Iterator[tuple[int, BilledDiagnosis, str]]:
    """The diagnoses that stand so on a day, with their places and what the release says; of a code that is not written
    as one is, that is said alone."""
    for at, one in enumerate(bill.diagnoses):
        bad = next((day for day in _days(bill) if _of(circumstances, one, day) == standing), None)
        if bad and _read(one) == one.code:
            yield at, one, circumstances.codes.standings[(one.code, bad)].words


def _days(bill: Bill) -> Iterator[date]:
    yield from sorted({one.date_of_service for one in bill.visits if one.date_of_service})


def _of(circumstances: Circumstances, one: BilledDiagnosis, day: date) -> str:
    found = circumstances.codes.standings.get((one.code, day))
    return found.standing if found else "unchecked"


def _read(one: BilledDiagnosis) -> str:
    """The code as it is compared; "" where it is none."""
    try:
        return parse_diagnosis_code(one.code)
    except Unreadable:
        return ""
