"""What the list of policies shows, and the words of its choices."""

from datetime import date

from clinic_desktop.policies.model import PLAN_TYPES, RELATIONSHIPS, PolicyRow
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say
from ui.kit.paged_model import Column

_ORDER: tuple[str, ...] = (mark("Primary"), mark("Secondary"), mark("Tertiary"))


def plan_words(row: PolicyRow) -> str:
    """The kind of plan in words."""
    return say(PLAN_TYPES.get(row.plan_type, row.plan_type))


def policy_line(row: PolicyRow) -> str:
    """A policy in one line, as the head of the chart names it: "Harbor Health · HX4 881 207 · Self"."""
    return " · ".join(part for part in (row.payer_name, row.member_id, _relationship(row)) if part)


def order_words(row: PolicyRow) -> str:
    """Primary, secondary or tertiary, and from the fourth on its number."""
    return say(_ORDER[row.rank - 1]) if row.rank <= len(_ORDER) else str(row.rank)


def span(first: date | None, last: date | None) -> str:
    """From the effective date to the termination date."""
    if first and last:
        return f"{dates.shown(first)} – {dates.shown(last)}"
    if first:
        return say("since {day}", day=dates.shown(first))
    return say("until {day}", day=dates.shown(last)) if last else ""


def _relationship(row: PolicyRow) -> str:
    return say(dict(RELATIONSHIPS)[row.relationship])


POLICY_COLUMNS: tuple[Column[PolicyRow], ...] = (
    Column(mark("Order"), order_words, share=2),
    Column(mark("Payer"), lambda row: row.payer_name, share=4),
    Column(mark("Plan"), plan_words, share=4),
    Column(mark("Member ID"), lambda row: row.member_id, share=3),
    Column(mark("Relationship to subscriber"), _relationship, share=4),
    Column(
        mark("Effective dates"),
        lambda row: span(row.effective_on, row.ends_on),
        share=4,
        least="20 Nov 2026 – 20 Nov 2027",
    ),
)
