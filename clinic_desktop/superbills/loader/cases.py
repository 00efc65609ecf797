"""Reads a case: one document as a TOML file, and what the checks are expected to find (README)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from clinic_desktop.superbills.loader.kinds import kinds_of, rule
from clinic_desktop.superbills.model.bill import (
    Bill,
    BilledAuthorization,
    BilledCase,
    BilledClient,
    BilledDiagnosis,
    BilledElsewhere,
    BilledOrder,
    BilledPayment,
    BilledPolicy,
    BilledService,
    BilledVisit,
    Stamp,
)
from clinic_desktop.superbills.model.earlier import BilledEarlier
from clinic_desktop.superbills.model.parties import (
    BilledAnswer,
    BilledClinic,
    BilledCredential,
    BilledSupervisor,
    BilledTherapist,
)
from clinic_desktop.values.identifiers import parse_ein, parse_ssn
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.visits.rules.services import fee, timed_lines
from clinic_desktop.visits.rules.units import count_units
from clinic_desktop.wording import say
from clinic_desktop.written.file import content, refuse
from clinic_desktop.written.kinds import as_parsed, day, text, whole, words, yes_no
from clinic_desktop.written.sheet import FileSheet, FileTable, Keys, Values, closed

T = TypeVar("T")
_MASSAGE_THERAPIST = "LMT"
_TOP: Keys = {
    "today": ("today", day),
    "number": ("number", whole),
    "replaces": ("replaces", whole),
    "notes_on_paper": ("notes_on_paper", yes_no),
}
_ACCEPTED: Keys = {"rule": ("rule", rule), "reason": ("reason", text), "fact": ("fact", text)}
_EXPECTED: Keys = {grade: (grade, words) for grade in ("stop", "ask", "note")}
# As columns of a visit's services: units are counted as in a visit on record.
_COUNTED: Values = {"procedure_code": "", "name": "", "is_timed": True, "minutes": None}


@dataclass(frozen=True, slots=True)
class Accepted:
    """An ASK that the case accepts; without a `fact` whatever the rule saw."""

    rule: str
    reason: str
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """The names of the rules that are expected to speak, by grade, each once."""

    stop: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    note: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case as it was read. `stamp` is that of a draft where the case has no number; `expected` None where it does
    not say."""

    bill: Bill
    today: date
    stamp: Stamp
    notes_on_paper: bool
    accepted: tuple[Accepted, ...]
    expected: Expected | None


def read_case(path: Path) -> CaseFile:
    """Read a case file. Raises BadFile with everything that is wrong with it."""
    found, sheet = content(path)
    top = FileTable(sheet, found)
    given = top.values(_TOP, "today")
    expect = top.table("expect")
    accepted = tuple(
        Accepted(**({"rule": "", "reason": ""} | closed(one, _ACCEPTED, ("rule", "reason"))))
        for one in top.tables("accepted")
    )
    expected = Expected(**closed(expect, _EXPECTED)) if expect else None
    made = _bill(top)
    top.close()
    _see_rules(sheet, expected or Expected())
    number = given.get("number", 0)
    if number and number == given.get("replaces"):
        top.add("replaces", say("A bill does not replace itself. Write the number of the bill that it corrects."))
    refuse(path, sheet)
    stamp = Stamp(number, given["today"] if number else None, (given["replaces"],) if given.get("replaces") else ())
    return CaseFile(made, given["today"], stamp, given.get("notes_on_paper", False), accepted, expected)


def _see_rules(sheet: FileSheet, expected: Expected) -> None:
    """Say which rules are expected that there are none of: such a case would never be as it says."""
    for grade, known in (("stop", expected.stop), ("ask", expected.ask), ("note", expected.note)):
        for place, one in enumerate(known):
            try:
                rule(one)
            except Unreadable as unreadable:
                sheet.add(("expect", grade, place), say("{key}: {words}", key=grade, words=unreadable.words))


def _bill(top: FileTable) -> Bill:
    return Bill(
        **top.values(kinds_of(Bill)),
        clinic=_clinic(top),
        therapist=_therapist(top.table("therapist")),
        supervisor=_supervisor(top.table("supervisor")),
        client=_one(top, "client", BilledClient) or BilledClient(),
        policy=_one(top, "policy", BilledPolicy),
        case=_one(top, "case", BilledCase) or BilledCase(),
        orders=tuple(BilledOrder(**closed(one, kinds_of(BilledOrder))) for one in top.tables("orders")),
        authorizations=tuple(
            BilledAuthorization(**closed(one, kinds_of(BilledAuthorization))) for one in top.tables("authorizations")
        ),
        diagnoses=tuple(BilledDiagnosis(**closed(one, kinds_of(BilledDiagnosis))) for one in top.tables("diagnoses")),
        visits=_numbered(map(_visit, top.tables("visits"))),
        earlier=tuple(BilledEarlier(**closed(one, kinds_of(BilledEarlier))) for one in top.tables("earlier")),
    )


def _clinic(top: FileTable) -> BilledClinic:
    found = _one(top, "clinic", BilledClinic) or BilledClinic()
    parse = as_parsed(parse_ssn if found.tax_id_kind == "SSN" else parse_ein)
    return replace(found, tax_id=parse(found.tax_id))


def _one(above: FileTable, key: str, kind: type[T]) -> T | None:
    table = above.table(key)
    if table is None:
        return None
    # mypy takes no type[T] for hashable.
    hashable: type = kind
    return kind(**closed(table, kinds_of(hashable)))


def _therapist(table: FileTable | None) -> BilledTherapist:
    if table is None:
        return BilledTherapist()
    credential = _one(table, "credential", BilledCredential)
    values = closed(table, kinds_of(BilledTherapist))
    # "Lee Park, DC" says what they are.
    behind = str(values.get("name", "")).partition(",")[2].strip()
    usual: Values = {"designation": behind or _MASSAGE_THERAPIST}
    return BilledTherapist(**usual | values, credential=credential)


def _supervisor(table: FileTable | None) -> BilledSupervisor | None:
    if table is None:
        return None
    answers = tuple(BilledAnswer(**closed(one, kinds_of(BilledAnswer))) for one in table.tables("answers"))
    return BilledSupervisor(**closed(table, kinds_of(BilledSupervisor)), answers=answers)


def _visit(table: FileTable) -> BilledVisit:
    values = table.values(kinds_of(BilledVisit))
    services = [(one, closed(one, kinds_of(BilledService))) for one in table.tables("services")]
    lines = [_COUNTED | one for _, one in services]
    counted = iter(count_units(values.get("unit_rule", BilledVisit().unit_rule), timed_lines(lines)).units)
    made = []
    for (where, one), line in zip(services, lines, strict=True):
        is_counted = line["is_timed"] and line["minutes"] is not None
        made.append(_service(where, one, next(counted) if is_counted else int(not line["is_timed"])))
    usual: Values = {"paid_on": values.get("date_of_service")}
    payments = tuple(BilledPayment(**usual | closed(one, kinds_of(BilledPayment))) for one in table.tables("payments"))
    elsewhere = tuple(BilledElsewhere(**closed(one, kinds_of(BilledElsewhere))) for one in table.tables("elsewhere"))
    table.close()
    charged: Values = {"charged_cents": sum(one.fee_cents for one in made) - values.get("discount_cents", 0)}
    return BilledVisit(**charged | values, services=tuple(made), payments=payments, elsewhere=elsewhere)


def _numbered(visits: Iterable[BilledVisit]) -> tuple[BilledVisit, ...]:
    """Visits as if they were rows of a record: two of the same day, times and services are one row."""
    rows: dict[object, int] = {}
    made = []
    for one in visits:
        same = (one.date_of_service, one.starts_at, one.ends_at, one.services)
        made.append(replace(one, row=rows.setdefault(same, len(rows) + 1)))
    return tuple(made)


def _service(table: FileTable, values: Values, units: int) -> BilledService:
    """A service: its units are counted where they are not given, and of price and fee one follows from the other."""
    usual: Values = {"units": units}
    if "fee" in table and "price" not in table:
        # A fee alone is a price for the visit.
        if values.get("priced_by") == "unit":
            table.add("fee", say("A service priced by unit needs a “price”; its fee follows from it."))
        usual |= {"priced_by": "visit", "price_cents": values.get("fee_cents", 0)}
    made = BilledService(**usual | values)
    usual["fee_cents"] = fee(made.priced_by, made.price_cents, made.units)
    return BilledService(**usual | values)
