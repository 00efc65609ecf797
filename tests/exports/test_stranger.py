"""A stranger reads an export with nothing but Python's csv and json, and what README.txt says: one client's story out
of the tables is the one in the client's own file, every reference leads somewhere, every file is where it is said."""

import csv
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from exporting import Exported

Rows = list[dict[str, str]]


class Stranger:
    """What somebody without this program has."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tables = {path.stem: self.csv(path) for path in (folder / "tables").iterdir()}
        self.columns = self.csv(folder / "columns.csv")

    def csv(self, path: Path) -> Rows:
        csv.field_size_limit(2**27)
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [{name: _meant(cell) for name, cell in row.items()} for row in csv.DictReader(file)]

    def of(self, table: str, column: str, values: set[str]) -> Rows:
        return [row for row in self.tables[table] if row[column] in values]

    def json(self, name: str) -> Any:
        return json.loads((self.folder / name).read_text(encoding="utf-8"))


def _meant(cell: str) -> str:
    """README: an apostrophe in front of what a spreadsheet would run is not part of it."""
    return cell[1:] if cell.startswith("'") and cell[1:2] in tuple("=+-@\t\r'") else cell


@pytest.fixture(scope="module")
def stranger(exported: Exported) -> Stranger:
    return Stranger(exported.folder)


def test_every_reference_leads_to_a_row_of_the_table_that_is_named(stranger: Stranger) -> None:
    there = {name: {row["id"] for row in rows if "id" in row} for name, rows in stranger.tables.items()}
    looked = 0
    for one in stranger.columns:
        if one["row_of_table"] and one["row_of_table"] in there and one["column"].endswith(("_id", "_by", "actor")):
            for row in stranger.tables[one["table"]]:
                if row[one["column"]] not in ("", "0"):
                    assert row[one["column"]] in there[one["row_of_table"]], one
                    looked += 1
    assert looked > 5_000
    # Each column of each table is told of, with words and a type, and no other.
    told = defaultdict(list)
    for one in stranger.columns:
        told[one["table"]].append(one["column"])
        assert one["in_words"] and one["type"] and one["table_in_words"], one
    # A table without a row has its headings all the same.
    for path in (stranger.folder / "tables").iterdir():
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert next(csv.reader(file)) == told[path.stem]


def test_a_client_s_story_is_joined_from_the_tables_alone(stranger: Stranger) -> None:
    (client,) = [row for row in stranger.tables["clients"] if row["id"] == "1"]
    assert client["family_name"] == "Nguyễn"
    cases = stranger.of("cases", "client_id", {"1"})
    visits = stranger.of("visits", "case_id", {row["id"] for row in cases})
    of_visits = {row["id"] for row in visits}
    notes = stranger.of("visit_notes", "visit_id", of_visits)
    services = stranger.of("visit_services", "visit_id", of_visits)
    payments = stranger.of("payments", "client_id", {"1"})
    bills = stranger.of("bills", "client_id", {"1"})
    assert len(cases) == 3 and len(visits) > 20 and len(notes) > 10 and len(services) >= len(visits)
    # Money adds up as it is written: dollars with cents.
    charged = sum(round(float(row["fee_dollars"]) * 100) for row in services if row["fee_dollars"])
    whole = stranger.json("clients/client-000001.json")["client"]
    nested = [visit for case in whole["cases"] for visit in case.get("visits", [])]
    assert {str(one["id"]) for one in nested} == of_visits
    told = [service for visit in nested for service in visit.get("visit_services", [])]
    assert sum(one["fee_cents"] or 0 for one in told) == charged > 0
    assert {str(one["id"]) for one in whole["payments"]} == {row["id"] for row in payments}
    assert {str(one["id"]) for one in whole["bills"]} == {row["id"] for row in bills}
    # Papers are named from the row, from the index, and lie there.
    paths = {path for one in whole["bills"] for path in one["files"]}
    index = [row for row in stranger.csv(stranger.folder / "documents/index.csv") if row["client_id"] == "1"]
    assert paths <= {row["file"] for row in index} and len(paths) == len(bills)
    assert all((stranger.folder / row["file"]).is_file() for row in index)


def test_the_trail_is_told_in_sentences_entry_by_entry(stranger: Stranger) -> None:
    told, kept = stranger.csv(stranger.folder / "audit-trail.csv"), stranger.tables["audit"]
    assert [row["entry"] for row in told] == [row["id"] for row in kept]
    assert [row["at_utc"] for row in told] == [row["at"] for row in kept]
    assert all(row["who"] and row["what"] for row in told)
    clients = {row["id"] for row in stranger.tables["clients"]}
    assert {row["client_id"] for row in told} - {""} == clients
    assert any("superbill" in row["what"].lower() for row in told)


def test_readme_names_every_file_that_lies_there(stranger: Stranger) -> None:
    words = (stranger.folder / "README.txt").read_text(encoding="utf-8")
    for path in stranger.folder.iterdir():
        assert path.name == "README.txt" or path.name in words, path.name
    assert "set anew" in words.lower() and "{" not in words
