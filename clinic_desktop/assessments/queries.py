"""Reads the assessments of a case, the newest first."""

import json
from collections.abc import Sequence
from datetime import date, datetime

from clinic_desktop.assessments.model import (
    Assessment,
    AssessmentId,
    AssessmentPaper,
    FunctionalLimit,
    MeasuredMotion,
    MeasuredStrength,
    Palpation,
    SpecialTest,
)
from clinic_desktop.cases.model import CaseId
from clinic_desktop.cases.queries import case_head
from clinic_desktop.errors import Missing
from clinic_desktop.practice.model import TherapistId, printed_name
from clinic_desktop.practice.queries import therapist_numbers
from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.store.transaction import Row
from clinic_desktop.wording import say

_OF_CASE = "SELECT * FROM assessment_rows WHERE case_id = ? AND retired_at IS NULL ORDER BY day DESC, id DESC"
_ONE = "SELECT * FROM assessment_rows WHERE id = ? AND retired_at IS NULL"


def assessments_of(read: Reads, case: CaseId) -> tuple[Assessment, ...]:
    """The assessments of a case, the newest first; of one day that which was made last."""
    return tuple(map(_assessment, read.all(_OF_CASE, case)))


def assessment(read: Reads, row: int) -> Assessment:
    """One assessment; raises Missing."""
    for found in read.all(_ONE, row):
        return _assessment(found)
    raise Missing(say("This is no longer there."))


def earlier_than(found: Assessment | None, all_of_case: Sequence[Assessment]) -> Assessment | None:
    """The one that comes before an assessment, of those of its case, the newest first; the newest before a new one."""
    if found is None:
        return next(iter(all_of_case), None)
    return next((one for one in all_of_case if (one.day, one.id) < (found.day, found.id)), None)


def made_last(all_of_case: Sequence[Assessment]) -> int:
    """The id of the one that was made last, whatever its day; 0 for none."""
    return max((one.id for one in all_of_case), default=0)


def limits_of(read: Reads, case: CaseId) -> tuple[FunctionalLimit, ...]:
    """What the client could not do enough of at the latest assessment of a case, in the order of the sheet."""
    return next((one.limits for one in assessments_of(read, case)), ())


def assessment_paper(read: Reader, row: int, payer: int | None = None) -> AssessmentPaper:
    """What the paper of an assessment says, compared with the first one of its case, as reports compare. Raises
    Missing."""
    found = assessment(read, row)
    first = assessments_of(read, found.case)[-1]
    earlier = first if (first.day, first.id) < (found.day, found.id) else None
    return AssessmentPaper(case_head(read, found.case, payer), found, earlier, therapist_numbers(read, found.therapist))


def _assessment(row: Row) -> Assessment:
    return Assessment(
        id=AssessmentId(row["id"]),
        version=row["version"],
        case=CaseId(row["case_id"]),
        therapist=TherapistId(row["therapist_id"]),
        therapist_name=printed_name(row["given_name"], row["family_name"], row["designation"]),
        day=date.fromisoformat(row["day"]),
        pain_now=row["pain_now"],
        pain_best=row["pain_best"],
        pain_worst=row["pain_worst"],
        pain_average=row["pain_average"],
        pain_quality=row["pain_quality"],
        since=row["since"],
        course=row["course"],
        aggravates=row["aggravates"],
        eases=row["eases"],
        posture=row["posture"],
        gait=row["gait"],
        impression=row["impression"],
        limits=tuple(FunctionalLimit(**one) for one in json.loads(row["limits"])),
        motions=tuple(MeasuredMotion(**one) for one in json.loads(row["motions"])),
        palpations=tuple(Palpation(**one) for one in json.loads(row["palpations"])),
        strengths=tuple(MeasuredStrength(**one) for one in json.loads(row["strengths"])),
        tests=tuple(SpecialTest(**one) for one in json.loads(row["tests"])),
        signed_at=datetime.fromisoformat(row["signed_at"]) if row["signed_at"] else None,
        signer=row["signer"],
    )
