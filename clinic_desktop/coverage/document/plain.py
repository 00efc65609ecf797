"""The whole answer to a case as plain values: what the command line prints, and what is kept of a determination."""

from typing import Any

from clinic_desktop.coverage.model.fact import WHOM
from clinic_desktop.coverage.model.outcome import Change, Evidence, Step
from clinic_desktop.coverage.rules.appraising import Appraisal
from clinic_desktop.coverage.rules.estimate.lines import arithmetic
from clinic_desktop.coverage.rules.estimate.said import sentences
from clinic_desktop.coverage.rules.estimate.table import json_rows, json_totals
from clinic_desktop.values.dates import shown
from clinic_desktop.wording import say


def answer(found: Appraisal, changes: tuple[Change, ...]) -> dict[str, Any]:
    """The answer as plain values: amounts in cents, days like 2026-11-24."""
    outcome, money = found.outcome, found.estimate
    return {
        "verdict": outcome.verdict.value,
        "headline": found.headline,
        "as_of": outcome.today.isoformat(),
        "confidence": outcome.confidence,
        "missing": [one.words for one in (*outcome.those("missing"), *outcome.those("stale"))],
        "ask": [_asked(one) for one in outcome.those("ask")],
        "next": [_step(one) for one in outcome.steps],
        "questions": [{"words": one.words, "whom": one.whom} for one in outcome.those("ask")],
        "steps": [{"words": one.words, "on": one.on.isoformat() if one.on else None} for one in outcome.steps],
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
        "arithmetic": [{"visits": one.title, "lines": list(one.lines)} for one in arithmetic(money)] if money else [],
        "money": found.money,
    }


def _asked(one: Evidence) -> str:
    """The question, and whom to ask."""
    return say("{question} ({whom})", question=one.words, whom=say(WHOM[one.whom]))


def _step(one: Step) -> str:
    return say("{words} By {day}.", words=one.words, day=shown(one.on)) if one.on else one.words
