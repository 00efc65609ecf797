"""What the list of Good Faith Estimates shows."""

from clinic_desktop.estimates.model.estimate import WAYS, IssuedEstimate, number_words
from clinic_desktop.estimates.rules.words import visits_words
from clinic_desktop.values import dates, money
from clinic_desktop.wording import mark, say
from ui.kit.paged_model import Column


def state_words(one: IssuedEstimate) -> str:
    """Where it stands: void, delivered and how, or that nobody wrote down that the client has it."""
    if one.voided_on:
        return say("Void")
    if not one.deliveries:
        return say("Not delivered yet")
    last = one.deliveries[-1]
    return say("{how}, {day}", how=say(WAYS[last.how]), day=dates.shown(last.delivered_on))


ESTIMATE_COLUMNS: tuple[Column[IssuedEstimate], ...] = (
    Column(mark("Number"), lambda one: number_words(one.number), share=3, least="E-1000"),
    Column(mark("Issued"), lambda one: dates.shown(one.issued_on), share=5, least="20 Nov 2026"),
    Column(mark("For"), visits_words, share=11),
    Column(mark("Total"), lambda one: money.shown(one.facts.total_cents), right=True, share=4),
    Column(mark("Delivered"), state_words, share=10),
)
