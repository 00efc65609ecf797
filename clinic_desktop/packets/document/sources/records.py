"""Papers that are set from the record when they are wanted: notes, findings, scores, prescriptions, calls, licenses."""

from dataclasses import replace

from clinic_desktop.assessments.document.paper import assessment_pdf
from clinic_desktop.assessments.queries import assessment_paper
from clinic_desktop.cases.model import CaseId
from clinic_desktop.contacts.document import call_log_pdf
from clinic_desktop.contacts.queries import call_log
from clinic_desktop.measures.document import outcome_pdf
from clinic_desktop.measures.loader import catalogue
from clinic_desktop.measures.model import OutcomePaper
from clinic_desktop.measures.queries import outcome_paper
from clinic_desktop.packets.document.sources.wanted import MadePaper, WantedPaper
from clinic_desktop.packets.model.paper import PartMark
from clinic_desktop.practice.document.licenses import license_pdf
from clinic_desktop.practice.queries import license_paper
from clinic_desktop.referrals.document import prescription_pdf
from clinic_desktop.referrals.queries import prescription_paper
from clinic_desktop.values.dates import printed
from clinic_desktop.visits.document.paper import notes_pdf
from clinic_desktop.visits.queries.papers import notes_paper


def notes_made(wanted: WantedPaper) -> MadePaper:
    """The notes of the visits that were chosen, each with a bookmark."""
    made = notes_pdf(notes_paper(wanted.read, wanted.chosen.visits, wanted.payer))
    marks = tuple(PartMark(printed(one.day), one.page) for one in made.starts)
    return MadePaper(made.pdf, marks)


def assessment_made(wanted: WantedPaper) -> MadePaper:
    """What was found on a day."""
    return MadePaper(assessment_pdf(assessment_paper(wanted.read, wanted.row, wanted.payer)))


def measures_made(wanted: WantedPaper) -> MadePaper:
    """The scores of a case up to the end of the packet, but for those of days that are kept from the payer."""
    until = min(wanted.until, wanted.today) if wanted.until else wanted.today
    whole = outcome_paper(wanted.read, CaseId(wanted.row), catalogue(), until, wanted.payer)
    return MadePaper(outcome_pdf(_without_kept(whole, wanted)))


def prescription_made(wanted: WantedPaper) -> MadePaper:
    """A prescription as it is recorded."""
    return MadePaper(prescription_pdf(prescription_paper(wanted.read, wanted.row, wanted.today, wanted.payer)))


def calls_made(wanted: WantedPaper) -> MadePaper:
    """The entries of the call log that were chosen."""
    days = [one.day for one in wanted.part.days if one.row in wanted.chosen.visits]
    parties = ("payer", "adjuster", "attorney", "prescriber", "client", "other")
    whole = call_log(wanted.read, CaseId(wanted.row), (min(days), max(days)), None, parties)
    told = tuple(one for one in whole.contacts if one.id in wanted.chosen.visits)
    return MadePaper(call_log_pdf(replace(whole, contacts=told, struck=0)))


def license_made(wanted: WantedPaper) -> MadePaper:
    """The licenses and numbers of a therapist."""
    return MadePaper(license_pdf(license_paper(wanted.read, wanted.today, (wanted.row,))))


def _without_kept(whole: OutcomePaper, wanted: WantedPaper) -> OutcomePaper:
    told = (
        replace(one, scores=tuple(score for score in one.scores if score.taken_on not in wanted.kept))
        for one in whole.courses
    )
    return replace(whole, courses=tuple(one for one in told if one.scores))
