"""What a plan may pay for a case that is written down as a file: verdict, evidence, steps, rules and estimate."""

import argparse
import json
from typing import TYPE_CHECKING, Any

from clinic_desktop.errors import ClinicError
from clinic_desktop.headless.out import BAD_INPUT, DONE, put, tell
from clinic_desktop.values.dates import shown
from clinic_desktop.wording import say

if TYPE_CHECKING:
    from clinic_desktop.coverage.model.outcome import Change
    from clinic_desktop.coverage.model.packs import Packs
    from clinic_desktop.coverage.rules.appraising import Appraisal


def coverage(given: argparse.Namespace) -> int:
    """The answer to a case; rule packs that cannot be read are named and left out."""
    from clinic_desktop.coverage.document.plain import answer
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


def _say(found: "Appraisal", changes: "tuple[Change, ...]") -> None:
    from clinic_desktop.coverage.document.plain import answer

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
