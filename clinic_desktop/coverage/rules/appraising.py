"""The whole answer to a case: verdict, estimate, what would change it, and the headline that a person reads first."""

from dataclasses import dataclass, replace

from clinic_desktop.coverage.model.answers import Answers, Benefit
from clinic_desktop.coverage.model.fact import Facts
from clinic_desktop.coverage.model.facts_routing import WITH_BENEFIT
from clinic_desktop.coverage.model.money import Estimate, NetworkSide, PlannedVisit, PlanTerms, Standing
from clinic_desktop.coverage.model.outcome import WORDS, Change, Contradiction, CoverageOutcome, CoverageVerdict
from clinic_desktop.coverage.model.packs import Packs
from clinic_desktop.coverage.rules import contradictions as typed
from clinic_desktop.coverage.rules.changes import changes
from clinic_desktop.coverage.rules.dates import case_dates
from clinic_desktop.coverage.rules.estimate import contradictions as money_typed
from clinic_desktop.coverage.rules.estimate.headline import money_words
from clinic_desktop.coverage.rules.estimate.series import estimate, with_limits
from clinic_desktop.coverage.rules.estimate.spans import deductible_left
from clinic_desktop.coverage.rules.facts import facts
from clinic_desktop.coverage.rules.judging import JudgedCase, is_open, judge
from clinic_desktop.coverage.rules.saying import places_of
from clinic_desktop.policies.model import PROGRAMS
from clinic_desktop.values.money import shown
from clinic_desktop.wording import mark, say, say_many

_NO_BENEFIT = (CoverageVerdict.NOT_COVERED, CoverageVerdict.UNLIKELY)

# Of a case without planned visits, where nothing else is known of its money either: for the clinic to do.
NO_MONEY = mark("Its money is not known yet: plan the visits, with their price, and ask for the plan’s terms.")


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What is said about a case. `estimate` is None where no visit is planned; `payer_name` is who pays, by name."""

    facts: Facts
    outcome: CoverageOutcome
    estimate: Estimate | None
    terms: PlanTerms
    payer_name: str = ""

    @property
    def headline(self) -> str:
        """The verdict in words, with its money where it is likely."""
        verdict = self.outcome.verdict
        if verdict is CoverageVerdict.LIKELY:
            return self._likely
        if verdict is CoverageVerdict.COVERABLE_MISSING:
            count = len(self.outcome.those("missing")) + len(self.outcome.those("stale"))
            # A benefit that nobody has asked about is no more than a hope.
            if self.facts.get("payer") in WITH_BENEFIT and "massage" not in self.facts:
                return say_many(
                    "Could be paid if the plan has the benefit, {count} thing missing",
                    "Could be paid if the plan has the benefit, {count} things missing",
                    count,
                )
            return say_many("Could be paid, {count} thing missing", "Could be paid, {count} things missing", count)
        return say(WORDS[verdict])

    @property
    def _likely(self) -> str:
        if not self.estimate:
            return say("Likely. {money}", money=self.money)
        # Nothing comes of the first visit: that belongs into the same breath.
        pays = self.estimate.rows[0].low.plan_cents or self.estimate.terms.standing is not Standing.PAYS
        return say("Likely: {money}", money=self.money) if pays else say("Likely, but {money}", money=self.money)

    @property
    def money(self) -> str:
        """The estimate in a few words; of a case without planned visits what is known of its money."""
        if self.estimate:
            return money_words(self.estimate)
        left = deductible_left(self.terms)
        if self.terms.deductible_applies and left.is_known and left.least:
            return say("Estimate: about $0 back until {amount} more of the deductible.", amount=shown(left.least))
        return say(NO_MONEY)


def appraise(answers: Answers, terms: PlanTerms, visits: tuple[PlannedVisit, ...], packs: Packs) -> Appraisal:
    """Judge the case and estimate its planned visits. `terms` come without side, standing and limits."""
    known = facts(answers)
    limits = answers.benefit
    whole = with_limits(
        replace(terms, side=_side(answers), without=terms.without | _without(limits)),
        visit_limit=limits.visit_limit,
        visits_used=limits.visits_used,
        dollar_cap=limits.dollar_cap,
        dollar_used=limits.dollar_used,
    )
    wrong = _contradictions(answers, whole)
    case = JudgedCase(answers.today, known, places_of(answers), case_dates(answers), wrong)
    outcome = judge(case, packs.for_payer(answers.payer_name))
    whole = replace(whole, standing=standing(known, outcome.verdict))
    return Appraisal(known, outcome, estimate(whole, visits) if visits else None, whole, answers.payer_name)


def _without(limits: Benefit) -> frozenset[str]:
    """The limits of which the plan said that there are none, by their fields of the terms."""
    said = {"visits": limits.no_visit_limit, "dollars": limits.no_dollar_limit}
    return frozenset(name for name, is_none in said.items() if is_none)


def better(appraisal: Appraisal, packs: Packs) -> tuple[Change, ...]:
    """What would lead to a better verdict."""
    counting = packs.for_payer(appraisal.payer_name)
    stays_open = is_open(appraisal.outcome.contradictions, counting)
    return changes(appraisal.facts, counting.rules_for(appraisal.facts), is_open=stays_open)


def standing(known: Facts, verdict: CoverageVerdict) -> Standing:
    """What the payer does with a visit, as far as the verdict tells."""
    payer = known.get("payer", "")
    if verdict is CoverageVerdict.SELF_PAY:
        return Standing.NO_PAYER
    if payer in PROGRAMS:
        return Standing.NEVER_BILLED
    if verdict in _NO_BENEFIT:
        return Standing.NO_BENEFIT
    if payer == "pip" and known.get("claim_status") == "open":
        return Standing.OPEN_CLAIM
    if verdict is CoverageVerdict.LIKELY or (
        known.get("massage") == "yes" and verdict is CoverageVerdict.POSSIBLE_VERIFY
    ):
        return Standing.PAYS
    return Standing.UNKNOWN


def _side(answers: Answers) -> NetworkSide:
    return NetworkSide(answers.network or "unknown")


def _contradictions(answers: Answers, terms: PlanTerms) -> tuple[Contradiction, ...]:
    """Those of the answers, and those of the money that are not the same ones again."""
    found = typed.contradictions(answers)
    said = {one.key for one in found}
    return (*found, *(Contradiction(key, words) for key, words in money_typed.contradictions(terms) if key not in said))
