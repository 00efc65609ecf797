"""Determinations of case files, and papers of them, with invented people."""

import json
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from clinic_desktop.cases.model import CaseId
from clinic_desktop.coverage.document.plain import answer
from clinic_desktop.coverage.loader.cases import read_coverage_case
from clinic_desktop.coverage.loader.packs import shipped_packs
from clinic_desktop.coverage.model.kept import Determination, DeterminationId
from clinic_desktop.coverage.model.packs import Packs
from clinic_desktop.coverage.model.paper import DeterminationPaper, PaperFacts, PaperLine
from clinic_desktop.coverage.rules.answer_words import inputs
from clinic_desktop.coverage.rules.appraising import appraise, better
from clinic_desktop.coverage.rules.origins import call_words
from clinic_desktop.written.file import content

CASES = Path(__file__).parent / "cases" / "coverage"
FILES = sorted(CASES.rglob("*.toml"))
CALLED = date(2026, 11, 20)
FACTS = PaperFacts(
    clinic_name="Cascade Massage",
    clinic_address=("12 Alder St", "Seattle, WA 98101"),
    clinic_phone="(206) 555-0142",
    clinic_email="front@cascade.example",
    therapist_name="Jordan Reyes, LMT",
    client_name="Maya Ortega",
    reason="Low back pain since March",
    payer_name="Evergreen Health Plan",
    plan_type="ppo",
    plan_name="Silver 2026",
    member_id="EHP004417",
    group_number="88-120",
    lines=(PaperLine("member", "(800) 555-0101", "8 to 5"), PaperLine("provider", "(800) 555-0102")),
    called_on=CALLED,
    called_by="clinic",
    representative="Dana W.",
    reference="C-20-114",
)
NOBODY = replace(
    FACTS, payer_name="", plan_type="", plan_name="", member_id="", group_number="", lines=(), called_on=None
)


@cache
def packs() -> Packs:
    return shipped_packs()


@cache
def determined(path: Path) -> Determination:
    """What is kept of the case of a file, its benefits from the call."""
    case = read_coverage_case(path)
    found = appraise(case.answers, case.money.terms, case.money.visits, packs())
    outcome = json.loads(json.dumps(answer(found, better(found, packs()))))
    read = {key: value for key, value in content(path)[0].items() if key != "expect"}
    kept = json.loads(json.dumps(read, default=str))
    called = call_words(CALLED, "C-20-114")
    origins = {
        key: called if _is_asked(key) else "Answered on 19 Nov 2026" for key, _ in inputs(kept) if key != "today"
    }
    named = [
        {"id": one.id, "title": one.title, "version": one.version, "dated": one.dated.isoformat()}
        for one in packs().read
    ]
    return Determination(
        *(DeterminationId(1), CaseId(1), None, case.today, outcome["verdict"], outcome["headline"]),
        *(kept, origins, outcome, tuple(named)),
    )


def _is_asked(key: str) -> bool:
    return key.startswith(("benefit.", "cost_share.", "vob_call.", "pa_"))


def named(stem: str) -> Determination:
    return determined(next(one for one in FILES if one.stem == stem))


def paper(stem: str, **facts: Any) -> DeterminationPaper:
    return DeterminationPaper(named(stem), replace(FACTS, **facts))
