"""A call that somebody is in the middle of: it goes on through a lock, another page and a restart of the program."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from clinic_desktop.coverage.model.call_sheet import CALL_SHEET, Blank, Told
from clinic_desktop.coverage.model.fact import Facts
from clinic_desktop.coverage.model.kept import BenefitCallDraft, OpenQuestionDraft
from clinic_desktop.coverage.rules.asking import relevant
from clinic_desktop.coverage.rules.calls import Values, draft_body, draft_of
from clinic_desktop.values import dates
from clinic_desktop.values.text import plain
from clinic_desktop.values.times import MOST_MINUTES, shown_time

_MINUTE = 60
# Of these nobody is asked on the phone.
_NOBODY = ("self_pay", "liability")
_KEYS = frozenset(blank.key for group in CALL_SHEET for blank in group.blanks)


@dataclass(frozen=True, slots=True)
class RunningCall:
    """A call as noted so far. `began` is the moment in UTC at which it was begun here, None for one that is typed in
    afterwards."""

    draft: BenefitCallDraft = field(default_factory=BenefitCallDraft)
    began: datetime | None = None


def running_body(running: RunningCall) -> Values:
    """As the store keeps drafts."""
    return draft_body(running.draft) | {"began": running.began.isoformat() if running.began else ""}


def running_of(body: Any) -> RunningCall:
    """What was kept by `running_body`, also by another version: a moment that cannot be read is none, and what stands
    at a blank that this sheet has not goes into the note, so that it is read and no text is lost."""
    if not isinstance(body, Mapping):
        return RunningCall()
    return RunningCall(_on_this_sheet(draft_of(body)), _moment(body.get("began")))


def _on_this_sheet(draft: BenefitCallDraft) -> BenefitCallDraft:
    strange = {key: text for key, text in {**draft.answers, **draft.told}.items() if key not in _KEYS and text}
    if not strange:
        return draft
    lines = (draft.note, *(f"{key}: {text}" for key, text in strange.items()))
    return replace(
        draft,
        answers={key: text for key, text in draft.answers.items() if key in _KEYS},
        told={key: text for key, text in draft.told.items() if key in _KEYS},
        note="\n".join(line for line in lines if line),
    )


def seconds_on_phone(running: RunningCall, now: datetime) -> int:
    """How long it lasts; 0 where nobody counts, or the clock was put back."""
    return max(0, int((now - running.began).total_seconds())) if running.began else 0


def timer_words(seconds: int) -> str:
    """A length of time as a clock shows it: "04:12", "1:04:12"."""
    minutes, rest = divmod(seconds, _MINUTE)
    hours, minutes = divmod(minutes, _MINUTE)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes:02d}:{rest:02d}"


def ended(running: RunningCall, now: datetime) -> BenefitCallDraft:
    """The call as it is logged now: of one that was begun here day, times and seconds are those of the clock.

    One that was left running for longer than any call lasts has no end that anybody knows, and keeps its beginning.
    Where the clock was put back behind the beginning, the call began now: a day that is still to come is none.
    """
    if running.began is None:
        return running.draft
    here, end = min(running.began, now).astimezone(), now.astimezone()
    seconds = seconds_on_phone(running, now)
    draft = replace(running.draft, called_on=dates.printed(here.date()), starts_at=_time(here), ends_at="", seconds="")
    if seconds > MOST_MINUTES * _MINUTE:
        return draft
    # Past midnight the end would stand before the beginning.
    ends = _time(end) if end.date() == here.date() and end >= here else ""
    return replace(draft, ends_at=ends, seconds=str(seconds))


def is_on_sheet(blank: Blank, facts: Facts) -> bool:
    """Whether a blank makes sense for a case; while nobody knows who pays, a health plan is taken for granted."""
    if isinstance(blank.asked, Told):
        payer = facts.get("payer", "commercial")
        return payer in blank.asked.payers if blank.asked.payers else payer not in _NOBODY
    return relevant(blank.key, facts)


def with_open(questions: Iterable[OpenQuestionDraft], ask: str) -> tuple[OpenQuestionDraft, ...]:
    """The open questions with one more, unless it is among them."""
    known = tuple(one for one in questions if plain(one.words) or plain(one.ask_again_on))
    return known if any(one.words == ask for one in known) else (*known, OpenQuestionDraft(ask))


def without_open(questions: Iterable[OpenQuestionDraft], ask: str) -> tuple[OpenQuestionDraft, ...]:
    """The open questions without this one, as it was offered: one that somebody changed stays."""
    return tuple(one for one in questions if one.words != ask)


def _time(here: datetime) -> str:
    return shown_time(f"{here.hour:02d}:{here.minute:02d}")


def _moment(text: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(text))
        # At either end of time a moment may be none on the clinic’s wall.
        found.astimezone()
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None
