"""A part as a finished PDF, by the source that it comes from; scans are not made, only made smaller."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from clinic_desktop.packets.document.sources.files import letter_made
from clinic_desktop.packets.document.sources.issued import bill_made, plan_made, report_made
from clinic_desktop.packets.document.sources.records import (
    assessment_made,
    calls_made,
    license_made,
    measures_made,
    notes_made,
    prescription_made,
)
from clinic_desktop.packets.document.sources.wanted import MadePaper, WantedPaper

SOURCES: Mapping[str, Callable[[WantedPaper], MadePaper]] = MappingProxyType(
    {
        "bill": bill_made,
        "plan": plan_made,
        "report": report_made,
        "notes": notes_made,
        "assessment": assessment_made,
        "measures": measures_made,
        "prescription": prescription_made,
        "calls": calls_made,
        "license": license_made,
        "letter": letter_made,
    }
)


def made_paper(wanted: WantedPaper) -> MadePaper:
    """The part as a PDF; raises Missing where the record does not have it any more, or StoreTrouble."""
    return SOURCES[wanted.part.source](wanted)
