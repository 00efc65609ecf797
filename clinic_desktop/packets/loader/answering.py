"""By when the answer to a packet has to come, and who says so: the clock of the appeal it is about, or the rule of its
purpose."""

from dataclasses import dataclass
from datetime import date, timedelta

from clinic_desktop.appeals.loader.books import books
from clinic_desktop.appeals.model import Denial
from clinic_desktop.appeals.queries.denials import appeals_of, denials_of
from clinic_desktop.appeals.queries.facts import appeal_facts, known_days, linked_of
from clinic_desktop.appeals.rules.clocks import first_level, plan_answer
from clinic_desktop.appeals.rules.reckoning import clock_for, notice_of, regimes_of
from clinic_desktop.packets.loader.rule_file import packet_rules
from clinic_desktop.packets.model.packet import Packet
from clinic_desktop.store.reader import Reader
from clinic_desktop.wording import say


@dataclass(frozen=True, slots=True)
class AnswerDay:
    """The last day for an answer, and the rule that says it, in words."""

    due_on: date
    source: str


def answer_day(read: Reader, of: Packet, sent_on: date, today: date) -> AnswerDay | None:
    """By when what goes out on a day is to be answered: for a packet about a denial by the clock of its appeal, for any
    other by the rule of its purpose. None where no payer has to answer, or no rule says it."""
    if of.to_kind != "payer":
        return None
    about = _denial(read, of)
    if about is not None:
        return _by_clock(read, about, sent_on, today)
    rule = packet_rules().answer(of.purpose, is_ahead=of.is_ahead)
    return AnswerDay(sent_on + timedelta(rule.days), rule.source) if rule else None


def _denial(read: Reader, of: Packet) -> Denial | None:
    source, _, row = of.about.partition(":")
    if source != "denial":
        return None
    return next((one for one in denials_of(read, of.client) if int(one.id) == int(row)), None)


def _by_clock(read: Reader, about: Denial, sent_on: date, today: date) -> AnswerDay:
    steps, clocks, linked = appeals_of(read, about.id), books().clocks, linked_of(about)
    facts = appeal_facts(read, about.case, linked, today)
    notice = notice_of(about, known_days(read, linked, about.received_on))
    step = next((one for one in steps if not one.outcome), None)
    level = step.level if step else about.next_level or first_level(regimes_of(notice, facts).regimes, clocks)
    found = plan_answer(
        sent_on,
        clock_for(level, notice, steps, facts),
        clocks,
        is_ahead=about.about == "ahead",
        is_expedited=bool(step and step.is_expedited),
    )
    source = found.rule.source if found.rule else say("what is usual where no rule says it")
    # Where the appeal itself is noted as sent, the plan has the day that was reckoned then.
    noted = step.answer_due_on if step and step.sent_on == sent_on else None
    return AnswerDay(noted or found.due_on, source)
