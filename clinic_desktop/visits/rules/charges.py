"""The arithmetic of a visit in sentences: minutes to units, units to fees, fees to the charge."""

from collections.abc import Sequence
from dataclasses import dataclass

from clinic_desktop.values import money
from clinic_desktop.values.problems import Problems
from clinic_desktop.visits.model import GivenService, ServiceLine, UnitRule, VisitDraft
from clinic_desktop.visits.rules.services import Values, service_values, timed_lines, too_much_off
from clinic_desktop.visits.rules.units import count_units
from clinic_desktop.visits.rules.visits import VisitFacts, rule_for
from clinic_desktop.wording import say

_LINE = ("procedure_code", "name", "is_timed", "priced_by", "price_cents", "minutes", "units", "fee_cents")
# What an amount cannot be counted without, by the last part of its field.
_COUNTED = ("services", "service", "minutes", "units", "price", "discount")
# Where no minutes are typed, these give them.
_TIMES = ("starts_at", "ends_at")


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What a visit comes to. `units` and `prices` (cents) are those of each line as it would be without typing them,
    None for a line without a service, and for the units of one without minutes; the steps are sentences, of the minutes
    and of the money; `charged_cents` is what is charged, `billed` the units of the timed services. `trouble` is the
    first sentence about what cannot be counted as typed, "" where the charge is sure."""

    units: tuple[int | None, ...]
    prices: tuple[int | None, ...]
    minute_steps: tuple[str, ...]
    money_steps: tuple[str, ...]
    charged_cents: int
    billed: int
    trouble: str = ""

    @property
    def steps(self) -> tuple[str, ...]:
        """All sentences in their order."""
        return (*self.minute_steps, *self.money_steps)


def reckon(draft: VisitDraft, facts: VisitFacts) -> Reckoning:
    """What is typed so far comes to this; what cannot be read is left out of it, and named in `trouble`."""
    bare = tuple(
        ServiceLine(line.service, line.minutes, starts_at=line.starts_at, ends_at=line.ends_at)
        for line in draft.services
    )
    rule = rule_for(draft, facts)
    counted = service_values(Problems(), bare, facts.services, rule, is_given=False)
    found = Problems()
    typed = service_values(found, draft.services, facts.services, rule, is_given=draft.status == "given")
    lines = [one for one in typed if one is not None]
    discount = found.read("discount", money.parse_cents, draft.discount) if draft.discount.strip() else 0
    discount = discount or 0
    return Reckoning(
        tuple(None if one is None or _lacks_minutes(one) else one["units"] for one in counted),
        tuple(None if one is None else one["price_cents"] for one in counted),
        unit_steps(lines, rule),
        charge_steps(lines, discount),
        max(0, sum(one["fee_cents"] for one in lines) - discount),
        sum(one["units"] for one in lines if one["is_timed"]),
        next((one.words for one in found.found if _is_counted(one.field, draft)), "") or _lacking(lines, discount),
    )


def _is_counted(field: str, draft: VisitDraft) -> bool:
    """Whether what is wrong at this field leaves an amount uncounted."""
    at, _, key = field.removeprefix("services/").rpartition("/")
    if key in _TIMES:
        return not draft.services[int(at)].minutes.strip()
    return key in _COUNTED


def _lacking(lines: Sequence[Values], discount_cents: int) -> str:
    """What is still to be typed before there is a charge; and what cannot be taken off it."""
    if not lines:
        return say("Choose a service.")
    if any(_lacks_minutes(one) and one["priced_by"] == "unit" for one in lines):
        return say("The units follow from the minutes, which are typed once it was given.")
    return too_much_off(sum(one["fee_cents"] for one in lines), discount_cents)


def _lacks_minutes(line: Values) -> bool:
    return bool(line["is_timed"]) and line["minutes"] is None


def typed_units(services: Sequence[GivenService], rule: UnitRule) -> tuple[int | None, ...]:
    """The units of services on record as somebody must have typed them; None where they are as counted."""
    lines = [{name: getattr(one, name) for name in _LINE} for one in services]
    counted = iter(count_units(rule, timed_lines(lines)).units)
    usual = [next(counted) if one.is_timed and one.minutes is not None else 1 - one.is_timed for one in services]
    return tuple(None if one.units == units else one.units for one, units in zip(services, usual, strict=True))


def kept_steps(services: Sequence[GivenService], rule: UnitRule, discount_cents: int) -> tuple[str, ...]:
    """The arithmetic of a visit on record."""
    lines = [{name: getattr(one, name) for name in _LINE} for one in services]
    return (*unit_steps(lines, rule), *charge_steps(lines, discount_cents))


def unit_steps(lines: Sequence[Values], rule: UnitRule) -> tuple[str, ...]:
    """How the minutes give the units; and how many are billed, where they are fewer."""
    timed = [one for one in lines if one["is_timed"] and one["minutes"] is not None]
    count = count_units(rule, timed_lines(lines))
    billed = sum(one["units"] for one in timed)
    # More than counted is refused when it is saved, and said at its field.
    if billed >= count.total:
        return count.arithmetic
    fewer = say("{billed} of {counted} units are billed", billed=billed, counted=count.total)
    return (*count.arithmetic, fewer)


def charge_steps(lines: Sequence[Values], discount_cents: int) -> tuple[str, ...]:
    """How the units give the charge: "Massage 4 × $35.00 = $140.00", then the sum and the discount."""
    steps = [_fee_words(one) for one in lines]
    fees = [one["fee_cents"] for one in lines]
    total = money.shown(sum(fees))
    if len(fees) > 1:
        steps.append(f"{' + '.join(map(money.shown, fees))} = {total}")
    # More than the fees is refused when it is saved, and said at its field.
    if 0 < discount_cents <= sum(fees):
        facts = {"fees": total, "discount": money.shown(discount_cents)}
        steps.append(
            say("{fees} − {discount} discount = {rest}", rest=money.shown(sum(fees) - discount_cents), **facts)
        )
    return tuple(steps)


def _fee_words(one: Values) -> str:
    fee = money.shown(one["fee_cents"])
    if one["priced_by"] != "unit":
        return f"{one['name']} {fee}"
    return f"{one['name']} {one['units']} × {money.shown(one['price_cents'])} = {fee}"
