"""What the list of policies shows, and the words of its choices."""

from datetime import date

from clinic_desktop.policies.model import PLAN_TYPES, PolicyRow
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say
from ui.kit.paged_model import Column

RELATIONSHIPS: tuple[tuple[str, str], ...] = (
    ("self", mark("The client")),
    ("spouse", mark("Spouse")),
    ("child", mark("Parent (the client is the child)")),
    ("other", mark("Somebody else")),
)
_WHOSE: dict[str, str] = {
    "self": mark("self"),
    "spouse": mark("spouse"),
    "child": mark("child"),
    "other": mark("other"),
}


def plan_words(row: PolicyRow) -> str:
    """The kind of plan in words."""
    return say(PLAN_TYPES.get(row.plan_type, row.plan_type))


def policy_line(row: PolicyRow) -> str:
    """A policy in one line, as the head of the chart names it: "Harbor Health · HX4 881 207 · self"."""
    return " · ".join(part for part in (row.payer_name, row.member_id, say(_WHOSE[row.relationship])) if part)


def span(first: date | None, last: date | None) -> str:
    """From when until when a policy counts."""
    if first and last:
        return f"{dates.shown(first)} – {dates.shown(last)}"
    if first:
        return say("since {day}", day=dates.shown(first))
    return say("until {day}", day=dates.shown(last)) if last else ""


POLICY_COLUMNS: tuple[Column[PolicyRow], ...] = (
    Column(mark("Pays"), lambda row: str(row.rank), share=1),
    Column(mark("Payer"), lambda row: row.payer_name, share=4),
    Column(mark("Plan"), plan_words, share=4),
    Column(mark("Member ID"), lambda row: row.member_id, share=3),
    Column(mark("Client is"), lambda row: say(_WHOSE[row.relationship]), share=2),
    Column(mark("In force"), lambda row: span(row.effective_on, row.ends_on), share=4),
)
