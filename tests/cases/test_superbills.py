"""Our own superbills as files say what they expect, and speak of every rule."""

from pathlib import Path

from clinic_desktop.superbills.loader.cases import read_case
from clinic_desktop.superbills.rules.checks.table import RULES

OURS = Path(__file__).parent / "superbills"
# These need what no case file can say: the file of procedure codes, which can be taken away, and a search file that
# cannot be opened.
ELSEWHERE = {"code-outside-credential", "code-scope", "bundled", "numbers-unread", "diagnosis-unchecked"}


def test_our_cases_say_what_they_expect_and_speak_of_every_rule() -> None:
    known = {one.rule: one.grade for one in RULES.values()}
    said: set[str] = set()
    for path in OURS.rglob("*.toml"):
        expected = read_case(path).expected
        assert expected is not None, path
        for grade, rules in (("STOP", expected.stop), ("ASK", expected.ask), ("NOTE", expected.note)):
            assert all(known.get(rule) == grade for rule in rules), (path, grade, rules)
            said.update(rules)
    assert set(known) - said == ELSEWHERE
