"""On whose order it is treated, for what, and what the payer authorized."""

from collections.abc import Sequence
from typing import Any

from clinic_desktop.authorizations.model import UNITS_OF_A_VISIT, BurnDown
from clinic_desktop.authorizations.queries import burn_down
from clinic_desktop.authorizations.rules.burning import first_day as first_authorized
from clinic_desktop.coverage.model.fact import UNKNOWN
from clinic_desktop.coverage.model.kept import Charted
from clinic_desktop.coverage.queries.charted.who import Chart, Known
from clinic_desktop.referrals.model import DiagnosisRow, Prescription, PrescriptionRow
from clinic_desktop.referrals.queries import diagnosis_page, prescriber, prescription, prescription_page
from clinic_desktop.referrals.rules.frequency import rate_words
from clinic_desktop.referrals.rules.names import credentials
from clinic_desktop.referrals.rules.windows import current_prescription, first_day
from clinic_desktop.values.dates import shown
from clinic_desktop.visits.queries.orders import uses_of
from clinic_desktop.visits.queries.visits import last_given
from clinic_desktop.visits.rules.renewing import counting
from clinic_desktop.wording import say

# By the credential behind a name, as `credentials` compares them; the first that fits counts.
_SIGNERS = {
    **dict.fromkeys(("md", "do", "dpm", "mbbs"), "physician"),
    **dict.fromkeys(("dds", "dmd"), "dentist"),
    "dc": "dc",
    **dict.fromkeys(("pa", "pa-c", "pac"), "pa"),
    **dict.fromkeys(("np", "np-c", "arnp", "aprn", "crnp", "fnp", "fnp-c", "fnp-bc", "agnp", "anp", "pmhnp"), "np"),
    **dict.fromkeys(("pt", "dpt"), "pt"),
    **dict.fromkeys(("nd", "nmd", "lac", "eamp", "ot", "otr", "od", "rn", "cnm", "cns", "psyd", "lmt", "lmp"), "other"),
}
# Sources of a diagnosis as a case file has them, where it has another word.
_SOURCES = {"acceptance": "claim", "clinician": "clinic"}


def the_order(chart: Chart) -> Known:
    """The prescription that counts, as the head of the chart has it: of those with a visit left the newest that runs,
    else the newest. A paper that is kept as a referral is the referral, and no prescription.

    Where none is kept, nobody knows whether there is one.
    """
    papers = prescription_page(chart.read, chart.case.id).rows
    made = uses_of(chart.read, chart.case.id, papers)
    orders = [one for one in papers if one.kind == "prescription"]
    found = counting(orders, made, chart.today)
    if found:
        yield from _prescription(prescription(chart.read, found.id), made[found.id].given, chart)
    yield from _referral([one for one in papers if one.kind == "referral"], chart)


def the_diagnoses(chart: Chart) -> Known:
    """The diagnoses of the case with their sources. None on record is not the same as none made."""
    rows = diagnosis_page(chart.read, chart.case.id).rows
    if rows:
        yield "dx", Charted([_diagnosis(one) for one in rows], say("Diagnoses of the case"))


def the_approval(chart: Chart) -> Known:
    """The authorization of the payer that is billed first: of those granted the one that counts today, else the next,
    else the last. One that is asked for or denied is none in hand."""
    payer = chart.policy.payer_name if chart.policy else ""
    burns = [one for one in burn_down(chart.read, chart.case.id, chart.today) if one.row.payer_name in ("", payer)]
    found = _counting(burns)
    if found:
        yield from _granted(found, chart)
    elif burns:
        asked = any(one.state == "requested" for one in burns)
        words = say("Authorization asked for, not answered") if asked else say("Authorization denied")
        yield "pa_held", Charted(False, words)


def _prescription(found: Prescription, given: int, chart: Chart) -> Known:
    words = say("Prescription of {day}", day=shown(found.ordered_on))
    # A paper that counts from a later day on has not begun before it.
    begins = first_day(found)
    on = begins if begins > chart.today else found.ordered_on
    values: dict[str, Any] = {
        "rx.held": True,
        "rx.date": on,
        "rx.expiry": found.expires_on,
        "rx.visits": found.visits_ordered,
        "rx.used": given,
        "rx.freq": found.frequency or (rate_words(found.rate) if found.rate else None),
        "rx.signed": {"signed": True, "missing": False}.get(found.signature),
        "rx.dx": list(found.diagnoses) or None,
    }
    signer = prescriber(chart.read, found.prescriber)
    behind = credentials(signer.credential)
    values["prescriber.type"] = next((kind for word, kind in _SIGNERS.items() if word in behind), None)
    values["prescriber.npi"] = signer.npi or None
    for key, value in values.items():
        if value is not None:
            yield key, Charted(value, words)


def _referral(papers: Sequence[PrescriptionRow], chart: Chart) -> Known:
    """A referral that counts today is in hand; one that ended or has not begun is not."""
    newest = next(iter(papers), None)
    if newest:
        counts = current_prescription(papers, chart.today)
        words = say("Referral of {day}", day=shown((counts or newest).ordered_on))
        yield "referral_held", Charted(counts is not None, words)


def _diagnosis(row: DiagnosisRow) -> dict[str, Any]:
    found: dict[str, Any] = {"code": row.code}
    if row.source:
        found["source"] = _SOURCES.get(row.source, row.source)
    if row.source_on:
        found["date"] = row.source_on
    return found


def _counting(burns: Sequence[BurnDown]) -> BurnDown | None:
    by_state = ("running", "running_out", "not_yet", "used_up", "ended")
    granted = [one for one in burns if one.state in by_state]
    # Of several the last to end, as they come.
    return min(granted, key=lambda one: by_state.index(one.state), default=None)


def _granted(found: BurnDown, chart: Chart) -> Known:
    row = found.row
    words = say("Authorization {number}", number=row.number)
    yield "pa_held", Charted(True, words)
    yield "pa_number", Charted(row.number, words)
    used, granted = _in_visits(found, chart)
    yield "pa_used", Charted(used, words)
    if granted is not None:
        yield "pa_visits", Charted(granted, words)
    first = first_authorized(row)
    if first or row.ends_on:
        yield "pa_dates", Charted([first or UNKNOWN, row.ends_on or UNKNOWN], words)


def _in_visits(found: BurnDown, chart: Chart) -> tuple[int, int | None]:
    """What is used and granted, in visits; units in visits like the last one. A rest too small for a visit is one."""
    if found.row.counts == "visits":
        return found.used, found.row.granted
    last = last_given(chart.read, chart.case.id)
    a_visit = sum(one.units for one in last.services if one.is_timed) if last else 0
    a_visit = a_visit or UNITS_OF_A_VISIT
    used = -(-found.used // a_visit)
    return used, None if found.left is None else used + max(0, -(-found.left // a_visit))
