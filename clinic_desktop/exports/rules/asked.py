"""What was chosen for a printed record: its days, and what the log of disclosures says of it."""

from datetime import date

from clinic_desktop.clients.model import Client
from clinic_desktop.disclosures.model import DisclosureDraft
from clinic_desktop.exports.model import RecordPdf
from clinic_desktop.values.addresses import address_lines
from clinic_desktop.values.dates import printed
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.typed_days import optional_day
from clinic_desktop.wording import say

# How a client gets a copy; keys of the ways of disclosures.
COPY_WAYS = ("in_person", "mail", "email")
# As long as the log of disclosures takes it.
_MOST_LETTERS = 2_000


def record_days(since: str, until: str, today: date) -> tuple[date | None, date | None]:
    """The first and the last day as typed, None for no limit; raises Refused."""
    found = Problems()
    first = optional_day(found, "since", since, today)
    last = optional_day(found, "until", until, today)
    if first and last and last < first:
        found.add("until", say("This is before the first day."))
    found.refuse()
    return first, last


def copy_given(person: Client, made: RecordPdf, digest: str, how: str, today: date) -> DisclosureDraft:
    """The entry of the log for a copy that the client gets (45 CFR 164.524)."""
    reach = {"mail": ", ".join(address_lines(person)), "email": person.email}.get(how, "")
    parts = "; ".join(made.sections)
    if len(parts) > _MOST_LETTERS:
        parts = parts[: _MOST_LETTERS - 1] + "…"
    return DisclosureDraft(
        client=int(person.id),
        told_on=printed(today),
        party="client",
        reach=reach,
        kind="record",
        title=say("Copy of the client’s record"),
        pages=str(made.pages),
        parts=parts,
        purpose="own_request",
        how=how,
        digest=digest,
    )
