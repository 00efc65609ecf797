"""What the record says, as a letter prints it: each fact by its placeholder, none that nobody knows."""

from collections.abc import Iterable, Iterator
from datetime import date

from clinic_desktop.assessments.model import STORY
from clinic_desktop.assessments.rules.words import count_words, pains_words, told_words
from clinic_desktop.cases.rules import ACCIDENTS
from clinic_desktop.letters.model import LetterFacts, LetterRows
from clinic_desktop.letters.rules.conditions import holding_now
from clinic_desktop.letters.rules.denied import denial_values, filing_rows
from clinic_desktop.letters.rules.record import LetterRecord
from clinic_desktop.measures.rules.changes import change_between
from clinic_desktop.measures.rules.words import letter_sentence, on_paper, score_words
from clinic_desktop.plans.rules.goals import goal_words
from clinic_desktop.plans.rules.phases import phases_words, visits_of
from clinic_desktop.referrals.rules.names import called
from clinic_desktop.values.addresses import address_lines
from clinic_desktop.values.dates import printed, printed_within
from clinic_desktop.wording import say, say_many

_Known = Iterator[tuple[str, str]]
_BULLET = "• "


def facts_of(record: LetterRecord) -> LetterFacts:
    """Everything that a letter of this record may say."""
    parts = (_clinic, _client, _payer, _order, _plan, _history, _scores, _visits, _authorization, denial_values)
    values = {key: words for part in parts for key, words in part(record) if words.strip()}
    return LetterFacts(values, holding_now(record), _rows(record), _days(record), record.clinic.is_demo)


def _rows(record: LetterRecord) -> LetterRows:
    kept = next((one for one in record.restrictions if one.taken_back_on is None), None)
    order, policy = record.order, record.policy
    bill, submission = filing_rows(record)
    return LetterRows(
        client=record.client.id,
        case=record.case.id,
        policy=policy.id if policy else 0,
        payer=policy.payer if policy else 0,
        department=record.department.id if record.department else 0,
        therapist=record.therapist.id if record.therapist else 0,
        credential=record.credential.id if record.credential else 0,
        order=order.id if order else 0,
        prescriber=record.prescriber.id if record.prescriber else 0,
        diagnosis=record.diagnoses[0].id if record.diagnoses else 0,
        plan=record.plan.id if record.plan else 0,
        assessment=record.assessment.id if record.assessment else 0,
        authorization=record.authorization.id if record.authorization else 0,
        denial=record.denial.row if record.denial else 0,
        bill=bill,
        submission=submission,
        restriction=kept.id if kept else 0,
        letter=record.letter,
    )


def _days(record: LetterRecord) -> dict[str, tuple[date, ...]]:
    """The days that each part of the record tells of."""
    scored = {score.taken_on for found in record.scores.values() for score in (*found[:1], *found[-1:])}
    return {
        "visits": record.given,
        "measure": tuple(sorted(scored)),
        "assessment": (record.assessment.day,) if record.assessment else (),
        "denial": record.denial.days if record.denial else (),
    }


def _clinic(record: LetterRecord) -> _Known:
    clinic, therapist = record.clinic, record.therapist
    yield "letter.date", printed(record.today)
    yield "clinic.name", " ".join(clinic.name.split())
    yield "clinic.address", "\n".join(address_lines(clinic))
    yield "clinic.phone", clinic.phone
    yield "clinic.fax", clinic.fax
    yield "clinic.npi", clinic.organization_npi
    if therapist:
        yield "therapist.name", therapist.name
        yield "therapist.npi", therapist.npi
    if record.credential and record.credential.number:
        yield "therapist.license", f"{record.credential.state} {record.credential.number}"


def _client(record: LetterRecord) -> _Known:
    client, case = record.client, record.case
    yield "client.name", client.name
    yield "client.birth_date", _day(client.birth_date)
    yield "client.address", "\n".join(address_lines(client))
    yield "client.phone", client.phone
    yield "client.guardian", client.guardian_name
    yield "case.reason", case.reason
    yield "case.onset", _day(case.onset_on)
    yield "case.state", case.state


def _payer(record: LetterRecord) -> _Known:
    policy, department, call = record.policy, record.department, record.call
    yield "claim.number", record.case.claim_number
    if policy:
        yield "payer.name", policy.payer_name
        yield "member.id", policy.member_id
        yield "group.number", policy.group_number
    if department:
        lines = address_lines(department)
        named = [department.name, _adjuster(record)]
        fax = say("By fax: {number}", number=department.fax) if department.fax and not lines else ""
        extension = f" x{department.extension}" if department.extension else ""
        yield "payer.phone", f"{department.phone}{extension}" if department.phone else ""
        yield "payer.address", "\n".join(one for one in (*named, *lines, fax) if one) if lines or fax else ""
    if call:
        yield "call.date", printed(call.called_on)
        yield "call.rep", call.rep
        yield "call.reference", call.reference


def _adjuster(record: LetterRecord) -> str:
    """Who has the claim, after an accident or a work injury."""
    case = record.case
    return say("Attn: {name}", name=case.adjuster_name) if case.kind in ACCIDENTS and case.adjuster_name else ""


def _order(record: LetterRecord) -> _Known:
    order, prescriber = record.order, record.prescriber
    yield "diagnosis.codes", ", ".join(one.code for one in record.diagnoses)
    yield "diagnosis.list", "\n".join(_diagnoses(record))
    if order:
        yield "prescription.date", printed(order.ordered_on)
        yield "prescription.visits", _visit_words(order.visits_ordered)
        yield "prescription.frequency", order.frequency
        yield "prescription.expires_on", _day(order.expires_on)
        yield "prescription.left", str(max(record.left, 0)) if record.left is not None else ""
    if prescriber:
        yield "prescriber.name", prescriber.name
        yield "prescriber.called", called(prescriber.given_name, prescriber.family_name, prescriber.credential)
        yield "prescriber.npi", prescriber.npi
        yield "prescriber.license", prescriber.license
        yield "prescriber.address", "\n".join(_prescriber_address(record))


def _prescriber_address(record: LetterRecord) -> Iterator[str]:
    by = record.prescriber
    if by is None:
        return
    lines = address_lines(by)
    reach = say("By fax: {number}", number=by.fax) if by.fax and not lines else ""
    if lines or reach:
        yield from (one for one in (by.organization, *lines, reach) if one)


def _diagnoses(record: LetterRecord) -> Iterator[str]:
    """A line for each, with who made it and when: a massage therapist makes none."""
    for one in record.diagnoses:
        title = record.titles.get(one.code, "")
        words = f"{_BULLET}{one.code} {title}".rstrip()
        if one.source_name and one.source_on:
            words += say(", from {who}, {day}", who=one.source_name, day=printed(one.source_on))
        elif one.source_name:
            words += say(", from {who}", who=one.source_name)
        yield words


def _plan(record: LetterRecord) -> _Known:
    plan = record.plan
    if plan is None:
        return
    names = {key: one.name for key, one in record.measures.items()}
    yield "plan.frequency", phases_words(plan.phases)
    yield "plan.visits", _visit_words(visits_of(plan.phases) or None)
    yield "plan.first_day", printed(plan.starts_on)
    yield "plan.last_day", printed(plan.ends_on)
    yield "plan.goals", "\n".join(f"{_BULLET}{goal_words(one, names, on_paper=True)}" for one in plan.goals)
    yield "plan.review_on", printed(plan.reevaluate_on)
    yield "plan.techniques", ", ".join(plan.techniques)
    yield "plan.regions", ", ".join(plan.regions)
    yield "plan.minutes", str(plan.minutes) if plan.minutes else ""


def _history(record: LetterRecord) -> _Known:
    found = record.assessment
    tried = record.prior_care or (record.answers.need.prior_care_tried if record.answers else "")
    yield "history.tried", "" if tried in ("yes", "no") else tried
    if found is None:
        return
    told = [(say(label), told_words(found, key)) for key, label in STORY.items()]
    yield "history.story", "\n".join(f"{_BULLET}{label}: {words}" for label, words in told if words)
    yield "history.pain", pains_words(found)
    yield "limits.list", "\n".join(
        say("• {what}: {now} now, {needed} needed", what=one.activity, now=count_words(one.now, one.unit),
            needed=count_words(one.needed, one.unit))
        for one in found.limits
    )  # fmt: skip
    yield "limits.day", printed(found.day)


def _scores(record: LetterRecord) -> _Known:
    """The measures that the plan has goals for first; one that was scored once is compared with nothing."""
    aims = {one.measure for one in record.plan.goals if one.measure} if record.plan else set()
    known = sorted((key for key in record.scores if key in record.measures), key=lambda key: (key not in aims, key))
    known = [key for key in known if record.scores[key]]
    if not known:
        return
    measure, own = record.measures[known[0]], record.scores[known[0]]
    for key, one in (("measure.first", own[0]), ("measure.last", own[-1])):
        facts = {"name": measure.name, "score": score_words(measure, one.tenths), "day": printed(one.taken_on)}
        yield key, say("{name} {score} on {day}", **facts)
    yield "measure.list", "\n".join(_compared(record, known))


def _compared(record: LetterRecord, known: Iterable[str]) -> Iterator[str]:
    for key in known:
        measure, own = record.measures[key], record.scores[key]
        if len(own) > 1:
            sentence = letter_sentence(measure, change_between(measure, own[0], own[-1]), (own[0], own[-1]))
        else:
            facts = {"score": score_words(measure, own[0].tenths), "day": printed(own[0].taken_on)}
            sentence = say("{name} {score} on {day}.", name=measure.name, **facts)
        yield f"{_BULLET}{printed_within(on_paper(sentence))}"


def _visits(record: LetterRecord) -> _Known:
    if record.given:
        yield "visits.given", _visit_words(len(record.given))
        yield "visits.first", printed(record.given[0])
        yield "visits.last", printed(record.given[-1])


def _authorization(record: LetterRecord) -> _Known:
    burn = record.authorization
    if burn is None:
        return
    row = burn.row
    counted = _visit_words if row.counts == "visits" else _unit_words
    yield "authorization.number", row.number
    yield "authorization.granted", counted(row.granted)
    yield "authorization.used", counted(burn.used)
    yield "authorization.ends_on", _day(row.ends_on)


def _day(day: date | None) -> str:
    return printed(day) if day else ""


def _visit_words(count: int | None) -> str:
    return "" if count is None else say_many("{count} visit", "{count} visits", count)


def _unit_words(count: int | None) -> str:
    return "" if count is None else say_many("{count} unit", "{count} units", count)
