"""The rows that cannot be taken as a file for a spreadsheet, each with why."""

from collections.abc import Sequence

from clinic_desktop.imports.model.entries import ImportLine, RowChoices
from clinic_desktop.imports.model.fields import Kind
from clinic_desktop.imports.model.sheet import ImportTable
from clinic_desktop.imports.rules.cells import field_words
from clinic_desktop.imports.rules.matching import ADDED
from clinic_desktop.values.spreadsheet import spreadsheet
from clinic_desktop.wording import say


def problem_rows(table: ImportTable, choices: RowChoices, lines: Sequence[ImportLine], kind: Kind) -> bytes:
    """All cells of these rows, with what was typed anew, under the headings of the file: what is put right there is
    imported as the file itself was. No cell of it is run by a spreadsheet."""
    wrong = {one.number: one for one in lines if one.state == "wrong"}
    headings = [heading or say("Column {number}", number=at) for at, heading in enumerate(table.headings, 1)]
    rows = [[*headings, *map(say, ADDED)]]
    for row in table.rows:
        if row.number not in wrong:
            continue
        fixes = choices.fixes.get(row.number, {})
        cells = [fixes.get(at, row.cells[at] if at < len(row.cells) else "") for at in range(len(headings))]
        why = " ".join(
            f"{field_words(kind, one.field)}: {one.words}" if one.field else one.words
            for one in wrong[row.number].problems
        )
        rows.append([*cells, str(row.number), why])
    return spreadsheet(rows)
