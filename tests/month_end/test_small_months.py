"""Random small months, stopped and killed wherever it is and run again, come to the bills and files of one run."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest
from billable import billable_client, ready_clinic, ready_visit
from factories import CLIENT, VISIT, new_client, new_policy, new_visit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from month_ends import Killed, files_in, issue_month, opened_copy, plain_visit, swept, write_month

from clinic_desktop.cases.commands import OpenCase
from clinic_desktop.cases.model import CaseDraft, CaseId
from clinic_desktop.clinic import Clinic
from clinic_desktop.jobs import Progress
from clinic_desktop.month_end.loader import folder
from clinic_desktop.policies.model import PolicyDraft
from clinic_desktop.store.files import write_beside
from clinic_desktop.store.transaction import Row, Transaction
from clinic_desktop.superbills.commands.bills import VoidBill
from clinic_desktop.visits.model import ServiceLine

# A visit: whose, what day, and whether it is ready, has no note, or cost nothing.
Planned = tuple[int, int, Literal["ready", "bare", "free"]]
# What happens: killed while a bill is kept, or while a file is written, stopped by somebody, or a bill voided.
Blow = tuple[Literal["kill", "kill-files", "stop", "void"], int]
VISITS = some.lists(
    some.tuples(some.integers(0, 3), some.integers(1, 20), some.sampled_from(("ready", "ready", "bare", "free"))),
    min_size=1,
    max_size=6,
    unique_by=lambda one: one[:2],
)
BLOWS = some.lists(
    some.tuples(some.sampled_from(("kill", "kill-files", "stop", "void")), some.integers(0, 14)), max_size=4
)


@pytest.fixture(scope="module")
def prepared(template: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two clients with a health plan, one after a car accident, one who pays without a plan; nobody came yet."""
    place = tmp_path_factory.mktemp("small") / "clinic"
    clinic = opened_copy(template[0], place)
    ready_clinic(clinic)
    for name in ("Ada", "Ben"):
        billable_client(clinic, name)
    for name, kind in (("Cleo", "auto"), ("Dora", "cash")):
        client = new_client(clinic, replace(CLIENT, given_name=name))
        case = CaseId(clinic.do(OpenCase(client, CaseDraft(kind, "Neck pain", "9/1/2026"))).row)
        if kind == "auto":
            new_policy(clinic, case, PolicyDraft(payer_name="Harbor Auto", plan_type="pip"))
    clinic.close()
    return place


def come(clinic: Clinic, visits: Sequence[Planned]) -> None:
    """Record these visits."""
    cases = [one["id"] for one in clinic.read.all("SELECT id FROM cases ORDER BY id")]
    for whose, day, how in visits:
        on, case = f"11/{day}/2026", CaseId(cases[whose])
        if how == "ready":
            ready_visit(clinic, case, on)
        elif how == "bare":
            plain_visit(clinic, case, on)
        else:
            gift = replace(VISIT, services=(ServiceLine("1", "60"),), discount="140", discount_why="A gift")
            new_visit(clinic, case, replace(gift, date_of_service=on))


def trapped(act: Callable[..., Any], left: list[int]) -> Callable[..., Any]:
    """Kills at one of its calls."""

    def step(*given: Any, **more: Any) -> Any:
        left[0] -= 1
        if left[0] == -1:
            raise Killed
        return act(*given, **more)

    return step


def struck(clinic: Clinic, out: Path, blow: Blow) -> None:
    """A run that something happens to."""
    what, at = blow
    left = [at]
    with pytest.MonkeyPatch.context() as patched, suppress(Killed):
        if what == "kill":
            for name in ("keep", "insert", "update"):
                patched.setattr(Transaction, name, trapped(getattr(Transaction, name), left))
            issue_month(clinic)
        elif what == "kill-files":
            patched.setattr(folder, "write_beside", trapped(write_beside, left))
            write_month(clinic, out)
        elif what == "stop":
            progress = Progress(lambda done, _total, _words: progress.stop() if done >= at % 3 else None)
            issue_month(clinic, progress=progress)
    live = clinic.read.all("SELECT id, version FROM bills WHERE voided_on = '' ORDER BY id")
    if what == "void" and live:
        found = live[at % len(live)]
        clinic.do(VoidBill(found["id"], found["version"], "Wrong date"))


def live_bills(clinic: Clinic) -> list[Row]:
    """What is out, whatever its number: who was voided has another one."""
    return clinic.read.all(
        "SELECT kind, case_id, first_day, last_day, charged_cents, paid_cents, visits FROM bills WHERE voided_on = ''"
        " ORDER BY kind, case_id, first_day"
    )


@given(visits=VISITS, blows=BLOWS)
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_month_comes_to_the_same_however_it_is_cut(
    prepared: Path, tmp_path_factory: pytest.TempPathFactory, visits: list[Planned], blows: list[Blow]
) -> None:
    made = []
    for course in (blows, []):
        home = tmp_path_factory.mktemp("month")
        clinic = opened_copy(prepared, home / "clinic")
        (home / "out").mkdir()
        come(clinic, visits)
        for blow in course:
            struck(clinic, home / "out", blow)
        issue_month(clinic)
        assert swept(clinic).of("ready") == () and issue_month(clinic).issued == ()
        write_month(clinic, home / "out")
        again = write_month(clinic, home / "out")
        assert again.written == 0
        # Each visit is on one live paper of its kind at most, and every paper is whole.
        doubled = "SELECT 1 FROM bill_visits WHERE retired_at IS NULL GROUP BY visit_id HAVING count(*) > 1"
        assert clinic.read.all(doubled) == []
        said = [(one.case, one.kind, one.fate, one.visits, one.why) for one in swept(clinic).rows]
        made.append((live_bills(clinic), sorted(said), files_in(home / "out"), clinic.read.all("SELECT * FROM bills")))
        clinic.close()
    cut, once = made
    assert cut[:2] == once[:2]
    # Every visit stands somewhere, once.
    assert sorted(visit for one in once[1] for visit in one[3]) == list(range(1, len(visits) + 1))
    if all(what != "void" for what, _ in blows):
        assert cut[2:] == once[2:]
