"""Where a bill stands after it was handed out, and what is said of it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from clinic_desktop.submissions.model import (
    ASK_AFTER_DAYS,
    ASK_AGAIN_DAYS,
    SENT_HOW,
    Answered,
    BillStanding,
    DeniedBill,
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
        "settled": mark("Paid after a denial"),
    }
)


def standing(
    issued_on: date, sent: Submission | None, answered: Answered, denials: Sequence[DeniedBill] = ()
) -> BillStanding:
    """What became of a bill, from when it last went in, all that was answered, and the notices of denial about it."""
    asked_from = (sent.sent_on if sent else issued_on) + timedelta(ASK_AFTER_DAYS)
    due_on = None if answered.lines or denials else asked_from
    return BillStanding(stage(sent, answered, denials), sent, answered, due_on, tuple(denials))


def stage(sent: Submission | None, answered: Answered, denials: Sequence[DeniedBill] = ()) -> Stage:
    """Where a bill stands, from when it last went in and all that was answered, or a notice of denial about it."""
    if (denials and not answered.lines) or (answered.lines and answered.denied == answered.lines):
        return "settled" if denials and all(one.is_paid for one in denials) else "denied"
    if not answered.lines:
        return "sent" if sent else "handed_out"
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
    if found.stage == "settled":
        return say("Denied first, and paid in the end. Enter the new benefit statement, once it is there.")
    if not answered.lines:
        return _not_answered(found, is_client=is_client)
    if answered.denied:
        return _denied(found)
    if found.stage == "paid":
        return say("The plan paid {paid}.", paid=shown(answered.paid_cents))
    if found.stage == "credited":
        deductible = shown(answered.deductible_cents)
        return say("The plan paid nothing: {deductible} went to the deductible.", deductible=deductible)
    return say("The plan paid nothing: what it allows is the client’s to pay.")


def _denied(found: BillStanding) -> str:
    answered = found.answered
    denied = say_many("{count} service was denied", "{count} services were denied", answered.denied)
    if found.stage == "partly":
        paid = shown(answered.paid_cents)
        return say("{denied}; for the others the plan paid {paid}.", denied=denied, paid=paid)
    return say("{denied}: the plan paid nothing.", denied=denied)


def shared_words(answered: Answered) -> str:
    """What of the allowed amount the plan left to the client, in a sentence; "" where that is nothing, or all of it."""
    if not answered.paid_cents or not answered.deductible_cents + answered.shared_cents:
        return ""
    facts = {
        "allowed": shown(answered.allowed_cents),
        "deductible": shown(answered.deductible_cents),
        "share": shown(answered.shared_cents),
    }
    if not answered.shared_cents:
        return say("Of the {allowed} that it allows, {deductible} went to the deductible.", **facts)
    if not answered.deductible_cents:
        return say("Of the {allowed} that it allows, {share} is the client’s copay or coinsurance.", **facts)
    return say(
        "Of the {allowed} that it allows, {deductible} went to the deductible, and {share} is the client’s copay or"
        " coinsurance.",
        **facts,
    )


def denial_words(one: DeniedBill) -> str:
    """A notice of denial about a bill, in a line: "Denial no. 2, open"."""
    if one.closed_on is None:
        return say("Denial no. {number}, open", number=one.denial)
    return say("Denial no. {number}, closed on {day}", number=one.denial, day=day_shown(one.closed_on))


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
