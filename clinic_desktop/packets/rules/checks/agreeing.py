"""Whether the papers in a packet agree: dates, diagnoses, how many visits, and a note for each that was billed."""

from collections.abc import Sequence
from datetime import date

from clinic_desktop.packets.model.view import PacketView, ValidSpan
from clinic_desktop.packets.rules.checks.check import Sights, to_payer
from clinic_desktop.superbills.model.findings import Finding
from clinic_desktop.values import dates
from clinic_desktop.wording import mark, say, say_many


def find_outside_order(view: PacketView) -> Sights:
    """That a prescription counts on every day of service in the packet."""
    yield from _outside(
        view, view.orders, "packet-order", "packet/prescription", mark("No prescription counts on {days}.")
    )


def find_outside_authorization(view: PacketView) -> Sights:
    """That an authorization counts on every day, where there are any."""
    words = mark("No authorization counts on {days}.")
    yield from _outside(view, view.authorizations, "packet-authorization", "packet/authorization", words)


def has_authorizations(view: PacketView) -> bool:
    """Whether the payer granted any."""
    return to_payer(view) and bool(view.authorizations)


def has_days(view: PacketView) -> bool:
    """Whether it tells of any visit."""
    return bool(_days(view))


def find_diagnoses(view: PacketView) -> Sights:
    """That prescription, plan and bills name diagnoses of the case, and the case none that no paper in it names."""
    known = set(view.codes)
    for _, part in view.present:
        others = [code for code in part.codes if code not in known]
        if others and known:
            facts = {"part": part.on_screen, "codes": ", ".join(others)}
            message = say("{part} names {codes}, which the case does not.", **facts)
            why = say("A payer compares them. The case has {codes}.", codes=", ".join(view.codes))
            fact = f"{part.key}:{' '.join(others)}"
            yield Finding("ASK", "packet-diagnosis", f"parts/{part.key}", message, why, fact)


def has_days_for_payer(view: PacketView) -> bool:
    """Whether it tells a payer of any visit: nobody else compares the days with an order."""
    return to_payer(view) and has_days(view)


def find_too_many(view: PacketView) -> Sights:
    """That no more visits are in it than the plan and the prescription say."""
    days = _days(view)
    plan = view.plan
    inside = [day for day in days if plan and plan.holds(day)]
    if plan and plan.visits and len(inside) > plan.visits:
        facts = {"planned": plan.visits, "count": len(inside)}
        message = say("{count} visits are in it, and the plan says {planned}.", **facts)
        why = say("Say in the letter why, or write a new version of the plan.")
        yield Finding("ASK", "packet-visits", "packet/plan", message, why, f"plan:{plan.visits}:{len(inside)}")
    for order in view.orders:
        given = [day for day in days if order.holds(day)]
        if order.visits and len(given) > order.visits and len(view.orders) == 1:
            named: dict[str, object] = {"ordered": order.visits, "count": len(given), "who": order.name}
            message = say("{count} visits are in it, and {who} ordered {ordered}.", **named)
            why = say("Visits that nobody ordered are often not paid.")
            yield Finding("ASK", "packet-visits", "packet/prescription", message, why,
                          f"order:{order.visits}:{len(given)}")  # fmt: skip


def find_unnoted_bills(view: PacketView) -> Sights:
    """That each visit on a bill in the packet has a signed note."""
    notes: dict[date, list[str]] = {}
    for one in view.visits:
        notes.setdefault(one.day, []).append(one.note)
    for _, part in view.present:
        if part.source != "bill" or view.notes_on_paper:
            continue
        for day in part.told:
            if "signed" not in notes.get(day, []):
                message = say("The visit of {day} is billed, and its note is not signed.", day=dates.shown(day))
                why = say("The payer may ask for the note next.")
                row = next((one.row for one in view.visits if one.day == day), 0)
                yield Finding("ASK", "packet-billed", f"visits/{row}", message, why, f"{part.key}:{day}")


def _days(view: PacketView) -> list[date]:
    """The days of service that notes and bills in the packet tell of, each once."""
    told = {
        day
        for chosen, part in view.present
        if part.kind == "notes" or part.source == "bill"
        for day in view.days_of(chosen, part)
    }
    return sorted(told)


def _outside(view: PacketView, spans: Sequence[ValidSpan], rule: str, field: str, words: str) -> Sights:
    outside = [day for day in _days(view) if not any(one.holds(day) for one in spans)]
    if outside:
        first = dates.shown(outside[0])
        more = say_many("{day} and {count} more day", "{day} and {count} more days", len(outside) - 1, day=first)
        message = say(words, days=more if len(outside) > 1 else first)
        why = say("A payer compares the days. Add what is missing, or choose other visits.")
        yield Finding("ASK", rule, field, message, why, f"{view.packet.case}:{' '.join(map(str, outside))}"[:500])
