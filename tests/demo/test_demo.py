"""The demo clinic: whole, invented, of every kind of payer, and the same on every day it is made."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from demos import TODAY, Demos
from fixed import NOW

from clinic_desktop.clients.commands import RetireClient
from clinic_desktop.clients.model import Client
from clinic_desktop.clients.queries import client, client_count, clients_found
from clinic_desktop.clients.rules import is_minor, lacks_guardian
from clinic_desktop.clinic import Clinic
from clinic_desktop.demo import filling
from clinic_desktop.demo.facts import drafted, read_facts
from clinic_desktop.demo.opening import build_demo, open_demo, rebuild_demo
from clinic_desktop.errors import StoreTrouble
from clinic_desktop.jobs import Cancelled, Progress
from clinic_desktop.payers.model import UNIT_RULES
from clinic_desktop.payers.queries import payer_page
from clinic_desktop.policies.model import PLAN_TYPES
from clinic_desktop.policies.rules import has_ended
from clinic_desktop.store.clock import Clock
from clinic_desktop.store.keys.keyring import ClinicFolder
from clinic_desktop.values.dates import age
from clinic_desktop.values.identifiers import looks_like_ssn

DAYS = (
    datetime(2028, 2, 29, 17, 30, tzinfo=UTC),
    datetime(2026, 12, 31, 17, 30, tzinfo=UTC),
    datetime(2027, 1, 1, 17, 30, tzinfo=UTC),
    TODAY,
)
Maker = Callable[[datetime], Clinic]


@pytest.fixture
def make(demos: Demos, tmp_path: Path) -> Iterator[Maker]:
    made: list[Clinic] = []

    def maker(now: datetime) -> Clinic:
        made.append(demos.open(tmp_path / f"demo{len(made)}", now))
        return made[-1]

    yield maker
    for clinic in made:
        clinic.close()


@pytest.fixture(scope="module")
def demo(demos: Demos, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """One demo clinic for the tests that only look."""
    clinic = demos.open(tmp_path_factory.mktemp("demo") / "demo", NOW)
    yield clinic
    clinic.close()


def clients(clinic: Clinic) -> list[Client]:
    return [client(clinic.read, row["id"]) for row in clinic.read.all("SELECT id FROM clients ORDER BY id")]


def column(clinic: Clinic, sql: str) -> list[str]:
    return [value for (value,) in clinic.read.rows(sql)]


def test_a_clinic_full_of_clients(demo: Clinic) -> None:
    assert client_count(demo.read) >= 40
    assert len(payer_page(demo.read).rows) >= 14
    assert len(column(demo, "SELECT id FROM clients WHERE retired_at IS NOT NULL")) == 1
    departments = [count for (count,) in demo.read.rows("SELECT count(*) FROM department_rows GROUP BY payer_id")]
    assert len(departments) == len(payer_page(demo.read).rows)
    assert max(departments) == 5


def test_every_type_of_plan_occurs_and_no_other(demo: Clinic) -> None:
    found = set(column(demo, "SELECT plan_type FROM policy_rows"))
    assert set(PLAN_TYPES) - {"", "other"} <= found <= set(PLAN_TYPES)


def test_every_kind_of_case_and_alert_and_relationship_occurs(demo: Clinic) -> None:
    assert set(column(demo, "SELECT kind FROM case_rows")) == {"health", "auto", "work", "accident", "cash"}
    assert set(column(demo, "SELECT kind FROM alert_rows")) == {"health", "allergy", "desk"}
    assert set(column(demo, "SELECT relationship FROM policy_rows")) == {"self", "spouse", "child", "other"}
    assert {"WA", "OR"} <= set(column(demo, "SELECT state FROM case_rows WHERE kind = 'auto'"))


def test_every_habit_of_payers_and_services_occurs(demo: Clinic) -> None:
    assert set(column(demo, "SELECT unit_rule FROM payers")) == set(UNIT_RULES)
    assert column(demo, "SELECT CAST(units_a_day AS TEXT) FROM payers WHERE units_a_day IS NOT NULL") == ["4"]
    kinds = "('pip', 'work', 'work_state', 'work_federal')"
    pay = column(demo, f"SELECT payer_id FROM policies WHERE plan_type IN {kinds}")
    assert set(pay) == set(column(demo, "SELECT id FROM payers WHERE asks_times = 1"))
    assert set(column(demo, "SELECT coalesce(usual_minutes, '') || '' FROM service_rows")) == {"", "30", "60", "90"}


@pytest.mark.parametrize("now", DAYS, ids=lambda now: str(now.date()))
def test_it_is_the_same_on_every_day(make: Maker, now: datetime) -> None:
    clinic = make(now)
    today = clinic.clock.today()
    typed = read_facts()["clients"]
    made = clients(clinic)
    assert [age(one.birth_date, today) for one in made if one.birth_date] == [one["born"][0] for one in typed]
    assert [is_minor(one, today) for one in made].count(True) == 3
    assert [one.given_name for one in made if lacks_guardian(one, today)] == ["Tyler"]
    ends = [date.fromisoformat(day) for day in column(clinic, "SELECT ends_on FROM policy_rows WHERE ends_on <> ''")]
    assert [has_ended(day, today) for day in ends].count(True) == 1


@pytest.mark.parametrize("now", DAYS, ids=lambda now: str(now.date()))
def test_an_age_turns_on_the_birthday(now: datetime) -> None:
    today = now.date()
    tomorrow = today + timedelta(days=1)
    for day in (date(2024, 2, 28), date(2024, 3, 1), date(2024, 12, 31), date(2024, 1, 1), today, tomorrow):
        if (day.month, day.day) == (2, 29):
            continue
        born = drafted({"born": [30, day.month, day.day]}, today)["birth_date"]
        assert age(date.fromisoformat(born), today) == 30


def test_namesakes_are_two_people(demo: Clinic) -> None:
    found = clients_found(demo.read, "miller james", NOW.date()).rows
    assert len({row.birth_date for row in found}) == 2
    assert len({(row.given_name, row.family_name) for row in found}) == 1


@pytest.mark.parametrize("typed", ["王", "לוי", "حداد", "suryani", "wisniewski", "adebayo", "nguyen", "1eg4te5mk73"])
def test_people_are_found_by_their_names_in_any_script(demo: Clinic, typed: str) -> None:
    assert clients_found(demo.read, typed, NOW.date()).rows


def test_some_have_several_cases_and_policies_in_order(demo: Clinic) -> None:
    cases = demo.read.rows("SELECT count(*), sum(is_open) FROM case_rows GROUP BY client_id")
    assert (4, 3) in cases
    assert "0" in column(demo, "SELECT CAST(sum(is_open) AS TEXT) FROM case_rows GROUP BY client_id")
    places = column(demo, "SELECT group_concat(place) FROM policy_rows GROUP BY case_id ORDER BY 1")
    assert set(places) == {"1", "1,2"}
    assert column(
        demo, "SELECT id FROM case_rows WHERE kind = 'health' AND id NOT IN (SELECT case_id FROM policy_rows)"
    )
    assert column(demo, "SELECT id FROM clients WHERE id NOT IN (SELECT client_id FROM case_rows)")


def test_a_husband_is_the_subscriber_of_his_wife(demo: Clinic) -> None:
    sql = """SELECT policies.relationship FROM policies JOIN clients
        ON clients.given_name = subscriber_given_name AND clients.family_name = subscriber_family_name
        AND clients.birth_date = subscriber_birth_date"""
    assert set(column(demo, sql)) == {"spouse", "child"}


def test_nobody_can_be_reached_by_what_is_in_it(demo: Clinic) -> None:
    # The audit has every text of every row.
    everything = "\n".join(column(demo, "SELECT after FROM audit"))
    phones = re.findall(r"\([0-9]{3}\) ([0-9]{3}-[0-9]{4})", everything)
    assert len(phones) > 100
    assert not [phone for phone in phones if not re.fullmatch(r"555-01[0-9]{2}", phone)]
    # Toll-free numbers in this range may be somebody's.
    assert not re.findall(r"\(8(?:00|33|44|55|66|77|88)\)", everything)
    assert not [domain for domain in re.findall(r"@([\w.-]+)", everything) if not domain.endswith(".example")]
    websites = column(demo, "SELECT website FROM payers WHERE website <> ''")
    assert not [website for website in websites if not website.endswith(".example")]


def test_no_number_looks_like_a_social_security_number(demo: Clinic) -> None:
    numbers = column(demo, "SELECT member_id FROM policies UNION SELECT claim_number FROM cases")
    assert not [number for number in numbers if looks_like_ssn(number)]
    assert not re.findall(r"\b[0-9]{3}-[0-9]{2}-[0-9]{4}\b", "\n".join(column(demo, "SELECT after FROM audit")))


@pytest.mark.parametrize(
    "table",
    [
        *("clients", "payers", "departments", "cases", "policies", "alerts", "authorizations"),
        *(
            "restrictions",
            "contracts",
            "contract_fees",
            "supervisors",
            "supervision_answers",
            "contacts",
            "attachments",
        ),
        *("prescribers", "prescriptions", "prescription_diagnoses", "diagnoses"),
        *("visits", "visit_services", "payments", "payment_shares"),
        *("health_histories", "health_flags", "screenings", "consents"),
    ],
)
def test_every_row_came_by_a_command_of_the_owner(demo: Clinic, table: str) -> None:
    rows = sorted(row for (row,) in demo.read.rows(f"SELECT id FROM {table}"))
    sql = "SELECT row_id FROM audit WHERE verb = 'insert' AND table_name = ? AND actor = ? AND label <> ''"
    assert rows == sorted(row for (row,) in demo.read.rows(sql, table, demo.person.id))
    assert rows


def test_nothing_of_it_can_be_undone(demo: Clinic) -> None:
    assert not demo.history.undoable
    assert not demo.history.redoable


@pytest.mark.usefixtures("little_demo")
def test_it_opens_again_and_a_reset_makes_it_new(tmp_path: Path) -> None:
    folder, clock = ClinicFolder(tmp_path / "demo"), Clock(NOW)
    clinic = open_demo(folder, clock)
    count = client_count(clinic.read)
    clinic.do(RetireClient(1, 1))
    clinic.close()
    again = open_demo(folder, clock)
    assert client_count(again.read) == count - 1
    again.close()
    rebuild_demo(folder, clock)
    new = open_demo(folder, clock)
    assert client_count(new.read) == count
    assert not new.history.undoable
    new.close()


def test_a_demo_opens_as_its_owner_also_when_made_by_an_earlier_version(demos: Demos, tmp_path: Path) -> None:
    folder = demos.put(tmp_path / "demo", NOW)
    beside = folder.path / "demo-password.txt"
    beside.write_text(beside.read_text(encoding="ascii").splitlines()[0], encoding="ascii")
    clinic = open_demo(folder, Clock(NOW))
    assert clinic.person.role == "owner"
    assert clinic.clock.now() == NOW
    clinic.close()


def test_a_demo_that_was_stopped_leaves_nothing_and_another_folder_is_left_alone(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder, stopped = ClinicFolder(tmp_path / "demo"), Progress()
    stopped.stop()
    with pytest.raises(Cancelled):
        build_demo(folder, Clock(NOW), stopped)
    assert not list(tmp_path.iterdir())
    folder.path.mkdir()
    (folder.path / "letter.txt").write_text("mine")
    request.getfixturevalue("little_demo")
    with pytest.raises(StoreTrouble, match="could not be made"):
        build_demo(folder, Clock(NOW))
    assert [file.name for file in folder.path.iterdir()] == ["letter.txt"]
    assert [file.name for file in tmp_path.iterdir()] == ["demo"]


@pytest.mark.usefixtures("little_demo")
def test_a_demo_without_its_password_says_so_and_a_reset_helps(demos: Demos, tmp_path: Path) -> None:
    folder = demos.put(tmp_path / "demo", NOW)
    (folder.path / "demo-password.txt").unlink()
    with pytest.raises(StoreTrouble, match="Reset the demo clinic"):
        open_demo(folder, Clock(NOW))
    rebuild_demo(folder, Clock(NOW))
    open_demo(folder, Clock(NOW)).close()


def test_a_misspelt_key_is_an_error(clinic: Clinic) -> None:
    payers = filling.add_payers(clinic, [{"name": "Silverfir Advantage", "departments": [{"note": "Ask for Jo."}]}])
    prescribers = filling.add_prescribers(clinic, [{"given_name": "Bo", "family_name": "Ito", "credential": "MD"}])
    paper = {"prescriber": "Bo Ito, MD", "ordered_days_ago": 3, "diagnoses": ["M54.2"]}
    named = {"given_name": "Ann", "family_name": "Lee"}
    sick, card = {"reason": "Neck pain"}, {"payer": "Silverfir Advantage"}
    for wrong in (
        {"family_nam": "Lee"},
        named | {"age": [30, 1, 1]},
        named | {"alerts": [{"kind": "desk", "word": "Pays by check"}]},
        named | {"cases": [sick | {"onset_days": 3}]},
        named | {"cases": [sick | {"policies": [{"payer": "Silverfir Advantage", "member": "1"}]}]},
        named | {"cases": [sick | {"policies": [card], "authorizations": [{"grant": "8"}]}]},
        named | {"cases": [sick | {"contacts": [{"party": "client", "say": "Hello"}]}]},
        named | {"cases": [sick | {"prescriptions": [paper | {"visits": "6"}]}]},
        named | {"cases": [sick | {"diagnoses": [{"code": "M54.2", "from": "phone"}]}]},
        # A date that belongs to another draft.
        named | {"effective": [0, 1, 1]},
    ):
        with pytest.raises(TypeError, match="unexpected keyword"):
            filling.add_clients(clinic, [wrong], payers, prescribers)
    with pytest.raises(TypeError, match="unexpected keyword"):
        filling.add_payers(clinic, [{"name": "Harborlight", "departments": [{"phones": "(253) 555-0101"}]}])


def test_a_policy_of_an_unknown_payer_and_an_unknown_prescriber_are_errors(clinic: Clinic) -> None:
    typed = {
        "given_name": "Ann",
        "family_name": "Lee",
        "cases": [{"reason": "Pain", "policies": [{"payer": "Nobody"}]}],
    }
    unordered = {"given_name": "Bo", "family_name": "Lee"} | {
        "cases": [{"reason": "Pain", "prescriptions": [{"prescriber": "Nobody", "diagnoses": []}]}]
    }
    with pytest.raises(KeyError, match="Nobody"):
        filling.add_clients(clinic, [unordered], {}, {})
    with pytest.raises(KeyError, match="Nobody"):
        filling.add_clients(clinic, [typed], {}, {})
