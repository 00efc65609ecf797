"""Where in a chart something about coverage is put right."""

from collections.abc import Mapping

from clinic_desktop.chart.model import Glance

# Places that are answered in the wizard itself.
_STEPS: Mapping[str, str] = {"call": "call", "money": "money"}
# Keys of a case file by the place where the chart has them; a table stands for all in it.
_PLACES: Mapping[str, str] = {
    **{"accident": "case", "claim": "case", "payer_type": "policy", "plan_type": "policy", "provider": "therapist"},
    **{"network": "contract", "state_of_care": "practice", "rx": "prescription", "prescriber": "prescription"},
    **{"dx": "diagnosis", "pa_held": "authorization", "pa_number": "authorization", "pa_visits": "authorization"},
    **{"pa_used": "authorization", "pa_dates": "authorization", "visits_done": "visit", "cost_share": "contract"},
    **{"series": "service", "referral_held": "prescription", "vob_call": "coverage"},
}


def step_of(place: str) -> str:
    """The step of the wizard that a place is, "" where it is elsewhere."""
    return _STEPS.get(place, "")


def part_of(place: str, glance: Glance) -> str:
    """The part of the chart, as ChartPage opens it; with a colon the place of the window before it, as
    "settings:therapists". `place` is a place of a rule or the key of an answer."""
    place = _PLACES.get(place.partition(".")[0], place)
    if place == "case":
        return f"case/{glance.case.id}" if glance.case else "case/new"
    if place == "policy":
        return f"policy/{glance.policies[0].id}" if glance.policies else "policy/new"
    if place == "prescription":
        return f"prescription/{glance.prescription.id}" if glance.prescription else "prescription/new"
    if place == "diagnosis":
        return f"diagnosis/{glance.diagnoses[0].id}" if glance.diagnoses else "diagnosis/new"
    if place == "contract" and glance.policies:
        return f"payers:{glance.policies[0].payer}"
    return {
        "authorization": "coverage",
        "visit": "visits",
        "therapist": "settings:therapists",
        "practice": "settings:practice",
        "service": "settings:services",
    }.get(place, "coverage")
