"""The sheet of licenses and NPIs of who treated in a case."""

from collections.abc import Iterator

from clinic_desktop.packets.model.parts import Part
from clinic_desktop.packets.queries.parts.asked import PartsAsked
from clinic_desktop.practice.model import TherapistId
from clinic_desktop.practice.queries import credential_page, therapist
from clinic_desktop.wording import say

# Who treated in this case, the last one first; before the first visit, who wrote its plan.
_TREATED = (
    "SELECT therapist_id, max(day) AS last FROM ("
    " SELECT therapist_id, date_of_service AS day FROM visits"
    "  WHERE case_id = ?1 AND retired_at IS NULL AND status = 'given'"
    " UNION ALL SELECT therapist_id, '' FROM treatment_plans WHERE case_id = ?1 AND retired_at IS NULL)"
    " GROUP BY therapist_id ORDER BY last DESC, therapist_id"
)


def licenses_offered(asked: PartsAsked) -> Iterator[Part]:
    """A sheet for each therapist of the case."""
    for row in asked.read.all(_TREATED, asked.case):
        found = therapist(asked.read, row["therapist_id"])
        own = credential_page(asked.read, TherapistId(found.id)).rows
        yield Part(
            f"license:{found.id}",
            "license",
            say("License and NPI sheet, {who}", who=found.name),
            fix="",
            mark=repr((found.version, [(one.id, one.version) for one in own])),
        )
