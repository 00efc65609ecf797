"""The contacts about a case: one part, whose entries are chosen one by one."""

from collections.abc import Iterator

from clinic_desktop.contacts.queries import contact_page
from clinic_desktop.packets.model.parts import Part, PartDay
from clinic_desktop.packets.queries.parts.asked import PartsAsked
from clinic_desktop.wording import say


def calls_offered(asked: PartsAsked) -> Iterator[Part]:
    """The call log of a case that has one, without what was struck out."""
    some = contact_page(asked.read, asked.case)
    listed = list(some.rows)
    while some.after:
        some = contact_page(asked.read, asked.case, some.after)
        listed += some.rows
    found = [one for one in listed if one.struck_on is None]
    found.sort(key=lambda one: (one.contacted_on, one.contacted_at, one.id))
    if found:
        yield Part(
            f"calls:{asked.case}",
            "calls",
            say("Call log"),
            days=tuple(PartDay(one.id, one.contacted_on) for one in found),
            since=found[0].contacted_on,
            until=found[-1].contacted_on,
            # What was said stands in words.
            may_tell=True,
            fix="coverage",
            mark=repr([(one.id, one.version) for one in found]),
        )
