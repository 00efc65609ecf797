"""By when the answer to a packet has to come, and who says so: the clock of the appeal it is about, or the rule of its
purpose."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from clinic_desktop.appeals.loader.sending import sending_of
from clinic_desktop.appeals.rules.sending import Sending
from clinic_desktop.errors import Missing
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
    meant = _meant(read, of, sent_on, today)
    if meant:
        source = meant.answer.rule.source if meant.answer.rule else say("what is usual where no rule says it")
        return AnswerDay(meant.answer.due_on, source)
    rule = packet_rules().answer(of.purpose, is_ahead=of.is_ahead)
    return AnswerDay(sent_on + timedelta(rule.days), rule.source) if rule else None


def step_sent_with(read: Reader, of: Packet, sent_on: date, today: date) -> Sending | None:
    """The step against a denial that goes out with a packet on a day; None where it carries none."""
    if of.purpose != "appeal" or of.to_kind != "payer":
        return None
    meant = _meant(read, of, sent_on, today)
    return meant if meant and meant.is_step else None


def _meant(read: Reader, of: Packet, sent_on: date, today: date) -> Sending | None:
    """What it means for the denial that it is about; None without one, or where that was taken away."""
    with suppress(Missing):
        return sending_of(read, of.denial, sent_on, today, packet=of.id) if of.denial else None
    return None
