"""What would come of each row about a visit that another program tells of."""

from dataclasses import replace
from datetime import date

from clinic_desktop.imports.model.entries import Entry, ImportLine, PastVisitEntry, RowProblem
from clinic_desktop.imports.queries.known import Directory, KnownClient, days_given, past_visits_known
from clinic_desktop.imports.queries.outlook.looking import RowsAsked
from clinic_desktop.imports.queries.prescribers import NewPrescribers
from clinic_desktop.imports.rules.cells import Cells, RowReader
from clinic_desktop.imports.rules.clients import names_of, shown_name
from clinic_desktop.imports.rules.past_visits import is_to_come, past_visit, was_not_given
from clinic_desktop.store.reader import Reader
from clinic_desktop.values import dates
from clinic_desktop.values.identifiers import parse_phone
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.text import folded
from clinic_desktop.wording import say


class PastVisitLook:
    """Looks at one row after the other: a visit may stand in the file twice."""

    def __init__(self, read: Reader, look: RowsAsked) -> None:
        """Reads the clients, and what was imported of them before, once."""
        self._look, self._directory = look, Directory(read)
        self._past, self._given = past_visits_known(read), days_given(read)
        self._prescribers = NewPrescribers(read)
        self._seen: dict[tuple[int, str, str, str], int] = {}

    def line(self, number: int, cells: Cells, before: tuple[RowProblem, ...]) -> tuple[ImportLine, Entry | None]:
        """What comes of a row, and what is written then."""
        draft, problems, remarks = past_visit(cells, self._look.matching, self._look.today)
        name = shown_name(cells) or cells.get("email", "") or cells.get("number", "")
        if words := self._why_left(cells):
            return ImportLine(number, "left", name, words), None
        who = self._who(cells)
        if isinstance(who, RowProblem):
            problems = (*problems, who)
        elif draft and who.birth_date and draft.date_of_service < date.fromisoformat(who.birth_date):
            day = dates.shown(date.fromisoformat(who.birth_date))
            words = say("This is before the client was born ({day}).", day=day)
            problems = (*problems, RowProblem("date_of_service", words))
        if before or problems or draft is None or isinstance(who, RowProblem):
            return ImportLine(number, "wrong", name, remarks, (*before, *problems)), None
        day = draft.date_of_service.isoformat()
        title = f"{name} · {dates.shown(draft.date_of_service)}"
        key = (who.id, day, draft.starts_at, draft.service)
        if (who.id, day) in self._given:
            return ImportLine(number, "there", title, say("A visit on this day is on record here.")), None
        if key in self._past:
            return ImportLine(number, "there", title, say("This visit was imported before.")), None
        twin = self._seen.setdefault(key, number)
        if twin != number:
            return ImportLine(number, "twice", title, say("It is the same as row {number}.", number=twin)), None
        remarks = " ".join(filter(None, (remarks, self._prescribers.words(draft.prescriber))))
        return ImportLine(number, "add", title, remarks), PastVisitEntry(number, replace(draft, client=who.id))

    def _why_left(self, cells: Cells) -> str:
        """Why a row is no visit that was given, "" where it is one."""
        if was_not_given(cells):
            return say("It was not given: “{status}”.", status=cells["status"])
        if is_to_come(cells, self._look.matching, self._look.today):
            return say("It is still to come: “{status}”. Put it into the schedule.", status=cells["status"])
        return ""

    def _who(self, cells: Cells) -> KnownClient | RowProblem:
        """The client a row is about: by the number of the other program, by name with what tells them apart, or by
        email address."""
        directory = self._directory
        if known := directory.by_id.get(directory.by_number.get(cells.get("number", ""), 0)):
            return known
        given, family = names_of(cells)
        named = directory.by_name.get(f"{folded(family)} {folded(given.strip('-'))}".strip(), []) if family else []
        by_email = directory.by_email.get(cells.get("email", "").lower(), [])
        if not named and len(by_email) == 1:
            return by_email[0]
        return self._told_apart(cells, named)

    def _told_apart(self, cells: Cells, named: list[KnownClient]) -> KnownClient | RowProblem:
        reader = RowReader(cells, self._look.matching, self._look.today)
        born, phone = reader.day("birth_date", is_birth=True), _phone(cells.get("phone", ""))
        if reader.found.found:
            return RowProblem("birth_date", reader.found.found[0].words)
        if born:
            # One without a birth date may be meant, one with another is not.
            named = [one for one in named if one.birth_date in ("", born.isoformat())]
            named = [one for one in named if one.birth_date] or named
        if len(named) > 1:
            named = [one for one in named if one.reached_by(phone, cells.get("email", ""))] or named
        if len(named) == 1:
            return named[0]
        field = "family_name" if cells.get("family_name") else "name"
        if named:
            return RowProblem(
                "birth_date", say("Several clients have this name: a date of birth would tell them apart.")
            )
        words = say("No client fits this row. Import or add the client first, or put the name right.")
        return RowProblem(field, words)


def _phone(cell: str) -> str:
    try:
        return parse_phone(cell)
    except Unreadable:
        return ""
