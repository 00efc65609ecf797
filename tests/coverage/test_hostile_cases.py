"""Whatever stands behind a key of a case or of a pack, it is read or said with its line; nothing else happens."""

import json
import re
from functools import cache
from pathlib import Path

import pytest
from rule_files import HEAD, SOURCE

from clinic_desktop.coverage.document.plain import answer
from clinic_desktop.coverage.loader import case_keys, money, packs
from clinic_desktop.coverage.loader.cases import read_coverage_case
from clinic_desktop.coverage.model.packs import Packs
from clinic_desktop.coverage.rules.appraising import appraise
from clinic_desktop.written.file import BadFile

VALUES = (
    *("1", "-1", "1e400", "nan", "-inf", "1.005", f"0x{'f' * 5000}", "true", '""', '" "', '"x"', '"\\u202e\\u0000"'),
    *("[]", "{}", "[[]]", "[{}]", "[1]", '["unknown"]', "{ a = { a = 1 } }", f"{'[' * 50}{']' * 50}"),
    *("2026-11-24", "2026-11-24T10:00:00Z", "10:00:00", "9999-12-31", "0001-01-01", "[2026-11-24, 1]"),
    *('"{state!r:>99999999}"', '["{state.__class__}"]', '["{"]', "[{ words = 1 }]", '[{ words = "Go", on = [] }]'),
    *("{ payer = [] }", "{ payer = { not = 1 } }", '[{ payer = "pip" }, 1]'),
)
TABLES = {
    "": {**case_keys.TOP, **case_keys.APPROVAL, **case_keys.NEED, **case_keys.OWN, "denial": (), "denied_on": ()},
    **{
        "accident": case_keys.ACCIDENT,
        "prescriber": case_keys.PRESCRIBER,
        "rx": case_keys.RX,
        "claim": case_keys.CLAIM,
    },
    **{"provider": case_keys.PROVIDER, "benefit": case_keys.BENEFIT, "vob_call": case_keys.VOB},
    **{"cost_share": dict.fromkeys(money._COST_SHARE), "series": dict.fromkeys(money._SERIES), "[dx]": case_keys.DX},
}
KEYS = [(table, key) for table, keys in TABLES.items() for key in keys if key != "today"]
WHOLE = [("", key) for key in TABLES if key.isidentifier()] + [("", "dx"), ("", "expect"), ("", "claim_status")]


@cache
def shipped() -> Packs:
    return packs.shipped_packs()


@pytest.mark.parametrize(("table", "key"), KEYS + WHOLE)
def test_every_value_of_every_key_of_a_case(tmp_path: Path, table: str, key: str) -> None:
    path, rules = tmp_path / "case.toml", shipped()
    for value in VALUES:
        head = f"[{table}]\n" if table else ""
        path.write_text(f"today = 2026-11-24\n{head}{key} = {value}\n", encoding="utf-8")
        try:
            case = read_coverage_case(path)
        except BadFile as bad:
            assert all(re.match(r".*case\.toml:[123]: ", line) for line in bad.problems), bad.problems
            continue
        found = appraise(case.answers, case.money.terms, case.money.visits, rules)
        assert json.dumps(answer(found, ()), allow_nan=False)


@pytest.mark.parametrize("key", packs._RULE)
def test_every_value_of_every_key_of_a_rule(tmp_path: Path, key: str) -> None:
    path = tmp_path / "pack.toml"
    own = {"id": '"a"', "next": '["Go."]', key: ""}
    rule = "".join(line for line in SOURCE.splitlines(keepends=True) if not line.startswith(f"{key} "))
    rule += "".join(f"{name} = {value}\n" for name, value in own.items() if value)
    for value in VALUES:
        path.write_text(f"{HEAD.format(name='mine')}[[rules]]\n{rule}{key} = {value}\n", encoding="utf-8")
        read = packs.read_packs([path])
        assert bool(read.read) != bool(read.broken)
        assert all(re.match(r".*pack\.toml:\d+: ", line) for pack in read.broken for line in pack.problems)
