"""What would come of each row about a client."""

from dataclasses import replace

from clinic_desktop.clients.rules import client_values
from clinic_desktop.imports.model.entries import ClientEntry, Entry, ImportLine, RowProblem
from clinic_desktop.imports.queries.known import (
    Directory,
    KnownClient,
    PayerNames,
    clients_with_policies,
    rows_by_id,
)
from clinic_desktop.imports.queries.outlook.looking import RowsAsked
from clinic_desktop.imports.queries.prescribers import NewPrescribers
from clinic_desktop.imports.rules.cells import Cells, field_words
from clinic_desktop.imports.rules.clients import as_other_person, client_entry, shown_name
from clinic_desktop.store.reader import Reader
from clinic_desktop.store.transaction import Row
from clinic_desktop.values.text import folded
from clinic_desktop.wording import say

# What a row can fill up where the record has nothing.
FILLED = (
    *("middle_name", "preferred_name", "pronouns", "birth_date", "sex", "phone", "other_phone", "email", "street"),
    *("street2", "city", "state", "zip", "guardian_name", "guardian_relationship", "guardian_phone", "note"),
)
_OF_A_PLACE = ("street2", "city", "state", "zip")
_OF_A_GUARDIAN = ("guardian_relationship", "guardian_phone")
Made = tuple[ImportLine, Entry | None]


class ClientLook:
    """Looks at one row after the other: a client may stand in the file twice."""

    def __init__(self, read: Reader, look: RowsAsked) -> None:
        """Reads who is on record once."""
        self._look, self._directory, self._read = look, Directory(read), read
        self._numbers = set(self._directory.by_number)
        self._seen: dict[str, list[tuple[int, Row]]] = {}
        self._payers, self._prescribers = PayerNames(read), NewPrescribers(read)
        # Rows that come to a client, with whom is on record already, 0 for one that they add.
        self._comes_to: dict[int, int] = {}
        self._rows: dict[int, Row] = {}
        self._insured = clients_with_policies(read) if look.choices.fills else set[int]()
        if look.choices.fills:
            self._rows = rows_by_id(read, "clients", self._directory.by_id)

    def line(self, number: int, cells: Cells, before: tuple[RowProblem, ...]) -> Made:
        """What comes of a row, and what is written then."""
        look = self._look
        entry, problems, remarks = client_entry(number, cells, look.matching, look.today)
        name = shown_name(cells)
        if before or problems:
            return ImportLine(number, "wrong", name, remarks, (*before, *_once(problems))), None
        entry, spelled = self._with_payer(entry)
        remarks = " ".join(filter(None, (remarks, spelled)))
        values = client_values(entry.draft, look.today)
        is_other = number in look.choices.others
        twin = self._twin(values)
        self._seen.setdefault(values["sort_name"], []).append((number, values))
        if twin and not is_other:
            words = say("It is the same as row {number}.", number=twin)
            again = self._linked(entry, twin) if twin in self._comes_to else None
            return ImportLine(number, "twice", name, _with_number(words, again), can_be_other=True), again
        same, is_sure = self._same(values)
        if is_other or not same:
            remarks = " ".join(filter(None, (remarks, self._prescribers.words(entry.prescriber))))
            self._comes_to[number] = 0
            self._numbers.add(entry.source_number)
            was_here = (values["sort_name"], values["birth_date"]) in self._directory.taken_back
            return ImportLine(number, "add", name, remarks), as_other_person(entry) if is_other or was_here else entry
        if not is_sure:
            words = say(
                "A client of this name is on record, and nothing tells whether it is the same person: a date of birth "
                "would. Type it, or add them as another person."
            )
            return ImportLine(
                number, "wrong", name, remarks, (RowProblem("birth_date", words),), can_be_other=True
            ), None
        return self._there(entry, name, same, values)

    def _there(self, entry: ClientEntry, name: str, same: KnownClient, values: Row) -> Made:
        if same.is_retired:
            words = say("A retired client has this name and birth date. Bring them back on their chart.")
            return ImportLine(entry.number, "there", name, words, can_be_other=True), None
        self._comes_to[entry.number] = same.id
        if self._look.choices.fills:
            filled = fills(self._rows[same.id], values)
            has_policy = bool(entry.policy) and same.id not in self._insured
            if filled or has_policy:
                fields = [field_words("clients", key) for key in filled]
                fields += [field_words("clients", "payer_name")] if has_policy else []
                words = say("Filled up: {fields}", fields=", ".join(fields))
                made = replace(entry, known=same.id, policy=entry.policy if has_policy else None)
                return ImportLine(entry.number, "fill", name, words), made
        words = say("A client of this name and birth date is on record.")
        if not values["birth_date"] or not same.birth_date:
            words = say("A client of this name, with the same phone or email, is on record.")
        there = self._linked(entry, entry.number)
        return ImportLine(entry.number, "there", name, _with_number(words, there), can_be_other=True), there

    def _linked(self, entry: ClientEntry, row: int) -> ClientEntry | None:
        """A row that only tells the number of its client in the other program, by which that program's visits find
        them; None where it tells none, or one that is known."""
        number, known = entry.source_number, self._comes_to[row]
        if not number or number in self._numbers:
            return None
        self._numbers.add(number)
        return replace(entry, known=known, same_as=0 if known else row, is_there=True, policy=None, reason="")

    def _with_payer(self, entry: ClientEntry) -> tuple[ClientEntry, str]:
        """The payer as it is spelled on the list or in an earlier row, and what to say of it."""
        if not entry.policy:
            return entry, ""
        typed = entry.policy.payer_name
        meant = self._payers.meant(typed)
        if folded(meant) == folded(typed):
            return entry, ""
        words = say("Payer “{typed}” is taken to be “{meant}”.", typed=typed, meant=meant)
        return replace(entry, policy=replace(entry.policy, payer_name=meant)), words

    def _same(self, values: Row) -> tuple[KnownClient | None, bool]:
        """Who on record may be the same person, and whether that is sure; None where nobody can be."""
        named = self._directory.by_name.get(values["sort_name"], [])
        born = values["birth_date"]
        exact = [one for one in named if born and one.birth_date == born]
        reached = [one for one in named if one.reached_by(values["phone"], values["email"])
                   and not (born and one.birth_date and one.birth_date != born)]  # fmt: skip
        for found in (exact, reached):
            if found:
                # One on the list before one who left.
                return min(found, key=lambda one: one.is_retired), True
        unclear = [one for one in named if not (born and one.birth_date)]
        return (unclear[0], False) if unclear else (None, False)

    def _twin(self, values: Row) -> int:
        """The row before that is about the same person: of the same name, and nothing that both say differs."""
        for number, other in self._seen.get(values["sort_name"], ()):
            both = [(values[key], other[key]) for key in ("birth_date", "phone", "email")]
            if values["birth_date"] and other["birth_date"]:
                if values["birth_date"] == other["birth_date"]:
                    return number
            elif all(one == then for one, then in both if one and then):
                return number
        return 0


def _with_number(words: str, linked: ClientEntry | None) -> str:
    if linked is None:
        return words
    return say("{words} The number {number} is remembered for them.", words=words, number=linked.source_number)


def fills(row: Row, values: Row) -> dict[str, str]:
    """What a client on record lacks and a row has. Parts of an address, and of what is told about a guardian, only
    where the record has none of it."""
    made = {key: str(values[key]) for key in FILLED if values[key] and not row[key]}
    for head, parts in (("street", _OF_A_PLACE), ("guardian_name", _OF_A_GUARDIAN)):
        if any(row[key] for key in (head, *parts)):
            made = {key: value for key, value in made.items() if key not in (head, *parts)}
    return made


def _once(problems: tuple[RowProblem, ...]) -> tuple[RowProblem, ...]:
    """The first problem of each field: a day that cannot be read is not missing too."""
    first: dict[str, RowProblem] = {}
    for one in problems:
        first.setdefault(one.field, one)
    return tuple(first.values())
