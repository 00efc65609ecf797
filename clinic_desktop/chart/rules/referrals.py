"""What a case still needs from a prescriber: few steps, and one that brings several things stands for all of them."""

from collections.abc import Mapping, Sequence
from datetime import date

from clinic_desktop.chart.model import NextStep
from clinic_desktop.referrals.model import DiagnosisRow, PrescriptionRow
from clinic_desktop.referrals.rules.windows import window
from clinic_desktop.values import dates
from clinic_desktop.visits.model import OrderStanding, Use, VisitRow
from clinic_desktop.visits.rules.renewing import counting, last_days, last_visits
from clinic_desktop.visits.rules.standing_words import reason_words
from clinic_desktop.wording import say, say_many

# Who treats by these has no need of a prescription from outside.
_ENOUGH = ("authorization", "clinician")


def referral_steps(
    prescriptions: Sequence[PrescriptionRow], uses: Mapping[int, Use], diagnoses: Sequence[DiagnosisRow], today: date
) -> list[NextStep]:
    """What is missing in the prescriptions (newest first), by their uses, and in the diagnoses of a case that a payer
    pays for."""
    if not prescriptions and not diagnoses:
        why = say("Many payers pay massage only on a prescription; a massage therapist copies the diagnosis from it.")
        return [_new_prescription(say("Prescription"), why)]
    found = (
        _lacks_diagnosis(diagnoses),
        _lacks_source(diagnoses),
        _lacks_prescription(prescriptions, diagnoses),
        _lacks_time(prescriptions, today) or _lacks_visits(prescriptions, uses, today),
        _lacks_signature(counting(prescriptions, uses, today)),
        _lacks_npi(counting(prescriptions, uses, today)),
    )
    return [step for step in found if step]


def _lacks_diagnosis(diagnoses: Sequence[DiagnosisRow]) -> NextStep | None:
    if diagnoses:
        return None
    why = say("A payer wants to know what is treated; a massage therapist copies it from the prescription.")
    return NextStep(say("Diagnosis"), why, say("Add diagnosis"), "diagnosis/new")


def _lacks_source(diagnoses: Sequence[DiagnosisRow]) -> NextStep | None:
    without = [one for one in diagnoses if not one.source]
    if not without:
        return None
    words = say_many("Source of the diagnosis", "Source of {count} diagnoses", len(without))
    why = say("Say who made it: a massage therapist copies a diagnosis, and no superbill goes out without its source.")
    return NextStep(words, why, say("Type it"), f"diagnosis/{without[0].id}/source")


def _lacks_prescription(prescriptions: Sequence[PrescriptionRow], diagnoses: Sequence[DiagnosisRow]) -> NextStep | None:
    if prescriptions or not diagnoses or any(one.source in _ENOUGH for one in diagnoses):
        return None
    return _new_prescription(say("Prescription"), say("Many payers pay massage only on a prescription."))


def _lacks_time(prescriptions: Sequence[PrescriptionRow], today: date) -> NextStep | None:
    last, begins = last_days(prescriptions, today) or (None, None)
    if last is None or last.expires_on is None:
        return None
    has_ended = window(last, today) == "ended"
    facts = {"who": last.called, "day": dates.shown(last.expires_on)}
    if last.kind == "referral":
        words = say("New referral")
        ends = (
            say("{who}’s referral ended on {day}.", **facts)
            if has_ended
            else say("{who}’s referral ends on {day}.", **facts)
        )
    else:
        words = say("New prescription")
        ends = (
            say("{who}’s prescription ended on {day}.", **facts)
            if has_ended
            else say("{who}’s prescription ends on {day}.", **facts)
        )
    after = (
        say("The next one starts on {day}. Visits before that need one too.", day=dates.shown(begins))
        if begins
        else say("Visits after that need a new one.")
    )
    return _new_prescription(words, f"{ends} {after}")


def _lacks_visits(prescriptions: Sequence[PrescriptionRow], uses: Mapping[int, Use], today: date) -> NextStep | None:
    found = last_visits(prescriptions, uses, today)
    if found is None:
        return None
    last, count = found
    words = say("New referral") if last.kind == "referral" else say("New prescription")
    if count == 0:
        why = say_many(
            "The {count} visit that {who} ordered was given.",
            "All {count} visits that {who} ordered were given.",
            last.visits_ordered or 0,
            who=last.called,
        )
        return _new_prescription(words, f"{why} {say('Visits after that need a new one.')}")
    why = say_many(
        "{count} visit is left of what {who} ordered.",
        "{count} visits are left of what {who} ordered.",
        count,
        who=last.called,
    )
    return _new_prescription(words, f"{why} {say('Visits after that need a new one.')}")


def _lacks_signature(prescription: PrescriptionRow | None) -> NextStep | None:
    if prescription is None or prescription.signature != "missing":
        return None
    why = say("Most payers look for it before anything else. Have it signed, then type the day.")
    words = say("Signature of {who}", who=prescription.called)
    return NextStep(words, why, say("Type it"), f"prescription/{prescription.id}/signed_on")


def _lacks_npi(prescription: PrescriptionRow | None) -> NextStep | None:
    if prescription is None or prescription.npi:
        return None
    why = say("A superbill names who ordered the treatment with the NPI; a payer may send it back without.")
    words = say("NPI of {who}", who=prescription.called)
    return NextStep(words, why, say("Type it"), f"prescriber/{prescription.prescriber}/npi")


def planned_step(planned: VisitRow | None, standings: Mapping[int, OrderStanding],
                 papers: Sequence[PrescriptionRow]) -> list[NextStep]:  # fmt: skip
    """What speaks against the next visit that is planned, by its day, its diagnoses or its regions; where the paper has
    ended or is used up, or lacks a signature or an NPI, that is told without it."""
    standing = standings.get(planned.id) if planned else None
    by_id: dict[int, PrescriptionRow] = {one.id: one for one in papers}
    for why in standing.reasons if planned and standing else ():
        if planned and why.trouble in ("too_often", "diagnosis", "region"):
            words = say("Planned visit of {day}", day=dates.shown(planned.date_of_service))
            return [NextStep(words, reason_words(why, by_id), say("Open visit"), f"visit/{planned.id}")]
    return []


def _new_prescription(words: str, why: str) -> NextStep:
    return NextStep(words, why, say("Add prescription"), "prescription/new")
