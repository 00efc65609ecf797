"""The contacts of the demo clinic: of every kind something, and the same on every day it is made."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from demos import TODAY, Demos
from fixed import NOW

from clinic_desktop.contacts.queries import contact, follow_ups_due
from clinic_desktop.contacts.rules.words import due_words
from clinic_desktop.payers.queries import department_page
from clinic_desktop.values.dates import shown
from ui.payers.columns import department_name

DAYS = (datetime(2028, 2, 29, 17, 30, tzinfo=UTC), datetime(2027, 1, 1, 17, 30, tzinfo=UTC), NOW, TODAY)


@pytest.mark.parametrize("now", DAYS, ids=lambda now: str(now.date()))
def test_one_is_overdue_one_due_today_and_one_soon(demos: Demos, tmp_path: Path, now: datetime) -> None:
    clinic = demos.open(tmp_path / "demo", now)
    try:
        today = clinic.clock.today()
        due = [(one.contact.due_on, one.contact.todo) for one in follow_ups_due(clinic.read, today)]
        assert [((day - today).days, todo) for day, todo in due if day] == [
            (-2, "Ask Dana for the letter about the limit"),
            (0, "Send Renee the progress measures"),
            (3, "Ask again: 1 open question"),
            (4, "Call if they have not answered"),
            (5, "Ask what became of packet no. 1"),
        ]
        assert due[0][0] and due_words(due[0][0], today) == f"Overdue since {shown(due[0][0])}"
        rows = [contact(clinic.read, row["id"]) for row in clinic.read.all("SELECT id FROM contacts")]
        assert [one.struck_why for one in rows if one.struck_on] == ["Logged in the wrong chart"]
        assert any(one.done_on for one in rows) and any(one.reference == "7714-0093" for one in rows)
        for one in rows:
            if one.payer:
                # Called as their departments are, so that the form finds them again.
                assert one.name in [department_name(made) for made in department_page(clinic.read, one.payer).rows]
    finally:
        clinic.close()
