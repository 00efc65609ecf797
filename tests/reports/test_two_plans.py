"""Two plans that answer one visit: what is allowed counts once, what both paid is added up."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from answering import Answerable, answerable
from factories import POLICY, new_policy
from fixed import NOW

from clinic_desktop.benefit_statements.commands.statements import EnterStatement
from clinic_desktop.benefit_statements.model import LineDraft, StatementDraft
from clinic_desktop.benefit_statements.queries.brought_back import of_bill
from clinic_desktop.benefit_statements.rules.brought import brought_words
from clinic_desktop.clinic import Clinic
from clinic_desktop.policies.model import PolicyId
from clinic_desktop.reports.loader import report_of
from clinic_desktop.reports.model import Period, ReportAsked
from clinic_desktop.values import money

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def two(clinic: Clinic) -> tuple[Answerable, PolicyId]:
    """A superbill of two visits at $140.00, and a second policy of its case."""
    found = answerable(clinic)
    return found, new_policy(clinic, found.whose.case, replace(POLICY, payer_name="Summit Health"))


class Said:
    """One statement about one visit, as a slow model keeps it."""

    def __init__(self, policy: int, visit: int, day: date, allowed: int, paid: int, paid_to: str) -> None:
        self.policy, self.visit, self.day = policy, visit, day
        self.allowed, self.paid, self.paid_to = allowed, paid, paid_to


def enter(clinic: Clinic, found: Answerable, said: Said) -> None:
    service = clinic.read.one("SELECT id FROM visit_services WHERE visit_id = ?", found.visits[said.visit])["id"]
    line = LineDraft(
        visit=str(found.visits[said.visit]),
        service=str(service),
        billed="140",
        allowed=money.typed(said.allowed),
        paid=money.typed(said.paid),
    )
    draft = StatementDraft(str(said.policy), f"{said.day:%m/%d/%Y}", "11/24/2026", paid_to=said.paid_to, lines=(line,))
    clinic.do(EnterStatement(found.whose.case, found.bill, replace(draft, differs_why="Printed so")))


def slowly(told: list[Said]) -> tuple[int, int, int, int, int]:
    """Answered, allowed, paid to the client, of it by a second plan, and to the clinic."""
    answered = allowed = client = second = clinic = 0
    for visit in (0, 1):
        newest = {one.policy: one for one in sorted(told, key=lambda one: one.day) if one.visit == visit}
        order = sorted(newest.values(), key=lambda one: (one.allowed == 0, one.policy))
        for place, one in enumerate(order):
            if place == 0:
                answered, allowed = answered + 14_000, allowed + one.allowed
            if one.paid_to == "clinic":
                clinic += one.paid
            else:
                client += one.paid
                second += one.paid if place else 0
    return answered, allowed, client, second, clinic


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_they_add_up_as_a_slow_model_has_it(clinic: Clinic, two: tuple[Answerable, PolicyId], seed: int) -> None:
    found, other = two
    chance, told = Random(seed), []
    for at in range(8):
        allowed = chance.choice((0, 5_000, 11_000, 14_000))
        paid = chance.choice((0, allowed // 2, allowed))
        day = date(2026, 11, 17) + timedelta(at % 7)
        said = Said(chance.choice((1, other)), at % 2, day, allowed, paid, chance.choice(("client", "clinic")))
        told.append(said)
        enter(clinic, found, said)
        brought = of_bill(clinic.read, found.bill)
        facts = (brought.answered_cents, brought.allowed_cents, brought.paid_client_cents, brought.paid_second_cents)
        assert (*facts, brought.paid_clinic_cents) == slowly(told)
        (line,) = report_of(clinic.read, ReportAsked("superbills", period=YEAR), NOW.date()).lines
        assert line.cells[5:7] == (brought.allowed_cents, brought.paid_client_cents)
        assert line.behind
        (behind,) = report_of(clinic.read, line.behind, NOW.date()).lines
        assert behind.cells[5:7] == line.cells[5:7]


def test_it_is_said_what_the_second_plan_paid(clinic: Clinic, two: tuple[Answerable, PolicyId]) -> None:
    found, other = two
    enter(clinic, found, Said(1, 0, date(2026, 11, 18), 11_000, 6_600, "client"))
    enter(clinic, found, Said(other, 0, date(2026, 11, 20), 9_000, 2_400, "client"))
    words = brought_words(of_bill(clinic.read, found.bill))
    assert "Of $140.00 that plans answered, they allowed $110.00 and paid $90.00 to the client." in words
    assert "$24.00 of it came from a plan that pays second." in words


def test_a_plan_that_denied_it_goes_behind_one_that_allowed_something(
    clinic: Clinic, two: tuple[Answerable, PolicyId]
) -> None:
    found, other = two
    enter(clinic, found, Said(1, 0, date(2026, 11, 18), 0, 0, "client"))
    enter(clinic, found, Said(other, 0, date(2026, 11, 20), 9_000, 9_000, "client"))
    brought = of_bill(clinic.read, found.bill)
    assert (brought.answered_cents, brought.allowed_cents, brought.paid_second_cents) == (14_000, 9_000, 0)
