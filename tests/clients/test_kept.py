"""How long a record is kept: the longest rule counts, and a retired client’s chart says it."""

from datetime import date
from pathlib import Path

import pytest
from charts import open_chart
from factories import new_case, new_client, new_visit
from pytestqt.qtbot import QtBot
from windows import seen

from clinic_desktop.clients import loader
from clinic_desktop.clients.commands import RetireClient
from clinic_desktop.clients.loader import keep_rules, keeping_trouble, read_keep_rules
from clinic_desktop.clients.model import KeepRule
from clinic_desktop.clients.rules import kept_until
from clinic_desktop.clinic import Clinic
from clinic_desktop.written.file import BadFile
from ui.session import Session

ANY = KeepRule("", 7, 24, "usual", date(2026, 11, 29))
SHORT = KeepRule("NY", 6, 22, "New York", date(2026, 11, 29))
LONG = KeepRule("WA", 10, 21, "Washington", date(2026, 11, 29))


@pytest.mark.parametrize(
    ("state", "last", "born", "until"),
    [
        ("OR", date(2026, 11, 20), date(1985, 3, 4), date(2033, 11, 20)),
        # The shorter one of a state does not count, the longer one does.
        ("NY", date(2026, 11, 20), date(1985, 3, 4), date(2033, 11, 20)),
        ("WA", date(2026, 11, 20), date(1985, 3, 4), date(2036, 11, 20)),
        # Somebody young, until a birthday; without a birth date by the visit alone.
        ("OR", date(2026, 11, 20), date(2015, 5, 1), date(2039, 5, 1)),
        ("OR", date(2026, 11, 20), None, date(2033, 11, 20)),
        ("OR", date(2024, 2, 29), date(2008, 2, 29), date(2032, 2, 29)),
        ("OR", date(2024, 2, 29), None, date(2031, 3, 1)),
        ("OR", None, date(1985, 3, 4), None),
    ],
)
def test_the_longest_rule_counts(state: str, last: date | None, born: date | None, until: date | None) -> None:
    assert kept_until((ANY, SHORT, LONG), state, last, born) == until
    assert kept_until((), state, last, born) is None


def test_the_file_that_is_shipped_is_read() -> None:
    assert keeping_trouble() == "" and {one.state for one in keep_rules()} == {"", "NY"}
    assert all(one.source and one.is_to_check for one in keep_rules())


def test_a_mistake_is_told_with_its_line_and_a_file_that_is_gone_is_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "retention.toml"
    monkeypatch.setattr(loader, "FILE", path)
    assert (keep_rules(), keeping_trouble()) == ((), "")
    path.write_text(
        '[[keep]]\nstate = "XX"\nyears = 0\nuntil_age = 24\nsource = ""\nchecked_on = 2026-11-29\nodd = 1\n'
    )
    with pytest.raises(BadFile) as caught:
        read_keep_rules(path)
    assert len(caught.value.problems) >= 3
    loader._kept.cache_clear()
    assert keep_rules() == () and "how long records are kept cannot be read" in keeping_trouble()
    loader._kept.cache_clear()


def test_the_chart_of_a_retired_client_says_until_when(qtbot: QtBot, clinic: Clinic, tmp_path: Path) -> None:
    client = new_client(clinic)
    new_visit(clinic, new_case(clinic, client))
    chart = open_chart(qtbot, Session(clinic), tmp_path, client)
    assert "Keep the record" not in seen(chart.header)
    clinic.do(RetireClient(client, 1))
    chart.reload()
    assert "Keep the record until 20 Nov 2033 at least" in seen(chart.header)
