"""What superbills brought back, said in words."""

from clinic_desktop.benefit_statements.model import BroughtBack
from clinic_desktop.values.dates import shown as day_shown
from clinic_desktop.values.money import shown
from clinic_desktop.wording import say, say_many


def brought_words(found: BroughtBack) -> str:
    """Billed, allowed, paid, and how many wait: "3 superbills, billed $420.00. Answered so far: …"; "" without one."""
    if not found.bills:
        return ""
    words = [
        say_many(
            "{count} superbill, {billed} charged.",
            "{count} superbills, {billed} charged.",
            found.bills,
            billed=shown(found.billed_cents),
        )
    ]
    if found.answered_cents:
        facts = {"answered": found.answered_cents, "allowed": found.allowed_cents, "paid": found.paid_client_cents}
        words.append(
            say(
                "Of {answered} that plans answered, they allowed {allowed} and paid {paid} to the client.",
                **{key: shown(cents) for key, cents in facts.items()},
            )
        )
    if found.paid_second_cents:
        words.append(say("{paid} of it came from a plan that pays second.", paid=shown(found.paid_second_cents)))
    if found.paid_clinic_cents:
        words.append(say("{paid} went to the clinic.", paid=shown(found.paid_clinic_cents)))
    if found.waiting and found.waiting_since:
        words.append(
            say_many(
                "{count} still has no answer, issued on {day}.",
                "{count} still have no answer, the oldest issued on {day}.",
                found.waiting,
                day=day_shown(found.waiting_since),
            )
        )
    return " ".join(words)
