"""What an estimate lacks of what the law wants on it, and where that is put right (45 CFR 149.610(c)(1))."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from clinic_desktop.estimates.model.estimate import GoodFaithEstimate
from clinic_desktop.wording import say


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing. A "stop" keeps the estimate from being issued; an "ask" is printed as missing, for an
    estimate that is late helps nobody; a "note" is worth knowing. `place` and `part` say where it is put right, and
    `verb` what the button says."""

    grade: Literal["stop", "ask", "note"]
    message: str
    why: str
    place: str
    part: str
    verb: str


def gaps(found: GoodFaithEstimate) -> tuple[Gap, ...]:
    """All that is missing, what stops on top."""
    order = ("stop", "ask", "note")
    return tuple(sorted(_gaps(found), key=lambda one: order.index(one.grade)))


def checked(found: GoodFaithEstimate) -> tuple[str, ...]:
    """The elements that are there, in the order of the law."""
    missing = {one.part for one in gaps(found)}
    wanted = (
        (say("Name and birth date of the client"), f"{found.client}/edit/birth_date"),
        (say("Service, days, charges and total"), ""),
        (say("Service code of each service"), "procedure_code"),
        (say("Name and NPI of the provider"), f"therapists/{found.therapist.row}/npi"),
        (say("Tax ID of who bills"), "billing/tax_id"),
        (say("State and location"), ""),
        (say("Items to be scheduled separately, with the note"), ""),
        (say("All four disclaimers, with the right to dispute a bill"), ""),
    )
    return tuple(words for words, part in wanted if not part or not any(one.endswith(part) for one in missing))


def _gaps(found: GoodFaithEstimate) -> Iterator[Gap]:
    settings = "settings"
    if found.birth_date is None:
        yield Gap(
            "stop",
            say("The client’s birth date is missing"),
            say("The estimate names the person by name and birth date."),
            "clients",
            f"{found.client}/edit/birth_date",
            say("Open the client"),
        )
    if not found.therapist.npi:
        yield Gap(
            "ask",
            say("The NPI of {who} is missing", who=found.therapist.name),
            say("The law wants the NPI of each provider on it. Without it the paper says that none is on record."),
            settings,
            f"therapists/{found.therapist.row}/npi",
            say("Open the therapist"),
        )
    if not found.clinic.printed_tax_id:
        ssn = found.clinic.tax_id_kind == "SSN"
        yield Gap(
            "ask",
            say("The Social Security number is not printed") if ssn else say("The tax ID of who bills is missing"),
            say("The law wants the tax ID of each provider on it. An EIN is free.")
            if ssn
            else say("The law wants the tax ID of each provider on it."),
            settings,
            "billing/prints_ssn" if ssn else "billing/tax_id",
            say("Open billing"),
        )
    for one in found.items:
        if not one.procedure_code:
            yield Gap(
                "ask",
                say("“{service}” has no service code", service=one.name),
                say("The law wants the expected service code of each service."),
                settings,
                f"services/{one.row}/procedure_code",
                say("Open the service"),
            )
    if not found.diagnoses:
        yield Gap(
            "note",
            say("No diagnosis code"),
            say("None is needed: a massage therapist does not diagnose. The paper says so."),
            "clients",
            f"{found.client}/of/{found.case}/diagnosis/new",
            say("Add the diagnosis"),
        )
