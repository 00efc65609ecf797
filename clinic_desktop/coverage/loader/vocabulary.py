"""Every key of a coverage case by itself, with a dot for its table, and what may stand behind it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from clinic_desktop.coverage.loader import case_keys as keys
from clinic_desktop.coverage.loader.answered import or_none
from clinic_desktop.coverage.loader.denials import denial_kind
from clinic_desktop.coverage.loader.money import percent
from clinic_desktop.written.kinds import Kind, cents, day, text, whole, yes_no
from clinic_desktop.written.sheet import Keys

# What a whole table is called for, where a file may have one word in its place.
ALIASES: Mapping[str, str] = MappingProxyType(
    {
        **{"accident": "accident.kind", "rx": "rx.held", "provider": "provider.type", "vob_call": "vob_call.done"},
        "claim_status": "claim.status",
    }
)
_COST_SHARE = {
    **dict.fromkeys(("deductible", "deductible_met", "deductible_left"), cents),
    **{"family_deductible": or_none(cents)},
    **dict.fromkeys(("family_deductible_met", "family_deductible_left"), cents),
    **dict.fromkeys(("family_aggregate", "deductible_applies"), yes_no),
    **{"copay": cents, "coinsurance": percent},
    **{"oop_max": or_none(cents), "per_visit_cap": or_none(cents)},
    **dict.fromkeys(("oop_met", "oop_left"), cents),
    **dict.fromkeys(("deductible_visits_count", "contract_binds_unpaid"), yes_no),
    **dict.fromkeys(("allowed", "allowed_low", "allowed_high"), cents),
    **{"allowed_from": whole, "allowed_of": text, "allowed_newest": day, "plan_year_ends": day},
}
_SERIES = {"visits": whole, "billed": cents, "starts_on": day, "every_days": whole}


def _of(known: Keys, table: str = "") -> dict[str, Kind]:
    return {f"{table}.{key}" if table else key: kind for key, (_, kind) in known.items()}


def _in(table: str, known: Mapping[str, Kind]) -> dict[str, Kind]:
    return {f"{table}.{key}": kind for key, kind in known.items()}


# In the order in which a file has them: values of the file itself before its tables.
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        **{key: kind for key, kind in _of(keys.TOP).items() if key != "today"},
        **_of(keys.APPROVAL),
        **_of(keys.NEED),
        **_of(keys.OWN),
        **{"denial": denial_kind, "denied_on": keys.DAY, "dx": keys.CODES},
        **_of(keys.ACCIDENT, "accident"),
        **_of(keys.PRESCRIBER, "prescriber"),
        **_of(keys.RX, "rx"),
        **_of(keys.PROVIDER, "provider"),
        **_of(keys.BENEFIT, "benefit"),
        **_of(keys.CLAIM, "claim"),
        **_of(keys.VOB, "vob_call"),
        **_in("cost_share", _COST_SHARE),
        **_in("series", _SERIES),
    }
)


def nested(known: Mapping[str, Any]) -> dict[str, Any]:
    """The content of a file from its keys with dots, in the order of KINDS."""
    content: dict[str, Any] = {}
    for key in KINDS:
        if key in known:
            table, _, name = key.rpartition(".")
            (content.setdefault(table, {}) if table else content)[name] = known[key]
    return content
