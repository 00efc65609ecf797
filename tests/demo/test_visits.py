"""Half a year of visits in the demo clinic: they lie in order on every day, and show what a biller meets."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from demos import Demos
from fixed import NOW

from clinic_desktop.cases.model import CaseId
from clinic_desktop.clients.model import ClientId
from clinic_desktop.clinic import Clinic
from clinic_desktop.demo.diary import bookings
from clinic_desktop.demo.facts import read_facts
from clinic_desktop.demo.rhythms import Rhythm, visiting
from clinic_desktop.demo.visiting import EveningClock, Rows, record_visits
from clinic_desktop.ledger.queries import ledger
from clinic_desktop.payments.model import METHODS
from clinic_desktop.payments.queries import balance, open_accounts
from clinic_desktop.policies.model import PLAN_TYPES
from clinic_desktop.prepaid.queries import prepaid_page
from clinic_desktop.referrals.queries import prescription_page
from clinic_desktop.superbills.queries.years import year_bill
from clinic_desktop.visits.model import Use
from clinic_desktop.visits.queries.days import left_open, not_signed, visits_of_day
from clinic_desktop.visits.queries.orders import uses_of

# A Sunday, a Monday after it, New Year, a leap day, and any day.
DAYS = (
    datetime(2026, 11, 29, 17, 30, tzinfo=UTC),
    datetime(2026, 11, 30, 17, 30, tzinfo=UTC),
    datetime(2027, 1, 1, 17, 30, tzinfo=UTC),
    datetime(2028, 2, 29, 17, 30, tzinfo=UTC),
    NOW,
)
SUNDAY = 6
# What nobody pays at the desk.
BILLED = ("va", "medicaid", "pip", "medpay", "work", "work_state", "work_federal")
RHYTHM: dict[str, Any] = {
    "client": "Ann Lee",
    "case": "Pain",
    "therapist": "Maya Ortiz",
    "treatment": "neck",
    "at": "09:00",
    "first_days_ago": 30,
    "last_days_ago": -10,
}


@pytest.fixture(scope="module", params=DAYS, ids=lambda now: str(now.date()))
def demo(demos: Demos, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """A demo clinic made on each of these days."""
    clinic = demos.open(tmp_path_factory.mktemp("demo") / "demo", request.param)
    yield clinic
    clinic.close()


def rows(clinic: Clinic, where: str = "1") -> list[dict[str, Any]]:
    sql = (
        "SELECT visits.*, cases.client_id, cases.onset_on, cases.closed_on, clients.birth_date, clients.given_name,"
        " clients.family_name FROM visits JOIN cases ON cases.id = visits.case_id"
        f" JOIN clients ON clients.id = cases.client_id WHERE {where} ORDER BY visits.date_of_service, visits.starts_at"
    )
    return clinic.read.all(sql)


def used(clinic: Clinic) -> list[tuple[int | None, Use]]:
    found = []
    for case in clinic.read.all("SELECT id FROM case_rows"):
        papers = prescription_page(clinic.read, CaseId(case["id"])).rows
        counted = uses_of(clinic.read, CaseId(case["id"]), papers)
        found += [(paper.visits_ordered, counted[paper.id]) for paper in papers]
    return found


def test_half_a_year_of_visits_of_nearly_everybody(demo: Clinic) -> None:
    found, today = rows(demo), demo.clock.today()
    assert 450 <= len(found) <= 600
    recent = [one for one in found if one["date_of_service"] > (today - timedelta(183)).isoformat()]
    assert len(recent) > 400
    clients = {one["client_id"] for one in found}
    everybody = {row["id"] for row in demo.read.all("SELECT id FROM clients")}
    assert [demo.read.one("SELECT * FROM clients WHERE id = ?", one)["given_name"] for one in everybody - clients] == [
        "Hannah"
    ]
    assert {row["n"] >= 100 for row in demo.read.all("SELECT count(*) AS n FROM visits GROUP BY therapist_id")} == {
        True
    }
    assert len({one["therapist_id"] for one in found}) == 3


def test_nobody_is_in_two_rooms_and_sundays_are_free(demo: Clinic) -> None:
    found = rows(demo)
    of_therapist, of_client = defaultdict(list), defaultdict(list)
    for one in found:
        of_therapist[one["therapist_id"], one["date_of_service"]].append((one["starts_at"], one["ends_at"]))
        of_client[one["client_id"], one["date_of_service"]].append(one["id"])
    for times in of_therapist.values():
        assert all(before < after for (_, before), (after, _) in pairwise(sorted(times)))
        assert "08:00" <= min(times)[0] <= max(end for _, end in times) <= "19:00"
    assert max(len(visits) for visits in of_client.values()) == 1
    on_sundays = {day for _, day in of_client if date.fromisoformat(day).weekday() == SUNDAY}
    assert on_sundays <= {demo.clock.today().isoformat()}


def test_visits_lie_in_the_life_of_their_case_and_only_planned_ones_ahead(demo: Clinic) -> None:
    today = demo.clock.today().isoformat()
    for one in rows(demo):
        assert one["birth_date"] < one["date_of_service"]
        assert not one["onset_on"] or one["onset_on"] <= one["date_of_service"]
        assert not one["closed_on"] or one["date_of_service"] <= one["closed_on"]
        if one["status"] == "given":
            assert (one["date_of_service"], one["ends_at"]) <= (
                today,
                "12:00" if one["date_of_service"] == today else "24",
            )


def test_every_kind_of_payer_has_visits(demo: Clinic) -> None:
    sql = "SELECT DISTINCT plan_type FROM policies JOIN visits ON visits.case_id = policies.case_id"
    assert {one["plan_type"] for one in demo.read.all(sql)} >= set(PLAN_TYPES) - {"", "other"}
    sql = "SELECT DISTINCT kind FROM cases JOIN visits ON visits.case_id = cases.id"
    assert {one["kind"] for one in demo.read.all(sql)} == {"health", "auto", "work", "accident", "cash"}
    assert {one["unit_rule"] for one in rows(demo)} == {"cms", "midpoint"}


def test_payers_that_ask_for_times_get_them(demo: Clinic) -> None:
    sql = (
        "SELECT DISTINCT visit_services.starts_at <> '' AS is_timed FROM visit_services JOIN visits"
        " ON visits.id = visit_id JOIN policies ON policies.case_id = visits.case_id AND policies.place = 1"
        " JOIN payers ON payers.id = policies.payer_id"
        " WHERE payers.asks_times = 1 AND visit_services.is_timed = 1"
    )
    assert demo.read.all(sql) == [{"is_timed": 1}]


def test_today_and_the_coming_days_are_full(demo: Clinic) -> None:
    today = demo.clock.today()
    on_day = visits_of_day(demo.read, today)
    given = [one.visit.starts_at for one in on_day if one.visit.status == "given"]
    planned = [one.visit.starts_at for one in on_day if one.visit.status == "planned"]
    assert len(given) >= 3
    assert len(set(planned)) >= 4
    assert max(given) < min(planned)
    ahead = rows(demo, f"date_of_service > '{today}'")
    assert len(ahead) >= 25
    assert ahead[-1]["date_of_service"] <= (today + timedelta(17)).isoformat()
    assert 2 <= len(left_open(demo.read, today)) <= 3


def test_prescriptions_are_in_every_state(demo: Clinic) -> None:
    found = used(demo)
    counted = {(ordered, use.given) for ordered, use in found}
    assert {(8, 6), (8, 8), (6, 6), (6, 5), (12, 11), (20, 20), (None, 8)} <= counted
    assert all(use.given + use.planned <= ordered for ordered, use in found if ordered)
    # One more after it had ended, and one between two of them.
    late = rows(demo, "clients.family_name = 'Adébáyọ̀'")[-1]["date_of_service"]
    sql = "SELECT max(expires_on) AS last FROM prescriptions JOIN cases ON cases.id = case_id WHERE client_id = ?"
    assert demo.read.one(sql, rows(demo, "clients.family_name = 'Adébáyọ̀'")[0]["client_id"])["last"] < late
    (case,) = {one["case_id"] for one in rows(demo, "clients.family_name = 'Wiśniewski'")}
    papers = prescription_page(demo.read, CaseId(case)).rows
    counts = uses_of(demo.read, CaseId(case), papers).values()
    assert sum(use.given for use in counts) == len(rows(demo, f"case_id = {case} AND status = 'given'")) - 1


def test_notes_are_signed_by_their_therapist_on_the_evening_of_the_visit(demo: Clinic) -> None:
    sql = (
        "SELECT visit_notes.*, staff.therapist_id AS signer_id, visits.therapist_id, visits.date_of_service"
        " FROM visit_notes JOIN visits ON visits.id = visit_id JOIN staff ON staff.id = signed_by"
    )
    notes = demo.read.all(sql)
    assert len(notes) > 400
    for note in notes:
        assert note["signer_id"] == note["therapist_id"]
        signed = datetime.fromisoformat(note["signed_at"]).astimezone()
        assert signed.date().isoformat() == note["date_of_service"]
        assert note["subjective"] and note["objective"] and note["assessment"] and note["plan"]
    for therapist in demo.read.all("SELECT id FROM therapist_rows"):
        # As of tomorrow: those of today stand among the visits of the day.
        tomorrow = demo.clock.today() + timedelta(1)
        states = [one.visit.note for one in not_signed(demo.read, therapist["id"], tomorrow)]
        assert sorted(states) == ["none"] * 2 + ["written"] * 3


def test_something_was_said_later(demo: Clinic) -> None:
    addenda = demo.read.all("SELECT * FROM addenda ORDER BY id")
    assert len(addenda) == 3
    assert len({one["author"] for one in addenda}) == 2
    (amended,) = [one for one in addenda if "Was:" in one["words"]]
    sql = "SELECT count(*) AS n FROM audit WHERE label = 'Amend visit' AND table_name = 'visits'"
    assert demo.read.one(sql)["n"] == 1
    assert "sacrum" in amended["words"].lower()


def test_the_check_of_a_plan_pays_a_claim_and_no_receipt_of_a_year(demo: Clinic) -> None:
    (sent,) = demo.read.all(
        "SELECT client_id, paid_on, service_cents FROM payments WHERE payer_id IS NOT NULL AND statement_id IS NULL"
    )
    assert sent["service_cents"] == 9_000
    year = int(sent["paid_on"][:4])
    paid = [one for visit in year_bill(demo.read, sent["client_id"], year).visits for one in visit.payments]
    assert not [one for one in paid if one.method == "check"]


def test_money_adds_up_and_few_owe_any(demo: Clinic) -> None:
    billed = f"visits.case_id IN (SELECT case_id FROM policies WHERE plan_type IN {BILLED} AND place = 1)"
    paid = "SELECT 1 FROM payment_shares JOIN payments ON payments.id = payment_id WHERE visit_id = ?"
    for one in rows(demo, billed):
        assert not demo.read.all(f"{paid} AND payer_id IS NULL", one["id"])
    owing = set()
    for row in demo.read.all("SELECT DISTINCT client_id FROM payments WHERE client_id IS NOT NULL"):
        client = ClientId(row["client_id"])
        cases = demo.read.all("SELECT id FROM cases WHERE client_id = ? AND retired_at IS NULL", client)
        kept, left = balance(demo.read, client), [one for row in cases for one in open_accounts(demo.read, row["id"])]
        assert kept.open_cents + kept.credit_cents == sum(one.open_cents for one in left) >= 0
        of_payer = {one["id"] for one in rows(demo, f"cases.client_id = {client} AND {billed}")}
        if any(one.id not in of_payer for one in left):
            owing.add(client)
    unpaid = rows(demo, "clients.family_name = 'Benali' AND status = 'given'")
    owing |= {one["client_id"] for one in unpaid}
    assert len(owing) == 3
    sql = "SELECT payments.id FROM payments WHERE service_cents <> (SELECT sum(cents) FROM payment_shares WHERE {})"
    assert not demo.read.all(sql.format("payment_id = payments.id AND retired_at IS NULL"))


def test_people_pay_in_many_ways(demo: Clinic) -> None:
    payments = demo.read.all("SELECT * FROM payments")
    assert {one["method"] for one in payments} == set(METHODS) - {"other"}
    tips = {one["method"] for one in payments if one["tip_cents"]}
    assert tips == {"card", "cash"}
    sql = (
        "SELECT count(*) AS n FROM payment_shares JOIN payments ON payments.id = payment_id"
        " WHERE payer_id IS NULL GROUP BY payment_id"
    )
    assert max(one["n"] for one in demo.read.all(sql)) == 4
    assert {one["discount_why"] for one in rows(demo) if one["discount_cents"]} >= {"Seniors", "Students"}
    bought = demo.read.all(
        "SELECT paid_on, date_of_service FROM payments JOIN payment_shares ON payment_id = payments.id"
        " JOIN visits ON visits.id = visit_id WHERE method IN ('package', 'membership', 'gift_card')"
    )
    assert all(one["paid_on"] < one["date_of_service"] for one in bought)


def test_packages_cards_credits_refunds_and_write_offs_are_there(demo: Clinic) -> None:
    held = {(one.kind, one.client is None): one for one in prepaid_page(demo.read).rows}
    package, card = held["package", False], held["gift_card", True]
    membership = held["membership", False]
    kept = [one for one in prepaid_page(demo.read).rows if one.kind == "package" and one.visits_left]
    assert [(one.visits, one.uses, one.visits_left) for one in kept] == [(5, 3, 2)]
    assert package.paid_cents == package.price_cents and membership.uses == 2
    assert 0 < card.left_cents < card.price_cents
    assert demo.read.one("SELECT sum(credit_cents) AS cents FROM balances")["cents"] == 3_000
    assert demo.read.one("SELECT count(*) AS many FROM payments WHERE refunds_id IS NOT NULL")["many"] == 1
    assert demo.read.one("SELECT count(*) AS many FROM write_offs")["many"] == 1
    for row in demo.read.all("SELECT DISTINCT client_id FROM payments WHERE client_id IS NOT NULL"):
        assert ledger(demo.read, row["client_id"])[-1].balance_cents == balance(demo.read, row["client_id"]).open_cents


def test_who_signs_in_is_the_owner_and_the_others_only_signed(demo: Clinic) -> None:
    people = demo.read.all("SELECT * FROM staff_rows ORDER BY id")
    assert [one["role"] for one in people] == ["owner", "therapist", "therapist", "front_desk", "biller", "read_only"]
    assert demo.person.id == people[0]["id"]
    sql = "SELECT DISTINCT label FROM audit WHERE actor <> ?"
    labels = {one["label"] for one in demo.read.all(sql, demo.person.id)}
    assert labels == {"Write note", "Sign note", "Add addendum", "Amend visit"}


def test_the_demo_of_tomorrow_is_the_demo_of_today_but_for_its_sundays() -> None:
    typed = visiting(read_facts())
    made = [bookings(typed.rhythms, typed.treatments, NOW.date() + timedelta(step)) for step in range(8)]
    assert {len(one) for one in made} == {len(made[0])}
    week = timedelta(7)
    assert [(one.day + week, one.starts) for one in made[0]] == [(one.day, one.starts) for one in made[7]]


@pytest.mark.parametrize(
    ("table", "wrong", "error"),
    [
        ("visits", RHYTHM | {"every": 7}, TypeError),
        ("visits", RHYTHM | {"treatment": "nothing"}, KeyError),
        ("visits", RHYTHM | {"pays": "nothing"}, KeyError),
        ("later", {"client": "Ann Lee", "words": "x", "days": 3}, TypeError),
    ],
)
def test_what_is_not_known_in_a_rhythm_is_an_error(table: str, wrong: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        visiting(read_facts() | {table: [wrong]})


@pytest.mark.parametrize("wrong", [{"treatments": {"x": {"service": []}}}, {"ways": {"x": {"how": "card"}}}])
def test_what_is_not_known_in_a_treatment_or_a_way_is_an_error(wrong: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="unexpected keyword"):
        visiting(read_facts() | wrong)


@pytest.mark.parametrize(
    "known",
    [
        Rows({}, {"Maya Ortiz": 1}, {}),
        Rows({("Ann Lee", "Pain"): 1}, {}, {}),
        Rows({("Ann Lee", "Pain"): 1}, {"Maya Ortiz": 1}, {}),
    ],
)
def test_an_unknown_client_therapist_or_service_is_an_error(clinic: Clinic, known: Rows) -> None:
    typed = visiting(read_facts() | {"visits": [RHYTHM]})
    before = clinic.read.one("SELECT count(*) AS n FROM audit")
    with pytest.raises(KeyError):
        record_visits(clinic, EveningClock(clinic.clock), typed, known)
    assert clinic.read.one("SELECT count(*) AS n FROM audit") == before


def test_a_day_without_room_moves_a_visit_and_past_stays_past() -> None:
    typed = visiting(read_facts())
    same = [Rhythm(**RHYTHM | {"client": f"Client {at}", "first_days_ago": 1, "last_days_ago": 1}) for at in range(20)]
    found = bookings(same, typed.treatments, date(2026, 11, 30))
    # Yesterday was a Sunday.
    assert {one.day for one in found} == {date(2026, 11, 28), date(2026, 11, 27), date(2026, 11, 26)}
    assert {one.status for one in found} == {"given"}
