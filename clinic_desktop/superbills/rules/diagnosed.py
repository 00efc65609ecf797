"""Who made a diagnosis, and who ordered the treatment: a massage therapist can do neither (domain 1.8; [S39])."""

from functools import lru_cache

from clinic_desktop.referrals.model import PAPERS, SOURCES
from clinic_desktop.superbills.model.bill import Bill, BilledDiagnosis, BilledOrder
from clinic_desktop.superbills.rules.professions import MASSAGE, behind_name, is_massage
from clinic_desktop.values.identifiers import parse_npi
from clinic_desktop.values.problems import Unreadable
from clinic_desktop.values.text import folded, is_blank

# Names and numbers of those who treat and order: few, and on every bill.
_KEPT = 256


def has_source(one: BilledDiagnosis) -> bool:
    """Whether a diagnosis says where it comes from. By phone, who and when belong to it; from a clinician, who."""
    if not one.source or one.source not in SOURCES:
        return False
    if one.source == "phone":
        return not is_blank(one.source_name) and one.source_on is not None
    return one.source != "clinician" or not is_blank(one.source_name)


def is_own_diagnosis(bill: Bill, one: BilledDiagnosis) -> bool:
    """Whether the massage therapist who treats made it, or another one did; not where somebody treats who may."""
    if not is_massage(bill.therapist):
        return False
    if is_blank(one.source_name):
        return one.source in PAPERS and bool(bill.orders) and all(is_own_order(bill, order) for order in bill.orders)
    own = [bill.therapist.name, *(order.prescriber_name for order in bill.orders if is_own_order(bill, order))]
    return _of_massage(one.source_name) or any(_is_same(one.source_name, name) for name in own)


def is_own_order(bill: Bill, order: BilledOrder) -> bool:
    """Whether the massage therapist who treats wrote the order, or another one did: by name, credential or NPI."""
    if not is_massage(bill.therapist):
        return False
    named = not is_blank(order.prescriber_name)
    if named and (_of_massage(order.prescriber_name) or _is_same(order.prescriber_name, bill.therapist.name)):
        return True
    return bool(_npi(order.npi)) and _npi(order.npi) == _npi(bill.therapist.npi)


@lru_cache(_KEPT)
def _of_massage(name: str) -> bool:
    """Whether only the letters of a massage therapist stand behind a name."""
    return behind_name(name.partition(",")[2]) == (MASSAGE,)


@lru_cache(_KEPT)
def _is_same(one: str, other: str) -> bool:
    bare = [folded(name.partition(",")[0]) for name in (one, other)]
    return bool(bare[0]) and bare[0] == bare[1]


@lru_cache(_KEPT)
def _npi(typed: str) -> str:
    try:
        return parse_npi(typed)
    except Unreadable:
        return ""
