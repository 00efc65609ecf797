"""Papers that were signed or issued before: bills, plans, reports."""

from clinic_desktop.measures.loader import catalogue
from clinic_desktop.packets.document.sources.wanted import MadePaper, WantedPaper
from clinic_desktop.plans.document.paper import plan_pdf
from clinic_desktop.plans.loader import measure_titles
from clinic_desktop.plans.model import PlanPaper
from clinic_desktop.plans.queries import paper_now as plan_now
from clinic_desktop.plans.queries import plan_paper, treatment_plan
from clinic_desktop.progress.document.paper import report_pdf
from clinic_desktop.progress.queries import paper_now as report_now
from clinic_desktop.progress.queries import progress_report, report_paper
from clinic_desktop.superbills.queries.issued import issued_bill, paper


def bill_made(wanted: WantedPaper) -> MadePaper:
    """The very bytes that were issued."""
    return MadePaper(paper(wanted.read, issued_bill(wanted.read, wanted.row)))


def plan_made(wanted: WantedPaper) -> MadePaper:
    """A version of the plan as it was signed; a draft, which is only looked at, as it stands."""
    read, plan = wanted.read, treatment_plan(wanted.read, wanted.row)
    if plan.signed_on:
        return MadePaper(plan_pdf(plan_paper(read, wanted.row)))
    return MadePaper(plan_pdf(PlanPaper(plan, plan_now(read, plan, measure_titles()))))


def report_made(wanted: WantedPaper) -> MadePaper:
    """A report as it was signed; a draft, which is only looked at, as it stands."""
    read, report = wanted.read, progress_report(wanted.read, wanted.row)
    if report.signed_on:
        return MadePaper(report_pdf(report_paper(read, wanted.row)))
    return MadePaper(report_pdf(report_now(read, report, catalogue())))
