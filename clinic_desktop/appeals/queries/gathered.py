"""Reads what of all that an answer to a denial takes is on record: what is there, what is missing, and where it is put
right."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from clinic_desktop.store.reader import Reader

# The day that counts where it is about visits to come.
_PRESCRIPTION = """
SELECT 1 FROM prescriptions WHERE case_id = ?1 AND retired_at IS NULL AND kind = 'prescription' AND ordered_on <= ?2
    AND (expires_on = '' OR expires_on >= ?2) LIMIT 1
"""
_UNSIGNED = """
SELECT visits.id FROM visits
LEFT JOIN visit_notes ON visit_notes.visit_id = visits.id AND visit_notes.retired_at IS NULL
WHERE visits.id IN (SELECT value FROM json_each(?)) AND coalesce(visit_notes.signed_at, '') = ''
ORDER BY visits.date_of_service, visits.id LIMIT 1
"""
# One measure at two days at least.
_TWICE = """
SELECT 1 FROM scores WHERE case_id = ? AND retired_at IS NULL
GROUP BY measure HAVING count(DISTINCT taken_on) > 1 LIMIT 1
"""
_LICENSE = """
SELECT 1 FROM credentials WHERE retired_at IS NULL AND kind <> 'none' AND (expires_on = '' OR expires_on >= ?) AND
    therapist_id IN (SELECT therapist_id FROM visits WHERE id IN (SELECT value FROM json_each(?))
        UNION SELECT id FROM therapists WHERE retired_at IS NULL AND json_array_length(?) = 0) LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class GatheredFor:
    """For what is gathered: the case, the visits that it is about, the last of their days (or today), as kept, whether
    the notice is there, the part of the chart that shows it, and whether a representative has a form."""

    case: int
    visits: tuple[int, ...]
    day: str
    has_notice: bool
    has_form: bool
    notice: str = ""


@dataclass(frozen=True, slots=True)
class GatheredItem:
    """One thing by its key in GATHERED: "have", "missing", or "ask" where no record could tell. `fix` is the part of
    the chart, with a colon the place of the window before it, where it is put right, or where what is there opens; ""
    without one."""

    key: str
    state: str
    fix: str


def last_day(read: Reader, visits: Sequence[int], today: date) -> str:
    """The last day of these visits, as kept; today where it is about visits to come."""
    sql = "SELECT max(date_of_service) AS day FROM visits WHERE id IN (SELECT value FROM json_each(?))"
    return str(read.one(sql, _json(visits))["day"] or today.isoformat())


def gathered(read: Reader, keys: Sequence[str], wanted: GatheredFor) -> tuple[GatheredItem, ...]:
    """How each of these stands: what is missing first, then what is to be asked for, then what is there."""
    found = [_item(read, key, wanted) for key in keys]
    order = ("missing", "ask", "have")
    return tuple(sorted(found, key=lambda one: order.index(one.state)))


def _item(read: Reader, key: str, wanted: GatheredFor) -> GatheredItem:
    look = _LOOKS.get(key)
    if look is None:
        return GatheredItem(key, "ask", "")
    fix = look(read, wanted)
    if key == "notice" and not fix and wanted.notice:
        return GatheredItem(key, "have", wanted.notice)
    return GatheredItem(key, "missing" if fix else "have", fix)


def _notice(_: Reader, wanted: GatheredFor) -> str:
    return "" if wanted.has_notice else "attachment/new"


def _form(_: Reader, wanted: GatheredFor) -> str:
    return "" if wanted.has_form else "attachment/new"


def _prescription(read: Reader, wanted: GatheredFor) -> str:
    return "" if read.all(_PRESCRIPTION, wanted.case, wanted.day) else "prescription/new"


def _plan(read: Reader, wanted: GatheredFor) -> str:
    sql = "SELECT 1 FROM treatment_plans WHERE case_id = ? AND retired_at IS NULL AND signed_at <> '' LIMIT 1"
    return "" if read.all(sql, wanted.case) else "treatment/new"


def _assessment(read: Reader, wanted: GatheredFor) -> str:
    sql = "SELECT 1 FROM assessments WHERE case_id = ? AND retired_at IS NULL LIMIT 1"
    return "" if read.all(sql, wanted.case) else "assessment/new"


def _measures(read: Reader, wanted: GatheredFor) -> str:
    return "" if read.all(_TWICE, wanted.case) else "assessment"


def _notes(read: Reader, wanted: GatheredFor) -> str:
    for row in read.all(_UNSIGNED, _json(wanted.visits)):
        return f"note/{row['id']}"
    return "" if wanted.visits else "visits"


def _progress(read: Reader, wanted: GatheredFor) -> str:
    sql = "SELECT 1 FROM progress_reports WHERE case_id = ? AND retired_at IS NULL AND signed_at <> '' LIMIT 1"
    return "" if read.all(sql, wanted.case) else "report/new"


def _authorization(read: Reader, wanted: GatheredFor) -> str:
    sql = "SELECT 1 FROM authorizations WHERE case_id = ? AND retired_at IS NULL AND status = 'granted' LIMIT 1"
    return "" if read.all(sql, wanted.case) else "authorization/new"


def _call(read: Reader, wanted: GatheredFor) -> str:
    sql = (
        "SELECT 1 FROM contacts WHERE case_id = ? AND retired_at IS NULL AND struck_on = '' AND kind = 'call'"
        " AND party IN ('payer', 'adjuster') AND reference <> '' LIMIT 1"
    )
    return "" if read.all(sql, wanted.case) else "wizard/call"


def _license(read: Reader, wanted: GatheredFor) -> str:
    visits = _json(wanted.visits)
    return "" if read.all(_LICENSE, wanted.day, visits, visits) else "settings:therapists"


def _json(rows: Sequence[int]) -> str:
    return f"[{','.join(map(str, rows))}]"


# What the record can tell: each says where it is put right, "" where it is there.
_LOOKS: Mapping[str, Callable[[Reader, GatheredFor], str]] = MappingProxyType(
    {
        "notice": _notice,
        "form": _form,
        "prescription": _prescription,
        "plan": _plan,
        "assessment": _assessment,
        "measures": _measures,
        "notes": _notes,
        "progress": _progress,
        "authorization": _authorization,
        "call": _call,
        "license": _license,
    }
)
