"""What was told of the demo's clients to whom, and an entry that was struck out."""

from collections.abc import Mapping, Sequence

from clinic_desktop.cases.queries import case
from clinic_desktop.clinic import Clinic
from clinic_desktop.demo.facts import Typed, drafted
from clinic_desktop.demo.visiting import CaseKey
from clinic_desktop.disclosures.commands import LogDisclosure, StrikeDisclosure
from clinic_desktop.disclosures.model import DisclosureDraft

_APART = ("client", "case", "payer", "struck_why")


def log_disclosures(
    clinic: Clinic, typed: Sequence[Typed], cases: Mapping[CaseKey, int], payers: Mapping[str, str]
) -> None:
    """Log the entries of `disclosures.toml`, and strike out where it says why."""
    today = clinic.clock.today()
    for one in typed:
        row = cases[one["client"], one["case"]]
        whose: Typed = {"client": case(clinic.read, row).client, "case": row}
        if "payer" in one:
            whose["party"] = f"payer/{payers[one['payer']]}"
        told = clinic.do(LogDisclosure(DisclosureDraft(**whose, **drafted(one, today, *_APART)))).row
        if "struck_why" in one:
            clinic.do(StrikeDisclosure(told, 1, one["struck_why"]))
