"""What was done, what is planned, what it costs and what the contract allows for it."""

from collections.abc import Iterator, Sequence
from datetime import date

from clinic_desktop.benefit_statements.queries.learned import taught_visit
from clinic_desktop.benefit_statements.rules.words import taught_by, whose_words
from clinic_desktop.contracts.rules import fee_cents
from clinic_desktop.coverage.model.kept import Charted
from clinic_desktop.coverage.queries.charted.who import Chart, Known
from clinic_desktop.practice.model import Service
from clinic_desktop.practice.queries import service_page
from clinic_desktop.values.dates import shown
from clinic_desktop.values.money import MOST_CENTS, typed
from clinic_desktop.visits.queries.visits import last_given
from clinic_desktop.visits.rules.units import units_of
from clinic_desktop.wording import say
from clinic_desktop.written.kinds import Written

_MOST_PLANNED = 200
_MOST_DAYS_APART = 366
# What a visit comes to: code and units of its services, its price in cents, and whose they are in words.
_Usual = tuple[tuple[tuple[str, int], ...], int, str]


def the_visits(chart: Chart) -> Known:
    """How many visits of the case were given, and the first; those that are planned are only presumed to be all."""
    sql = (
        "SELECT date_of_service FROM visits WHERE case_id = ? AND retired_at IS NULL AND status = 'given'"
        " ORDER BY date_of_service"
    )
    given = [date.fromisoformat(row["date_of_service"]) for row in chart.read.all(sql, chart.case.id)]
    planned = _planned(chart)
    on_record = say("Visits on record")
    yield "visits_done", Charted(len(given), on_record)
    if given:
        yield "first_visit_on", Charted(given[0], on_record)
    elif planned:
        yield "first_visit_on", Charted(planned[0], _planned_words(), presumed=True)
    yield from _series(planned)


def the_price(chart: Chart) -> Known:
    """What the usual visit is billed at, which is presumed to go on, and what the plan allows for it: by the contract,
    else as its benefit statements showed, which is presumed to go on too.

    The usual one is the last that was given; without one the clinic's only service, where it has only one.
    """
    usual = _last(chart) or _only(service_page(chart.read).rows)
    if usual is None:
        return
    lines, cents, words = usual
    if 0 < cents <= MOST_CENTS:
        yield "series.billed", Charted(Written(typed(cents)), words, presumed=True)
    contract = chart.contract
    fees = [fee_cents(contract, code, units) for code, units in lines] if contract else []
    allowed = sum(fee for fee in fees if fee is not None)
    if contract and chart.policy and fees and None not in fees and 0 < allowed <= MOST_CENTS:
        said = say("Fees of the contract with {payer}", payer=chart.policy.payer_name)
        yield "cost_share.allowed", Charted(Written(typed(allowed)), said)
    else:
        yield from _taught(chart, lines)


def _taught(chart: Chart, lines: Sequence[tuple[str, int]]) -> Known:
    """What statements of the plan teach of a visit with these codes and units: nothing where one of them is not known,
    for a part of the visit would be taken for the whole."""
    policy = chart.policy
    if policy is None:
        return
    plan, in_network = policy.plan_name, chart.contract is not None
    found = taught_visit(chart.read, policy.payer, plan, lines, in_network=in_network)
    if found is None or not 0 < found.high_cents <= MOST_CENTS:
        return
    whose = whose_words(found.level, policy.payer_name, plan)
    said = say("From {statements}", statements=taught_by(found.statements, whose, found.newest))
    values = {
        "allowed_low": Written(typed(found.low_cents)),
        "allowed_high": Written(typed(found.high_cents)),
        "allowed_from": found.statements,
        "allowed_of": whose,
        "allowed_newest": found.newest,
    }
    for key, value in values.items():
        yield f"cost_share.{key}", Charted(value, said, presumed=True)


def _planned(chart: Chart) -> list[date]:
    sql = (
        "SELECT date_of_service FROM visits WHERE case_id = ? AND retired_at IS NULL AND status = 'planned'"
        " AND date_of_service >= ? ORDER BY date_of_service LIMIT ?"
    )
    rows = chart.read.all(sql, chart.case.id, chart.today.isoformat(), _MOST_PLANNED)
    return [date.fromisoformat(row["date_of_service"]) for row in rows]


def _series(planned: Sequence[date]) -> Iterator[tuple[str, Charted]]:
    """Planned visits as a file can say them: the first day, and the days apart as they are on the average."""
    if not planned:
        return
    words = _planned_words()
    yield "series.visits", Charted(len(planned), words, presumed=True)
    yield "series.starts_on", Charted(planned[0], words, presumed=True)
    if len(planned) > 1:
        apart = round((planned[-1] - planned[0]).days / (len(planned) - 1))
        yield "series.every_days", Charted(min(max(1, apart), _MOST_DAYS_APART), words, presumed=True)


def _last(chart: Chart) -> _Usual | None:
    found = last_given(chart.read, chart.case.id)
    if found is None or not found.charged_cents:
        return None
    lines = tuple((one.procedure_code, one.units) for one in found.services)
    return lines, found.charged_cents, say("Visit of {day}", day=shown(found.date_of_service))


def _only(services: Sequence[Service]) -> _Usual | None:
    if len(services) != 1:
        return None
    (one,) = services
    units = units_of(one.usual_minutes) if one.usual_minutes else 0 if one.is_timed else 1
    if not units and one.priced_by == "unit":
        # How long it usually takes is not known.
        return None
    cents = one.price_cents * units if one.priced_by == "unit" else one.price_cents
    lines = ((one.procedure_code, units),) if units else ()
    return lines, cents, say("Price of {service}", service=one.name)


def _planned_words() -> str:
    return say("Planned visits")
