"""Where what is wrong with a letter is put right: a fact in the record, or a part of the letter itself."""

from collections.abc import Mapping
from dataclasses import asdict
from string import Formatter
from types import MappingProxyType
from typing import NamedTuple

from clinic_desktop.letters.model import LetterFacts
from clinic_desktop.letters.rules.placeholders import PLACEHOLDERS
from clinic_desktop.superbills.rules.fixes import Fix
from clinic_desktop.wording import mark, say

# The place of a fix that is a field of the letter: there its part is the key of the field.
HERE = ""
# What a finding is about: a fact of the record, a part of the letter, what the client asked to be kept.
FACT, PART, RESTRICTION = "fact/", "part/", "restriction"
# By which rules the days of the denial count.
RULES = "rules"


class _Way(NamedTuple):
    """A place of the window, a part of it with rows that have to be there, and the verb of the button."""

    place: str
    part: str
    verb: str


_OF = "{client}/of/{case}/"
_PRESCRIPTION, _ASSESS = mark("Add the prescription"), mark("Record the assessment")
WAYS: Mapping[str, tuple[_Way, ...]] = MappingProxyType(
    {
        "letter": (_Way(HERE, "{field}", mark("Type it in the letter")),),
        "client": (_Way("clients", "{client}/edit/{field}", mark("Open the client")),),
        "practice": (_Way("settings", "practice/{field}", mark("Open the clinic")),),
        "billing": (_Way("settings", "billing/{field}", mark("Open billing")),),
        "therapist": (
            _Way("settings", "therapists/{therapist}/{field}", mark("Open the therapist")),
            _Way(HERE, "therapist", mark("Choose the therapist")),
        ),
        "license": (
            _Way("settings", "therapists/{therapist}/credential/{credential}/{field}", mark("Open the license")),
            _Way("settings", "therapists/{therapist}/credential/new", mark("Add the license")),
            _Way(HERE, "therapist", mark("Choose the therapist")),
        ),
        "policy": (
            _Way("clients", _OF + "policy/{policy}/{field}", mark("Open the policy")),
            _Way("clients", _OF + "policy/new", mark("Add the policy")),
        ),
        "address": (
            _Way("payers", "payer/{payer}/department/{department}/{field}", mark("Open the department")),
            _Way("payers", "payer/{payer}/department/new/kind={kind}", mark("Add the department")),
            _Way("payers", "payer/{payer}/department/new", mark("Add the department")),
            _Way("clients", _OF + "policy/new", mark("Add the policy")),
        ),
        "case": (_Way("clients", _OF + "case/{case}/{field}", mark("Open the case")),),
        "diagnosis": (_Way("clients", _OF + "diagnosis/new", mark("Add the diagnosis")),),
        "order": (
            _Way("clients", _OF + "prescription/{order}/{field}", mark("Open the prescription")),
            _Way("clients", _OF + "prescription/new", _PRESCRIPTION),
        ),
        "prescriber": (
            _Way("payers", "prescriber/{prescriber}/{field}", mark("Open the prescriber")),
            _Way(HERE, "prescriber", mark("Choose the prescriber")),
        ),
        "plan": (_Way("clients", _OF + "treatment/new", mark("Write the plan")),),
        "assessment": (_Way("clients", _OF + "assessment/new", _ASSESS),),
        "history": (_Way("clients", "{client}/history/new/prior_care", mark("Open the health history")),),
        "measure": (_Way("clients", _OF + "measure/new", mark("Record a score")),),
        "visit": (_Way("clients", _OF + "visit/new", mark("Record the visit")),),
        "authorization": (
            _Way("clients", _OF + "authorization/{authorization}/{field}", mark("Open the authorization")),
            _Way("clients", _OF + "authorization/new", mark("Add the authorization")),
        ),
        "call": (_Way("clients", _OF + "wizard/call", mark("Open the call sheet")),),
        "filing": (
            _Way("clients", _OF + "submission/{submission}/{field}", mark("Open what was sent in")),
            _Way("clients", _OF + "submission/new/{bill}", mark("Log it as sent in")),
            _Way("clients", _OF + "denial/{denial}/visits", mark("Open denial")),
            _Way("clients", _OF + "denial/new", mark("Enter denial")),
        ),
        "answer": (
            _Way("clients", _OF + "appeal/{appeal}/{field}", mark("Enter the answer")),
            _Way("clients", _OF + "denial/{denial}", mark("Open denial")),
            _Way("clients", _OF + "denial/new", mark("Enter denial")),
        ),
        "denial": (
            _Way("clients", _OF + "denial/{denial}/{field}", mark("Open denial")),
            _Way("clients", _OF + "denial/new", mark("Enter denial")),
        ),
    }
)
_KEPT = _Way("clients", _OF + "restriction/{restriction}", mark("Open what the client asked"))


def letter_fix(facts: LetterFacts, field: str, department: str = "") -> Fix | None:
    """Where a finding of this field is put right; None where nothing of it is. `department` is the kind of department
    that the letter goes to: where it is missing, that one is added, for no other would be found."""
    if field.startswith(PART):
        return Fix(HERE, field.removeprefix(PART), say("Go to it"))
    rows = asdict(facts.rows) | {"kind": department}
    if field == RESTRICTION:
        return _fitting((_KEPT,), rows, "")
    if field == RULES:
        return _fitting(WAYS["denial"], rows, "regime")
    found = PLACEHOLDERS.get(field.removeprefix(FACT))
    return _fitting(WAYS[found.way], rows, found.field) if found else None


def _fitting(ways: tuple[_Way, ...], rows: Mapping[str, int | str], field: str) -> Fix | None:
    """The first way whose rows are all there."""
    for way in ways:
        wanted = [name for _, name, _, _ in Formatter().parse(way.part) if name and name != "field"]
        if all(rows[name] for name in wanted):
            return Fix(way.place, way.part.format(field=field, **rows), say(way.verb))
    return None
