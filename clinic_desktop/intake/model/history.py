"""A client’s health history as it was taken on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NewType

from clinic_desktop.clients.model import ClientId
from clinic_desktop.wording import mark

HistoryId = NewType("HistoryId", int)
PREGNANCIES: Mapping[str, str] = MappingProxyType({"no": mark("No"), "yes": mark("Yes"), "unsure": mark("Not sure")})
PRESSURES: Mapping[str, str] = MappingProxyType(
    {"light": mark("Light"), "medium": mark("Medium"), "firm": mark("Firm"), "varies": mark("Differs by place")}
)

# The texts of a history with their labels, two beside each other in the form.
HISTORY_TEXTS: tuple[tuple[tuple[str, str], tuple[str, str]], ...] = (
    (("goals", mark("Goals")), ("activities", mark("Activities and sports"))),
    (("conditions", mark("Conditions")), ("medications", mark("Medications"))),
    (("surgeries", mark("Surgeries")), ("implants", mark("Implants and devices"))),
    (("prior_care", mark("Care so far, and how it helped")), ("imaging", mark("X-rays and scans"))),
    (("sleep", mark("Sleep")), ("skin", mark("Skin"))),
)


@dataclass(frozen=True, slots=True)
class HealthHistory:
    """What a client told about their health on the day `taken_on`. `pregnancy` is "" or a key of PREGNANCIES,
    `pressure` "" or one of PRESSURES. With `no_allergies` the client was asked and named none; those that they named
    are alerts on the chart."""

    id: HistoryId
    version: int
    client: ClientId
    taken_on: date
    occupation: str
    activities: str
    sleep: str
    prior_care: str
    imaging: str
    surgeries: str
    conditions: str
    medications: str
    implants: str
    pregnancy: str
    skin: str
    goals: str
    pressure: str
    no_allergies: bool
    emergency_name: str
    emergency_phone: str
    note: str


@dataclass(frozen=True, slots=True)
class HistoryDraft:
    """A history as typed. `allergies` are those that are new, with commas or lines between: each becomes an alert."""

    taken_on: str = ""
    occupation: str = ""
    activities: str = ""
    sleep: str = ""
    prior_care: str = ""
    imaging: str = ""
    surgeries: str = ""
    conditions: str = ""
    medications: str = ""
    implants: str = ""
    pregnancy: str = ""
    skin: str = ""
    goals: str = ""
    pressure: str = ""
    allergies: str = ""
    no_allergies: bool = False
    emergency_name: str = ""
    emergency_phone: str = ""
    note: str = ""
