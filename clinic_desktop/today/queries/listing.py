"""How much the cards of Today read, and how they call whom a line is about."""

from clinic_desktop.clients.model import listed_name
from clinic_desktop.store.transaction import Row

MOST_DUE = 50
# A condition on `cases`: no discharge ended the treatment, as `discharge` of the chart says of one case. Nothing of it
# is renewed or asked for again, though the case is not closed yet.
STILL_TREATED = """coalesce((SELECT kind FROM progress_reports AS report
        WHERE report.case_id = cases.id AND report.signed_at <> '' AND report.retired_at IS NULL
        ORDER BY report.day DESC, report.id DESC LIMIT 1), '') <> 'discharge'"""


def client_name(row: Row) -> str:
    """The client of a row that has their names as `client_given_name`, `client_family_name` and `preferred_name`."""
    return listed_name(row["client_given_name"], row["client_family_name"], row["preferred_name"])
