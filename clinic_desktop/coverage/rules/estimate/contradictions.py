"""Numbers of a plan that cannot all be true."""

from collections.abc import Callable, Iterator

from clinic_desktop.coverage.model.money import PlanTerms, Tally
from clinic_desktop.values.money import shown
from clinic_desktop.wording import say

# The keys of total, used and left.
_Keys = tuple[str, str, str]


def contradictions(terms: PlanTerms) -> tuple[tuple[str, str], ...]:
    """Each as the key to look at and a sentence. The estimate takes all that the numbers could mean."""
    return (
        *_tally(terms.deductible, say("Deductible"), ("deductible", "deductible_met", "deductible_left")),
        *_tally(
            terms.family,
            say("Family deductible"),
            ("family_deductible", "family_deductible_met", "family_deductible_left"),
        ),
        *_tally(terms.out_of_pocket, say("Out-of-pocket maximum"), ("oop_max", "oop_met", "oop_left")),
        *_tally(terms.visits, say("Visit limit"), ("visit_limit", "visits_used", "visits_left"), str),
        *_tally(terms.dollars, say("Dollar limit"), ("dollar_cap", "dollar_used", "dollar_left")),
        *_family(terms),
        *_allowed(terms),
    )


def _tally(tally: Tally, what: str, keys: _Keys, words: Callable[[int], str] = shown) -> Iterator[tuple[str, str]]:
    total, used, left = tally.total, tally.used, tally.left
    if total is None:
        return
    of_total = {"what": what, "total": words(total)}
    if used is not None and used > total:
        yield (
            keys[1],
            say("{what}: {used} is met or used, which is more than the {total} in all.", **of_total, used=words(used)),
        )
    if left is not None and left > total:
        yield (
            keys[2],
            say("{what}: {left} is left, which is more than the {total} in all.", **of_total, left=words(left)),
        )
    elif used is not None and left is not None and used <= total != used + left:
        yield (
            keys[2],
            say(
                "{what}: {used} met or used and {left} left do not make the {total} in all.",
                **of_total,
                used=words(used),
                left=words(left),
            ),
        )


def _family(terms: PlanTerms) -> Iterator[tuple[str, str]]:
    own, family = terms.deductible.total, terms.family.total
    if own is not None and family is not None and own > family:
        yield (
            "family_deductible",
            say(
                "The deductible of one person, {own}, is above the family’s, {family}.",
                own=shown(own),
                family=shown(family),
            ),
        )


def _allowed(terms: PlanTerms) -> Iterator[tuple[str, str]]:
    found = terms.allowed
    if found and found.low_cents > found.high_cents:
        low, high = shown(found.low_cents), shown(found.high_cents)
        yield "allowed_low", say("The low allowed amount, {low}, is above the high one, {high}.", low=low, high=high)
