"""The case in the README is one that can be read, and it names every key there is."""

import re
from dataclasses import is_dataclass
from pathlib import Path

from clinic_desktop.codes import loader
from clinic_desktop.codes.queries.releases import shipped_release
from clinic_desktop.superbills.loader.cases import read_case
from clinic_desktop.superbills.loader.kinds import kinds_of
from clinic_desktop.superbills.loader.verdicts import case_verdict
from clinic_desktop.superbills.model import bill, parties

README = Path(__file__).parents[2] / "README.md"


def shown() -> str:
    case, _ = re.findall("```toml\n(.*?)```", README.read_text(encoding="utf-8"), flags=re.DOTALL)
    return str(case)


def test_the_case_in_the_readme_is_found_to_be_as_it_says(tmp_path: Path, codes_file: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text(shown(), encoding="utf-8")
    case = read_case(path)
    assert case.stamp.number == 1001
    (visit,) = case.bill.visits
    (service,) = visit.services
    assert service.units * service.price_cents == service.fee_cents == 14000
    assert visit.charged_cents == service.fee_cents - visit.discount_cents == visit.payments[0].cents
    book = loader.open_book(codes_file, shipped_release())
    _, verdict = case_verdict(case, book)
    book.close()
    assert case.expected
    found = [{one.rule for one in verdict.findings if one.grade == grade} for grade in ("STOP", "ASK", "NOTE")]
    assert found == [set(case.expected.stop), set(case.expected.ask), set(case.expected.note)], verdict.findings


def test_the_readme_names_every_key() -> None:
    words = set(re.findall("[a-z0-9_]+", shown()))
    tables = [one for one in (vars(bill) | vars(parties)).values() if isinstance(one, type) and is_dataclass(one)]
    keys = {key for table in tables if table is not bill.Stamp for key in kinds_of(table)}
    assert len(keys) > 60
    assert keys <= words, keys - words
