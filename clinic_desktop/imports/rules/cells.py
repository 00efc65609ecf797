"""What the cells of a row say: by field, cleaned of what other programs put around them."""

import re
from collections.abc import Mapping
from datetime import date

from clinic_desktop.imports.model.entries import RowProblem
from clinic_desktop.imports.model.fields import FIELDS, Kind
from clinic_desktop.imports.model.sheet import ImportTable, Matching, SheetRow
from clinic_desktop.imports.rules.days import is_no_day, read_past_day, was_short
from clinic_desktop.imports.rules.looks import is_nothing
from clinic_desktop.values import dates
from clinic_desktop.values.identifiers import parse_state, parse_zip
from clinic_desktop.values.problems import Problems, Unreadable
from clinic_desktop.values.text import folded
from clinic_desktop.wording import say

Cells = dict[str, str]
_NO_LETTER = "\ufffd"
_NAMES = (
    "name",
    "given_name",
    "middle_name",
    "family_name",
    "suffix",
    "preferred_name",
    "payer_name",
    "guardian_name",
    "note",
)
_SEXES = {"f": "F", "female": "F", "woman": "F", "w": "F", "m": "M", "male": "M", "man": "M"} | dict.fromkeys(
    ("x", "nonbinary", "non-binary", "other", "nb"), "X"
)
_SEX_NOT_SAID = ("u", "undisclosed", "prefer not to say", "not asked", "decline to answer")
_BEHIND_A_PHONE = r"[ ,]*\(?(?:cell|mobile|home|work|main|office|c|m|h|w)\.?\)?$"
# As programs write a birth date that nobody knows.
_NEVER = date(1900, 1, 1)
_BEFORE_A_PHONE = r"^(?:cell|mobile|home|work|main|office|tel|phone|c|m|h|w)[.: ]+"
# Between two numbers in one cell.
_BETWEEN_PHONES = r"\s*(?:/|;|,|\||&|\bor\b|\band\b|\n)\s*"
_SHORTENED = r"[0-9]+(?:\.[0-9]+)?e\+?[0-9]+"
# What is typed where a program wants a number.
_NO_PHONE = r"([0-9])\1{6}(?:\1{3})?|1?([0-9])\2{9}"
# States whose ZIP codes begin with a zero, which a spreadsheet takes away.
_ZERO_STATES = ("CT", "MA", "ME", "NH", "NJ", "RI", "VT", "PR", "VI")
_ZIP_AT_END = r"(.*?)[ ,]+([0-9]{5}(?:-[0-9]{4})?)"
_MOST_WORDS_OF_A_STATE = 3
_TWO, _DIGITS_OF_A_PHONE = 2, 10
_COUNTRY = r"[ ,]+(?:USA|US|United States(?: of America)?)\.?$"


class RowReader:
    """Reads the cells of one row, and collects what is wrong with them and what was read otherwise than it stands."""

    def __init__(self, cells: Cells, matching: Matching, today: date) -> None:
        """`cells` are by field."""
        self._cells, self._matching, self._today = cells, matching, today
        self.found = Problems()
        self.remarks: list[str] = []

    def text(self, field: str) -> str:
        """The cell as it stands; "" for what programs write for nothing."""
        cell = self._cells.get(field, "")
        return "" if field not in _NAMES and is_nothing(cell) else cell

    def day(self, field: str, *, is_birth: bool = False) -> date | None:
        """The day of a cell; a problem at the field where it cannot be read."""
        cell = self.text(field)
        if not cell or is_no_day(cell):
            return None
        try:
            day = read_past_day(cell, self._matching, self._today, is_birth=is_birth)
        except Unreadable as unreadable:
            self.found.add(field, unreadable.words)
            return None
        if is_birth and day == _NEVER:
            self.remarks.append(say("“{typed}” is left out: programs write it where no day is known.", typed=cell))
            return None
        if was_short(cell):
            self.remarks.append(say("“{typed}” is read as {day}.", typed=cell, day=dates.shown(day)))
        return day

    def phone(self, field: str) -> str:
        """A phone number without what kind it is; it is checked where it is kept."""
        cell = self.text(field)
        if re.fullmatch(_SHORTENED, cell, re.IGNORECASE):
            words = say("A spreadsheet shortened this number, and its last digits are gone. Type it anew.")
            self.found.add(field, words)
            return ""
        # A spreadsheet takes it for a number, or was told that it is none.
        cell = re.sub(r"^'|(?<=[0-9]{10})\.0$", "", cell)
        cell = re.sub(_BEFORE_A_PHONE, "", cell, count=1, flags=re.IGNORECASE)
        bare = re.sub(_BEHIND_A_PHONE, "", cell, count=1, flags=re.IGNORECASE)
        if re.fullmatch(_NO_PHONE, re.sub(r"[^0-9]", "", bare)):
            self.remarks.append(say("“{typed}” is no phone number, and is left out.", typed=bare))
            return ""
        return bare

    def phones(self, field: str) -> tuple[str, str]:
        """A phone number, and a second one where the cell has two; "" for none."""
        parts = [part for part in re.split(_BETWEEN_PHONES, self.text(field), flags=re.IGNORECASE) if part]
        if len(parts) != _TWO or any(len(re.sub(r"[^0-9]", "", part)) < _DIGITS_OF_A_PHONE for part in parts):
            return self.phone(field), ""
        first, second = (RowReader(self._cells | {field: part}, self._matching, self._today) for part in parts)
        return first.phone(field), second.phone(field)

    def sex(self) -> str:
        """F, M, X or ""."""
        cell = folded(self.text("sex"))
        if cell in _SEXES:
            return _SEXES[cell]
        if cell and cell not in _SEX_NOT_SAID:
            self.found.add("sex", say("It can be F, M or X. Type one of these, or empty the field."))
        return ""

    def address(self) -> Cells:
        """The parts of an address: from their own columns, else out of the one line."""
        parts = {name: self.text(name) for name in ("street", "street2", "city", "state", "zip")}
        line = self.text("address")
        if line and not any(parts.values()):
            parts |= _parts_of(line)
            if not parts["zip"]:
                self.remarks.append(say("The address could not be taken apart: all of it stands in the street."))
        return parts | {"zip": self._zip(parts["zip"], parts["state"])}

    def _zip(self, code: str, state: str) -> str:
        code = re.sub(r"\.0$", "", code)
        if re.fullmatch(r"[0-9]{4}|[0-9]{3}", code) and _state(state) in _ZERO_STATES:
            whole = code.zfill(5)
            self.remarks.append(say("ZIP code {typed} is read as {code}.", typed=code, code=whole))
            return whole
        if re.fullmatch(r"[0-9]{9}", code):
            return parse_zip(code)
        return code.rstrip("-")


def cells_of(
    table: ImportTable, row: SheetRow, kind: Kind, matching: Matching, fixes: Mapping[int, str]
) -> tuple[Cells, tuple[RowProblem, ...]]:
    """The cells of a row by field, with what somebody typed anew in place of what stood there; and what is wrong with
    the row before any of them is read. One that somebody put right has been looked at."""
    cells: Cells = {}
    found: list[RowProblem] = []
    notes: list[tuple[str, str]] = []
    for at, key in enumerate(matching.columns):
        cell = fixes.get(at, row.cells[at] if at < len(row.cells) else "")
        if not key or not cell:
            continue
        if _NO_LETTER in cell:
            words = say("Some letters here cannot be read. Choose other letters for the file above, or type it anew.")
            found.append(RowProblem(key, words))
        if key == "note":
            notes.append((table.headings[at], cell))
        else:
            cells[key] = cell
    if notes:
        cells["note"] = _note(notes)
    if not fixes:
        found += [RowProblem("", words) for words in (row.trouble, _slipped(table, row)) if words]
    return cells, tuple(found)


def field_words(kind: Kind, key: str) -> str:
    """What a field is called on the screen."""
    return say(FIELDS[kind][key])


def _slipped(table: ImportTable, row: SheetRow) -> str:
    extra = [cell for cell in row.cells[len(table.headings) :] if cell]
    if not extra or not table.has_headings:
        return ""
    return say(
        "This row has more cells than there are headings: a comma in one of them may have moved the others. Look at "
        "its cells, and put them right."
    )


def _note(notes: list[tuple[str, str]]) -> str:
    """One column as it stands; of several each with its heading."""
    if len(notes) == 1:
        return notes[0][1]
    return "\n".join(f"{heading}: {cell}" if heading else cell for heading, cell in notes)


def _parts_of(line: str) -> Cells:
    """Street, city, state and ZIP code of an address in one line; all of it as the street where they cannot be told."""
    bare = re.sub(_COUNTRY, "", ", ".join(part.strip(" ,") for part in line.splitlines() if part.strip(" ,")))
    before, _, last = bare.rpartition(",")
    found = re.fullmatch(_ZIP_AT_END, last.strip())
    city, state = _city_and_state(found[1]) if found else ("", "")
    streets = [part.strip() for part in before.split(",") if part.strip()]
    if state and not city and len(streets) > 1:
        city = streets.pop()
    if not (found and state and city and streets):
        return {"street": bare}
    parts = {"street": streets[0], "street2": ", ".join(streets[1:])}
    return parts | {"city": city, "state": state, "zip": found[2]}


def _city_and_state(text: str) -> tuple[str, str]:
    """What stands before a ZIP code: "WA", "Tacoma WA", "Concord New Hampshire". The longest state is meant."""
    words = text.split()
    for count in range(min(len(words), _MOST_WORDS_OF_A_STATE), 0, -1):
        if state := _state(" ".join(words[-count:])):
            return " ".join(words[:-count]), state
    return "", ""


def _state(text: str) -> str:
    try:
        return parse_state(text)
    except Unreadable:
        return ""
