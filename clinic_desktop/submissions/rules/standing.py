"""Where a bill stands after it was handed out, and what is said of it."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from clinic_desktop.submissions.model import (
    ASK_AFTER_DAYS,
    ASK_AGAIN_DAYS,
    SENT_HOW,
    Answered,
    BillStanding,
    Stage,
    Submission,
    Unanswered,
)
from clinic_desktop.values.dates import shown as day_shown
from clinic_desktop.values.money import shown
from clinic_desktop.wording import mark, say, say_many

_STAGES: Mapping[Stage, str] = MappingProxyType(
    {
        "handed_out": mark("Handed out"),
        "sent": mark("Sent in"),
        "paid": mark("Plan paid"),
        "credited": mark("To the deductible"),
        "shared": mark("Client’s share"),
        "partly": mark("Denied in part"),
        "denied": mark("Denied"),
    }
)


def standing(issued_on: date, sent: Submission | None, answered: Answered, *, is_denied: bool = False) -> BillStanding:
    """What became of a bill, from when it last went in and all that was answered; `is_denied` where a notice of denial
    about it is on record."""
    asked_from = (sent.sent_on if sent else issued_on) + timedelta(ASK_AFTER_DAYS)
    return BillStanding(
        stage(sent, answered, is_denied=is_denied), sent, answered, None if answered.lines or is_denied else asked_from
    )


def stage(sent: Submission | None, answered: Answered, *, is_denied: bool = False) -> Stage:
    """Where a bill stands, from when it last went in and all that was answered, or a notice of denial about it."""
    if not answered.lines and is_denied:
        return "denied"
    if not answered.lines:
        return "sent" if sent else "handed_out"
    if answered.denied == answered.lines:
        return "denied"
    if answered.denied:
        return "partly"
    if answered.paid_cents:
        return "paid"
    return "credited" if answered.deductible_cents and not answered.shared_cents else "shared"


def sent_words(one: Submission) -> str:
    """How a bill went in: "2 Oct 2026, by the client, portal, no. 5512"."""
    who = say("by the client") if one.sent_by == "client" else say("by the clinic")
    how = "" if one.how == "unknown" else say(SENT_HOW[one.how]).lower()
    number = say("no. {number}", number=one.confirmation) if one.confirmation else ""
    return ", ".join(part for part in (day_shown(one.sent_on), who, how, number) if part)


def stage_words(found: Stage) -> str:
    """The stage in a few words, for a chip and a list."""
    return say(_STAGES[found])


def standing_words(found: BillStanding, *, is_client: bool) -> str:
    """What became of a bill in a sentence, with its money; `is_client` where the client is the one who sends it in."""
    answered = found.answered
    if not answered.lines:
        return _not_answered(found, is_client=is_client)
    facts = {"paid": shown(answered.paid_cents), "deductible": shown(answered.deductible_cents)}
    if answered.denied:
        denied = say_many("{count} service was denied", "{count} services were denied", answered.denied)
        if found.stage == "partly":
            return say("{denied}; for the others the plan paid {paid}.", denied=denied, **facts)
        return say("{denied}: the plan paid nothing.", denied=denied)
    if found.stage == "paid":
        return say("The plan paid {paid}.", **facts)
    if found.stage == "credited":
        return say("The plan paid nothing: {deductible} went to the deductible.", **facts)
    return say("The plan paid nothing: what it allows is the client’s to pay.")


def asking_words(one: Unanswered) -> str:
    """Why to ask about a bill; no law is claimed, for what plans owe an answer by differs."""
    facts = {"number": one.number, "days": one.days}
    if one.sent_on:
        facts_sent = facts | {"day": day_shown(one.sent_on)}
        if one.kind == "statement":
            return say("Statement {number} went in on {day} and has no answer after {days} days. Ask the payer.",
                       **facts_sent)  # fmt: skip
        if one.sent_by == "client":
            return say("The client sent superbill {number} in on {day}: no answer on record after {days} days. Ask the "
                       "client what came, then the plan.", **facts_sent)  # fmt: skip
        return say("Superbill {number} went in on {day} and has no answer after {days} days. Ask the plan.",
                   **facts_sent)  # fmt: skip
    facts_issued = facts | {"day": day_shown(one.issued_on)}
    if one.kind == "statement":
        # It went from the clinic itself.
        return say("Statement {number} of {day} has no answer on record after {days} days. Ask the payer.",
                   **facts_issued)  # fmt: skip
    if one.days < ASK_AGAIN_DAYS:
        return say("Superbill {number} of {day} has no answer on record after {days} days. Ask the client.",
                   **facts_issued)  # fmt: skip
    return say(
        "Superbill {number} of {day} has no answer on record after {days} days. Ask the client whether it was sent in,"
        " and then the plan.",
        **facts_issued,
    )


def _not_answered(found: BillStanding, *, is_client: bool) -> str:
    if found.stage == "denied":
        return say("The plan said no: its notice is among the denials.")
    if found.stage == "sent":
        assert found.due_on
        return say("No answer yet. Ask by {day} what the plan said.", day=day_shown(found.due_on))
    if is_client:
        return say("The client sends it in. No record yet that it went.")
    return say("No record yet that it went to the payer.")
