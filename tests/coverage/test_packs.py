"""Rule packs are read strictly, and one with a mistake is set aside whole: file, line, reason."""

from pathlib import Path

import pytest
from rule_files import HEAD, pack_file, packs_of

from clinic_desktop.coverage.loader.packs import read_packs, shipped_packs
from clinic_desktop.coverage.model.outcome import CoverageVerdict
from clinic_desktop.paths import RULES

KEYS = ("when", "next", "have", "whom", "id", "is_stale", "verdicts", "verdikt")
RULE = 'id = "benefit"\nneeds = { massage = "yes" }\nmissing = "a massage benefit"\nverdict = "NOT_COVERED"\n'


def problems(path: Path) -> list[str]:
    packs = read_packs([path])
    assert not packs.read
    (broken,) = packs.broken
    assert broken.file == path.name
    return [line.rpartition(".toml:")[2] for line in broken.problems]


def test_a_rule_is_read_with_everything_it_says(tmp_path: Path) -> None:
    (rule,) = packs_of(
        tmp_path,
        'id = "oon-1"\nwhen = [{ payer = ["commercial", "fehb"], network = "out" }, { state = { not = ["WA"] } }]\n'
        'needs = { oon_benefit = "yes" }\nverdict = "UNLIKELY"\nunknown = "missing"\nhave = "A benefit"\n'
        'missing = "a benefit in {state}"\nask = "Is there one?"\nwhom = "member"\n'
        'next = ["Call.", { words = "Print {planned_visits}.", on = "estimate_due" }]\ntraps = ["Slow."]\n'
        'documents = ["superbill"]\nfix = "call"\nsection = "5"\n',
    ).rules
    assert rule.when[0] == {"payer": frozenset({"commercial", "fehb"}), "network": frozenset({"out"})}
    assert "WA" not in rule.when[1]["state"] and "OR" in rule.when[1]["state"]
    assert (rule.verdict, rule.unknown, rule.fix, rule.pack) == (CoverageVerdict.UNLIKELY, "missing", "call", "pack")
    assert [(step.words, step.on) for step in rule.next] == [("Call.", ""), ("Print {planned_visits}.", "estimate_due")]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (f'{RULE}verdikt = "LIKELY"', "There is no key “verdikt” here. Did you mean “verdict”?"),
        (f'{RULE}when = {{ payer = "comercial" }}', "when: payer: “comercial” is none of its answers"),
        (f'{RULE}when = {{ payee = "commercial" }}', "when: There is no fact “payee”. Did you mean “payer”?"),
        (f"{RULE}when = {{ state = [] }}", "when: state: the list is empty."),
        (f'{RULE}when = {{ state = "Washington" }}', "when: state: “Washington” is none of its answers"),
        (f"{RULE}when = []", "when: Write facts with their values"),
        (f'{RULE}when = {{ state = {{ nor = ["WA"] }} }}', "when: state: write a value, a list, or"),
        (f'{RULE}next = [{{ words = "Go", on = "someday" }}]', "next: "),
        (f'{RULE}next = ["In {{nowhere}}."]', "next: There is no place {nowhere} here."),
        (f'{RULE}have = "{{rx_visits}} visits"', "have: There is no place {rx_visits} here."),
        (f'{RULE}have = "50 {{"', "have: A brace is out of place"),
        # A width would make it as long as it says.
        *(
            (f'{RULE}next = ["In {{state{more}}}."]', "next: A brace is out of place")
            for more in (":>9", "!r", ":{state}")
        ),
        *((f'{RULE}next = ["In {{state{more}}}."]', "next: There is no place") for more in (".__class__", "[0]")),
        (f"{RULE}when = {{ payer = 0x{'f' * 5000} }}", "when: payer: write a value, a list, or"),
        (f"{RULE}when = {{ payer = [[]] }}", "when: payer: write a value, a list, or"),
        (f'{RULE}when = {{ network = {{ not = ["in", "out"] }} }}', "when: network: none of its answers is left."),
        (f'{RULE}when = {{ network = {{ not = {{ not = ["in"] }} }} }}', "when: network: write a value, a list, or"),
        (f'{RULE}whom = "boss"', "whom: "),
        ('id = "Benefit"\nnext = ["Go."]', "id: Write small letters, digits and hyphens"),
        ('id = "idle"', "This rule says nothing"),
        ('id = "lost"\nneeds = { massage = "yes" }\nverdict = "UNLIKELY"', "The key “missing” is missing."),
        (f'{RULE}verdicts = ["LIKELY"]', "A rule with a verdict speaks at every verdict"),
        (f"{RULE}is_stale = 1", "is_stale: Write true or false."),
    ],
)
def test_every_mistake_is_said_with_its_line(tmp_path: Path, typed: str, said: str) -> None:
    path = pack_file(tmp_path, typed)
    lines = path.read_text(encoding="utf-8").splitlines()
    (found,) = problems(path)
    line, _, words = found.partition(": ")
    assert words.removeprefix("missing: ").startswith(said) or said in words, found
    # At the key itself where it has one, else at the head of its rule.
    assert lines[int(line) - 1].partition(" ")[0] in (*KEYS, "[[rules]]"), found


@pytest.mark.parametrize("key", ["title", "stage", "source", "checked_on", "basis", "id"])
def test_a_rule_without_what_it_needs_is_refused(tmp_path: Path, key: str) -> None:
    path = pack_file(tmp_path, RULE)
    lines = path.read_text(encoding="utf-8").split("[[rules]]")
    lines[1] = "\n".join(line for line in lines[1].splitlines() if not line.startswith(f"{key} "))
    path.write_text("[[rules]]".join(lines), encoding="utf-8")
    assert any(f"The key “{key}” is missing." in one for one in problems(path))


@pytest.mark.parametrize(
    "verdict", [one.value for one in CoverageVerdict if one is not CoverageVerdict.POSSIBLE_VERIFY]
)
def test_a_rule_to_be_rechecked_may_only_ask(tmp_path: Path, verdict: str) -> None:
    text = pack_file(tmp_path, RULE.replace("NOT_COVERED", verdict)).read_text(encoding="utf-8")
    path = tmp_path / "recheck.toml"
    path.write_text(text.replace('basis = "sourced"', 'basis = "recheck"'), encoding="utf-8")
    assert "has to be re-checked only asks" in problems(path)[0]
    path.write_text(path.read_text(encoding="utf-8").replace(f'"{verdict}"', '"POSSIBLE_VERIFY"'), encoding="utf-8")
    assert not read_packs([path]).broken


def test_of_two_rules_of_one_name_the_first_stays(tmp_path: Path) -> None:
    one, other = pack_file(tmp_path, RULE, name="one"), pack_file(tmp_path, RULE, name="other")
    packs = read_packs([one, other])
    assert [pack.id for pack in packs.read] == ["one"]
    assert "There is another rule “benefit”." in packs.broken[0].problems[0]


def test_of_two_packs_of_one_name_the_first_stays(tmp_path: Path) -> None:
    one = pack_file(tmp_path, RULE)
    other = tmp_path / "other.toml"
    other.write_text(one.read_text(encoding="utf-8").replace('"benefit"', '"again"'), encoding="utf-8")
    packs = read_packs([one, other, one])
    assert [rule.id for rule in packs.rules] == ["benefit"]
    assert [pack.file for pack in packs.broken] == ["other.toml", "pack.toml"]
    for pack in packs.broken:
        (line,) = pack.problems
        assert line.endswith(":1: There is another pack “pack”.")


def test_a_file_that_is_no_pack_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "pack.toml"
    path.write_text(HEAD.format(name="empty"), encoding="utf-8")
    assert "There is no rule in it." in problems(path)[0]
    path.write_text("no toml", encoding="utf-8")
    assert "This is not valid TOML" in problems(path)[0]
    path.write_bytes(b"\xff")
    assert "This is not text in UTF-8." in problems(path)[0]
    assert read_packs([tmp_path / "gone.toml"]).broken[0].file == "gone.toml"


def test_what_ships_is_whole() -> None:
    packs = shipped_packs()
    assert not packs.broken, packs.broken
    assert {f"{pack.id.replace('-', '_')}.toml" for pack in packs.read} == {
        path.name for path in RULES.glob("*.toml")
    } - {"numbers.toml"}
    assert len({rule.id for rule in packs.rules}) == len(packs.rules)
