"""Gathers a case as a file would have it: what the chart knows, and what was answered where it does not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from clinic_desktop.cases.model import CaseId
from clinic_desktop.coverage.loader.answered import proof
from clinic_desktop.coverage.loader.cases import read_tables
from clinic_desktop.coverage.loader.money import CaseMoney
from clinic_desktop.coverage.loader.typed import readable
from clinic_desktop.coverage.loader.vocabulary import KINDS, nested
from clinic_desktop.coverage.model.answers import Answers
from clinic_desktop.coverage.model.kept import Charted, KeptAnswer
from clinic_desktop.coverage.model.packs import Packs
from clinic_desktop.coverage.queries.charted.whole import charted
from clinic_desktop.coverage.queries.kept import kept_answers
from clinic_desktop.coverage.rules.appraising import Appraisal, appraise
from clinic_desktop.coverage.rules.origins import origin_words
from clinic_desktop.store.reader import Reader
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from clinic_desktop.written.sheet import FileSheet, FileTable
from clinic_desktop.written.writing import read_spelled, written

Content = dict[str, Any]
_ALLOWED_BY_STATEMENTS = frozenset(f"cost_share.allowed_{one}" for one in ("low", "high", "from", "of", "newest"))


@dataclass(frozen=True, slots=True)
class Gathered:
    """What is known of a case as of a day.

    `content` is that of a case file. By keys with a dot for their table: `origins` says of each where it is from,
    `unused` of each answer that does not count, why it does not.
    """

    answers: Answers
    money: CaseMoney
    origins: Mapping[str, str]
    content: Content
    unused: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Appraised:
    """A case of the record with what is said about it."""

    gathered: Gathered
    appraisal: Appraisal


def coverage_of(read: Reader, case: CaseId, today: date, packs: Packs, therapist: int | None = None) -> Appraised:
    """Everything that a page shows of the coverage of a case. Raises Missing."""
    found = gather(read, case, today, therapist)
    money = found.money
    return Appraised(found, appraise(found.answers, money.terms, money.visits, packs))


def gather(read: Reader, case: CaseId, today: date, therapist: int | None = None) -> Gathered:
    """Read a case of the record in the words of a case file, by the very code that reads one. Raises Missing.

    What the chart has on record counts before an answer; what it only lets presume, after it. That the client does not
    use the plan is for the client to say, whatever policy is on record.
    """
    known = dict(charted(read, case, today, therapist))
    answers_kept = kept_answers(read, case)
    unused = dict(_lay_over(known, answers_kept))
    _give_way(known, {one.key for one in answers_kept if not one.is_unknown})
    unused |= _complete(known, {one.key for one in answers_kept if not one.is_unknown})
    if _does_not_use_the_plan("payer_type", known["payer_type"].value if "payer_type" in known else ""):
        known.pop("payer_name", None)
    content: Content = {"today": today, **nested({key: one.value for key, one in known.items()})}
    sheet = FileSheet(dict)
    answers, money = read_tables(FileTable(sheet, content))
    # Each value was read by itself before. What is wrong is not named: it could hold what a client said.
    assert not sheet.wrong
    origins = {key: known[key].origin for key in KINDS if key in known}
    return Gathered(answers, money, MappingProxyType(origins), content, MappingProxyType(unused))


def as_case_file(gathered: Gathered) -> str:
    """The case as a file that `read_coverage_case` reads back. Nothing in it names the client: what was measured or
    said in words is only said to be there."""
    content = gathered.content
    return written({key: _without_words(key, value) for key, value in content.items()})


def _without_words(key: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_words(f"{key}.{name}", one) for name, one in value.items()}
    return proof(value) == "yes" if KINDS.get(key) is proof and isinstance(value, str) else value


def _lay_over(known: dict[str, Charted], answers: tuple[KeptAnswer, ...]) -> Iterator[tuple[str, str]]:
    """Put the answers where the chart knows nothing; those that do not count come back with why."""
    for answer in answers:
        key = answer.key
        if answer.is_unknown:
            continue
        value = _value(answer)
        if value is None:
            yield key, say("This answer cannot be read any more. Answer it again.")
            continue
        chart = known.get(key)
        if chart and not chart.presumed and not _does_not_use_the_plan(key, value):
            if not _same(key, chart.value, value):
                yield key, say("The chart says otherwise: {origin}.", origin=chart.origin)
            continue
        known[key] = Charted(value, origin_words(answer))


def _give_way(known: dict[str, Charted], answered: set[str]) -> None:
    """What benefit statements taught of the allowed amount goes as a whole where the contract says it, or somebody
    answered any of it: one end of theirs with another of ours would be a range that nobody ever saw."""
    if "cost_share.allowed" in known or answered & _ALLOWED_BY_STATEMENTS:
        for key in _ALLOWED_BY_STATEMENTS:
            if key in known and known[key].presumed:
                del known[key]


def _value(answer: KeptAnswer) -> Any:
    try:
        value = read_spelled(answer.spelled)
    except Unreadable:
        return None
    return value if readable(answer.key, value) else None


def _same(key: str, charted_one: Any, answered_one: Any) -> bool:
    if key == "dx":
        return bool([one.get("code") for one in charted_one] == answered_one)
    return bool(KINDS[key](charted_one) == KINDS[key](answered_one))


def _does_not_use_the_plan(key: str, value: Any) -> bool:
    return key == "payer_type" and value == "self_pay"


def _complete(known: dict[str, Charted], answered: set[str]) -> dict[str, str]:
    """Take out what is incomplete; returns why, of what was answered."""
    wrong = dict(_incomplete(known))
    if "series.visits" in wrong:
        known.setdefault("visits_planned", known["series.visits"])
    for key in wrong:
        del known[key]
    return {key: why for key, why in wrong.items() if key in answered}


def _incomplete(known: Mapping[str, Charted]) -> Iterator[tuple[str, str]]:
    """What says nothing without another key, or says the same twice, and would be a mistake in a file."""
    if "claim.limit_left" in known and {"claim.limit", "claim.used"} <= set(known):
        yield "claim.limit_left", say("What is left follows from the limit and what is used of it.")
    elif "claim.limit_left" in known:
        for key in ("claim.limit", "claim.used"):
            if key in known:
                yield key, say("This counts once limit and what is used of it are both known.")
    yield from _incomplete_money(known)


def _incomplete_money(known: Mapping[str, Charted]) -> Iterator[tuple[str, str]]:
    ends = {"cost_share.allowed_low", "cost_share.allowed_high"} & set(known)
    if len(ends) == 1:
        yield ends.pop(), say("The lowest and the highest amount go together.")
    if "cost_share.allowed_from" in known and not {"cost_share.allowed_low", "cost_share.allowed_high"} <= set(known):
        yield "cost_share.allowed_from", say("The lowest and the highest amount go together.")
    series = [key for key in known if key.startswith("series.")]
    if series and not {"series.visits", "series.billed"} <= set(known):
        for key in series:
            yield key, say("This counts once the number of visits and the price of one are known.")
    elif "series.every_days" in known and "series.starts_on" not in known:
        yield "series.every_days", say("This counts once the first day is known.")
