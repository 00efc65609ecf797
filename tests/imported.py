"""What tests of imports do: look through a file, import its good rows, count what is there."""

from dataclasses import replace

from fixed import NOW

from clinic_desktop.clinic import Clinic
from clinic_desktop.imports.commands.importing import ImportRows
from clinic_desktop.imports.loader.beside import ImportAsk, ImportSeen, look_through
from clinic_desktop.imports.model.entries import ImportLine, RowChoices
from clinic_desktop.imports.model.fields import Kind
from clinic_desktop.imports.model.made import ImportFacts
from clinic_desktop.imports.model.sheet import HowRead, ImportTable, Matching
from clinic_desktop.imports.rules.matching import headings_hash, kept_matching
from clinic_desktop.jobs import Progress

TODAY = NOW.date()
HEAD = "First Name,Last Name,DOB,Phone,Email\n"
ANA, LUIS = "Ana,Lee,3/14/1980,2535550142,ana@x.com\n", "Luis,Vega,12/25/1975,2535550143,\n"
# Tables that an import writes.
WRITTEN = ("clients", "cases", "policies", "payers", "departments", "imported_visits", "imports", "import_rows")


def looked(
    clinic: Clinic,
    content: str | bytes,
    kind: Kind = "clients",
    choices: RowChoices | None = None,
    matching: Matching | None = None,
    how: HowRead | None = None,
) -> ImportSeen:
    """What would come of a file."""
    made = content if isinstance(content, bytes) else content.encode()
    ask = ImportAsk(made, kind, TODAY, how or HowRead(), matching, choices or RowChoices())
    return look_through(clinic.read, ask, Progress())


def read(content: str | bytes, how: HowRead | None = None) -> ImportTable:
    """The table of a file."""
    from clinic_desktop.imports.loader.table import read_table

    return read_table(content if isinstance(content, bytes) else content.encode(), how or HowRead(), Progress())


def imported(
    clinic: Clinic, content: str | bytes, kind: Kind = "clients", choices: RowChoices | None = None
) -> tuple[int, ImportSeen]:
    """Import the good rows; returns the import."""
    seen = looked(clinic, content, kind, choices)
    return clinic.do(ImportRows(facts_of(seen, kind), seen.outlook.entries)).row, seen


def facts_of(seen: ImportSeen, kind: Kind) -> ImportFacts:
    """What is kept of a file."""
    table = seen.table
    kept = kept_matching(table.headings, seen.matching)
    return ImportFacts(kind, table.digest, len(table.rows), "x.csv", headings_hash(table.headings), kept)


def states(seen: ImportSeen) -> dict[int, str]:
    """What comes of each row, by its number."""
    return {one.number: one.state for one in seen.outlook.lines}


def line(seen: ImportSeen, number: int) -> ImportLine:
    """What comes of the row of this number."""
    return next(one for one in seen.outlook.lines if one.number == number)


def whys(seen: ImportSeen, number: int) -> dict[str, str]:
    """What is wrong with a row, by field."""
    return {one.field: one.words for one in line(seen, number).problems}


def counts(clinic: Clinic) -> dict[str, int]:
    """How many rows are in use, by table."""
    found = {}
    for table in WRITTEN:
        sql = f"SELECT count(*) AS n FROM {table} WHERE retired_at IS NULL"
        found[table] = int(clinic.read.one(sql)["n"])
    return found


def with_short_years(seen: ImportSeen) -> Matching:
    """The same columns, and years of two digits are read."""
    return replace(seen.matching, reads_short_years=True)
