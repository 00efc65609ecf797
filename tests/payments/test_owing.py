"""What the client owes, told from what payers do: one rule for the chart, the list of clients and the report."""

import re
from dataclasses import replace

import pytest
from factories import CASE, PAYMENT, POLICY, VISIT, new_case, new_client, new_payment, new_policy, new_visit

from clinic_desktop.chart.queries import glance
from clinic_desktop.clients import queries as clients
from clinic_desktop.clinic import Clinic
from clinic_desktop.payments import queries
from clinic_desktop.policies.model import PROGRAMS
from clinic_desktop.reports.queries.outstanding import outstanding
from ui.clients.columns import CLIENT_COLUMNS

CHARGE = 14_000
OTHER_DAY = replace(VISIT, date_of_service="11/19/2026")


@pytest.mark.parametrize(
    ("kind", "plan_type", "ends_on", "is_of_payer"),
    [
        ("auto", "pip", "", True),
        ("work", "", "", True),
        ("health", "medicaid", "", True),
        ("health", "ppo", "", False),
        # The program had ended before the visit: the client pays.
        ("health", "medicaid", "1/31/2026", False),
    ],
)
def test_what_a_payer_owes_is_told_from_what_the_client_does(
    clinic: Clinic, kind: str, plan_type: str, ends_on: str, is_of_payer: bool
) -> None:
    """Nobody asks this client for money where the bill goes to the payer, and one rule says so: chart, list, report."""
    client = new_client(clinic)
    case = new_case(clinic, client, replace(CASE, kind=kind, no_accident=False))
    new_policy(clinic, case, replace(POLICY, plan_type=plan_type, ends_on=ends_on))
    visit = new_visit(clinic, case)
    for paid in (0, 5_000):
        if paid:
            payer = str(clinic.read.one("SELECT payer_id FROM policies")["payer_id"]) if is_of_payer else ""
            new_payment(clinic, visit, draft=replace(PAYMENT, service="50", method="check", tip="", payer=payer))
        found = queries.balance(clinic.read, client)
        owed = (0, CHARGE - paid) if is_of_payer else (CHARGE - paid, 0)
        assert (found.owed_cents, found.payers_cents) == owed
        assert found == glance(clinic.read, client, case, clinic.clock.today()).balance
        (row,) = clients.client_page(clinic.read).rows
        assert (row.owed_cents, row.payers_cents) == owed
        told = [column.text(row) for column in CLIENT_COLUMNS[-2:]]
        assert told == ["" if cents == 0 else f"${cents / 100:.2f}" for cents in reversed(owed)]
    assert [column.title for column in CLIENT_COLUMNS[-2:]] == ["Due from payers", "Unpaid, all cases"]
    (line,) = outstanding(clinic.read, clinic.clock.today()).lines
    assert (line.cells[0] == "Clients") is not is_of_payer


def test_credit_on_account_is_the_client_s_though_a_payer_owes(clinic: Clinic) -> None:
    client = new_client(clinic)
    own = new_visit(clinic, new_case(clinic, client, replace(CASE, kind="cash")))
    new_visit(clinic, new_case(clinic, client, replace(CASE, kind="auto", no_accident=False)), OTHER_DAY)
    new_payment(clinic, own, draft=replace(PAYMENT, service="140", credit="140"))
    (row,) = clients.client_page(clinic.read).rows
    # Together nothing is open, and both owe each other.
    assert (row.balance_cents, row.owed_cents, row.payers_cents) == (0, -CHARGE, CHARGE)
    found = queries.balance(clinic.read, client)
    assert (found.open_cents, found.owed_cents, found.payers_cents) == (0, -CHARGE, CHARGE)


def test_the_programs_of_the_view_are_those_of_the_rules(clinic: Clinic) -> None:
    """The migration spells them out: who adds one has to make the views anew."""
    sql = "SELECT group_concat(sql) AS sql FROM sqlite_master WHERE name IN ('visit_owers', 'open_of_payers')"
    lists = re.findall(r"plan_type IN \(([^)]*)\)", clinic.read.one(sql)["sql"])
    assert [tuple(re.findall(r"\w+", one)) for one in lists] == [PROGRAMS] * 3
