"""The editor of benefit statements."""

from clinic_desktop.benefit_statements.queries.services import bill_answered
from clinic_desktop.benefit_statements.queries.statements import benefit_statement
from clinic_desktop.errors import Missing
from clinic_desktop.values import dates
from clinic_desktop.wording import say
from ui.benefit_statements.editor import statement_editor
from ui.chart.editors.opening import Kind, Kinds, OpenChart, Opened, Wanted, own


def _benefits(chart: OpenChart, wanted: Wanted) -> Opened:
    """A statement; "benefits/new/7" is a new one that answers the bill 7."""
    read, policies = chart.session.clinic.read, chart.glance.policies
    if wanted.row:
        found = own(chart, benefit_statement(read, wanted.row))
        editor = statement_editor(chart.session, found.case, found.bill, policies, found, chart.back)
        title = say("Benefit statement of {day}", day=dates.shown(found.statement_on))
        return Opened(editor, title, "coverage", wanted.field)
    if not wanted.field:
        editor = statement_editor(chart.session, chart.case, 0, policies, None, chart.back)
        return Opened(editor, say("New benefit statement"), "coverage")
    bill = bill_answered(read, int(wanted.field)) if wanted.field.isdecimal() else None
    if bill is None or bill.case != chart.case:
        raise Missing(say("This is no longer there."))
    editor = statement_editor(chart.session, chart.case, bill.id, policies, None, chart.back, policy=bill.policy)
    title = say("Benefit statement for superbill {number}", number=bill.number)
    return Opened(editor, title, "documents")


KINDS: Kinds = {"benefits": Kind(_benefits, "63-benefits#enter")}
