"""Whether a visit is kept from a plan, and how a restriction is read and spoken of (45 CFR 164.522)."""

from collections.abc import Collection, Sequence
from datetime import date

from clinic_desktop.restrictions.model import (
    ASKED_HOW,
    PAPERS,
    KeptDay,
    Restriction,
    RestrictionDraft,
    Telling,
    ToldPaper,
)
from clinic_desktop.values import dates
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import plain
from clinic_desktop.values.typed_days import optional_day, past_day, refuse_before_birth
from clinic_desktop.wording import say, say_many

Values = dict[str, object]
_LONGEST_NOTE = 2_000


def kept_from(restrictions: Sequence[Restriction], payer: int | None, day: date) -> Restriction | None:
    """The restriction of a client by which a visit of that day is kept from a payer; None where the payer may be told.

    `payer` is its row, None where nobody knows which one it is: then only what is kept from every payer counts.
    """
    return next((one for one in restrictions if _holds(one, day) and one.payer in (None, payer)), None)


def kept_days(restrictions: Sequence[Restriction], telling: Telling) -> tuple[KeptDay, ...]:
    """The days of service that must not be told, the first on top; none where all of it may be.

    What was told before the client asked was told rightly (45 CFR 164.522 binds from then on).
    """
    asked = [one for one in restrictions if one.asked_on <= telling.on]
    found = []
    for day in sorted(set(telling.days)):
        if telling.may_be_any:
            by = next((one for one in asked if _holds(one, day)), None)
        else:
            by = kept_from(asked, telling.payer, day)
        if by:
            found.append(KeptDay(day, by))
    return tuple(found)


def kept_words(found: Sequence[KeptDay]) -> str:
    """What the client asked, in a sentence: "The client asked on 5 Nov 2026 that no payer be told of the visit of 3 Nov
    2026." There is at least one day."""
    first = found[0]
    facts = {"day": dates.shown(first.by.asked_on), "visit": dates.shown(first.day), "payer": first.by.payer_name}
    if first.by.payer is None:
        return say_many(
            "The client asked on {day} that no payer be told of the visit of {visit}.",
            "The client asked on {day} that no payer be told of {count} visits in it, the first of {visit}.",
            len(found),
            **facts,
        )
    return say_many(
        "The client asked on {day} that {payer} not be told of the visit of {visit}.",
        "The client asked on {day} that {payer} not be told of {count} visits in it, the first of {visit}.",
        len(found),
        **facts,
    )


def was_right(one: ToldPaper) -> bool:
    """Whether it went out before the client asked: that was no breach, and it must not go out again."""
    return one.sent_on is not None and one.sent_on < min(kept.by.asked_on for kept in one.kept)


def stop_words(one: ToldPaper) -> str:
    """What stands above an issued paper that tells its payer of what the client keeps from it, with what to do."""
    asked = kept_words(one.kept)
    if one.sent_on is None:
        if one.name == "superbill":
            return say("{asked} Do not send it in: void it, or give it to nobody but the client.", asked=asked)
        return say("{asked} Do not send it: void it.", asked=asked)
    day = dates.shown(one.sent_on)
    if was_right(one):
        return say("{asked} It went out on {day}, before that. Do not send it again.", asked=asked, day=day)
    words = say("It went out on {day} all the same. Log it in Disclosures, and tell who answers for privacy.", day=day)
    return f"{asked} {words}"


def own_doing_words(found: Sequence[KeptDay]) -> str:
    """The question where it may be the client who tells: what they tell is their choice. There is a day at least."""
    return say(
        "{asked} Did the client send it themselves? That is their choice. Ask whether they take it back.",
        asked=kept_words(found),
    )


def log_words(restrictions: Sequence[Restriction], payer: int | None) -> str:
    """What stands in the form that logs by hand that a payer was told something; "" where nothing is kept from it. What
    happened can always be logged."""
    kept = [one for one in restrictions if one.taken_back_on is None and (payer is None or one.payer in (None, payer))]
    if not kept:
        return ""
    return say(
        "{asked}. If this told of such a visit, log it all the same, and tell who answers for privacy.",
        asked="; ".join(map(restriction_words, kept)),
    )


def paper_words(one: ToldPaper) -> str:
    """How an issued paper is called in a list: "Packet no. 3"."""
    return say(PAPERS[one.name], number=one.number, title=say(one.title) if one.title else "")


def restriction_values(
    draft: RestrictionDraft, today: date, payers: Collection[int], born: date | None = None
) -> Values:
    """The columns of a restriction; `payers` are the rows of those that the client has policies of. Raises Refused with
    all problems."""
    found = Problems()
    payer = int(draft.payer) if draft.payer.isascii() and draft.payer.isdecimal() else None
    if draft.payer and payer not in payers:
        found.add("payer", say("This client has no policy of that payer. Choose one of these, or every payer."))
    first = optional_day(found, "from_on", draft.from_on, today)
    last = optional_day(found, "until_on", draft.until_on, today)
    asked = past_day(found, "asked_on", draft.asked_on, today)
    back = past_day(found, "taken_back_on", draft.taken_back_on, today)
    refuse_before_birth(found, "from_on", first, born)
    if not draft.from_on.strip():
        found.add("from_on", say("Type the first date of service that is kept from the plan."))
    if first and last and last < first:
        found.add("until_on", say("This is before the first day ({day}).", day=dates.shown(first)))
    if not draft.asked_on.strip():
        found.add("asked_on", say("Type the day on which the client asked."))
    if asked and back and back < asked:
        found.add("taken_back_on", say("This is before the client asked ({day}).", day=dates.shown(asked)))
    if draft.how not in ASKED_HOW:
        found.add("how", say("Choose one of these."))
    values: Values = {
        "payer_id": payer,
        "from_on": first.isoformat() if first else "",
        "until_on": last.isoformat() if last else "",
        "asked_on": asked.isoformat() if asked else "",
        "how": draft.how,
        "note": plain(draft.note),
        "taken_back_on": back.isoformat() if back else "",
    }
    found.limit(values, {"note": _LONGEST_NOTE})
    found.refuse()
    return values


def refuse_twice(values: Values, others: Sequence[Restriction]) -> None:
    """Raises Refused where one of the others keeps the same days from the same payer; what was taken back keeps none,
    and may be asked for again."""
    if values["taken_back_on"]:
        return
    wanted = (values["payer_id"], values["from_on"], values["until_on"])
    found = Problems()
    for one in others:
        until = one.until_on.isoformat() if one.until_on else ""
        if one.taken_back_on is None and (one.payer, one.from_on.isoformat(), until) == wanted:
            words = say("This is on record already: the client asked for it on {day}.", day=dates.shown(one.asked_on))
            found.add("from_on", words)
            break
    found.refuse()


def restriction_words(one: Restriction) -> str:
    """The restriction in one line, as a chart's head says it: "Tell no payer: visits from 20 Nov 2026"."""
    if one.payer is None:
        return say("Tell no payer: {days}", days=days_words(one))
    return say("Do not tell {payer}: {days}", payer=one.payer_name, days=days_words(one))


def days_words(one: Restriction) -> str:
    """Of which days of service the visits are kept: "visits from 20 Nov 2026 until 3 Dec 2026"."""
    first = dates.shown(one.from_on)
    if one.until_on is None:
        return say("visits from {first}", first=first)
    if one.until_on == one.from_on:
        return say("visit of {first}", first=first)
    return say("visits from {first} until {last}", first=first, last=dates.shown(one.until_on))


def reason_words(one: Restriction) -> str:
    """Why a document that would tell the plan is not made of such a visit."""
    day = dates.shown(one.asked_on)
    if one.payer is None:
        return say("Kept from the plan: the client asked on {day} that no payer be told.", day=day)
    return say("Kept from the plan: the client asked on {day} that {payer} not be told.", day=day, payer=one.payer_name)


def _holds(one: Restriction, day: date) -> bool:
    return one.taken_back_on is None and one.from_on <= day and (one.until_on is None or day <= one.until_on)
