"""The demo's progress report and phrases, and notes whose techniques add up."""

import json
from collections.abc import Iterator

import pytest
from demos import Demos
from fixed import NOW

from clinic_desktop.clinic import Clinic
from clinic_desktop.phrases.queries import phrases_by_shortcut
from clinic_desktop.progress.queries import report_paper

_SUM = (
    "SELECT techniques, (SELECT sum(minutes) FROM visit_services WHERE visit_services.visit_id = visit_notes.visit_id"
    " AND retired_at IS NULL) AS given FROM visit_notes WHERE techniques <> '[]' AND signed_at <> ''"
)


@pytest.fixture(scope="module")
def demo(demos: Demos, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """Only looked at."""
    clinic = demos.open(tmp_path_factory.mktemp("demo") / "demo", NOW)
    yield clinic
    clinic.close()


def test_one_report_is_signed_and_says_how_it_was_is_and_shall_be(demo: Clinic) -> None:
    (row,) = demo.read.all("SELECT id FROM progress_reports WHERE signed_at <> ''")
    figures = report_paper(demo.read, row["id"]).figures
    assert [one.name for one in figures.goals if one.now]
    assert figures.measures
    assert figures.pain
    assert figures.treatments
    assert set(phrases_by_shortcut(demo.read)) == {"ok", "home", "same"}


def test_techniques_of_a_signed_note_add_up_to_its_services(demo: Clinic) -> None:
    rows = demo.read.all(_SUM)
    assert len(rows) > 5
    assert all(sum(one["minutes"] for one in json.loads(row["techniques"])) == row["given"] for row in rows)
