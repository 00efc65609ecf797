"""Reads what was typed about a contract, and what its fees come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clinic_desktop.contracts.model import FEE_FOR, MOST_FEES, UNPAID_VISITS, Contract, ContractDraft, FeeLine
from clinic_desktop.values import dates
from clinic_desktop.values.identifiers import parse_procedure_code
from clinic_desktop.values.money import parse_cents
from clinic_desktop.values.problems import Problems
from clinic_desktop.values.text import folded, plain
from clinic_desktop.values.typed_days import optional_day
from clinic_desktop.wording import say

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ContractValues:
    """The columns of a contract but its payer and therapist, and those of its fees in their order."""

    contract: Values
    fees: tuple[Values, ...]


def contract_values(draft: ContractDraft, today: date) -> ContractValues:
    """What is kept of a draft; raises Refused with everything that is wrong, fees at fields like "fees/0/fee"."""
    found = Problems()
    if not draft.therapist:
        found.add("therapist", say("Choose the therapist whose contract this is."))
    begins = found.read("from_on", dates.parse_date, draft.from_on, today)
    ends = optional_day(found, "to_on", draft.to_on, today)
    if begins and ends and ends < begins:
        found.add("to_on", say("This is before the contract begins."))
    if draft.binds_unpaid not in UNPAID_VISITS:
        found.add("binds_unpaid", say("Choose one of these."))
    fees = _fees(found, draft.fees)
    network = " ".join(plain(draft.network).split())
    values: Values = {
        "network": network,
        "from_on": begins.isoformat() if begins else "",
        "to_on": ends.isoformat() if ends else "",
        "binds_unpaid": draft.binds_unpaid,
        "note": plain(draft.note),
    }
    found.limit(values, {"network": 100, "note": 10_000})
    found.refuse()
    written = ", ".join(f"{one['procedure_code']} {one['allowed_cents']} {one['per']}" for one in fees)
    return ContractValues(values | {"network_key": network_key(network), "fees": written}, tuple(fees))


def network_key(network: str) -> str:
    """By what a network is the same, however it is typed; "" for all plans."""
    return folded(" ".join(plain(network).split()))


def shares_days(therapist: str, network: str, first: date, last: date | None) -> str:
    """The sentence about another contract of the same therapist and network that has some of the days; "" is the
    network of all plans."""
    words = {"therapist": therapist, "first": dates.shown(first)}
    if network:
        words["network"] = network
        if last is None:
            return say("{therapist}’s contract for {network} runs since {first}. End that one first.", **words)
        words["last"] = dates.shown(last)
        return say("{therapist}’s contract for {network} from {first} to {last} has some of these days.", **words)
    if last is None:
        return say("{therapist}’s contract for all plans runs since {first}. End that one first.", **words)
    return say(
        "{therapist}’s contract for all plans from {first} to {last} has some of these days.",
        **words,
        last=dates.shown(last),
    )


def fee_cents(contract: Contract, procedure_code: str, units: int) -> int | None:
    """What the contract allows in cents for so many units of a code on one day; None where it has no fee for it."""
    fee = contract.fees.get(procedure_code)
    if fee is None:
        return None
    return fee.allowed_cents * units if fee.per == "unit" else fee.allowed_cents


def _fees(found: Problems, lines: Sequence[FeeLine]) -> list[Values]:
    if len(lines) > MOST_FEES:
        found.add("fees", say("A contract has at most {most} fees here.", most=MOST_FEES))
    read = [_fee(found, f"fees/{at}/", line) for at, line in enumerate(lines)]
    seen: set[str] = set()
    for at, one in enumerate(read):
        code = one["procedure_code"]
        if code and code in seen:
            words = say("{code} has a fee above already. Keep one of the two.", code=code)
            found.add(f"fees/{at}/procedure_code", words)
        seen.add(code or "")
    return read


def _fee(found: Problems, field: str, line: FeeLine) -> Values:
    cents = found.read(f"{field}fee", parse_cents, line.fee)
    if cents == 0:
        found.add(f"{field}fee", say("A fee is more than 0. Remove the row if the contract has no fee for this code."))
    per = line.per or "unit"
    if per not in FEE_FOR:
        found.add(f"{field}per", say("Choose one of these."))
    code = found.read(f"{field}procedure_code", parse_procedure_code, line.procedure_code)
    return {"procedure_code": code, "allowed_cents": cents, "per": per}
