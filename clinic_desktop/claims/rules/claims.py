"""A bill as claims: every box of the form in its order, sheet by sheet."""

from collections.abc import Iterator, Sequence

from clinic_desktop.claims.model import Box, ClaimChoices, ClaimFacts, ClaimSheet, ServiceOnClaim
from clinic_desktop.claims.rules.condition import cause_boxes, dates_boxes, ordering_boxes, signature_boxes
from clinic_desktop.claims.rules.insured import group_boxes, other_boxes, patient_boxes, payer_boxes, reserved_box
from clinic_desktop.claims.rules.provider import account_boxes, provider_boxes
from clinic_desktop.claims.rules.sheets import sheets
from clinic_desktop.claims.rules.treatment import diagnosis_boxes, number_boxes, service_boxes, sum_boxes


def claims(facts: ClaimFacts, choices: ClaimChoices) -> tuple[ClaimSheet, ...]:
    """The claims that a bill makes: at least one, each with all its boxes in the order of the form, and with the sums
    of its own services."""
    found = sheets(facts.bill)
    return tuple(
        ClaimSheet(
            number,
            len(found),
            tuple(_boxes(facts, choices, lines)),
            sum(one.charged_cents for one in lines),
            sum(one.paid_cents for one in lines),
        )
        for number, lines in enumerate(found, 1)
    )


def _boxes(facts: ClaimFacts, choices: ClaimChoices, lines: Sequence[ServiceOnClaim]) -> Iterator[Box]:
    yield from payer_boxes(facts)
    yield from patient_boxes(facts)
    yield reserved_box()
    yield from other_boxes(facts)
    yield from cause_boxes(facts)
    yield from group_boxes(facts)
    yield from signature_boxes(facts)
    yield from dates_boxes(facts)
    yield from ordering_boxes(facts)
    yield from diagnosis_boxes(facts.bill)
    yield from number_boxes(facts.bill, choices)
    yield from service_boxes(facts.bill, lines)
    yield from account_boxes(facts, choices)
    yield from sum_boxes(sum(one.charged_cents for one in lines), sum(one.paid_cents for one in lines))
    yield from provider_boxes(facts.bill)
