"""S23: small changes to the modules that matter most, each of which a test of the module has to notice."""

import ast
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from bench.safety.mutants import NOT_LOADED, ROOT, changes, source
from bench.safety.score import Score, sample, spread

# Of a hundred mutants so many are killed at least, by reliability.md.
_NEED = 90
# What is money, what is given out with a number, what the trail is proved by, what opens a clinic, what is thrown away,
# and who may do what: each module with the tests that are its own.
_TESTS: dict[str, tuple[str, ...]] = {
    "values/money": ("values/test_money.py",),
    "values/business_days": ("values/test_business_days.py", "estimates/test_clocks.py"),
    "payments/rules": (
        *("payments/test_rules.py", "payments/test_ways.py", "payments/test_stands_on.py"),
        *("payments/test_refunds.py", "payments/test_choice.py"),
    ),
    "prepaid/rules": (
        *("prepaid/test_rules.py", "payments/test_ways.py", "payments/test_stands_on.py"),
        *("payments/test_prepaid_uses.py", "superbills/test_package_bills.py", "reports/test_view.py"),
    ),
    "ledger/rules": ("ledger/test_ledger.py", "ledger/test_receipts.py", "ledger/test_who_owes.py"),
    "contracts/rules": ("contracts/test_rules.py", "contracts/test_contracts.py"),
    "visits/rules/units": ("visits/test_units.py",),
    "superbills/rules/sums": (
        *("superbills/test_document.py", "superbills/test_documents.py", "superbills/test_package_bills.py"),
        "superbills/test_gate_table.py",
    ),
    "superbills/rules/checks/units": ("superbills/test_gate_table.py", "superbills/test_gate_passes.py"),
    "superbills/queries/issued": (
        *("superbills/test_issuing.py", "superbills/test_lists.py", "superbills/test_replacing.py"),
        "superbills/test_too_much.py",
    ),
    "superbills/commands/bills": ("superbills/test_issuing.py", "superbills/test_replacing.py"),
    "superbills/commands/kept": (
        "superbills/test_issuing.py",
        "superbills/test_replacing.py",
        "superbills/test_documents.py",
    ),
    "superbills/commands/years": ("superbills/test_documents.py", "superbills/test_too_much.py"),
    "estimates/rules/clocks": ("estimates/test_clocks.py",),
    "estimates/rules/proposing": ("estimates/test_proposing.py", "estimates/test_typed.py"),
    "estimates/rules/standing": ("estimates/test_standing.py", "estimates/test_machine.py"),
    "estimates/rules/changes": ("estimates/test_standing.py", "estimates/test_machine.py"),
    "store/chain": ("store/test_chain.py", "audit/test_anchors.py"),
    "store/beside/anchors": ("audit/test_anchors.py",),
    "store/seals": ("store/test_blobs.py",),
    "store/keys/vault": ("store/test_vault.py",),
    "store/keys/keyring": ("store/test_vault.py", "staff/test_keys.py", "staff/test_strengthen.py"),
    "store/keys/recovery_key": ("store/test_vault.py",),
    "store/keys/attempts": ("store/test_attempts.py", "staff/test_alarms.py"),
    "store/keys/sealed": ("store/test_waiting.py",),
    "store/backups/thinning": ("store/test_thinning.py",),
    "staff/rules/roles": ("staff/test_matrix.py", "house/test_permissions.py", "staff/test_holding_back.py"),
    "staff/rules/emergencies": ("staff/test_emergencies.py",),
    "staff/rules/passwords": ("staff/test_passwords.py",),
    "staff/rules/recovery": ("staff/test_recovery.py",),
}
# Their tests ask most of a machine.
_LAST = ("superbills/commands/bills", "store/beside/anchors")
# Seconds for one: what does not end by itself is noticed too.
_PATIENCE = 180
_PASSED, _NO_TESTS = 0, 5
_UNCHANGED = -1


class Mutant(NamedTuple):
    """The change of this number in a module."""

    module: str
    number: int

    def __str__(self) -> str:
        one = changes(ast.parse(source(self.module).read_bytes()))[self.number]
        return f"{self.module}.py:{one.line} {one.words}"


def mutants(count: int, seed: int) -> Score:
    """So many of all, each by the tests of its module; these have to pass without one."""
    _pass_unchanged(tuple(_TESTS))
    known = all_mutants()
    chosen = sample(known, count, seed)
    left = [one for one, is_killed in zip(chosen, spread(_is_killed, chosen), strict=True) if not is_killed]
    # What fails on a full disk, or on a machine that has no time, fails without a change too.
    _pass_unchanged(_LAST)
    killed = len(chosen) - len(left)
    words = (
        f"{len(chosen):,} mutants of {len(known):,} in {len(_TESTS)} modules: killed {killed:,} (at least {_NEED} %)"
    )
    return Score(killed, len(chosen), words + (f"; survived: {', '.join(map(str, left[:5]))}" if left else ""), _NEED)


def all_mutants() -> list[Mutant]:
    """Every change that there is to make."""
    found = ((name, changes(ast.parse(source(name).read_bytes()))) for name in _TESTS)
    return [Mutant(name, number) for name, those in found for number in range(len(those))]


def _pass_unchanged(modules: tuple[str, ...]) -> None:
    ended = spread(_ended, [Mutant(name, _UNCHANGED) for name in modules])
    bad = [name for name, status in zip(modules, ended, strict=True) if status != _PASSED]
    if bad:
        raise AssertionError(f"tests that do not pass without a mutant, or have no such module: {', '.join(bad)}")


def _is_killed(one: Mutant) -> bool:
    status = _ended(one)
    if status in (_NO_TESTS, NOT_LOADED):
        raise AssertionError(f"nothing ran for {one}")
    return status != _PASSED


def _ended(one: Mutant) -> int | None:
    """As what the tests of a mutant ended; None where they did not end."""
    place = Path(tempfile.mkdtemp(prefix="mutant"))
    asked = ("-x", "-q", "-p", "no:cacheprovider", f"--basetemp={place / 'tests'}")
    tests = [str(ROOT / "tests" / name) for name in _TESTS[one.module]]
    # The same cases every time: tests/conftest.py.
    around = os.environ | {
        "CI": "1",
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}",
    }
    around.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "bench.safety.mutants", one.module, str(one.number), *asked, *tests]
    child = subprocess.Popen(
        command, cwd=ROOT, env=around, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        return child.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        # It, and whatever its tests began.
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        return None
    finally:
        shutil.rmtree(place, ignore_errors=True)
