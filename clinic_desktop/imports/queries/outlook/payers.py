"""What would come of each row about a payer."""

from dataclasses import replace

from clinic_desktop.imports.model.entries import Entry, ImportLine, PayerEntry, RowProblem
from clinic_desktop.imports.queries.known import PayerNames, departments_known, rows_by_id
from clinic_desktop.imports.queries.outlook.looking import RowsAsked
from clinic_desktop.imports.rules.cells import Cells, field_words
from clinic_desktop.imports.rules.payers import payer_entry
from clinic_desktop.payers.rules import payer_values
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values.text import folded
from clinic_desktop.wording import say

FILLED_OF_PAYER = ("payer_number", "website", "note")
_DEPARTMENT_FIELDS = {
    "provider": "phone",
    "member": "member_phone",
    "authorization": "authorization_phone",
    "claims": "claims_phone",
}


class PayerLook:
    """Looks at one row after the other: a payer may stand in the file twice."""

    def __init__(self, read: Reader, look: RowsAsked) -> None:
        """Reads the payers once."""
        self._look, self._names = look, PayerNames(read)
        self._known = self._names.by_name
        self._departments = departments_known(read)
        self._rows: dict[int, Row] = rows_by_id(read, "payers", self._known.values())
        self._seen: dict[str, int] = {}

    def line(self, number: int, cells: Cells, before: tuple[RowProblem, ...]) -> tuple[ImportLine, Entry | None]:
        """What comes of a row, and what is written then."""
        entry, problems, remarks = payer_entry(number, cells, self._look.matching, self._look.today)
        name = cells.get("payer_name", "")
        if before or problems:
            return ImportLine(number, "wrong", name, remarks, (*before, *problems)), None
        # Of a name that is spelled otherwise somebody may say that it is another one.
        meant = entry.draft.name if number in self._look.choices.others else self._names.meant(entry.draft.name)
        key, is_spelled_so = folded(meant), folded(meant) == folded(entry.draft.name)
        twin = self._seen.setdefault(key, number)
        if twin != number:
            words = say("It is the same as row {number}.", number=twin)
            return ImportLine(number, "twice", name, words, can_be_other=not is_spelled_so), None
        if key not in self._known:
            return ImportLine(number, "add", name, remarks), entry
        made, written = self._there(entry, name, self._known[key])
        if is_spelled_so:
            return made, written
        words = say("It is taken to be “{name}”. {more}", name=meant, more=made.words)
        return replace(made, words=words, can_be_other=True), written

    def _there(self, entry: PayerEntry, name: str, known: int) -> tuple[ImportLine, Entry | None]:
        if self._look.choices.fills:
            values, row = payer_values(entry.draft), self._rows[known]
            filled = [key for key in FILLED_OF_PAYER if values[key] and not row[key]]
            new = tuple(one for one in entry.departments if (known, one.kind) not in self._departments)
            if filled or new:
                keys = (*filled, *(_DEPARTMENT_FIELDS[one.kind] for one in new))
                words = ", ".join(field_words("payers", key) for key in keys)
                made = replace(entry, known=known, departments=new)
                return ImportLine(entry.number, "fill", name, say("Filled up: {fields}", fields=words)), made
        return ImportLine(entry.number, "there", name, say("A payer of this name is on the list.")), None
