"""Nothing is forgotten: every table and column, every paper and file, and all of it can be compared with the record."""

import hashlib
import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from exporting import Exported, compared, export_of
from factories import CASE, CLIENT, HOSTILE_NAMES, new_case, new_client, new_payment, new_service, new_visit
from pdfs import words

from clinic_desktop.clinic import Clinic
from clinic_desktop.errors import ClinicError
from clinic_desktop.exports.loader.exporting import export_beside
from clinic_desktop.exports.model import EXPORT_FORMAT
from clinic_desktop.exports.queries.rows import headings
from clinic_desktop.exports.queries.shapes import record_shape
from clinic_desktop.exports.rules.belonging import record_trees
from clinic_desktop.exports.rules.left_out import (
    DERIVED_FILES,
    DIGESTS_ALONE,
    LEFT_OUT_COLUMNS,
    LEFT_OUT_OF,
    LEFT_OUT_TABLES,
    exported_tables,
)
from clinic_desktop.exports.rules.naming import NAMES, REFERENCES
from clinic_desktop.exports.rules.papers import PAPERS
from clinic_desktop.jobs import Progress
from clinic_desktop.store.backups.copies import opened
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.store.schema import create, migrations
from clinic_desktop.values.spreadsheet import rows_in


def test_every_row_and_every_column_of_the_demo_is_in_tables_and_in_json(exported: Exported) -> None:
    told = compared(exported.clinic.read, exported.folder)
    assert told.rows == sum(exported.run.rows.values()) > 7_000
    assert told.values > 80_000
    assert exported.run.lost == ()


def test_every_table_is_exported_or_left_out_with_a_reason(exported: Exported) -> None:
    shape = record_shape(exported.clinic.read)
    files = {path.stem for path in (exported.folder / "tables").iterdir()}
    assert files == set(shape.tables) - set(LEFT_OUT_TABLES)
    assert all(len(why) > 20 for why in (*LEFT_OUT_TABLES.values(), *LEFT_OUT_COLUMNS.values(), *LEFT_OUT_OF.values()))


def test_what_is_named_of_tables_is_there(exported: Exported) -> None:
    # A column that a migration renames would lose its name, its file or its reason without a word.
    tables = record_shape(exported.clinic.read).tables
    assert set(LEFT_OUT_TABLES) <= set(tables)
    assert all(any(table.has(name) for table in tables.values()) for name in LEFT_OUT_COLUMNS)
    for name, column in (*LEFT_OUT_OF, *DERIVED_FILES, *DIGESTS_ALONE, *REFERENCES):
        assert tables[name].has(column), (name, column)
    for name, columns in NAMES.items():
        assert tables[name].has("id", *columns), name
    for name, of in PAPERS.items():
        assert tables[name].has(of.number, *filter(None, (of.word_column, of.title, of.day))), name


def test_each_table_hangs_in_one_place_and_no_key_of_json_means_two_things(exported: Exported) -> None:
    shape = record_shape(exported.clinic.read)
    clients, payers = record_trees(shape)
    assert not set(clients.owners) & set(payers.owners)
    for tree in (clients, payers):
        for name in tree.owners:
            at, seen = name, [name]
            while at != tree.root:
                at = tree.owners[at].table
                assert at not in seen
                seen.append(at)
        for name in (tree.root, *tree.owners):
            columns = {heading for heading, _ in headings(shape, shape.tables[name])} | {"files"}
            assert not columns & {below for below, _ in tree.below(name)}, name
    for table in exported_tables(shape):
        names = [name for name, _ in headings(shape, table)]
        assert len(names) == len(set(names)), table.name


def test_the_list_of_files_has_each_with_its_hash(exported: Exported) -> None:
    head, *lines = rows_in((exported.folder / "manifest.csv").read_bytes())
    assert head == ["file", "bytes", "sha256", "rows"]
    there = {path.relative_to(exported.folder).as_posix() for path in exported.folder.rglob("*") if path.is_file()}
    assert {line[0] for line in lines} == there - {"manifest.csv"}
    assert len(there) == exported.run.files
    for name, size, digest, rows in lines:
        content = (exported.folder / name).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (int(size), digest)
        assert not rows or len(rows_in(content)) == int(rows) + 1


def test_every_paper_and_every_file_is_there_as_it_was_issued_or_filed(exported: Exported) -> None:
    read, blobs = exported.clinic.read, exported.clinic.blobs
    there = {hashlib.sha256(path.read_bytes()).hexdigest() for path in exported.folder.glob("documents/*/*")}
    kept = {row["digest"] for row in read.all("SELECT digest FROM contents")}
    small = {row["thumbnail"] for row in read.all("SELECT thumbnail FROM attachments")}
    assert kept - small <= there
    names = [
        row["blob"] for table in ("attachments", "packet_volumes") for row in read.all(f"SELECT blob FROM {table}")
    ]
    assert len(names) == 6
    assert {hashlib.sha256(blobs.get(name)).hexdigest() for name in names} <= there


def test_signed_plans_and_reports_are_papers_too(exported: Exported) -> None:
    folder = exported.folder / "documents" / "client-000001"
    assert "Rosalind" in words((folder / "treatment-plan-000001.pdf").read_bytes())
    assert "Rosalind" in words((folder / "progress-report-000001.pdf").read_bytes())


def test_no_name_of_a_file_or_folder_says_whose_it_is(exported: Exported) -> None:
    paths = [path.relative_to(exported.folder).as_posix() for path in exported.folder.rglob("*")]
    neutral = re.compile(
        r"tables(/[a-z_]+\.csv)?|clients(/client-\d{6}\.json)?|(payers|clinic)\.json|README\.txt|(manifest|columns|audit-trail)\.csv"
        r"|documents(/index\.csv|/(client-\d{6}|clinic)(/[a-z-]+-\d{6}(-void|-reasoning)?\.pdf)?)?"
    )
    assert [path for path in paths if not neutral.fullmatch(path)] == []


def test_the_index_says_whose_each_file_is(exported: Exported) -> None:
    _, *lines = rows_in((exported.folder / "documents" / "index.csv").read_bytes())
    assert len(lines) == exported.run.papers
    told = {line[0]: line[1:6] for line in lines}
    path = "documents/client-000001/file-000004.pdf"
    assert told[path] == ["1", "Rosalind Nguyễn", "file", "Insurance card, front", ""]
    assert all((exported.folder / name).is_file() for name in told)


def test_a_row_names_its_files_and_a_number_has_its_name_beside_it(exported: Exported) -> None:
    made = json.loads((exported.folder / "clients" / "client-000001.json").read_text(encoding="utf-8"))
    assert made["format"] == EXPORT_FORMAT
    client = made["client"]
    assert client["attachments"][0]["files"] == ["documents/client-000001/file-000004.pdf"]
    visit = next(one for case in client["cases"] for one in case.get("visits", []))
    assert visit["case_name"].startswith("Rosalind Nguyễn, ")
    assert visit["therapist_name"] in ("Maya Ortiz", "Søren O'Brien-Nuñez")
    bill = client["bills"][0]
    assert bill["files"][0] in {path.relative_to(exported.folder).as_posix() for path in exported.folder.rglob("*")}
    # What is JSON in the record is no text here.
    assert isinstance(client["packets"][0]["parts"], list)


def test_the_words_beside_it_say_what_is_what(exported: Exported) -> None:
    told = (exported.folder / "README.txt").read_text(encoding="utf-8")
    assert told.startswith("The record of a clinic, exported by Clinic Desktop on ")
    assert "NOT ENCRYPTED" in told and "cents" in told and "COULD NOT BE READ" not in told
    assert f"schema {record_shape(exported.clinic.read).schema}." in told
    assert max(map(len, told.splitlines())) <= 120


def test_what_anybody_typed_comes_back_the_same(clinic: Clinic, tmp_path: Path) -> None:
    new_service(clinic)
    hostile = (*HOSTILE_NAMES, "=1+1", "@SUM(A1)", "'=x", "\t=1", "−5", "a\r\nb", " +1 ")
    drafts = [replace(CLIENT, family_name=name) for name in hostile] + [replace(CLIENT, note=name) for name in hostile]
    for at, draft in enumerate(drafts, 10):
        try:
            person = new_client(clinic, replace(draft, birth_date=f"3/4/19{at}"))
            case = new_case(clinic, person, replace(CASE, reason=f"{draft.note} pain"))
        except ClinicError:
            # Some are refused, for they are no name.
            continue
        new_payment(clinic, new_visit(clinic, case))
    exported = export_of(clinic, tmp_path / "out")
    assert compared(clinic.read, exported.folder).rows == sum(exported.run.rows.values()) > 150
    for path in (exported.folder / "tables").iterdir():
        raw = path.read_bytes().decode("utf-8-sig")
        assert not re.search(r'(?:^|",)"[ \u00a0]*[=+@\t\r\n\x00＝＋－＠]', raw), path


def test_what_belongs_to_nobody_is_with_the_clinic_and_has_its_rows_below_it(exported: Exported) -> None:
    clinic = json.loads((exported.folder / "clinic.json").read_text(encoding="utf-8"))["clinic"]
    read = exported.clinic.read
    cards = {row["id"] for row in read.all("SELECT id FROM prepaids WHERE client_id IS NULL")}
    assert {one["id"] for one in clinic["of_nobody"]["prepaids"]} == cards != set()


def test_no_key_is_in_it(exported: Exported) -> None:
    keys = exported.clinic.keys
    slots = [row["slot"] for row in exported.clinic.read.all("SELECT slot FROM staff")]
    for path in exported.folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert keys.key not in content and keys.key.hex().encode() not in content
            # The trail tells of who got a key, by the name of the slot; it opens nothing.
            assert path.name == "audit.csv" or not any(slot.encode() in content for slot in slots)


@pytest.mark.parametrize("number", [12, 21, 37, 55, 66])
def test_a_file_of_an_earlier_version_is_exported_as_it_is(tmp_path: Path, number: int) -> None:
    earlier = tmp_path / "migrations"
    earlier.mkdir()
    for one in migrations()[:number]:
        shutil.copy(one.path, earlier)
    folder, key = ClinicFolder(tmp_path / "clinic"), bytes(range(32))
    folder.path.mkdir()
    with opened(folder.database, key, "create") as database:
        create(database, earlier)
        database.execute(
            "INSERT INTO clients (version, given_name, family_name, sort_name) VALUES (1, 'Ada', '=1+1', '=1+1 ada')"
        )
    run = export_beside(folder, key, tmp_path / "out", date(2026, 11, 30), Progress())
    assert (run.rows["clients"], run.clients, run.lost) == (1, 1, ())
    assert f"schema {number}." in (tmp_path / "out" / "README.txt").read_text(encoding="utf-8")
    made = json.loads((tmp_path / "out" / "clients" / "client-000001.json").read_text(encoding="utf-8"))
    assert made["client"]["family_name"] == "=1+1"
