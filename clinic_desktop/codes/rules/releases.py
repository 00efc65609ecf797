"""Which release of ICD-10-CM speaks for a date of service (domain 2.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clinic_desktop.codes.model import OCTOBER, Release
from clinic_desktop.values import dates
from clinic_desktop.wording import say


@dataclass(frozen=True, slots=True)
class Chosen:
    """The release for a day; `lacking` names the one that would cover it and is not loaded, "" when one does."""

    release: Release
    lacking: str

    @property
    def words(self) -> str:
        """The sentence about a release that is not there, or ""."""
        if not self.lacking:
            return ""
        return say(
            "Diagnosis codes checked against the {here} release; {lacking} is not loaded.",
            here=self.release.name,
            lacking=self.lacking,
        )


def release_on(releases: Sequence[Release], on: date) -> Chosen:
    """The newest release in force on that day; else the nearest earlier one, else the earliest.

    A release is in force from its first day (October 1, sometimes April 1) to the end of its fiscal year.
    `releases` has one at least.
    """
    begun = [one for one in releases if one.effective_on <= on]
    if not begun:
        return Chosen(min(releases, key=lambda one: one.effective_on), _first_of_its_year(on))
    newest = max(begun, key=lambda one: one.effective_on)
    return Chosen(newest, "" if on <= newest.last_day else _first_of_its_year(on))


def _first_of_its_year(on: date) -> str:
    """The release that opens the fiscal year of a day: "October 2026"."""
    return dates.month_year(date(on.year - (on.month < OCTOBER), OCTOBER, 1))
