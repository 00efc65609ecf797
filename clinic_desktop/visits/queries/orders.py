"""Reads the visits of a case as its prescriptions see them, and what became of each."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from clinic_desktop.cases.model import CaseId
from clinic_desktop.referrals.model import PrescriptionRow
from clinic_desktop.referrals.queries import codes_of, prescription_page
from clinic_desktop.store.reader import Reader, Reads
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.times import parse_time
from clinic_desktop.visits.model import OrderedVisit, Use, VisitDraft
from clinic_desktop.visits.rules.ordered import OrderedLine, bare_visit, ordered_visit
from clinic_desktop.visits.rules.pointers import as_codes
from clinic_desktop.visits.rules.standing import Judgment, judge
from clinic_desktop.visits.rules.standing_words import OrderLine, standing_line
from clinic_desktop.visits.rules.visits import typed_day

# Behind all others of its day and its time.
_NEW = 1 << 62
_VISITS = "SELECT id, date_of_service, status, starts_at FROM visits WHERE case_id = ? AND retired_at IS NULL"
_LINES = (
    "SELECT visit_services.visit_id, visit_services.diagnoses, visit_services.region FROM visits"
    " CROSS JOIN visit_services ON visit_services.visit_id = visits.id AND visit_services.retired_at IS NULL"
    " WHERE visits.case_id = ?1 AND visits.retired_at IS NULL"
    # What was done is told by region in the note too, and a technique has no codes.
    " UNION ALL SELECT visit_notes.visit_id, NULL, json_extract(technique.value, '$.region') FROM visits"
    " CROSS JOIN visit_notes ON visit_notes.visit_id = visits.id AND visit_notes.retired_at IS NULL"
    " CROSS JOIN json_each(visit_notes.techniques) AS technique"
    " WHERE visits.case_id = ?1 AND visits.retired_at IS NULL"
)
_IS_CASH = "SELECT 1 FROM cases WHERE id = ? AND kind = 'cash'"
_TECHNIQUES = (
    "SELECT visit_notes.visit_id, visit_notes.techniques FROM json_each(?) AS wanted"
    " CROSS JOIN visit_notes ON visit_notes.visit_id = wanted.value AND visit_notes.retired_at IS NULL"
)


def ordered_visits(
    read: Reads, owner: int, noted: Mapping[int, Sequence[str]] = MappingProxyType({})
) -> tuple[OrderedVisit, ...]:
    """All visits of a case with what they treat, given and planned; `noted` are the regions of techniques as typed, by
    their visits, that stand for those on record."""
    diagnoses = codes_of(read, owner)
    lines: dict[int, list[OrderedLine]] = {}
    for row in read.all(_LINES, owner):
        is_service = row["diagnoses"] is not None
        if is_service or row["visit_id"] not in noted:
            one = OrderedLine(tuple(row["diagnoses"].split()) if is_service else None, row["region"])
            lines.setdefault(row["visit_id"], []).append(one)
    for visit, regions in noted.items():
        lines.setdefault(visit, []).extend(_done(regions))
    bare = (
        bare_visit(row["id"], date.fromisoformat(row["date_of_service"]), row["status"], row["starts_at"])
        for row in read.all(_VISITS, owner)
    )
    return tuple(ordered_visit(one, lines.get(one.id, ()), diagnoses) for one in bare)


def judged(read: Reads, owner: CaseId, papers: Sequence[PrescriptionRow]) -> Judgment:
    """What became of each visit of a case on its papers."""
    return judge(papers, ordered_visits(read, owner)) if papers else Judgment({}, {})


def uses_of(read: Reads, owner: CaseId, papers: Sequence[PrescriptionRow]) -> Mapping[int, Use]:
    """How many visits of a case are made on each of its prescriptions, by their ids."""
    return judged(read, owner, papers).uses


def order_line(read: Reader, visit: OrderedVisit, owner: CaseId) -> OrderLine | None:
    """What a visit of a case would stand on as it is given here, beside all others; None in a case without a paper, and
    where no payer looks for one."""
    papers = prescription_page(read, owner).rows
    if not papers or read.all(_IS_CASH, owner):
        return None
    others = (one for one in ordered_visits(read, owner) if one.id != visit.id)
    standing = judge(papers, (*others, visit)).standings[visit.id]
    return standing_line(standing, {one.id: one for one in papers})


def typed_visit(
    read: Reads, draft: VisitDraft, today: date, visit: int = 0, regions: Sequence[str] | None = None
) -> OrderedVisit:
    """A visit as typed, as far as it can be read; `visit` is the one that changes, 0 for a new one. `regions` are those
    of the techniques as typed; without them those of its note on record count."""
    diagnoses = codes_of(read, int(draft.case))
    services = (
        OrderedLine(tuple(one for one in as_codes(line.pointers, diagnoses).split() if one in diagnoses), line.region)
        for line in draft.services
    )
    starts = Problems().maybe("starts_at", parse_time, draft.starts_at)
    bare = bare_visit(visit or _NEW, typed_day(draft, today), draft.status, starts)
    done = _done(technique_regions(read, visit) if regions is None else regions)
    return ordered_visit(bare, (*services, *done), diagnoses)


def technique_regions(read: Reads, visit: int) -> tuple[str, ...]:
    """Where the techniques of a visit’s note were given, as typed."""
    return technique_regions_of(read, (visit,))[visit] if visit else ()


def technique_regions_of(read: Reads, visits: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    """The same of some visits, by their ids."""
    found: dict[int, tuple[str, ...]] = dict.fromkeys(visits, ())
    for row in read.all(_TECHNIQUES, json.dumps(list(found))):
        found[row["visit_id"]] = tuple(one["region"] for one in json.loads(row["techniques"]))
    return found


def _done(regions: Sequence[str]) -> Iterator[OrderedLine]:
    return (OrderedLine(None, one) for one in regions)
