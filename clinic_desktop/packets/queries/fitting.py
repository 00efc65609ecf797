"""Which purposes of a packet the record of a case asks for, each with the reason."""

from collections.abc import Iterator
from datetime import date

from clinic_desktop.appeals.loader.standing import next_step_of
from clinic_desktop.appeals.queries.denials import denials_of
from clinic_desktop.authorizations.model import BurnDown
from clinic_desktop.authorizations.queries import burn_down
from clinic_desktop.cases.model import CaseId
from clinic_desktop.cases.queries import case as case_of
from clinic_desktop.policies.queries import policy_page
from clinic_desktop.store.reader import Reader
from clinic_desktop.values.dates import shown
from clinic_desktop.wording import say, say_many


def fitting_purposes(read: Reader, owner: CaseId, today: date) -> dict[str, str]:
    """By purpose, the most pressing one first, why it fits; none where nothing on record asks for one."""
    return dict(_fitting(read, owner, today))


def _fitting(read: Reader, owner: CaseId, today: date) -> Iterator[tuple[str, str]]:
    case = case_of(read, owner)
    for one in denials_of(read, case.client):
        ahead = next_step_of(read, one.id, today) if one.case == owner and one.is_open else None
        if ahead and (ahead.level or ahead.due_on):
            due = shown(ahead.due_on) if ahead.due_on else ""
            words = say("{payer} said no; an appeal has to be there by {day}.", payer=one.payer_name, day=due)
            yield "appeal", words if due else say("{payer} said no.", payer=one.payer_name)
            break
    granted = [one for one in burn_down(read, owner, today) if one.row.status == "granted"]
    # One that still counts goes before one that ended.
    burn = next((one for one in granted if one.state != "ended"), next(iter(granted), None))
    if burn and burn.warns:
        yield "extension", _burned(burn)
    types = {one.plan_type for one in policy_page(read, owner).rows}
    if case.kind == "work" or any(one.startswith("work") for one in types):
        yield "work", say("It is a case of workers’ compensation.")
    if "va" in types:
        yield "va", say("A policy of this case is with VA Community Care.")


def _burned(burn: BurnDown) -> str:
    if burn.left is not None and burn.left <= 0:
        return say("The authorization is used up.")
    if burn.state == "ended":
        return say("The authorization has ended.")
    if burn.left is not None and burn.row.counts == "visits":
        return say_many("{count} visit is left of the authorization.", "{count} visits are left of the authorization.",
                        burn.left)  # fmt: skip
    return say("The authorization runs out soon.")
