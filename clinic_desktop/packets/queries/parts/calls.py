"""The contacts about a case: one part, whose entries are chosen one by one."""

from collections.abc import Iterator

from clinic_desktop.contacts.model import OF_THE_PAYER, ContactRow
from clinic_desktop.contacts.queries import contact_page
from clinic_desktop.packets.model.parts import Part, PartDay
from clinic_desktop.packets.queries.parts.asked import PartsAsked
from clinic_desktop.wording import say


def calls_offered(asked: PartsAsked) -> Iterator[Part]:
    """The call log of a case that has one, without what was struck out. To a payer it tells of what was said with that
    payer, and with who handles its claim: what was said with others is offered, and only chosen by hand."""
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
            days=tuple(PartDay(one.id, one.contacted_on, is_theirs=_is_theirs(asked, one)) for one in found),
            since=found[0].contacted_on,
            until=found[-1].contacted_on,
            # What was said stands in words.
            may_tell=True,
            fix="coverage",
            mark=repr([(one.id, one.version) for one in found]),
        )


def _is_theirs(asked: PartsAsked, one: ContactRow) -> bool:
    return not asked.payer or (one.party in OF_THE_PAYER and one.payer in (None, asked.payer))
