"""Whatever is typed into a search is looked for, and never becomes a part of what the database is asked."""

from pathlib import Path

import pytest
import sqlite_utils
from conftest import Opener
from factories import new_case, new_client, new_payer, new_prescriber
from fixed import PASSWORD
from hostile_words import hostile_words
from PySide6.QtWidgets import QApplication, QTableView
from windows import Starter, signed_in

from clinic_desktop.store.backups.copies import opened, row_counts
from clinic_desktop.store.keys.keyring import ClinicFolder
from ui.kit.finder import Finder
from ui.kit.search_box import SearchBox
from ui.main_window import MainWindow

# Where lists are searched.
_PLACES = ("clients", "payers", "payers/prescriber", "superbills", "packets")


def boxes(main: MainWindow) -> list[SearchBox | Finder]:
    return [*main.findChildren(SearchBox), *main.findChildren(Finder)]


def counted(main: MainWindow) -> dict[str, int]:
    keys = main.session.clinic.keys
    with opened(keys.folder.database, keys.key, "read") as database:
        return row_counts(database)


def test_no_search_changes_what_is_asked(
    start: Starter, folder: ClinicFolder, open_clinic: Opener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    clinic = open_clinic(folder)
    new_case(clinic, new_client(clinic))
    new_payer(clinic)
    new_prescriber(clinic)
    clinic.close()
    asked, plain = set[str](), sqlite_utils.Database.execute

    def execute(database: sqlite_utils.Database, sql: str, *values: object) -> object:
        asked.add(sql)
        return plain(database, sql, *values)  # type: ignore[arg-type]

    main = signed_in(start(folder.path), PASSWORD)
    before = counted(main)
    monkeypatch.setattr(sqlite_utils.Database, "execute", execute)
    searched = set[str]()
    for place in _PLACES:
        key, _, part = place.partition("/")
        main.go(key, part)
        QApplication.processEvents()
        for box in boxes(main):
            # What Ana answers is asked too: the statement of a search that finds something.
            for typed in ("Ana", *hostile_words(tmp_path)):
                box.setText(typed)
                # As keys do, for what looks at every letter.
                box.textEdited.emit(typed)
                QApplication.processEvents()
            searched.add(box.accessibleName())
            box.clear()
        for table in main.findChildren(QTableView):
            if table.isVisible() and table.horizontalHeader().isVisible():
                for column in range(table.model().columnCount()):
                    table.horizontalHeader().sectionClicked.emit(column)
                    QApplication.processEvents()
    assert len(searched) >= 5
    hostile = [typed for typed in hostile_words(tmp_path) if len(typed) > 4]
    assert not [sql for sql in asked if any(typed in sql for typed in hostile)]
    # One statement for each way to ask, however many things are looked for.
    assert len(asked) < 100
    assert counted(main) == before
