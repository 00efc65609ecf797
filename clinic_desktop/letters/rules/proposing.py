"""Which letters the record asks for today, and why."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from clinic_desktop.letters.model import LetterProposal
from clinic_desktop.letters.rules.conditions import holding_now
from clinic_desktop.letters.rules.record import LetterDenial, LetterRecord
from clinic_desktop.values import dates
from clinic_desktop.wording import say, say_many

# So many visits before the last one, or days before the last day, a new order is asked for: an office takes its time.
_VISITS_BEFORE, _DAYS_BEFORE = 2, timedelta(14)
_CLOSED_NETWORKS = ("hmo", "epo")


def proposals(record: LetterRecord, denials: Sequence[LetterDenial] = ()) -> tuple[LetterProposal, ...]:
    """What to write, the most urgent first, each kind once; `denials` are those that nobody decided yet."""
    found: dict[str, LetterProposal] = {}
    for part in (_of_denials(record, denials), _of_authorization(record), _of_order(record), _of_answers(record)):
        for one in part:
            found.setdefault(one.kind, one)
    return tuple(found.values())


def _of_denials(record: LetterRecord, denials: Sequence[LetterDenial]) -> Iterator[LetterProposal]:
    payer = record.policy.payer_name if record.policy else say("the payer")
    for one in sorted(denials, key=lambda denial: _last_day(denial) or date.max):
        last = _last_day(one)
        if last:
            facts = {"payer": payer, "day": dates.shown(last)}
            why = say("{payer} said no. The last day to appeal is {day}.", **facts)
        else:
            why = say("{payer} said no. Look for the last day to appeal in its letter.", payer=payer)
        yield LetterProposal("appeal_internal", why, one.row)
        reasons = holding_now(_about(record, one))
        if "denied_need" in reasons:
            need = say("The plan says that it is not necessary: the prescriber can say why it is.")
            yield LetterProposal("medical_necessity", need, one.row)
            yield LetterProposal("peer_to_peer", say("The prescriber can speak with the plan’s reviewer."), one.row)


def _last_day(denial: LetterDenial) -> date | None:
    return denial.deadline_on or denial.due_on


def _about(record: LetterRecord, denial: LetterDenial) -> LetterRecord:
    return LetterRecord(record.today, record.clinic, record.client, record.case, denial=denial)


def _of_authorization(record: LetterRecord) -> Iterator[LetterProposal]:
    burn = record.authorization
    if burn and burn.warns:
        number = burn.row.number or say("without a number")
        if burn.row.ends_on and burn.state == "ended":
            facts = {"number": number, "day": dates.shown(burn.row.ends_on)}
            why = say("Authorization {number} ended on {day}.", **facts)
        else:
            why = say("Authorization {number} is nearly used up, or ends soon.", number=number)
        yield LetterProposal("extension", why)


def _of_order(record: LetterRecord) -> Iterator[LetterProposal]:
    order = record.order
    if order is None:
        if record.case.kind != "cash":
            yield LetterProposal("prescription_request", say("There is no prescription on record for this case."))
        return
    if order.expires_on and order.expires_on - record.today <= _DAYS_BEFORE:
        day = dates.shown(order.expires_on)
        ended = order.expires_on < record.today
        words = say("The prescription ends on {day}.", day=day)
        why = say("The prescription ended on {day}.", day=day) if ended else words
        yield LetterProposal("prescription_request", why)
    elif record.left is not None and record.left <= _VISITS_BEFORE:
        why = say_many("{count} visit of the prescription is left.", "{count} visits of the prescription are left.",
                       max(record.left, 0))  # fmt: skip
        yield LetterProposal("prescription_request", why)


def _of_answers(record: LetterRecord) -> Iterator[LetterProposal]:
    answers = record.answers
    if answers is None:
        return
    if answers.approval.required == "yes" and answers.approval.held != "yes" and record.authorization is None:
        yield LetterProposal("prior_authorization", say("The plan wants an authorization, and none is on record."))
    if answers.referral_required == "yes" and answers.referral_held != "yes":
        yield LetterProposal("referral_request", say("The plan wants a referral, and none is on record."))
    if answers.network == "out" and answers.plan_type in _CLOSED_NETWORKS:
        yield LetterProposal("network_gap", say("The plan pays in its network alone, and you are not in it."))
    has_own = "yes" in (answers.own.hsa, answers.own.fsa)
    if has_own and answers.own.letter != "yes":
        yield LetterProposal("hsa_fsa", say("The client has an HSA or FSA, whose plan may want such a letter."))
