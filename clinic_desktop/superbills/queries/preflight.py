"""Reads what the checks have to know besides the bill."""

from datetime import date

from clinic_desktop.practice.queries import practice
from clinic_desktop.press.fonts import lacks
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.model.findings import Acceptance, Circumstances, KnownCodes
from clinic_desktop.superbills.queries.numbers import rule_numbers


def circumstances(read: Reader, client: int, codes: KnownCodes, today: date) -> Circumstances:
    """What stands around a bill of this client today."""
    return Circumstances(
        today=today,
        codes=codes,
        lacks=lacks,
        numbers=rule_numbers(),
        notes_on_paper=practice(read).notes_on_paper,
        accepted=acceptances(read, client),
    )


def acceptances(read: Reader, client: int) -> tuple[Acceptance, ...]:
    """What somebody took upon them for a client."""
    sql = "SELECT rule, fact, reason FROM acceptances WHERE client_id = ? AND retired_at IS NULL ORDER BY id"
    return tuple(Acceptance(row["rule"], row["fact"], row["reason"]) for row in read.all(sql, client))
