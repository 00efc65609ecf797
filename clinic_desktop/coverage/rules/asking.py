"""Which questions of the wizard matter for a case: what no rule can ask about is not asked."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from clinic_desktop.coverage.model.fact import Facts
from clinic_desktop.coverage.model.facts_routing import AUTO_PAYERS, WITH_BENEFIT, WORK_PAYERS

_Asked = Callable[[Facts], bool]
# Nobody pays but the client, at least for now.
_NOBODY = ("self_pay", "liability")
# States without a license for massage, where a certification may stand in for it.
_NO_LICENSE = ("KS", "MN", "WY", "VT", "CA")
# Asked even where the chart knows nothing: what it has comes only from there.
CHART_ONLY = frozenset({"dx.code", "dx.source", "dx.date", "pa_dates.first", "pa_dates.last", "rx.used", "pa_used"})


def relevant(key: str, facts: Facts) -> bool:
    """Whether the answer to a question can matter; while nobody knows who pays, a health plan is taken for granted."""
    asked = _BY_KEY.get(key) or _BY_TABLE.get(key.partition(".")[0])
    return asked is None or asked(facts)


def _pays(*payers: str) -> _Asked:
    return lambda facts: facts.get("payer", "commercial") in payers


def _is(fact: str, *values: str) -> _Asked:
    return lambda facts: facts.get(fact) in values


def _either(*some: _Asked) -> _Asked:
    return lambda facts: any(one(facts) for one in some)


def _both(*all_of_them: _Asked) -> _Asked:
    return lambda facts: all(one(facts) for one in all_of_them)


def _somebody_pays(facts: Facts) -> bool:
    return facts.get("payer") not in _NOBODY


def _prescribed(facts: Facts) -> bool:
    return _somebody_pays(facts) and facts.get("prescription", "none") != "none"


_BENEFIT = _pays(*WITH_BENEFIT)
_SHARE = _pays("commercial", "fehb", "medicare_advantage")
_CLAIM = _either(_is("accident", "work", "auto"), _pays(*WORK_PAYERS, *AUTO_PAYERS))
_ACCIDENT = _either(_is("accident", "work", "auto", "other"), _pays(*WORK_PAYERS, *AUTO_PAYERS))
_AUTHORIZED = _both(_somebody_pays, _either(_is("authorization_due", "now", "later"), _pays("va", *WORK_PAYERS)))
_SUPERVISED = _both(_BENEFIT, _is("lmt_ok", "supervised", "no"))
_BY_TABLE: Mapping[str, _Asked] = MappingProxyType(
    {
        **{"claim": _CLAIM, "dx": _somebody_pays, "rx": _prescribed, "prescriber": _prescribed, "benefit": _BENEFIT},
        **{"vob_call": _BENEFIT, "cost_share": _SHARE, "pa_dates": _AUTHORIZED, "provider": _somebody_pays},
    }
)
_BY_KEY: Mapping[str, _Asked] = MappingProxyType(
    {
        **dict.fromkeys(("accident.date", "accident.state"), _ACCIDENT),
        "claim.pip_confirmed": _pays("pip"),
        "claim.limit_left": _pays(*AUTO_PAYERS),
        "claim.visits": _pays(*WORK_PAYERS),
        "plan_type": _pays("commercial", "fehb"),
        "funding": _pays("commercial"),
        **dict.fromkeys(("network", "state_of_care"), _somebody_pays),
        "gap_exception": _both(_BENEFIT, _is("network", "out")),
        "provider.certification_ok": _both(
            _somebody_pays, _either(_is("license", "none_offered"), _is("state", *_NO_LICENSE))
        ),
        **dict.fromkeys(("provider.supervisor", "provider.supervision_ref"), _SUPERVISED),
        "rx.held": _somebody_pays,
        "referral_required": _SHARE,
        "referral_held": _either(_both(_SHARE, _is("referral_required", "yes")), _pays("va")),
        **dict.fromkeys(
            ("baseline_measure", "goals", "functional_limit", "prior_care_tried", "maintenance", "last_treated"),
            _somebody_pays,
        ),
        "benefit.oon": _both(_BENEFIT, _is("network", "out")),
        "pa_required": _BENEFIT,
        "pa_from_visit": _both(_BENEFIT, _is("authorization_due", "now", "later")),
        **dict.fromkeys(("pa_held", "pa_number", "pa_visits", "pa_used"), _AUTHORIZED),
        **dict.fromkeys(
            ("cost_share.allowed_low", "cost_share.allowed_high", "cost_share.allowed_from"),
            _both(_SHARE, _is("network", "out")),
        ),
        "cost_share.contract_binds_unpaid": _both(_SHARE, _is("network", "in")),
        "letter_of_necessity": _either(_is("hsa", "yes"), _is("fsa", "yes")),
        **dict.fromkeys(("booked_on", "first_visit_on", "gfe_given"), _pays(*_NOBODY)),
        "denial": _pays("commercial", "fehb"),
        "denied_on": _both(_pays("commercial", "fehb"), lambda facts: facts.get("denial", "none") != "none"),
    }
)
