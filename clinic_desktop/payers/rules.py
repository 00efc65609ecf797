"""Reads what was typed about a payer and its departments."""

import re
from typing import Any

from clinic_desktop.payers.model import UNIT_RULES, DepartmentDraft, PayerDraft
from clinic_desktop.values.addresses import address_values
from clinic_desktop.values.identifiers import parse_extension, parse_phone, split_phone
from clinic_desktop.values.problems import Problems, Unreadable
from clinic_desktop.values.text import folded, plain
from clinic_desktop.wording import mark, say

Values = dict[str, Any]
_NOTE_LETTERS = 10_000
# What belongs together in a department: it is taken over whole, or not at all.
_WAYS = (("phone", "extension"), ("fax",), ("street", "street2", "city", "state", "zip"))
# How a note tells what differed at a payer that was merged into this one.
_HAD = {
    "payer_number": mark("{payer} had the payer ID {value}."),
    "website": mark("{payer} had the website {value}."),
    "hours": mark("{payer} had the hours {value}."),
    "unit_rule": mark("{payer} counted units by another rule: {value}."),
    "units_a_day": mark("{payer} had {value} as its most units a day."),
}


def payer_values(draft: PayerDraft) -> Values:
    """The columns of a payer; raises Refused."""
    found = Problems()
    values: Values = {
        "name": found.need("name", draft.name, say("Type the payer’s name, as on the card.")),
        "payer_number": plain(draft.payer_number).upper(),
        "website": plain(draft.website),
        "note": plain(draft.note),
        "unit_rule": draft.unit_rule,
        "units_a_day": (
            found.read("units_a_day", parse_units_a_day, draft.units_a_day) if draft.units_a_day.strip() else None
        ),
        "asks_times": int(draft.asks_times),
    }
    found.limit(values, {"payer_number": 20, "note": _NOTE_LETTERS})
    found.refuse()
    return values | {"sort_name": folded(values["name"])}


def parse_units_a_day(text: str) -> int:
    """The most units of one day, from "4" or "4 units"; raises Unreadable."""
    typed = re.fullmatch(r"0*([1-9][0-9]?) ?(?:units?)?", " ".join(text.lower().split()))
    if typed is None:
        raise Unreadable(say("Type a whole number of units, 1 to 99, or leave it empty."))
    return int(typed[1])


def department_values(draft: DepartmentDraft) -> Values:
    """The columns of a department: some way to reach it is needed. An extension may stand behind the phone."""
    found = Problems()
    phone, extension = split_phone(found.maybe("phone", parse_phone, draft.phone))
    typed = found.maybe("extension", parse_extension, draft.extension)
    if extension and typed and extension != typed:
        found.add("extension", say("Another extension stands behind the phone number. Keep one of them."))
    values: Values = {
        "kind": draft.kind,
        "name": plain(draft.name),
        "phone": phone,
        "extension": typed or extension,
        "fax": found.maybe("fax", parse_phone, draft.fax),
        **address_values(found, draft),
        "hours": plain(draft.hours),
        "note": plain(draft.note),
    }
    if draft.kind == "other" and not values["name"]:
        found.add("name", say("Type what this department is called."))
    if values["extension"] and not phone and not draft.phone.strip():
        found.add("phone", say("Type the phone number the extension belongs to."))
    reach = ("phone", "fax", "street", "city", "zip", "note")
    if not any(plain(getattr(draft, field)) for field in reach):
        found.add("phone", say("Type a phone, a fax or an address: some way to reach them."))
    found.limit(values, {"name": 100, "city": 100, "note": _NOTE_LETTERS})
    found.refuse()
    return values


def is_same_department(one: Values, other: Values) -> bool:
    """Whether two departments are one: of one kind and name, and no way to reach them differs where both have it."""
    if (one["kind"], one["name"]) != (other["kind"], other["name"]):
        return False
    return all(_part(one, way) == _part(other, way) or not (any(_part(one, way)) and any(_part(other, way)))
               for way in _WAYS)  # fmt: skip


def joined_department(kept: Values, gone: Values, payer: str) -> Values:
    """What a department takes over from the same one of a payer that goes; raises Refused."""
    lacks = [field for way in _WAYS if not any(_part(kept, way)) for field in way]
    return {field: gone[field] for field in lacks} | _joined(kept, gone, payer, ("hours",))


def joined_payer(kept: Values, gone: Values) -> Values:
    """What a payer takes over from the one that goes; raises Refused."""
    # Start and end times are wanted as soon as one of the two wants them: too much on paper is never sent back.
    asks = {"asks_times": max(kept["asks_times"], gone["asks_times"])}
    fields = ("payer_number", "website", "unit_rule", "units_a_day")
    return asks | _joined(kept, gone, gone["name"], fields)


def _joined(kept: Values, gone: Values, payer: str, fields: tuple[str, ...]) -> Values:
    values = {field: kept[field] or gone[field] for field in fields}
    lines = [kept["note"]]
    for field in fields:
        if gone[field] not in ("", None, values[field]):
            value = say(UNIT_RULES[gone[field]]) if field == "unit_rule" else gone[field]
            lines.append(say(_HAD[field], payer=payer, value=value))
    if gone["note"] not in ("", kept["note"]):
        lines.append(say("From {payer}: {note}", payer=payer, note=gone["note"]) if kept["note"] else gone["note"])
    note = "\n".join(line for line in lines if line)
    found = Problems()
    if len(note) > _NOTE_LETTERS:
        found.add("into", say("The notes of both are too long to stand in one. Shorten one of them first."))
    found.refuse()
    return values | {"note": note}


def _part(row: Values, fields: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(row[field] for field in fields)


def off_the_list() -> str:
    """The sentence about a payer that was retired or merged since it was chosen."""
    return say("This payer was taken off the list. Choose another one.")


def contracts_clash() -> str:
    """The sentence about two payers whose contracts of one therapist and network have days in common."""
    return say("Both payers have a contract of the same therapist for the same days. End or remove one of them first.")


def merged_into(name: str) -> str:
    """The sentence about a payer that went into another one; `name` is the other one's, "" where it is not known."""
    if not name:
        return say("This payer was merged into another one. Use that one instead.")
    return say("This payer was merged into {payer}. Use that one instead.", payer=name)


def known_already() -> str:
    """The sentence about a second payer of the same name."""
    return say("A payer of this name is on the list already. Open that one instead.")
