"""Every command that tells a payer of a client goes through the one guard (45 CFR 164.522(a)(1)(vi)): a new one that
does not is found here. That each is held up in truth stands in tests/packets/test_guard.py."""

from telling import GUARDED, NO_GUARD, commands_that_tell


def test_every_command_that_tells_a_payer_passes_the_guard() -> None:
    found = commands_that_tell()
    assert {name for name, passes in found.items() if passes} == GUARDED
    # The others are named, each with its reason: whoever writes a new one has to think of it.
    assert {name for name, passes in found.items() if not passes} == NO_GUARD.keys()
