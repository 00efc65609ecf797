"""All that the record offers for a packet, in the order in which a payer expects it."""

from collections.abc import Callable, Iterator, Sequence

from clinic_desktop.packets.model.parts import Part
from clinic_desktop.packets.model.purposes import PART_KINDS
from clinic_desktop.packets.queries.parts.asked import PartsAsked
from clinic_desktop.packets.queries.parts.assessments import assessments_offered
from clinic_desktop.packets.queries.parts.attachments import attachments_offered
from clinic_desktop.packets.queries.parts.bills import bills_offered
from clinic_desktop.packets.queries.parts.calls import calls_offered
from clinic_desktop.packets.queries.parts.letters import letters_offered
from clinic_desktop.packets.queries.parts.licenses import licenses_offered
from clinic_desktop.packets.queries.parts.measures import measures_offered
from clinic_desktop.packets.queries.parts.notes import notes_offered
from clinic_desktop.packets.queries.parts.plans import plans_offered
from clinic_desktop.packets.queries.parts.prescriptions import prescriptions_offered
from clinic_desktop.packets.queries.parts.reports import reports_offered

_SOURCES: Sequence[Callable[[PartsAsked], Iterator[Part]]] = (
    letters_offered,
    prescriptions_offered,
    plans_offered,
    assessments_offered,
    measures_offered,
    notes_offered,
    reports_offered,
    bills_offered,
    calls_offered,
    licenses_offered,
    attachments_offered,
)


def parts_offered(asked: PartsAsked) -> tuple[Part, ...]:
    """Every part, kind by kind. None of it is made yet: a paper is set when somebody looks at it."""
    order = list(PART_KINDS)
    found = [part for source in _SOURCES for part in source(asked)]
    # The paper itself goes before what was written down of it.
    scanned = {one.stands_for for one in found if one.source == "attachment"}
    found = [one for one in found if one.source != "prescription" or one.key not in scanned]
    return tuple(sorted(found, key=lambda one: order.index(one.kind)))
