"""Whether another paper of the same visit says something else: a payer that gets both believes neither."""

from clinic_desktop.superbills.model.bill import Bill
from clinic_desktop.superbills.model.findings import Circumstances
from clinic_desktop.superbills.rules.checks.check import Seen, Sight
from clinic_desktop.superbills.rules.checks.words import said, the_visit, told_apart
from clinic_desktop.wording import mark, say

_SAYS = {
    "superbill": mark("{visit}: superbill no. {number} says {there}; this paper says {here}."),
    "receipt": mark("{visit}: receipt no. {number} says {there}; this paper says {here}."),
    "statement": mark("{visit}: statement no. {number} says {there}; this paper says {here}."),
}


def otherwise(bill: Bill, _: Circumstances) -> Sight:
    """A live paper of another kind that says something else of a visit than the record, and so than this one."""
    for at, visit in enumerate(bill.visits):
        for place, one in enumerate(visit.elsewhere):
            facts = {"visit": the_visit(visit, at), "number": one.number}
            message = say(_SAYS.get(one.kind, _SAYS["receipt"]), there=said(one.there), here=said(one.here), **facts)
            why = say("Whoever gets both asks which is right. Void and replace the older one, or correct the visit.")
            fact = f"visit:{visit.row}:{one.kind}:{one.number}:{told_apart(one.there + one.here)}"
            yield Seen(f"visits/{at}/elsewhere/{place}", message, why, fact)
