"""Lets the time pass that a failed try to sign in waits, without waiting."""

from clinic_desktop.store.keys.attempts import LONGEST_SECONDS, attempts_at
from clinic_desktop.store.keys.keyring import ClinicFolder


def wait_is_over(folder: ClinicFolder, seconds: float = LONGEST_SECONDS) -> None:
    """So many seconds pass for the tries that are counted in this folder."""
    attempts = attempts_at(folder.attempts)
    ticks = attempts._ticks
    attempts._ticks = lambda: ticks() + seconds
