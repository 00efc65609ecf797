"""What of the record answers what a payer wants proved: in words with their numbers, and the parts they stand in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clinic_desktop.assessments.model import Assessment
from clinic_desktop.assessments.rules.words import limit_words, pains_words
from clinic_desktop.measures.model import Measure, Score
from clinic_desktop.measures.rules.changes import change_between
from clinic_desktop.measures.rules.words import letter_sentence, on_paper, score_words
from clinic_desktop.packets.model.criteria import AnsweredCriterion, PayerCriterion, ProvingWords, ToAnswer
from clinic_desktop.packets.model.parts import FROM_OUTSIDE, Part
from clinic_desktop.packets.model.purposes import AskedCriterion
from clinic_desktop.plans.model import TreatmentPlan
from clinic_desktop.plans.rules.goals import goal_words
from clinic_desktop.plans.rules.phases import sum_words
from clinic_desktop.referrals.model import DiagnosisRow, PrescriptionRow
from clinic_desktop.values.dates import printed
from clinic_desktop.wording import say, say_many

# More than these nobody reads in a table.
_MOST_NAMED = 3
# What the wizard knows that speaks against an answer, by evidence: the fact and its value.
_AGAINST = {"ending": ("maintenance", "yes"), "goals": ("goals", "no"), "baseline": ("baseline", "no")}


@dataclass(frozen=True, slots=True)
class FoundEvidence:
    """What of the record can be told to whom the packet goes to. `assessments` are signed, the oldest first; `scores`
    by measure, the oldest first; `plan` is the signed one that counts; `known` are the facts of the wizard."""

    assessments: Sequence[Assessment] = ()
    catalog: Mapping[str, Measure] | None = None
    scores: Mapping[str, Sequence[Score]] | None = None
    plan: TreatmentPlan | None = None
    measure_names: Mapping[str, str] | None = None
    orders: Sequence[PrescriptionRow] = ()
    diagnoses: Sequence[DiagnosisRow] = ()
    therapists: Sequence[tuple[int, str]] = ()
    case: int = 0
    known: Mapping[str, str] | None = None


def criteria_to_answer(
    asked: Sequence[AskedCriterion],
    own: Sequence[PayerCriterion],
    found: FoundEvidence,
    parts: Sequence[Part] = (),
) -> tuple[ToAnswer, ...]:
    """What a packet is to answer: what the payer itself wants, where that was written down, else what payers commonly
    want; each with what the record has to say."""
    evidence = {key: _with_scans(one, parts) for key, one in _evidence(found)}
    if own:
        by_hand = say("Type what answers it, or leave it out.")
        return tuple(
            ToAnswer(f"payer:{one.id}", one.words, _source(one.source, one.checked_on), by_hand,
                     evidence.get(one.evidence))
            for one in own
        )  # fmt: skip
    return tuple(
        ToAnswer(f"generic:{one.key}", say(one.words), _usual(one.source), say(one.answer),
                 evidence.get(one.evidence))
        for one in asked
    )  # fmt: skip


def answered(one: ToAnswer, answers: Sequence[AnsweredCriterion], parts: Sequence[str]) -> tuple[str, str, int]:
    """What a packet says to a criterion: the words, the key of the part they stand in, and the page within it. "" for
    the words where nothing answers it, for the part where none of those that are in the packet does."""
    given = next((each for each in answers if each.key == one.key), None)
    words = given.words if given and given.words else one.evidence.words if one.evidence else ""
    if given and given.part:
        return words, given.part if given.part in parts else "", given.page or 1
    fitting = one.evidence.parts if one.evidence and words else ()
    return words, next((key for key in fitting if key in parts), ""), 1


def is_left_out(one: ToAnswer, answers: Sequence[AnsweredCriterion]) -> bool:
    """Whether somebody decided that the packet does not speak of a criterion."""
    return any(each.key == one.key and each.is_left_out for each in answers)


def _with_scans(one: ProvingWords, parts: Sequence[Part]) -> ProvingWords:
    """It stands in the scan of a paper as it does in what was written down of it."""
    scans = [part.key for key in one.parts for part in parts if part.source in FROM_OUTSIDE and part.stands_for == key]
    return ProvingWords(one.words, (*scans, *one.parts)) if scans else one


def _usual(source: str) -> str:
    """Where no criterion of the payer itself is known: whose it is must not be taken for theirs."""
    return say("Usual criterion, as in {source}", source=source)


def _source(source: str, checked_on: date) -> str:
    return say("{source}, read {day}", source=source, day=printed(checked_on))


def _evidence(found: FoundEvidence) -> Iterator[tuple[str, ProvingWords]]:
    known = found.known or {}
    for key, make in _MAKERS.items():
        fact, value = _AGAINST.get(key, ("", ""))
        if fact and known.get(fact) == value:
            continue
        made = make(found)
        if made is not None:
            yield key, made


def _function(found: FoundEvidence) -> ProvingWords | None:
    with_limits = [one for one in found.assessments if one.limits]
    if not with_limits:
        return None
    last = with_limits[-1]
    said = [say("{what}: {how}", what=one.activity, how=limit_words(one)) for one in last.limits[:_MOST_NAMED]]
    words = say("On {day}: {limits}.", day=printed(last.day), limits="; ".join(said))
    return ProvingWords(words, (f"assessment:{last.id}",))


def _goals(found: FoundEvidence) -> ProvingWords | None:
    plan = found.plan
    if plan is None or not plan.goals:
        return None
    said = [goal_words(one, found.measure_names or {}, on_paper=True) for one in plan.goals[:_MOST_NAMED]]
    return ProvingWords(" ".join(said), (f"plan:{plan.id}",))


def _provider(found: FoundEvidence) -> ProvingWords | None:
    if not found.therapists:
        return None
    words = "; ".join(words for _, words in found.therapists)
    return ProvingWords(say("{who}.", who=words), tuple(f"license:{row}" for row, _ in found.therapists))


def _skill(found: FoundEvidence) -> ProvingWords | None:
    plan = found.plan
    if plan is None or not plan.techniques:
        return None
    done, areas = ", ".join(plan.techniques), ", ".join(plan.regions)
    words = say("{techniques}: {areas}.", techniques=done, areas=areas) if areas else say("{techniques}.",
                                                                                         techniques=done)  # fmt: skip
    return ProvingWords(words, (f"plan:{plan.id}", f"notes:{found.case}"))


def _prescription(found: FoundEvidence) -> ProvingWords | None:
    fitting = [one for one in found.orders if one.diagnoses and one.visits_ordered]
    if not fitting:
        return None
    newest = max(fitting, key=lambda one: (one.ordered_on, one.id))
    words = say_many(
        "Prescription of {who}, {day}, for {count} visit: {codes}.",
        "Prescription of {who}, {day}, for {count} visits: {codes}.",
        newest.visits_ordered or 0,
        who=newest.prescriber_name,
        day=printed(newest.ordered_on),
        codes=", ".join(newest.diagnoses),
    )
    return ProvingWords(words, (f"prescription:{newest.id}",))


def _baseline(found: FoundEvidence) -> ProvingWords | None:
    catalog = found.catalog or {}
    said, parts = [], []
    for key, scores in (found.scores or {}).items():
        if key in catalog and scores and not catalog[key].is_change:
            facts = {"name": catalog[key].name, "score": score_words(catalog[key], scores[0].tenths)}
            said.append(say("{name} {score} on {day}", day=printed(scores[0].taken_on), **facts))
    if said:
        parts.append(f"measures:{found.case}")
    first = next((one for one in found.assessments if pains_words(one)), None)
    if first:
        said.append(say("{pain} on {day}", pain=pains_words(first), day=printed(first.day)))
        parts.append(f"assessment:{first.id}")
    return ProvingWords(say("{findings}.", findings="; ".join(said[:_MOST_NAMED])), tuple(parts)) if said else None


def _progress(found: FoundEvidence) -> ProvingWords | None:
    catalog = found.catalog or {}
    said = []
    for key, scores in (found.scores or {}).items():
        if key in catalog and len(scores) > 1:
            first, last = scores[0], scores[-1]
            said.append(on_paper(letter_sentence(catalog[key], change_between(catalog[key], first, last),
                                                 (first, last))))  # fmt: skip
    return ProvingWords(" ".join(said[:_MOST_NAMED]), (f"measures:{found.case}",)) if said else None


def _ending(found: FoundEvidence) -> ProvingWords | None:
    plan = found.plan
    if plan is None:
        return None
    ends = say("The plan ends on {day}: {visits}.", day=printed(plan.ends_on), visits=sum_words(plan.phases))
    words = say("{ends} Discharge: {discharge}", ends=ends, discharge=plan.discharge) if plan.discharge else ends
    return ProvingWords(words, (f"plan:{plan.id}",))


def _diagnosis(found: FoundEvidence) -> ProvingWords | None:
    sourced = [one for one in found.diagnoses if one.source_name]
    if not sourced:
        return None
    # Who made several on one day is named once.
    by_source: dict[tuple[str, date | None], list[str]] = {}
    for one in sourced[:_MOST_NAMED]:
        by_source.setdefault((one.source_name, one.source_on), []).append(one.code)
    said = [
        say("{codes}, {who}, {day}", codes=", ".join(codes), who=who, day=printed(on))
        if on
        else say("{codes}, {who}", codes=", ".join(codes), who=who)
        for (who, on), codes in by_source.items()
    ]
    parts = tuple(f"prescription:{one.prescription}" for one in sourced if one.prescription)
    return ProvingWords(say("{findings}.", findings="; ".join(said)), tuple(dict.fromkeys(parts)))


_MAKERS = {
    "function": _function,
    "goals": _goals,
    "provider": _provider,
    "skill": _skill,
    "prescription": _prescription,
    "baseline": _baseline,
    "progress": _progress,
    "ending": _ending,
    "diagnosis": _diagnosis,
}
