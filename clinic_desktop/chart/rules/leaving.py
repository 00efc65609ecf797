"""What of a client’s money is not settled, and which deadlines run, when they are taken off the list."""

from collections.abc import Sequence

from clinic_desktop.appeals.model import DenialRow
from clinic_desktop.chart.model import Glance
from clinic_desktop.prepaid.rules import left_words, prepaid_title
from clinic_desktop.values import dates, money
from clinic_desktop.wording import say


def left_behind(glance: Glance, denials: Sequence[DenialRow] = ()) -> tuple[str, ...]:
    """What is unpaid, due from payers, kept on account and left on packages, memberships and gift cards, and which of
    these denials are open, a sentence each, and at the end what becomes of it; none where nothing is open."""
    account, found = glance.balance, []
    unpaid = account.owed_cents + account.credit_cents
    if unpaid > 0:
        found.append(say("{amount} is unpaid.", amount=money.shown(unpaid)))
    if account.payers_cents > 0:
        found.append(say("{amount} is due from payers.", amount=money.shown(account.payers_cents)))
    if account.credit_cents > 0:
        found.append(say("{amount} is kept on account.", amount=money.shown(account.credit_cents)))
    for one in glance.prepaids:
        if not one.ended_kind and one.left_cents > 0:
            found.append(say("{name}: {left}.", name=prepaid_title(one), left=left_words(one)))
    found += [_denial_words(one) for one in denials if one.closed_on is None]
    return (*found, say("All of it stays on the chart, and the client can be brought back.")) if found else ()


def _denial_words(one: DenialRow) -> str:
    day = one.next.due_on if one.next else None
    if day:
        return say("A denial of {payer} is open: appeal by {day}.", payer=one.payer_name, day=dates.shown(day))
    return say("A denial of {payer} is open.", payer=one.payer_name)
