"""By which rules the days of an appeal are counted: what they are called, and which of our letters they take."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from clinic_desktop.wording import mark

# By key; words marked for translation.
REGIMES: Mapping[str, str] = MappingProxyType(
    {
        "erisa": mark("Plan of an employer (ERISA)"),
        "insured": mark("Insured health plan (state and ACA)"),
        "medicare_advantage": mark("Medicare Advantage"),
        "medicaid": mark("Medicaid plan"),
        "fehb": mark("Federal employees (FEHB)"),
        "wa_work": mark("Washington workers’ compensation: a decision"),
        "wa_repayment": mark("Washington workers’ compensation: money asked back, or a payment reduced"),
        "ca_work": mark("California workers’ compensation: treatment review"),
        "ca_bill": mark("California workers’ compensation: a bill paid short"),
        "tricare": mark("TRICARE"),
        "medicare": mark("Original Medicare"),
        "no_fault": mark("Auto, no-fault"),
        "contract": mark("The clinic’s contract with the payer"),
        "other": mark("Another rule, as the notice says"),
    }
)
# Where a review from outside is asked for by a letter to the plan; elsewhere it goes by a form, or to somebody else.
_BY_LETTER = ("erisa", "insured")
# Where a form of the state stands for the letter of an internal appeal.
_BY_FORM = ("ca_bill",)


def takes_external_letter(regimes: Sequence[str]) -> bool:
    """Whether a letter to the plan may be the way to a review from outside."""
    return any(one in _BY_LETTER for one in regimes)


def takes_internal_letter(regimes: Sequence[str]) -> bool:
    """Whether an internal appeal is a letter."""
    return not regimes or any(one not in _BY_FORM for one in regimes)
