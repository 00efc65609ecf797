"""What the list of cases shows, and the words of the kinds."""

from clinic_desktop.cases.model import CASE_KINDS, CaseRow
from clinic_desktop.cases.rules import ACCIDENTS
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say
from ui.kit.paged_model import Column


def kind_words(row: CaseRow) -> str:
    """The kind of a case in words."""
    return say(dict(CASE_KINDS)[row.kind])


def case_title(row: CaseRow) -> str:
    """A case in one line, as the head of the chart names it: "Neck pain · Car accident · closed"."""
    closed = [say("closed")] if row.closed_on else []
    return " · ".join((row.reason, kind_words(row), *closed))


def _short_kind(row: CaseRow) -> str:
    return say("Self-pay") if row.kind == "cash" else kind_words(row)


def _onset(row: CaseRow) -> str:
    return dates.shown(row.onset_on) if row.onset_on else ""


def _state(row: CaseRow) -> str:
    return say("Closed {day}", day=dates.shown(row.closed_on)) if row.closed_on else say("Open")


CASE_COLUMNS: tuple[Column[CaseRow], ...] = (
    Column(mark("Case"), lambda row: row.reason, share=10),
    Column(mark("Kind"), _short_kind, share=8),
    Column(mark("Since"), _onset, share=6, least="20 Nov 2026"),
    Column(mark("Claim number"), lambda row: row.claim_number if row.kind in ACCIDENTS else "", share=7),
    Column(mark("State"), _state, share=8, least="Closed 20 Nov 2026"),
)
