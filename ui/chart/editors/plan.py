"""The editors of prescriptions and diagnoses."""

from clinic_desktop.referrals.queries import diagnosis, prescription
from clinic_desktop.wording import say
from ui.chart.editors.opening import Kind, Kinds, OpenChart, Opened, Wanted, own, show_scan
from ui.referrals.diagnoses import diagnosis_editor
from ui.referrals.prescriptions import prescription_editor


def _prescription(chart: OpenChart, wanted: Wanted) -> Opened:
    found = own(chart, prescription(chart.session.clinic.read, wanted.row)) if wanted.row else None
    editor = prescription_editor(chart.session, chart.codes, chart.case, found, chart.back)
    if found:
        show_scan(chart, editor, "prescription", found.id)
    return Opened(editor, say("Prescription") if found else say("New prescription"), "plan", wanted.field)


def _diagnosis(chart: OpenChart, wanted: Wanted) -> Opened:
    found = own(chart, diagnosis(chart.session.clinic.read, wanted.row)) if wanted.row else None
    papers = chart.glance.prescriptions
    editor = diagnosis_editor(chart.session, chart.codes, chart.case, papers, found, chart.back)
    return Opened(editor, say("Diagnosis") if found else say("New diagnosis"), "plan", wanted.field)


KINDS: Kinds = {
    "prescription": Kind(_prescription, "40-prescriptions#prescriptions"),
    "diagnosis": Kind(_diagnosis, "40-prescriptions#diagnoses"),
}
