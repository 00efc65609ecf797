"""The editor of a bill’s going in."""

from clinic_desktop.errors import Missing
from clinic_desktop.submissions.queries.standing import submission
from clinic_desktop.superbills.queries.issued import issued_bill
from clinic_desktop.superbills.rules.names import bill_name
from clinic_desktop.wording import say
from ui.chart.editors.opening import Kind, Kinds, OpenChart, Opened, Wanted
from ui.submissions.editor import submission_editor


def _submission(chart: OpenChart, wanted: Wanted) -> Opened:
    """One that is on record; "submission/new/7" is that of the bill 7."""
    read = chart.session.clinic.read
    found = submission(read, wanted.row) if wanted.row else None
    row = found.bill if found else int(wanted.field) if wanted.field.isdecimal() else 0
    bill = issued_bill(read, row)
    if bill.client != chart.glance.client.id:
        raise Missing(say("This document is another client’s. It is in the list of all superbills."))
    editor = submission_editor(
        chart.session, bill.id, found, lambda _: chart.go(f"bill/{bill.id}"), is_client=bill.kind == "superbill"
    )
    title = say("{bill}: sent in", bill=bill_name(bill.kind, bill.number))
    return Opened(editor, title, "documents", wanted.field if found else "")


KINDS: Kinds = {"submission": Kind(_submission, "63-benefits#became")}
