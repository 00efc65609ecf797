"""What the sheets of the wizard are filled from, out of what is known of a case."""

from collections.abc import Mapping
from typing import Any

from clinic_desktop.cases.model import CaseId
from clinic_desktop.cases.queries import case as case_of
from clinic_desktop.chart.model import Glance
from clinic_desktop.coverage.loader.gathering import Appraised
from clinic_desktop.coverage.loader.typed import readable
from clinic_desktop.coverage.model.kept import KeptAnswer
from clinic_desktop.coverage.model.questions import question_of
from clinic_desktop.coverage.model.questions_call import CALL
from clinic_desktop.coverage.queries.kept import kept_answers
from clinic_desktop.payers.queries import department_page
from clinic_desktop.store.reader import Reader
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.written.writing import read_spelled
from ui.coverage.sheet import AskedCase
from ui.coverage.words import capital
from ui.payers.columns import phone_line


def asked_case(read: Reader, case: CaseId, found: Appraised) -> AskedCase:
    """A case as it was found just now."""
    gathered, outcome = found.gathered, found.appraisal.outcome
    values = flat(gathered.content)
    kept = kept_answers(read, case)
    wrong = {one.key: one.words for one in outcome.contradictions}
    problems = {known[1].key: words for key, words in wrong.items() if (known := question_of(key))}
    return AskedCase(
        found.appraisal.facts,
        values,
        {**gathered.origins, "dx.code": gathered.origins.get("dx", "")},
        frozenset(one.key for one in kept) - set(gathered.unused),
        frozenset(one.key for one in kept if one.is_unknown),
        problems | dict(gathered.unused),
        {one.key: value for one in kept if one.key not in values and (value := _readable(one)) is not None},
        " ".join(capital(one.words) for one in outcome.those("stale") if one.fix == CALL.key),
    )


def _readable(kept: KeptAnswer) -> Any:
    """The value of an answer; None where nobody knew it, or it cannot be read any more."""
    if kept.is_unknown:
        return None
    try:
        value = read_spelled(kept.spelled)
    except Unreadable:
        return None
    return value if readable(kept.key, value) else None


def phone_lines(read: Reader, glance: Glance) -> Mapping[str, str]:
    """Whom to call about the chosen case: the lines of the primary payer by department, and the adjuster’s."""
    found = department_page(read, glance.policies[0].payer).rows if glance.policies else ()
    lines = {one.kind: phone_line(one) for one in reversed(found) if one.phone}
    adjuster = case_of(read, glance.case.id).adjuster_phone if glance.case else ""
    return lines | ({"adjuster": adjuster} if adjuster else {})


def flat(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content of a case file by keys with a dot for their table; of diagnoses the first, of days both."""
    found: dict[str, Any] = {}
    for key, value in content.items():
        if key == "dx":
            found |= {f"dx.{name}": one for name, one in (value[0] if value else {}).items()}
        elif key == "pa_dates":
            found |= {name: one for name, one in zip(("pa_dates.first", "pa_dates.last"), value, strict=True)}
        elif isinstance(value, dict):
            found |= {f"{key}.{name}": one for name, one in value.items()}
        else:
            found[key] = value
    return found
