"""Today asks an owner for a second place, a week after the clinic began, until there is one or nobody wants one."""

from datetime import timedelta
from pathlib import Path

from fixed import NOW
from pytestqt.qtbot import QtBot
from role_matrix import as_role
from windows import press, seen

from clinic_desktop.clinic import Clinic
from clinic_desktop.store.backups import second_place
from ui.preferences import Preferences
from ui.session import Session
from ui.today.renewing import beside_the_record
from ui.today.second_place import second_place_card

WEEK = NOW.date() + timedelta(days=7)


def test_it_is_asked_for_once_the_clinic_is_at_work(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> None:
    session, preferences = Session(clinic), Preferences(str(tmp_path / "settings.ini"))
    said: list[str] = []
    session.told.connect(said.append)

    def is_asked() -> bool:
        return beside_the_record(session, preferences, WEEK)[1]

    assert second_place_card(session, preferences, WEEK - timedelta(days=1)) is None
    assert second_place_card(session, None, WEEK) is None
    assert is_asked()
    as_role(clinic, "therapist")
    assert not is_asked()
    as_role(clinic, "owner")
    (tmp_path / "stick").mkdir()
    second_place.choose(clinic.keys.folder, clinic.keys.clinic, tmp_path / "stick", NOW)
    assert not is_asked()
    second_place.forget(clinic.keys.folder)
    card = second_place_card(session, preferences, WEEK)
    assert card
    qtbot.addWidget(card)
    card.show()
    assert "All backups lie on this computer." in seen(card)
    press(qtbot, card, "Do without")
    assert not card.isVisible()
    assert "does not ask for it any more" in said[0]
    assert not is_asked()
    assert second_place_card(session, Preferences(str(tmp_path / "settings.ini")), WEEK) is None
