"""How bills are spoken of where they are chosen."""

from clinic_desktop.policies.queries import policy
from clinic_desktop.practice.queries import therapist
from clinic_desktop.store.reader import Reader
from clinic_desktop.superbills.queries.draft import DraftBill
from clinic_desktop.superbills.rules.parcels import Parcel
from clinic_desktop.superbills.rules.sums import total_discount, total_fees
from clinic_desktop.values import money
from clinic_desktop.wording import say, say_many
from ui.kit.text import isolated


def parcel_words(read: Reader, parcel: Parcel) -> str:
    """A bill that could be made: "Maya Ortiz, LMT · Harbor PPO · 3 visits"."""
    payer = policy(read, parcel.policy).payer_name if parcel.policy else ""
    count = say_many("{count} visit", "{count} visits", len(parcel.visits))
    who = therapist(read, parcel.therapist).name
    return " · ".join((isolated(who), isolated(payer) if payer else say("no policy"), count))


def sum_words(draft: DraftBill) -> str:
    """How many visits a bill has, and what it comes to: "2 visits, $280.00"."""
    amount = money.shown(total_fees(draft.bill) - total_discount(draft.bill))
    return say_many("{count} visit, {amount}", "{count} visits, {amount}", len(draft.visits), amount=amount)
