"""The benefit call as one sheet: all its blanks, grouped and numbered, the same on the screen and on paper."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clinic_desktop.coverage.model.question import Question
from clinic_desktop.coverage.model.questions import question_of
from clinic_desktop.wording import mark


@dataclass(frozen=True, slots=True)
class Told:
    """Something to ask of which no rule makes anything: it is kept with the call in the words it was said in. `payers`
    are the kinds of payer it makes sense for, empty for all."""

    key: str
    label: str
    ask: str
    payers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank of the sheet. Its number never depends on the case: on a sheet that leaves blanks out, numbers are left
    out too, so that who reads it out and who types it in mean the same one."""

    number: int
    asked: Question | Told

    @property
    def key(self) -> str:
        """The key of a case file, or that of what was told."""
        return self.asked.key


@dataclass(frozen=True, slots=True)
class BlankGroup:
    """Blanks that are asked for together."""

    key: str
    label: str
    blanks: tuple[Blank, ...]


_PLANS = ("commercial", "fehb", "medicare_advantage", "medicaid")
_TOLD = (
    Told("plan_name", mark("Plan name and group"), mark("What are the name of the plan and its group number?"), _PLANS),
    Told(
        "effective",
        mark("Effective and termination date"),
        mark("What are the effective date and the termination date of the policy?"),
        _PLANS,
    ),
    Told(
        "codes",
        mark("Codes, one by one"),
        mark("For each of my codes: is it payable, for which diagnoses, and does it go to the deductible?"),
    ),
    Told(
        "supervision",
        mark("Who must bill or supervise"),
        mark("Must a physical therapist, chiropractor or physician bill it, or supervise it?"),
        _PLANS,
    ),
    Told("medical_policy", mark("Medical policy"), mark("Which medical policy applies: its name or number?"), _PLANS),
    Told(
        "letter", mark("Letter of medical necessity"), mark("Is a letter of medical necessity needed, valid how long?")
    ),
    Told(
        "pa_from",
        mark("Who authorizes"),
        mark("Who gives the authorization: name, phone, website, and until when can it be asked for afterwards?"),
    ),
    Told(
        "allowed_basis",
        mark("What the allowed amount is based on"),
        mark("What is the allowed amount based on: a percentile, or a percentage of Medicare?"),
        _PLANS,
    ),
    Told("send_to", mark("Where bills go"), mark("By mail, fax or upload: to what address, and on what form?")),
    Told("file_within", mark("How long there is to send them"), mark("Within how many days must a bill come in?")),
    Told("corrected_within", mark("And corrected ones"), mark("Within how many days must a corrected bill come in?")),
    Told("paid_to", mark("Who is paid"), mark("Is the member paid, or the provider?"), _PLANS),
    Told(
        "other_coverage",
        mark("Other coverage"),
        mark("Is other insurance on file, or an accident questionnaire waiting?"),
        _PLANS,
    ),
    Told(
        "why_not",
        mark("If it is not a benefit: why"),
        mark("What is the exact reason, on which page of the plan, and where does an appeal go?"),
    ),
)
_BY_KEY: Mapping[str, Told] = MappingProxyType({one.key: one for one in _TOLD})
_GROUPS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "claim",
        mark("The claim"),
        ("claim.status", "claim.number", "claim.pip_confirmed", "claim.limit_left", "claim.visits"),
    ),
    (
        "plan",
        mark("The plan"),
        ("benefit.active", "effective", "cost_share.plan_year_ends", "plan_name", "funding"),
    ),
    (
        "benefit",
        mark("Massage"),
        (
            *("benefit.massage_covered", "benefit.category", "benefit.codes_ok", "codes", "benefit.excluded_dx"),
            *("benefit.lmt_ok", "supervision", "benefit.stand_alone", "network", "benefit.oon", "gap_exception"),
            *("medical_policy", "why_not"),
        ),
    ),
    (
        "limits",
        mark("Limits"),
        (
            *("benefit.visit_limit", "benefit.visits_used", "benefit.dollar_cap", "benefit.dollar_used"),
            *("benefit.unit_cap", "cost_share.deductible_visits_count"),
        ),
    ),
    (
        "asking_first",
        mark("Referral and authorization"),
        (
            *("referral_required", "letter", "pa_required", "pa_from_visit", "pa_from", "pa_held", "pa_number"),
            *("pa_visits", "pa_used"),
        ),
    ),
    (
        "money",
        mark("Deductible, copay, maximum"),
        (
            *("cost_share.deductible_applies", "cost_share.deductible", "cost_share.deductible_met"),
            *("cost_share.deductible_left", "cost_share.family_deductible", "cost_share.family_deductible_met"),
            *("cost_share.family_deductible_left", "cost_share.family_aggregate", "cost_share.copay"),
            *("cost_share.coinsurance", "cost_share.oop_max", "cost_share.oop_met", "cost_share.oop_left"),
            *("cost_share.per_visit_cap", "cost_share.allowed", "allowed_basis", "cost_share.contract_binds_unpaid"),
        ),
    ),
    (
        "bills",
        mark("Sending bills"),
        ("send_to", "file_within", "corrected_within", "paid_to", "other_coverage"),
    ),
)


def _asked(key: str) -> Question | Told:
    if key in _BY_KEY:
        return _BY_KEY[key]
    found = question_of(key)
    # A group names what is asked somewhere in the wizard.
    assert found and found[1].key == key
    return found[1]


def _numbered() -> Iterator[BlankGroup]:
    number = 0
    for key, label, keys in _GROUPS:
        blanks = tuple(Blank(number + place, _asked(one)) for place, one in enumerate(keys, 1))
        number += len(keys)
        yield BlankGroup(key, label, blanks)


CALL_SHEET: tuple[BlankGroup, ...] = tuple(_numbered())
TOLD: Mapping[str, Told] = _BY_KEY
# Of the sheet's head, and followed from a call that is logged.
HEAD = ("vob_call.done", "vob_call.date", "vob_call.ref_no")
