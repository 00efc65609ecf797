"""Gathers for a chart what takes more than reading rows: the estimate of a case."""

from datetime import date

from clinic_desktop.cases.model import CaseId
from clinic_desktop.chart.rules.costs import cost_lines
from clinic_desktop.coverage.loader.gathering import coverage_of
from clinic_desktop.coverage.loader.own_packs import clinic_packs
from clinic_desktop.store.reader import Reader


def expected_cost(read: Reader, case: CaseId, today: date) -> tuple[str, ...]:
    """What the visits of a case are expected to cost as things stand, in the lines of a paper; nothing where the wizard
    has no estimate. Raises Missing."""
    return cost_lines(coverage_of(read, case, today, clinic_packs(read)).appraisal.estimate, today)
