"""The words that lie beside an export, and the list of its files."""

from collections.abc import Sequence
from datetime import date

from clinic_desktop.exports.loader.writing import ExportFolder
from clinic_desktop.exports.model import EXPORT_FORMAT, Lost, RecordShape
from clinic_desktop.exports.rules.left_out import LEFT_OUT_COLUMNS, LEFT_OUT_OF, LEFT_OUT_TABLES
from clinic_desktop.values.spreadsheet import spreadsheet

README, MANIFEST = "README.txt", "manifest.csv"
# With its migration they began to be kept.
_MONEY_PAPERS_KEPT = 73

_ABOUT = """\
The record of a clinic, exported by Clinic Desktop on {day}
============================================================

NOT ENCRYPTED. Whoever can read this folder can read every client's record.
Keep it where nobody else can, and delete it when it is not needed any more.

WHAT IS HERE
  tables/         One file a table, for a spreadsheet (CSV).
  clients/        One file a client, with everything that belongs to them (JSON).
  payers.json     Payers, with departments, contracts and what they want proved.
  clinic.json     The clinic: therapists, services, prescribers, phrases and so on.
  documents/      Papers as they were issued, and files, in a folder a client.
                  Names say what a file is and not whose: documents/index.csv does.
  columns.csv     What each column of each table is, and of which table it names
                  a row.
  audit-trail.csv Who did, saw and handed out what and when, in sentences.
  manifest.csv    Every file here with its bytes, its SHA-256 and its rows.

HOW TO READ IT
  Text is UTF-8. In tables every cell is in quotes. A text that a spreadsheet
  would run as a formula (it begins with = + - @ or a sign like them) has an
  apostrophe in front that is not part of it.
  Days are 2026-11-30. Moments are UTC (2026-11-30T18:05:00+00:00). Times of
  visits are those on the clinic's wall.
  Amounts: in tables dollars (columns that end in _dollars); in JSON whole cents
  (names that end in _cents). Minutes are minutes, units are billing units. In
  scores, "tenths" are tenths of a point.
  Yes is 1, no is 0. An empty cell, or null in JSON, is nothing known.
  A row is known by its id. A column that names a row of another table has that
  row's id; columns.csv says of which table. Beside most of them stands the name
  of that row, as it was on the day of the export.
  retired_at is the moment a row was taken out of use. Nothing is ever deleted,
  so such rows are here as well.
  In JSON a row has below it the rows that belong to it, under the names of their
  tables, and "files" are its papers in documents/.
  A client's story from the tables alone: clients, then cases by client_id, visits
  by case_id, visit_notes and visit_services by visit_id, payments by client_id and
  payment_shares by payment_id, bills, letters and packets by client_id, and
  imported_visits, which came out of an earlier program, by client_id.

WHICH PAPERS ARE AS THEY LEFT, AND WHICH ARE SET ANEW
  As they were issued, filed or handed out, byte by byte: superbills, receipts and
  statements of visits, Good Faith Estimates, letters, packets, signed copies of
  plans, files, and receipts of money and statements of account since they are kept
  (schema {kept}; of those handed out before, audit-trail.csv tells only that they were).
  Set anew from what was frozen when it was signed or decided: treatment plans,
  progress reports, coverage summaries.
  tables/audit.csv has the same as audit-trail.csv with each row before and after,
  as JSON, and its seal.

LEFT OUT, AND WHY
{left_out}
{lost}
Format {format}, schema {schema}.
"""


def write_readme(folder: ExportFolder, shape: RecordShape, today: date, lost: Sequence[Lost]) -> None:
    """What is what, and what could not be read; raises StoreTrouble."""
    words = _ABOUT.format(
        day=today.isoformat(),
        left_out=_left_out(),
        lost=_lost(lost),
        format=EXPORT_FORMAT,
        schema=shape.schema,
        kept=_MONEY_PAPERS_KEPT,
    )
    folder.write(README, (words.replace("\n", "\r\n").encode("utf-8"),))


def write_manifest(folder: ExportFolder) -> None:
    """Every file with its length, its hash and its rows; last, for it names all others. Raises StoreTrouble."""
    lines = [(one.path, one.size, one.sha256, one.rows) for one in folder.files]
    folder.write(MANIFEST, (spreadsheet([("file", "bytes", "sha256", "rows"), *lines]),), len(lines))


def _left_out() -> str:
    tables = [f"  tables/{name}.csv: {why}" for name, why in LEFT_OUT_TABLES.items()]
    columns = [f"  {name}, everywhere: {why}" for name, why in LEFT_OUT_COLUMNS.items()]
    apart = [f"  {table}.{name}: {why}" for (table, name), why in LEFT_OUT_OF.items()]
    return "\n".join([*tables, *columns, *apart, "  Small pictures of files, and what searches are made of."])


def _lost(lost: Sequence[Lost]) -> str:
    if not lost:
        return ""
    lines = [f"  {one.what}" + ("" if one.rows is None else f": {one.rows}") for one in lost]
    return "\n".join(["\nCOULD NOT BE READ (the clinic's file is damaged there)", *lines, ""])
