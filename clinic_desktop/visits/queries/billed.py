"""Reads what the live bills of a visit say about it.

Bills are a room above this one, known here by their tables alone.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from clinic_desktop.store.reader import Reader
from clinic_desktop.visits.model import GivenService, Visit
from clinic_desktop.visits.rules.billed import BilledOtherwise, LineOnPaper, OnPaper, otherwise

_LIVE = (
    "SELECT bills.id, bills.kind, bills.number, bills.therapist_id, bills.therapist, bills.facts"
    " FROM bill_visits JOIN bills ON bills.id = bill_visits.bill_id"
    " WHERE bill_visits.visit_id = ? AND bill_visits.retired_at IS NULL AND bills.kind <> 'year_receipt'"
    " ORDER BY bills.number"
)


def billed_otherwise(read: Reader, found: Visit) -> tuple[BilledOtherwise, ...]:
    """The live bills of a visit that say something else than the visit does now, each with both; none is the rule. The
    receipt of a year is about payments, and none of them."""
    if not (found.superbill or found.receipt or found.statement):
        return ()
    told = []
    for row in read.all(_LIVE, found.id):
        (said,) = (one for one in json.loads(row["facts"])["visits"] if one["row"] == found.id)
        there, here = _there(said, row), _here(found)
        words = otherwise(there, here, is_receipt=row["kind"] == "receipt")
        if words:
            told.append(BilledOtherwise(row["id"], row["kind"], row["number"], *words))
    return tuple(told)


def _there(said: Mapping[str, Any], row: Mapping[str, Any]) -> OnPaper:
    """The visit as its bill has it."""
    return OnPaper(
        day=date.fromisoformat(said["date_of_service"]),
        times=(said["starts_at"], said["ends_at"]),
        place=said["place_of_service"],
        therapist=row["therapist_id"],
        therapist_name=row["therapist"],
        charged_cents=said["charged_cents"],
        lines=tuple(
            LineOnPaper(
                name=one["name"],
                code=one["procedure_code"],
                minutes=one["minutes"],
                units=one["units"] if one["is_timed"] else 0,
                times=(one["starts_at"], one["ends_at"]),
                region=one["region"],
                modifiers=tuple(one["modifiers"]),
                # Bills of an earlier version know none.
                diagnoses=tuple(one.get("pointers", ())),
                fee_cents=one["fee_cents"],
            )
            for one in said["services"]
        ),
    )


def _here(found: Visit) -> OnPaper:
    """The visit as it is on record."""
    return OnPaper(
        day=found.date_of_service,
        times=(found.starts_at, found.ends_at),
        place=found.place_of_service,
        therapist=found.therapist,
        therapist_name=found.therapist_name,
        charged_cents=found.charged_cents,
        lines=tuple(map(_line, found.services)),
    )


def _line(one: GivenService) -> LineOnPaper:
    return LineOnPaper(
        name=one.name,
        code=one.procedure_code,
        minutes=one.minutes,
        units=one.units if one.is_timed else 0,
        times=(one.starts_at, one.ends_at),
        region=one.region,
        modifiers=tuple(one.modifiers.split()),
        diagnoses=one.diagnoses,
        fee_cents=one.fee_cents,
    )
