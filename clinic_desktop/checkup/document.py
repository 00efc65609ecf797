"""The report of a check as a paper: counts and numbers of rows, and nobody's name but the clinic's."""

from datetime import date

from clinic_desktop.checkup.model import PARTS, Checkup
from clinic_desktop.checkup.rules import counted, outcome, where
from clinic_desktop.reports.document import report_pdf
from clinic_desktop.reports.model import ReportColumn, ReportLine, ReportTable
from clinic_desktop.values.moments import shown_moment
from clinic_desktop.wording import say


def checkup_pdf(checkup: Checkup, clinic: str, made_on: date, *, is_demo: bool = False) -> bytes:
    """Every part with what it looked at and found, for whoever helps the clinic."""
    lines = [
        ReportLine(
            at, (say(PARTS[one.key].title), counted(one), say(PARTS[one.key].meaning) if one.wrong else "", where(one))
        )
        for at, one in enumerate(checkup.found)
    ]
    columns = (
        ReportColumn(say("Part")),
        ReportColumn(say("Found")),
        ReportColumn(say("What it means")),
        ReportColumn(say("Where"), beside=True),
    )
    when = say("Checked {when}.", when=shown_moment(checkup.at.astimezone()))
    about = f"{when} {outcome(checkup)}"
    note = say("Rows are named by their table and number: no client’s name stands in this report.")
    table = ReportTable("checkup", say("Check of the record"), about, columns, tuple(lines), "", beside=note)
    return report_pdf(table, clinic, made_on, is_demo=is_demo)
