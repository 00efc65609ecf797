"""Reads what of the record can prove something to whom a packet goes to."""

from collections.abc import Iterator, Mapping

from clinic_desktop.assessments.queries import assessments_of
from clinic_desktop.measures.loader import catalogue
from clinic_desktop.measures.queries import scores_of
from clinic_desktop.packets.model.parts import Part
from clinic_desktop.packets.queries.parts.asked import PartsAsked
from clinic_desktop.packets.rules.evidence import FoundEvidence
from clinic_desktop.plans.loader import measure_titles
from clinic_desktop.plans.queries import plans_of
from clinic_desktop.plans.rules.progress import shown_plan
from clinic_desktop.practice.model import TherapistId
from clinic_desktop.practice.queries import credential_page, practice, therapist
from clinic_desktop.referrals.queries import diagnosis_page, prescription_page
from clinic_desktop.wording import say


def found_evidence(asked: PartsAsked, parts: tuple[Part, ...], known: Mapping[str, str]) -> FoundEvidence:
    """What was found and written of the case, but for the days of visits that are kept from the payer: a number of such
    a day would tell of the visit. `known` are the facts of the wizard."""
    read, case = asked.read, asked.case
    assessed = [one for one in assessments_of(read, case) if one.signed_at and not asked.is_kept(one.day)]
    scores = {
        key: tuple(one for one in found if not asked.is_kept(one.taken_on) and not asked.is_later(one.taken_on))
        for key, found in scores_of(read, case).items()
    }
    signed = [one for one in plans_of(read, case) if one.signed_on]
    return FoundEvidence(
        assessments=tuple(reversed(assessed)),
        catalog=catalogue(),
        scores={key: found for key, found in scores.items() if found},
        plan=shown_plan(signed, asked.today),
        measure_names=measure_titles(),
        orders=tuple(prescription_page(read, case).rows),
        diagnoses=tuple(diagnosis_page(read, case).rows),
        therapists=tuple(_therapists(asked, parts)),
        case=case,
        known=known,
    )


def _therapists(asked: PartsAsked, parts: tuple[Part, ...]) -> Iterator[tuple[int, str]]:
    """Who treats, with license and NPI; without both nothing is proved."""
    state = practice(asked.read).state
    for part in parts:
        if part.source != "license":
            continue
        who = therapist(asked.read, part.row)
        own = [one for one in credential_page(asked.read, TherapistId(who.id)).rows if one.number]
        best = next((one for one in own if one.state == state), next(iter(own), None))
        if best and who.npi:
            facts = {"who": who.name, "number": best.number, "state": best.state, "npi": who.npi}
            yield part.row, say("{who}, license {number} ({state}), NPI {npi}", **facts)
