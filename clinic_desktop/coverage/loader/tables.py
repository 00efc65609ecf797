"""The tables of a coverage case, as domain words: answers from what stands in them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from clinic_desktop.coverage.loader import case_keys as keys
from clinic_desktop.coverage.loader.answered import NO_LIMIT, choice, yes_no
from clinic_desktop.coverage.loader.denials import denial_kind
from clinic_desktop.coverage.model.answers import (
    Accident,
    Answers,
    Approval,
    Benefit,
    Claim,
    Denied,
    GivenDiagnosis,
    Need,
    OwnMoney,
    Rx,
    Treating,
    VobCall,
)
from clinic_desktop.wording import say
from clinic_desktop.written.sheet import FileTable, Keys, Values, closed

T = TypeVar("T")
# The keys of a coverage case, without those that other files have as well.
KEYS = frozenset(
    {
        *(
            *keys.TOP,
            *keys.NEED,
            *keys.APPROVAL,
            *keys.OWN,
            "accident",
            "provider",
            "rx",
            "prescriber",
            "dx",
            "benefit",
        ),
        *("claim", "claim_status", "vob_call", "denial", "denied_on", "cost_share", "series"),
    }
) - {"today"}


def answers(top: FileTable) -> Answers:
    """Everything that the file says, without its money; mistakes are noted in its sheet."""
    need = top.values(keys.NEED)
    denied = top.values({"denial": ("kind", denial_kind), "denied_on": ("on", keys.DAY)})
    found = top.values(keys.TOP, "today")
    # A card says “HMO” and no more: it is a health plan, and of which kind.
    usual: Values = {"today": keys.ANY_DAY} | _told(top.values({"payer_type": ("plan_type", keys.plan_in_payer)}))
    return Answers(
        **usual | _told(found),
        dx=_diagnoses(top),
        accident=_word_or_table(top, "accident", ("kind", choice(*keys.ACCIDENTS)), keys.ACCIDENT, Accident),
        rx=_rx(top),
        approval=_approval(top),
        provider=_word_or_table(top, "provider", ("kind", keys.PROVIDER_KIND), keys.PROVIDER, Treating),
        benefit=_benefit(top),
        claim=_claim(top),
        need=_need(need),
        vob=_vob(top),
        own=OwnMoney(**_told(top.values(keys.OWN))),
        denied=Denied(**_told(denied)),
    )


def _told(values: Mapping[str, object]) -> Values:
    """Without what is unknown, so that the usual value of the field stands."""
    return {field: value for field, value in values.items() if value is not None}


def _word_or_table(top: FileTable, key: str, word: tuple[str, Callable[..., object]], known: Keys, kind: type[T]) -> T:
    """A word alone says the most important thing of the table."""
    if top.is_table(key):
        table = top.table(key)
        assert table
        return kind(**_told(closed(table, known)))
    return kind(**_told(top.values({key: word})))


def _rx(top: FileTable) -> Rx:
    prescriber = top.table("prescriber")
    signer = closed(prescriber, keys.PRESCRIBER) if prescriber else {}
    held = top.is_table("rx")
    rx = _word_or_table(top, "rx", ("held", keys.held), keys.RX, Rx)
    # A table about it says that it is there.
    rx = replace(rx, held=rx.held or ("yes" if held else ""))
    return replace(rx, prescriber=signer.get("type", ""), prescriber_npi=signer.get("npi", ""))


def _vob(top: FileTable) -> VobCall:
    vob = _word_or_table(top, "vob_call", ("done", yes_no), keys.VOB, VobCall)
    # Only a call that was made has a day and a reference.
    return replace(vob, done=vob.done or ("yes" if vob.on or vob.ref_no else ""))


def _diagnoses(top: FileTable) -> tuple[GivenDiagnosis, ...] | None:
    if "dx" not in top:
        return None
    if not top.has_tables("dx"):
        codes = top.values({"dx": ("codes", keys.CODES)}).get("codes")
        return None if codes is None else tuple(GivenDiagnosis(one) for one in codes)
    return tuple(GivenDiagnosis(**_told(closed(one, keys.DX))) for one in top.tables("dx"))


# What says so of a limit that the plan has not.
_NONE_OF = {"visit_limit": "no_visit_limit", "dollar_cap": "no_dollar_limit"}


def _approval(top: FileTable) -> Approval:
    values = top.values(keys.APPROVAL)
    starts, ends = values.pop("days", None) or (None, None)
    usual: Values = {"starts": starts, "ends": ends}
    number = values.get("number")
    if number in (False, "none"):
        usual["held"] = "no"
        values.pop("number")
    return Approval(**usual | _told(values))


def _benefit(top: FileTable) -> Benefit:
    table = top.table("benefit")
    values = closed(table, keys.BENEFIT) if table else {}
    for key in ("visit_limit", "dollar_cap", "unit_cap"):
        if values.get(key) == NO_LIMIT:
            values |= {key: None} | ({_NONE_OF[key]: True} if key in _NONE_OF else {})
    return Benefit(**_told(values))


def _claim(top: FileTable) -> Claim:
    table = top.table("claim")
    values = closed(table, keys.CLAIM) if table else {}
    left = values.pop("left", None)
    if left is not None:
        if table and (values.get("limit") is not None or values.get("used") is not None):
            table.add("limit_left", say("Write what is left, or limit and used: not all of them."))
        values |= {"limit": left, "used": 0}
    status = top.values({"claim_status": ("status", keys.CLAIM_STATUS)}).get("status")
    if status and table and values.get("status", "") not in ("", status):
        table.add("status", say("“claim_status” says something else: leave out one of the two."))
    return Claim(**_told(values | ({"status": status} if status else {})))


def _need(values: Values) -> Need:
    if values.get("last_treated") == "never":
        values |= {"last_treated": None, "never_treated": True}
    return Need(**_told(values))
