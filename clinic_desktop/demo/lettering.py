"""Letters of the demo: issued on their day with what the record said then, and drafts."""

from collections.abc import Sequence
from datetime import timedelta

from clinic_desktop.clinic import Clinic
from clinic_desktop.demo.facts import Typed
from clinic_desktop.demo.visiting import EveningClock, Rows
from clinic_desktop.disclosures.model import DisclosureDraft
from clinic_desktop.letters.commands.letters import IssueLetter, WriteLetter
from clinic_desktop.letters.commands.sendings import LogLetterSent
from clinic_desktop.letters.model import LetterDraft
from clinic_desktop.letters.queries.letters import letter
from clinic_desktop.policies.queries import policy_page
from clinic_desktop.values.dates import printed


def write_letters(clinic: Clinic, clock: EveningClock, typed: Sequence[Typed], rows: Rows) -> None:
    """Write the letters of `letters.toml`; those that are issued in the evening of their day, to the payer."""
    today = clock.today()
    for one in typed:
        case, titles = rows.cases[one["client"], one["case"]], one.get("titles", {})
        therapist = str(rows.therapists[one["therapist"]]) if "therapist" in one else ""
        draft = LetterDraft(kind=one["kind"], therapist=therapist)
        if "issued_days_ago" not in one:
            clinic.do(WriteLetter(case, 0, 0, draft, titles))
            continue
        clock.turn_to(today - timedelta(one["issued_days_ago"]))
        row = clinic.do(IssueLetter(case, 0, 0, draft, titles)).row
        if "sent_by" in one:
            clock.turn_to(today - timedelta(one["issued_days_ago"] - 1))
            _send(clinic, row, one["sent_by"])
        clock.turn_to(today)


def _send(clinic: Clinic, row: int, how: str) -> None:
    found = letter(clinic.read, row)
    payer = policy_page(clinic.read, found.row.case).rows[0].payer
    address = ", ".join(found.paper.to[1:]) if found.paper else ""
    draft = DisclosureDraft(
        told_on=printed(clinic.clock.today()),
        party=f"payer/{payer}",
        name=found.row.to_whom,
        reach=address,
        purpose="payment",
        how=how,
    )
    clinic.do(LogLetterSent(row, draft))
