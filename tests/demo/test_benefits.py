"""The benefit statements of the demo clinic: an estimate says from how many, and some superbills still wait."""

from pathlib import Path

from demos import Demos
from fixed import NOW

from clinic_desktop.benefit_statements.queries.learned import payer_lessons
from clinic_desktop.coverage.loader.gathering import gather
from clinic_desktop.payers.model import PayerId
from clinic_desktop.submissions.queries.waiting import unanswered


def test_plans_answered_and_an_estimate_says_from_how_many(demos: Demos, tmp_path: Path) -> None:
    demo = demos.open(tmp_path / "demo", NOW)
    try:
        read, today = demo.read, demo.clock.today()
        rows = read.all("SELECT DISTINCT case_id FROM benefit_statements")
        found = [gather(read, row["case_id"], today).money.terms.allowed for row in rows]
        counts = [one.statements for one in found if one and one.statements]
        assert max(counts) >= 4
        assert 0 < len(unanswered(read, today)) < 12
        payers = read.all("SELECT DISTINCT payer_id FROM benefit_statements")
        assert all(payer_lessons(read, PayerId(row["payer_id"])) for row in payers)
        odd = read.all(
            "SELECT 1 FROM benefit_lines WHERE deductible_cents + coinsurance_cents + paid_cents <> allowed_cents"
        )
        assert not odd
    finally:
        demo.close()
