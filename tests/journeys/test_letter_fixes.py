"""What a letter lacks is put right where its button leads, and the window comes home to the letter by itself."""

from pathlib import Path

from fixed import PASSWORD
from lettering import draft_of, with_whole_case, written
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from windows import Starter, press, signed_in

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.commands import ChangeClient
from clinic_desktop.clients.model import ClientDraft
from clinic_desktop.clients.queries import client
from clinic_desktop.letters.document.papers import letter_now
from clinic_desktop.letters.model import LetterDraft, LetterFacts
from clinic_desktop.letters.rules.fixes import FACT, HERE, letter_fix
from clinic_desktop.letters.rules.placeholders import PLACEHOLDERS
from ui.kit.field import Field
from ui.letters.editor import LetterMaker
from ui.main_window import MainWindow


def ways(facts: LetterFacts) -> set[tuple[str, str]]:
    """Where the facts are put right, each place once."""
    found = [letter_fix(facts, f"{FACT}{key}") for key in PLACEHOLDERS]
    assert all(found)
    return {(one.place, one.part) for one in found if one and one.place != HERE}


def focused(main: MainWindow) -> Field | None:
    at: QWidget | None = main.focusWidget()
    while at is not None and not isinstance(at, Field):
        at = at.parentWidget()
    return at


def test_every_button_leads_somewhere(start: Starter, tmp_path: Path) -> None:
    main = signed_in(start(with_whole_case(tmp_path / "whole").path), PASSWORD)
    read, today = main.session.clinic.read, main.session.clinic.clock.today()
    told: list[str] = []
    main.session.trouble.connect(told.append)
    whole, _ = letter_now(read, CaseId(1), draft_of("appeal_internal", 1), today, {})
    bare = LetterFacts(rows=letter_now(read, CaseId(1), LetterDraft(kind="thank_you"), today, {})[0].facts.rows)
    landed = 0
    for place, part in sorted(ways(whole.facts) | ways(bare)):
        main.go(place, part)
        assert told == [], (place, part)
        last = part.rpartition("/")[2]
        row = focused(main)
        # A part that ends in a field has the focus on it.
        if row is not None and last.isidentifier() and last not in ("new", "call"):
            assert row.key == last, (place, part, row.key)
            landed += 1
    assert landed > 35


def test_to_the_birth_date_and_home(start: Starter, tmp_path: Path, qtbot: QtBot) -> None:
    main = signed_in(start(with_whole_case(tmp_path / "whole").path), PASSWORD)
    clinic = main.session.clinic
    person = client(clinic.read, 1)
    main.session.run(ChangeClient(person.id, person.version, ClientDraft("Rosalind", family_name="Nguyễn")))
    row = written(clinic, CaseId(1), draft_of("thank_you"))
    main.go("clients", f"1/of/1/letter/{row}")
    press(qtbot, main, "Open the client")
    at = focused(main)
    assert at
    assert at.key == "birth_date"
    at.set_value("3/4/1985")
    press(qtbot, main, "Save")
    qtbot.waitUntil(lambda: bool([one for one in main.findChildren(LetterMaker) if one.isVisible()]))
    (maker,) = [one for one in main.findChildren(LetterMaker) if one.isVisible()]
    assert "born 03/04/1985" in maker._letter.part("re").text
    assert maker.issue.isEnabled()
