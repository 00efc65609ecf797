"""The prescriptions and referrals of a case, as they are recorded."""

from collections.abc import Iterator

from clinic_desktop.packets.model.parts import Part
from clinic_desktop.packets.queries.parts.asked import PartsAsked
from clinic_desktop.referrals.model import PAPERS
from clinic_desktop.referrals.queries import prescriber, prescription_page
from clinic_desktop.referrals.rules.windows import first_day
from clinic_desktop.wording import say


def prescriptions_offered(asked: PartsAsked) -> Iterator[Part]:
    """Each prescription, the newest first."""
    for one in prescription_page(asked.read, asked.case).rows:
        yield Part(
            f"prescription:{one.id}",
            "prescription",
            say("{kind} of {who}", kind=say(PAPERS[one.kind]), who=one.called),
            on=one.ordered_on,
            since=first_day(one),
            until=one.expires_on,
            is_signed=None if one.signature == "" else one.signature == "signed",
            codes=one.diagnoses,
            fix=f"prescription/{one.id}",
            # The paper names the prescriber with address and fax.
            mark=repr((one.version, prescriber(asked.read, one.prescriber))),
            dated=(one.ordered_on,),
        )
