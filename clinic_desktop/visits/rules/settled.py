"""What is said of a visit that a package, membership or gift card pays, once it would be moved out of its days."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from clinic_desktop.values import dates
from clinic_desktop.wording import say


def prepaid_words(held: Mapping[str, Any], visit: Mapping[str, Any]) -> str:
    """Why a visit, as its row would be, is not paid from this row of a package, membership or gift card; "" where it
    can be. One that holds a value may pay what is still planned."""
    name, day, is_given = held["name"], visit["date_of_service"], visit["status"] == "given"
    if held["visits"] is not None and not is_given:
        return say("{name} pays this visit, and pays only what was given. Remove its use first.", name=name)
    if day < held["starts_on"]:
        return say("{name}, which pays this visit, begins on {day}. Remove its use first.",
                   name=name, day=_shown(held["starts_on"]))  # fmt: skip
    if held["expires_on"] and day > held["expires_on"]:
        return say("{name}, which pays this visit, expired on {day}. Remove its use first.",
                   name=name, day=_shown(held["expires_on"]))  # fmt: skip
    if held["ended_on"] and is_given and day > held["ended_on"]:
        return say("{name}, which pays this visit, ended on {day}. Remove its use first.",
                   name=name, day=_shown(held["ended_on"]))  # fmt: skip
    return ""


def _shown(kept: str) -> str:
    return dates.shown(date.fromisoformat(kept))
