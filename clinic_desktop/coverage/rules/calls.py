"""Reads what was typed about a call to the plan; and its form as a draft that outlives a lock or a crash."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date, timedelta
from typing import Any

from clinic_desktop.cases.model import CaseId
from clinic_desktop.contacts.model import ContactDraft
from clinic_desktop.coverage.model.call_sheet import TOLD
from clinic_desktop.coverage.model.kept import CALLED, CALLERS, BenefitCallDraft, OpenQuestionDraft
from clinic_desktop.values import dates
from clinic_desktop.values.identifiers import parse_phone
from clinic_desktop.values.problems import Problems, Unreadable
from clinic_desktop.values.text import plain
from clinic_desktop.values.times import MOST_MINUTES, minutes_between, parse_time
from clinic_desktop.values.typed_days import past_day
from clinic_desktop.wording import say, say_many

Values = dict[str, Any]
MOST_QUESTIONS = 30
# Letters of what was told at one blank.
MOST_TOLD = 1_000
# Before the case in the name of the draft of a call.
CALL_FORMS = "benefit-call:case:"
_ASK_AGAIN = timedelta(days=7)
_A_DAY = 86_400
_LIMITS = {"phone": 40, "reference": 60, "note": 10_000}


def call_form(case: CaseId) -> str:
    """By this name the store keeps the call to a case's plan that somebody is in the middle of."""
    return f"{CALL_FORMS}{case}"


def draft_body(draft: BenefitCallDraft) -> Values:
    """A call that goes on, as the store keeps drafts: plain values."""
    return {
        **asdict(draft),
        "answers": dict(draft.answers),
        "told": dict(draft.told),
        "questions": [asdict(one) for one in draft.questions],
    }


def draft_of(body: Mapping[str, Any]) -> BenefitCallDraft:
    """The call that was kept by `draft_body`, also by another version: what is unknown is left out."""
    known = {one.name for one in fields(BenefitCallDraft)} - {"read_back", "answers", "told", "questions"}
    texts: Values = {name: value for name, value in body.items() if name in known and isinstance(value, str)}
    questions = body.get("questions")
    return BenefitCallDraft(
        **texts,
        read_back=body.get("read_back") is True,
        answers=_texts(body.get("answers")),
        told=_texts(body.get("told")),
        questions=tuple(map(_question_of, questions)) if isinstance(questions, list) else (),
    )


def _texts(body: Any) -> dict[str, str]:
    return {str(key): str(value) for key, value in body.items()} if isinstance(body, Mapping) else {}


def call_values(found: Problems, draft: BenefitCallDraft, today: date) -> Values:
    """The columns of a call but its case, policy and answers; what cannot be read is noted at its field."""
    day = past_day(found, "called_on", draft.called_on, today) or today
    starts, ends = (found.maybe(name, parse_time, getattr(draft, name)) for name in ("starts_at", "ends_at"))
    if starts and ends and minutes_between(starts, ends) < 0:
        found.add("ends_at", say("The call cannot end before it began."))
    if draft.department not in CALLED:
        found.add("department", say("Choose one of these."))
    if draft.called_by not in CALLERS:
        found.add("called_by", say("Choose one of these."))
    values: Values = {
        "department": draft.department,
        "called_by": draft.called_by,
        "phone": found.maybe("phone", parse_phone, draft.phone),
        "rep": plain(draft.rep),
        "reference": plain(draft.reference),
        "called_on": day.isoformat(),
        "starts_at": starts,
        "ends_at": ends,
        "seconds": _seconds(found, draft.seconds, starts, ends),
        "read_back": int(draft.read_back),
        "note": plain(draft.note),
    }
    found.limit(values, _LIMITS)
    return values


def told_values(found: Problems, draft: BenefitCallDraft) -> dict[str, str]:
    """What was told, by the keys of the call sheet in its order, without what was left empty; problems are noted at
    fields like "told/send_to"."""
    values = {key: plain(draft.told[key]) for key in TOLD if plain(draft.told.get(key, ""))}
    found.limit({f"told/{key}": text for key, text in values.items()}, {}, MOST_TOLD)
    return values


def question_values(found: Problems, draft: BenefitCallDraft, on: date, today: date) -> list[Values]:
    """The columns of what the call of a day left open, but the call itself; an empty line is none."""
    typed = [(at, one) for at, one in enumerate(draft.questions) if plain(one.words) or plain(one.ask_again_on)]
    if len(typed) > MOST_QUESTIONS:
        found.add("questions", say("A call leaves at most {most} questions open here.", most=MOST_QUESTIONS))
    values = [_question(found, f"questions/{at}/", one, today) for at, one in typed]
    for (at, _), one in zip(typed, values, strict=True):
        if one["ask_again_on"] < on.isoformat():
            words = say("This is before the call itself ({day}).", day=dates.shown(on))
            found.add(f"questions/{at}/ask_again_on", words)
    return values


def contact_draft(values: Values, party: str, answered: int, questions: Sequence[Values]) -> ContactDraft:
    """The call as the contact log has it, from its columns: with whom in the words of `ContactDraft`, how many answers
    there were, and when to ask again what is open. Its details stay with the call."""
    minutes = -(-(values["seconds"] or 0) // 60)
    said = say_many(
        "Benefit call: {count} question was answered.", "Benefit call: {count} questions were answered.", answered
    )
    todo = say_many("Ask again: {count} open question", "Ask again: {count} open questions", len(questions))
    again = min((one["ask_again_on"] for one in questions), default="")
    return ContactDraft(
        contacted_on=dates.printed(date.fromisoformat(values["called_on"])),
        contacted_at=values["starts_at"],
        minutes=str(minutes) if 1 <= minutes <= MOST_MINUTES else "",
        party=party,
        name=say(CALLED[values["department"]]),
        reach=values["phone"],
        representative=values["rep"],
        reference=values["reference"],
        said=said if answered else say("Benefit call: nothing was answered."),
        todo=todo if questions else "",
        due_on=dates.printed(date.fromisoformat(again)) if questions else "",
    )


def _question(found: Problems, field: str, one: OpenQuestionDraft, today: date) -> Values:
    words = found.need(f"{field}words", one.words, say("Type the question that is still open."))
    found.limit({f"{field}words": words}, {}, 500)
    again = today + _ASK_AGAIN
    if plain(one.ask_again_on):
        again = found.read(f"{field}ask_again_on", dates.parse_date, one.ask_again_on, today) or again
    return {"words": words, "ask_again_on": again.isoformat()}


def _seconds(found: Problems, typed: str, starts: str, ends: str) -> int | None:
    if plain(typed):
        return found.read("seconds", _counted, plain(typed))
    return max(0, minutes_between(starts, ends)) * 60 if starts and ends else None


def _counted(typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= len(str(_A_DAY)) and int(typed) <= _A_DAY):
        raise Unreadable(say("Type whole seconds, a day at most."))
    return int(typed)


def _question_of(one: Any) -> OpenQuestionDraft:
    if not isinstance(one, Mapping):
        return OpenQuestionDraft()
    return OpenQuestionDraft(str(one.get("words", "")), str(one.get("ask_again_on", "")))
