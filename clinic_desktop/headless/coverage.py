"""What a plan may pay for a case that is written down as a file: verdict, evidence, steps, rules and estimate."""

import argparse
import json
from typing import TYPE_CHECKING, Any

from clinic_desktop.errors import ClinicError
from clinic_desktop.headless.out import BAD_INPUT, DONE, put, tell
from clinic_desktop.values.dates import shown
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from clinic_desktop.coverage.model.outcome import Change, Evidence, Step
    from clinic_desktop.coverage.model.packs import Packs
    from clinic_desktop.coverage.rules.appraising import Appraisal


def coverage(given: argparse.Namespace) -> int:
    """The answer to a case; rule packs that cannot be read are named and left out."""
    from clinic_desktop.coverage.loader.cases import read_coverage_case
    from clinic_desktop.coverage.loader.packs import shipped_packs
    from clinic_desktop.coverage.rules.appraising import appraise, better

    packs = shipped_packs(given.pack)
    for pack in packs.broken:
        for line in pack.problems:
            tell(say("Set aside: {line}", line=line))
    if given.rules:
        return _rules(packs, in_json=given.json)
    try:
        case = read_coverage_case(given.case)
    except ClinicError as wrong:
        tell(wrong.words)
        return BAD_INPUT
    found = appraise(case.answers, case.money.terms, case.money.visits, packs)
    changes = better(found, packs)
    if given.json:
        put(json.dumps(answer(found, changes)))
    else:
        _say(found, changes)
    return DONE


def answer(found: "Appraisal", changes: "tuple[Change, ...]") -> dict[str, Any]:
    """The answer as plain values: amounts in cents, days like 2026-11-24."""
    from clinic_desktop.coverage.rules.estimate.said import sentences
    from clinic_desktop.coverage.rules.estimate.table import json_rows, json_totals

    outcome, money = found.outcome, found.estimate
    return {
        "verdict": outcome.verdict.value,
        "headline": found.headline,
        "as_of": outcome.today.isoformat(),
        "confidence": outcome.confidence,
        "missing": [one.words for one in (*outcome.those("missing"), *outcome.those("stale"))],
        "ask": [_asked(one) for one in outcome.those("ask")],
        "next": [_step(one) for one in outcome.steps],
        "have": [one.words for one in outcome.those("have")],
        "stale": [one.words for one in outcome.those("stale")],
        "traps": list(outcome.traps),
        "documents": list(outcome.documents),
        "contradictions": [{"key": one.key, "words": one.words} for one in outcome.contradictions],
        "without": list(outcome.without),
        "rules": [
            {
                **{"id": one.id, "title": one.title, "because": list(one.because), "holds": one.holds},
                **{"source": one.source, "section": one.section, "checked_on": one.checked_on.isoformat()},
                **{"basis": one.basis, "pack": one.pack},
            }
            for one in outcome.rules
        ],
        "changes": [
            {"verdict": one.verdict.value, "facts": dict(one.facts), "words": list(one.words)} for one in changes
        ],
        "estimate": json_rows(money) if money else [],
        "totals": json_totals(money) if money else {},
        "estimate_words": list(sentences(money)) if money else [],
    }


def _asked(one: "Evidence") -> str:
    """The question, and whom to ask."""
    from clinic_desktop.coverage.model.fact import WHOM

    return say("{question} ({whom})", question=one.words, whom=say(WHOM[one.whom]))


def _step(one: "Step") -> str:
    return say("{words} By {day}.", words=one.words, day=shown(one.on)) if one.on else one.words


def _say(found: "Appraisal", changes: "tuple[Change, ...]") -> None:
    plain = answer(found, changes)
    put(found.headline)
    put(say("{verdict}, as of {day}", verdict=plain["verdict"], day=shown(found.outcome.today)))
    for heading, lines in (
        (say("Answers that cannot both be true"), [one["words"] for one in plain["contradictions"]]),
        (say("Rule packs set aside"), plain["without"]),
        (say("Missing"), plain["missing"]),
        (say("To ask"), plain["ask"]),
        (say("Next"), plain["next"]),
        (say("Have"), plain["have"]),
        (say("Look out"), plain["traps"]),
        (say("Documents"), plain["documents"]),
        (say("What would change it"), [f"{one['verdict']}: {'; '.join(one['words'])}" for one in plain["changes"]]),
        (say("Estimate, not a guarantee"), plain["estimate_words"]),
        (say("Why"), list(map(_why, plain["rules"]))),
    ):
        if lines:
            put()
            put(heading)
            for line in lines:
                put(f"  {line}")


def _why(rule: dict[str, Any]) -> str:
    said = "; ".join(rule["because"])
    source = ", ".join(filter(None, (rule["source"], rule["section"])))
    return say(
        "{title} [{id}] {because} ({source}, checked on {day})",
        **{"title": rule["title"], "id": rule["id"], "because": said, "source": source, "day": rule["checked_on"]},
    )


def _rules(packs: "Packs", *, in_json: bool) -> int:
    if in_json:
        put(
            json.dumps(
                [
                    {
                        **{"id": one.id, "title": one.title, "pack": one.pack, "basis": one.basis},
                        **{"source": one.source, "section": one.section, "checked_on": one.checked_on.isoformat()},
                    }
                    for one in packs.rules
                ]
            )
        )
        return DONE
    for one in packs.rules:
        put(f"{one.id:<36} {one.title} ({one.source}, {one.basis})")
    return DONE
