"""What runs out soon in the demo clinic: Today shows each of its cards, in the one order."""

from collections.abc import Iterator

import pytest
from demos import Demos
from fixed import NOW
from pytestqt.qtbot import QtBot
from windows import words

from clinic_desktop.clinic import Clinic
from ui.kit.text import isolated
from ui.session import Session
from ui.today.page import TodayPage


@pytest.fixture(scope="module")
def demo(demos: Demos, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """A demo clinic that is only looked at."""
    clinic = demos.open(tmp_path_factory.mktemp("demo") / "demo", NOW)
    yield clinic
    clinic.close()


def test_each_card_has_something_to_tell(qtbot: QtBot, demo: Clinic) -> None:
    page = TodayPage(Session(demo))
    qtbot.addWidget(page)
    page.show()
    told = words(page)
    cards = ["Prescriptions to renew", "Authorizations to renew", "Policies that end", "Licenses to renew"]
    assert [one for one in told if one in cards] == cards
    assert f"{isolated('Quillfern Health Plan')} ends on 5 Dec 2026 (in 11 days)" in told
    assert f"{isolated('WA MA60000001')} expires on 8 Jan 2027 (in 45 days)" in told
