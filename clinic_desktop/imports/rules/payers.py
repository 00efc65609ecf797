"""What a row says about a payer and its departments."""

import re
from datetime import date

from clinic_desktop.errors import Refused
from clinic_desktop.imports.model.entries import PayerEntry, RowProblem
from clinic_desktop.imports.model.sheet import Matching
from clinic_desktop.imports.rules.cells import Cells, RowReader
from clinic_desktop.payers.model import DepartmentDraft, PayerDraft
from clinic_desktop.payers.rules import department_values, payer_values
from clinic_desktop.values.text import folded

# Which column is the phone of which department; the fax and the address are where claims go.
_PHONES = {
    "phone": "provider",
    "member_phone": "member",
    "authorization_phone": "authorization",
    "claims_phone": "claims",
}
_CLAIMS = "claims_phone"


def bare_name(name: str) -> str:
    """A name as several people spell it: "Regence BlueShield", "REGENCE BLUE SHIELD" and "Regence Blue-Shield." are
    one. A name of marks alone is itself."""
    return re.sub(r"[\W_]+", "", folded(name)) or name


def payer_entry(
    number: int, cells: Cells, matching: Matching, today: date
) -> tuple[PayerEntry, tuple[RowProblem, ...], str]:
    """What a row says, all that is wrong with it, and what was read otherwise than it stands."""
    reader = RowReader(cells, matching, today)
    draft = PayerDraft(
        reader.text("payer_name"), reader.text("payer_number"), reader.text("website"), reader.text("note")
    )
    where = {"fax": reader.phone("fax"), **reader.address()}
    found = [RowProblem(one.field, one.words) for one in reader.found.found]
    try:
        payer_values(draft)
    except Refused as refused:
        found += [RowProblem("payer_name" if one.field == "name" else one.field, one.words)
                  for one in refused.problems]  # fmt: skip
    departments = []
    for column, kind in _PHONES.items():
        facts = {"phone": reader.phone(column), **(where if column == _CLAIMS else {})}
        if not any(facts.values()):
            continue
        made = DepartmentDraft(kind, **facts)
        try:
            department_values(made)
        except Refused as refused:
            found += [RowProblem(column if one.field == "phone" else one.field, one.words)
                      for one in refused.problems]  # fmt: skip
        departments.append(made)
    return PayerEntry(number, draft, tuple(departments)), tuple(found), " ".join(reader.remarks)
