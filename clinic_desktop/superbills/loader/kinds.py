"""What may stand behind a key of a case file of a superbill."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from types import MappingProxyType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from clinic_desktop.payments.model import METHODS
from clinic_desktop.policies.model import PLAN_TYPES
from clinic_desktop.referrals.model import PAPERS, SIGNATURES, SOURCES
from clinic_desktop.referrals.rules.frequency import parse_rate, rate_words
from clinic_desktop.referrals.rules.prescriptions import parse_regions
from clinic_desktop.superbills.model import bill, earlier, parties
from clinic_desktop.superbills.rules.checks.table import RULES
from clinic_desktop.supervision.model import ANSWERS, PROFESSIONS
from clinic_desktop.values.identifiers import parse_npi, parse_procedure_code, parse_taxonomy
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.wording import say
from clinic_desktop.written.kinds import (
    Kind,
    Written,
    as_parsed,
    cents,
    clock,
    code,
    codes,
    day,
    lines,
    nearest,
    one_of,
    said,
    text,
    whole,
    words,
    yes_no,
)


def pointers(value: object) -> tuple[str, ...]:
    """Letters or codes of diagnoses, one at least: no key stands for the first four, an empty list for nothing."""
    found = codes(value)
    if not found:
        raise Unreadable(say("Write one at least, or leave the key out: then the first four diagnoses are meant."))
    return found


def professions(value: object) -> tuple[str, ...]:
    """Keys of professions that may supervise."""
    known = one_of(*PROFESSIONS)
    return tuple(str(known(one)) for one in words(value))


def paid_or_back(value: object) -> int:
    """Dollars in cents; below zero what was paid back."""
    written = str(value).strip() if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not written.startswith("-"):
        return cents(value)
    return -cents(Written(written[1:]))


def rate(value: object) -> str:
    """How often, in words that say a number."""
    return rate_words(parse_rate(text(value)))


def regions(value: object) -> tuple[str, ...]:
    """Regions of the body, as visits have them."""
    return parse_regions(", ".join(words(value)))


def rule(value: object) -> str:
    """The name of a rule."""
    typed = text(value)
    known = tuple(RULES)
    if typed in known:
        return typed
    if near := nearest(typed, known):
        raise Unreadable(say("There is no rule “{rule}”. Did you mean “{near}”?", rule=said(typed), near=near))
    raise Unreadable(say("There is no rule “{rule}”.", rule=said(typed)))


@cache
def kinds_of(table: type) -> Mapping[str, tuple[str, Kind]]:
    """The keys of a table as its dataclass has them: the field that each fills, and what may stand there.

    Row ids are no keys, nor what is a table of its own; amounts are written in dollars and called without "cents".
    """
    found: dict[str, tuple[str, Kind]] = {}
    hints = get_type_hints(table)
    for field in fields(table):
        is_row = field.name == "row" or field.name.endswith("_row")
        kind = _OWN.get((table, field.name)) or _by_type(hints[field.name])
        if kind and not is_row:
            found[_KEYS.get(field.name, field.name)] = (field.name, kind)
    return MappingProxyType(found)


def _by_type(hint: Any) -> Kind | None:
    """What stands behind a field of this type; None for a table."""
    if get_origin(hint) in (Union, UnionType):
        hint = get_args(hint)[0]
    return {str: text, bool: yes_no, int: whole, date: day, tuple[str, ...]: words}.get(hint)


_KEYS = {
    **{f"{name}_cents": name for name in ("price", "fee", "discount", "charged", "written_off")},
    "cents": "paid",
}
_OWN: Mapping[tuple[type, str], Kind] = {
    (bill.Bill, "kind"): one_of("superbill", "receipt", "statement", "year_receipt"),
    (bill.BilledElsewhere, "kind"): one_of("superbill", "receipt", "statement"),
    (parties.BilledClinic, "organization_npi"): as_parsed(parse_npi),
    (parties.BilledTherapist, "npi"): as_parsed(parse_npi),
    (parties.BilledTherapist, "taxonomy"): as_parsed(parse_taxonomy),
    (parties.BilledSupervisor, "npi"): as_parsed(parse_npi),
    (parties.BilledSupervisor, "profession"): one_of(*PROFESSIONS),
    (parties.BilledAnswer, "accepts"): one_of(*ANSWERS),
    (parties.BilledAnswer, "professions"): professions,
    (bill.BilledOrder, "npi"): as_parsed(parse_npi),
    (bill.BilledAuthorization, "codes"): codes,
    (bill.BilledDiagnosis, "code"): code,
    (bill.BilledService, "procedure_code"): as_parsed(parse_procedure_code),
    (bill.BilledService, "modifiers"): codes,
    (bill.BilledService, "pointers"): pointers,
    (parties.BilledClinic, "bills_as"): one_of("clinic", "therapist"),
    (parties.BilledClinic, "tax_id_kind"): one_of("EIN", "SSN"),
    (parties.BilledCredential, "kind"): one_of("license", "registration", "certification", "none"),
    (bill.BilledPolicy, "plan_type"): one_of(*PLAN_TYPES),
    (bill.BilledPolicy, "relationship"): one_of("self", "spouse", "child", "other"),
    (bill.BilledPolicy, "claims_address"): lines,
    (bill.BilledCase, "kind"): one_of("health", "auto", "work", "accident", "cash"),
    (bill.BilledOrder, "kind"): one_of(*PAPERS),
    (bill.BilledOrder, "frequency"): rate,
    (bill.BilledOrder, "for_codes"): codes,
    (bill.BilledOrder, "for_regions"): regions,
    (bill.BilledOrder, "signature"): one_of(*SIGNATURES),
    (earlier.BilledEarlier, "codes"): codes,
    (earlier.BilledEarlier, "regions"): regions,
    (earlier.BilledEarlier, "starts_at"): clock,
    (bill.BilledDiagnosis, "source"): one_of(*SOURCES),
    (bill.BilledService, "priced_by"): one_of("unit", "visit"),
    (bill.BilledService, "price_cents"): cents,
    (bill.BilledService, "fee_cents"): cents,
    (bill.BilledService, "starts_at"): clock,
    (bill.BilledService, "ends_at"): clock,
    (bill.BilledPayment, "method"): one_of(*METHODS),
    (bill.BilledPayment, "cents"): paid_or_back,
    (bill.BilledVisit, "status"): one_of("given", "planned"),
    (bill.BilledVisit, "unit_rule"): one_of("cms", "midpoint"),
    (bill.BilledVisit, "note"): one_of("none", "written", "signed"),
    (bill.BilledVisit, "discount_cents"): cents,
    (bill.BilledVisit, "charged_cents"): cents,
    (bill.BilledVisit, "written_off_cents"): cents,
    (bill.BilledVisit, "starts_at"): clock,
    (bill.BilledVisit, "ends_at"): clock,
}
