"""Whom a contact about a case can be with: those the record knows, with their phones, and anybody else."""

from clinic_desktop.cases.model import Case
from clinic_desktop.cases.queries import case
from clinic_desktop.cases.rules import ACCIDENTS
from clinic_desktop.chart.model import Glance
from clinic_desktop.contacts.model import PARTIES
from clinic_desktop.payers.queries import department_page, payer
from clinic_desktop.policies.model import PolicyRow
from clinic_desktop.referrals.queries import prescriber
from clinic_desktop.store.reader import Reader
from clinic_desktop.values.addresses import address_lines
from clinic_desktop.wording import say
from ui.contacts.forms import Party
from ui.payers.columns import department_name, phone_line


def parties_of(read: Reader, glance: Glance) -> tuple[Party, ...]:
    """Of an accident the adjuster first, then the payers' departments, the prescribers, the client, somebody else."""
    found = case(read, glance.case.id) if glance.case else None
    adjuster, attorney = _of_claim(found)
    payers = [party for one in _once(glance.policies) for party in _payer(read, one)]
    is_accident = found is not None and found.kind in ACCIDENTS and bool(adjuster.name)
    known = [adjuster, *payers, attorney] if is_accident else [*payers, adjuster, attorney]
    client = glance.client
    return (
        *known,
        *_prescribers(read, glance),
        Party("client", say("{name}, client", name=client.name), client.name, _reach(client.phone, "", client.email)),
        Party("other", say(PARTIES["other"])),
    )


def _of_claim(found: Case | None) -> tuple[Party, Party]:
    if found is None or found.kind not in ACCIDENTS:
        return Party("adjuster", say(PARTIES["adjuster"])), Party("attorney", say(PARTIES["attorney"]))
    by_adjuster = _reach(found.adjuster_phone, found.adjuster_fax, found.adjuster_email)
    by_attorney = _reach(found.attorney_phone, "", found.attorney_email)
    adjuster, attorney = found.adjuster_name, found.attorney_name
    return (
        Party("adjuster", _named(adjuster, "adjuster"), adjuster, by_adjuster),
        Party("attorney", _named(attorney, "attorney"), attorney, by_attorney),
    )


def _payer(read: Reader, one: PolicyRow) -> list[Party]:
    """Its departments, and the payer itself for any other."""
    website = payer(read, one.payer).website
    made = []
    for department in department_page(read, one.payer).rows:
        name = department_name(department)
        reach = _reach(phone_line(department), department.fax, "") | {
            "letter": ", ".join(address_lines(department)),
            "portal": website,
        }
        words = say("{payer} · {department}", payer=one.payer_name, department=name)
        made.append(Party(f"payer/{one.payer}/{department.id}", words, name, reach))
    words = say("{payer} · another department", payer=one.payer_name) if made else one.payer_name
    return [*made, Party(f"payer/{one.payer}", words, "", {"portal": website})]


def _prescribers(read: Reader, glance: Glance) -> list[Party]:
    made = []
    for row in dict.fromkeys(paper.prescriber for paper in glance.prescriptions):
        one = prescriber(read, row)
        reach = _reach(one.phone, one.fax, one.email) | {"letter": ", ".join(address_lines(one))}
        made.append(Party(f"prescriber/{row}", _named(one.name, "prescriber"), one.name, reach))
    another = say("Another prescriber") if made else say(PARTIES["prescriber"])
    return [*made, Party("prescriber", another)]


def _once(policies: tuple[PolicyRow, ...]) -> list[PolicyRow]:
    """One policy of each payer."""
    return list({one.payer: one for one in reversed(policies)}.values())[::-1]


def _named(name: str, party: str) -> str:
    role = say(PARTIES[party])
    return say("{name}, {role}", name=name, role=role.lower()) if name else role


def _reach(phone: str, fax: str, email: str) -> dict[str, str]:
    return {"call": phone, "in_person": phone, "fax": fax, "email": email}
